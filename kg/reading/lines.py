"""Printed lines become paragraphs: where one begins is read off indents, room left on the line above, and spacing.

Widths are in ems, the width of a Chinese character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg.reading.document import Document

ENDED = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
NUMBER = r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
OPENER = re.compile(rf"——|{NUMBER}|\d{{1,3}}[、．.](?!\d)|[\[〔]\d{{1,3}}[\]〕]")
# Lines in the middle that a further one may complete: a heading, a dateline that does not yet say in which session, a comma's end.
OPEN = re.compile(rf"(?:{NUMBER}).*|(?:——|\d{{4}}年\d).*(?<!上)|.*[，、]")
# What the layout keeps together at the head of a line: opening brackets, a figure, word or character, the marks behind it.
HEAD = re.compile(r"[“‘「『《（(\[]*(?:[!-~]+(?:[—–][!-~]+)*|.)[，。；：、！？”’」』》）)\]%％]*")
# Print is not exact: an indent, and room for more words, are no less than these.
INDENT = 0.9
SLACK = 0.8
# A line in the middle has this much on both sides, and as much on one as on the other but for that.
CENTRED = 1.5


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        left, right: where its words begin and end, in ems.
        head: width of what the layout keeps together at its head, in ems.
        gap: true if it stands farther from the line above than lines of a paragraph do; tells nothing at the top of a page.
        page: the page that it stands on, from 0.
    """

    text: str
    left: float
    right: float
    head: float
    gap: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """How paragraphs are set: the margins in ems, and whether first lines are indented."""

    left: float
    right: float
    indents: bool

    def indented(self, line: Line) -> bool:
        """True if the line begins to the right of the margin."""
        return line.left - self.left >= INDENT

    def room(self, line: Line, following: Line) -> bool:
        """True if the head of the following line would have had room on the line."""
        return self.right - line.right >= following.head + SLACK

    def centred(self, line: Line) -> bool:
        """True if the line stands in the middle."""
        before, behind = line.left - self.left, self.right - line.right
        return min(before, behind) >= CENTRED and abs(before - behind) <= CENTRED


def document(lines: Sequence[Line], pages: int = 0, torn: bool = False) -> Document:
    """The text of printed lines, one paragraph a line, and where each of its `pages` begins; `torn` if lines end amid words."""
    text = ""
    starts: list[int] = []
    for paragraph in paragraphs(lines):
        words = ""
        for line in paragraph:
            words = words + line.text if torn else join(words, line.text)
            starts += [len(text) + len(words) - len(line.text)] * (line.page + 1 - len(starts))
        text += words + "\n"
    starts += [len(text)] * (pages - len(starts))
    return Document(text, tuple(starts[:pages]))


def join(before: str, behind: str) -> str:
    """Two pieces of a paragraph as one: only between words of Latin letters stands a space."""
    spaced = before[-1:].isascii() and before[-1:].isalpha() and behind[:1].isascii() and behind[:1].isalpha()
    return f"{before} {behind}" if spaced else before + behind


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    if not lines:
        return
    shapes = _shapes(lines)
    current: list[Line] = []
    for line in lines:
        if current and _begins(current, line, shapes[current[-1].page % 2], shapes[line.page % 2]):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _begins(current: Sequence[Line], line: Line, above: Shape, shape: Shape) -> bool:
    """True if the line begins a paragraph behind the lines of the current one."""
    last = current[-1]
    if _goes_on(current, line, above, shape):
        return False
    ended = ENDED.search(last.text) is not None
    if line.gap and line.page == last.page:
        return True
    if shape.indented(line) and (shape.indents or ended or shape.centred(line)):
        return True
    if above.room(last, line):
        # a line alone or in the middle that leaves room is a title or heading; one of a paragraph may end early before a figure
        return ended or len(current) == 1 or above.centred(last)
    return ended and OPENER.match(line.text) is not None


def _goes_on(current: Sequence[Line], line: Line, above: Shape, shape: Shape) -> bool:
    """True for the further lines of a heading in the middle, which are indented without being paragraphs."""
    last = current[-1]
    filled = above.centred(last) or not above.room(last, line)
    if not (filled and shape.centred(line)) or ENDED.search(last.text) or OPENER.match(line.text):
        return False
    return OPEN.fullmatch("".join(part.text for part in current)) is not None


def _shapes(lines: Sequence[Line]) -> tuple[Shape, Shape]:
    """The shapes of left-hand and right-hand pages; bound sheets have different margins."""
    sides = ([line for line in lines if line.page % 2 == 0], [line for line in lines if line.page % 2])
    if min(map(len, sides)) < 20:
        return (_shape(lines),) * 2
    first, second = map(_shape, sides)
    return first, second


def _shape(lines: Sequence[Line]) -> Shape:
    left, right = margins(lines)
    rough = Shape(left, right, False)
    behind = [line for last, line in zip(lines, lines[1:], strict=False) if ENDED.search(last.text) and rough.room(last, line)]
    return Shape(left, right, 2 * sum(map(rough.indented, behind)) > len(behind))


def margins(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and right margin of the lines in ems."""
    rights = sorted(line.right for line in lines)
    top = rights[len(rights) * 19 // 20]
    right = median(r for r in rights if r >= top - 2)
    full = [line for line in lines if line.right >= right - 4] or list(lines)
    lefts = Counter(round(line.left * 2) / 2 for line in full)
    return min(left for left, count in lefts.items() if count * 10 >= len(full)), right
