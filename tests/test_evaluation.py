"""The figures on the gold in this repository must not fall below what was recorded."""

from __future__ import annotations

from kg.evaluation.gold import load_gold
from kg.evaluation.score import Score, same_indicator, score
from kg.evaluation.show import as_markdown, as_text
from kg.linking.entities import Linked

from .conftest import GOLD

# Recorded figures on tests/gold/seed-review.jsonl, rounded down.
FLOORS = {"strict.core": 0.90, "strict.all": 0.90, "detected": 0.98, "complete": 0.96, "relation.all": 0.82}


def seed_score(seed: Linked) -> Score:
    return score(load_gold([GOLD / "seed-review.jsonl"], seed.extraction.report.text), seed.extraction)


def test_floors(seed: Linked) -> None:
    result = seed_score(seed)
    low = {name: result.figures(name)[2] for name, floor in FLOORS.items() if result.figures(name)[2] < floor}
    assert not low
    assert result.share("status.with_year", "status.n") >= 0.95


def test_nothing_extracted_scores_nothing(seed: Linked) -> None:
    from dataclasses import replace

    empty = replace(seed.extraction, mentions=(), targets=(), relations=(), numerals=())
    result = score(load_gold([GOLD / "seed-review.jsonl"], seed.extraction.report.text), empty)
    assert result.figures("strict.all") == (0.0, 0.0, 0.0)
    assert result.counts["strict.all.gold"] == 188


def test_same_indicator() -> None:
    assert same_indicator("实施“三峡”后续项目", "三峡后续项目")
    assert not same_indicator("总额", "进出口总额增速")


def test_tables(seed: Linked) -> None:
    result = seed_score(seed)
    assert "mentions.strict.core" in as_text(result, 3)
    assert as_markdown(result).startswith("| what |")
