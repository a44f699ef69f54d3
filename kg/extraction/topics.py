"""Topics: “五张网”：城市轨道交通网，…；城市路网，… — a clause that is one noun phrase names what the clauses behind it speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extraction.candidates import Candidate, near
from kg.extraction.clauses import Clause, cut_verbs
from kg.reading.document import Span

SHORTEST, LONGEST = 3, 12
OPENERS, BEHIND = ("：", "；", ":", ";"), ("，", ",")


def with_topics(text: str, cut: Sequence[Clause], names: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The names in the order of the text, with those topics of a sentence that end like another one of it that is a name.

    Of 45 such topics in the annotated paragraphs all are names.
    """
    known = {name.span: name for name in names}
    taken = [*known]
    topics: defaultdict[tuple[int, str], list[Span]] = defaultdict(list)
    for clause in _topics(text, cut):
        topics[clause.sentence, text[clause.span.end - 1]].append(clause.span)
    found: list[Candidate] = []
    for spans in topics.values():
        named = next((known[span] for span in spans if span in known), None)
        if named is not None:
            found += [replace(named, span=span, rule="topic.sibling") for span in spans if not near(taken, span)]
    return tuple(sorted((*names, *found), key=lambda name: name.span.start)) if found else tuple(names)


def _topics(text: str, cut: Sequence[Clause]) -> Iterator[Clause]:
    """Short clauses without a verb at their head that open a member of a list of clauses."""
    for clause, following in pairwise(cut):
        if clause.opener in OPENERS and following.opener in BEHIND and following.sentence == clause.sentence:
            words = text[clause.span.start : clause.span.end]
            if SHORTEST <= len(words) <= LONGEST and "、" not in words and not cut_verbs().match(words):
                yield clause
