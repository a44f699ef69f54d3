"""What stands on pages beside the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.reading.frontmatter import TITLED
from kg.reading.lines import ENDED, Line

NUMBER = re.compile(
    r"[\s—－–\-·•~～]*(?:第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页|\d{1,4})(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s—－–\-·•~～]*"
    r"|page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
# Longer runs of digits are several figures: Python reads no number of more than 4,300.
FIGURE = re.compile(r"\d{1,18}")
# No page number is longer, its spaces and dashes included.
LONGEST = 60
# A running head or foot has no more lines than this and stands on no fewer pages.
DEPTH = 2
PAGES = 3
# A running head that names the report stays where it stands first, unless the lines below it do so.
OPENING = 6


def body(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of the pages without page numbers, running heads and feet."""
    kept = [list(page) for page in pages]
    for edge in (0, -1):
        _strip_numbers(kept, edge)
        _strip_running(kept, edge)
        # a number may stand below a running foot, or a running head below a number
        _strip_numbers(kept, edge)
    return [line for page in kept for line in page]


def is_number(words: str) -> bool:
    """True if the words are a page number with its dashes or words (— 3 —, 第3页 共20页, 3)."""
    found = words.strip()
    return len(found) <= LONGEST and NUMBER.fullmatch(found) is not None


def _strip_numbers(pages: Sequence[list[Line]], edge: int) -> None:
    numbered = [page for page in pages if page and is_number(page[edge].text)]
    if 2 * len(numbered) >= len(pages):
        for page in numbered:
            del page[edge]


def _strip_running(pages: Sequence[list[Line]], edge: int) -> None:
    for _ in range(DEPTH):
        found: dict[str, list[int]] = defaultdict(list)
        for number, page in enumerate(pages):
            if page and not ENDED.search(page[edge].text):
                found[_words(page[edge])].append(number)
        for words, numbers in found.items():
            if len(numbers) >= min(PAGES, max(2, len(pages))) and _running([pages[number][edge] for number in numbers], numbers):
                titled = edge == 0 and TITLED.search(words) is not None
                for number in numbers:
                    opening = pages[number][1:OPENING]
                    if not titled or number != numbers[0] or any(TITLED.search(line.text) for line in opening):
                        del pages[number][edge]


def _running(lines: Sequence[Line], pages: Sequence[int]) -> bool:
    """True if each figure of the lines is the same on all their pages or counts with them (3/18)."""
    figures = zip(*([int(figure) for figure in FIGURE.findall(line.text)] for line in lines), strict=True)
    return all(len(set(row)) == 1 or len({figure - page for figure, page in zip(row, pages, strict=True)}) == 1 for row in figures)


def _words(line: Line) -> str:
    """The words of a line without spaces, each figure as #."""
    return FIGURE.sub("#", re.sub(r"\s", "", line.text))
