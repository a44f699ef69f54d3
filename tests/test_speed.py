"""Extraction takes at most a fifth longer than jieba's tagger alone on the same text, writing no more than twice pyoxigraph's time."""

from __future__ import annotations

import runpy
import time

import pytest

from kg.extraction.pipeline import extract
from kg.reading.structure import parse

from .conftest import ROOT, SEED


@pytest.mark.benchmark
def test_not_much_slower_than_the_tagger_of_jieba() -> None:
    own, other, _ = runpy.run_path(str(ROOT / "benchmarks" / "extraction.py"))["ratio"](str(SEED))
    assert own <= 1.2 * other


@pytest.mark.benchmark
def test_turtle_costs_at_most_twice_pyoxigraph() -> None:
    own, other, _, _ = runpy.run_path(str(ROOT / "benchmarks" / "writing.py"))["ratio"](str(SEED))
    assert own <= 2 * other


SHAPES = {
    "no punctuation": "推进渝昆高铁建设发展",
    "one list": "渝昆高铁、",
    "one quotation": "“两江新区",
    "one number": "7",
    "numbers": "达到5万",
    "brackets": "（其中12个）",
    "verbs": "加快推进建设",
}


@pytest.mark.benchmark
@pytest.mark.parametrize("piece", SHAPES.values(), ids=SHAPES)
def test_cost_grows_as_the_text(piece: str) -> None:
    """Four times the text takes nowhere near the sixteen times that a square would."""

    def seconds(length: int) -> float:
        report = parse("各位代表：\n" + piece * (length // len(piece)) + "\n", "x.txt")
        start = time.perf_counter()
        extract(report)
        return time.perf_counter() - start

    seconds(1000)
    assert min(seconds(40_000) for _ in range(2)) < 8 * max(min(seconds(10_000) for _ in range(2)), 0.02)
