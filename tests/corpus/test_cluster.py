"""Reports are read on a Dask cluster as users deploy it: scheduler and workers are processes that are killed at will."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kg.cli import main
from kg.corpus import cluster, parts
from kg.corpus.cluster import OtherProgramError, connected

from ..server.others import free_port
from .test_build import build, outputs, report

pytestmark = [pytest.mark.server, pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")]
DASK = Path(sys.executable).parent / "dask"
# A worker that a report of this name kills, as one does for which the memory is too small.
POISON = """
import os
from kg.corpus import prepare
def dask_setup(worker):
    linked_of = prepare.linked_of
    def deadly(data, path, config):
        if "poison" in path.name:
            os._exit(1)
        return linked_of(data, path, config)
    prepare.linked_of = deadly
"""
# A worker that takes its time.
SLOW = """
import time
from kg.corpus import prepare
def dask_setup(worker):
    linked_of = prepare.linked_of
    prepare.linked_of = lambda *given: (time.sleep(0.4), linked_of(*given))[1]
"""
OTHER_VERSION = "import importlib.metadata\nimportlib.metadata.version = lambda name: '0.0.1'\n"
OTHER_FILES = "from kg.corpus import parts\nparts.software = lambda: 'other'\n"


class Cluster:
    """A scheduler, and the workers that are started for it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.scheduler = self._start("scheduler", "--host", self.address.removeprefix("tcp://"))
        self.workers: list[subprocess.Popen[bytes]] = []
        wait_for(self._listens)

    def _listens(self) -> bool:
        host, _, port = self.address.removeprefix("tcp://").partition(":")
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            return False
        return True

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        # what a report killed is given up at once, not after three more workers
        environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        log = self.stack.enter_context((self.folder / f"{time.monotonic_ns()}.log").open("wb"))
        process = subprocess.Popen(
            [str(DASK), *command, "--no-dashboard"], stdout=log, stderr=log, cwd=self.folder, env=environment, start_new_session=True
        )
        self.stack.callback(kill, process)
        return process

    def work(self, number: int, preload: str = "", nanny: bool = False) -> None:
        """Start workers, and wait until they are there."""
        script = self.folder / f"{time.monotonic_ns()}.py"
        script.write_text(preload, encoding="utf-8")
        options = ["--host", "127.0.0.1", "--nthreads", "1", "--local-directory", str(self.folder), "--preload", str(script)]
        for _ in range(number):
            self.workers.append(self._start("worker", self.address, *options, *([] if nanny else ["--no-nanny"])))
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(number, timeout=30)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started here, with those that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as stack:
        yield Cluster(folder, stack)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Reports, one of them on what a kg.toml teaches, and what this machine builds of them."""
    folder = tmp_path_factory.mktemp("reports")
    for number, place in enumerate(("甲市", "乙县", "万州区", "丙州", "丁市", "戊县")):
        path = report(folder, place, 2020, number)
        path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:5]), encoding="utf-8")
    (folder / "kg.toml").write_text('[[name]]\ntext = "动态清零"\ntype = "Program"\n', encoding="utf-8")
    output = tmp_path_factory.mktemp("local")
    assert build(folder, output) == 0
    assert "taught" in (output / "records.jsonl").read_text(encoding="utf-8")
    return folder, outputs(output)


def run(folder: Path, output: Path, address: str) -> int:
    return main(["build", str(folder), "-o", str(output), "--cluster", address])


@contextmanager
def when_a_part_is_there(output: Path, act: Callable[[], None]) -> Iterator[None]:
    """Do something when the first report is kept, while others are read."""

    def wait() -> None:
        wait_for(lambda: kept(output) > 0)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    yield
    thread.join()


def kept(output: Path) -> int:
    return len(list(output.glob(f"{parts.FOLDER}/*/{parts.SUMMARY}")))


def test_a_worker_dies_and_nothing_is_lost(machines: Cluster, local: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    folder, wanted = local
    machines.work(2, SLOW)
    output = tmp_path / "out"
    at: list[int] = []
    with when_a_part_is_there(output, lambda: at.append(kept(output)) or kill(machines.workers[0])):
        assert run(folder, output, machines.address) == 0
    assert machines.workers[0].returncode == -signal.SIGKILL and at and at[0] < 6
    assert outputs(output) == wanted


def test_a_report_that_kills_its_workers_is_told_and_skipped(
    machines: Cluster, local: tuple[Path, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(local[0], tmp_path / "reports"))
    (folder / "poison-2020.txt").write_text("毒市2020年政府工作报告\n一、2019年工作回顾\n建成大桥。", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\0\1\2")
    machines.work(2, POISON, nanny=True)
    assert run(folder, tmp_path / "out", machines.address) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 and f"{folder / 'bad.txt'}: binary" in told[0] and "poison-2020.txt: the process that read it ended" in told[1]
    assert outputs(tmp_path / "out") == local[1]


def test_when_all_are_gone_it_is_said_and_the_next_build_goes_on(
    machines: Cluster, local: tuple[Path, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, wanted = local
    output = tmp_path / "out"
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    machines.work(1, SLOW)
    with when_a_part_is_there(output, lambda: kill(machines.workers[0])):
        assert run(folder, output, machines.address) == 2
    error = capsys.readouterr().err
    assert "has no workers" in error and error.count("\n") == 1, error
    assert 0 < kept(output) < 6
    machines.work(1, SLOW)
    known = kept(output)
    with when_a_part_is_there(output, lambda: wait_for(lambda: kept(output) > known) or kill(machines.scheduler)):
        assert run(folder, output, machines.address) == 2
    error = capsys.readouterr().err
    assert "the scheduler does not answer any more" in error and error.count("\n") == 1, error
    assert kept(output) > known
    assert build(folder, output) == 0
    assert outputs(output) == wanted


def wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.02)


def test_workers_with_another_program_are_refused(
    machines: Cluster, local: tuple[Path, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 2)
    for preload, says in (
        ("", "has no workers"),
        (OTHER_VERSION, "this worker has kg 0.0.1, here is kg"),
        (OTHER_FILES, "is not the program that is here"),
    ):
        if preload:
            machines.work(1, preload)
        assert run(local[0], tmp_path / "out", machines.address) == 2
        error = capsys.readouterr().err
        assert says in error and error.count("\n") == 1, error
        if preload:
            kill(machines.workers[-1])
            time.sleep(0.5)
    # one that came when the others had been asked
    machines.work(1)
    with connected(machines.address) as spread:
        monkeypatch.setattr(cluster, "software", lambda: "what was here before")
        with pytest.raises(OtherProgramError, match="is not the program"):
            list(spread(len, ["report"], []))


def test_what_is_said_when_there_is_no_cluster(
    local: tuple[Path, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)

    def told(address: str) -> str:
        begun = time.monotonic()
        assert run(local[0], tmp_path / "out", address) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1 and time.monotonic() - begun < 10, error
        return error

    assert "no Dask scheduler answers" in told(f"tcp://127.0.0.1:{free_port()}")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "no Dask scheduler answers" in told(f"tcp://127.0.0.1:{silent.getsockname()[1]}")
    for address in ("127.0.0.1:8786", "tcp://127.0.0.1", "tcp://127.0.0.1:x", "http://127.0.0.1:8786"):
        assert "write the address of the scheduler as tcp://HOST:8786" in told(address)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "kg[cluster]" in told("tcp://127.0.0.1:8786")
    assert not (tmp_path / "out" / "graph.ttl").exists()
