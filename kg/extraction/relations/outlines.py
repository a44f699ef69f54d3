"""Outlines of a paragraph: notes that explain a term by its members, and lists that go on over its sentences under one heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.lists import NOTE, Group
from kg.extraction.relations.scope import WORKS, Clause, Scope, Tie, plain, words

# The first item of a numbered list.
FIRST = re.compile(r"[\s，：]*(?:[（(][一1][）)]|一是|1[、．.](?!\d)|①)")
# 城市更新九大工程: a heading that says how many follow
SUM = re.compile(r"(?:[二两三四五六七八九十]{1,2}|\d{1,2})(?:大|项|个)[^大项个]{2,6}$")
MEMBERS = (*WORKS, EntityType.REGION, EntityType.INDUSTRY, EntityType.POLICY, EntityType.EVENT)


def named(group: Group) -> bool:
    """True for the name that an explanation begins with or lists: 指甲, 包括乙."""
    return group.before.endswith(("指", "即", "包括", "包含", "涵盖")) or not group.before and group.clause.opener in ("：", ":", "；", ";")


def again(whole: Mention, name: Mention) -> bool:
    """True where a name only takes up the term: 甲乙“十大行动”：即…的十大行动."""
    term, taken = plain(whole.text), plain(name.text)
    return term == taken or term.endswith(taken) and SUM.match(taken) is not None


class Outline:
    """What the sentences of one paragraph have opened so far."""

    def __init__(self, paragraph: int = -1) -> None:
        self.paragraph = paragraph
        self.root: Mention | None = None
        self._part: Mention | None = None
        self._sum: Mention | None = None
        self._numbered: Mention | None = None
        self._running = False
        self._parts = 0

    def ties(self, scope: Scope, groups: tuple[Group, ...], opens: bool) -> Iterator[Tie]:
        """The members that one sentence adds; `opens` is true for the first of a paragraph."""
        if opens:
            self._begin(groups)
        elif self._sum is not None:
            yield from self._summed(self._sum, groups)
        if self.root is not None:
            yield from self._note(groups)
        for clause in scope.clauses:
            yield from self._items(clause)
        if not scope.clauses and not self._running:
            self._numbered = None

    def _begin(self, groups: tuple[Group, ...]) -> None:
        """A note names its term first; without a number it must explain it by two parts at least."""
        if not groups:
            return
        first = groups[0]
        clause = first.clause
        lead = clause.text[: first.start - clause.span.start]
        note = NOTE.match(lead)
        before = lead[note.end() if note else 0 :].strip("“‘《 　")
        if clause.number or len(first.names) > 1 or first.tail and not first.defining:
            return
        parts = sum(g.defining and len(g.names) == 1 for g in groups[1:])
        if not before and (note or first.defining and parts > 1):
            self.root = first.names[0]
        elif SUM.search(plain(first.names[0].text)) and len(groups) == 1 and not first.tail:
            self._sum = first.names[0]

    def _note(self, groups: tuple[Group, ...]) -> Iterator[Tie]:
        """三带：“一带”指甲、乙；“二带”指丙: the parts belong to the term, what follows each to that part."""
        for group in groups:
            if group.names[0] is self.root:
                continue
            if group.defining and not self._parts and self.root is not None and again(self.root, group.names[0]):
                continue
            part = group.defining and len(group.names) == 1 and group.type in (*WORKS, EntityType.REGION)
            self._parts += part
            whole = self.root if part else self._part or self.root
            # a name somewhere in the explanation is no member: 为…，在甲开设乙
            if not part and (group.before.endswith(("沿", "在")) or not self._part and len(group.names) == 1 and not named(group)):
                continue
            for member in group.names:
                if whole is not None and member.type in MEMBERS and not again(whole, member):
                    yield Tie(RelationType.PART_OF, member, whole, "part.note", 0.8 if part else 0.7)
            if part:
                self._part = group.names[0]

    def _summed(self, heading: Mention, groups: tuple[Group, ...]) -> Iterator[Tie]:
        """启动三大工程。甲工程，推进丙。乙工程，…: sentences headed by a bare name are the items of the heading."""
        if not groups or groups[0].shape != "whole" or groups[0].clause.number or len(groups[0].names) > 1:
            return
        item = groups[0].names[0]
        if item.type in WORKS:
            yield Tie(RelationType.PART_OF, item, heading, "part.summed", 0.8)
            for group in groups[1:]:
                for member in group.names:
                    if member.type in WORKS:
                        yield Tie(RelationType.PART_OF, member, item, "part.summed", 0.7)

    def _items(self, clause: Clause) -> Iterator[Tie]:
        """办好民生实事：（1）…（2）…: works and numbers of the items belong to what the list is of."""
        whole = self._numbered
        if whole is not None and not self._running:
            self._running = FIRST.match(clause.text) is not None
        if whole is not None and self._running:
            for member in clause.mentions:
                if member.type in WORKS:
                    yield Tie(RelationType.PART_OF, member, whole, "part.numbered", 0.8)
            for target in clause.targets:
                yield Tie(RelationType.HAS_TARGET, whole, target, "target.numbered", 0.7)
            return
        name = clause.mentions[-1] if clause.mentions else None
        heads = name is not None and plain(name.text).endswith(words("partOf", "numbered")) and len(clause.after(name)) <= 3
        self._numbered = name if heads else None
