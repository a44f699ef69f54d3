"""What a person teaches the extraction: names, rejections and corrections (docs/teaching.md), and how they act on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import ahocorasick_rs

from kg.extraction.candidates import Candidate, near, outermost
from kg.extraction.records import EntityType, Measure, Mention, Numeral, Status, Target
from kg.reading.document import Report, Span, Tense

RULE = "taught.name"
CORRECTED = "+corrected"
OPENING, CLOSING = "“‘「『", "”’」』"
MARKS = str.maketrans("", "", OPENING + CLOSING)


def bare(text: str) -> str:
    """A name without quotation marks, which make no difference to what is taught."""
    return text.translate(MARKS) or text


@dataclass(frozen=True, slots=True)
class TaughtName:
    """A name with its type and its other names."""

    text: str
    type: EntityType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Which records an entry means.

    Attributes:
        text: the text of the record, quotation marks aside.
        sentence: words of the sentence that it stands in; None for any.
        file: name of the report's file; None for any.
    """

    text: str
    sentence: str | None = None
    file: str | None = None

    def meets(self, report: Report, span: Span) -> bool:
        """True if the record at `span` is meant."""
        if self.file not in (None, report.source) or bare(report.quote(span)) != bare(self.text):
            return False
        return self.sentence is None or self.sentence in report.quote(_sentence(report, span))


@dataclass(frozen=True, slots=True)
class Rejection:
    """Records that are none; `type` is an entity type or ``Target``, None for any."""

    where: Where
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to stand in records instead; None leaves a field as it was read."""

    where: Where
    type: EntityType | None = None
    status: str | None = None
    year: int | None = None
    indicator: str | None = None
    measure: Measure | None = None


@dataclass(frozen=True)
class Teaching:
    """All that is taught; the empty one changes nothing."""

    names: tuple[TaughtName, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def by_text(self) -> dict[str, TaughtName]:
        """Taught names by their own text and by each alias, without quotation marks."""
        return {bare(text): name for name in self.names for text in (name.text, *name.aliases)}

    def rejects(self, report: Report, span: Span, kind: str) -> bool:
        """True if a record of that kind at `span` is rejected."""
        return any(r.type in (None, kind) and r.where.meets(report, span) for r in self.rejections)

    def candidates(self, report: Report, proposed: Sequence[Candidate]) -> list[Candidate]:
        """The candidates that become mentions, in the order of the text; `proposed` are in that order and lie in no other.

        A taught name takes the place of whatever overlaps it, but stays part of a longer name that holds it whole.
        """
        found = [c for c in proposed if not self.rejects(report, c.span, c.type.value)]
        taught = [c for c in self._occurrences(report) if not self.rejects(report, c.span, c.type.value)]
        if not taught:
            return [self._corrected(report, c) for c in found]
        spans = sorted(c.span for c in taught)
        rest = outermost(c for c in found if not any(_displaces(t, c) for t in near(spans, c.span)))
        held = sorted(c.span for c in rest)
        free = [t for t in taught if not near(held, t.span)]
        return [self._corrected(report, c) for c in sorted([*rest, *free], key=lambda c: c.span)]

    def _occurrences(self, report: Report) -> Iterator[Candidate]:
        """Where taught names stand in the sentences, with quotation marks that enclose them."""
        if not self.names:
            return
        texts = sorted({*self.by_text, *(text for name in self.names for text in (name.text, *name.aliases))})
        matcher = ahocorasick_rs.AhoCorasick(texts, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        for sentence in report.sentences:
            words = report.quote(sentence.span)
            for index, start, end in matcher.find_matches_as_indexes(words):
                if start and words[end : end + 1] and OPENING.find(words[start - 1]) == CLOSING.find(words[end]) >= 0:
                    start, end = start - 1, end + 1
                span = Span(sentence.span.start + start, sentence.span.start + end)
                yield Candidate(span, self.by_text[bare(texts[index])].type, RULE, 1.0)

    def _corrected(self, report: Report, candidate: Candidate) -> Candidate:
        """The candidate with the type that a correction gives it, marked where any correction means it."""
        for correction in self.corrections:
            if correction.where.meets(report, candidate.span):
                rule = candidate.rule.removesuffix(CORRECTED) + CORRECTED
                candidate = replace(candidate, type=correction.type or candidate.type, rule=rule, confidence=1.0)
        return candidate

    def told(self, report: Report, mention: Mention) -> EntityType | None:
        """The type that a person gave the mention, None where the extraction chose it."""
        corrected = [c.type for c in self.corrections if c.type is not None and c.where.meets(report, mention.span)]
        name = self.by_text.get(bare(mention.text))
        return corrected[-1] if corrected else name.type if name else None

    def mention(self, report: Report, mention: Mention) -> Mention:
        """The mention with the status and year that corrections give it."""
        for correction in self.corrections:
            if correction.where.meets(report, mention.span):
                if correction.status is not None and correction.status in list(Status):
                    year = report.sentences[mention.sentence].frame.year if mention.status is None else mention.year
                    mention = replace(mention, status=Status(correction.status), year=year)
                if correction.year is not None and mention.status is not None:
                    mention = replace(mention, year=correction.year)
        return mention

    def targets(self, report: Report, targets: Sequence[Target], numerals: Sequence[Numeral]) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
        """Targets without the rejected and with the corrections, and the numerals that say so; ids stay as they are."""
        kept = tuple(self._target(report, t) for t in targets if not self.rejects(report, t.span, "Target"))
        ids = {t.id for t in kept}
        return kept, tuple(_numeral(n, ids) for n in numerals)

    def _target(self, report: Report, target: Target) -> Target:
        for correction in self.corrections:
            if correction.where.meets(report, target.span):
                target = replace(
                    target,
                    indicator=correction.indicator or target.indicator,
                    measure=correction.measure or target.measure,
                    status=Tense(correction.status) if correction.status in list(Tense) else target.status,
                    year=target.year if correction.year is None else correction.year,
                    subject=None if correction.indicator else target.subject,
                    confidence=1.0,
                    rule=target.rule.removesuffix(CORRECTED) + CORRECTED,
                )
        return target


NOTHING = Teaching()


def _displaces(taught: Span, candidate: Candidate) -> bool:
    """True unless the candidate is a firm longer name around the taught one."""
    return candidate.weak or candidate.span == taught or not candidate.span.contains(taught)


def _sentence(report: Report, span: Span) -> Span:
    at = bisect_right(report.sentences, span.start, key=lambda s: s.span.start) - 1
    return report.sentences[max(0, at)].span


def _numeral(numeral: Numeral, kept: set[str]) -> Numeral:
    left = tuple(i for i in numeral.targets if i in kept)
    return numeral if left == numeral.targets else replace(numeral, targets=left, outcome=numeral.outcome if left else "rejected")
