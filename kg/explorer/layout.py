"""Where the nodes stand: computed here and seeded, so that the page opens at once and the same graph gives the same picture.

Three plans share the same idea, that of a map: the nodes of the first view stand well apart, so that their names can be
read, and the others fill the gaps between them like villages between towns.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import igraph
import networkx as nx

Point = tuple[float, float]
SEED = 20200111
# Room that a named node of the first view takes (half width per character, half height), and any other node.
CHARACTER, HALF_HEIGHT, MOST_CHARACTERS = 7.6, 27.0, 15
VILLAGE = 30.0
GOLDEN = math.pi * (3 - math.sqrt(5))
# How far a band of groups may go before the next one begins, as a share of the side of a square of the same area.
BAND = 1.5


@dataclass(frozen=True, slots=True)
class Group:
    """A circle around the nodes of one section or type."""

    key: str
    x: int
    y: int
    radius: int


def network_plan(graph: nx.MultiDiGraph, first: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """By relations (Fruchterman-Reingold), nodes of one section held loosely together."""
    towns = _spread(_force(graph, first), graph)
    homes: dict[str, list[Point]] = defaultdict(list)
    for node, point in towns.items():
        homes[_section(graph, node)].append(point)
    ground = _Ground(towns)
    rest = [n for n in graph if n not in towns]
    for node in sorted(rest, key=lambda n: (not any(m in towns for m in nx.all_neighbors(graph, n)), _section(graph, n), n)):
        near = [ground.placed[m] for m in nx.all_neighbors(graph, node) if m in ground.placed]
        home = _section(graph, node)
        ground.settle(node, _mean(near or homes.get(home, [])), "" if near else home)
    return _rounded(ground.placed)


def grouped_plan(
    graph: nx.MultiDiGraph, first: Sequence[str], group_of: Mapping[str, str], order: Sequence[str]
) -> tuple[Mapping[str, tuple[int, int]], list[Group]]:
    """Each group in a circle of its own; the circles in reading order, in bands from left to right."""
    members: dict[str, list[str]] = {key: [] for key in order}
    known = set(first)
    for node in [*first, *(n for n in graph if n not in known)]:
        members[group_of[node]].append(node)
    circles = {key: _circle(graph, nodes, known) for key, nodes in members.items() if nodes}
    radii = {key: max(math.hypot(x, y * 1.2) for x, y in places.values()) + 62 for key, places in circles.items()}
    placed: dict[str, Point] = {}
    groups = []
    for key, (x0, y0) in _bands(radii):
        groups.append(Group(key, round(x0), round(y0), round(radii[key])))
        placed |= {node: (x0 + x, y0 + y) for node, (x, y) in circles[key].items()}
    return _rounded(placed), groups


def _section(graph: nx.MultiDiGraph, node: str) -> str:
    data = graph.nodes[node]
    return f"{data['report']}/{data['section']}"


def _force(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> dict[str, Point]:
    """Positions by igraph; unseen hubs of the sections keep what has no relation from drifting away."""
    if not nodes:
        return {}
    hubs = sorted({_section(graph, n) for n in nodes})
    number = {name: i for i, name in enumerate([*nodes, *hubs])}
    inside = set(nodes)
    ties = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in graph.edges() if a in inside and b in inside})
    weights = [1.0] * len(ties)
    ties += [(number[n], number[_section(graph, n)]) for n in nodes]
    weights += [0.16] * len(nodes)
    ties += [(number[a], number[b]) for a, b in zip(hubs, [*hubs[1:], hubs[0]], strict=True) if a != b]
    weights += [0.12] * (len(ties) - len(weights))
    size = len(number)
    start = [(math.cos(2 * math.pi * i / size) * math.sqrt(size), math.sin(2 * math.pi * i / size) * math.sqrt(size)) for i in range(size)]
    igraph.set_random_number_generator(random.Random(SEED))
    layout = igraph.Graph(size, ties).layout_fruchterman_reingold(weights=weights, niter=800, seed=start)
    points = [(float(x), float(y)) for x, y in layout][: len(nodes)]
    middle = _mean(points)
    stretch = math.sqrt(len(nodes)) * 66 / max(1e-9, max(math.hypot(x - middle[0], y - middle[1]) for x, y in points))
    return {n: ((x - middle[0]) * stretch * 1.25, (y - middle[1]) * stretch) for n, (x, y) in zip(nodes, points, strict=True)}


def _spread(places: Mapping[str, Point], graph: nx.MultiDiGraph) -> dict[str, Point]:
    """Push nodes apart until the rectangles of their names no longer overlap (or nearly so)."""
    names = list(places)
    xs, ys = [places[n][0] for n in names], [places[n][1] for n in names]
    half = [_half_width(graph, n) for n in names]
    for _ in range(220):
        moved = False
        for i in range(len(names)):
            for j in range(i):
                dx, dy = xs[i] - xs[j], ys[i] - ys[j]
                over_x, over_y = half[i] + half[j] - abs(dx), 2 * HALF_HEIGHT - abs(dy)
                if over_x > 0 and over_y > 0:
                    moved = True
                    if over_x * 0.6 < over_y:
                        step = math.copysign(over_x / 2 + 0.5, dx or 1)
                        xs[i], xs[j] = xs[i] + step, xs[j] - step
                    else:
                        step = math.copysign(over_y / 2 + 0.5, dy or 1)
                        ys[i], ys[j] = ys[i] + step, ys[j] - step
        if not moved:
            break
    return {n: (xs[i], ys[i]) for i, n in enumerate(names)}


def _half_width(graph: nx.MultiDiGraph, node: str) -> float:
    return CHARACTER * max(4, min(MOST_CHARACTERS, len(graph.nodes[node]["label"]))) + 6


def _circle(graph: nx.MultiDiGraph, nodes: Sequence[str], known: set[str]) -> dict[str, Point]:
    """One group around its own middle: towns on a wide spiral, pushed apart, villages between them."""
    towns = [n for n in nodes if n in known]
    spiral = {n: (62 * math.sqrt(i) * math.cos(i * GOLDEN) * 1.3, 62 * math.sqrt(i) * math.sin(i * GOLDEN)) for i, n in enumerate(towns)}
    ground = _Ground(_spread(spiral, graph))
    for node in nodes:
        if node not in known:
            ground.settle(node, (0.0, 0.0), "")
    return ground.placed


def _bands(radii: Mapping[str, float]) -> Iterator[tuple[str, Point]]:
    """Middles of circles of these radii, in bands from left to right and from top to bottom."""
    width = BAND * math.sqrt(sum(4 * r * r for r in radii.values()))
    x = y = height = 0.0
    row: list[tuple[str, float]] = []
    rows: list[tuple[float, list[tuple[str, float]]]] = []
    for key, radius in radii.items():
        if row and x + 2 * radius > width:
            rows.append((height, row))
            x, height, row = 0.0, 0.0, []
        row.append((key, radius))
        x += 2 * radius + 24
        height = max(height, 2 * radius + 70)
    rows.append((height, row))
    for height, row in rows:
        spare = (width - sum(2 * r for _, r in row)) / (len(row) + 1)
        x = spare - width / 2
        for key, radius in row:
            yield key, (x + radius, y + height / 2)
            x += 2 * radius + spare
        y += height


class _Ground:
    """Places that are taken, in a grid of cells, and the search for a free one on a spiral."""

    def __init__(self, towns: Mapping[str, Point]) -> None:
        self.placed = dict(towns)
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
        # How far the spiral around an anchor had to go for the last node, so that the next need not start at the middle.
        self.reached: dict[str, int] = {}
        for x, y in towns.values():
            self._take(x, y, VILLAGE * 1.25)

    def _take(self, x: float, y: float, room: float) -> None:
        self.cells[int(x // 60), int(y // 60)].append((x, y, room))

    def _free(self, x: float, y: float) -> bool:
        column, row = int(x // 60), int(y // 60)
        around = (self.cells.get((i, j), ()) for i in (column - 1, column, column + 1) for j in (row - 1, row, row + 1))
        return all((x - a) ** 2 + (y - b) ** 2 >= max(room, VILLAGE) ** 2 for cell in around for a, b, room in cell)

    def settle(self, node: str, anchor: Point, key: str) -> None:
        """Put a node on the free place next to the anchor; nodes of the same non-empty key share their anchor."""
        step = max(0, self.reached.get(key, 0) - 40) if key else 0
        while True:
            distance = VILLAGE * 0.55 * math.sqrt(step)
            x, y = anchor[0] + distance * math.cos(step * GOLDEN), anchor[1] + distance * math.sin(step * GOLDEN)
            if self._free(x, y):
                break
            step += 1
        self.placed[node] = (x, y)
        self._take(x, y, VILLAGE)
        if key:
            self.reached[key] = step


def _mean(points: Sequence[Point]) -> Point:
    if not points:
        return (0.0, 0.0)
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _rounded(places: Mapping[str, Point]) -> dict[str, tuple[int, int]]:
    return {name: (round(x), round(y)) for name, (x, y) in places.items()}
