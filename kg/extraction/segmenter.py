"""The one place that asks jieba: words with offsets and part-of-speech tags from jieba's own dictionary.

Where rjieba is installed (``pip install kg[fast]``) it cuts in jieba's place: the same words, many times as fast.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import jieba
import jieba.posseg

try:
    import rjieba
except ImportError:
    rjieba = None

UNKNOWN = "x"


class Token(NamedTuple):
    """A word: half-open code-point offsets and jieba's tag (``x`` for words its dictionary does not have)."""

    start: int
    end: int
    tag: str


@cache
def _engine() -> tuple[Any, dict[str, str]]:
    jieba.setLogLevel(logging.WARNING)
    tagger = jieba.posseg.dt
    tagger.initialize()
    return tagger.tokenizer, tagger.word_tag_tab


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words (jieba, accurate mode with its hidden Markov model for unknown words)."""
    tokenizer, tags = _engine()
    found: list[Token] = []
    at = 0
    for word in _fast(tokenizer, text) if rjieba is not None else tokenizer.cut(text):
        found.append(Token(at, at + len(word), tags.get(word, UNKNOWN)))
        at += len(word)
    return tuple(found)


def _fast(tokenizer: Any, text: str) -> Iterator[str]:
    """The words of rjieba as jieba cuts them: rjieba keeps 2016-2035 and 5G-A in one piece, jieba does not."""
    for word in rjieba.cut(text):
        if len(word) > 1 and word.isascii() and not word.isalnum():
            yield from tokenizer.cut(word)
        else:
            yield word


def tagged(text: str) -> tuple[Token, ...]:
    """Words as jieba's part-of-speech tagger alone sees them (its own hidden Markov model guesses the tags of unknown words)."""
    _engine()
    found: list[Token] = []
    at = 0
    for pair in jieba.posseg.cut(text):
        found.append(Token(at, at + len(pair.word), pair.flag))
        at += len(pair.word)
    return tuple(found)


def tag(word: str) -> str:
    """The tag that jieba's dictionary gives a word, ``x`` if it has none."""
    return _engine()[1].get(word, UNKNOWN)


def frequency(word: str) -> int:
    """How often jieba's dictionary counted a word, 0 if it has none."""
    return int(_engine()[0].FREQ.get(word) or 0)
