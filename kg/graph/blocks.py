"""The graph file in pieces: blocks of several graphs merge into one sorted stream.

A corpus never stands in memory as a whole: each report gives its blocks, and they are merged while they are written.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter

import pyoxigraph

from kg.graph.order import Block, block, parsed
from kg.graph.turtle import head_of, legible_blocks

# How many blocks are given to the serializer at a time.
BATCH = 2000


def merged(streams: Iterable[Iterable[Block]], base: str) -> Iterator[Block]:
    """Sorted streams of blocks as one: what several say of a subject is one block, each statement once."""
    for place, same in groupby(heapq.merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        texts = list(dict.fromkeys(text for _, text in same))
        yield place, texts[0] if len(texts) == 1 else _joined(texts, base)


def _joined(texts: Iterable[bytes], base: str) -> bytes:
    lines = dict.fromkeys(line for text in texts for line in text.decode("utf-8").removesuffix("\n").split("\n"))
    rows = [line.removesuffix(" .").split(" ", 2) for line in lines]
    return block(rows[0][0], [(p, o) for _, p, o in rows], base)


def turtle(stream: Iterable[Block], names: Mapping[str, str]) -> Iterator[str]:
    """The Turtle file of a stream of blocks, in pieces that follow one another: the text of :func:`kg.graph.turtle.write_turtle`."""
    yield head_of(names)
    rest = iter(stream)
    first = True
    while batch := [text for _, text in islice(rest, BATCH)]:
        yield ("" if first else "\n") + legible_blocks(parsed(batch), pyoxigraph.RdfFormat.TURTLE, names)
        first = False
