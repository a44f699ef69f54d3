"""The graph as a networkx MultiDiGraph: entities and targets as nodes, relations as edges."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from kg.linking.entities import Linked
from kg.linking.records import target_key


def build_network(reports: Sequence[Linked]) -> nx.MultiDiGraph:
    """Nodes are entity and target keys with ``type``, ``label`` and what else is known; edges carry ``type``,
    ``sentence`` (index), ``report`` and ``confidence``. The order of nodes and edges is that of the reports.
    """
    graph = nx.MultiDiGraph()
    for linked in sorted(reports, key=lambda r: r.extraction.report.id):
        extraction = linked.extraction
        mentions = {m.id: m for m in extraction.mentions}
        for entity in linked.entities:
            stated = [mentions[i] for i in entity.mentions if mentions[i].status]
            last = max(stated, key=lambda m: (m.year or 0, m.span.start), default=None)
            seen = graph.nodes.get(entity.key, {}).get("mentions", 0)
            graph.add_node(
                entity.key,
                type=entity.type.value,
                label=entity.label,
                aliases=list(entity.aliases),
                code=entity.code or "",
                mentions=seen + len(entity.mentions),
                status=last.status.value if last and last.status else "",
                year=last.year if last else None,
            )
        key_of = dict(linked.entity_of)
        for target in extraction.targets:
            key = key_of[target.id] = target_key(linked, target)
            graph.add_node(
                key,
                type="Target",
                label=target.indicator if target.value is None else f"{target.indicator} {target.text}",
                aliases=[],
                code="",
                mentions=1,
                status=target.status.value,
                year=target.year,
            )
        sentence_of = {m.id: m.sentence for m in extraction.mentions} | {t.id: t.sentence for t in extraction.targets}
        for relation in extraction.relations:
            head, tail = key_of[relation.head], key_of[relation.tail]
            if head != tail:
                graph.add_edge(
                    head,
                    tail,
                    type=relation.type.value,
                    sentence=sentence_of[relation.tail],
                    report=extraction.report.id,
                    confidence=relation.confidence,
                )
    return graph
