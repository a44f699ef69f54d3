"""partOf: members that a list sums up, and the items of a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, RelationType
from kg.extraction.relations.lists import DEFINING, normal
from kg.extraction.relations.scope import Clause, Scope, Tie, plain, words

MEMBERS = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.REGION, EntityType.POLICY, EntityType.INDUSTRY)
# The rule that ties the items of a heading.
HEADED = "part.heading"
# “五张网”, 六大行动: a name that counts its members
COUNTED = re.compile(r"[二两三四五六七八九十]|\d")
# “三大专项行动” and 10个方面的 sum up the names before them.
SUM = re.compile(r"(?:[二两三四五六七八九十]{1,2}|\d{1,2})(?:大|项|个)")
SUMMED = re.compile(r"等?(?:\d{1,2}|[二两三四五六七八九十]{1,2})(?:个|项|大|类|座|条)(?:方面的?|领域的?)?")


def ties(scope: Scope) -> Iterator[Tie]:
    """The components that one sentence surely states."""
    if scope.mentions and scope.clauses[-1].segment:
        yield from _headed(scope)
    for clause in scope.clauses:
        if len(clause.mentions) > 1:
            yield from _listed(clause)
            yield from _bearing(clause)


def _headed(scope: Scope) -> Iterator[Tie]:
    """“五张网”：甲网，…；乙网，…: names by themselves that open the items belong to the heading."""
    at = next((c.number for c in scope.clauses[1:] if c.opener in ("：", ":")), 0)
    heading = scope.clauses[at - 1].mentions[-1:] if at else ()
    if not heading or heading[0].type not in MEMBERS or len(scope.clauses[at - 1].after(heading[0])) > 2:
        return
    for clause in scope.clauses[at:]:
        if clause.mentions and clause.opener in ("：", ":", "；", ";") and not clause.before(clause.mentions[0]):
            behind = clause.after(clause.mentions[0])
            if clause.mentions[0].type in MEMBERS and (not behind or DEFINING.match(behind)):
                yield Tie(RelationType.PART_OF, clause.mentions[0], heading[0], HEADED, 0.8)


def _bearing(clause: Clause) -> Iterator[Tie]:
    """青石一中创建省级示范高中: it bears the title."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if first[-1].type is EntityType.ORGANIZATION and second[0].type is EntityType.PROGRAM:
            title = plain(second[-1].text)
            if normal(clause.between(first[-1], second[0])) in words("partOf", "becoming") and not title.endswith(words("partOf", "prizes")):
                for member in first:
                    yield Tie(RelationType.PART_OF, member, second[0], "part.bearing", 0.8)


def _listed(clause: Clause) -> Iterator[Tie]:
    """甲、乙等“五大工程”; 新增甲、乙3个示范县: the members belong to the sum behind them."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        whole = second[0]
        between = clause.between(first[-1], whole)
        counted = SUM.match(plain(whole.text)) is not None
        # 甲、乙等六大产业集群: a sum of sectors
        sectors = counted and whole.type is EntityType.INDUSTRY and len(first) > 1 and first[-1].type is EntityType.INDUSTRY
        if whole.type is not EntityType.PROGRAM and not sectors:
            continue
        listed = between == "等" and (counted or COUNTED.search(whole.text) is not None or plain(whole.text).endswith(words("partOf", "plans")))
        if listed or counted and not between or SUMMED.fullmatch(between) and len(first) > 1:
            for member in first:
                if member.type in MEMBERS:
                    yield Tie(RelationType.PART_OF, member, whole, "part.listed", 0.75)
