"""Where the nodes stand: computed here and seeded, so that the page opens at once and the same graph gives the same picture.

The plan is that of a map: the nodes of the first view stand well apart, so that their names can be read, and the others
fill the gaps between them and the land around, like villages between towns.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice

import igraph
import networkx as nx

Point = tuple[float, float]
SEED = 20200111
# Room of a named node: half a width per character, half a height, margin; and the room of a node without a name.
CHARACTER, HALF_HEIGHT, MARGIN, MOST_CHARACTERS = 6.5, 21.0, 5.0, 15
VILLAGE = 30.0
# Width and height that the nodes of one component begin with, times the square root of their number.
WIDTH, HEIGHT = 105.0, 78.0
# Of packings around ellipses of these shapes the one that a square stage shows largest is taken; clusters keep this distance.
SHAPES, BETWEEN = (0.6, 0.75, 0.9, 1.05, 1.25, 1.5), 14.0
GOLDEN = math.pi * (3 - math.sqrt(5))
CELL = 60
# So many places on the stage are tried.
FARTHEST = 100_000
# From here on only nodes that stand near push one another away.
MANY = 300


class _Spiral:
    """Points around the middle, each further out than the one before; each is computed once."""

    def __init__(self, pace: float, stretch: float = 1.0) -> None:
        self.pace, self.stretch = pace, stretch
        self._points: list[Point] = []

    def points(self, start: int) -> Iterator[Point]:
        """The points from a step on."""
        known = self._points
        for step in count(start):
            while step >= len(known):
                distance, angle = self.pace * math.sqrt(len(known)), len(known) * GOLDEN
                known.append((self.stretch * distance * math.cos(angle), distance * math.sin(angle)))
            yield known[step]


SPIRALS, GAPS = tuple(_Spiral(6, shape) for shape in SHAPES), _Spiral(VILLAGE * 0.55)


def positions(graph: nx.MultiDiGraph, first: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Whole-number places of all nodes; `first` are the nodes of the first view."""
    towns = _clusters(graph, first)
    homes: dict[str, list[Point]] = defaultdict(list)
    for node, point in towns.items():
        homes[_section(graph, node)].append(point)
    ground = _Ground(towns)
    rest = [n for n in graph if n not in towns]
    for node in sorted(rest, key=lambda n: (not any(m in towns for m in nx.all_neighbors(graph, n)), _section(graph, n), n)):
        near = [ground.placed[m] for m in nx.all_neighbors(graph, node) if m in ground.placed]
        home = _section(graph, node)
        ground.settle(node, _mean(near or homes.get(home, [])), "" if near else home)
    return {name: (round(x), round(y)) for name, (x, y) in ground.placed.items()}


def _section(graph: nx.MultiDiGraph, node: str) -> str:
    data = graph.nodes[node]
    return f"{data['report']}/{data['section']}"


