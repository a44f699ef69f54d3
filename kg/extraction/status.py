"""What a clause says of how far a project or programme is: from the predicate behind it, else from the verb before it (`progress` weighs it)."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import QUOTED, Clause, Grid
from kg.extraction.records import Status
from kg.lexicon import loader
from kg.reading.document import Span

# How far from a name its predicate may stand, in characters.
NEAR = 120
# 未|完成, 尚未|开工
NOT_YET = "(?<!未)(?<!没有)"


@cache
def _tails() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    # 枢纽|通航设施, 道路|通车里程: no predicate
    things = "(?!设施|建筑|里程|工程|条件|准备|仪式)"
    return tuple(
        (Status(status), re.compile(f"{NOT_YET}(?:{'|'.join(map(re.escape, words))}){things}"))
        for status, words in loader.toml("names")["status"]["tail"]
    )


@cache
def _leads() -> dict[str, Status]:
    return _by_word("lead")


def _by_word(where: str) -> dict[str, Status]:
    return {word: Status(status) for status, words in loader.toml("names")["status"][where] for word in words}


@cache
def _stages() -> tuple[re.Pattern[str], dict[str, Status]]:
    known = _by_word("tail")
    return re.compile(f"{NOT_YET}(?:{loader.alternation(known)})"), known


def stages(words: str) -> list[tuple[str, Status]]:
    """The words that tell how far something is, in their order, each with what it tells."""
    pattern, known = _stages()
    return [(found[0], known[found[0]]) for found in pattern.finditer(words)]


def status_of(words: Grid, clause: Clause, span: Span, list_end: int, inherited: tuple[str, ...]) -> Status | None:
    """The status that the clause gives the name at `span`.

    `list_end` is where the list that the name is a member of ends; `inherited` are the verbs of an earlier clause, which govern a list that goes on
    behind a comma.
    """
    end = max(span.end, list_end)
    behind = _behind(words.text[end : min(clause.span.end, end + NEAR)])
    before = _before(words, clause, span, inherited if behind is None else ())
    if before in (Status.PLANNED, Status.APPROVED) or behind is None:
        return before
    if behind is Status.ONGOING and before not in (None, Status.ONGOING):
        return before
    return behind


def _behind(tail: str) -> Status | None:
    tail = QUOTED.sub("", tail)
    found: list[tuple[int, Status]] = []
    for status, pattern in _tails():
        if match := pattern.search(tail):
            if status in (Status.PLANNED, Status.COMPLETED, Status.APPROVED):
                return status
            found.append((match.start(), status))
    return found[0][1] if found else None


def _before(words: Grid, clause: Clause, span: Span, inherited: tuple[str, ...]) -> Status | None:
    item = clause.item_at(span.start)
    spoken: tuple[str, ...] = ()
    if item is not None:
        spoken = item.verbs
        if span.start > item.name:
            spoken = (*spoken, *_verbs_at(words.text[max(item.name, span.start - NEAR) : span.start]))
        elif span.start < item.name:
            # a title that itself begins with a verb: only what stands before it governs it
            spoken = _verbs_at(words.text[item.span.start : span.start])
            return _lead(spoken[0]) if spoken else None
    for verbs in (spoken, clause.verbs, inherited):
        known = [verb for verb in verbs if _lead(verb) or verb in _silent()]
        if not known:
            continue
        statuses = [_lead(verb) for verb in known]
        for first in (Status.PLANNED, Status.APPROVED):
            if first in statuses:
                return first
        # 开工建设, 启动建设: the act that tells more than 建设
        return next((s for s in reversed(statuses) if s not in (None, Status.ONGOING)), statuses[-1])
    return None


def _lead(verb: str) -> Status | None:
    """The status of a verb, or of the last two characters of a compound (提速|实施)."""
    return _leads().get(verb) or _leads().get(verb[-2:])


def _verbs_at(before: str) -> tuple[str, ...]:
    """The verb that stands right before the name, perhaps with an adverb between."""
    found = [(before.rfind(verb) + len(verb), len(verb), verb) for verb in (*_leads(), *_silent()) if verb in before]
    return (max(found)[2],) if found else ()


@cache
def _silent() -> frozenset[str]:
    return frozenset(loader.toml("names")["status"]["silent"])
