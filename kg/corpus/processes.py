"""Work spread over the cores: one function, many tasks, results as they are ready."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
# Starting a process takes about as long as reading this many reports.
FEW = 3


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], modules: Sequence[str]) -> Iterator[tuple[Task, Result | None]]:
    """Each task with its result, in the order in which they are ready; None where the process that had the task died.

    Processes are forked from a clean one that has read the `modules`, where the system can do that.
    """
    if len(tasks) <= FEW:
        for task in tasks:
            yield task, work(task)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(modules))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_end_with_parent) as pool:
        waiting = {pool.submit(work, task): task for task in tasks}
        for done in as_completed(waiting):
            try:
                result = done.result()
            except BrokenProcessPool:
                result = None
            yield waiting[done], result


def _end_with_parent() -> None:
    """A process whose build was killed would wait for work forever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
