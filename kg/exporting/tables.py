"""The network as nodes.csv and edges.csv that Neo4j's importer and Gephi take as they are (docs/export.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg.cells import separated

# Column → where its cells come from. `:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE` and the kinds behind the colons are Neo4j's;
# `Id`, `Label`, `Source`, `Target` and `Type` are Gephi's, for Neo4j they are properties as any other.
NODES = {
    ":ID": "key",
    "Id": "key",
    "Label": "label",
    ":LABEL": "type",
    "kind": "type",
    "iri": "iri",
    "aliases": "aliases",
    "status": "status",
    "year:int": "year",
    "confidence:double": "confidence",
    "code": "code",
    "mentions:int": "mentions",
    "report": "report",
    "section": "section",
    "indicator": "indicator",
    "measure": "measure",
    "value:double": "value",
    "minValue:double": "minValue",
    "maxValue:double": "maxValue",
    "unit": "unit",
    "comparator": "comparator",
    "text": "text",
}
EDGES = {
    ":START_ID": "head",
    ":END_ID": "tail",
    ":TYPE": "type",
    "Source": "head",
    "Target": "tail",
    "Type": "directed",
    "Label": "type",
    "report": "report",
    "sentence": "sentence",
    "start:int": "span_start",
    "end:int": "span_end",
    "confidence:double": "confidence",
    "rule": "rule",
}
# A text that a spreadsheet would calculate, or one that reads like a guarded text. A sign alone (=) is harmless.
FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
GUARDED = re.compile(r"'+[=+\-@\t\r].", re.DOTALL)


def nodes_csv(network: nx.MultiDiGraph) -> str:
    """One row an entity or target of a flat network."""
    return _csv(NODES, ({"key": key, **data} for key, data in network.nodes(data=True)))


def edges_csv(network: nx.MultiDiGraph) -> str:
    """One row a relation of a flat network as one sentence states it."""
    return _csv(EDGES, ({"head": head, "tail": tail, "directed": "Directed", **data} for head, tail, data in network.edges(data=True)))


def guard(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it; :func:`unguard` takes it away again."""
    return f"'{text}" if FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if GUARDED.match(text) else text


def guarded(text: str) -> int:
    """How many cells of a written table bear a guard."""
    return sum(GUARDED.match(cell) is not None for row in csv.reader(io.StringIO(text, newline="")) for cell in row)


def _csv(columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> str:
    return separated([list(columns), *(_cells(row, list(columns.values())) for row in rows)])


def _cells(row: Mapping[str, object], names: Sequence[str]) -> list[object]:
    cells = [row.get(name, "") for name in names]
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]
