"""Writing a report's graph as Turtle against pyoxigraph's serializer on the same quads, interleaved in one process.

Both begin with the rdflib dataset: pyoxigraph's side makes its terms (each once), makes its quads and serializes them as they come,
ours also groups, sorts and lays them out. The second line says what pyoxigraph needs for quads that already are its own.

usage: python benchmarks/writing.py [REPORT]
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable

import pyoxigraph
from rdflib import Dataset, Literal, URIRef
from rdflib.term import Node

from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.ontology.namespaces import prefixes
from kg.reading.reader import read

RUNS = 9
TRIG = pyoxigraph.RdfFormat.TRIG


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes; without the collector of cycles, as timeit measures, since what else is alive decides its share."""
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def hand_over(dataset: Dataset) -> list[pyoxigraph.Quad]:
    """The dataset's quads as pyoxigraph's, in the order in which they come."""
    made: dict[Node, object] = {}

    def term(node: Node) -> object:
        known = made.get(node)
        if known is None:
            if isinstance(node, URIRef):
                known = pyoxigraph.NamedNode(str(node))
            elif isinstance(node, Literal) and node.language:
                known = pyoxigraph.Literal(str(node), language=node.language)
            elif isinstance(node, Literal) and node.datatype:
                known = pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(node.datatype)))
            else:
                known = pyoxigraph.Literal(str(node))
            made[node] = known
        return known

    return [pyoxigraph.Quad(term(s), term(p), term(o), term(g)) for s, p, o, g in dataset.quads()]


def ratio(path: str) -> tuple[float, float, float, float]:
    """Median seconds of write_turtle, of pyoxigraph from the dataset, of its bare serializer, and of build_dataset."""
    linked = link(extract(read(path)))
    dataset = build_dataset([linked], DEFAULT_BASE)
    quads, names = hand_over(dataset), prefixes(DEFAULT_BASE)
    ours, theirs, bare, build = [], [], [], []
    for _ in range(RUNS):
        ours.append(timed(lambda: write_turtle(dataset, DEFAULT_BASE)))
        theirs.append(timed(lambda: pyoxigraph.serialize(hand_over(dataset), format=TRIG, prefixes=names)))
        bare.append(timed(lambda: pyoxigraph.serialize(quads, format=TRIG, prefixes=names)))
        build.append(timed(lambda: build_dataset([linked], DEFAULT_BASE)))
    return statistics.median(ours), statistics.median(theirs), statistics.median(bare), statistics.median(build)


if __name__ == "__main__":
    own, other, bare, build = (seconds * 1000 for seconds in ratio(sys.argv[1] if len(sys.argv) > 1 else "seeds/chongqing-2020.txt"))
    print(f"write_turtle {own:.0f} ms, pyoxigraph from the same dataset {other:.0f} ms, ratio {own / other:.2f}")
    print(f"pyoxigraph on quads of its own {bare:.0f} ms; build_dataset {build:.0f} ms")
