"""hasTarget: which number speaks of which name of its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.records import EntityType, Measure, Mention, RelationType, Target
from kg.extraction.relations import carrying
from kg.extraction.relations.scope import CARRIERS, WORKS, Clause, Scope, Tie, plain, words

NUMBER = re.compile(r"\d")
# “十四五” names a time, not something that is measured
PERIOD = re.compile(r"十[一二三四五六]五(?:时期|期间)?")


def ties(scope: Scope) -> Iterator[Tie]:
    """Every number of a sentence with what it measures: named in its indicator, its clause's subject, or an earlier one."""
    if not scope.targets:
        return
    borne: dict[str, list[Mention]] = {}
    for clause in scope.clauses:
        for target in clause.targets:
            bearers, rule, confidence = _named(scope, clause, target), "target.indicator", 0.9
            if not bearers:
                bearers, rule, confidence = _attribute(clause, target), "target.attribute", 0.85
            if not bearers:
                bearers, rule, confidence = _subject(clause, target), "target.subject", 0.8
            borne[target.id] = bearers
            for bearer in bearers:
                yield Tie(RelationType.HAS_TARGET, bearer, target, rule, confidence)
    yield from carrying.led(scope, borne)
    yield from carrying.carried(scope, borne)
    yield from carrying.spent(scope)


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
    return mention.type is not EntityType.PERSON


@cache
def _prefixes() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words('hasTarget', 'prefixes'))}){{0,3}}")


def _counted(target: Target, mention: Mention) -> bool:
    """新增5家国家重点实验室: things that are counted bear no name of their own, unless it stands in quotation marks."""
    kind = mention.type in WORKS and target.measure is Measure.INCREMENT and target.unit in words("hasTarget", "counters")
    return kind and plain(mention.text) == mention.text and target.indicator.endswith(mention.text)


def never(mention: Mention, target: Target) -> bool:
    """True where a number cannot be of a name: things counted, the parts of places (3县), what measures the whole place."""
    if len(plain(mention.text)) == 1 or _counted(target, mention):
        return True
    if mention.type is EntityType.REGION:
        return target.text.endswith(("县", "市", "区", "村", "省", "镇")) and target.text[0].isdigit()
    return mention.type in WORKS and carrying.overall(target)


def _outside_share(target: Target, found: list[Mention]) -> list[Mention]:
    """甲占乙比重 speaks of 甲."""
    cut = plain(target.indicator).find("占")
    if cut <= 0:
        return found
    first = [m for m in found if 0 <= plain(target.indicator).find(plain(m.text)) < cut]
    return first or found


def _subject(clause: Clause, target: Target) -> list[Mention]:
    """两江新区新增企业1000家: the name that opens the clause."""
    subject = [m for m in clause.subject if m.type in CARRIERS and len(plain(m.text)) > 1]
    if not subject or len(subject) < len(clause.subject) or len(subject) > 3:
        return []
    if len(subject) > 1 and any(m.type is EntityType.REGION for m in subject):
        return []
    if any(m.type is EntityType.ORGANIZATION and m.text.endswith(words("hasTarget", "official")) for m in subject):
        return []
    last = subject[-1]
    if last.span.end > target.span.start:
        return []
    between = clause.between(last, target)
    if "、" in NUMBER.split(between)[0] or between.startswith((*words("clause", "attributive"), *words("hasTarget", "bound"))):
        return []
    if last.type is EntityType.REGION and _counts_places(clause, last, target):
        return []
    if any(m.type in WORKS for m in clause.mentions if last.span.end <= m.span.start < target.span.start):
        return []
    return subject


def _attribute(clause: Clause, target: Target) -> list[Mention]:
    """投资1.3亿元的第三水厂: money right before the thing that it is spent on."""
    if not (target.unit or "").endswith("元"):
        return []
    behind = [m for m in clause.mentions if m.type is EntityType.PROJECT and m.span.start >= target.span.end]
    return behind[:1] if behind and clause.between(target, behind[0]) in ("", "的") else []
