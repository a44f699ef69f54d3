"""Which span of time a number is of: one year, several years added up or averaged, a part of a year, or a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kg.extraction.records import Measure, Target
from kg.lexicon import loader
from kg.reading.document import Report, Tense

# How far into a sentence its opening words may reach, and what may stand before them.
OPENING = 16
OPENER = re.compile(r"^[—\-　 ]*(?:各位代表[，！!,：:]?)?(?:回顾|总的看，|在|到|截至|截止)?")
HEADING = 30
# How far from its beginning a sentence still opens a paragraph (behind 各位代表！).
LEAD = 8
STOP = re.compile(r"[；。：！？\n]")
CLAUSE = re.compile(r"[，；。：！？\n]")
DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九十", 1)}


class Extent(StrEnum):
    """How a number relates to time."""

    YEAR = "year"
    MOMENT = "moment"
    TOTAL = "total"
    AVERAGE = "average"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Period:
    """The span that ends with the target's year. `years` is how many years, None where the text does not say."""

    extent: Extent
    years: int | None = 1


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(loader.toml("comparison")["spans"][name])


def period_of(report: Report, target: Target) -> Period:
    """The period of a target: what its clause says wins over what opens its sentence, an earlier sentence or the heading."""
    sentence = report.sentences[target.sentence]
    clause = _clause(report, target)
    before = report.text[sentence.span.start : target.span.end]
    segment = STOP.split(before[: -len(target.text)])[-1]
    if (shorter := _last("part", segment)) and shorter > _last("year", segment):
        return Period(Extent.UNCLEAR)
    spread = _words("within").search(before) or _words("several").search(before[: -len(target.text)])
    if spread and not _words("single").search(before, spread.end()):
        years, told = _years(spread), True
    elif _words("year").search(clause):
        years, told = 1, True
    else:
        years, told = _scope(report, target.sentence)
    one = years == 1
    if not one and target.status is Tense.PLANNED and target.year == report.year:
        return Period(Extent.UNCLEAR)  # a goal of the coming years, whose end nothing tells
    if _words("average").search(clause):
        return Period(Extent.AVERAGE, None if one else years)
    adds = _words("total").search(clause) is not None
    if target.measure in (Measure.LEVEL, Measure.SHARE):
        if adds:
            return Period(Extent.TOTAL, None)
        still = one and told or target.measure is Measure.SHARE or _words("stock").search(target.text) is not None
        return Period(Extent.MOMENT if still else Extent.UNCLEAR)
    if not told or one and target.status is Tense.PLANNED and target.year != report.year and str(target.year) not in before:
        return Period(Extent.UNCLEAR)  # this year's number that a heading dates to the end of a plan
    if adds or not one:
        return Period(Extent.TOTAL, None if one else years)
    return Period(Extent.YEAR)


def _last(name: str, text: str) -> int:
    """Where the last of these words ends in the text, 0 if there are none."""
    return max((match.end() for match in _words(name).finditer(text)), default=0)


def _clause(report: Report, target: Target) -> str:
    """The words from the last comma before the number to its end; a clause that only carries a number on takes the one before it along."""
    start = report.sentences[target.sentence].span.start
    stops = [m.end() + start for m in CLAUSE.finditer(report.text[start : target.span.start])]
    return report.text[stops[-1] if stops else start : target.span.end]


@lru_cache(maxsize=4096)
def _scope(report: Report, sentence: int) -> tuple[int | None, bool]:
    """How many years the passage of a sentence speaks of, and whether anything says so.

    The latest sentence that opens with a span of time says it, up to the heading of the part. A bare year (2020年接待游客…) speaks for its
    sentence, if it opens a paragraph for what follows too; under a heading of several years one year speaks for its paragraph only. A heading that
    names both one year and several settles nothing.
    """
    own = report.sentences[sentence]
    sections = {s.id: s for s in report.sections}
    section = sections[own.section]
    part = sections[section.parent] if section.parent else section
    # headings that run into their paragraph tell only by their beginning
    spans = list(_words("several").finditer(part.heading[:HEADING]))
    mixed = len({m[0] for m in spans}) > 1 or bool(spans) and _words("single").search(part.heading[:HEADING]) is not None
    if mixed and _words("several_hint").search(report.quote(report.paragraphs[own.paragraph].span)):
        return None, False
    for index in range(sentence, -1, -1):
        at = report.sentences[index]
        if at.span.start < part.span.start:
            break
        opening = OPENER.sub("", report.quote(at.span))[:OPENING]
        several, single = _words("several").search(opening), _words("single").match(opening)
        if several and not single:
            return _years(several), True
        if single and (not single["year"] or report.year is not None and report.year - 1 <= int(single["year"]) <= report.year):
            if mixed and _words("several_hint").search(report.quote(at.span)):
                return None, False
            leads = at.span.start - report.paragraphs[at.paragraph].span.start <= LEAD
            speaks = leads or not single["weak"] or opening.startswith("，", single.end())
            if index == sentence or speaks and (mixed or not spans or at.paragraph == own.paragraph):
                return 1, True
    if mixed:
        return None, False
    return (_years(spans[0]), True) if spans else (1, True)


def _years(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    digit = found.get("n") or found.get("m")
    if found.get("plan"):
        return 5
    return DIGITS.get(digit or "")
