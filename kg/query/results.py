"""Answers as text: a table that fits the terminal (Chinese characters are two columns wide), csv, tsv, json, xml, markdown, turtle, jsonld."""

from __future__ import annotations

import pyoxigraph
from wcwidth import wcswidth, wcwidth

from kg.cells import separated
from kg.graph.quads import serialized
from kg.ontology.namespaces import PREFIXES
from kg.query.engine import QueryError, Result

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle", "jsonld")
GRAPHS = {"table": pyoxigraph.RdfFormat.TURTLE, "turtle": pyoxigraph.RdfFormat.TURTLE, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
STANDARD = {"tsv": pyoxigraph.QueryResultsFormat.TSV, "json": pyoxigraph.QueryResultsFormat.JSON, "xml": pyoxigraph.QueryResultsFormat.XML}
NARROWEST = 6
# A spreadsheet takes cells that begin with one of these for formulas.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(result: Result | list[pyoxigraph.Triple], form: str, width: int | None = None) -> str:
    """The answer in one of FORMATS; `width` limits a table to that many columns.

    Raises:
        QueryError: if the form does not fit the kind of question.
    """
    if isinstance(result, pyoxigraph.QueryTriples | list):
        if form not in GRAPHS:
            raise QueryError(f"CONSTRUCT and DESCRIBE give a graph; use --format turtle or jsonld, not {form}")
        return serialized(sorted(result, key=str), GRAPHS[form], PREFIXES).rstrip("\n") + "\n"
    if form in GRAPHS and form != "table":
        raise QueryError(f"SELECT and ASK give rows; use table, csv, tsv, json, xml or markdown, not {form}")
    if form in STANDARD:
        return (result.serialize(format=STANDARD[form]) or b"").decode("utf-8") + "\n"
    if isinstance(result, pyoxigraph.QueryBoolean):
        return ("true" if bool(result) else "false") + "\n"
    header = [v.value for v in result.variables]
    return tabular(header, [[_cell(row[name]) for name in header] for row in result], form, width)


def tabular(header: list[str], rows: list[list[str]], form: str, width: int | None = None) -> str:
    """Rows under a header as csv, markdown or table."""
    if form == "csv":
        return separated([header, *([guarded(cell) for cell in row] for row in rows)])
    if form == "markdown":
        lines = [header, ["---"] * len(header), *[[c.replace("|", "\\|").replace("\n", " ") for c in row] for row in rows]]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)
    return table(header, rows, width)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula; numbers stay as they are."""
    if cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "", 1).isdigit():
        return "'" + cell
    return cell


def _cell(term: object) -> str:
    if isinstance(term, pyoxigraph.Literal | pyoxigraph.NamedNode):
        return term.value
    return "" if term is None else str(term)


def table(header: list[str], rows: list[list[str]], width: int | None = None) -> str:
    """Rows under a header in columns; cells too wide for the terminal end in …."""
    widths = [max(NARROWEST, *(wcswidth(_flat(r[i])) for r in [header, *rows])) for i in range(len(header))]
    while width and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    lines = [header, ["─" * w for w in widths], *rows]
    body = "".join("  ".join(_fit(c, w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)
    return body + f"({len(rows)} 行 / rows)\n"


def _flat(cell: str) -> str:
    return "".join(c if c.isprintable() else " " for c in cell)


def _fit(cell: str, width: int) -> str:
    cell = _flat(cell)
    if wcswidth(cell) <= width:
        return cell + " " * (width - wcswidth(cell))
    kept, used = "", 0
    for character in cell:
        size = max(0, wcwidth(character))
        if used + size > width - 1:
            break
        kept, used = kept + character, used + size
    return kept + "…" + " " * (width - used - 1)
