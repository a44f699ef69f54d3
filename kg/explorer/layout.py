"""Where the nodes stand: computed here, seeded, so that the page opens at once and the same graph gives the same picture."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

import igraph
import networkx as nx

SEED = 20200111
SCALE = 46.0


def positions(graph: nx.MultiDiGraph) -> Mapping[str, tuple[int, int]]:
    """Whole-number coordinates: linked nodes by Fruchterman-Reingold, single ones on a sunflower around them."""
    linked = [n for n in graph if graph.degree(n)]
    single = [n for n in graph if not graph.degree(n)]
    placed: dict[str, tuple[int, int]] = {}
    radius = 0.0
    if linked:
        number = {n: i for i, n in enumerate(linked)}
        pairs = sorted({tuple(sorted((number[a], number[b]))) for a, b in graph.edges() if a != b})
        igraph.set_random_number_generator(random.Random(SEED))
        layout = igraph.Graph(len(linked), pairs).layout_fruchterman_reingold(niter=600, seed=_circle(len(linked)))
        x0 = sum(x for x, _ in layout) / len(linked)
        y0 = sum(y for _, y in layout) / len(linked)
        for name, (x, y) in zip(linked, layout, strict=True):
            placed[name] = (round((x - x0) * SCALE), round((y - y0) * SCALE))
        radius = max(math.hypot(x, y) for x, y in placed.values())
    for index, name in enumerate(single):
        angle = index * math.pi * (3 - math.sqrt(5))
        distance = radius + 120 + 26 * math.sqrt(index)
        placed[name] = (round(distance * math.cos(angle)), round(distance * math.sin(angle)))
    return placed


def _circle(size: int) -> list[tuple[float, float]]:
    return [(math.cos(2 * math.pi * i / size) * math.sqrt(size), math.sin(2 * math.pi * i / size) * math.sqrt(size)) for i in range(size)]
