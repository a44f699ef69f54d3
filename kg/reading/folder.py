"""The report files that paths name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.reading.errors import ReadError

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
# What stands in folders beside reports: notes on the folder, the explorer that kg itself wrote, open documents' locks.
OTHERS = ("readme.md", "graph.html")
LOCKS = ("~$", ".")


def report_paths(paths: Sequence[str | Path]) -> list[Path]:
    """The report files that paths name; folders give the files of all known forms in them, sorted.

    Raises:
        ReadError: if a path is missing or cannot be looked at, or a folder holds no report.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        try:
            if path.is_dir():
                inside = sorted(p for p in path.iterdir() if _is_report(p))
                if not inside:
                    raise ReadError(f"{path}: the folder holds no reports ({', '.join(SUFFIXES)}); put some in or name a file")
                found.extend(inside)
            elif path.exists():
                found.append(path)
            else:
                raise ReadError(f"{path}: no such file or folder; check the path")
        except OSError as error:
            raise ReadError(f"{path}: cannot be looked at ({error.strerror}); check the path and its permissions") from None
    return list(dict.fromkeys(found))


def _is_report(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(SUFFIXES) and name not in OTHERS and not name.startswith(LOCKS) and path.is_file()
