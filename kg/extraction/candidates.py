"""Possible names, and which of them the words can be at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.records import EntityType
from kg.reading.document import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name.

    Attributes:
        weak: true where the words name something only if no longer candidate covers them.
    """

    span: Span
    type: EntityType
    rule: str
    confidence: float
    weak: bool = False


def outermost(candidates: Iterable[Candidate]) -> list[Candidate]:
    """No candidate inside or across another: firm before weak, longer before shorter, surer before less sure."""
    order = sorted(candidates, key=lambda c: (c.weak, -len(c.span), -c.confidence, c.span.start, c.type))
    taken: set[int] = set()
    kept: list[Candidate] = []
    for candidate in order:
        places = range(candidate.span.start, candidate.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.span.start)


def near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of sorted spans, none of which overlap each other, that overlap `span`."""
    first = max(0, bisect_right(spans, span.start, key=lambda s: s.start) - 1)
    last = bisect_right(spans, span.end - 1, key=lambda s: s.start)
    return [s for s in spans[first:last] if s.overlaps(span)]
