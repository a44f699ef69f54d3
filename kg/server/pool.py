"""The processes that answer, as many at a time as the limits say; one that takes too long or too much is killed and replaced."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from kg.server import worker
from kg.server.jobs import Answer, Job, Limits, Look, Refusal

STARTING = 120.0


def _context() -> multiprocessing.context.BaseContext:
    """Processes forked from a clean one that has read the modules: a new worker is there at once, and no thread is forked."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["kg.server.worker"])
        return context
    return multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    stamp: tuple[int, int]

    def stop(self) -> None:
        """Kill the process and wait for its end."""
        self.connection.close()
        self.process.kill()
        self.process.join()


class Pool:
    """Answers questions about a graph file as it is at the time; safe to use from several threads."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._context = _context()
        # None stands for a worker that is yet to be started
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(limits.workers):
            self._free.put(None)
        self._waiting = threading.BoundedSemaphore(limits.workers + limits.waiting)

    def answer(self, job: Job | Look) -> Answer | Refusal:
        """The answer, or why there is none; waits for a worker at most as long as a question may take."""
        if not self._waiting.acquire(blocking=False):
            return Refusal(503, f"{self.limits.waiting} questions are waiting already; ask again in a moment")
        try:
            found = self._free.get(timeout=self.limits.seconds)
        except queue.Empty:
            self._waiting.release()
            return Refusal(503, f"no question before this one ended within {self.limits.seconds:g} seconds; ask again in a moment")
        kept: _Worker | None = None
        try:
            started = self._started(found)
            if isinstance(started, Refusal):
                return started
            answer, alive = self._ask(started, job)
            kept = started if alive else None
            return answer
        finally:
            self._free.put(kept)
            self._waiting.release()

    def close(self) -> None:
        """Stop the workers that are at rest."""
        while True:
            try:
                found = self._free.get_nowait()
            except queue.Empty:
                return
            if found is not None:
                found.stop()

    def stamp(self) -> tuple[int, int]:
        """What tells one state of the graph file from another."""
        try:
            status = self.path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size

    def _started(self, found: _Worker | None) -> _Worker | Refusal:
        """A worker that has the graph as it is now."""
        stamp = self.stamp()
        if found is not None:
            if found.stamp == stamp and found.process.is_alive():
                return found
            found.stop()
        ours, theirs = multiprocessing.Pipe()
        process = self._context.Process(target=worker.run, args=(theirs, self.path, self.limits.megabytes), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        started = _Worker(process, ours, stamp)
        try:
            said = ours.recv() if ours.poll(STARTING) else Refusal(503, "the graph takes too long to open; ask again in a moment")
        except (EOFError, OSError):
            said = Refusal(503, "the process that opens the graph ended; see the server's log")
        if isinstance(said, Refusal):
            started.stop()
            return said
        return started

    def _ask(self, asked: _Worker, job: Job | Look) -> tuple[Answer | Refusal, bool]:
        """The answer, and whether the worker can be used again."""
        limits = self.limits
        try:
            asked.connection.send(job)
            if asked.connection.poll(limits.seconds):
                return asked.connection.recv(), True
            refusal = Refusal(503, f"the question took longer than {limits.seconds:g} seconds and was stopped; narrow it or add a LIMIT")
        except (EOFError, OSError):
            refusal = Refusal(
                503,
                f"the question took more than {limits.megabytes} MB of memory, or is nested too deeply, and was stopped; narrow it or add a LIMIT",
            )
        asked.stop()
        return refusal, False
