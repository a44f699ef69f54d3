"""The one place that reads lexicon files; a file that does not fit is refused with its name and line."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KgError


class LexiconError(KgError, ValueError):
    """A lexicon file is missing or malformed; the message names the file and, where known, the line."""


def _read(name: str) -> str:
    try:
        return (files("kg.lexicon") / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"kg/lexicon/{name}: no such lexicon") from None


def longest_first(words: Iterable[str]) -> list[str]:
    """The words in the order in which they are tried, so that none hides a longer one that it begins."""
    return sorted(words, key=lambda word: (-len(word), word))


def alternation(words: Iterable[str]) -> str:
    """A pattern of one of the words, longest first; those that begin alike share their beginning, which is matched twice as fast."""
    return _branches(longest_first(set(words)))


def _branches(words: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    return "|".join(
        re.escape(first + rests[0]) if len(rests) == 1 else f"{re.escape(first)}(?:{_branches(rests)})" for first, rests in groups.items()
    )


@cache
def toml(name: str) -> Mapping[str, Any]:
    """The tables of ``kg/lexicon/<name>.toml``.

    Raises:
        LexiconError: if the file is missing or not TOML.
    """
    try:
        return tomllib.loads(_read(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"kg/lexicon/{name}.toml: {error}") from None


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``kg/lexicon/<name>.csv``, whose leading ``#`` lines say what it is, its source and licence.

    Raises:
        LexiconError: if the file is missing or a row has not as many cells as the header.
    """
    lines = _read(f"{name}.csv").splitlines()
    skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[skipped:])
    header = next(reader, [])
    rows = []
    for cells in reader:
        if len(cells) != len(header):
            line = skipped + reader.line_num
            raise LexiconError(f"kg/lexicon/{name}.csv:{line}: {len(cells)} cells where the header has {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)
