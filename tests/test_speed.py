"""Extraction, words included, takes no longer than jieba's tagger alone on the same text."""

from __future__ import annotations

import runpy

import pytest

from .conftest import ROOT, SEED


@pytest.mark.benchmark
def test_no_slower_than_the_tagger() -> None:
    own, other = runpy.run_path(str(ROOT / "benchmarks" / "extraction.py"))["ratio"](str(SEED))
    assert own <= other
