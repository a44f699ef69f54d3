"""What two lists of names have in common: the features of a pair that the weights judge.

Every feature is a short text, so that a judgement can be read: types, words and marks between, distance in clauses, place in a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kg.extraction.clauses import JOINS
from kg.extraction.records import RelationType
from kg.extraction.relations.lists import Group, normal, types_between
from kg.extraction.relations.scope import Scope, words

# Lists further apart have nothing to do with each other, unless one opens the sentence; it bounds the work on endless sentences.
NEAR = 8
SHORTEST, LONGEST = 6, 18


MEMBERS = {
    RelationType.PART_OF: frozenset("GJRPOIE"),
    RelationType.LOCATED_IN: frozenset("GJEOR"),
    RelationType.IN_INDUSTRY: frozenset("GJO"),
    RelationType.OPERATED_BY: frozenset("J"),
}
WHOLES = {"G": RelationType.PART_OF, "R": RelationType.LOCATED_IN, "I": RelationType.IN_INDUSTRY, "O": RelationType.OPERATED_BY}
# What else has parts, and of which kinds they are that stand behind it.
BRANCHES = {"J": "JGR", "R": "JGR", "I": "I"}
# What a sentence before may have opened.
HEADS = {"G": RelationType.PART_OF, "J": RelationType.PART_OF, "I": RelationType.IN_INDUSTRY}


def couples(groups: Sequence[Group], every: bool = False) -> Iterator[tuple[RelationType, Group, Group]]:
    """Every list that may be a whole with the lists near it; the first of a sentence reaches its end.

    `every` gives also those that are never tied: training learns from them what tells the others apart.
    """
    for whole in groups:
        at = whole.number
        near = groups[max(0, at - NEAR) : at + NEAR + 1 if at else len(groups)]
        # 建设高铁新城，推进甲、乙…: a place or facility that a clause is all about has parts behind it, a sector has branches (新能源产业：氢能、锂电)
        parts = whole.kind in BRANCHES and (whole.defining or whole.shape in ("verb", "whole"))
        relation = WHOLES.get(whole.kind)
        for member in near:
            if member is whole or listed(member, whole) and not every:
                continue
            behind = member.number > at
            if whole.theme and member.kind == "J" and not member.topics and member.clause is not whole.clause:
                # 推进高铁建设方案，…，江边大桥通车: it is of no theme
                continue
            if whole.kind in BRANCHES and (every or parts and behind and member.kind in BRANCHES[whole.kind] or _forms(member, whole)):
                yield RelationType.PART_OF, member, whole
            if relation is None or not every and member.kind not in MEMBERS[relation]:
                continue
            # a member that comes first stands in the clause of its whole, but for the sector that a later clause names
            if every or behind or member.clause is whole.clause or relation is RelationType.IN_INDUSTRY:
                yield relation, member, whole


def _forms(member: Group, whole: Group) -> bool:
    """依托甲、乙打造东南组团, 以甲为支撑的环城公园, 甲、乙等“五大公园”: places, works and sectors that make up another one."""
    if member.kind not in ("I" if whole.kind == "I" else "JR") or member.number >= whole.number or member.clause is not whole.clause:
        return False
    between = member.clause.between(member.names[-1], whole.names[0])
    return between.endswith(words("partOf", "forming")) or whole.counted and between in ("", "等")


def _ordered(member: Group, whole: Group) -> tuple[Group, Group]:
    return (member, whole) if member.number < whole.number else (whole, member)


def listed(member: Group, whole: Group) -> bool:
    """True for neighbours in one list of several types: 甲中心、乙试验区."""
    first, second = _ordered(member, whole)
    return first.clause is second.clause and first.clause.between(first.names[-1], second.names[0]) in JOINS


def side(member: Group, whole: Group) -> str:
    """Which of the two comes first."""
    return ">" if member.number < whole.number else "<"


def apart(member: Group, whole: Group) -> bool:
    """甲、乙分别入选丙、丁 is one to one."""
    if len(member.names) < 2 or len(member.names) != len(whole.names) or member.clause is not whole.clause:
        return False
    first, second = _ordered(member, whole)
    return "分别" in first.clause.between(first.names[-1], second.names[0])


def under(scope: Scope, member: Group, head: Group, place: str, ago: int, led: bool) -> Iterator[str]:
    """The features of a list and one that a sentence before has opened; `led` is true behind a bare name that opens the member's sentence."""
    kinds = member.kind + head.kind + place
    yield f"k{kinds}"
    yield f"p{place}{min(ago, 5)}"
    yield f"H{place}{head.marks[3]}"
    yield f"V{kinds}{head.marks[0]}"
    yield f"A{kinds}{head.marks[2]}"
    yield f"S{kinds}{head.shape}{member.shape}"
    yield f"c{kinds}{min(3, len(head.letters & member.letters))}"
    yield f"n{kinds}{head.counted}{member.etc}{member.clause.number == 0}"
    yield f"o{kinds}{member.clause.opener}{head.counted}"
    yield f"led{kinds}{led}{head.counted}"
    yield f"nb{kinds}{scope.numbered}{member.clause.number == 0}"


