"""Names that authorities list, and those of places that grammar makes of them: what the tagger is told of a text."""

from __future__ import annotations

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import grid
from kg.extraction.gazetteer import listed
from kg.extraction.places import place_candidates
from kg.reading.document import Report


def known_names(report: Report) -> tuple[Candidate, ...]:
    """All known names, in no particular order."""
    words = grid(report)
    known = tuple(listed(report, words))
    return (*known, *place_candidates(report, words, known))
