"""The report files that paths name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.reading.reader import ReadError

SUFFIXES = (".txt",)


def report_paths(paths: Sequence[str | Path]) -> list[Path]:
    """The report files that paths name; folders give the .txt files in them, sorted.

    Raises:
        ReadError: if a path is missing or a folder holds no report.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.is_file())
            if not inside:
                raise ReadError(f"{path}: the folder holds no reports (.txt); put some in or name a file")
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise ReadError(f"{path}: no such file or folder; check the path")
    return list(dict.fromkeys(found))
