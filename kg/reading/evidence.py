"""What the words of paragraphs say of their time, against what headings say: reports that leave out a heading are read by their words.

`kg/lexicon/tenses.csv` holds what short runs of characters speak for (tools/make_tenses.py): 力争 for a promise, 获 for a result. Where a stretch of
paragraphs says plainly the contrary of its heading, the stretch is right: the cheapest sequence of agreeing and disagreeing is sought (Viterbi 1967),
in which each change of mind has its price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.lexicon import loader

NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Weights are whole numbers of this part of a nat.
SCALE = 100
# A shorter paragraph says nothing; no paragraph says more than this; to leave the headings' word, and to come back to it, costs so much.
SHORTEST, LOUDEST, CHANGE = 40, 5 * SCALE, 10 * SCALE


@cache
def _weights() -> tuple[dict[str, int], int]:
    rows = {row["sign"]: int(row["promise"]) for row in loader.table("tenses")}
    return rows, rows.pop("")


def plain(words: str) -> str:
    """The words with each number a 0."""
    return NUMBER.sub("0", words)


def promise(words: str) -> int:
    """How much a paragraph speaks for a promise; below 0 where it speaks for a result; 0 where it is too short to tell."""
    if len(words) < SHORTEST:
        return 0
    weights, bias = _weights()
    said = plain(words)
    return max(-LOUDEST, min(LOUDEST, bias + sum([weight for sign, weight in weights.items() if sign in said])))


def contradicted(paragraphs: Sequence[tuple[str, bool]]) -> list[bool]:
    """Which paragraphs, by their words, are not what headings make of them: results (False) or promises (True)."""
    agreeing, disagreeing = 0, CHANGE
    ways: list[tuple[bool, bool]] = []
    for words, promised in paragraphs:
        said = promise(words)
        ways.append((disagreeing + CHANGE < agreeing, agreeing + CHANGE < disagreeing))
        agreeing, disagreeing = min(agreeing, disagreeing + CHANGE), min(disagreeing, agreeing + CHANGE) + (said if promised else -said)
    found: list[bool] = []
    at = disagreeing < agreeing
    for from_disagreeing, from_agreeing in reversed(ways):
        found.append(at)
        at = not from_agreeing if at else from_disagreeing
    return found[::-1]
