"""HTML pages: the text of the report without what the site puts around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.reading.document import Document
from kg.reading.errors import ReadError
from kg.reading.extra import library
from kg.reading.frontmatter import TITLED
from kg.reading.wrapped import unwrapped

# What holds no text of the report.
DROPPED = (
    "//head|//script|//style|//noscript|//template|//nav|//aside|//form|//button|//select|//iframe|//svg|//object|//*[@hidden]"
    "|//header[not(ancestor::article or ancestor::main)]|//footer"
)
# The name by which such elements are passed over: taking one out copies the words behind it, and pages may have many.
GONE = "kg-gone"
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Elements that stand on lines of their own (HTML Standard, 15.3 "Non-replaced elements").
BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|h[1-6]|header|hgroup|hr"
    "|html|li|main|menu|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
# How much of a page's words, links aside, its report has at least; the second where the page marks its main part.
SHARE = 0.9
MARKED_SHARE = 0.5
# What parts a page's title from its site's name.
SEPARATOR = re.compile(r"[_|｜–—-]+")
HAN = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]"
BROKEN = re.compile(rf"(?<={HAN})[ \t\f]*\n\s*(?={HAN})")
SPACES = re.compile(r"[ \t\n\f\r\xa0]+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
# Characters, and references to them, that no text has and lxml cannot write.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|&#(?:[xX]0*[01]?[0-9a-fA-F]|0*(?:[12]?\d|3[01]))(?!\w);?")
# The generator that the pages of kg itself name.
OURS = "kg"


def read(text: str, name: str) -> Document:
    """The report of an HTML page: the part that holds nearly all its words, a block a line, below the page's title.

    Raises:
        ReadError: if lxml is not installed, the page cannot be read or is an explorer that kg wrote.
    """
    html = library("lxml.html", name, "an HTML or Markdown file")
    etree = library("lxml.etree", name, "an HTML or Markdown file")
    try:
        root = html.document_fromstring(UNWRITABLE.sub(" ", text).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return Document("")
    if root.xpath("//meta[@name='generator'][@content=$ours]", ours=OURS):
        raise ReadError(f"{name}: is the explorer that kg made of reports; name the reports themselves")
    title = next((words for words in _titles(root) if TITLED.search(words)), None)
    for element in [*root.xpath(DROPPED), *(e for e in root.xpath("//*[@style]") if HIDDEN.search(e.get("style")))]:
        if element is not root:
            element.tag = GONE
    lines = list(_lines(_main(root, etree.iterwalk), etree.iterwalk))
    if title and not any(TITLED.search(line) for line in lines[:5]):
        lines.insert(0, title)
    return unwrapped("".join(f"{line}\n" for line in lines))


def _titles(root: Any) -> Iterator[str]:
    """What the page says that it is called: its headings, the title that government sites state of articles, its own title."""
    for heading in root.xpath("//h1|//h2"):
        yield tidy(heading.text_content())
    yield from map(tidy, root.xpath("//meta[@name='ArticleTitle']/@content"))
    for title in root.xpath("//title"):
        yield from map(str.strip, SEPARATOR.split(tidy(title.text_content())))


def _main(root: Any, walk: Any) -> Any:
    """The smallest element that holds nearly all words of the page, links aside."""
    weights = _weights(root, walk)
    main = root
    whole = weight = weights[root]
    for marked in root.xpath("//article|//main"):
        if (own := weights.get(marked, 0)) >= MARKED_SHARE * whole:
            main, weight = marked, own
    while True:
        child = next((child for child in main.iterchildren("*") if weights.get(child, 0) >= SHARE * weight), None)
        if child is None or not BLOCK.fullmatch(child.tag):
            return main
        main = child


def _weights(root: Any, walk: Any) -> dict[Any, int]:
    """How many characters each element holds outside links; elements within links are left out."""
    weights: dict[Any, int] = {}
    sums = [0]
    walker = walk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            sums.append(0)
            if element.tag in (GONE, "a"):
                walker.skip_subtree()
            else:
                sums[-1] += _size(element.text)
            continue
        if event == "end":
            weights[element] = sums.pop()
            sums[-1] += weights[element]
        sums[-1] += _size(element.tail)
    return weights


def _size(words: str | None) -> int:
    return len(SPACES.sub("", words)) if words else 0


def _lines(main: Any, walk: Any) -> Iterator[str]:
    """The words of each block below an element, members of numbered lists with their numbers."""
    words = number = ""
    counts: Counter[Any] = Counter()
    walker = walk(main, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            words += element.tail or ""
            continue
        if element.tag == GONE and event == "start":
            walker.skip_subtree()
            continue
        if BLOCK.fullmatch(element.tag):
            if line := tidy(words):
                yield number + line
                number = ""
            words = ""
        if event == "start":
            number = _number(element, counts) or number
            words += element.text or ""
        elif element is not main:
            words += element.tail or ""
    if line := tidy(words):
        yield number + line


def _number(element: Any, counts: Counter[Any]) -> str:
    """The number that a browser writes before a member of a list, empty for other elements; `counts` is of the members so far."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    counts[parent] += 1
    first = parent.get("start", "1")
    return f"{(int(first) if first.isdecimal() and len(first) < 6 else 1) + counts[parent] - 1}. "


def tidy(words: str) -> str:
    """Words as a browser shows them: runs of white space as one space, none where a line of the source ends amid Chinese."""
    return SPACES.sub(" ", BROKEN.sub("", words.translate(INVISIBLE))).strip()
