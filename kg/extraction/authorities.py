"""Regions, organisations, industries and persons: listed names, and patterns around their head nouns."""

from __future__ import annotations

from kg.extraction.bodies import body_candidates
from kg.extraction.candidates import Candidate
from kg.extraction.clauses import grid
from kg.extraction.gazetteer import listed
from kg.extraction.industries import industry_candidates
from kg.extraction.places import place_candidates
from kg.extraction.records import EntityType
from kg.reading.document import Report


def candidates(report: Report) -> list[Candidate]:
    """All candidates of the four kinds, in no particular order."""
    words = grid(report)
    known = list(listed(report, words))
    regions = frozenset(at for c in known if c.type is EntityType.REGION for at in range(c.span.start, c.span.end))
    return [
        *known,
        *place_candidates(report, words, known),
        *body_candidates(report, words, known),
        *industry_candidates(words, regions),
    ]
