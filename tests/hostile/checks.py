"""What must hold of everything that is made of a text, whatever the text is."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pyoxigraph

from kg.explorer.page import json_block, render
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.graph.quads import triples
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.reading.document import Document, Report
from kg.reading.structure import parse
from kg.validation.check import violations
from tests.test_contract import check

# RFC 3987, section 2.2, without the marks that section 4.1 forbids (they turn text around or cannot be seen).
UCSCHAR = (
    "\u00a0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    + "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0xE0000, 0x10000))
    + "\U000e1000-\U000efffd"
)
LEGAL = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/{UCSCHAR}]|%[0-9A-F]{{2}})*(?:#(?:[A-Za-z0-9\-._~{UCSCHAR}])*)?")


def report_holds(report: Report) -> None:
    """Spans lie in the text and in the order of it; what stands outside sentences is white space."""
    text = report.text
    ends = [0, *(n for s in report.sentences for n in (s.span.start, s.span.end)), len(text)]
    assert all(a <= b for a, b in pairwise(ends))
    said = {(s.span.start, s.span.end) for s in report.sentences}
    assert not "".join(text[a:b] for a, b in pairwise(ends) if (a, b) not in said).strip()
    ids = [s.id for s in report.sections]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for section in report.sections:
        assert section.parent is None or section.parent in known
        assert section.span.end <= len(text)
    for sentence in report.sentences:
        assert sentence.section in known
        assert report.paragraphs[sentence.paragraph].span.contains(sentence.span)


def document_holds(document: Document, pages: bool = False) -> Report:
    """A document that was read is one with text that can be written, and its report holds."""
    document.text.encode("utf-8")
    assert list(document.pages) == sorted(document.pages)
    report = parse(document.text, "x.txt", pages=document.pages)
    report_holds(report)
    return report


def extraction_holds(text: str, name: str = "x.txt") -> Linked:
    """The record contract (tests/test_contract.py), and values that are numbers."""
    report = parse(text, name)
    report_holds(report)
    linked = link(extract(report))
    check(linked)
    for target in linked.extraction.targets:
        values = target.value if isinstance(target.value, tuple) else (target.value,)
        assert all(v is None or -1e18 < v < 1e18 for v in values)
    return linked


def graph_holds(linked: Linked, base: str = DEFAULT_BASE) -> str:
    """The graph is written, reads back as what it was by a strict parser, and all its IRIs are legal."""
    dataset = build_dataset([linked], base)
    meant = triples(dataset, base)
    text = write_turtle(dataset, base)
    found = [quad.triple for quad in pyoxigraph.parse(text.encode("utf-8"), pyoxigraph.RdfFormat.TURTLE)]
    assert set(map(str, found)) == set(map(str, meant)) and len(found) == len(meant)
    for triple in found:
        for term in (triple.subject, triple.predicate, triple.object):
            assert not isinstance(term, pyoxigraph.NamedNode) or LEGAL.fullmatch(term.value), term
    return text


def shapes_hold(turtle: str) -> None:
    """`kg build` would write this graph."""
    store = pyoxigraph.Store()
    store.bulk_load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)
    assert [v.english for v in violations(store)] == []


class Tags(HTMLParser):
    """Counts the tags of a page and keeps what its JSON blocks hold, as a browser takes them (script is raw text)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, int] = {}
        self.blocks: dict[str, str] = {}
        self._block: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag] = self.found.get(tag, 0) + 1
        self._block = dict(attrs).get("id") if tag == "script" else None
        assert not any(name.startswith("on") or (value or "").startswith("javascript:") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            self.blocks[self._block] = self.blocks.get(self._block, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._block = None


def tags_of(page: str) -> Tags:
    """The tags and JSON blocks of a page."""
    tags = Tags()
    tags.feed(page)
    tags.close()
    return tags


def page_holds(linked: Linked, wanted: dict[str, int]) -> None:
    """The explorer has the tags that it always has (`wanted`) and its data can be read."""
    tags = tags_of(render([linked], DEFAULT_BASE))
    assert tags.found == wanted
    assert json.loads(tags.blocks["documents"])[0]["text"] == linked.extraction.report.text
    json.loads(tags.blocks["nodes"]), json.loads(tags.blocks["edges"])


def block_holds(words: str) -> None:
    """Words in a JSON block of a page are the words that a browser finds there, and no tag."""
    page = f'<p><script type="application/json" id="x">{json_block([words, {words: 1}])}</script><b>'
    tags = tags_of(page)
    assert tags.found == {"p": 1, "script": 1, "b": 1}
    assert json.loads(tags.blocks["x"]) == [words, {words: 1}]
