"""What the commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

SUFFIXES = (".txt",)
Item = TypeVar("Item")


class CommandError(ValueError):
    """A command cannot do what was asked; the message says what, where and what to do."""


def report_paths(paths: Sequence[str]) -> list[Path]:
    """The report files that paths name; folders give the .txt files in them, sorted.

    Raises:
        CommandError: if a path is missing or a folder holds no report.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.is_file())
            if not inside:
                raise CommandError(f"{path}: the folder holds no reports (.txt); put some in or name a file")
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise CommandError(f"{path}: no such file or folder; check the path")
    return list(dict.fromkeys(found))


def progress(items: Sequence[Item], label: str) -> Iterable[Item]:
    """The items, with a bar on standard error where that is a terminal."""
    return track(items, label, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
