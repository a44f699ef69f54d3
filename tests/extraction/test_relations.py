"""Relations, given the names and numbers of a sentence: the rules by themselves, whatever the detectors find."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.records import Comparator, EntityType, Measure, Mention, Target
from kg.extraction.relations import find_relations
from kg.reading.document import Report, Span, Tense
from kg.reading.structure import parse

TABLE = Path(__file__).parent.parent / "tables" / "relations.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]


def given(row: dict[str, Any]) -> tuple[Report, list[Mention], list[Target]]:
    """The row's sentences as a report, and its names and numbers in the order of the text."""
    report = parse(f"重庆市人民政府工作报告\n各位代表：\n一、2019年工作回顾\n{row['text']}\n", "table.txt")
    base = report.text.index(row["text"])

    def sentence(at: int) -> int:
        return next(s.index for s in report.sentences if s.span.start <= at < s.span.end)

    mentions, targets, at = [], [], base
    for number, name in enumerate(row["names"], 1):
        kind, text = name.split(":", 1)
        start = report.text.index(text, at)
        at = start + len(text)
        mentions.append(Mention(f"m{number}", EntityType(kind), Span(start, at), text, sentence(start), None, None, 0.9, "table"))
    at = base
    for number, entry in enumerate(row.get("numbers", []), 1):
        text, indicator, facets = entry.split(" | ")
        measure, unit = facets.split()
        start = report.text.index(text, at)
        at = start + len(text)
        span, kind = Span(start, at), Measure(measure)
        targets.append(
            Target(f"t{number}", span, text, sentence(start), indicator, kind, 1, unit, Comparator.EQUAL, 2019, Tense.ACHIEVED, 0.9, "table")
        )
    return report, mentions, targets


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"][:16]) for row in ROWS])
def test_table(row: dict[str, Any]) -> None:
    report, mentions, targets = given(row)
    names = {r.id: r.text for r in [*mentions, *targets]}
    found = [f"{r.type.value} {names[r.head]} > {names[r.tail]}" for r in find_relations(report, mentions, targets)]
    assert sorted(found) == sorted(row["relations"])


def test_record() -> None:
    """Ids count in the order of the text, spans are those of the sentence, and the order of the input does not matter."""
    report, mentions, targets = given(next(row for row in ROWS if row["text"].startswith("江北机场")))
    found = find_relations(report, mentions, targets)
    assert [r.id for r in found] == ["r1", "r2"]
    assert all(r.span == report.sentences[mentions[0].sentence].span for r in found)
    assert find_relations(report, mentions[::-1], targets[::-1]) == found


def test_nothing() -> None:
    report, _, targets = given(ROWS[0])
    assert find_relations(report, (), targets) == ()
