"""Relations: what the words of one paragraph tie together (annotation guideline, "Relations").

Each module knows one family of relations and reads one sentence (a :class:`~kg.extraction.relations.scope.Scope`) at a time; what no
rule surely knows, weights judge (`learned`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.records import Mention, Relation, Target
from kg.extraction.relations import learned
from kg.extraction.relations.lists import groups
from kg.extraction.relations.ruled import Rules
from kg.extraction.relations.scope import scopes
from kg.reading.document import Report

__all__ = ["find_relations"]


def find_relations(report: Report, mentions: Sequence[Mention], targets: Sequence[Target]) -> tuple[Relation, ...]:
    """The relations of a report in the order of the text; both ends lie in one paragraph."""
    found: list[Relation] = []
    rules, context = Rules(), learned.Context()
    for scope in scopes(report, mentions, targets):
        lists = groups(scope)
        rules.read(scope, lists)
        context = learned.Context() if rules.opens else context
        for tie in (*rules.found.values(), *learned.ties(scope, lists, context, rules.decides)):
            found.append(Relation(f"r{len(found) + 1}", tie.type, tie.head.id, tie.tail.id, scope.sentence.span, tie.confidence, tie.rule))
        context = learned.following(scope, lists, context, rules.opens)
    return tuple(found)
