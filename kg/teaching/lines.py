"""On which line of a TOML text an entry begins: asked of the TOML parser itself, by parsing the text up to a line."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]


def line_of(text: str, path: Path) -> int:
    """The line, counted from 1, on which the entry at `path` (keys and list positions) of a TOML text begins."""
    lines = text.split("\n")
    return bisect_left(range(1, len(lines) + 1), True, key=lambda count: _holds(_parsed(lines, count), path)) + 1


def _parsed(lines: Sequence[str], count: int) -> Any:
    """The first `count` lines, and as many more as the value that they break off in needs."""
    for end in range(count, len(lines)):
        try:
            return tomllib.loads("\n".join(lines[:end]) + "\n")
        except ValueError:
            continue
    return tomllib.loads("\n".join(lines))


def _holds(data: Any, path: Path) -> bool:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError):
            return False
    return True
