"""What rules surely know, sentence by sentence."""

from __future__ import annotations

import re

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import parties, parts, results, routes
from kg.extraction.relations.scope import Scope, Tie, plain, words

# 结合无锡|实际, 具有玉溪|特色的…: nothing is there.
OF_PLACE = re.compile("实际|特点|特色")
# “832平台”|：全称为|…, …系统|的升级版: another name of it, or what was before it.
ANOTHER_NAME, FORMER = re.compile(r"[”》]?[：（，]?(?:全称|前身|原名)[^，。；]{0,3}"), re.compile("[”》]?的升级版")


class Rules:
    """The ties that rules give in one sentence, the first of each pair."""

    def __init__(self, scope: Scope) -> None:
        self._text = scope.words
        self.found: dict[tuple[RelationType, str, str], Tie] = {}
        for tie in (*results.ties(scope), *parts.ties(scope), *parties.ties(scope), *routes.ties(scope)) if scope.mentions else ():
            if plain(tie.head.text) != plain(tie.tail.text):
                self.found.setdefault((tie.type, tie.head.id, tie.tail.id), tie)
        # what follows the name that opens an item belongs to that, and by it to the heading
        led = {head: tail for (kind, head, tail), tie in self.found.items() if tie.rule == parts.HEADED}
        segments = {c.segment: led[m.id] for c in scope.clauses for m in c.mentions if m.id in led} if led else {}
        self._below = {(m.id, segments[c.segment]) for c in scope.clauses if c.segment in segments for m in c.mentions}
        self._tied = {frozenset((head, tail)) for _, head, tail in self.found}
        self._borne = {tail for kind, _, tail in self.found if kind is RelationType.HAS_TARGET}
        self._placed = {(kind, head) for kind, head, _ in self.found if kind is not RelationType.HAS_TARGET}

    def decides(self, relation: RelationType, head: Mention, tail: Mention | Target) -> bool:
        """True where nothing is left to judge: a number has its bearer, a member its whole."""
        if isinstance(tail, Target):
            return tail.id in self._borne or results.never(head, tail)
        if relation is RelationType.PART_OF and self._same(head, tail):
            return True
        if relation is RelationType.LOCATED_IN and OF_PLACE.match(self._text, tail.span.end):
            return True
        if relation is RelationType.PART_OF and ((head.id, tail.id) in self._below or plain(tail.text).endswith(words("partOf", "prizes"))):
            return True
        return (relation, head.id) in self._placed or frozenset((head.id, tail.id)) in self._tied

    def _same(self, one: Mention, other: Mention) -> bool:
        """True for two names of one thing (三大攻坚, 三大攻坚战) or of a thing and what it was before."""
        short, long = sorted((plain(one.text), plain(other.text)), key=len)
        if long.startswith(short) and long[len(short) :] in words("partOf", "forms"):
            return True
        first, last = sorted((one, other), key=lambda m: m.span)
        return ANOTHER_NAME.fullmatch(self._text, first.span.end, last.span.start) is not None or FORMER.match(self._text, one.span.end) is not None
