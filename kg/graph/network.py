"""The graph as a networkx MultiDiGraph: entities and targets as nodes, relations with their evidence as edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kg.extraction.records import Mention, Relation, Target
from kg.graph.dataset import PROGRESS
from kg.linking.entities import Entity, Linked
from kg.linking.records import target_key
from kg.reading.document import Report


def build_network(reports: Sequence[Linked]) -> nx.MultiDiGraph:
    """Nodes are the keys of entities and targets, edges are the relations; both in the order of the reports.

    Every node has ``type``, ``label``, ``aliases``, ``status``, ``year``, ``confidence`` (of its surest mention), ``code``,
    ``mentions`` (how many), ``report`` and ``section`` (where it is mentioned most). Targets also have ``indicator``,
    ``measure``, ``value``, ``unit``, ``comparator`` and ``text``. Every edge has ``type``, ``report``, ``sentence``
    (the words that state it), ``span``, ``head_span``, ``tail_span``, ``confidence`` and ``rule``.
    """
    graph = nx.MultiDiGraph()
    for linked in sorted(reports, key=lambda r: r.extraction.report.id):
        extraction = linked.extraction
        mentions = {m.id: m for m in extraction.mentions}
        for entity in linked.entities:
            _add_entity(graph, entity, [mentions[i] for i in entity.mentions], extraction.report)
        key_of = dict(linked.entity_of)
        for target in extraction.targets:
            key_of[target.id] = target_key(linked, target)
            graph.add_node(key_of[target.id], **_target(target, extraction.report))
        places: Mapping[str, Mention | Target] = mentions | {t.id: t for t in extraction.targets}
        for relation in extraction.relations:
            head, tail = key_of[relation.head], key_of[relation.tail]
            if head != tail:
                graph.add_edge(head, tail, **_relation(relation, places, extraction.report))
    return graph


def _add_entity(graph: nx.MultiDiGraph, entity: Entity, mentions: Sequence[Mention], report: Report) -> None:
    """Add an entity; one that an earlier report named keeps its label and takes the later status and the new aliases."""
    sections = Counter(report.sentences[m.sentence].section for m in mentions)
    stated = [m for m in mentions if m.status is not None]
    last = max(stated, key=lambda m: (m.year or 0, PROGRESS.index(m.status)) if m.status else (0, 0), default=None)
    data: dict[str, Any] = {
        "type": entity.type.value,
        "label": entity.label,
        "aliases": list(entity.aliases),
        "status": last.status.value if last and last.status else "",
        "year": last.year if last else None,
        "confidence": max(m.confidence for m in mentions),
        "code": entity.code or "",
        "mentions": len(mentions),
        "report": report.id,
        "section": sections.most_common(1)[0][0],
    }
    known = graph.nodes.get(entity.key)
    if known:
        names = {*known["aliases"], *entity.aliases, entity.label} - {known["label"]}
        data |= {"label": known["label"], "aliases": sorted(names), "report": known["report"], "section": known["section"]}
        data["mentions"] += known["mentions"]
        data["confidence"] = max(data["confidence"], known["confidence"])
        if not data["status"]:
            data |= {"status": known["status"], "year": known["year"]}
    graph.add_node(entity.key, **data)


def _target(target: Target, report: Report) -> dict[str, Any]:
    return {
        "type": "Target",
        "label": target.indicator if target.value is None else f"{target.indicator} {report.quote(target.span)}",
        "aliases": [],
        "status": target.status.value,
        "year": target.year,
        "confidence": target.confidence,
        "code": "",
        "mentions": 1,
        "report": report.id,
        "section": report.sentences[target.sentence].section,
        "indicator": target.indicator,
        "measure": target.measure.value,
        "value": list(target.value) if isinstance(target.value, tuple) else target.value,
        "unit": target.unit or "",
        "comparator": target.comparator.value if target.comparator else "",
        "text": report.quote(target.span),
    }


def _relation(relation: Relation, places: Mapping[str, Mention | Target], report: Report) -> dict[str, Any]:
    head, tail = places[relation.head].span, places[relation.tail].span
    return {
        "type": relation.type.value,
        "report": report.id,
        "sentence": report.quote(relation.span),
        "span": (relation.span.start, relation.span.end),
        "head_span": (head.start, head.end),
        "tail_span": (tail.start, tail.end),
        "confidence": relation.confidence,
        "rule": relation.rule,
    }
