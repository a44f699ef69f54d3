"""Builds that are killed, run out of space, meet each other or a wrong clock: the output is all of the old version or all of the new one.

`make faults` kills 200 builds instead of a few; `KG_KILLS` says how many, `KG_SEED` at which moments.
"""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kg.corpus import parts
from kg.query.stores import load, open_graph
from kg.release import JOURNAL, STAGING, Release, settle, sole_writer

from .test_build import build, outputs, report

KILLS = int(os.environ.get("KG_KILLS", "10"))
# Of many reports each has its page: that is for the long run.
PLACES = ("甲市", "乙县", "丙州", "丁市", "戊县", "己县")[: 6 if KILLS > 10 else 2]
SEED = int(os.environ.get("KG_SEED", "20200111"))
COMMAND = [sys.executable, "-m", "kg", "build"]
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[dict[str, bytes]], float]:
    """Two folders of reports that differ, what clean builds make of them, and how long one takes."""
    folders, made = [], []
    took = 0.0
    for year in (2020, 2021):
        folder = tmp_path_factory.mktemp(f"reports{year}")
        for number, place in enumerate(PLACES):
            report(folder, place, year if number else 2020, number)
        output = tmp_path_factory.mktemp(f"clean{year}") / "out"
        start = time.perf_counter()
        subprocess.run([*COMMAND, str(folder), "-o", str(output)], check=True, capture_output=True)
        took = time.perf_counter() - start
        folders.append(folder)
        made.append(outputs(output))
    assert made[0] != made[1]
    return folders, made, took


def visible(output: Path) -> dict[str, bytes]:
    """The files that a reader of the output sees: not what is being gathered."""
    return {name: data for name, data in outputs(output).items() if not name.startswith(".")}


