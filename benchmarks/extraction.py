"""Extraction of a report against jieba.posseg.cut and jieba.cut on the same text, interleaved in one process.

usage: python benchmarks/extraction.py [REPORT]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import jieba
import jieba.posseg

from kg.extraction import clauses, segmenter
from kg.extraction.pipeline import extract
from kg.reading.reader import read

RUNS = 7


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(path: str) -> tuple[float, float, float]:
    """Median seconds of extraction, of jieba's tagger and of its cutting alone, dictionaries loaded, nothing of the text remembered."""
    report = read(path)
    extract(report)
    ours, theirs, cuts = [], [], []
    for _ in range(RUNS):
        for remembered in (segmenter.tokens, clauses.grid, clauses.clauses):
            remembered.cache_clear()
        ours.append(timed(lambda: extract(report)))
        theirs.append(timed(lambda: list(jieba.posseg.cut(report.text))))
        cuts.append(timed(lambda: list(jieba.cut(report.text))))
    return statistics.median(ours), statistics.median(theirs), statistics.median(cuts)


if __name__ == "__main__":
    own, tagging, cutting = ratio(sys.argv[1] if len(sys.argv) > 1 else "seeds/chongqing-2020.txt")
    print(
        f"extract {own * 1000:.0f} ms; {own / tagging:.2f} times jieba.posseg.cut ({tagging * 1000:.0f} ms), {own / cutting:.2f} times jieba.cut ({cutting * 1000:.0f} ms)"
    )
