"""Statements in the order in which a person reads them: what is said of one subject is a block, its type first, then its label, then the rest by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
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
    properties = [p for p, _ in rows]
    if len(set(properties)) == len(properties):
        ordered = sorted(rows, key=lambda row: _name(row[0]))
    else:
        ordered = sorted(rows, key=lambda row: (_name(row[0]), place_of(row[1], base) if properties.count(row[0]) > 1 else ()))
    return "".join([f"{subject} {p} {o} .\n" for p, o in ordered]).encode("utf-8")


def parsed(texts: Iterable[bytes]) -> list[pyoxigraph.Triple]:
    """The triples of blocks. Their terms were checked when they were made, which is not done again."""
    return [quad.triple for quad in pyoxigraph.parse(b"".join(texts), pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)]


@cache
def _name(predicate: str) -> str:
    return FIRST.get(predicate, predicate[1:-1])


def place_of(term: str, base: str) -> Key:
    """A term's place in the order of a file: kind of thing, then name with its numbers as numbers (m2 before m10); IRIs before literals."""
    if term.startswith('"'):
        (triple,) = parsed([f"<urn:s> <urn:p> {term} .".encode()])
        value = triple.object
        assert isinstance(value, pyoxigraph.Literal)
        return (2, value.value, value.language or "", value.datatype.value)
    blank = term.startswith("_:")
    text = term[2:] if blank else term[1:-1]
    kind = text[len(base) :].partition("/")[0] if text.startswith(base) else ""
    parts = tuple(int(part) if place % 2 else part for place, part in enumerate(DIGITS.split(text)))
    return (1 if blank else 0, ORDER.get(kind, len(ORDER)), parts, text)
