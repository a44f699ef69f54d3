"""Which year a number is for: the frame of its sentence, unless its clause or sentence states another."""

from __future__ import annotations

import re

from kg.extraction.clauses import Clause
from kg.extraction.numerals import ONES
from kg.reading.document import Report, Span, Tense, TimeFrame
from kg.reading.frames import last_year

# 比2015年提高, 由2015年的, 2010年以来: where a change began is not when it was.
STATED_YEAR = re.compile(r"(?<![比较由从自创是])(?<!恢复至)(?<!恢复到)(?:到|至)?(20\d\d)年(?!以来|起|的?基础)(?!的\d)")
LAST_YEAR = re.compile(r"(?:去年|上年)(?!同期|的|末|底|以来)")
# 到2026年，企业突破800家，高新技术企业突破300家: the year holds to the end of the sentence.
GOAL_YEAR = re.compile(r"(?<![至达])到(20\d\d)年(?!以来|[的初])")
# 2011年，参保人数达到2亿，报销比例达到70%: so does a year gone by that stands alone.
YEAR_GONE = re.compile(r"(?:截至|至)?((?:19|20)\d\d)年(?:底|末|年底)?")
# 某专列于2013年10月开通, “3”指2023年启动建设的某园
OF_NAMES = re.compile(r"[于指](20\d\d)年")
# …；2030年全部达标: a clause with a year of its own ends that.
OWN_YEAR = re.compile(rf"{STATED_YEAR.pattern}|今年|(?<![两三五])年内")
YEARS_TO_COME = re.compile(r"(?:未来|今后|接下来)(?:的)?([两三五])年")
# 三年内引进10个团队, 争取用三年时间: from this clause on.
WITHIN_YEARS = re.compile(r"(?<![第近])([两三五])年内|(?:争取|力争|计划)用([两三五])年时间")

# “十三五”时期的主要目标：…
PERIOD_GOALS = re.compile(
    r"“?(十[一二三四五六七]五)”?(?:时期|期间)?[^，。；：]{0,14}(?:主要目标|发展目标|奋斗目标|主要指标|预期目标)[^，。；：]{0,4}[：:，]"
)

# “十四五”期间，…, 力争在“十四五”末…: what a plan says behind it is for the end of that period.
PERIOD = re.compile(r"[^，。；：是围编《]{0,8}“?(十[一二三四五六七]五)”?(?:期间|时期|末)")


def frame_of(report: Report, clause: Clause) -> TimeFrame:
    """The sentence's time frame; a year stated in the clause wins, and years behind the review's are promises."""
    frame = report.sentences[clause.sentence].frame
    start, end = clause.span.start, clause.span.end
    stated = [int(m[1]) for m in STATED_YEAR.finditer(report.quote(clause.span))] if report.text.find("20", start, end) >= 0 else []
    if not stated:
        if frame.tense is Tense.PLANNED and report.year is not None and LAST_YEAR.match(report.text, clause.span.start, clause.span.end):
            return TimeFrame(report.year - 1, Tense.ACHIEVED)
        return frame
    year = stated[-1]
    if report.year is not None and year > report.year:
        return TimeFrame(year, Tense.PLANNED)
    if frame.year is not None and year < frame.year and frame.tense is Tense.PLANNED and report.year is not None and year < report.year:
        return TimeFrame(year, Tense.ACHIEVED)
    return TimeFrame(year, frame.tense)


def horizon_of(report: Report, sentence: int) -> TimeFrame | None:
    """The last of the years, five or fewer, that a sentence speaks of as to come, or of the period whose goals it tells."""
    said = report.sentences[sentence]
    years = YEARS_TO_COME.search(report.text, said.span.start, said.span.end)
    if report.year is None:
        return None
    if years is None:
        period = PERIOD_GOALS.search(report.text, said.span.start, said.span.end)
        return _end_of(period, report.year)
    return _last_of(years[1], report.year)


def year_of_name(report: Report, clause: Clause, name: Span) -> int | None:
    """The year in which something named is as far as its clause says: that of its sentence, unless a goal was set before it or the clause tells one."""
    said = report.sentences[clause.sentence]
    if report.text.find("20", said.span.start, clause.span.end) < 0:
        return said.frame.year
    told = next((m for m in OF_NAMES.finditer(report.text, clause.span.start, clause.span.end) if not name.start <= m.start(1) < name.end), None)
    if told:
        return int(told[1])
    goals = [int(m[1]) for m in GOAL_YEAR.finditer(report.text, said.span.start, name.start)]
    return goals[-1] if goals and said.frame.year is not None and goals[-1] > said.frame.year else said.frame.year


def goal_of(report: Report, clause: Clause, frame: TimeFrame) -> TimeFrame | None:
    """The year that a clause sets for what follows: a goal (到2030年，…; “十四五”期间，…) or one gone by (2011年，…)."""
    start, end = clause.span.start, clause.span.end
    said = report.sentences[clause.sentence].frame.year
    gone = YEAR_GONE.fullmatch(report.text, start, end)
    if gone and said is not None and report.year is not None and int(gone[1]) < min(said, report.year):
        return TimeFrame(int(gone[1]), Tense.ACHIEVED)
    if report.text.find("到20", start, end) >= 0:
        goal = GOAL_YEAR.search(report.text, start, end)
        if goal and frame.year is not None and int(goal[1]) >= frame.year:
            return TimeFrame(int(goal[1]), Tense.PLANNED)
    if frame.tense is Tense.PLANNED and report.year is not None:
        if within := WITHIN_YEARS.search(report.text, start, end):
            return _last_of(within[1] or within[2], report.year)
        return _end_of(PERIOD.match(report.text, start, end), report.year)
    return None


def states_year(report: Report, clause: Clause) -> bool:
    """True for a clause with a year of its own: 到2018年全部脱贫，|2020年全部摘帽; to 2020, |今年提高1个百分点."""
    return OWN_YEAR.search(report.text, clause.span.start, clause.span.end) is not None


def _last_of(count: str, year: int) -> TimeFrame:
    """Promises for the last of so many years, of which this is the first."""
    return TimeFrame(year + ONES[count] - 1, Tense.PLANNED)


def _end_of(period: re.Match[str] | None, year: int) -> TimeFrame | None:
    """Promises for the end of a named period, unless it is over in that year."""
    last = last_year(period[1]) if period else 0
    return TimeFrame(last, Tense.PLANNED) if last >= year else None
