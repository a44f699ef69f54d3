"""The records as pandas frames; pandas is optional (``pip install 'kg[frames]'``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.iris import iri
from kg.linking.records import records, target_key

if TYPE_CHECKING:
    import pandas

ENTITIES = ("key", "iri", "type", "label", "aliases", "status", "year", "confidence", "code", "mentions", "report", "section")
TARGETS = (
    *("key", "iri", "report", "indicator", "measure", "value", "minValue", "maxValue", "unit", "comparator", "year", "status"),
    *("text", "start", "end", "confidence", "rule", "section", "page"),
)
RELATIONS = ("head", "type", "tail", "head_label", "tail_label", "report", "sentence", "start", "end", "confidence", "rule")
MENTIONS = ("report", "id", "key", "label", "type", "text", "start", "end", "status", "year", "confidence", "rule", "section", "page")
# Columns of whole numbers that may be missing.
WHOLE = ("year", "start", "end", "mentions", "page")


@dataclass(frozen=True, slots=True)
class Frames:
    """Four frames; ``key`` joins them, ``head`` and ``tail`` of a relation are keys of entities or targets."""

    entities: pandas.DataFrame
    targets: pandas.DataFrame
    relations: pandas.DataFrame
    mentions: pandas.DataFrame

    def __repr__(self) -> str:
        sizes = (("entities", self.entities), ("targets", self.targets), ("relations", self.relations), ("mentions", self.mentions))
        return f"<Frames: {', '.join(f'{len(frame)} {name}' for name, frame in sizes)}>"


def frames(reports: Sequence[Linked], base: str) -> Frames:
    """The frames of linked reports.

    Raises:
        ImportError: if pandas is not installed.
    """
    told = [(linked, list(records(linked, base))) for linked in reports]
    network = build_network(reports)
    nodes = [{"key": key, "iri": iri(base, key), **data} for key, data in sorted(network.nodes(data=True))]
    labels = {node["key"]: node["label"] for node in nodes}
    edges = [
        {"head": h, "tail": t, "head_label": labels[h], "tail_label": labels[t], "start": d["span"][0], "end": d["span"][1], **d}
        for h, t, d in network.edges(data=True)
    ]
    return Frames(
        _frame((node for node in nodes if node["type"] != "Target"), ENTITIES),
        _frame((row for linked, rows in told for row in _targets(linked, rows)), TARGETS),
        _frame(edges, RELATIONS),
        _frame((row for linked, rows in told for row in _mentions(linked, rows)), MENTIONS),
    )


def _targets(linked: Linked, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    keys = {t.id: target_key(linked, t) for t in linked.extraction.targets}
    for row in rows:
        if row["kind"] == "target":
            value = row["value"]
            ends = {"value": None, "minValue": value[0], "maxValue": value[1]} if isinstance(value, list) else {"value": value}
            yield {**row, **ends, "key": keys[row["id"]], "iri": row["entity"], "report": linked.extraction.report.id}


def _mentions(linked: Linked, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["kind"] == "mention":
            yield {**row, "key": linked.entity_of[row["id"]], "report": linked.extraction.report.id}


def _frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError:
        raise ImportError("frames need pandas, which is not installed; run: pip install 'kg[frames]'") from None
    table = pandas.DataFrame([[row.get(column) for column in columns] for row in rows], columns=list(columns))
    numbers = {c: "Float64" for c in ("value", "minValue", "maxValue", "confidence") if c in columns}
    return table.astype({c: "Int64" for c in WHOLE if c in columns} | numbers)
