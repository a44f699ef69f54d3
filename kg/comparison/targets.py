"""Promises are joined with results: of the year before in the same report, of the year promised for in the next one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from kg.comparison.amounts import difference, judge
from kg.comparison.indicators import Measured, measured
from kg.comparison.periods import Extent
from kg.comparison.values import Comparison, Kind, Stated, Verdict
from kg.extraction.records import EntityType, Measure
from kg.linking.areas import told_areas
from kg.linking.entities import Linked
from kg.linking.lists import statistic_of
from kg.linking.names import plain
from kg.linking.records import target_key
from kg.reading.document import Report, Tense

# Counts of one thing that differ by more than this factor are not of the same scope.
FAR = 10
NONE = "none"
# How many characters two sentences must share to be about one thing.
LONG = 4
PART = re.compile(r"[；：]")
MARKS = re.compile(r"[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Year:
    """The comparable targets of one report."""

    linked: Linked
    year: int
    promises: tuple[Measured, ...]
    results: tuple[Measured, ...]
    facilities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A result that a rule found for a promise."""

    result: Measured
    rule: str
    confidence: float
    reason: str


def compare_targets(reports: Sequence[Linked]) -> tuple[Comparison, ...]:
    """All pairs within and across the reports of one place, and the promises without result, in the order of years and of the text.

    A promise is asked after only where the report of the year behind it is there.
    """
    years = [year for linked in reports if (year := _year(linked)) is not None]
    by_year = {y.year: y for y in years}
    found: list[Comparison] = []
    for year in years:
        own = [p for p in year.promises if p.stated.target.year == year.year]
        before = [r for r in year.results if r.stated.target.year == year.year - 1]
        found += [_outlook(p, match) for p in _sure(own) if (match := _match(p, before, own, year.facilities)) is not None]
    for year in years:
        for promise in _sure(year.promises):
            due = promise.stated.target.year
            assert due is not None
            if due >= year.year and (review := by_year.get(due + 1)) is not None:
                results = [r for r in review.results if r.stated.target.year == due]
                later = [y.linked.extraction.report for y in years if y.year > due]
                match = _match(promise, results, year.promises, year.facilities | review.facilities)
                if match or not promise.exemplified:
                    found.append(_outcome(promise, match) if match else _unanswered(promise, results, later))
    return tuple(found)


def _year(linked: Linked) -> Year | None:
    report = linked.extraction.report
    if report.year is None:
        return None
    areas = told_areas(linked)
    all_of = [measured(Stated(report, t, target_key(linked, t), areas.get(t.id))) for t in linked.extraction.targets]
    known = [m for m in all_of if m is not None]
    promises = tuple(m for m in known if m.stated.target.status is Tense.PLANNED)
    results = tuple(m for m in known if m.stated.target.status is Tense.ACHIEVED)
    facilities = frozenset(plain(m.text) for m in linked.extraction.mentions if m.type is EntityType.PROJECT)
    return Year(linked, report.year, promises, results, facilities)


def _sure(promises: Sequence[Measured]) -> list[Measured]:
    """Each promise once; of one number promised differently in the same report none, since what differs is their scope."""
    groups: dict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for promise in promises:
        groups[(promise.subject, promise.stated.target.year, promise.period.years)].append(promise)
    return [group[0] for group in groups.values() if len({(m.amount.low, m.amount.high) for m in group}) == 1]


def _match(promise: Measured, results: Sequence[Measured], beside: Sequence[Measured], facilities: frozenset[str]) -> Match | None:
    """The result of a promise by the first rule that gives one; None where a rule gives several numbers, which are of different scope."""
    same = [r for r in results if r.name == promise.name and r.subject == promise.subject and _same_span(promise, r)]
    if promise.exemplified:
        shared = ((r, _common(_lead(promise), _lead(r))) for r in same if _near(promise, r))
        return _only(promise, [Match(r, "comparison.examples", 0.65, f"examples of the same: {words}") for r, words in shared if words])
    if same:
        return _only(promise, [_named(promise, r) for r in same if promise.official or _near(promise, r)])
    named = ((r, _facility(promise, r, (*results, *beside))) for r in results)
    facility = [Match(r, "comparison.facility", 0.7, f"{name} left out") for r, name in named if name in facilities]
    return _only(promise, facility)


def _only(promise: Measured, found: Sequence[Match]) -> Match | None:
    numbers = {(m.result.amount.low, m.result.amount.high) for m in found}
    return found[0] if len(numbers) == 1 else None


