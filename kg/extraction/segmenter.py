"""The one place that asks jieba: words with offsets and part-of-speech tags from jieba's own dictionary.

Where rjieba is installed (``pip install kg[fast]``) it cuts in jieba's place: the same words, many times as fast.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, repeat
from typing import Any, NamedTuple

import jieba
import jieba.finalseg

rjieba: Any = import_module("rjieba") if find_spec("rjieba") is not None else None
UNKNOWN = "x"
# What closes a list.
ETC = "等"


class Token(NamedTuple):
    """A word: half-open code-point offsets and jieba's tag (``x`` for words its dictionary does not have)."""

    start: int
    end: int
    tag: str


@cache
def _tags() -> dict[str, str]:
    """The tag of each word of jieba's dictionary."""
    with jieba.dt.get_dict_file() as file:
        rows = (line.split(" ") for line in file.read().decode("utf-8").splitlines())
        return {word: tag for word, _, tag in rows}


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words (jieba, accurate mode with its hidden Markov model for unknown words)."""
    tags = _tags()
    words: list[str] = []
    for piece in _cutter()(text):
        if len(piece) == 1 or piece in tags:
            words.append(piece)
        else:
            words.extend(_as_jieba(piece))
    ends = list(accumulate(map(len, words)))
    # as Token._make, without a call for each
    made = partial(tuple.__new__, Token)
    return tuple(map(made, zip((0, *ends), ends, map(tags.get, words, repeat(UNKNOWN)), strict=False)))


def _cutter() -> Callable[[str], Iterable[str]]:
    if rjieba is None:
        jieba.setLogLevel(logging.WARNING)
    cut: Callable[[str], Iterable[str]] = jieba.cut if rjieba is None else rjieba.cut
    return cut


def _as_jieba(word: str) -> Iterator[str]:
    """A word of several characters that the dictionary does not have, as jieba cuts it, and without what the Markov model guesses wrongly (上海路北|延等)."""
    if word.endswith(ETC):
        yield from (word[:-1], ETC)
    elif rjieba is not None and word.isascii() and not word.isalnum():
        # rjieba keeps 2016-2035 and 5G-A in one piece, jieba does not
        yield from jieba.finalseg.cut(word)
    else:
        yield word


def tagged(text: str) -> tuple[Token, ...]:
    """Words as jieba's part-of-speech tagger alone sees them (its own hidden Markov model guesses the tags of unknown words)."""
    import jieba.posseg  # its tables take a second to load, and nothing else needs them

    jieba.setLogLevel(logging.WARNING)
    found: list[Token] = []
    at = 0
    for pair in jieba.posseg.cut(text):
        found.append(Token(at, at + len(pair.word), pair.flag))
        at += len(pair.word)
    return tuple(found)


def tag(word: str) -> str:
    """The tag that jieba's dictionary gives a word, ``x`` if it has none."""
    return _tags().get(word, UNKNOWN)
