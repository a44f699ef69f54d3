"""Reports as annotated documents of google/langextract: one JSON object a line, text and extractions with their characters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.linking.entities import Linked
from kg.linking.records import records


def langextract(reports: Sequence[Linked], base: str) -> str:
    """JSON lines that ``langextract.io.load_annotated_documents_jsonl`` reads, a report a line.

    The class of a mention is its type, that of a target ``Target``. Attributes are texts or lists of texts, as langextract has
    them. A relation stands with its head: under its name the names of what it leads to, under its name with ``_ids`` their ids.
    """
    return "".join(json.dumps(_document(linked, base), ensure_ascii=False) + "\n" for linked in reports)


def _document(linked: Linked, base: str) -> dict[str, Any]:
    rows = list(records(linked, base))
    text_of = {row["id"]: row["text"] for row in rows if row["kind"] != "relation"}
    ties: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["kind"] == "relation":
            tie = ties.setdefault(row["head"], {})
            tie.setdefault(row["type"], []).append(text_of[row["tail"]])
            tie.setdefault(f"{row['type']}_ids", []).append(row["tail"])
    extractions = [_extraction(row, ties.get(row["id"], {})) for row in rows if row["kind"] != "relation"]
    for index, extraction in enumerate(extractions):
        extraction["extraction_index"] = index + 1
    report = linked.extraction.report
    return {"extractions": extractions, "text": report.text, "document_id": report.id}


def _extraction(row: dict[str, Any], ties: dict[str, list[str]]) -> dict[str, Any]:
    attributes: dict[str, str | list[str]] = {}
    for name, value in row.items():
        if name not in ("kind", "type", "text", "start", "end") and value is not None:
            attributes[name] = [str(v) for v in value] if isinstance(value, list) else str(value)
    return {
        "extraction_class": row["type"] if row["kind"] == "mention" else "Target",
        "extraction_text": row["text"],
        "char_interval": {"start_pos": row["start"], "end_pos": row["end"]},
        "alignment_status": "match_exact",
        "extraction_index": None,
        "group_index": None,
        "description": None,
        "attributes": attributes | ties,
    }
