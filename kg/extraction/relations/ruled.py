"""What rules surely know, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.records import Mention, RelationType, Target
from kg.extraction.relations import industries, parties, parts, places, results
from kg.extraction.relations.lists import Group
from kg.extraction.relations.outlines import Outline
from kg.extraction.relations.scope import Scope, Tie, plain, words

# Rules that tell all parts of a whole.
TOLD = ("part.theme", "part.heading", "part.note", "part.summed")


class Rules:
    """The ties that rules give; it remembers what the paragraph is about.

    Attributes:
        opens: true if the last sentence read was the first of its paragraph.
        found: the ties of the last sentence read, the first of each pair.
    """

    def __init__(self) -> None:
        self.opens = False
        self.found: dict[tuple[RelationType, str, str], Tie] = {}
        self._theme: Scope | None = None
        self._outline = Outline()

    def read(self, scope: Scope, lists: tuple[Group, ...]) -> None:
        """Read the next sentence of the report."""
        sentence = scope.sentence
        self.opens = sentence.paragraph != self._outline.paragraph
        if self.opens:
            self._outline = Outline(sentence.paragraph)
        if sentence.theme:
            self._theme = scope
        elif self._theme is not None and self._theme.sentence.paragraph != sentence.paragraph:
            self._theme = None
        self.found = {}
        for tie in (*_ties(scope, self._theme if self._theme is not scope else None), *self._outline.ties(scope, lists, self.opens)):
            if tie.head.id != tie.tail.id:
                self.found.setdefault((tie.type, tie.head.id, tie.tail.id), tie)
        # a whole whose parts a heading or a common theme tells has no others
        self._told = {tie.tail.id for tie in self.found.values() if tie.rule in TOLD}
        self._headed = any(tie.rule == "part.heading" for tie in self.found.values())
        # of items set apart by ； the heading before the colon says only that they are items
        colons = [c.number - 1 for c in scope.clauses if c.opener in ("：", ":")] if scope.clauses and scope.clauses[-1].segment else []
        self._colons = {m.id for number in colons if number >= 0 for m in scope.clauses[number].mentions}
        self._tied = {frozenset((head, tail)) for _, head, tail in self.found}
        self._borne = {tail for kind, _, tail in self.found if kind is RelationType.HAS_TARGET}
        self._placed = {(kind, head) for kind, head, _ in self.found if kind is not RelationType.HAS_TARGET}

    def decides(self, relation: RelationType, head: Mention, tail: Mention | Target) -> bool:
        """True where nothing is left to judge: a number has its bearer, a member its whole, a note its parts."""
        if relation is RelationType.HAS_TARGET:
            return tail.id in self._borne or isinstance(tail, Target) and results.never(head, tail)
        if relation is RelationType.PART_OF and isinstance(tail, Mention):
            prize = plain(tail.text).endswith(words("partOf", "prizes"))
            if prize or self._headed or self._outline.root is not None or tail.id in self._told or tail.id in self._colons:
                return True
        if relation is RelationType.LOCATED_IN and "合作" in head.text and not head.text.endswith(words("locatedIn", "grounds")):
            # what places do together lies in none of them
            return True
        return (relation, head.id) in self._placed or frozenset((head.id, tail.id)) in self._tied


def _ties(scope: Scope, theme: Scope | None) -> Iterator[Tie]:
    if not scope.mentions:
        return
    yield from results.ties(scope)
    yield from parts.ties(scope)
    yield from places.ties(scope)
    yield from industries.ties(scope, theme)
    yield from parties.ties(scope)
