"""Relations: what the words of one paragraph tie together (annotation guideline, "Relations").

Each module knows one family of relations and reads one sentence (a :class:`~kg.extraction.relations.scope.Scope`) at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.records import Mention, Relation, Target
from kg.extraction.relations import industries, parties, parts, places, results
from kg.extraction.relations.lists import groups
from kg.extraction.relations.outlines import Outline
from kg.extraction.relations.scope import Scope, Tie, scopes
from kg.reading.document import Report

__all__ = ["find_relations"]


def find_relations(report: Report, mentions: Sequence[Mention], targets: Sequence[Target]) -> tuple[Relation, ...]:
    """The relations of a report in the order of the text; both ends lie in one paragraph."""
    found: list[Relation] = []
    theme: Scope | None = None
    outline = Outline()
    for scope in scopes(report, mentions, targets):
        sentence = scope.sentence
        if sentence.theme:
            theme = scope
        elif theme is not None and theme.sentence.paragraph != sentence.paragraph:
            theme = None
        seen: set[tuple[str, str, str]] = set()
        opens = sentence.paragraph != outline.paragraph
        if opens:
            outline = Outline(sentence.paragraph)
        lists = groups(scope)
        for tie in (*_ties(scope, theme if theme is not scope else None), *outline.ties(scope, lists, opens)):
            key = (tie.type.value, tie.head.id, tie.tail.id)
            if key in seen or tie.head.id == tie.tail.id:
                continue
            seen.add(key)
            number = len(found) + 1
            found.append(Relation(f"r{number}", tie.type, tie.head.id, tie.tail.id, sentence.span, tie.confidence, tie.rule))
    return tuple(found)


def _ties(scope: Scope, theme: Scope | None) -> Iterator[Tie]:
    if not scope.mentions:
        return
    yield from results.ties(scope)
    yield from parts.ties(scope)
    yield from places.ties(scope)
    yield from industries.ties(scope, theme)
    yield from parties.ties(scope)
