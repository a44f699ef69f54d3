"""How far a programme or project is, weighed from the words around its name: planned, approved, started, ongoing, completed, or not told.

What a clause says of a name (`status`) is one sign among others: 高标准建设某区 completes nothing, 量产 does, and a list of places says nothing of how far
they are. `kg/lexicon/progress.csv` holds weights (hundredths of a logit) learned from annotated reports (tools/make_progress.py): one a sign and status,
against no status at all, which weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extraction.clauses import JOINS, Clause, Grid
from kg.extraction.records import EntityType, Status
from kg.extraction.status import NEAR, stages, status_of
from kg.lexicon import loader
from kg.reading.document import Span, Tense

OPENING, CLOSING = "“《", "”》"
QUOTES = re.compile("[“”《》]")
# So many words of status behind a name or its list tell how far it is.
TOLD = 4
# A status is told from this sum on, which is less than none at all: annotators leave one out more often than they tell one that is not there.
LEAST = -60
# No sum of weights is half as large.
SIZE = 1 << 32


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


def signs(name: Setting) -> list[str]:
    """What of a name and the words of its clause tells how far it is."""
    text, clause = name.words.text, name.clause
    said = status_of(name.words, clause, name.span, name.list_end, name.governing)
    rule, kind, tense = said.value if said else "", name.type.value, name.tense.value
    before = text[clause.span.start : name.span.start].rstrip(OPENING)
    behind = text[name.span.end : clause.span.end].lstrip(CLOSING)
    tail = text[max(name.span.end, name.list_end) : clause.span.end].lstrip(CLOSING)[:NEAR]
    called = QUOTES.sub("", text[name.span.start : name.span.end])
    item = clause.item_at(name.span.start)
    own = item.verbs if item else ()
    last, first = own[-1] if own else "", clause.verbs[-1] if clause.verbs else ""
    told = stages(tail)[:TOLD]
    found = [
        f"rule={rule}",
        f"rule={rule} tense={tense}",
        f"rule={rule} type={kind}",
        f"type={kind} tense={tense}",
        f"head={called[-2:]}",
        f"head={called[-1:]}",
        f"head={called[-2:]} tense={tense}",
        f"head={called[-2:]} rule={rule}",
        f"own={last}",
        f"own={last} tense={tense}",
        f"clause={first}",
        f"clause={first} tense={tense}",
        f"earlier={'' if clause.verbs or not name.governing else name.governing[-1]}",
        f"opens={before[:2]}",
        f"before={before[-1:]}",
        f"before={before[-2:]}",
        f"before={before[-3:]}",
        f"before={before[-2:]} tense={tense}",
        f"behind={behind[:1]}",
        f"behind={behind[:2]}",
        f"behind={behind[:3]}",
        f"behind={behind[:2]} tense={tense}",
        f"tail={tail[:2]}",
        f"tail={tail[:3]}",
        f"end={tail[-2:]}",
        f"end={tail[-3:]}",
        f"end={tail[-2:]} tense={tense}",
        f"long={min(4, len(tail) // 3)} rule={rule}",
        f"words={' '.join([stage.value for _, stage in told[:3]])} tense={tense}",
        f"opener={clause.opener.strip()}",
        f"bare={not before}{not behind}",
        f"etc={tail[:1] == '等'} rule={rule}",
        f"listed={name.list_end > name.span.end} rule={rule}",
        f"quoted={text[name.span.start] in OPENING} rule={rule}",
    ]
    found += [f"verb={verb}" for verb in {*own, *clause.verbs}]
    for word, _ in told:
        found += (f"word={word}", f"word={word} tense={tense}")
    return found


@cache
def _weights() -> Mapping[str, int]:
    """The weights of each sign for all statuses as one number: added up they need no loop over the statuses."""
    places = [(status.value, SIZE**at) for at, status in enumerate(Status)]
    return {row["sign"]: sum(int(row[status] or 0) * place for status, place in places) for row in loader.table("progress")}


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
    weights = _weights()
    total = sum([weights.get(sign, 0) for name in names for sign in signs(name)])
    best, most = None, LEAST * len(names)
    for status in Status:
        weight = (total + SIZE // 2) % SIZE - SIZE // 2
        total = (total - weight) // SIZE
        if weight > most:
            best, most = status, weight
    return best
