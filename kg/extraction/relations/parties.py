"""operatedBy and connects where one word says it: who builds or runs a thing (由), and what a line joins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, RelationType
from kg.extraction.relations.scope import Clause, Scope, Tie, pattern, words

LINES = re.compile(r"(?:铁路|高铁|线|段|公路|高速|通道|大桥|隧道|班列|专列|航线|走廊|城际|客专|快速路|大道|管道|管线|工程|运河)$")
BY = re.compile(r"(?:项目|工程)?[,，]?由")


def ties(scope: Scope) -> Iterator[Tie]:
    """Owners and ends that one sentence states."""
    for clause in scope.clauses:
        if len(clause.mentions) > 1:
            yield from _operators(clause)
            yield from _lines(clause)


def _operators(clause: Clause) -> Iterator[Tie]:
    """某项目由某集团承建."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if first[-1].type is not EntityType.PROJECT or second[0].type is not EntityType.ORGANIZATION:
            continue
        if BY.fullmatch(clause.between(first[-1], second[0])) and pattern("operatedBy", "verbs").search(clause.after(second[-1])[:10]):
            for owner in second:
                yield Tie(RelationType.OPERATED_BY, first[-1], owner, "operator.by", 0.85)


def _lines(clause: Clause) -> Iterator[Tie]:
    """某高铁连接甲、乙."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        line = first[-1]
        if line.type is not EntityType.PROJECT or len(first) > 1 or not LINES.search(line.text):
            continue
        if clause.between(line, second[0]) in words("connects", "verbs"):
            for end in second:
                if end.type in (EntityType.REGION, EntityType.PROJECT):
                    yield Tie(RelationType.CONNECTS, line, end, "connects.verb", 0.8)
