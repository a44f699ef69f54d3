"""How far a name that ends with a head noun goes to the left: over nouns and names, not over verbs and particles."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from kg.extraction.clauses import Grid
from kg.extraction.segmenter import Token
from kg.lexicon import loader

LONGEST_WORD = 12
PARTICLES = frozenset("的和与及等是以为在对向从将把由至或并了所该其各本某每既又也都")


def covering(words: Grid, at: int) -> Token | None:
    """The word that a place lies in."""
    for start in range(at, max(-1, at - LONGEST_WORD), -1):
        token = words.starts.get(start)
        if token is not None:
            return token if token.end > at else None
    return None


@cache
def verbs() -> frozenset[str]:
    """Words of action and of manner: none of them stands within the name of a zone."""
    data = loader.toml("names")
    return frozenset(data["verbs"]["cut"]) | frozenset(data["verbs"]["lead"]) | frozenset(data["adverbs"]["words"])


def walk_left(words: Grid, head: int, tags: tuple[str, ...], stop: Container[str], limit: int) -> int:
    """Where the run of words with these tags begins that ends at (or, inside a word, around) `head`."""
    around = covering(words, head)
    at = around.start if around is not None and around.start < head else head
    while head - at < limit:
        token = words.word_before(at)
        if token is None or token.tag not in tags or token.start in words.inside:
            break
        word = words.text[token.start : token.end]
        if word in stop or word in PARTICLES or not word.isalnum():
            break
        at = token.start
    return at
