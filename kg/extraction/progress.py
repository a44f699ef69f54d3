"""How far a programme or project is, weighed from the words around its name: planned, approved, started, ongoing, completed, or not told.

What a clause says of a name (`status`) is one sign among others: 高标准建设某区 completes nothing, 量产 does, and a list of places says nothing of how far
they are. `kg/lexicon/progress.csv` holds weights (hundredths of a logit) learned from annotated reports (tools/make_progress.py): one a sign and status,
against no status at all, which weighs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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
    text, clause = name.words.text, name.clause
    said = status_of(name.words, clause, name.span, name.list_end, name.governing)
    rule, kind, tense = said.value if said else "", name.type.value, name.tense.value
    before = text[clause.span.start : name.span.start].rstrip(OPENING)
    behind = text[name.span.end : clause.span.end].lstrip(CLOSING)[:FAR]
    tail = text[max(name.span.end, name.list_end) : clause.span.end].lstrip(CLOSING)[:FAR]
    called = QUOTES.sub("", text[name.span.start : name.span.end])
    item = clause.item_at(name.span.start)
    own = item.verbs if item else ()
    yield f"rule={rule}"
    yield f"rule={rule} tense={tense}"
    yield f"rule={rule} type={kind}"
    yield f"type={kind} tense={tense}"
    yield f"head={called[-2:]}"
    yield f"head={called[-1:]}"
    yield f"head={called[-2:]} tense={tense}"
    yield f"head={called[-2:]} rule={rule}"
    for who, verbs in (("own", own), ("clause", clause.verbs)):
        verb = verbs[-1] if verbs else ""
        yield f"{who}={verb}"
        yield f"{who}={verb} tense={tense}"
    yield f"earlier={'' if clause.verbs or not name.governing else name.governing[-1]}"
    for verb in {*own, *clause.verbs}:
        yield f"verb={verb}"
    yield f"opens={before[:2]}"
    for size in (1, 2, 3):
        yield f"before={before[-size:]}"
        yield f"behind={behind[:size]}"
    yield f"before={before[-2:]} tense={tense}"
    yield f"behind={behind[:2]} tense={tense}"
    for size in (2, 3):
        yield f"tail={tail[:size]}"
        yield f"end={tail[-size:]}"
    yield f"end={tail[-2:]} tense={tense}"
    yield f"long={min(4, len(tail) // 3)} rule={rule}"
    told = stages(tail)[:TOLD]
    for word, _ in told:
        yield f"word={word}"
        yield f"word={word} tense={tense}"
    yield f"words={' '.join(stage.value for _, stage in told[:3])} tense={tense}"
    yield f"opener={clause.opener.strip()}"
    yield f"bare={not before}{not behind}"
    yield f"etc={tail[:1] == '等'} rule={rule}"
    yield f"listed={name.list_end > name.span.end} rule={rule}"
    yield f"quoted={text[name.span.start] in OPENING} rule={rule}"


@cache
def _weights() -> Mapping[str, tuple[tuple[Status, int], ...]]:
    return {row["sign"]: tuple((status, int(row[status.value])) for status in Status if row[status.value]) for row in loader.table("progress")}


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


def weighed(names: Sequence[Setting]) -> Status | None:
    """The status that the signs of all members of a list together speak for; None where nothing tells one."""
    sums: Counter[Status] = Counter()
    weights = _weights()
    for name in names:
        for sign in signs(name):
            for status, weight in weights.get(sign, ()):
                sums[status] += weight
    best = max(Status, key=sums.__getitem__)
    return best if sums[best] > LEAST * len(names) else None
