"""Of which time a heading or the opening of a paragraph speaks: what was reached, or what is promised, and of which year."""

from __future__ import annotations

import re

from kg.lexicon import loader
from kg.reading.document import Tense, TimeFrame
from kg.reading.frontmatter import REPORTED

YEAR = re.compile(rf"({REPORTED})年?")
PERIOD = re.compile(r"“?(十[一二三四五六七]?五)”?(?:时期|期间)")
# 2016 年: a space before the year's own word.
SPACED = re.compile(r"(?<=\d)[ \u3000]+(?=年)")
# A line without number is no heading if it is longer than this.
SHORT = 30


def last_year(period: str) -> int:
    """The last year of a five-year plan (十四五 → 2025), 0 if no such is known."""
    return int(loader.toml("structure")["periods"].get(period, 0))


def _period_year(words: str) -> int | None:
    if any(cue in words for cue in loader.toml("structure")["cues"]["opening"]):
        return None  # 实现“十四五”良好开局: the first year of the period
    for name, last in sorted(loader.toml("structure")["periods"].items(), key=lambda item: -len(item[0])):
        if f"“{name}”" in words or f"{name}时期" in words or f"{name}规划" in words:
            return int(last)
    return None


def tense_of(words: str) -> Tense | None:
    """Whether a heading reviews or promises; None if it says neither."""
    cues = loader.toml("structure")["headings"]
    if any(cue in words for cue in cues["review"]):
        return Tense.ACHIEVED
    if any(cue in words for cue in cues["plan"]):
        return Tense.PLANNED
    return None


def frame_of(words: str, year: int | None, inherited: TimeFrame | None) -> TimeFrame:
    """The time frame of what stands below a heading in a report of that year; `inherited`, or its years, where it says nothing of time."""
    words = SPACED.sub("", words)
    tense = tense_of(words)
    if year and tense is None and (f"{year}年" in words or (_period_year(words) or 0) >= year):
        tense = Tense.PLANNED
    if tense is None:
        return inherited or TimeFrame(year - 1 if year else None, Tense.ACHIEVED)
    stated = [int(m[1]) for m in YEAR.finditer(words)]
    default = None if year is None else year - 1 if tense is Tense.ACHIEVED else year
    if inherited and inherited.tense is tense and not any(word in words for word in ("今年", "新的一年")):
        # 主要目标是：, 重点抓好以下工作：; in a plan for five years they are of those years too
        default = inherited.year
    if tense is Tense.ACHIEVED and "今年以来" in words and not stated:
        return TimeFrame(year, tense)
    fifth = year + 4 if year and tense is Tense.PLANNED and any(cue in words for cue in loader.toml("structure")["cues"]["five"]) else None
    # a span such as 2016—2020年 in a review, or a far year in a plan, stands as it is; of 未来五年目标任务和2035年远景目标 the nearer
    if stated and (fifth is None or max(stated) <= fifth + 1):
        return TimeFrame(max(stated), tense)
    if fifth is not None:
        return TimeFrame(fifth, tense)
    period = _period_year(words)
    return TimeFrame(period if period else default, tense)


def contrary(frame: TimeFrame, heading: str, year: int | None) -> TimeFrame:
    """The frame of paragraphs whose words contradict `frame`; promises are for the last period that the heading of their part names, or for the year."""
    if frame.tense is Tense.PLANNED:
        return TimeFrame(year - 1 if year else None, Tense.ACHIEVED)
    named = [last for name, last in loader.toml("structure")["periods"].items() if f"“{name}”" in heading]
    return TimeFrame(max([y for y in named if year and y >= year], default=year), Tense.PLANNED)


def _begins_period(opening: str, year: int) -> bool:
    """“十四五”时期 in the first report of that period."""
    named = PERIOD.match(opening)
    return named is not None and last_year(named[1]) == year + 4


def turn_of(words: str, year: int | None, current: TimeFrame) -> TimeFrame | None:
    """The time frame that a paragraph's opening, or a short line without number, turns to from the `current` one; None if it does not."""
    cues = loader.toml("structure")["cues"]
    opening = SPACED.sub("", words.removeprefix("各位代表").lstrip("！：，,: "))
    reviews = opening.startswith(tuple(cues["review"]))
    if not reviews and len(words) <= SHORT and "。" not in words and tense_of(words):
        return frame_of(words, year, current)
    if year and (opening.startswith(tuple(cues["five"])) or _begins_period(opening, year)):
        return TimeFrame(year + 4, Tense.PLANNED)
    if opening.startswith(tuple(cues["plan"])) or year and opening.startswith(f"{year}年"):
        return TimeFrame(year, Tense.PLANNED)
    if reviews or year and opening.startswith(f"{year - 1}年"):
        return TimeFrame(year - 1 if year else None, Tense.ACHIEVED)
    return None
