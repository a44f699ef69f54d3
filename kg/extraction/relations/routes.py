"""connects: what a line joins, where the words between its name and those of its ends say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.extraction.clauses import JOINS
from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.scope import MANY, Clause, Scope, Tie, pattern, plain, words
from kg.lexicon import loader

ENDS = (EntityType.REGION, EntityType.PROJECT)
# 甲至乙、丙|等重点城市的|铁路
OF_THEM = re.compile(r"(?:等[^，。；、]{0,6}?(?:城市|地|国家|省市|[县市区州])?)?(?:之间)?的?")
AND_OF = re.compile(r"[与和同]")


def ties(scope: Scope) -> Iterator[Tie]:
    """The ends and stops of lines that one sentence states."""
    for clause in scope.clauses:
        if len(clause.mentions) > 1 and any(_is_line(m) for m in clause.mentions[:MANY]):
            row = clause.mentions[:MANY]
            gaps = [clause.between(first, second) for first, second in pairwise(row)]
            for at in range(len(row) - 1):
                yield from _behind(clause, row, gaps, at)
                yield from _before(clause, row, gaps, at)


def _is_line(mention: Mention) -> bool:
    return mention.type is EntityType.PROJECT and plain(mention.text).endswith(words("connects", "lines"))


def _behind(clause: Clause, row: Sequence[Mention], gaps: Sequence[str], at: int) -> Iterator[Tie]:
    """甲铁路、乙铁路|延伸至|丙、丁; “一纵”|即|甲至乙; 甲大道与|乙大道|对接."""
    first, gap = row[at], gaps[at]
    if first.type is not EntityType.PROJECT or row[at + 1].type not in ENDS:
        return
    stops, routed = _stops(row[at + 1 :], gaps[at + 1 :])
    if _is_line(first) and _led().fullmatch(gap):
        for line in _lines(row, gaps, at):
            yield from _tied(line, stops, "connects.verb")
    elif routed and gap in words("connects", "defining") and all(s.type is EntityType.REGION for s in stops):
        yield from _tied(first, stops, "connects.route")
    elif AND_OF.fullmatch(gap) and _is_line(first) and _meeting().match(clause.after(row[at + 1])):
        for line in _lines(row, gaps, at):
            yield from _tied(line, row[at + 1 : at + 2], "connects.meeting")


def _before(clause: Clause, row: Sequence[Mention], gaps: Sequence[str], at: int) -> Iterator[Tie]:
    """甲至乙|铁路, 连接甲、乙|的铁路, 开通至甲|铁路."""
    line = row[at + 1]
    if not _is_line(line) or row[at].type not in ENDS or not OF_THEM.fullmatch(gaps[at]):
        return
    stops, routed = _stops(row[at::-1], gaps[at - 1 :: -1] if at else ())
    before = clause.before(stops[-1])
    to = before.endswith(words("connects", "towards")) and not before.endswith(words("connects", "never"))
    if routed or to or before.endswith(words("connects", "joining")):
        yield from _tied(line, stops[::-1], "connects.line")


def _stops(row: Sequence[Mention], gaps: Sequence[str]) -> tuple[list[Mention], bool]:
    """The places and works that go on from the first of a row, and whether they are named as a route (甲至乙, not 甲、乙)."""
    stops, routed = [row[0]], False
    for gap, stop in zip(gaps, row[1:], strict=False):
        along = gap in words("connects", "route")
        if stop.type not in ENDS or not along and gap not in JOINS:
            break
        routed = routed or along
        stops.append(stop)
    return stops, routed


def _lines(row: Sequence[Mention], gaps: Sequence[str], at: int) -> Sequence[Mention]:
    """The lines listed up to one of a row."""
    start = at
    while start and gaps[start - 1] in JOINS and _is_line(row[start - 1]):
        start -= 1
    return row[start : at + 1]


def _tied(line: Mention, stops: Sequence[Mention], rule: str) -> Iterator[Tie]:
    for stop in stops:
        if plain(stop.text) != plain(line.text):
            yield Tie(RelationType.CONNECTS, line, stop, rule, 0.9)


@cache
def _led() -> re.Pattern[str]:
    """A verb of joining with what may stand before it."""
    return re.compile(f"(?:{loader.alternation(words('connects', 'before'))})*(?:{pattern('connects', 'verbs').pattern})了?")


@cache
def _meeting() -> re.Pattern[str]:
    """…|的有效连接, |实现对接."""
    return re.compile(f"(?:实现|的?有效|的)*(?:{pattern('connects', 'meeting').pattern})")