def test_killed_builds_leave_one_version(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    folders, clean, took = versions
    output = tmp_path / "out"
    assert build(folders[0], output) == 0
    chance = random.Random(SEED)
    now, met = 0, {"old": 0, "new": 0, "finished": 0}
    for kill in range(KILLS):
        wanted = 1 - now
        process = subprocess.Popen(
            [*COMMAND, str(folders[wanted]), "-o", str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0, 1.1 * took))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # what a question to the graph would do first
        journal = (output / JOURNAL).exists()
        settle(output)
        seen = visible(output)
        assert seen in (clean[now], clean[wanted]), f"kill {kill} with seed {SEED} left a mixture: {sorted(seen)}"
        met["finished" if journal else "new" if seen == clean[wanted] else "old"] += 1
        if kill % 4 == 3 or KILLS < 10:
            assert build(folders[wanted], output) == 0
            assert outputs(output) == clean[wanted]
            now = wanted
        else:
            now = now if seen == clean[now] else wanted
    print(f"{KILLS} builds killed at moments of seed {SEED}: {met}")


def test_a_journal_is_finished_by_whoever_comes(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    """Killed between two renames, at each of them."""
    folders, clean, _ = versions
    for at in range(len(clean[1])):
        output = tmp_path / str(at)
        shutil.copytree(tmp_path_of(clean[0], tmp_path / "old"), output, dirs_exist_ok=True)
        release = Release(output)
        for name, data in clean[1].items():
            release.write(name, data.decode("utf-8"))
        stale = sorted(set(clean[0]) - set(clean[1]))
        (output / JOURNAL).write_text(json.dumps({"staging": release.staging.name, "files": release.names, "stale": stale}), encoding="utf-8")
        for name in release.names[:at]:
            (release.staging / name).replace(output / name)
        assert len(open_graph(output / "graph.ttl")) > 100
        assert visible(output) == clean[1]
        assert not list(output.glob(".new-*")) and not (output / JOURNAL).exists()


def tmp_path_of(files: dict[str, bytes], folder: Path) -> Path:
    """The files in a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
def test_a_build_stopped_between_two_renames(
    versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """What was gathered is not thrown away while a journal says to put it in place."""
    folders, clean, _ = versions
    output = tmp_path / "out"
    assert build(folders[0], output) == 0
    rename, stopped = Path.replace, []

    def stopping(path: Path, target: Path) -> Path:
        if path.parent.name.startswith(STAGING) and path.name == "records.jsonl" and not stopped:
            stopped.append(path)
            raise error
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", stopping)
    assert build(folders[1], output) != 0 and stopped
    settle(output)
    assert visible(output) == clean[1]


def test_a_question_does_not_finish_what_a_build_is_about(tmp_path: Path) -> None:
    """Of two that follow one journal the slower would remove what the next build has put in place."""
    (tmp_path / "graph.ttl").write_text("<http://x/s> <http://x/p> 1 .", encoding="utf-8")
    with sole_writer(tmp_path):
        release = Release(tmp_path)
        release.write("graph.ttl", "<http://x/s> <http://x/p> 1, 2 .")
        (tmp_path / JOURNAL).write_text(json.dumps({"staging": release.staging.name, "files": release.names, "stale": []}), encoding="utf-8")
        asked = subprocess.run([sys.executable, "-m", "kg", "query", "ASK {}", "--data", str(tmp_path / "graph.ttl")], capture_output=True)
        assert asked.returncode == 0 and (tmp_path / JOURNAL).exists()
        assert len(load(tmp_path / "graph.ttl")) == 1
    assert len(open_graph(tmp_path / "graph.ttl")) == 2 and not (tmp_path / JOURNAL).exists()


def test_a_build_that_alone_was_killed_locks_nobody_out(tmp_path: Path) -> None:
    """Its processes may live on for a moment; they hold no lock."""
    folder, output = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    for number in range(6):
        report(folder, "甲乙丙丁戊己"[number] + "市", 2020, number)
    process = subprocess.Popen([*COMMAND, str(folder), "-o", str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(output.glob(f"{parts.FOLDER}/making-*")) and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert build(folder, output) == 0


def test_no_room_for_a_file(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    folders, clean, _ = versions
    output = tmp_path / "out"
    assert build(folders[0], output) == 0
    for room in (1_000, 150_000):
        done = subprocess.run(
            [*COMMAND, str(folders[1]), "-o", str(output)],
            capture_output=True,
            text=True,
            preexec_fn=lambda room=room: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),  # type: ignore[misc]
        )
        if room == 1_000:
            assert done.returncode in (1, 2)
        if done.returncode:
            assert "Traceback" not in done.stderr and "cannot be written" in done.stderr, done.stderr
            assert visible(output) == clean[0]
    assert build(folders[1], output) == 0
    assert outputs(output) == clean[1]


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def test_a_full_disk(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    folders, clean, _ = versions
    with mounted(tmp_path / "small", "size=12m"):
        output = tmp_path / "small" / "out"
        assert build(folders[0], output) == 0
        filler = tmp_path / "small" / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        done = subprocess.run([*COMMAND, str(folders[1]), "-o", str(output)], capture_output=True, text=True)
        assert done.returncode in (1, 2) and "Traceback" not in done.stderr and done.stderr.strip()
        assert visible(output) == clean[0]
        filler.unlink()
        assert build(folders[1], output) == 0
        assert outputs(output) == clean[1]


def test_an_output_that_is_only_read(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    folders, clean, _ = versions
    with mounted(tmp_path / "fixed", "size=16m"):
        output = tmp_path / "fixed" / "out"
        assert build(folders[0], output) == 0
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "fixed")], check=True)
        done = subprocess.run([*COMMAND, str(folders[1]), "-o", str(output)], capture_output=True, text=True)
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and "cannot be written" in done.stderr
        assert visible(output) == clean[0]
        asked = subprocess.run([sys.executable, "-m", "kg", "query", "ASK {}", "--data", str(output / "graph.ttl")], capture_output=True, text=True)
        assert asked.returncode == 0


def test_two_builds_at_once(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    folders, clean, _ = versions
    output = tmp_path / "out"
    both = [
        subprocess.Popen([*COMMAND, str(folder), "-o", str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for folder in folders
    ]
    said = [process.communicate()[1] for process in both]
    codes = [process.returncode for process in both]
    assert 0 in codes
    for code, sentence in zip(codes, said, strict=True):
        assert code == 0 or code == 2 and "another build is writing here" in sentence and "Traceback" not in sentence
    assert visible(output) == clean[codes.index(0) if codes.count(0) == 1 else 1] or visible(output) == clean[0]


def test_a_clock_that_jumps(versions: tuple[list[Path], list[dict[str, bytes]], float], tmp_path: Path) -> None:
    """What changed is told by content, not by time."""
    folders, clean, _ = versions
    folder, output = tmp_path / "reports", tmp_path / "out"
    shutil.copytree(folders[0], folder)
    assert build(folder, output) == 0
    for when in (0, 4_000_000_000):
        for path in [*folder.iterdir(), *(p for p in output.rglob("*") if p.is_file())]:
            os.utime(path, (when, when))
        assert build(folder, output) == 0
        assert outputs(output) == clean[0]
    for path in folder.iterdir():
        path.unlink()
    for path in folders[1].iterdir():
        shutil.copy(path, folder)
        os.utime(folder / path.name, (0, 0))
    assert build(folder, output) == 0
    assert outputs(output) == clean[1]
    assert (output / parts.FOLDER).is_dir()
