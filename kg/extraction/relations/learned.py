"""Ties that weights judge: for what many small signs tell together and no rule surely knows.

`kg/lexicon/relations.csv` holds, for each relation, whole-numbered weights of the features that `pairs` and `bearers` read (hundredths of a
logit), its bias and the score from which a pair is tied. tools/train_relations.py makes it from annotated paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, product
from typing import NamedTuple

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import bearers, pairs, partners
from kg.extraction.relations.lists import Group, groups
from kg.extraction.relations.scope import MANY, Scope, Tie, plain
from kg.lexicon import loader

# The sentence that opens a paragraph is its heading if it is no longer than this; so is one within it that names one thing and is shorter still.
HEADING, SUBHEADING = 30, 18
# Features of a list by itself begin with its role and where it stands, two characters.
ROLE = 2
Roles = tuple[tuple[str, Group], ...]
Heads = tuple[tuple[str, Group, int], ...]
Promising = Callable[[RelationType, Roles], bool]
Decided = Callable[[RelationType, Mention, Mention | Target], bool]


@dataclass(frozen=True, slots=True)
class Weights:
    """What one relation's features weigh, in hundredths; pairs are tied from `least` on.

    `roles` holds the features of a list by itself, by the role that it plays.

    Pairs whose lists by themselves weigh less than `floor` are not looked at: hardly any was tied in training.
    """

    roles: dict[str, dict[str, int]]
    features: dict[str, int]
    bias: int
    least: int
    floor: int


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence with its lists, and what those before it in its paragraph have opened.

    Attributes:
        heads: lists that it may go on with, each with how many sentences ago it stood; ^ stands in the sentence that opens the paragraph, = in a
            heading within it, ~ at the end of the sentence before, or of the one before a row of numbered ones.
    """

    scope: Scope
    lists: tuple[Group, ...]
    heads: Heads = ()


class Pair(NamedTuple):
    """What may be tied: lists by themselves (with the role that each plays), and what tells of both, read only if it is needed.

    Attributes:
        apart: true if each head goes with the tail at its own place: 甲、乙分别入选丙、丁.
    """

    relation: RelationType
    heads: Sequence[Mention]
    tails: Sequence[Mention | Target]
    roles: Roles
    both: Callable[[], Iterable[str]]
    apart: bool = False

    def features(self) -> set[str]:
        """All of its features."""
        return {role + mark for role, group in self.roles for mark in group.marks} | set(self.both())

    def coupled(self) -> Iterable[tuple[Mention, Mention | Target]]:
        """Each head with each tail that it may go with."""
        return zip(self.heads, self.tails, strict=True) if self.apart else product(self.heads, self.tails)


@cache
def weights() -> dict[RelationType, Weights]:
    """The weights of the lexicon."""
    read: dict[RelationType, Weights] = {}
    for relation, rows in groupby(loader.table("relations"), key=lambda row: row["relation"]):
        roles: dict[str, dict[str, int]] = {}
        features: dict[str, int] = {}
        for row in rows:
            name = row["feature"]
            kept = roles.setdefault(name[:ROLE], {}) if name[0] in "WM" else features
            kept[name[ROLE:] if name[0] in "WM" else name] = int(row["weight"])
        read[RelationType(relation)] = Weights(roles, features, features.pop("bias"), features.pop("least"), features.pop("floor"))
    return read


def places(scopes: Iterable[Scope]) -> Iterator[Place]:
    """The sentences of a report in what their paragraphs have opened."""
    paragraph, opens = -1, True
    heads: Heads = ()
    for scope in scopes:
        lists = groups(scope)
        if scope.sentence.paragraph != paragraph:
            paragraph, opens, heads = scope.sentence.paragraph, True, ()
        yield Place(scope, lists, tuple(head for head in heads if head[0] != "~" or head[2] == 1 or scope.numbered))
        heads, opens = _following(scope, lists, heads, opens), False


def _following(scope: Scope, lists: tuple[Group, ...], heads: Heads, opens: bool) -> Heads:
    """What the next sentence may go on with: all lists of a short sentence that opens the paragraph, a heading within it, and what closes a sentence."""
    if opens and len(scope.sentence.span) <= HEADING:
        return tuple(("^", group, 1) for group in lists)
    closes = lists and lists[-1].clause is scope.clauses[-1] and lists[-1].shape in ("verb", "whole")
    subheading = len(lists) == 1 and len(scope.clauses) == 1 and not scope.targets and len(scope.sentence.span) <= SUBHEADING
    kept = (
        (("^", lists[0], 1),)
        if opens and lists and lists[0].heads
        else tuple(
            (mark, group, ago + 1) for mark, group, ago in heads if mark == "^" or mark == "=" and not subheading or mark == "~" and scope.numbered
        )
    )
    if subheading:
        return (*kept, ("=", lists[0], 1))
    return (*kept, ("~", lists[-1], 1)) if closes else kept


