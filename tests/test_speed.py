"""Extraction takes no longer than jieba's tagger alone on the same text, writing no more than twice pyoxigraph's time."""

from __future__ import annotations

import runpy

import pytest

from .conftest import ROOT, SEED


@pytest.mark.benchmark
def test_no_slower_than_the_tagger() -> None:
    own, other = runpy.run_path(str(ROOT / "benchmarks" / "extraction.py"))["ratio"](str(SEED))
    assert own <= other


@pytest.mark.benchmark
def test_turtle_costs_at_most_twice_pyoxigraph() -> None:
    own, other, _, _ = runpy.run_path(str(ROOT / "benchmarks" / "writing.py"))["ratio"](str(SEED))
    assert own <= 2 * other
