"""A built output goes to a graph store: what changed is sent, what is no longer built is removed, the rest is left alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import IO

from kg.corpus.graphs import NamedGraph
from kg.corpus.graphstore import GraphStore
from kg.corpus.published import BEGUN, Published


class Action(Enum):
    """What was done with a graph."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a graph of that name; `triples` is how many were sent."""

    name: str
    action: Action
    triples: int = 0


def publish(graphs: Sequence[NamedGraph], store: GraphStore, record: Published) -> Iterator[Step]:
    """Bring the store to what is built, graph by graph; each step is noted when it is done.

    A store that lost a graph which the record has is taken to have lost all: everything is sent.

    Raises:
        GraphStoreError: if the server cannot be reached or refuses a graph.
        OutputError: if the output changed meanwhile.
    """
    known = record.digests()
    whole = next((name for name, digest in known.items() if digest != BEGUN), None)
    if not store.open(whole or graphs[-1].name) and whole is not None:
        for name in known:
            record.note(name, BEGUN)
        known = dict.fromkeys(known, BEGUN)
    for name in sorted(known.keys() - {graph.name for graph in graphs}):
        store.delete(name)
        record.forget(name)
        yield Step(name, Action.REMOVED)
    for graph in graphs:
        digest = graph.digest()
        if known.get(graph.name) == digest:
            yield Step(graph.name, Action.UNCHANGED)
            continue
        with tempfile.TemporaryFile() as body:
            triples = _write(graph, body)
            record.note(graph.name, BEGUN)
            store.put(graph.name, body)
        record.note(graph.name, digest)
        yield Step(graph.name, Action.SENT, triples)


def _write(graph: NamedGraph, body: IO[bytes]) -> int:
    """Write the N-Triples of a graph; returns how many they are, each being a line."""
    triples = 0
    for text in graph.ntriples():
        body.write(text)
        triples += text.count(b"\n")
    return triples


def remaining(graphs: Sequence[NamedGraph], record: Published) -> int:
    """How many steps :func:`publish` takes."""
    return len({graph.name for graph in graphs} | record.digests().keys())
