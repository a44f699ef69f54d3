"""What rules surely know, sentence by sentence."""

from __future__ import annotations

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import parties, parts, results
from kg.extraction.relations.scope import Scope, Tie, plain, words


class Rules:
    """The ties that rules give in one sentence, the first of each pair."""

    def __init__(self, scope: Scope) -> None:
        self.found: dict[tuple[RelationType, str, str], Tie] = {}
        for tie in (*results.ties(scope), *parts.ties(scope), *parties.ties(scope)) if scope.mentions else ():
            if tie.head.id != tie.tail.id:
                self.found.setdefault((tie.type, tie.head.id, tie.tail.id), tie)
        # of items set apart by ； the heading before the colon says only that they are items
        colons = [c.number - 1 for c in scope.clauses if c.opener in ("：", ":")] if scope.mentions and scope.clauses[-1].segment else []
        self._headings = {m.id for number in colons if number >= 0 for m in scope.clauses[number].mentions}
        self._tied = {frozenset((head, tail)) for _, head, tail in self.found}
        self._borne = {tail for kind, _, tail in self.found if kind is RelationType.HAS_TARGET}
        self._placed = {(kind, head) for kind, head, _ in self.found if kind is not RelationType.HAS_TARGET}

    def decides(self, relation: RelationType, head: Mention, tail: Mention | Target) -> bool:
        """True where nothing is left to judge: a number has its bearer, a member its whole."""
        if isinstance(tail, Target):
            return tail.id in self._borne or results.never(head, tail)
        if relation is RelationType.PART_OF and (tail.id in self._headings or plain(tail.text).endswith(words("partOf", "prizes"))):
            return True
        return (relation, head.id) in self._placed or frozenset((head.id, tail.id)) in self._tied
