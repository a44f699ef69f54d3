"""The lists of names of one sentence, each with what is said around it, for the features of pairs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extraction.records import EntityType, Mention
from kg.extraction.relations.scope import CLOSING, COUNT, MANY, NUMBERING, Clause, Scope, kept, plain, words
from kg.lexicon import loader

SHORT = {
    EntityType.PROGRAM: "G",
    EntityType.PROJECT: "J",
    EntityType.REGION: "R",
    EntityType.ORGANIZATION: "O",
    EntityType.INDUSTRY: "I",
    EntityType.EVENT: "E",
    EntityType.POLICY: "P",
    EntityType.PERSON: "H",
}
# 等3个县市, 两地, 等一批: that a list is counted says nothing of what follows
ETC = re.compile(
    r"(?P<etc>等)?(?:\d[\d,.]*余?|[一二两三四五六七八九十]{1,2}|一批|一大批|多)?(?:余|多)?(?:个|项|条|座|家|处|类|种|批|大)?"
    r"(?:县市区|县市|市县|市区|县区|地市|[省市州县区镇村地])?"
)
COUNTED = re.compile(r"[一二两三四五六七八九十\d]")
NUMERAL = re.compile(r"\d[\d,.]*(?:余|多)?")
# “一核”指…; 即…: the words behind such a name are its members
DEFINING = re.compile(r"(?:，|,|：|:)?(?:是指|指的是|指|即|就是|包括|包含|涵盖|由)")


@dataclass(frozen=True)
class Group:
    """One list of names of one type where it stands.

    Attributes:
        number: its place among the lists of the sentence.
        before: what stands before it in its clause.
        tail: what the words behind it begin with, 等 and the count taken off.
        etc: True if 等 closes it.
        defining: True if what follows says what it consists of.
        explained: True if a word says so (即, 是指), not a colon alone.
        shape: how it fills its clause: whole, verb (behind a verb, nothing after), says (opens it), inner.
        kind: one letter for the type.
        counted: True for a name that says of how many it consists: 五张网.
    """

    number: int
    clause: Clause
    names: tuple[Mention, ...]
    type: EntityType
    before: str
    tail: str
    etc: bool
    defining: bool
    explained: bool
    shape: str
    kind: str
    counted: bool

    @kept
    def marks(self) -> tuple[str, ...]:
        """Its features by itself; read only of lists that are weighed."""
        head = plain(self.names[-1].text)
        return (
            f"b2{self.before[-2:]}",
            f"b1{self.before[-1:]}",
            f"a2{self.tail[:2]}",
            f"h2{head[-2:]}",
            f"h3{head[-3:]}",
            f"n{min(3, len(self.names))}",
            f"e{self.etc}",
            f"o{self.clause.opener}{self.number == 0}",
            f"l{len(self.names) == len(self.clause.mentions)}",
            f"q{self.names[-1].text[0] in '“《‘'}",
            f"c{self.counted}",
            f"t{self.kind}",
            f"s{self.shape}",
            f"d{self.defining}",
            f"x{self.explained}",
        )

    @kept
    def letters(self) -> frozenset[str]:
        """The telling characters of its names and of the noun behind 等."""
        letters = frozenset(plain("".join(m.text for m in self.names)))
        return (letters | frozenset(self.tail[:6]) if self.etc else letters) - idle()

    @kept
    def theme(self) -> frozenset[str]:
        """What a course of action is about, as far as it is a theme of projects, too."""
        return _themes(plain("".join(m.text for m in self.names)), "programme") if self.kind == "G" else frozenset()

    @kept
    def topics(self) -> frozenset[str]:
        """What the names are about, with the head that their list shares: 甲、乙等大中型水库."""
        return _themes(plain("".join(m.text for m in self.names)) + self.tail[:8], "member")

    @property
    def heads(self) -> bool:
        """True for a name that opens its sentence and is explained by what follows."""
        return not self.clause.number and len(self.names) == 1 and (self.defining or self.shape == "whole")

    @property
    def start(self) -> int:
        """Where its first name begins."""
        return self.names[0].span.start

    @property
    def end(self) -> int:
        """Where its last name ends."""
        return self.names[-1].span.end


def groups(scope: Scope) -> tuple[Group, ...]:
    """The lists of a sentence, those of several types cut where the type changes."""
    if not scope.mentions:
        return ()
    found: list[Group] = []
    for clause in scope.clauses:
        for listed in clause.groups if clause.mentions else ():
            runs: list[list[Mention]] = []
            for mention in listed:
                if runs and runs[-1][-1].type is mention.type:
                    runs[-1].append(mention)
                else:
                    runs.append([mention])
            found += [_group(scope, len(found) + i, clause, tuple(run)) for i, run in enumerate(runs)]
    return tuple(found)


def _group(scope: Scope, number: int, clause: Clause, names: tuple[Mention, ...]) -> Group:
    at = names[0].span.start - clause.span.start
    before = COUNT.sub("", NUMBERING.sub("", clause.text[max(0, at - 12) : at].rstrip("“‘「《"), count=1))
    after = clause.after(names[-1])[:14]
    counted = ETC.match(after)
    etc = counted is not None and counted["etc"] is not None
    tail = NUMERAL.sub("#", after[counted.end() :] if counted and etc else after).lstrip(CLOSING)
    alone = len(names) == len(clause.mentions)
    shape = ("verb" if before else "whole") if alone and not tail else "inner" if before else "says"
    following = scope.clauses[clause.number + 1].opener if not after and clause.number + 1 < len(scope.clauses) else ""
    explained = DEFINING.match(after or (following + scope.clauses[clause.number + 1].text[:3] if following else "")) is not None
    defining = explained or following in ("：", ":")
    counts = COUNTED.search(names[-1].text) is not None
    return Group(number, clause, names, names[0].type, before, tail, etc, defining, explained, shape, _kind(names[-1]), counts)


@lru_cache(maxsize=4096)
def _themes(text: str, side: str) -> frozenset[str]:
    return frozenset(name for name, theme in loader.toml("relations")["partOf"]["themes"].items() if any(word in text for word in theme[side]))


def _kind(name: Mention) -> str:
    """A chain of production is itself the sector, whatever it is taken for."""
    chain = name.type is EntityType.PROGRAM and plain(name.text).endswith(words("inIndustry", "chains"))
    return SHORT[EntityType.INDUSTRY if chain else name.type]


@cache
def idle() -> frozenset[str]:
    """Characters that say nothing about what two names have in common."""
    return frozenset(words("hasTarget", "common")[0] + "0123456789产基地中心")


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Words without 等, counts and manner, so that 等3个县已成功入选 is 入选."""
    counted = ETC.match(text)
    text = text[counted.end() :] if counted and len(counted[0]) > 1 else text.removeprefix("等")
    return _manner().sub("", NUMERAL.sub("#", text)).lstrip("已被均拟也都又")


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(loader.alternation(word for word in words("partOf", "manner") if len(word) > 1))


def types_between(scope: Scope, start: int, end: int) -> Sequence[EntityType]:
    """The types of the names between two places of the sentence; the first few of very many."""
    first = bisect_left(scope.starts[0], start)
    return [m.type for m in scope.mentions[first : min(bisect_left(scope.starts[0], end), first + MANY)]]
