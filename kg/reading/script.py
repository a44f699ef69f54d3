"""Traditional characters: told from simplified ones, and read as these.

The rules and lexicons know simplified characters. What they read of a traditional report is its :func:`as_read` twin, in which
every character stands where it stood, so that all places found there are places of the printed text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

from kg.reading.document import Report
from kg.reading.extra import library

# Corner brackets are the quotation marks of traditional print.
MARKS = str.maketrans("「」『』", "“”‘’")
# OpenCC's tables: Taiwan's variants (裡, 著), then Hong Kong's (衞).
STEPS = ("tw2s", "hk2s")


def is_traditional(text: str) -> bool:
    """True if a text has more characters of traditional print only than of simplified print only."""
    return sum(_leaning(character) * count for character, count in Counter(text).items() if "\u4e00" <= character <= "\u9fff") > 0


@cache
def _leaning(character: str) -> int:
    """1 for a character that Big5 has and GB 2312 has not, -1 for the reverse, else 0."""
    return _has("big5", character) - _has("gb2312", character)


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8)
def simplified(text: str, name: str) -> str:
    """A text in simplified characters and quotation marks, each where it stood; the text itself where it is not traditional.

    Raises:
        ReadError: if it is traditional and OpenCC is not installed; the message names the file `name`.
    """
    return convert(text, name).translate(MARKS) if is_traditional(text) else text


def convert(words: str, name: str) -> str:
    """Words in simplified characters, one for one."""
    opencc = library("opencc", name, "a text in traditional characters")
    for step in STEPS:
        words = kept(opencc.OpenCC(step).convert, words)
    return words


def kept(change: Callable[[str], str], words: str) -> str:
    """The changed words, in which each line, or each character of a line that would change its length, keeps its length."""
    changed = change(words)
    if len(changed) == len(words):
        return changed
    parts = words.splitlines(keepends=True) if "\n" in words[:-1] else list(words)
    if len(parts) == 1:
        return words
    return "".join(kept(change, part) for part in parts)


def as_read(report: Report) -> Report:
    """The report as the rules read it, with the same offsets; the report itself where it is not traditional."""
    text = simplified(report.text, report.source)
    if text is report.text:
        return report
    return replace(report, text=text, speaker=report.speaker and convert(report.speaker, report.source))


def printed(report: Report, text: str) -> Report:
    """The report of a :func:`simplified` text with its words as `text` prints them; its place stays simplified, for it is a key."""

    def words(read: str | None, start: int = 0) -> str | None:
        at = report.text.find(read, start) if read else -1
        return text[at : at + len(read)] if read and at >= 0 else read

    sections = tuple(replace(s, heading=words(s.heading, s.span.start) or "") for s in report.sections)
    return replace(report, text=text, title=words(report.title), meeting=words(report.meeting), speaker=words(report.speaker), sections=sections)
