"""A dataset that is written once and read once: what is said of one report, on its way to a file."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any, TypeAlias

from rdflib import Dataset, Graph
from rdflib.store import Store
from rdflib.term import Node

Statement: TypeAlias = tuple[Node, Node, Node]


class Statements(Store):
    """An rdflib store that keeps statements in a list: no index, so nothing is looked up, and what is said twice stands twice.

    rdflib's store in memory keeps three indexes, which take most of the time of writing a report and which nobody asks here.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._said: list[Statement] = []

    def add(self, triple: Statement, context: Graph | None, quoted: bool = False) -> None:
        """Keep a statement; its graph is not kept, since one dataset is about one thing."""
        self._said.append(triple)

    def add_graph(self, graph: Graph) -> None:
        """A graph is there as soon as something is said in it."""

    def triples(
        self, triple_pattern: tuple[Any, Any, Any], context: Graph | None = None
    ) -> Generator[tuple[Statement, Iterator[Graph | None]], None, None]:
        """All statements, in the order in which they were said.

        Raises:
            NotImplementedError: if some of them are asked for.
        """
        if triple_pattern != (None, None, None) or context is not None:
            raise NotImplementedError("statements on their way to a file are read as a whole")
        nowhere: Iterable[Graph | None] = ()
        for said in self._said:
            yield said, iter(nowhere)

    def __len__(self, context: Graph | None = None) -> int:
        return len(self._said)


def unwritten() -> Dataset:
    """An empty dataset for what goes to a file and is not asked: :func:`kg.graph.quads.triples` reads it."""
    return Dataset(store=Statements(), default_union=True)
