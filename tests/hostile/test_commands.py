"""The command itself, as another process with a limit of time and memory: an exit code and one sentence, nothing outside its folder."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SEED
from tests.hostile import inputs

SECONDS = 60
MEMORY = 3 << 30


def run(*arguments: str | bytes, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    return subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=cwd, capture_output=True, timeout=SECONDS, preexec_fn=limit)  # noqa: PLW1509


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "in.txt")


def written(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


REFUSED: dict[str, tuple[Callable[[Path], object], list[str | bytes], str]] = {
    "a pipe for a report": (pipe, ["build", "in.txt"], "not a regular file"),
    "a device for a report": (lambda folder: None, ["build", "/dev/zero"], "not a regular file"),
    "a device for kg.toml": (lambda folder: None, ["extract", str(SEED), "--config", "/dev/zero"], "not a regular file"),
    "a pipe for annotations": (pipe, ["evaluate", "--source", str(SEED), "in.txt"], "not a regular file"),
    "a circle of links": (lambda folder: (folder / "in.txt").symlink_to(folder / "in.txt"), ["build", "in.txt"], "no such file"),
    "a name of 5,000 characters": (lambda folder: None, ["build", "x" * 5000], "cannot be looked at"),
    "a folder for a page": (lambda folder: (folder / "x.html").mkdir(), ["extract", "x.html"], "is a folder"),
    "a report of two million characters": (written("in.txt", "推进建设。".encode() * 400_000), ["build", "in.txt"], "2,000,000 characters"),
    "a zip bomb": (
        written("in.docx", inputs.word("<w:p/>", extra={"word/x.bin": b"\0" * (200 << 20)})),
        ["build", "in.docx"],
        "unpacks to",
    ),
    "a question of 100,000 groups": (
        written("g.ttl", b"<a:b> <a:c> 1 ."),
        ["query", "SELECT * " + "{" * 60_000, "--data", "g.ttl"],
        "patterns and operators",
    ),
    "a value that is no text": (
        written("g.ttl", b"<a:b> <a:c> 1 ."),
        ["query", "SELECT ?s { ?s ?p ?o }", "--set", b"s=\xff", "--data", "g.ttl"],
        "no text",
    ),
    "an address that is none": (lambda folder: None, ["query", "ASK {}", "--endpoint", "http://[::1"], "write it as http"),
    "a literal of 17 MiB": (written("g.ttl", b'<a:b> <a:c> "' + b"x" * (17 << 20) + b'" .'), ["query", "ASK {}", "--data", "g.ttl"], "not valid RDF"),
    "a base of 5,000 digits that is none": (lambda folder: None, ["build", str(SEED), "--base", f"http://x/{'9' * 5000}"], "--base"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    make, arguments, says = REFUSED[name]
    make(tmp_path)
    done = run(*arguments, cwd=tmp_path)
    error = done.stderr.decode("utf-8")
    assert done.returncode == 2, error[-2000:]
    assert error.startswith("kg: ") and error.count("\n") == 1 and says in error
    assert not (tmp_path / "output" / "graph.ttl").exists()


def test_names_of_files_do_no_harm(tmp_path: Path) -> None:
    """Files whose names lead upwards, are no UTF-8 or move the cursor are read, hidden ones are not; nothing is written outside the output folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        b"....txt",
        b"%2e%2e%2fx.txt",
        b"..%2f..%2fowned.txt",
        b"\xff\xfe.txt",
        b"a\nb\x1b[2J.txt",
        b"=1+1.txt",
        "\u202etxt.txt".encode(),
        b"#" * 240 + b".txt",
    ]
    for name in names:
        (tmp_path / "in" / os.fsdecode(name)).write_bytes(inputs.SENTENCE.encode())
    before = {path for path in tmp_path.rglob("*") if "out" not in path.parts}
    done = run("build", "in", "-o", "out", cwd=tmp_path)
    shown = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 0, shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert {path for path in tmp_path.rglob("*") if "out" not in path.relative_to(tmp_path).parts[:1]} == before
    assert len(list((tmp_path / "out" / "pages").iterdir())) == len([name for name in names if not name.startswith(b".")])
    assert run("validate", "out/graph.ttl", cwd=tmp_path).returncode == 0


@pytest.mark.soak
def test_a_line_of_50_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes("推进渝昆高铁建设发展".encode() * (50_000_000 // 30))
    done = run("build", "in.txt", cwd=tmp_path)
    assert done.returncode == 2 and b"characters" in done.stderr


@pytest.mark.soak
def test_the_longest_report_is_built(tmp_path: Path) -> None:
    """A line of a million characters, and a report of 100,000 headings."""
    text = SEED.read_text(encoding="utf-8").replace("\n", "")
    (tmp_path / "line.txt").write_text((text * 60)[:999_000], encoding="utf-8")
    (tmp_path / "headings.txt").write_text("".join(f"（{'一二三'[n % 3]}）标题\n" for n in range(100_000)), encoding="utf-8")
    for name in ("line.txt", "headings.txt"):
        command = [sys.executable, "-m", "kg", "build", name, "-o", name + ".out"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=1800)
        assert done.returncode == 0, done.stderr.decode("utf-8")[-2000:]
