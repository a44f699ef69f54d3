"""What the commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

from kg.errors import KgError

Item = TypeVar("Item")


class CommandError(KgError, ValueError):
    """A command cannot do what was asked; the message says what, where and what to do."""


def legible(words: object) -> str:
    """Words on one line that move no cursor and turn no text around: what is not printable is written as an escape.

    The names of files, which stand in messages, may hold anything.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in str(words))


def progress(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    """The items, with a bar and an estimate on standard error where that is a terminal."""
    # imported when needed: it takes longer than many a command
    from rich.console import Console
    from rich.progress import track

    return track(items, label, total, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
