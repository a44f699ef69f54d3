"""The worst texts cost no more than their length: from n to 2n to 4n characters the time about doubles."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extraction.pipeline import extract
from kg.lexicon import loader
from kg.query.engine import QueryError, ask, bind, declared
from kg.reading.errors import ReadError
from kg.reading.reader import open_document
from kg.reading.structure import parse
from kg.teaching.config import ConfigError
from kg.teaching.config import parse as load
from tests.hostile.fuzz import patience
from tests.hostile.inputs import FRAGMENTS, HEAD

# Noise of the machine is less than this (seconds).
FLOOR = 0.05
GROWTH = 3.0
# Texts of some thousand characters each time, of ten times as many where there is time for it.
TIMES = pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.soak)])
PIECES = {
    "comments": ("x.html", "<!-- -->甲"),
    "scripts": ("x.html", "<script></script>甲"),
    "members of a list": ("x.html", "<li>甲"),
    "blocks": ("x.html", "<div>甲</div>"),
    "headings": ("x.html", "<h1>甲</h1>"),
    "nested": ("x.html", "<div>"),
    "spaces in a title": ("x.html", "<title>报告　"),
    "Markdown quotes": ("x.md", ">"),
    "Markdown stars": ("x.md", "*a_"),
    "Markdown brackets": ("x.md", "["),
    "Markdown lists": ("x.md", "1. 甲\n"),
    "broken lines": ("x.txt", "推进建设" * 9 + "\n"),
    "pages": ("x.txt", "推进建设发展\n\f"),
    "page numbers": ("x.txt", "— 1 —\n"),
    "spaces behind a figure": ("x.txt", "1" + " " * 50),
    "headings of a report": ("x.txt", "（一）标题\n"),
    "parts of a report": ("x.txt", "一、标题\n"),
}
ASKED = {
    "unclosed texts": "'\\",
    "unclosed IRIs": "<a",
    "hyphens": "a-",
    "prefixes": "PREFIX ",
    "empty prefixes": "<>PREFIX ",
    "comments": "#\n",
    "quotation marks": '"',
    "three of them": '"""',
    "braces": "{",
    "variables": "?a ",
}


def grows(work: Callable[[int], object], size: int) -> None:
    """Assert that the time of some work grows as its size."""

    def seconds(length: int) -> float:
        start = time.process_time()
        work(length)
        return time.process_time() - start

    # the sizes in turn, so that what slows the machine for a while slows all of them
    rounds = [[seconds(size * times) for times in (1, 2, 4)] for _ in range(3)]
    once, twice, more = (max(FLOOR, min(found)) for found in zip(*rounds, strict=True))
    assert twice < GROWTH * once and more < GROWTH * twice, (once, twice, more)


def test_what_grows_faster_is_found() -> None:
    def square(length: int) -> int:
        return sum(1 for _ in range(length) for _ in range(length))

    with pytest.raises(AssertionError):
        grows(square, 700)


@TIMES
@pytest.mark.benchmark
@pytest.mark.parametrize("name", FRAGMENTS)
def test_extraction(name: str, times: int) -> None:
    fragment = FRAGMENTS[name]
    extract(parse("重庆市", "x.txt"))
    grows(lambda length: extract(parse(HEAD + fragment * (length // len(fragment)) + "\n", "x.txt")), 2000 * times)


@TIMES
@pytest.mark.benchmark
@pytest.mark.parametrize("name", PIECES)
def test_reading(name: str, times: int) -> None:
    file, piece = PIECES[name]

    def read(length: int) -> None:
        try:
            parse(open_document((piece * (length // len(piece)) + "推进").encode(), file).text, "x.txt")
        except ReadError:
            return

    grows(read, 5000 * times)


@TIMES
@pytest.mark.benchmark
@pytest.mark.parametrize("name", ASKED)
def test_questions(name: str, times: int) -> None:
    import pyoxigraph

    store = pyoxigraph.Store()

    def asked(length: int) -> None:
        question = "SELECT ?a { " + ASKED[name] * (length // len(ASKED[name]))
        declared(question)
        bind(question, {"a": "x"})
        with pytest.raises(QueryError):
            ask(store, question)
        with pytest.raises(QueryError):
            ask(store, ASKED[name] * (length // len(ASKED[name])) + "x")

    grows(asked, 5000 * times)


@TIMES
@pytest.mark.benchmark
def test_teaching(times: int) -> None:
    """Names that stand in no report are told with their lines; a list over many lines that is wrong at its end is told with its first."""
    report = parse("重庆市", "x.txt")

    def taught(count: int) -> None:
        config = load("".join(f"[[name]]\ntext = '名{n}'\ntype = 'Project'\n" for n in range(count)), Path("kg.toml"))
        assert config.unmet([report])[-1] == f"line {3 * count - 2} 名{count - 1}"
        with pytest.raises(ConfigError, match="line 4: "):
            load("[[name]]\ntext = 'a'\ntype = 'Project'\naliases = [\n" + "".join(f"'b{n}',\n" for n in range(count)) + "'b1']\n", Path("kg.toml"))
        with pytest.raises(ConfigError, match="key of more"):
            load("a" + ".a" * (count + 1000) + " = 1", Path("kg.toml"))

    grows(taught, 500 * times)


def ambiguous() -> list[str]:
    """Words of the lexicons that are made of two others: where any number of them may follow, each can be read in two ways."""
    words = {word for name in ("names", "quantities", "relations", "sectors", "comparison", "structure") for word in strings(name)}
    return sorted(word for word in words if any(word[:cut] in words and word[cut:] in words for cut in range(1, len(word))))


def strings(name: str) -> set[str]:
    """All texts of a lexicon that are words."""
    waiting: list[object] = [loader.toml(name)]
    found = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and re.fullmatch("[\u4e00-\u9fff]{1,8}", value):
            found.add(value)
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return found


def test_no_word_that_can_be_read_in_two_ways_is_read_in_all() -> None:
    words = ambiguous()
    assert "以及" in words
    for word in words:
        with patience(5):
            extract(parse(f"{HEAD}{word * (120 // len(word))}\n", "x.txt"))
