"""On which line of a TOML text an entry begins: asked of the TOML parser itself, by parsing the text up to a line."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

Path = Sequence[str | int]
# What decides whether a line end ends a statement: strings, comments, brackets.
MARKS = re.compile(
    r"\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3,5}|'{3}(?:[^']|'(?!''))*+'{3,5}|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|#[^\n]*+|[][{}\n]", re.DOTALL
)


def line_of(text: str, path: Path) -> int:
    """The line, counted from 1, on which the entry at `path` (keys and list positions) of a TOML text begins."""
    if len(path) == 2 and isinstance(path[1], int) and path[1] < len(heads := _heads(text).get(path[0], [])):
        return heads[path[1]]
    lines = text.split("\n")
    ends = _ends(text)
    return bisect_left(range(1, len(lines) + 1), True, key=lambda count: _holds(_parsed(lines, ends[bisect_left(ends, count)]), path)) + 1


@lru_cache(maxsize=1)
def _ends(text: str) -> list[int]:
    """The lines, counted from 1, on which a statement ends, blank ones included."""
    ends: list[int] = []
    depth, line = 0, 1
    for mark in MARKS.finditer(text):
        found = mark[0]
        if found == "\n":
            if depth == 0:
                ends.append(line)
            line += 1
        elif found in ("[", "{", "]", "}"):
            depth += 1 if found in "[{" else -1
        else:
            line += found.count("\n")
    return [*ends, line]


@lru_cache(maxsize=1)
def _heads(text: str) -> dict[str | int, list[int]]:
    """The lines of the heads of tables in lists ([[name]]), by the table's name."""
    lines = text.split("\n")
    heads: dict[str | int, list[int]] = {}
    last = 0
    for end in _ends(text):
        if end == last + 1 and lines[last].lstrip().startswith("[["):
            for name, entries in tomllib.loads(lines[last]).items():
                if isinstance(entries, list):
                    heads.setdefault(name, []).append(end)
        last = end
    return heads


def _parsed(lines: Sequence[str], count: int) -> Any:
    """The first `count` lines, which end with a statement."""
    return tomllib.loads("\n".join(lines[:count]) + ("\n" if count < len(lines) else ""))


def _holds(data: Any, path: Path) -> bool:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError):
            return False
    return True
