"""The union of a dataset as legible Turtle: prefixed, sorted, the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph
from rdflib import Dataset

from kg.graph.quads import serialized, triples
from kg.ontology.namespaces import prefixes


def write_turtle(dataset: Dataset, base: str) -> str:
    """The default (union) graph as Turtle: a block a subject, type and label first, blocks in the order of kinds and names.

    Raises:
        TermError: if a term of the graph is no legal RDF.
    """
    return legible(triples(dataset, base), pyoxigraph.RdfFormat.TURTLE, prefixes(base))


def legible(statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad], form: pyoxigraph.RdfFormat, names: Mapping[str, str]) -> str:
    """Sorted statements as Turtle or TriG: pyoxigraph's text with its prefixes sorted, four spaces for a tab, and blank lines between blocks.

    Line ends and tabs inside literals are escaped there, so the layout can be changed on the text.
    """
    return f"{head_of(names)}{legible_blocks(statements, form, names)}"


def head_of(names: Mapping[str, str]) -> str:
    """The declarations of the prefixes, sorted, and a blank line."""
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in names.items()) + "\n"


def legible_blocks(statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad], form: pyoxigraph.RdfFormat, names: Mapping[str, str]) -> str:
    """The blocks without the declarations."""
    body = serialized(statements, form, names)
    start = 0
    while body.startswith("@prefix ", start):
        start = body.index("\n", start) + 1
    blocks = body[start:].removesuffix("\n").replace(" .\n", " .\n\n").replace("\n\n}", "\n}")
    return f"{blocks}\n".replace("\t", "    ")
