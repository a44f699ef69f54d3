"""Statements in the order in which a person reads them: what is said of one subject is a block, its type first, then its label, then the rest by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

import pyoxigraph
from rdflib.namespace import RDF, RDFS

from kg.graph.statements import Statement, named
from kg.ontology.namespaces import KINDS

Key: TypeAlias = tuple[object, ...]
# A subject's place in the order of the file, and its statements as N-Triples, sorted.
Block: TypeAlias = tuple[Key, bytes]
# Longer runs are several numbers: Python reads none of more than 4,300 digits.
DIGITS = re.compile(r"([0-9]{1,18})")
# What a block says first; the other properties follow by name.
FIRST = {named(str(RDF.type)): "", named(str(RDFS.label)): " "}
# What a file shows first: the report, its parts, then the things, then the evidence.
ORDER = {kind: place for place, kind in enumerate(dict.fromkeys(("report", "section", *KINDS)))}


def blocks(statements: Iterable[Statement], base: str) -> Iterator[Block]:
    """The blocks of statements, sorted; each statement once."""
    said: dict[str, dict[tuple[str, str], None]] = {}
    for s, p, o in statements:
        said.setdefault(s, {})[p, o] = None
    for place, subject in sorted((place_of(subject, base), subject) for subject in said):
        yield place, block(subject, said[subject], base)


def block(subject: str, rows: Collection[tuple[str, str]], base: str) -> bytes:
    """What is said of a subject, properties and values, as sorted N-Triples."""
    said = list(rows)
    order, runs = _arranged(tuple([p for p, _ in said]))
    ordered = [said[place] for place in order]
    for start, end in runs:
        ordered[start:end] = sorted(ordered[start:end], key=lambda row: place_of(row[1], base))
    return "".join([f"{subject} {p} {o} .\n" for p, o in ordered]).encode("utf-8")


@lru_cache(maxsize=10_000)
def _arranged(properties: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The order of the properties, and from where to where one of several values stands in it; most subjects of a kind have the same ones."""
    names = [FIRST.get(p, p[1:-1]) for p in properties]
    order = sorted(range(len(names)), key=names.__getitem__)
    runs = [list(same) for _, same in groupby(range(len(order)), key=lambda place: names[order[place]])]
    return tuple(order), tuple((run[0], run[-1] + 1) for run in runs if len(run) > 1)


def parsed(texts: Iterable[bytes]) -> Iterator[pyoxigraph.Quad]:
    """The statements of blocks. Their terms were checked when they were made, which is not done again."""
    return iter(pyoxigraph.parse(b"".join(texts), pyoxigraph.RdfFormat.N_TRIPLES, lenient=True))


def place_of(term: str, base: str) -> Key:
    """A term's place in the order of a file: kind of thing, then name with its numbers as numbers (m2 before m10); IRIs before literals."""
    if term.startswith('"'):
        value = next(parsed([f"<urn:s> <urn:p> {term} .".encode()])).object
        assert isinstance(value, pyoxigraph.Literal)
        return (2, value.value, value.language or "", value.datatype.value)
    blank = term.startswith("_:")
    text = term[2:] if blank else term[1:-1]
    kind = text[len(base) :].partition("/")[0] if text.startswith(base) else ""
    parts: list[str | int] = [*DIGITS.split(text)]
    parts[1::2] = map(int, parts[1::2])
    return (1 if blank else 0, ORDER.get(kind, len(ORDER)), tuple(parts), text)
