"""What stands on pages beside the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.reading.frontmatter import TITLED
from kg.reading.lines import ENDED, Line

NUMBER = re.compile(
    r"[\s—－–\-·•~～]*(?:第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页|\d{1,4})(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s—－–\-·•~～]*"
    r"|page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
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
    return NUMBER.fullmatch(words.strip()) is not None


def _strip_numbers(pages: Sequence[list[Line]], edge: int) -> None:
    numbered = [page for page in pages if page and is_number(page[edge].text)]
    if 2 * len(numbered) >= len(pages):
        for page in numbered:
            del page[edge]


def _strip_running(pages: Sequence[list[Line]], edge: int) -> None:
    for _ in range(DEPTH):
        keys = [_keys(page[edge].text, number) if page else set() for number, page in enumerate(pages)]
        count = Counter(key for found in keys for key in found)
        running = {key for key, times in count.items() if times >= min(PAGES, max(2, len(pages))) and not ENDED.search(key)}
        titles = {key for key in running if TITLED.search(key)} if edge == 0 else set()
        for page, found in zip(pages, keys, strict=True):
            if found & titles:
                titles -= found
                if any(TITLED.search(line.text) for line in page[1:OPENING]):
                    del page[0]
            elif found & running:
                del page[edge]


def _keys(words: str, page: int) -> set[str]:
    """What a running line has in common on all pages: its words, or these with their figures counted from the page's number."""
    bare = re.sub(r"\s", "", words)
    return {bare, re.sub(r"(?<!\d)\d{1,3}(?!\d)", lambda figure: f"#{int(figure[0]) - page}", bare)}