def couples(place: Place, every: bool = False, promising: Promising = lambda relation, roles: True) -> Iterator[Pair]:
    """What may be tied in one sentence, where the lists by themselves are promising; `every` adds what only training needs."""
    scope, lists = place.scope, place.lists
    for relation, member, whole in pairs.couples(lists, every):
        side = pairs.side(member, whole)
        roles = (("W" + side, whole), ("M" + side, member))
        if promising(relation, roles):
            both = partial(pairs.features, scope, member, whole)
            yield Pair(relation, member.names[:MANY], whole.names[:MANY], roles, both, pairs.apart(member, whole))
    for where, head, ago in place.heads:
        yield from _members(place, where, head, ago, promising)
        role = (("M" + where, head),)
        if head.kind in bearers.HEADS and len(head.names) == 1 and promising(RelationType.HAS_TARGET, role):
            for clause in scope.clauses:
                for target in clause.targets[:MANY]:
                    both = partial(bearers.under, scope, clause, target, head, where, ago)
                    yield Pair(RelationType.HAS_TARGET, head.names, (target,), role, both)
    for group, mention, clause, target in bearers.couples(scope, lists):
        side = ">" if mention.span.start < target.span.start else "<"
        role = (("M" + side, group),)
        if promising(RelationType.HAS_TARGET, role):
            both = partial(bearers.features, scope, group, mention, clause, target)
            yield Pair(RelationType.HAS_TARGET, (mention,), (target,), role, both)
    for row, first, second in partners.couples(scope):
        both = partial(partners.features, row, first, second)
        yield Pair(RelationType.COOPERATES_WITH, (row.names[first],), (row.names[second],), (), both)


def _members(place: Place, where: str, head: Group, ago: int, promising: Promising) -> Iterator[Pair]:
    """The lists of a sentence that may belong to what one before has opened."""
    opened = pairs.HEADS.get(head.kind)
    if opened is None or opened is RelationType.IN_INDUSTRY and where == "~":
        return
    lists = place.lists
    for member in lists:
        if member.kind in pairs.MEMBERS[opened]:
            roles = (("M" + where, member), ("W" + where, head))
            if promising(opened, roles):
                both = partial(pairs.under, place.scope, member, head, where, ago, lists[0].heads and member is not lists[0])
                yield Pair(opened, member.names[:MANY], head.names[:MANY], roles, both)


class Standing:
    """What the lists of one sentence weigh by themselves, each in the roles that it plays."""

    def __init__(self) -> None:
        self._weights = weights()
        self._known: dict[tuple[RelationType, str, int], int] = {}

    def score(self, relation: RelationType, roles: Roles) -> int:
        """What the lists of a pair weigh by themselves."""
        score = self._weights[relation].bias
        for role, group in roles:
            key = (relation, role, group.start)
            known = self._known.get(key)
            if known is None:
                marks = self._weights[relation].roles.get(role, {})
                known = self._known[key] = sum([marks[mark] for mark in group.marks if mark in marks])
            score += known
        return score

    def promising(self, relation: RelationType, roles: Roles) -> bool:
        """False where hardly any pair was tied in training."""
        return self.score(relation, roles) >= self._weights[relation].floor


def ties(place: Place, decided: Decided) -> Iterator[Tie]:
    """What the weights tie in one sentence, where rules have not decided."""
    found: dict[tuple[str, str], Tie] = {}
    standing = Standing()
    for pair in couples(place, promising=standing.promising):
        left = [(head, tail) for head, tail in pair.coupled() if plain(head.text) != plain(tail.text) and not decided(pair.relation, head, tail)]
        if not left:
            continue
        weighed = weights()[pair.relation]
        features = weighed.features
        score = standing.score(pair.relation, pair.roles) + sum([features[feature] for feature in set(pair.both()) if feature in features])
        if score < weighed.least:
            continue
        confidence = round(1 / (1 + math.exp(-score / 100)), 2)
        for head, tail in left:
            # a place bears a title or is where that is, not both
            first, second = sorted((head.id, tail.id))
            other = found.get((first, second))
            if other is None or other.confidence < confidence:
                found[first, second] = Tie(pair.relation, head, tail, f"weights.{pair.relation.value}", confidence)
    yield from found.values()
