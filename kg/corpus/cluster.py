"""Work spread over the machines of a cluster: the workers of a Dask scheduler do what the processes of this machine do otherwise.

Workers get the bytes of reports and give parts back; they need this program, none of its files. The scheduler does not need it.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.corpus.parts import software
from kg.corpus.processes import AHEAD, Result, Spread, Task, flow
from kg.errors import KgError

if TYPE_CHECKING:
    from distributed import Client

# Seconds for a scheduler to answer and to have a worker.
CONNECT = 5
# Seconds in which no report was ready before it is asked whether anybody still works; a worker that died is back sooner.
PATIENCE = 15
# The reading is not made for threads.
ALONE = threading.Lock()


class ClusterError(KgError, OSError):
    """The cluster cannot do the work; the message says why and what to do."""


class OtherProgramError(ClusterError):
    """A worker has another version of this program."""


@contextmanager
def connected(address: str) -> Iterator[Spread]:
    """What spreads work over the workers of the Dask scheduler at ``tcp://host:port`` or ``tls://host:port``.

    Raises:
        ClusterError: if the library is missing, no scheduler answers, it has no workers, or they have another version of this program.
    """
    try:
        import distributed
    except ImportError:
        raise ClusterError('--cluster needs the library distributed; install it with pip install "kg[cluster]"') from None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if host is None or port is None or parts.scheme not in ("tcp", "tls"):
        raise ClusterError(f"--cluster {address}: write the address of the scheduler as tcp://HOST:8786 or tls://HOST:8786")
    # what it tells of lost connections is told here in one sentence
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    try:
        _greeted(host, port, parts.scheme == "tcp")
        client = distributed.Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise ClusterError(f"{address}: no Dask scheduler answers ({reason}); check the address, or start one with `dask scheduler`") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError:
            raise ClusterError(f"{address}: {_NONE}") from None
        _same_program(client)
        yield partial(_spread, client, address)


def _greeted(host: str, port: int, speaks: bool) -> None:
    """Wait until the server has said something, which a scheduler does first (without TLS); the client waits forever for one that is silent.

    Raises:
        OSError: if it has not, or cannot be reached.
    """
    with socket.create_connection((host, port), CONNECT) as line:
        if speaks and not line.recv(1):
            raise ConnectionError("the line was closed")


_NONE = "the scheduler has no workers; start some with `dask worker ADDRESS --nthreads 1`, then build again"


def _same_program(client: Client) -> None:
    """
    Raises:
        OtherProgramError: if a worker has no kg or another.
    """
    here = version("kg")
    for worker, there in client.run(version, "kg", on_error="return").items():
        if isinstance(there, PackageNotFoundError):
            raise OtherProgramError(f"{worker}: this worker has no kg; install kg {here} there, then start it again")
        if there != here:
            raise OtherProgramError(f"{worker}: this worker has kg {there}, here is kg {here}; install the same version on both, then start it again")
    for worker, there in client.run(software, on_error="return").items():
        if there != software():
            raise OtherProgramError(_other(worker))


def _other(worker: str) -> str:
    return f"{worker}: the kg {version('kg')} of this worker is not the program that is here; install the same files and the same pyoxigraph on both, then start it again"


def _checked(program: str, work: Callable[[Task], Result], task: Task) -> Result:
    """The result of a worker, which may have come after the others were asked what program they have."""
    if software() != program:
        from distributed import get_worker

        raise OtherProgramError(_other(get_worker().address))
    with ALONE:
        return work(task)


def _spread(
    client: Client, address: str, work: Callable[[Task], Result], tasks: Iterable[Task], _modules: Sequence[str]
) -> Iterator[tuple[Task, Result | None]]:
    """See :func:`kg.corpus.processes.spread`.

    Tasks whose workers died are done again at the end, one at a time: most were only beside the one that killed them.

    Raises:
        ClusterError: if the scheduler or all workers are gone, or a worker has another version of this program.
    """
    from distributed.scheduler import KilledWorker

    def workers() -> int:
        try:
            return len(client.nthreads())  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, CancelledError):
            raise lost from None

    def idle() -> None:
        if not workers():
            raise ClusterError(f"{address}: {_NONE}")

    lost = ClusterError(f"{address}: the scheduler does not answer any more; what was read is kept, start it and build again to go on")
    executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
    checked = partial(_checked, software(), work)
    suspect: list[Task] = []
    for again in (False, True):
        width = (lambda: 1) if again else (lambda: workers() + AHEAD)
        for task, done in flow(executor, checked, suspect if again else tasks, width, PATIENCE, idle):
            try:
                yield task, done.result()
            except KilledWorker:
                if again:
                    yield task, None
                else:
                    suspect.append(task)
            except CancelledError:
                raise lost from None
            except ImportError as error:
                raise OtherProgramError(f"{address}: a worker cannot read reports ({error}); install kg {version('kg')} on all workers") from None
