"""A corpus is built in parts: only what changed is read, and the outputs are those of a build from nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.cli import main
from kg.corpus import parts, prepare
from kg.graph.blocks import merged, turtle
from kg.graph.dataset import build_dataset, description_statements, report_statements
from kg.graph.order import blocks
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.ontology.namespaces import prefixes
from kg.release import LOCK
from kg.teaching.corpus import configs_of, link_files

from ..conftest import ROOT, SEED

LINES = SEED.read_text(encoding="utf-8").splitlines()
OUTPUTS = ("graph.ttl", "graph.html", "records.jsonl")


def report(folder: Path, place: str, year: int, first: int) -> Path:
    """A short report made of lines of the seed."""
    path = folder / f"{place}-{year}.txt"
    body = LINES[10 + first : 17 + first]
    path.write_text("\n".join([f"{place}{year}年政府工作报告", f"一、{year - 1}年工作回顾", *body]), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number, place in enumerate(("甲市", "乙县", "万州区", "丙州", "丁市")):
        report(made, place, 2020, number)
    return made


def build(folder: Path, output: Path) -> int:
    return main(["build", str(folder), "-o", str(output)])


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and parts.FOLDER not in p.parts and p.name != LOCK
    }


def linked(paths: Iterable[Path]) -> list[Linked]:
    found = list(paths)
    return list(link_files(found, configs_of(found)).values())


def test_the_graph_in_parts_is_the_graph(folder: Path, tmp_path: Path) -> None:
    for year in (ROOT / "tests" / "comparison" / "years").glob("*.txt"):
        shutil.copy(year, folder)
    reports = linked(folder.iterdir())
    streams = [
        blocks(report_statements(one, DEFAULT_BASE) + description_statements([one.extraction.report.id], [], DEFAULT_BASE), DEFAULT_BASE)
        for one in reports
    ]
    parted = write_turtle(build_dataset(reports, DEFAULT_BASE, part=True), DEFAULT_BASE)
    assert "".join(turtle(merged(streams, DEFAULT_BASE), prefixes(DEFAULT_BASE))) == parted
    whole = write_turtle(build_dataset(reports, DEFAULT_BASE), DEFAULT_BASE)
    assert len(whole) > len(parted)
    assert build(folder, tmp_path / "out") == 0
    assert (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8") == whole


def test_only_what_changed_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out"
    assert build(folder, output) == 0
    read: list[str] = []
    make = prepare.make
    monkeypatch.setattr(prepare, "make", lambda task: (read.append(task.path.name), make(task))[1])
    assert build(folder, output) == 0 and read == []
    report(folder, "乙县", 2020, 9)
    report(folder, "戊县", 2020, 12)
    (folder / "甲市-2020.txt").unlink()
    assert build(folder, output) == 0
    assert sorted(read) == ["乙县-2020.txt", "戊县-2020.txt"]
    assert len([p for p in (output / parts.FOLDER).iterdir() if p.is_dir()]) == 5
    monkeypatch.undo()
    assert build(folder, tmp_path / "fresh") == 0
    assert outputs(output) == outputs(tmp_path / "fresh")


@pytest.mark.parametrize("number", [5, 6])
def test_outputs_that_would_be_the_same_are_left_and_others_made_again(folder: Path, tmp_path: Path, number: int) -> None:
    if number == 6:
        report(folder, "戊县", 2020, 12)
    output = tmp_path / "out"
    assert build(folder, output) == 0
    whole, written = outputs(output), {name: (output / name).stat().st_ino for name in OUTPUTS}
    assert build(folder, output) == 0
    assert {name: (output / name).stat().st_ino for name in OUTPUTS} == written
    (output / "graph.ttl").write_bytes(whole["graph.ttl"][:-1])
    (output / "records.jsonl").unlink()
    assert build(folder, output) == 0 and outputs(output) == whole
    (output / parts.FOLDER / "outputs.json").write_text("{", encoding="utf-8")
    assert build(folder, output) == 0 and outputs(output) == whole


def test_what_is_taught_and_the_program_count_as_changes(folder: Path) -> None:
    data = b"report"
    known = parts.key(data, "a.txt", "", DEFAULT_BASE)
    assert known == parts.key(data, "a.txt", "", DEFAULT_BASE)
    others = {parts.key(b"other", "a.txt", "", DEFAULT_BASE), parts.key(data, "b.txt", "", DEFAULT_BASE)}
    others |= {
        parts.key(data, "a.txt", "[[name]]", DEFAULT_BASE),
        parts.key(data, "a.txt", "", "http://x/"),
        parts.key(b"reporta", ".txt", "", DEFAULT_BASE),
    }
    assert len(others | {known}) == 6


def test_every_kind_of_file_of_the_program_counts_as_a_change(tmp_path: Path) -> None:
    package = tmp_path / "kg"
    shutil.copytree(ROOT / "kg", package, ignore=shutil.ignore_patterns("__pycache__"))
    known = parts.contents(package)
    for name in (
        "files.py",
        "lexicon/names.toml",
        "lexicon/tagger.npz",
        "validation/shapes.ttl",
        "explorer/template.html",
        "explorer/static/graph.js",
    ):
        with (package / name).open("ab") as file:
            file.write(b"\n")
        changed = parts.contents(package)
        assert changed != known, name
        known = changed
    with (package / "server" / "app.py").open("ab") as file:
        file.write(b"\n")
    assert parts.contents(package) == known


def test_one_bad_file_is_told_and_skipped(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.txt").write_bytes(b"\0\1\2")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    shutil.copy(SEED, folder / "one.txt")
    shutil.copy(SEED, folder / "two.txt")
    assert build(folder, tmp_path / "out") == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3 and any("bad.txt: binary" in line for line in told) and any("empty.txt" in line for line in told)
    assert any("two.txt" in line and "one.txt is already the report" in line for line in told)
    for name in ("bad", "empty", "two"):
        (folder / f"{name}.txt").unlink()
    assert build(folder, tmp_path / "clean") == 0
    assert outputs(tmp_path / "out") == outputs(tmp_path / "clean")


def test_nothing_is_written_where_no_file_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\0")
    assert main(["build", str(tmp_path / "bad.txt"), "-o", str(tmp_path / "out")]) == 2
    assert "binary" in capsys.readouterr().err and not (tmp_path / "out" / "graph.ttl").exists()


@pytest.mark.parametrize("spoiled", [parts.SUMMARY, parts.LINKED, parts.BLOCKS, parts.RECORDS])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_a_spoiled_part_is_made_again(folder: Path, tmp_path: Path, spoiled: str, how: str) -> None:
    for path in sorted(folder.iterdir())[1:]:
        path.unlink()
    output = tmp_path / "out"
    assert build(folder, output) == 0
    before = outputs(output)
    for part in (p for p in (output / parts.FOLDER).iterdir() if p.is_dir()):
        if how == "gone":
            (part / spoiled).unlink()
        else:
            (part / spoiled).write_bytes((part / spoiled).read_bytes()[:-1])
    (output / parts.FOLDER / "making-left").mkdir()
    assert build(folder, output) == 0
    assert outputs(output) == before
    assert not (output / parts.FOLDER / "making-left").exists()


def test_of_many_reports_each_has_its_page(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(12):
        report(many, f"{'甲乙丙丁戊己庚辛壬癸子丑'[number]}河县", 2021, number)
    output = tmp_path / "out"
    assert build(many, output) == 0
    index = (output / "graph.html").read_text(encoding="utf-8")
    assert index.count("<tr><td><a href=") == 12 and "default-src 'none'" in index
    assert len(list((output / "pages").iterdir())) == 12
    (many / "丁河县-2021.txt").unlink()
    assert build(many, output) == 0
    assert build(many, tmp_path / "fresh") == 0
    assert outputs(output) == outputs(tmp_path / "fresh")
    assert len(list((output / "pages").iterdir())) == 11


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_builds_go_on_where_they_were(folder: Path, tmp_path: Path) -> None:
    """Killed at random moments with all its processes; then the outputs are those of a build that was not."""
    for number in range(5, 9):
        report(folder, f"{'一二三四五六七八九十'[number]}河县", 2021, number)
    output = tmp_path / "out"
    random.seed(7)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", str(folder), "-o", str(output)], stdout=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(random.uniform(0.5, 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for name in OUTPUTS:
            path = output / name
            assert not path.exists() or path.stat().st_size > 0
    assert build(folder, output) == 0
    assert build(folder, tmp_path / "fresh") == 0
    assert outputs(output) == outputs(tmp_path / "fresh")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_no_process_outlives_a_killed_build(folder: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / "out")], stdout=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(1.5)
    process.kill()
    process.wait()
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("processes of the build are still there after ten seconds")


def test_summaries_say_what_the_records_hold(folder: Path, tmp_path: Path) -> None:
    assert build(folder, tmp_path / "out") == 0
    for part in (p for p in (tmp_path / "out" / parts.FOLDER).iterdir() if p.is_dir()):
        summary = json.loads((part / parts.SUMMARY).read_text(encoding="utf-8"))
        records = [json.loads(line) for line in (part / parts.RECORDS).read_text(encoding="utf-8").splitlines()]
        assert summary["targets"] == sum(record["kind"] == "target" for record in records)
    shutil.rmtree(tmp_path / "out")
