"""All mentions of a report: every detector proposes, the tagger settles what is a name, statuses are read off the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.extraction import authorities
from kg.extraction.candidates import Candidate, outermost
from kg.extraction.clauses import Clause, Grid, clauses, grid
from kg.extraction.heads import head_candidates
from kg.extraction.joined import apart
from kg.extraction.lists import list_candidates
from kg.extraction.progress import Setting, listed, weighed
from kg.extraction.quotations import quotation_candidates
from kg.extraction.records import EntityType, Mention, Status
from kg.extraction.tagger.features import NONE, head_type
from kg.extraction.tagger.spans import tagged_candidates
from kg.extraction.teaching import NOTHING, Teaching
from kg.extraction.topics import congress_candidates, strategy_candidates, topic_candidates
from kg.lexicon import loader
from kg.reading.document import Report, Span

WITH_STATUS = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.POLICY)


class Proposals(NamedTuple):
    """What the rules say of a report's names: all that they propose, what they alone would keep, and the places of known places and bodies."""

    words: Grid
    clauses: tuple[Clause, ...]
    proposed: tuple[Candidate, ...]
    kept: tuple[Candidate, ...]
    proper: frozenset[int]


def find_mentions(report: Report, teaching: Teaching = NOTHING) -> tuple[Mention, ...]:
    """The mentions of a report in the order of the text, none inside another: the rules propose, the tagger decides, what is taught stands above both."""
    found = proposals(report)
    decided = apart(found.words.text, found.clauses, tuple(tagged_candidates(*found)), found.proposed, found.proper)
    kept = teaching.candidates(report, decided)
    return tuple(teaching.mention(report, m) for m in _mentions(report, found.words, found.clauses, kept))


def proposals(report: Report) -> Proposals:
    """What every detector proposes."""
    words = grid(report)
    known = authorities.candidates(report)
    proper = frozenset(at for c in known if c.type in (EntityType.REGION, EntityType.ORGANIZATION) for at in range(c.span.start, c.span.end))
    cut = clauses(report)
    proposed: list[Candidate] = [*known, *_epithets(known, report)]
    proposed.extend(topic_candidates(words, cut))
    proposed.extend(strategy_candidates(report.text))
    proposed.extend(congress_candidates(report.text))
    for clause in cut:
        proposed.extend(head_candidates(words, clause, proper))
        proposed.extend(list_candidates(words, clause, proper))
        proposed.extend(quotation_candidates(words, clause, proper))
    return Proposals(words, cut, tuple(proposed), tuple(outermost(proposed)), proper)


def _epithets(known: Sequence[Candidate], report: Report) -> Iterable[Candidate]:
    """数字四川, 健康重庆: an epithet right before a place names a programme."""
    words = tuple(loader.toml("names")["epithets"]["words"])
    for place in known:
        if place.type is EntityType.REGION and len(place.span) <= 4:
            before = report.text[max(0, place.span.start - 2) : place.span.start]
            if before in words:
                yield Candidate(Span(place.span.start - 2, place.span.end), EntityType.PROGRAM, "epithet", 0.8)


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
            year=sentence.frame.year if status else None,
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
