"""Where the things of a neighbourhood stand: the plan of the page of one report, and a force layout where there are many."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from kg.explorer.layout import apart, force, positions

# So many things can be given places with room for all their names in well under a second.
NAMED = 80


def places(things: Sequence[tuple[str, str]], ties: Sequence[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Whole-number places of things, given as (key, label), the main ones first; the same things always stand alike."""
    graph = nx.MultiDiGraph()
    for key, label in things:
        graph.add_node(key, label=label, report="", section="")
    graph.add_edges_from(ties)
    if len(things) <= NAMED:
        return dict(positions(graph, [key for key, _ in things]))
    return {key: (round(x), round(y)) for key, (x, y) in apart(force(graph, [key for key, _ in things])).items()}