def features(scope: Scope, member: Group, whole: Group) -> Iterator[str]:
    """The features of a list that may belong to another of its sentence."""
    kinds = member.kind + whole.kind
    forward = member.number < whole.number
    first, second = _ordered(member, whole)
    side = ">" if forward else "<"
    distance = min(second.clause.number - first.clause.number, 4)
    near = "0" if distance == 0 else "1" if distance == 1 else "+"
    cut = "c" if second.clause.segment != first.clause.segment else ""
    skipped = second.number - first.number - 1
    passed = types_between(scope, first.end, second.start)
    yield f"k{kinds}{side}{distance}"
    yield f"d{side}{distance}{cut}"
    yield f"s{side}{min(skipped, 4)}"
    yield f"r{side}{near}{min(sum(t is whole.type for t in passed), 3)}"
    if distance == 0:
        yield from _within(first, second, kinds, side, skipped)
    else:
        yield from _across(scope, first, second, kinds, side, cut)
    yield f"H{kinds}{whole.marks[3]}"
    yield f"A{kinds}{whole.marks[2]}"
    yield f"c{side}{kinds}{near}{min(3, len(whole.letters & member.letters))}"
    yield f"n{side}{kinds}{near}{whole.counted}{member.etc}"
    if theme := whole.theme:
        yield f"th{kinds}{near}{theme & member.topics != frozenset()}"
    if whole.number == 0:
        yield f"first{side}{kinds}{near}"
    if not forward and whole.defining:
        yield f"def{kinds}{near}"
        yield f"exp{kinds}{near}{whole.explained}"
    if member.defining and whole.defining:
        yield f"both{side}{kinds}"


def _within(first: Group, second: Group, kinds: str, side: str, skipped: int) -> Iterator[str]:
    text = first.clause.between(first.names[-1], second.names[0])
    yield f"etc{side}{kinds}{first.etc}"
    if skipped or len(text) > LONGEST:
        yield f"w{side}far{kinds}"
        yield f"wf{side}{text[:2]}"
        return
    yield f"ld{kinds}{first.before[-1:]}{first.tail[:2]}"
    text = normal(text)
    verb = _verb(text)
    yield f"#v{side}{kinds}{verb}"
    if second.kind != "R":
        yield f"#v{side}{verb}"
    shown = text if len(text) <= SHORTEST else "*"
    yield f"w{side}{shown}"
    yield f"w{side}{kinds}{shown}"
    yield f"wl{side}{kinds}{text[-2:]}"
    yield f"wf{side}{kinds}{text[:2]}"
    yield f"wn{side}{len(text) // 3}"
    for i in range(len(text) - 1):
        yield f"wg{side}{text[i : i + 2]}"


@cache
def _verbs() -> tuple[tuple[str, frozenset[str]], ...]:
    return (
        ("joins", frozenset(words("partOf", "joins"))),
        ("becomes", frozenset(words("partOf", "becoming"))),
        ("acts", frozenset((*words("locatedIn", "acts"), *words("locatedIn", "verbs")))),
        ("holds", frozenset(words("partOf", "including"))),
        ("settles", frozenset(words("locatedIn", "settled"))),
        ("none", frozenset(("",))),
    )


@lru_cache(maxsize=4096)
def _verb(text: str) -> str:
    """What kind of verb stands between two lists."""
    for kind, verbs in _verbs():
        if text in verbs:
            return kind
    return next((kind + "+" for kind, verbs in _verbs()[:3] if text.endswith(tuple(verbs))), "other")


def _across(scope: Scope, first: Group, second: Group, kinds: str, side: str, cut: str) -> Iterator[str]:
    openers = {c.opener for c in scope.clauses[first.clause.number + 1 : min(second.clause.number, first.clause.number + 8) + 1]}
    mark = "：" if openers & {"：", ":"} else "；" if cut else "，"
    yield f"m{side}{kinds}{mark}{second.clause.number - first.clause.number == 1}"
    if mark == "：" and side == "<":
        yield f"sg{kinds}{scope.clauses[-1].segment > 0}{second.clause.opener}{second.shape}"
    yield f"fw{side}{kinds}{first.shape}{mark}"
    yield f"fa{side}{first.tail[:2]}"
    yield f"sb{side}{second.before[-2:]}"
    yield f"ss{side}{kinds}{second.shape}{second.etc}"
    yield f"sa{side}{second.tail[:2]}"
    yield f"fs{side}{first.marks[0]}{second.shape}"
