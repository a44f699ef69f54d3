"""Each question of the library over the seed's graph: `kg` against bare pyoxigraph and against rdflib's own engine, in one run.

usage: python -m benchmarks.questions [GRAPH]
"""

from __future__ import annotations

import signal
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from rdflib import Graph

from kg.query.engine import ask, bind, declared
from kg.query.library import questions
from kg.query.stores import load

# The fewest seconds of so many, ours and bare in turns.
RUNS = 25
# rdflib's engine is given so many seconds a question.
PATIENCE = 20


class _TooLongError(Exception):
    pass


def timed(work: Callable[[], object]) -> float:
    """The seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLongError


def main(path: Path) -> None:
    """Print a row for each question, and the medians."""
    store, graph = load(path), Graph().parse(path)
    signal.signal(signal.SIGALRM, _stop)
    bares, slows = [], []
    print("| question | kg ms | : bare pyoxigraph | rdflib : kg |\n|---|---|---|---|")
    for question in questions():
        whole = declared(bind(question.text, question.defaults) if question.defaults else question.text)
        own = bare = float("inf")
        for _ in range(RUNS):
            own = min(own, timed(lambda q=question: list(ask(store, q.text, q.defaults))))  # type: ignore[misc, arg-type]
            bare = min(bare, timed(lambda w=whole: list(store.query(w, use_default_graph_as_union=True))))  # type: ignore[misc]
        signal.alarm(PATIENCE)
        try:
            theirs = timed(lambda w=whole: list(graph.query(w)))  # type: ignore[misc]
            said = f"{theirs / own:,.0f}"
            slows.append(theirs / own)
        except _TooLongError:
            said = f"> {PATIENCE / own:,.0f}"
            slows.append(PATIENCE / own)
        finally:
            signal.alarm(0)
        bares.append(own / bare)
        print(f"| {question.name} | {own * 1000:.1f} | {own / bare:.2f} | {said} |", flush=True)
    print(f"| median | | {statistics.median(bares):.2f} | {statistics.median(slows):,.0f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output/graph.ttl"))
