"""Rows as comma-separated text (RFC 4180 with ``\\n`` between rows)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def separated(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV; cells with a line end of any kind are quoted, so that no reader takes a part of one for a row."""
    text = io.StringIO(newline="")
    # before Python 3.13 csv quotes only those line ends that the terminator has
    writer = csv.writer(text, lineterminator="\r\n")
    pieces = []
    for row in rows:
        writer.writerow(row)
        pieces.append(text.getvalue().removesuffix("\r\n") + "\n")
        text.seek(0)
        text.truncate()
    return "".join(pieces)
