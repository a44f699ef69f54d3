"""Extraction records as JSON lines, with the entity that each mention resolves to (docs/extraction-records.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.extraction.records import Target
from kg.linking.entities import Linked
from kg.linking.iris import iri, slug
from kg.reading.document import Report, Span


def target_key(linked: Linked, target: Target) -> str:
    """The key of a target: report and number within it."""
    return f"target/{slug(linked.extraction.report.id)}-{target.id}"


def records(linked: Linked, base: str) -> Iterator[dict[str, Any]]:
    """The records of one report in the order of the text; fields that do not apply are left out."""
    extraction = linked.extraction
    report = extraction.report
    labels = {entity.key: entity.label for entity in linked.entities}
    rows: list[tuple[int, int, dict[str, Any]]] = []
    for m in extraction.mentions:
        key = linked.entity_of[m.id]
        row: dict[str, Any] = {
            "kind": "mention",
            "id": m.id,
            "type": m.type.value,
            "text": report.quote(m.span),
            "start": m.span.start,
            "end": m.span.end,
            "entity": iri(base, key),
            "label": labels[key],
        }
        if m.status is not None:
            row |= {"status": m.status.value, "year": m.year}
        row |= {"confidence": m.confidence, "rule": m.rule, "section": report.sentences[m.sentence].section}
        row |= _page(report, m.span)
        rows.append((m.span.start, 0, row))
    for t in extraction.targets:
        value = list(t.value) if isinstance(t.value, tuple) else t.value
        rows.append(
            (
                t.span.start,
                1,
                {
                    "kind": "target",
                    "id": t.id,
                    "text": report.quote(t.span),
                    "start": t.span.start,
                    "end": t.span.end,
                    "indicator": t.indicator,
                    "measure": t.measure.value,
                    "value": value,
                    "unit": t.unit,
                    "comparator": t.comparator.value if t.comparator else None,
                    "year": t.year,
                    "status": t.status.value,
                    "entity": iri(base, target_key(linked, t)),
                    "confidence": t.confidence,
                    "rule": t.rule,
                    "section": report.sentences[t.sentence].section,
                    **_page(report, t.span),
                },
            )
        )
    for r in extraction.relations:
        rows.append(
            (
                r.span.start,
                2,
                {
                    "kind": "relation",
                    "id": r.id,
                    "type": r.type.value,
                    "head": r.head,
                    "tail": r.tail,
                    "start": r.span.start,
                    "end": r.span.end,
                    "confidence": r.confidence,
                    "rule": r.rule,
                    **_page(report, r.span),
                },
            )
        )
    rows.sort(key=lambda row: row[:2])
    for _, _, row in rows:
        yield row


def _page(report: Report, span: Span) -> dict[str, int]:
    """The page on which a record begins, where its document has pages."""
    page = report.page(span)
    return {} if page is None else {"page": page}


def json_lines(linked: Linked, base: str) -> str:
    """One JSON object a line, UTF-8, with a closing line end."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(linked, base))
