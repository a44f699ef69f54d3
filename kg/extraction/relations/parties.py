"""operatedBy where one word says it: who builds or runs a thing (由)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, RelationType
from kg.extraction.relations.scope import Clause, Scope, Tie, pattern

BY = re.compile(r"(?:项目|工程)?[,，]?由")


def ties(scope: Scope) -> Iterator[Tie]:
    """Owners that one sentence states."""
    for clause in scope.clauses:
        if len(clause.mentions) > 1:
            yield from _operators(clause)


def _operators(clause: Clause) -> Iterator[Tie]:
    """某项目由某集团承建."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if first[-1].type is not EntityType.PROJECT or second[0].type is not EntityType.ORGANIZATION:
            continue
        if BY.fullmatch(clause.between(first[-1], second[0])) and pattern("operatedBy", "verbs").search(clause.after(second[-1])[:10]):
            for owner in second:
                yield Tie(RelationType.OPERATED_BY, first[-1], owner, "operator.by", 0.85)
