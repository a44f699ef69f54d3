"""How far a programme or project is, weighed from the words around its name: planned, approved, started, ongoing, completed, or not told.

What a clause says of a name (`status`) is one sign among others: 高标准建设某区 completes nothing, 量产 does, and a list of places says nothing of how far
they are. `kg/lexicon/progress.csv` holds weights (hundredths of a logit) learned from annotated reports (tools/make_progress.py): one a sign and status,
against no status at all, which weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from kg.extraction.clauses import JOINS, Clause, Grid
from kg.extraction.records import EntityType, Status
from kg.extraction.status import stages, status_of
from kg.lexicon import loader
from kg.reading.document import Span, Tense

OPENING, CLOSING = "“《", "”》"
QUOTES = re.compile("[“”《》]")
# So many characters behind a name or its list tell how far it is, and so many words of status among them.
FAR, TOLD = 120, 4
# A status is told from this sum on, which is less than none at all: annotators leave one out more often than they tell one that is not there.
LEAST = -60
STATUSES = tuple(Status)
# What of a name gives which signs.
Said: TypeAlias = tuple[Callable[..., Iterator[str]], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A name where it stands.

    Attributes:
        list_end: where the list that it is a member of ends: all members share what stands behind it.
        governing: verbs of an earlier clause of its sentence.
    """

    words: Grid
    clause: Clause
    span: Span
    type: EntityType
    list_end: int
    governing: tuple[str, ...]
    tense: Tense


def signs(name: Setting) -> Iterator[str]:
    """What of a name and the words of its clause tells how far it is."""
    for kind, said in _said(name):
        yield from kind(*said)


def _said(name: Setting) -> Iterator[Said]:
    """What is said of a name, in parts that other names share."""
    text, clause = name.words.text, name.clause
    stage = status_of(name.words, clause, name.span, name.list_end, name.governing)
    rule, tense = stage.value if stage else "", name.tense.value
    before = text[clause.span.start : name.span.start].rstrip(OPENING)
    behind = text[name.span.end : clause.span.end].lstrip(CLOSING)
    tail = text[max(name.span.end, name.list_end) : clause.span.end].lstrip(CLOSING)[:FAR]
    called = QUOTES.sub("", text[name.span.start : name.span.end])
    item = clause.item_at(name.span.start)
    bare = f"{not before}{not behind}"
    yield _rule, (rule, name.type.value, tense, bare, clause.opener.strip())
    yield _shape, (rule, min(4, len(tail) // 3), tail[:1] == "等", name.list_end > name.span.end, text[name.span.start] in OPENING)
    yield _head, (called[-2:], rule, tense)
    yield _verbs, (item.verbs if item else (), clause.verbs, "" if clause.verbs or not name.governing else name.governing[-1], tense)
    yield _edges, (before[:2], before[-3:], behind[:3], tense)
    yield _tail, (tail, tense)


def _rule(rule: str, kind: str, tense: str, bare: str, opener: str) -> Iterator[str]:
    yield f"rule={rule}"
    yield f"rule={rule} tense={tense}"
    yield f"rule={rule} type={kind}"
    yield f"type={kind} tense={tense}"
    yield f"bare={bare}"
    yield f"opener={opener}"


def _shape(rule: str, size: int, summed: bool, listed: bool, quoted: bool) -> Iterator[str]:
    yield f"long={size} rule={rule}"
    yield f"etc={summed} rule={rule}"
    yield f"listed={listed} rule={rule}"
    yield f"quoted={quoted} rule={rule}"


def _head(head: str, rule: str, tense: str) -> Iterator[str]:
    yield f"head={head}"
    yield f"head={head[-1:]}"
    yield f"head={head} tense={tense}"
    yield f"head={head} rule={rule}"


def _verbs(own: tuple[str, ...], others: tuple[str, ...], earlier: str, tense: str) -> Iterator[str]:
    for who, verbs in (("own", own), ("clause", others)):
        verb = verbs[-1] if verbs else ""
        yield f"{who}={verb}"
        yield f"{who}={verb} tense={tense}"
    yield f"earlier={earlier}"
    for verb in {*own, *others}:
        yield f"verb={verb}"


def _edges(opens: str, before: str, behind: str, tense: str) -> Iterator[str]:
    yield f"opens={opens}"
    for size in (1, 2, 3):
        yield f"before={before[-size:]}"
        yield f"behind={behind[:size]}"
    yield f"before={before[-2:]} tense={tense}"
    yield f"behind={behind[:2]} tense={tense}"


def _tail(tail: str, tense: str) -> Iterator[str]:
    for size in (2, 3):
        yield f"tail={tail[:size]}"
        yield f"end={tail[-size:]}"
    yield f"end={tail[-2:]} tense={tense}"
    told = stages(tail)[:TOLD]
    for word, _ in told:
        yield f"word={word}"
        yield f"word={word} tense={tense}"
    yield f"words={' '.join(stage.value for _, stage in told[:3])} tense={tense}"


@cache
def _weights() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """For each sign the places of the statuses that it speaks for or against, each with its weight."""
    return {
        row["sign"]: tuple((at, int(row[status.value])) for at, status in enumerate(STATUSES) if row[status.value])
        for row in loader.table("progress")
    }


def listed(names: Iterable[Setting]) -> Iterator[list[Setting]]:
    """The names in lists, one that stands alone being a list by itself: what joins members stands between them."""
    row: list[Setting] = []
    for name in names:
        if row and (name.clause is not row[-1].clause or _between(row[-1], name) not in JOINS):
            yield row
            row = []
        row.append(name)
    if row:
        yield row


def _between(first: Setting, second: Setting) -> str:
    return first.words.text[first.span.end : second.span.start].strip(OPENING + CLOSING)


class Weighing:
    """Weighs the names of one report; what is said of several is weighed once."""

    def __init__(self) -> None:
        self._known: dict[Said, list[int]] = {}

    def status(self, names: Sequence[Setting]) -> Status | None:
        """The status that the signs of all members of a list together speak for; None where nothing tells one."""
        sums = [sum(column) for column in zip(*(self._weight(said) for name in names for said in _said(name)), strict=True)]
        most = max(sums)
        return STATUSES[sums.index(most)] if most > LEAST * len(names) else None

    def _weight(self, said: Said) -> list[int]:
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = [0] * len(STATUSES)
            weights = _weights()
            kind, words = said
            for sign in kind(*words):
                for at, weight in weights.get(sign, ()):
                    known[at] += weight
        return known
