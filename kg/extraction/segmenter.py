"""The one place that asks jieba: words with offsets and part-of-speech tags from jieba's own dictionary."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import jieba
import jieba.posseg

UNKNOWN = "x"


@dataclass(frozen=True, slots=True)
class Token:
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
    return tuple(Token(start, end, tags.get(word, UNKNOWN)) for word, start, end in tokenizer.tokenize(text))


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
