"""A build that is killed, interrupted or refused at each of its file operations in turn, as SQLite tests its own.

Random moments hardly ever fall between two renames; here every operation below the output folder has its turn. Python tells of
each by an audit event: the build is stopped there, or the operation fails. `make faults` takes all of them, `make test` some.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kg.corpus import processes
from kg.release import JOURNAL

from .test_build import build, outputs, report
from .test_faults import visible

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "os.truncate", "open")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# What a full disk still allows.
SHRINKING = ("os.remove", "os.rmdir")
TRACEBACK = 70
pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")

Stop = Callable[[int, str], None]


def killed(at: int) -> Stop:
    def stop(count: int, event: str) -> None:
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return stop


def interrupted(at: int) -> Stop:
    def stop(count: int, event: str) -> None:
        if count == at:
            raise KeyboardInterrupt

    return stop


def failing(at: int) -> Stop:
    def stop(count: int, event: str) -> None:
        if count == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return stop


def full(at: int) -> Stop:
    def stop(count: int, event: str) -> None:
        if count >= at and event not in SHRINKING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return stop


def _stopped_build(folder: Path, output: Path, stop: Stop, said: Connection) -> None:
    count = [0]
    here = f"{output}{os.sep}"

    def hook(event: str, given: tuple[object, ...]) -> None:
        if event not in CHANGES or event == "open" and not (isinstance(given[2], int) and given[2] & WRITING):
            return
        # an operation beside an open folder (shutil.rmtree) names the file alone; the last build is the only one that does
        if any(isinstance(path, (str, os.PathLike)) and (str(path).startswith(here) or str(path) == str(output)) for path in given[:2]) or (
            event in SHRINKING and given[1] != -1
        ):
            count[0] += 1
            stop(count[0], event)

    # all in this process, so that every operation is seen
    processes.FEW = 1000
    with (output.parent / "said").open("w", encoding="utf-8") as file, redirect_stderr(file), redirect_stdout(file):
        sys.addaudithook(hook)
        try:
            code = build(folder, output)
        except BaseException as error:
            print(f"Traceback {error!r}", file=file)
            code = TRACEBACK
    said.send((code, count[0]))


def stopped_build(folder: Path, output: Path, stop: Stop) -> tuple[int | None, int, str]:
    """Build in a process of its own: exit code (None if it was killed), file operations, what it said."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_stopped_build, args=(folder, output, stop, theirs))
    process.start()
    theirs.close()
    try:
        code, count = ours.recv()
    except EOFError:
        code, count = None, 0
    process.join()
    return code, count, (output.parent / "said").read_text(encoding="utf-8")


class Versions:
    """Two versions of a corpus, the output of the first, and what clean builds make of both."""

    def __init__(self, folder: Path, reports: int) -> None:
        self.old, self.new, self.built = folder / "old", folder / "new", folder / "built"
        for year, where in ((2020, self.old), (2021, self.new)):
            where.mkdir()
            for number in range(reports):
                report(where, "甲乙丙丁戊己庚"[number] + "市", 2020 if number == 1 else year, number)
        assert build(self.old, self.built) == 0
        assert build(self.new, folder / "clean") == 0
        self.clean = visible(self.built), visible(folder / "clean")
        assert self.clean[0] != self.clean[1]
        self.output = folder / "out"

    def begin(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.built, self.output)


@pytest.mark.parametrize("way", [killed, interrupted, failing, full])
@pytest.mark.parametrize(("reports", "every"), [(2, 5), pytest.param(7, 1, marks=pytest.mark.soak)])
def test_a_build_stopped_at_each_operation(way: Callable[[int], Stop], reports: int, every: int, tmp_path: Path) -> None:
    versions = Versions(tmp_path, reports)
    versions.begin()
    code, operations, said = stopped_build(versions.new, versions.output, lambda count, event: None)
    assert code == 0 and visible(versions.output) == versions.clean[1], said
    assert operations > 20 * reports
    met = [0, 0]
    wrong = []
    for at in range(1 + operations % every, operations + 1, every):
        versions.begin()
        code, _, said = stopped_build(versions.new, versions.output, way(at))
        if code is None:
            assert way is killed
        elif "Traceback" in said or code not in (0, 1, 2, 130) or code and "kg: " not in said:
            wrong.append(f"operation {at} of {operations}: exit {code}: {said[-300:]}")
        journal = (versions.output / JOURNAL).exists()
        seen = visible(versions.output)
        if not journal and seen not in versions.clean:
            wrong.append(f"operation {at} of {operations}: a mixture, {sorted(seen)}")
        if code == 0 and not journal and seen != versions.clean[1]:
            wrong.append(f"operation {at} of {operations}: success is told, and the old version is there")
        # nobody comes but the next build: of the old reports, so that a journal must not be finished over it
        try:
            code = build(versions.old, versions.output)
        except Exception as error:
            wrong.append(f"operation {at} of {operations}: the next build ended with {error!r}")
            continue
        if code or outputs(versions.output) != outputs(versions.built):
            wrong.append(f"operation {at} of {operations}: the next build ended with {code} and left {sorted(outputs(versions.output))}")
        met[seen == versions.clean[1]] += 1
    print(f"{way.__name__} at {sum(met)} of {operations} operations: {met[0]} times the old version or a journal, {met[1]} times the new one")
    assert not wrong, "\n".join(wrong)
