"""What rules surely know, sentence by sentence."""

from __future__ import annotations

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import parties, parts, results, routes
from kg.extraction.relations.scope import Scope, Tie, plain, words


class Rules:
    """The ties that rules give in one sentence, the first of each pair."""

    def __init__(self, scope: Scope) -> None:
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
        if relation is RelationType.PART_OF and ((head.id, tail.id) in self._below or plain(tail.text).endswith(words("partOf", "prizes"))):
            return True
        return (relation, head.id) in self._placed or frozenset((head.id, tail.id)) in self._tied
