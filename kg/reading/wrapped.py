"""Text whose lines were broken to fit a page, as copied from print: told from text with one paragraph a line, and joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from kg.reading.document import Document
from kg.reading.furniture import body, is_number
from kg.reading.lines import ENDED, HEAD, Line, document, margins

# A page holds no longer and no shorter lines (in ems) than this; and fewer lines tell nothing.
LONGEST = 60
SHORTEST = 16
FEWEST = 8
TAB = 4
# The share of such lines in a text that was cut after so many characters.
CUT = 0.8


def unwrapped(text: str) -> Document:
    """The text with its broken lines joined, page numbers and running heads removed; the text as it is where it has none.

    Lines are broken after so many columns, between words, or after so many characters, wherever that is.
    """
    by_column, by_count = _pages(text, ems), _pages(text, len)
    cut = _is_cut(by_count)
    pages = by_count if cut else by_column
    if not _is_wrapped([line for page in pages for line in page]):
        return Document(text)
    return document(body(pages), torn=cut)


def _is_cut(pages: Sequence[Sequence[Line]]) -> bool:
    """True if lines that do not end a sentence have all the same number of characters, whatever these are; headings may have fewer."""
    lines = [line for page in pages for line in page if not ENDED.search(line.text) and not is_number(line.text)]
    if not lines:
        return False
    longest = max(line.right for line in lines)
    return sum(line.right == longest for line in lines) >= CUT * len(lines)


def ems(words: str) -> float:
    """The width of words in ems: half for what is narrow, one for the rest."""
    return sum(0.5 if east_asian_width(character) in ("Na", "H", "N") else 1 for character in words)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """True if most lines fill the same width and most of these end amid a sentence."""
    if len(lines) < FEWEST:
        return False
    right = margins(lines)[1]
    full = [line for line in lines if right - line.right <= 2.5]
    amid = [line for line in full if not ENDED.search(line.text)]
    return SHORTEST <= right <= LONGEST and 3 * len(full) >= len(lines) and 2 * len(amid) > len(full)


def _pages(text: str, width: Callable[[str], float]) -> list[list[Line]]:
    """The lines by page: a form feed or a page number ends one."""
    pages: list[list[Line]] = [[]]
    rows = text.replace("\f", "\n\f\n").split("\n")
    spaced = _spaced(rows)
    blank = False
    for row in rows:
        if row == "\f":
            pages.append([])
        elif words := row.strip():
            left = width(row[: row.index(words[0])].expandtabs(TAB))
            gap = blank and spaced and bool(pages[-1])
            pages[-1].append(Line(words, left, left + width(words), head_width(words, width), gap, len(pages) - 1))
            if is_number(words):
                pages.append([])
        blank = not row.strip()
    return [page for page in pages if page]


def _spaced(rows: Sequence[str]) -> bool:
    """True if blank lines part paragraphs, not all lines."""
    filled = [bool(row.strip()) for row in rows]
    return 2 * sum(a and not b for a, b in zip(filled, filled[1:], strict=False)) < sum(filled)


def head_width(words: str, width: Callable[[str], float]) -> float:
    """The width of what the layout keeps together at the head of a line."""
    found = HEAD.match(words)
    return width(found[0]) if found else 0
