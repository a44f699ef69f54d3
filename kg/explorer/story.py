"""What the first view shows: headline targets, the main programmes with what they contain, the biggest projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import networkx as nx

from kg.comparison.targets import compare_targets
from kg.extraction.records import EntityType, Target
from kg.linking.entities import Linked
from kg.linking.records import target_key
from kg.reading.document import Tense

# How many nodes the first view shows, and how many of them may be headline targets or members of one programme.
FIRST_VIEW = 50
HEADLINES = 10
MEMBERS = 8
# What a reader looks for first: programmes and projects before the places and persons that are named in passing.
WEIGHT = {EntityType.PROGRAM.value: 1.3, EntityType.PROJECT.value: 1.3, EntityType.PERSON.value: 0.2, "Target": 0.5}
# A single bare quotation may be a slogan, and says little about the report's work.
SURE = 0.75
Pair = tuple[str, str]


def pairs(linked: Linked) -> list[Pair]:
    """Targets of one indicator that the report both reached and promises: (key reached, key promised)."""
    return [(c.result.key, c.promise.key) for c in compare_targets([linked]) if c.result is not None]


def headlines(linked: Linked, paired: Sequence[Pair]) -> list[str]:
    """Keys of the targets of the sentence that promises most (the 主要预期目标), then of what was reached of the same by the report's :func:`pairs`."""
    by_sentence: dict[int, list[Target]] = defaultdict(list)
    for target in linked.extraction.targets:
        if target.status is Tense.PLANNED:
            by_sentence[target.sentence].append(target)
    if not by_sentence:
        return [target_key(linked, t) for t in linked.extraction.targets[:HEADLINES]]
    chosen = max(by_sentence, key=lambda s: (len(by_sentence[s]), -s))
    promised = [target_key(linked, t) for t in by_sentence[chosen]]
    return [*promised, *(reached for reached, promise in paired if promise in promised)]


def rank(graph: nx.MultiDiGraph) -> list[str]:
    """All nodes, the ones that matter most first: by relations, mentions, kind and confidence; ties by key."""

    def score(node: str) -> float:
        data = graph.nodes[node]
        base = 2 * graph.degree(node) + min(data["mentions"], 6) * 0.5
        return float(WEIGHT.get(data["type"], 0.8) * base * (1 if data["confidence"] >= SURE else 0.4))

    return sorted(graph, key=lambda n: (-score(n), n))


def first_view(graph: nx.MultiDiGraph, heads: Sequence[Sequence[str]]) -> list[str]:
    """The nodes of the first view: the :func:`headlines` of each report, then the best ranked nodes, each with its best ranked neighbours."""
    order = {node: i for i, node in enumerate(rank(graph))}
    share = HEADLINES // len(heads) if heads else 0
    shown = dict.fromkeys(key for keys in heads for key in keys[:share])
    for node in order:
        if len(shown) > FIRST_VIEW - 2:
            # one alone would say nothing of what it belongs to
            break
        near = sorted({*graph.predecessors(node), *graph.successors(node)}, key=order.__getitem__)
        for member in (node, *near[:MEMBERS]):
            if len(shown) < FIRST_VIEW:
                shown.setdefault(member)
    return list(shown)
