"""What a name and a number of one sentence have in common: the features that the weights of hasTarget judge."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from kg.extraction.records import EntityType, Mention, Target
from kg.extraction.relations import results
from kg.extraction.relations.lists import Group, idle, normal
from kg.extraction.relations.scope import MANY, WORKS, Clause, Scope, plain, words

# A number speaks of a name at most so many clauses before its own, or so many behind it.
BEFORE, BEHIND = 6, 2
# Of what a sentence before has opened it may speak, if it is one of these.
HEADS = frozenset("GJRIO")
LONGEST = 14


def couples(scope: Scope, groups: tuple[Group, ...]) -> Iterator[tuple[Group, Mention, Clause, Target]]:
    """Every number with the names near it."""
    for group in groups:
        if group.type in (EntityType.PERSON, EntityType.EVENT):
            continue
        at = group.clause.number
        for clause in scope.clauses[max(0, at - BEHIND) : at + BEFORE + 1]:
            for target in clause.targets[:MANY]:
                # 甲、乙等|21个项目: they are some of what is counted, none of it is theirs
                if group.etc and clause is group.clause and clause.between(group.names[-1], target) == "等":
                    continue
                for mention in group.names[:MANY]:
                    yield group, mention, clause, target


def features(scope: Scope, group: Group, mention: Mention, clause: Clause, target: Target) -> Iterator[str]:
    """The features of a name and a number that may speak of it."""
    kind = group.kind
    forward = mention.span.start < target.span.start
    side = ">" if forward else "<"
    distance = min(4, abs(clause.number - group.clause.number))
    cut = "c" if clause.segment != group.clause.segment else ""
    unit = (target.unit or "")[-2:]
    indicator, name = plain(target.indicator), plain(mention.text)
    place = _place(indicator, name)
    start, end = (mention.span.end, target.span.start) if forward else (target.span.end, mention.span.start)
    names, numbers = scope.starts
    skipped = bisect_left(names, end) - bisect_left(names, start)
    passed = bisect_left(numbers, end) - bisect_left(numbers, start) - (start <= target.span.start < end)
    yield f"k{kind}{side}{distance}{cut}"
    yield f"i{kind}{place}"
    yield f"i{kind}{side}{distance}{place}"
    yield f"s{side}{min(skipped, 3)}"
    yield f"s{kind}{side}{distance}{min(skipped, 2)}"
    yield f"p{side}{min(passed, 4)}"
    yield f"me{kind}{target.measure.value}"
    yield f"u{side}{unit}"
    yield f"u{kind}{side}{distance}{unit}"
    opens = "all" if indicator.startswith(words("hasTarget", "place")) else "act" if indicator.startswith(words("hasTarget", "acts")) else ""
    yield f"x{kind}{side}{distance}{opens}"
    yield f"x2{side}{indicator[:2]}"
    yield f"xl{side}{indicator[-2:]}"
    if distance == 0:
        yield from _within(clause, mention, target, kind, side, skipped)
    else:
        yield f"fa{side}{group.tail[:2]}"
    yield f"H{kind}{group.marks[3]}"
    theme = (set(name) - idle()) & set(indicator)
    yield f"c{side}{kind}{distance}{min(3, len(theme))}"
    yield f"only{side}{mention is group.names[-1]}{min(3, len(group.names))}{place}"
    rival = any(m is not mention and len(m.text) > 1 and plain(m.text) in indicator for m in clause.mentions[:MANY])
    yield f"rv{kind}{rival}{'no' if place == 'no' else 'in'}"
    if forward and distance:
        # 实施某计划，引进…: a programme that a clause names alone sets the numbers behind it
        sets = group.before.endswith(words("hasTarget", "carrying_out"))
        whole = results.overall(indicator)
        works = any(m.type in WORKS for m in clause.mentions[:MANY])
        yield f"set{kind}{distance}{group.shape}{sets}{whole}{works}"
        yield f"set{group.shape}{sets}{whole}{bool(theme)}"
        yield f"own{kind}{distance}{group.etc}{clause.text.startswith(indicator[:2])}"
    if group.number == 0:
        yield f"first{side}{kind}{distance}"


def under(scope: Scope, clause: Clause, target: Target, head: Group, place: str, ago: int) -> Iterator[str]:
    """The features of a number and a name that a sentence before has opened."""
    kind = head.kind + place
    indicator = plain(target.indicator)
    yield f"k{kind}"
    yield f"p{place}{min(ago, 5)}"
    yield f"H{kind}{head.marks[3]}"
    yield f"V{kind}{head.marks[0]}"
    yield f"n{kind}{head.counted}{bool(clause.mentions)}"
    yield f"me{kind}{target.measure.value}"
    yield f"u{place}{(target.unit or '')[-2:]}"
    yield f"x2{place}{indicator[:2]}"
    yield f"xl{place}{indicator[-2:]}"
    yield f"o{kind}{clause.number == 0}{clause.opener}"
    yield f"nb{kind}{scope.numbered}{head.counted}"
    yield f"c{kind}{min(3, len((set(head.names[0].text) - idle()) & set(indicator)))}"


def _place(indicator: str, name: str) -> str:
    """Where the indicator holds the name."""
    at = indicator.find(name)
    if at < 0:
        return "no"
    if indicator == name:
        return "all"
    return "start" if at == 0 else "end" if at + len(name) == len(indicator) else "in"


def _within(clause: Clause, mention: Mention, target: Target, kind: str, side: str, skipped: int) -> Iterator[str]:
    text = clause.between(mention, target) if side == ">" else clause.between(target, mention)
    if skipped or len(text) > LONGEST:
        yield f"w{side}far"
        yield f"wf{side}{kind}far{text[:1]}"
        return
    text = normal(text)
    shown = text if len(text) <= 4 else "*"
    yield f"w{side}{shown}"
    yield f"w{side}{kind}{shown}"
    yield f"wf{side}{kind}{text[:1]}"
    yield f"wl{side}{text[-2:]}"
