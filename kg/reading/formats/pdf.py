"""PDF files with text: characters with their places become lines, lines become paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from kg.reading.document import Document
from kg.reading.errors import ReadError
from kg.reading.extra import library
from kg.reading.furniture import body
from kg.reading.lines import Line, document
from kg.reading.wrapped import ems, head_width

HAN = re.compile("[\u4e00-\u9fff]")
# The width of a character where there is none to measure, in points.
EM = 10.5
# Radicals and compatibility forms that some fonts give for the characters that look the same.
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
# Characters that fonts without a table of their characters leave; more than this share, and the text cannot be read.
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
UNREADABLE_SHARE = 0.1
UNKNOWN = "\ufffd"
# A line stands farther from the one above than lines of a paragraph do if by this many times as much.
GAP = 1.5
# A wider space than this (in ems) parts words or cells; a narrower one was made by the layout.
WIDE = 1.8
# A written space, and that between words of Latin letters, is no narrower than this (in ems).
NARROW = 0.12
# The same character drawn again nearer than this (in ems) is the shadow that makes it bold.
SHADOW = 0.15
LOCKED = "password"


class Glyph(NamedTuple):
    """A character with the left, lower, right and upper edge of its place, in points from the lower left of the page.

    `spaced` is true if the file writes a space before it.
    """

    character: str
    left: float
    low: float
    right: float
    high: float
    spaced: bool = False

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.low + self.high) / 2


Row = list[Glyph]


def read(data: bytes, name: str) -> Document:
    """The text of a PDF file, a paragraph a line, with where each page begins; page numbers, running heads and feet are left out.

    Raises:
        ReadError: if it is broken, locked or without text, or if pypdfium2 is not installed.
    """
    pdfium = library("pypdfium2", name, "a PDF file")
    try:
        file = pdfium.PdfDocument(data)
        try:
            pages = [_rows(_glyphs(pdfium.raw, file[number].get_textpage())) for number in range(len(file))]
        finally:
            file.close()
    except pdfium.PdfiumError as error:
        if LOCKED in str(error).lower():
            raise ReadError(f"{name}: is locked with a password; save it without one") from None
        raise ReadError(f"{name}: is no PDF file or is broken; open it in a reader and print it to PDF anew") from None
    text = "".join(glyph.character for page in pages for row in page for glyph in row)
    if not text.strip():
        raise ReadError(f"{name}: holds pictures of pages and no text; run text recognition (OCR) on it first")
    if len(UNREADABLE.findall(text)) > UNREADABLE_SHARE * len(text):
        raise ReadError(f"{name}: its fonts do not say which characters they show; run text recognition (OCR) on it first")
    em = median(glyph.right - glyph.left for page in pages for row in page for glyph in row if HAN.match(glyph.character)) if HAN.search(text) else EM
    pitch = _pitch(pages)
    return document(body([list(_lines(page, number, em, pitch)) for number, page in enumerate(pages)]), len(pages))


def _glyphs(raw: Any, page: Any) -> Iterator[Glyph]:
    """The visible characters of a page, in the order in which it draws them."""
    spaced = False
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        # broken fonts name halves of characters
        character = UNKNOWN if 0xD800 <= code <= 0xDFFF else chr(code)
        if raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        if not character.isspace():
            if LOOKALIKE.match(character):
                character = unicodedata.normalize("NFKC", character)
            left, low, right, high = page.get_charbox(index, loose=True)
            yield Glyph(character, left, low, right, high, spaced)
        spaced = character.isspace()


def _rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """The characters by line, from the top of the page, each from left to right."""
    rows: list[Row] = []
    for glyph in glyphs:
        if not rows or not _level(rows[-1][-1], glyph):
            rows.append([])
        rows[-1].append(glyph)
    rows.sort(key=lambda row: -row[0].middle)
    merged: list[Row] = []
    for row in rows:
        if merged and _level(merged[-1][0], row[0]):
            merged[-1].extend(row)
        else:
            merged.append(row)
    return [sorted(row, key=lambda glyph: glyph.left) for row in merged]


def _level(one: Glyph, other: Glyph) -> bool:
    """True if two characters stand on one line: the middle of the one is at the height of the other."""
    return one.low <= other.middle <= one.high or other.low <= one.middle <= other.high


def _pitch(pages: Sequence[Sequence[Row]]) -> float:
    """The usual distance of a line from the one above it, in points."""
    steps = [above[0].middle - row[0].middle for page in pages for above, row in pairwise(page)]
    return median(steps) if steps else 0


def _lines(rows: Sequence[Row], page: int, em: float, pitch: float) -> Iterator[Line]:
    """The rows of a page as lines."""
    above = rows[0][0].middle if rows else 0
    for row in rows:
        words = _words(row, em)
        gap = above - row[0].middle > GAP * pitch
        above = row[0].middle
        yield Line(words, row[0].left / em, row[-1].right / em, head_width(words, ems), gap, page)


def _words(row: Row, em: float) -> str:
    """The words of a row: spaces stand where the print leaves much room, or some room for a written space or between Latin letters."""
    words = ""
    last: Glyph | None = None
    for glyph in row:
        if last is not None:
            if glyph.character == last.character and glyph.left - last.left < SHADOW * em:
                continue
            room = (glyph.left - last.right) / em
            if room > WIDE:
                words += "\u3000"
            elif room > NARROW and (glyph.spaced or last.character.isascii() and glyph.character.isascii()):
                words += " "
        words += glyph.character
        last = glyph
    return words