def _clusters(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> dict[str, Point]:
    """What relations tie together is laid out by itself; the clusters are then packed, the biggest in the middle."""
    order = {node: i for i, node in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(nx.Graph(graph.subgraph(nodes)))]
    tied = [part for part in parts if len(part) > 1]
    single = sorted((part[0] for part in parts if len(part) == 1), key=order.__getitem__)
    clusters = [_spread(force(graph, part), graph) for part in sorted(tied, key=lambda p: (-len(p), order[p[0]]))]
    if single:
        columns = max(1, round(math.sqrt(len(single) / 3)))
        across = 2 * max(_half_width(graph, n) for n in single)
        block = {n: ((i % columns) * across, (i // columns) * 2.2 * HALF_HEIGHT) for i, n in enumerate(single)}
        clusters.insert(min(1, len(clusters)), block)
    return min((_packed(graph, clusters, spiral) for spiral in SPIRALS), key=_size) if clusters else {}


def _size(places: Mapping[str, Point]) -> float:
    """How large the square stage must be that shows all places."""
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _packed(graph: nx.MultiDiGraph, clusters: Sequence[Mapping[str, Point]], spiral: _Spiral) -> dict[str, Point]:
    """Each cluster on the free place nearest to the middle."""
    taken: list[tuple[float, float, float, float]] = []
    found: list[tuple[float, float, int]] = []
    placed: dict[str, Point] = {}
    for cluster in clusters:
        left = min(x - _half_width(graph, n) for n, (x, _) in cluster.items()) - BETWEEN
        right = max(x + _half_width(graph, n) for n, (x, _) in cluster.items()) + BETWEEN
        top = min(y for _, y in cluster.values()) - HALF_HEIGHT - BETWEEN
        bottom = max(y for _, y in cluster.values()) + HALF_HEIGHT + BETWEEN
        middle, centre = (left + right) / 2, (top + bottom) / 2
        # where a cluster that is no larger found no room this one finds none
        start = max((step for width, height, step in found if width <= right - left and height <= bottom - top), default=0)
        for step, (across, down) in enumerate(islice(spiral.points(start), FARTHEST - start), start):
            dx, dy = across - middle, down - centre
            x0, y0, x1, y1 = left + dx, top + dy, right + dx, bottom + dy
            for a0, b0, a1, b1 in taken:
                if x0 < a1 and x1 > a0 and y0 < b1 and y1 > b0:
                    break
            else:
                found.append((right - left, bottom - top, step))
                break
        taken.append((x0, y0, x1, y1))
        placed |= {n: (x + dx, y + dy) for n, (x, y) in cluster.items()}
    return placed


def force(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> dict[str, Point]:
    """Fruchterman-Reingold from a spiral, stretched so that names, which are wider than high, have room."""
    number = {name: i for i, name in enumerate(nodes)}
    ties = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in graph.subgraph(nodes).edges()})
    start = [(math.cos(GOLDEN * i) * math.sqrt(i), math.sin(GOLDEN * i) * math.sqrt(i)) for i in range(len(nodes))]
    igraph.set_random_number_generator(random.Random(SEED))
    layout = igraph.Graph(len(nodes), ties).layout_fruchterman_reingold(niter=1000, seed=start, grid="grid" if len(nodes) > MANY else "nogrid")
    xs, ys = zip(*((float(x), float(y)) for x, y in layout), strict=True)
    x0, y0 = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    reach = max(math.hypot(x - x0, y - y0) for x, y in zip(xs, ys, strict=True)) or 1.0
    size = math.sqrt(len(nodes)) / 2 / reach
    return {n: ((x - x0) * WIDTH * size, (y - y0) * HEIGHT * size) for n, x, y in zip(nodes, xs, ys, strict=True)}


def apart(places: Mapping[str, Point]) -> dict[str, Point]:
    """Every node on the free place nearest to its own, the first ones before the others."""
    ground = _Ground({})
    for node, place in places.items():
        ground.settle(node, place, "")
    return ground.placed


def _spread(places: Mapping[str, Point], graph: nx.MultiDiGraph) -> dict[str, Point]:
    """Push nodes apart, along the axis that needs less, until the rectangles of their names no longer overlap."""
    names = list(places)
    xs, ys = [places[n][0] for n in names], [places[n][1] for n in names]
    half = [_half_width(graph, n) for n in names]
    for _ in range(300):
        moved = False
        for i in range(len(names)):
            for j in range(i):
                dx, dy = xs[i] - xs[j], ys[i] - ys[j]
                over_x, over_y = half[i] + half[j] - abs(dx), 2 * HALF_HEIGHT - abs(dy)
                if over_x > 0 and over_y > 0:
                    moved = True
                    if over_x < 2.2 * over_y:
                        step = math.copysign(over_x / 4 + 0.5, dx or 1)
                        xs[i], xs[j] = xs[i] + step, xs[j] - step
                    else:
                        step = math.copysign(over_y / 4 + 0.5, dy or 1)
                        ys[i], ys[j] = ys[i] + step, ys[j] - step
        if not moved:
            break
    return {n: (xs[i], ys[i]) for i, n in enumerate(names)}


def _half_width(graph: nx.MultiDiGraph, node: str) -> float:
    return CHARACTER * max(3, min(MOST_CHARACTERS, len(graph.nodes[node]["label"]))) + MARGIN


class _Ground:
    """Places that are taken, in a grid of cells, and the search for a free one on a spiral."""

    def __init__(self, towns: Mapping[str, Point]) -> None:
        self.placed = dict(towns)
        # In each cell the places in it and in the cells around it, with the square of the distance that they keep.
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
        # Where the spiral around an anchor goes on: what was taken stays taken, so the next node need not start at the middle.
        self.reached: dict[str, int] = {}
        for x, y in towns.values():
            self._take(x, y, VILLAGE * 1.25)

    def _take(self, x: float, y: float, room: float) -> None:
        column, row = int(x // CELL), int(y // CELL)
        for cell in ((i, j) for i in (column - 1, column, column + 1) for j in (row - 1, row, row + 1)):
            self.cells.setdefault(cell, []).append((x, y, max(room, VILLAGE) ** 2))

    def settle(self, node: str, anchor: Point, key: str) -> None:
        """Put a node on the free place next to the anchor; nodes of the same non-empty key share their anchor."""
        start = self.reached.get(key, 0) if key else 0
        for step, (across, down) in enumerate(GAPS.points(start), start):
            x, y = anchor[0] + across, anchor[1] + down
            for a, b, square in self.cells.get((int(x // CELL), int(y // CELL)), ()):
                if (x - a) * (x - a) + (y - b) * (y - b) < square:
                    break
            else:
                self.placed[node] = (x, y)
                self._take(x, y, VILLAGE)
                if key:
                    self.reached[key] = step + 1
                return


def _mean(points: Sequence[Point]) -> Point:
    if not points:
        return (0.0, 0.0)
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
