"""The graph file in pieces: what is said of one subject is a block, and blocks of several graphs merge into one sorted stream.

A corpus never stands in memory as a whole: each report gives its blocks, and they are merged while they are written.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter

import pyoxigraph

from kg.graph.quads import FIRST, Key, place_of
from kg.graph.turtle import head_of, legible_blocks

NAMES = {str(predicate): name for predicate, name in FIRST.items()}
# How many blocks are given to the serializer at a time.
BATCH = 2000
# A subject's place in the order of the file, and its statements as N-Triples, sorted.
Block = tuple[Key, bytes]


def blocks(triples: Iterable[pyoxigraph.Triple], base: str) -> Iterator[Block]:
    """The blocks of triples that are sorted as :func:`kg.graph.quads.triples` sorts them."""
    for subject, same in groupby(triples, key=lambda triple: triple.subject):
        yield place_of(subject, base), pyoxigraph.serialize(same, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def merged(streams: Iterable[Iterable[Block]], base: str) -> Iterator[Block]:
    """Sorted streams of blocks as one: what several say of a subject is one block, each statement once."""
    for place, same in groupby(heapq.merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        texts = list(dict.fromkeys(text for _, text in same))
        yield place, texts[0] if len(texts) == 1 else _joined(texts, base)


def _joined(texts: Iterable[bytes], base: str) -> bytes:
    rows = {
        (NAMES.get(triple.predicate.value, triple.predicate.value), place_of(triple.object, base)): triple
        for quad in pyoxigraph.parse(b"".join(texts), pyoxigraph.RdfFormat.N_TRIPLES)
        for triple in (quad.triple,)
    }
    return pyoxigraph.serialize([rows[row] for row in sorted(rows)], format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def turtle(stream: Iterable[Block], names: Mapping[str, str]) -> Iterator[str]:
    """The Turtle file of a stream of blocks, in pieces that follow one another: the text of :func:`kg.graph.turtle.write_turtle`."""
    yield head_of(names)
    rest = iter(stream)
    first = True
    while batch := [text for _, text in islice(rest, BATCH)]:
        triples = [quad.triple for quad in pyoxigraph.parse(b"".join(batch), pyoxigraph.RdfFormat.N_TRIPLES)]
        yield ("" if first else "\n") + legible_blocks(triples, pyoxigraph.RdfFormat.TURTLE, names)
        first = False
