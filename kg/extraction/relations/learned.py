"""Ties that weights judge: for what many small signs tell together and no rule surely knows.

`kg/lexicon/relations.csv` holds, for each relation, whole-numbered weights of the features that `pairs` and `bearers` read (hundredths of a
logit), its bias and the score from which a pair is tied. tools/train_relations.py makes it from annotated paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import bearers, pairs
from kg.extraction.relations.lists import MANY, Group
from kg.extraction.relations.scope import Scope, Tie
from kg.lexicon import loader

# The sentence that opens a paragraph is its heading if it is no longer than this.
HEADING = 30
Decided = Callable[[RelationType, Mention, Mention | Target], bool]


@dataclass(frozen=True, slots=True)
class Weights:
    """What one relation's features weigh, in hundredths; pairs are tied from `least` on.

    Pairs whose lists by themselves weigh less than `floor` are not looked at: hardly any was tied in training.
    """

    features: dict[str, int]
    bias: int
    least: int
    floor: int


@dataclass(frozen=True, slots=True)
class Context:
    """The lists of the sentence that opens the paragraph, and how many sentences ago."""

    heading: tuple[Group, ...] = ()
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """What may be tied: lists by themselves (with the role that each plays), and what tells of both, read only if it is needed."""

    relation: RelationType
    heads: Sequence[Mention]
    tails: Sequence[Mention | Target]
    roles: tuple[tuple[str, Group], ...]
    both: Callable[[], Iterable[str]]

    def features(self) -> set[str]:
        """All of its features."""
        return {role + mark for role, group in self.roles for mark in group.marks} | set(self.both())


@cache
def weights() -> dict[RelationType, Weights]:
    """The weights of the lexicon."""
    read: dict[str, dict[str, int]] = {}
    for row in loader.table("relations"):
        read.setdefault(row["relation"], {})[row["feature"]] = int(row["weight"])
    return {RelationType(name): Weights(found, found.pop("bias"), found.pop("least"), found.pop("floor")) for name, found in read.items()}


def couples(scope: Scope, lists: tuple[Group, ...], context: Context, every: bool = False) -> Iterator[Pair]:
    """What may be tied in one sentence; `every` adds what only training needs."""
    for relation, member, whole in pairs.couples(lists, every):
        side = pairs.side(member, whole)
        roles = (("W" + side, whole), ("M" + side, member))
        yield Pair(relation, member.names[:MANY], whole.names[:MANY], roles, partial(pairs.features, scope, member, whole))
    for heading in context.heading:
        relation = pairs.WHOLES.get(heading.kind, RelationType.LOCATED_IN)
        if relation is not RelationType.LOCATED_IN:
            for member in lists:
                if member.kind in pairs.MEMBERS[relation]:
                    both = partial(pairs.under_heading, member, heading, context.passed)
                    yield Pair(relation, member.names[:MANY], heading.names[:MANY], (("M^", member),), both)
    for group, mention, clause, target in bearers.couples(scope, lists):
        side = ">" if mention.span.start < target.span.start else "<"
        both = partial(bearers.features, scope, group, mention, clause, target)
        yield Pair(RelationType.HAS_TARGET, (mention,), (target,), (("M" + side, group),), both)


def ties(scope: Scope, lists: tuple[Group, ...], context: Context, decided: Decided) -> Iterator[Tie]:
    """What the weights tie in one sentence, where rules have not decided."""
    found: dict[tuple[str, str], Tie] = {}
    weighing = weights()
    standing: dict[tuple[RelationType, str, int, int], int] = {}
    for pair in couples(scope, lists, context):
        left = [(head, tail) for head in pair.heads for tail in pair.tails if not decided(pair.relation, head, tail)]
        if not left:
            continue
        weighed = weighing[pair.relation]
        score = weighed.bias
        for role, group in pair.roles:
            key = (pair.relation, role, group.start, group.number)
            if key not in standing:
                standing[key] = sum([weighed.features.get(role + mark, 0) for mark in group.marks])
            score += standing[key]
        if score < weighed.floor:
            continue
        features = weighed.features
        score += sum([features[feature] for feature in set(pair.both()) if feature in features])
        if score < weighed.least:
            continue
        confidence = round(1 / (1 + math.exp(-score / 100)), 2)
        for head, tail in left:
            if head.id != tail.id:
                # a place bears a title or is where that is, not both
                first, second = sorted((head.id, tail.id))
                other = found.get((first, second))
                if other is None or other.confidence < confidence:
                    found[first, second] = Tie(pair.relation, head, tail, f"weights.{pair.relation.value}", confidence)
    yield from found.values()


def following(scope: Scope, lists: tuple[Group, ...], context: Context, opens: bool) -> Context:
    """The context of the next sentence of the paragraph."""
    if opens:
        return Context(lists if len(scope.sentence.span) <= HEADING else (), 1)
    return Context(context.heading, context.passed + 1)
