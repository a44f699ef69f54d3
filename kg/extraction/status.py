"""How far a project or programme is: from the predicate behind it, else from the verb before it."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import Clause, Grid
from kg.extraction.records import Status
from kg.lexicon import loader
from kg.reading.document import Span


@cache
def _tails() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return tuple(
        (Status(status), re.compile("|".join(map(re.escape, words)))) for status, words in loader.toml("names")["status"]["tail"]
    )


@cache
def _leads() -> dict[str, Status]:
    return {word: Status(status) for status, words in loader.toml("names")["status"]["lead"] for word in words}


def status_of(words: Grid, clause: Clause, span: Span, inherited: tuple[str, ...]) -> Status | None:
    """The status that the clause gives the name at `span`; `inherited` are verbs of an earlier clause that govern it."""
    behind = _behind(words.text[_list_end(clause, span) : clause.span.end])
    before = _before(words.text[clause.span.start : span.start], clause.verbs or inherited)
    if before is Status.PLANNED or behind is None:
        return before
    if behind is Status.ONGOING and before not in (None, Status.ONGOING):
        return before
    return behind


def _list_end(clause: Clause, span: Span) -> int:
    """The end of the list that the name is a member of, so that all members share the predicate."""
    member = next((i for i, item in enumerate(clause.items) if item.span.contains(span)), None)
    if member is None or member == len(clause.items) - 1:
        return span.end
    return max(span.end, clause.items[-1].name)


def _behind(tail: str) -> Status | None:
    found: list[tuple[int, Status]] = []
    for status, pattern in _tails():
        if match := pattern.search(tail):
            if status in (Status.PLANNED, Status.COMPLETED, Status.APPROVED):
                return status
            found.append((match.start(), status))
    statuses = [status for _, status in found]
    return statuses[0] if statuses else None


def _before(head: str, verbs: tuple[str, ...]) -> Status | None:
    silent = loader.toml("names")["status"]["silent"]
    stated = [(head.rfind(verb), len(verb), status) for verb, status in _leads().items() if verb in head]
    spoken = [(head.rfind(verb), len(verb), None) for verb in silent if verb in head]
    if stated or spoken:
        last = max([*stated, *spoken], key=lambda found: (found[0] + found[1], found[1]))
        if any(status is Status.PLANNED for _, _, status in stated):
            return Status.PLANNED
        return last[2]
    for verb in reversed(verbs):
        if verb in _leads():
            return _leads()[verb]
    return None
