"""The union of a dataset as legible Turtle: prefixed, sorted, the same bytes for the same graph."""

from __future__ import annotations

import io

import pyoxigraph
from rdflib import Dataset, Graph

from kg.graph.dataset import bind


class TurtleError(ValueError):
    """The written Turtle cannot be read back: a fault of the graph, not of the reader."""


def write_turtle(dataset: Dataset, base: str) -> str:
    """The default (union) graph as Turtle, read back by an independent parser before it is returned.

    Raises:
        TurtleError: if the text does not parse to as many triples as the graph holds.
    """
    union = Graph()
    bind(union, base)
    for s, p, o, _ in dataset.quads((None, None, None, None)):
        union.add((s, p, o))
    text = union.serialize(format="turtle")
    try:
        count = sum(1 for _ in pyoxigraph.parse(io.BytesIO(text.encode("utf-8")), format=pyoxigraph.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise TurtleError(f"the graph cannot be written as Turtle: {error}") from None
    if count != len(union):
        raise TurtleError(f"the Turtle holds {count} triples where the graph has {len(union)}")
    return text
