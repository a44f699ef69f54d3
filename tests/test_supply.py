"""What kg is made of: locked with digests, licences listed, built to the same bytes, whole when installed."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, SEED

LOCKS = ("requirements.lock", "audit.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_with_its_digests(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="ascii").strip())
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[\w.-]+==\S+", block) and "--hash=sha256:" in block, block[:80]


def test_licences_are_listed() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "make_licences.py"))
    said = re.findall(r"^\| (\S+) \| (\S+) \|", (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"), re.MULTILINE)[1:]
    assert said == tool["locked"](), "python tools/make_licences.py"
    # what asks of others to publish their changes is known and said on the page
    assert {name for name in tool["used_at_run_time"]() if re.search(r"(?<!L)GPL", tool["licence"](name))} == {"igraph"}


def build(target: str, folder: Path, source: Path = ROOT) -> Path:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)], cwd=source, check=True, capture_output=True)
    return next(folder.iterdir())


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_two_builds_are_the_same_bytes(target: str, tmp_path: Path) -> None:
    first, second = build(target, tmp_path / "1"), build(target, tmp_path / "2")
    assert first.name == second.name and first.read_bytes() == second.read_bytes()


def test_the_source_distribution_makes_the_same_wheel(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    wheels = build("wheel", tmp_path / "1"), build("wheel", tmp_path / "2", next((tmp_path / "source").iterdir()))
    ours, theirs = ({entry.filename: entry.CRC for entry in zipfile.ZipFile(wheel).infolist()} for wheel in wheels)
    # the bundle of the rich editor is made by make frontend and kept out of the sources, and RECORD lists it
    made = {name for name in ours if name.endswith("/editor.js")}
    assert set(theirs) == set(ours) - made
    assert {name for name in theirs if ours[name] != theirs[name]} <= {name for name in theirs if made and name.endswith("/RECORD")}


def test_the_wheel_is_whole_and_runs(tmp_path: Path) -> None:
    wheel = build("wheel", tmp_path / "dist")
    held = set(zipfile.ZipFile(wheel).namelist())
    for pattern in ("kg/**/*.toml", "kg/**/*.csv", "kg/**/*.ttl", "kg/**/*.html", "kg/**/*.js", "kg/**/*.css", "kg/**/*.py"):
        for path in ROOT.glob(pattern):
            assert path.relative_to(ROOT).as_posix() in held
    assert {f"kg/queries/{path.name}" for path in (ROOT / "queries").glob("*.rq")} <= held
    # an environment with nothing but the wheel and what is locked
    venv.create(tmp_path / "env", with_pip=False)
    site = next((tmp_path / "env").glob("lib*/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    dependencies = Path(pytest.__file__).parents[1]
    (site / "locked.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    python = next((tmp_path / "env").glob("bin/python"))

    def run(*arguments: str) -> str:
        return subprocess.run([python, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    assert run("-c", "import kg; print(kg.__file__)").strip().startswith(str(site))
    run("-m", "kg", "build", str(SEED), "-o", "output")
    assert (tmp_path / "output" / "graph.html").stat().st_size > 100_000
    assert "2020" in run("-m", "kg", "query", "headline-targets", "--data", "output/graph.ttl", "--format", "csv")
