"""Comparisons as rows of a table and as JSON objects, with the characters that both ends came from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from kg.comparison.values import Compared, Comparison, History, Kind, Stated, Verdict
from kg.extraction.records import Measure, Target
from kg.linking.iris import iri
from kg.linking.lists import split
from kg.reading.document import Tense

TARGETS = ("place", "year", "indicator", "measure", "promised", "reached", "verdict", "gap", "unit", "rule", "confidence")
PROJECTS = ("place", "project", "outcome", "first", "last", "steps", "rule", "confidence")


def target_rows(compared: Sequence[Compared], verdicts: Collection[str] = ()) -> list[list[str]]:
    """A row a comparison under TARGETS: the promises of other reports first, then those beside the year before in the same report.

    `verdicts` keeps those of the given values of Verdict, and ``outlook``; all if empty.
    """
    rows = []
    for place in compared:
        ordered = sorted(place.comparisons, key=lambda c: c.kind is Kind.OUTLOOK)
        rows += [_target_row(place.place, c) for c in ordered if not verdicts or outcome_of(c) in verdicts]
    return rows


def outcome_of(comparison: Comparison) -> str:
    """The verdict, ``outlook`` where there is none yet."""
    return (comparison.verdict or Kind.OUTLOOK).value


def _target_row(place: str, c: Comparison) -> list[str]:
    target = c.promise.target
    reached = _reached(target, c.result.target) if c.result else ""
    gap, unit = _readable(c)
    cells = (
        place,
        target.year,
        target.indicator,
        target.measure.value,
        amount(target),
        reached,
        outcome_of(c),
        gap,
        unit,
        c.rule,
        f"{c.confidence:.2f}",
    )
    return [str(cell) for cell in cells]


def _readable(c: Comparison) -> tuple[str, str]:
    """The gap and its unit, with the magnitude that the promise is written with (万公里)."""
    if c.gap is None or c.unit is None:
        return "", ""
    written = c.promise.target.unit or ""
    base, power = split(written)
    if base != c.unit or not power:
        return f"{c.gap:f}", c.unit
    return f"{(c.gap / 10**power).normalize():f}", written


def _reached(promise: Target, result: Target) -> str:
    """The result's amount, with the way it went where that is not the promised one."""
    turned = {promise.measure, result.measure} == {Measure.GROWTH, Measure.DECREASE}
    return ("降" if result.measure is Measure.DECREASE else "增") * turned + amount(result)


def amount(target: Target) -> str:
    """Comparator, number and unit as one reads them; an equals sign goes without saying."""
    sign = target.comparator.value if target.comparator else ""
    number = "–".join(map(str, target.value)) if isinstance(target.value, tuple) else str(target.value)
    return f"{sign if sign != '=' else ''}{number}{target.unit or ''}"


def project_rows(compared: Sequence[Compared]) -> list[list[str]]:
    """A row a project under PROJECTS."""
    return [_project_row(place.place, history) for place in compared for history in place.histories]


def _project_row(place: str, h: History) -> list[str]:
    steps = "；".join(f"{s.year} {'→' if s.tense is Tense.PLANNED else ''}{s.status.value}" for s in h.steps)
    return [place, h.label, h.outcome.value, str(h.named[0]), str(h.named[-1]), steps, h.rule, f"{h.confidence:.2f}"]


def target_objects(compared: Sequence[Compared], base: str, verdicts: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The comparisons as JSON objects, in the order and by the verdicts of :func:`target_rows`; IRIs lie below the base."""
    for place in compared:
        for c in sorted(place.comparisons, key=lambda c: c.kind is Kind.OUTLOOK):
            if not verdicts or outcome_of(c) in verdicts:
                yield {
                    "kind": c.kind.value,
                    "id": iri(base, c.key),
                    "place": place.place,
                    "year": c.promise.target.year,
                    "verdict": c.verdict.value if c.verdict else None,
                    "gap": None if c.gap is None else float(c.gap),
                    "unit": c.unit,
                    "promise": _stated(c.promise, base),
                    "result": _stated(c.result, base) if c.result else None,
                    "rule": c.rule,
                    "confidence": c.confidence,
                    "reason": c.reason,
                }


def project_objects(compared: Sequence[Compared], base: str) -> Iterator[dict[str, Any]]:
    """The histories as JSON objects; IRIs lie below the base."""
    return (_history(place.place, h, base) for place in compared for h in place.histories)


def _stated(stated: Stated, base: str) -> dict[str, Any]:
    target, report = stated.target, stated.report
    return {
        "id": iri(base, stated.key),
        "report": report.id,
        "indicator": target.indicator,
        "measure": target.measure.value,
        "comparator": target.comparator.value if target.comparator else None,
        "value": list(target.value) if isinstance(target.value, tuple) else target.value,
        "unit": target.unit,
        "text": target.text,
        "start": target.span.start,
        "end": target.span.end,
        "sentence": report.quote(report.sentences[target.sentence].span),
    }


def _history(place: str, h: History, base: str) -> dict[str, Any]:
    return {
        "kind": "history",
        "id": iri(base, h.key),
        "place": place,
        "project": h.label,
        "entities": [iri(base, key) for key in h.entities],
        "outcome": h.outcome.value,
        "named": list(h.named),
        "steps": [
            {
                "report": s.report.id,
                "status": s.status.value,
                "year": s.year,
                "tense": s.tense.value,
                "text": s.mention.text,
                "start": s.mention.span.start,
                "end": s.mention.span.end,
            }
            for s in h.steps
        ],
        "rule": h.rule,
        "confidence": h.confidence,
        "reason": h.reason,
    }


CHOICES = (*(verdict.value for verdict in Verdict), Kind.OUTLOOK.value)
