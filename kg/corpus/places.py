"""What the reports of a place promise and reach, place by place; here the graph is held against its shapes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph

from kg.corpus.graphs import described_blocks
from kg.corpus.parts import Part, keep_blocks, read_blocks
from kg.corpus.processes import spread
from kg.graph.dataset import comparison_statements
from kg.graph.order import blocks
from kg.validation.check import violations

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The parts of one place and the file of their comparisons.

    Attributes:
        parts: in the order of the reports' ids.
        path: where the blocks of the comparisons are kept.
        base: base IRI of the data.
    """

    parts: tuple[Part, ...]
    path: Path
    base: str

    @property
    def name(self) -> str:
        """The place, the id of the report where that names none."""
        return self.parts[0].summary.place


def compared(found: Sequence[Part], base: str) -> Iterator[tuple[Place, str]]:
    """Each place, when its comparisons are there, and what is wrong with its graph (empty if nothing is).

    Raises:
        WriteError: if the folder of the parts cannot be written to.
    """
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in found:
        groups[part.summary.place].append(part)
    missing: list[Place] = []
    for place in (_place(groups[name], base) for name in sorted(groups)):
        if place.path.is_file():
            yield place, ""
        else:
            missing.append(place)
    for place, said in spread(make, missing, [__name__]):
        names = "、".join(part.summary.id for part in place.parts)
        yield place, f"{names}: the process that compared it ended (out of memory?); build again to go on" if said is None else said


def _place(found: Sequence[Part], base: str) -> Place:
    ordered = tuple(sorted(found, key=lambda part: part.summary.id))
    digest = hashlib.sha256(" ".join(part.folder.name for part in ordered).encode("ascii")).hexdigest()[:32]
    return Place(ordered, ordered[0].folder.parent / f"{digest}.comparison.gz", base)


def make(place: Place) -> str:
    """Compare, check and keep; returns what is wrong with the graph of the place.

    Raises:
        WriteError: if the file cannot be written.
    """
    said = comparison_statements([part.linked() for part in place.parts], place.base)
    made = list(blocks(chain.from_iterable(statements for _, statements in said), place.base))
    store = pyoxigraph.Store()
    described = described_blocks([part.summary.id for part in place.parts], [], place.base)
    for source in (made, described, *(read_blocks(part.blocks()) for part in place.parts)):
        store.bulk_load(b"".join(text for _, text in source), format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    if found := violations(store):
        told = "; ".join(f"{v.chinese} / {v.english}" for v in found[:SHOWN])
        names = "、".join(part.summary.id for part in place.parts)
        return f"{names}: the graph violates its shapes in {len(found)} places, please report it: {told}"
    keep_blocks(place.path, made)
    return ""