def _same_span(one: Measured, other: Measured) -> bool:
    spans = {one.period.years, other.period.years}
    return len(spans) == 1 or one.period.extent is Extent.AVERAGE and None in spans


def _named(promise: Measured, result: Measured) -> Match:
    one, other = (plain(m.stated.target.indicator) for m in (promise, result))
    if promise.official:
        return Match(result, "comparison.statistic", 0.95, f"same indicator of official statistics: {promise.name}")
    if one == other:
        return Match(result, "comparison.wording", 0.9, "same wording")
    if promise.acts or promise.measure is Measure.INCREMENT:
        return Match(result, "comparison.thing", 0.85, f"same thing counted: {promise.name}")
    return Match(result, "comparison.wording", 0.9, f"same wording but for place, aside or count word: {promise.name}")


def _near(one: Measured, other: Measured) -> bool:
    """False if two counts differ by more than an order of magnitude: they are of different scope."""
    if one.measure is Measure.GROWTH:
        return True
    small, large = sorted((abs(one.amount.low), abs(other.amount.low)))
    return small > 0 and large / small <= FAR


def _facility(promise: Measured, result: Measured, others: Sequence[Measured]) -> str | None:
    """What only one of two wordings names before the thing (江北机场|国际航线), None if another number's name ends in that thing too."""
    long, short = sorted((promise, result), key=lambda m: -len(m.name))
    if promise.official or promise.measure is not Measure.LEVEL or long.name == short.name or not long.name.endswith(short.name):
        return None
    own = (promise.official, promise.acts, promise.measure, promise.amount.unit, promise.stated.area, promise.period)
    same = own == (result.official, result.acts, result.measure, result.amount.unit, result.stated.area, result.period)
    if not same or not _near(promise, result):
        return None
    rivals = any(m.name.endswith(short.name) and m.name not in (long.name, short.name) for m in others)
    return None if rivals else long.name.removesuffix(short.name)


def _lead(one: Measured) -> str:
    """What stands before a number in its part of the sentence."""
    report, target = one.stated.report, one.stated.target
    before = report.text[report.sentences[target.sentence].span.start : target.span.start]
    return PART.split(before)[-1]


def _common(one: str, other: str) -> str | None:
    """The longest words that both have, if long enough to name a thing."""
    one, other = MARKS.sub("\n", one), MARKS.sub("\t", other)
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size] if found.size >= LONG else None


def _outlook(promise: Measured, match: Match) -> Comparison:
    gap = difference(promise.amount, match.result.amount, promise.amount.falls)
    return _comparison(Kind.OUTLOOK, promise, match, None, gap, match.reason)


def _outcome(promise: Measured, match: Match) -> Comparison:
    verdict, reading = judge(promise.amount, match.result.amount, promise.name)
    gap = difference(match.result.amount, promise.amount, promise.amount.falls)
    return _comparison(Kind.OUTCOME, promise, match, verdict, gap, f"{match.reason}; {reading}")


def _comparison(kind: Kind, promise: Measured, match: Match, verdict: Verdict | None, gap: tuple[Decimal, str], reason: str) -> Comparison:
    surest = min(promise.stated.target.confidence, match.result.stated.target.confidence)
    confidence = round(match.confidence * surest, 2)
    return Comparison(kind, promise.stated, match.result.stated, verdict, *gap, match.rule, confidence, reason)


def _unanswered(promise: Measured, results: Sequence[Measured], later: Sequence[Report]) -> Comparison:
    """A promise without result: open where its thing is spoken of again or several numbers are given, else never mentioned again."""
    if any(r.subject == promise.subject for r in results):
        verdict, reason = Verdict.OPEN, "several numbers or spans are given for it"
    elif again := [str(report.year) for report in later if any(name in _bare(report) for name in _names(promise))]:
        verdict, reason = Verdict.OPEN, f"spoken of again without a number that can be joined ({', '.join(again)})"
    else:
        verdict, reason = Verdict.UNMENTIONED, f"the later reports ({', '.join(str(r.year) for r in later)}) do not name it"
    return Comparison(Kind.OUTCOME, promise.stated, None, verdict, None, None, NONE, promise.stated.target.confidence, reason)


def _names(promise: Measured) -> set[str]:
    known = statistic_of(promise.name) if promise.official else None
    return {promise.name, *((known.name, *known.also) if known else ())}


@lru_cache(maxsize=64)
def _bare(report: Report) -> str:
    return plain(report.text)
