"""hasTarget: numbers whose indicator names what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.extraction.records import EntityType, Measure, Mention, RelationType, Target
from kg.extraction.relations.scope import WORKS, Clause, Scope, Tie, pattern, plain, words

NUMBER = re.compile(r"\d")
# “十四五” names a time, not something that is measured
PERIOD = re.compile(r"十[一二三四五六]五(?:时期|期间)?")


def ties(scope: Scope) -> Iterator[Tie]:
    """Every number of a sentence with the names that its indicator holds, or of whose effect it tells."""
    for clause in scope.clauses:
        for target in clause.targets:
            for bearer in _named(scope, clause, target):
                yield Tie(RelationType.HAS_TARGET, bearer, target, "target.indicator", 0.9)
    for cause, clause in zip(scope.clauses, scope.clauses[1:], strict=False):
        # 某工程投入使用，带动…
        if clause.targets and len(cause.subject) == 1 and cause.subject[0].type in WORKS and clause.text.startswith(words("hasTarget", "causing")):
            yield Tie(RelationType.HAS_TARGET, cause.subject[0], clause.targets[0], "target.caused", 0.75)
        # 投入90亿元，用于某工程
        if clause.mentions and cause.targets and "元" in (cause.targets[-1].unit or "") and _spent_on(clause, clause.mentions[0]):
            yield Tie(RelationType.HAS_TARGET, clause.mentions[0], cause.targets[-1], "target.spent", 0.8)


def _spent_on(clause: Clause, work: Mention) -> bool:
    return work.type in WORKS and clause.before(work) in words("hasTarget", "spent_on")


def _named(scope: Scope, clause: Clause, target: Target) -> list[Mention]:
    """The names that the indicator holds, in this clause or, for shared indicators, the one before."""
    found: list[Mention] = []
    for part in reversed(scope.clauses[max(0, clause.number - 1) : clause.number + 1]):
        for group in part.groups:
            found += [m for m in group if _speaks_of(target, m) and (part is not clause or _reaches(clause, target, group, m))]
        if found:
            break
    return _outside_share(target, found)


def _reaches(clause: Clause, target: Target, group: tuple[Mention, ...], mention: Mention) -> bool:
    """False where the name only stands near: 甲、乙等24个村, 甲、乙、某处750千伏工程, 甲、乙4县."""
    if mention.span.start >= target.span.end:
        return mention.type in WORKS and not NUMBER.search(clause.between(target, mention))
    if "、" in plain(target.indicator).rpartition(plain(group[-1].text))[2] or clause.between(group[-1], target).startswith("等"):
        return False
    return not (mention.type is EntityType.REGION and _counts_places(clause, group[-1], target))


def _counts_places(clause: Clause, place: Mention, target: Target) -> bool:
    """南疆22个县, 甲、乙两县3个园区: a number right behind a place counts its parts."""
    return target.text[0].isdigit() and clause.between(place, target).strip("两三四五六") in ("", "省", "市", "县", "区", "地")


def _speaks_of(target: Target, mention: Mention) -> bool:
    name, indicator = plain(mention.text), plain(target.indicator)
    if len(name) == 1 or PERIOD.fullmatch(name) or _counted(target, mention):
        return False
    at = indicator.find(name)
    if mention.type is EntityType.INDUSTRY:
        # 电子、材料产业增加值: the shared head was added to the member
        shared = name.endswith("产业") and indicator.startswith(name[:-2])
        return shared or at >= 0 and _prefixes().fullmatch(indicator[:at]) is not None
    if at < 0:
        return False
    if mention.type is EntityType.REGION:
        return _prefixes().fullmatch(indicator[:at]) is not None and not indicator[at + len(name) :].startswith(words("hasTarget", "bound"))
    if mention.type is EntityType.ORGANIZATION:
        return not at and not name.endswith(words("hasTarget", "official"))
    return mention.type not in (EntityType.PERSON, EntityType.EVENT)


@cache
def _prefixes() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words('hasTarget', 'prefixes'))}){{0,3}}")


def _counted(target: Target, mention: Mention) -> bool:
    """新增5家国家重点实验室: things that are counted bear no name of their own, unless it stands in quotation marks."""
    kind = mention.type in WORKS and target.measure is Measure.INCREMENT and target.unit in words("hasTarget", "counters")
    return kind and plain(mention.text) == mention.text and target.indicator.endswith(mention.text)


def never(mention: Mention, target: Target) -> bool:
    """True where a number cannot be of a name: one of a single letter, the parts of places (3县), what measures the whole place."""
    if len(plain(mention.text)) == 1:
        return True
    if mention.type is EntityType.REGION:
        # 某自贸试验区…，全省货物贸易额达到1万亿元
        parts = target.text.endswith(("县", "市", "区", "村", "省", "镇")) and target.text[0].isdigit()
        return parts or target.indicator.startswith(_whole_places())
    return mention.type in WORKS and overall(plain(target.indicator))


@cache
def _whole_places() -> tuple[str, ...]:
    return tuple(word for word in words("hasTarget", "place") if word[0] == "全")


def _outside_share(target: Target, found: list[Mention]) -> list[Mention]:
    """甲占乙比重 speaks of 甲."""
    cut = plain(target.indicator).find("占")
    if cut <= 0:
        return found
    first = [m for m in found if 0 <= plain(target.indicator).find(plain(m.text)) < cut]
    return first or found


@lru_cache(maxsize=4096)
def overall(indicator: str) -> bool:
    """True for what measures a whole place."""
    return bool(pattern("hasTarget", "overall").search(indicator)) or indicator.startswith(words("hasTarget", "place"))
