"""The lines of a text, and which of them are headings: parts 一、, sections （一）, and lines that say a year and what they do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.document import Span
from kg.reading.frames import YEAR, tense_of

NUMERALS = {n: i for i, n in enumerate("一二三四五六七八九十", 1)}
PART = re.compile(r"([一二三四五六七八九十]{1,3})\s?[、．.]\s?(?=[^\s])")
SECTION = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")
# A line this long has lost its breaks: they stood before the numbers of headings, and behind a heading of a part that says its year.
BREAKLESS = 1000
LOST_BREAK = re.compile(rf"(?<=[。！？：])\s*(?={PART.pattern}|{SECTION.pattern})|(?<=[一二三四五六七八九十]、)\d{{4}}年\S{{2,20}}\s+")
# A line longer than this with a full stop inside is a paragraph that begins with its heading.
HEADING_LIMIT = 60
# The heading of a part that bears no number is no longer than this.
TITLE_LIMIT = 25


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not empty: its number in the text (from 1), where its words stand, and they."""

    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The index of its line, its level (1 a part, 2 a section), its number as written, and its words."""

    line: int
    level: int
    number: str
    words: str


def text_lines(text: str) -> Iterator[TextLine]:
    """The lines of a text that are not empty; a line that has lost its breaks is several, of one number."""
    at = 0
    for number, raw in enumerate(text.split("\n"), 1):
        for first, last in pairwise(_breaks(raw)):
            stripped = raw[first:last].strip()
            if stripped:
                start = at + raw.index(stripped[0], first)
                yield TextLine(number, Span(start, start + len(stripped)), stripped)
        at += len(raw) + 1


def _breaks(raw: str) -> list[int]:
    """Where the lines within a line begin, and its end."""
    lost = [match.end() for match in LOST_BREAK.finditer(raw)] if len(raw) > BREAKLESS else []
    return [0, *lost, len(raw)]


def _ordinal(number: str) -> int:
    tens, _, ones = number.partition("十")
    if "十" not in number:
        return NUMERALS.get(number, 0)
    return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)


def find_headings(lines: list[TextLine]) -> list[Heading]:
    """Numbered headings with their levels; 一、二、 that start anew inside a part are its sections."""
    found: list[Heading] = []
    part = inner = 0
    titled = False
    for index, line in enumerate(lines):
        if _names_a_part(line.text):
            titled, inner = True, 0
            found.append(Heading(index, 1, "", line.text))
            continue
        if (match := SECTION.match(line.text)) or titled and (match := PART.match(line.text)):
            level = 2
        elif match := PART.match(line.text):
            ordinal = _ordinal(match[1])
            if ordinal == part + 1 and inner == 0:
                level, part = 1, ordinal
            elif ordinal == inner + 1 and part:
                level, inner = 2, ordinal
            elif ordinal == part + 1:
                level, part, inner = 1, ordinal, 0
            else:
                level = 1 if not part else 2
        else:
            continue
        words = line.text[match.end() :]
        stop = words.find("。")
        if stop >= 0 and len(words) > HEADING_LIMIT:
            words = words[:stop]
        elif len(words) > 2 * HEADING_LIMIT:
            continue
        found.append(Heading(index, level, match[0].rstrip("、．. "), words.rstrip("。")))
    return found


def _names_a_part(words: str) -> bool:
    """2019年工作回顾, 2020年工作安排: a short line without number that says its year and what it does with it."""
    words = words.removeprefix("关于")
    return (
        len(words) <= TITLE_LIMIT
        and not PART.match(words)
        and YEAR.match(words) is not None
        and "月" not in words
        and (tense_of(words) is not None or words.endswith("年工作"))
        and words[-1] not in "。；，"
    )
