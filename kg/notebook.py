"""What a notebook shows: small tables whose cells are escaped, since they hold words of reports."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def table(title: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """An HTML table under a title."""
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<p><b>{escape(title)}</b></p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
