"""Work spread over the cores: one function, many tasks, results as they are ready."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from itertools import chain, islice
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
# Starting a process takes about as long as reading this many reports.
FEW = 3
# Tasks that wait for a process of this machine, so that none is idle.
AHEAD = 2
# New objects after which circles are looked for (Python: 700): a report makes hundreds of thousands, hardly any in circles.
CIRCLES = 500_000


class Spread(Protocol):
    """Who does the work: :func:`spread` on this machine, :func:`kg.corpus.cluster.connected` on others."""

    def __call__(self, work: Callable[[Task], Result], tasks: Iterable[Task], modules: Sequence[str], /) -> Iterator[tuple[Task, Result | None]]: ...


def spread(work: Callable[[Task], Result], tasks: Iterable[Task], modules: Sequence[str]) -> Iterator[tuple[Task, Result | None]]:
    """Each task with its result, in the order in which they are ready; None where the process that had the task died.

    Tasks are taken when it is their turn. Processes are forked from a clean one that has read the `modules`, where the system can do that.
    """
    source = iter(tasks)
    first = list(islice(source, FEW + 1))
    if len(first) <= FEW:
        for task in first:
            yield task, work(task)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(modules))
    cores = os.cpu_count() or 1
    # each core has its process: threads of the linear algebra within them would only wait for each other
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_begin) as pool:
        for task, done in flow(pool, work, chain(first, source), lambda: cores + AHEAD):
            try:
                result = done.result()
            except BrokenExecutor:
                result = None
            yield task, result


def flow(
    executor: Executor,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    width: Callable[[], int],
    patience: float | None = None,
    idle: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Task, Future[Result]]]:
    """Each task with its future when that is done; at most `width()` are under way, and `idle` is called when none ended for `patience` seconds."""
    source, waiting = iter(tasks), dict[Future[Result], Task]()
    while True:
        for task in islice(source, max(0, max(1, width()) - len(waiting))):
            waiting[_submitted(executor, work, task)] = task
        if not waiting:
            return
        done = wait(waiting, patience, FIRST_COMPLETED).done
        if not done:
            idle()
        for future in done:
            yield waiting.pop(future), future


def _submitted(executor: Executor, work: Callable[[Task], Result], task: Task) -> Future[Result]:
    try:
        return executor.submit(work, task)
    except BrokenExecutor as error:
        broken: Future[Result] = Future()
        broken.set_exception(error)
        return broken


def _begin() -> None:
    gc.freeze()
    gc.set_threshold(CIRCLES)
    _end_with_parent()


def _end_with_parent() -> None:
    """A process whose build was killed would wait for work forever."""
    parent = multiprocessing.parent_process()

    def wait_for_it() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait_for_it, daemon=True).start()
