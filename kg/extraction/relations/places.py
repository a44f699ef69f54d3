"""locatedIn and connects: where a thing is, runs or is held, and what a line joins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.lists import normal
from kg.extraction.relations.scope import WORKS, Clause, Scope, Tie, pattern, words

LOCATED = (*WORKS, EntityType.EVENT, EntityType.ORGANIZATION)
LINES = re.compile(r"(?:铁路|高铁|线|段|公路|高速|通道|大桥|隧道|班列|专列|航线|走廊|城际|客专|快速路|大道|管道|管线|工程|运河)$")


def ties(scope: Scope) -> Iterator[Tie]:
    """Places and ends that one sentence states."""
    for clause in scope.clauses:
        if len(clause.mentions) > 1:
            yield from _held(clause)
            yield from _acts(clause)
            yield from _lines(clause)
    yield from _zones(scope)


def _tie(thing: Mention, place: Mention, rule: str, confidence: float) -> Tie:
    return Tie(RelationType.LOCATED_IN, thing, place, rule, confidence)


def _held(clause: Clause) -> Iterator[Tie]:
    """某会议在成都成功举办; 某项目落户甲; 在甲举办某会议; 位于甲的某项目."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        between = clause.between(first[-1], second[0])
        behind = clause.after(second[-1])
        if second[0].type is EntityType.REGION and first[-1].type in LOCATED:
            settled = _settled().fullmatch(between) is not None
            if settled or (
                between in ("在", "先后在", "分别在", "成功在")
                and pattern("locatedIn", "held").match(behind.removeprefix("成功").removeprefix("顺利"))
            ):
                for thing in first:
                    yield _tie(thing, second[0], "located.held", 0.85)
        inside = first[-1].type is EntityType.REGION and clause.before(first[0]).endswith(("在", "位于"))
        if inside and second[0].type in LOCATED and (between == "的" or between.endswith(words("locatedIn", "verbs")) and len(between) <= 8):
            for thing in second:
                yield _tie(thing, first[-1], "located.in", 0.75)


@cache
def _settled() -> re.Pattern[str]:
    verbs = "|".join(words("locatedIn", "settled"))
    return re.compile(rf"(?:等)?(?:重大|龙头|知名|大)?(?:项目|企业|总部|公司|机构)?(?:成功|正式|相继|永久|签约|先后|顺利|均)?(?:{verbs})(?:于|在)?")


def _acts(clause: Clause) -> Iterator[Tie]:
    """主城区获批“无废城市”试点: the programme runs in the place that opens the clause."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if first[0].type is not EntityType.REGION or second[0].type not in (*WORKS, EntityType.EVENT):
            continue
        between = re.sub(
            r"^等?(?:地|市|区|县|[一二三四五六七八九十两\d]{1,2}(?:地|市|区|县|个[市区县州]{1,2}))|^等", "", clause.between(first[-1], second[0])
        )
        verb = re.sub("|".join(words("locatedIn", "manner")), "", between)
        bears = second[0].type is EntityType.PROGRAM and normal(between) in words("partOf", "becoming")
        if bears or between and verb in words("locatedIn", "acts") and _opens(clause, first[0]):
            apart = "分别" in between and len(first) == len(second)
            for number, thing in enumerate(second):
                if thing.type in (*WORKS, EntityType.EVENT):
                    for place in first[number : number + 1] if apart else first:
                        yield _tie(thing, place, "located.title" if bears else "located.act", 0.75 if bears else 0.8)


def _opens(clause: Clause, place: Mention) -> bool:
    before = clause.before(place)
    return place in clause.subject or bool(re.search(r"(?:支持|推动|推进|促进|鼓励|指导|引导)$", before))


def _zones(scope: Scope) -> Iterator[Tie]:
    """高质量发展两江新区，推进甲、乙建设: the projects behind a zone that the clause before is about lie in it."""
    place: Mention | None = None
    segment = -1
    for clause in scope.clauses:
        if clause.segment != segment:
            place, segment = None, clause.segment
        if place is not None:
            if any(m.type in (EntityType.REGION, EntityType.PROGRAM) for m in clause.mentions):
                place = None
            else:
                for group in clause.groups:
                    for thing in group:
                        if thing.type is EntityType.PROJECT and clause.before(group[0]).endswith(words("locatedIn", "works")):
                            yield _tie(thing, place, "located.zone", 0.6)
        if len(clause.mentions) == 1 and clause.mentions[0].type is EntityType.REGION:
            name = clause.mentions[0]
            zone = name.text.endswith(words("locatedIn", "zones"))
            governed = clause.before(name).endswith(words("locatedIn", "works"))
            place = name if zone and governed and clause.after(name) in words("locatedIn", "closing") else None
        elif clause.mentions:
            place = None


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
