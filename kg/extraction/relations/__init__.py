"""Relations: what the words of one paragraph tie together (annotation guideline, "Relations").

Rules tie what they surely know, sentence by sentence (a :class:`~kg.extraction.relations.scope.Scope` each); the rest weights judge
(`learned`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.records import Mention, Relation, Target
from kg.extraction.relations import learned
from kg.extraction.relations.ruled import Rules
from kg.extraction.relations.scope import scopes
from kg.reading.document import Report

__all__ = ["find_relations"]


def find_relations(report: Report, mentions: Sequence[Mention], targets: Sequence[Target]) -> tuple[Relation, ...]:
    """The relations of a report in the order of the text; both ends lie in one paragraph."""
    found: list[Relation] = []
    for place in learned.places(scopes(report, mentions, targets)):
        rules = Rules(place.scope)
        for tie in (*rules.found.values(), *learned.ties(place, rules.decides)):
            found.append(Relation(f"r{len(found) + 1}", tie.type, tie.head.id, tie.tail.id, place.scope.sentence.span, tie.confidence, tie.rule))
    return tuple(found)
