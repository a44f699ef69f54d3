"""All mentions of a report: known places and bodies are looked up, the tagger settles what is a name, statuses are read off the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.extraction.authorities import known_names
from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, clauses, grid
from kg.extraction.horizons import year_of_name
from kg.extraction.joined import apart
from kg.extraction.progress import Setting, listed, weighed
from kg.extraction.records import EntityType, Mention, Status
from kg.extraction.tagger.features import NONE, head_type
from kg.extraction.tagger.spans import tagged_candidates
from kg.extraction.teaching import NOTHING, Teaching
from kg.extraction.topics import with_topics
from kg.reading.document import Report, Span

WITH_STATUS = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.POLICY)


class Seen(NamedTuple):
    """What the tagger reads a report from: its words, its clauses and the known names in it."""

    words: Grid
    clauses: tuple[Clause, ...]
    known: tuple[Candidate, ...]


def find_mentions(report: Report, teaching: Teaching = NOTHING) -> tuple[Mention, ...]:
    """The mentions of a report in the order of the text, none inside another; what is taught stands above what the tagger reads."""
    found = seen(report)
    text, cut = found.words.text, found.clauses
    decided = with_topics(text, cut, apart(text, cut, tuple(tagged_candidates(*found)), found.known))
    kept = teaching.candidates(report, decided)
    return tuple(teaching.mention(report, m) for m in _mentions(report, found.words, found.clauses, kept))


def seen(report: Report) -> Seen:
    """What the tagger reads a report from."""
    return Seen(grid(report), clauses(report), known_names(report))


def _mentions(report: Report, words: Grid, cut: Sequence[Clause], kept: Sequence[Candidate]) -> Iterable[Mention]:
    placed = [*settings(report, words, cut, kept)]
    stages = _statuses(setting for _, setting in placed if has_stages(setting))
    for number, (candidate, setting) in enumerate(placed, 1):
        sentence = report.sentences[setting.clause.sentence]
        status = stages.get(candidate.span)
        yield Mention(
            id=f"m{number}",
            type=candidate.type,
            span=candidate.span,
            text=report.quote(candidate.span),
            sentence=sentence.index,
            status=status,
            year=year_of_name(report, setting.clause, candidate.span) if status else None,
            confidence=round(candidate.confidence, 3),
            rule=candidate.rule,
        )


def _statuses(names: Iterable[Setting]) -> dict[Span, Status | None]:
    found: dict[Span, Status | None] = {}
    for row in listed(names):
        found.update(dict.fromkeys((name.span for name in row), weighed(row)))
    return found


def settings(report: Report, words: Grid, cut: Sequence[Clause], kept: Sequence[Candidate]) -> Iterable[tuple[Candidate, Setting]]:
    """Each name with where it stands; `kept` are in the order of the text."""
    position = 0
    governing: tuple[str, ...] = ()
    sentence = -1
    for candidate in kept:
        while position < len(cut) - 1 and cut[position].span.end <= candidate.span.start:
            governing, sentence = _governing(cut[position], governing, sentence)
            position += 1
        clause = cut[position]
        if clause.sentence != sentence:
            governing = ()
        ends, tense = _list_end(words, clause, candidate.span, kept), report.sentences[clause.sentence].frame.tense
        yield candidate, Setting(words, clause, candidate.span, candidate.type, ends, governing, tense)


def has_stages(name: Setting) -> bool:
    """True for what is begun and completed; a zone is built (示范区, 高新区), a division is not."""
    return name.type in WITH_STATUS or name.type is EntityType.REGION and head_type(name.words.text[name.span.start : name.span.end]) != NONE


def _list_end(words: Grid, clause: Clause, span: Span, kept: Sequence[Candidate]) -> int:
    """Where the list that the name stands in ends: before 等, else behind the name in its last item."""
    last = clause.items[-1] if clause.items else None
    if last is None or len(clause.items) < 2 or last.span.start <= span.start:
        return span.end
    etc = words.text.find("等", last.name, clause.span.end)
    if etc >= 0 and etc not in words.inside:
        return etc
    first = bisect_left(kept, last.span.start, key=lambda c: c.span.start)
    return kept[first].span.end if first < len(kept) and last.span.contains(kept[first].span) else last.name


def _governing(clause: Clause, governing: tuple[str, ...], sentence: int) -> tuple[tuple[str, ...], int]:
    """Verbs of the last clause that had any, within one sentence."""
    if clause.sentence != sentence:
        return clause.verbs, clause.sentence
    return clause.verbs or governing, sentence
