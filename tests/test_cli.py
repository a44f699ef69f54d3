"""The command line as a stranger runs it, wrongly too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, SEED


def run(*arguments: str, cwd: Path = ROOT, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    done = run("build", str(SEED), "-o", str(folder), PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    assert "项目 Project" in done.stdout and "graph.html" in done.stdout and "kg query" in done.stdout
    return folder


def test_build_writes_three_files(built: Path) -> None:
    assert sorted(p.name for p in built.iterdir() if p.is_file() and not p.name.startswith(".")) == ["graph.html", "graph.ttl", "records.jsonl"]
    assert (built / "graph.ttl").read_text(encoding="utf-8").startswith("@prefix")


def test_builds_are_byte_identical(built: Path, tmp_path: Path) -> None:
    done = run("build", str(SEED), "-o", str(tmp_path), PYTHONHASHSEED="77", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    for path in (p for p in built.iterdir() if p.is_file()):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_extract_prints_the_records(built: Path) -> None:
    done = run("extract", str(SEED))
    assert done.stdout == (built / "records.jsonl").read_text(encoding="utf-8")
    assert json.loads(done.stdout.splitlines()[0])["kind"] in ("mention", "target")


def test_tables_and_numerals() -> None:
    assert "渝昆高铁" in run("extract", str(SEED), "--format", "table").stdout
    numerals = run("extract", str(SEED), "--numerals", "--format", "table").stdout
    assert "date" in numerals and "“一带一路”" in numerals and "unexplained" not in numerals


def test_query(built: Path) -> None:
    data = str(built / "graph.ttl")
    assert "铁峰山隧道" in run("query", "evidence", "--data", data).stdout
    assert run("query", "-", "--data", data, "--format", "csv", given="SELECT (COUNT(*) AS ?n) { ?p a kg:Project }").stdout.startswith("n\n")
    assert "project" in run("query", "--list").stdout
    assert "@prefix" in run("query", "DESCRIBE region:500229", "--data", data, "--format", "turtle").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "nowhere.txt"], "nowhere.txt"),
        (["build", "EMPTY"], "empty"),
        (["build", "FOLDER"], "no reports"),
        (["build", "BINARY"], "binary"),
        (["build", str(SEED), "--base", "not an iri"], "--base"),
        (["build", str(SEED), "-o", "EMPTY/x"], "cannot be written"),
        (["extract", "FOLDER"], "folder"),
        (["query", "SELECT * { ?s ?p", "--data", "TTL"], "line 1"),
        (["query", "no-such-question"], "no such question"),
        (["query", "evidence", "--data", "nowhere.ttl"], "kg build"),
        (["query", "evidence", "--set", "name", "--data", "TTL"], "NAME=VALUE"),
        (["query", "BYTES", "--data", "TTL"], "not UTF-8"),
        (["evaluate", "--source", str(SEED), "nowhere.jsonl"], "nowhere.jsonl"),
        (["evaluate", "--source", str(SEED), "BYTES"], "not UTF-8"),
        (["evaluate", "--source", str(SEED), "TYPELESS"], "without types"),
        (["evaluate", "--source", str(SEED), "LOOSE"], "no record of the line"),
    ],
)
def test_bad_input_gets_one_sentence(tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "g.ttl").write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe")
    (tmp_path / "typeless.jsonl").write_text('{"line": 2, "mentions": [{"id": "e1", "text": "重庆", "types": []}]}', encoding="utf-8")
    (tmp_path / "loose.jsonl").write_text('{"line": 1, "relations": [{"type": "partOf", "head": "e1", "tail": "e2"}]}', encoding="utf-8")
    places = {
        "BYTES": "bytes.rq",
        "TYPELESS": "typeless.jsonl",
        "LOOSE": "loose.jsonl",
        "EMPTY": "empty.txt",
        "FOLDER": "folder",
        "BINARY": "binary.txt",
        "TTL": "g.ttl",
        "EMPTY/x": "empty.txt/x",
    }
    done = run(*[str(tmp_path / places[a]) if a in places else a for a in arguments], cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("command", ["build", "extract", "query", "validate", "evaluate"])
def test_every_command_explains_itself(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0 and "example: kg " + command in done.stdout
    for readme in ("README.md", "README.zh-CN.md"):
        assert f"kg {command}" in (ROOT / readme).read_text(encoding="utf-8")
