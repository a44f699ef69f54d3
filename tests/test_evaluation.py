"""The figures on the gold in this repository must not fall below what was recorded."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluation.baselines import BASELINES
from kg.evaluation.gold import load_gold
from kg.evaluation.score import Score, same_indicator, score
from kg.evaluation.show import as_markdown, as_text, beside, calibration
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.records import json_lines

from .conftest import GOLD, ROOT, SEED

SCORER = ROOT.parent / "shared" / "evaluation" / "score.py"

# Recorded F1, rounded down.
FLOORS = {
    "seed-review.jsonl": {"strict.core": 0.99, "strict.all": 0.99, "detected": 0.99, "complete": 0.97, "relation.all": 0.98},
    "seed-plan.jsonl": {"strict.core": 0.99, "strict.all": 0.99, "detected": 0.98, "complete": 0.98, "relation.all": 0.95},
    "seed-other.jsonl": {"strict.core": 0.98, "strict.all": 0.97, "detected": 0.99, "complete": 0.99},
}
# The same for the other reports, pooled as benchmarks/quality.py pools them; only where the reports are at hand.
CORPUS = ROOT.parent / "shared" / "corpus" / "reports"
OTHERS = {"strict.core": 0.82, "strict.all": 0.82, "detected": 0.98, "complete": 0.885, "relation.all": 0.70}
HELD = {"strict.core": 0.885, "strict.all": 0.885, "relaxed.core": 0.94, "detected": 0.97, "complete": 0.815, "relation.all": 0.67}
FRESH = {"strict.core": 0.915, "strict.all": 0.915, "relaxed.core": 0.96, "detected": 0.99, "complete": 0.87, "relation.all": 0.70}

STATUS = {"other reports": 0.95, "held out": 0.90, "fresh": 0.90}


def seed_score(seed: Linked) -> Score:
    return score(load_gold([GOLD / "seed-review.jsonl"], seed.extraction.report.text), seed.extraction)


@pytest.mark.parametrize(("name", "floors"), sorted(FLOORS.items()))
def test_floors(seed: Linked, name: str, floors: dict[str, float]) -> None:
    result = score(load_gold([GOLD / name], seed.extraction.report.text), seed.extraction)
    low = {block: result.figures(block)[2] for block, floor in floors.items() if result.figures(block)[2] < floor}
    assert not low
    assert result.share("status.with_year", "status.n") >= 0.95


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the other reports are not here")
def test_floors_on_other_reports() -> None:
    recorded = {"other reports": OTHERS, "held out": HELD, "fresh": FRESH}
    results = runpy.run_path(str(ROOT / "benchmarks" / "quality.py"))["groups"](CORPUS, recorded)
    for name, floors in recorded.items():
        low = {block: results[name].figures(block)[2] for block, floor in floors.items() if results[name].figures(block)[2] < floor}
        assert not low, name
        assert results[name].share("status.with_year", "status.n") >= STATUS[name], name


def test_records_above_the_line_are_right_more_often(seed: Linked) -> None:
    gold = load_gold([GOLD / "seed-review.jsonl", GOLD / "seed-plan.jsonl"], seed.extraction.report.text)
    (_, many, above), (_, few, below) = calibration(score(gold, seed.extraction))
    assert min(many, few) > 100 and above > below


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


def test_baselines_are_real_and_beaten(seed: Linked) -> None:
    report = seed.extraction.report
    gold = load_gold([GOLD / "seed-review.jsonl"], report.text)
    tags, numbers = (score(gold, baseline(report)) for baseline in BASELINES.values())
    assert 0 < tags.figures("strict.all")[2] < seed_score(seed).figures("strict.all")[2]
    assert 0.5 < numbers.figures("detected")[2] < seed_score(seed).figures("detected")[2]
    assert "| tags | " in beside({"tags": tags})


@pytest.mark.skipif(not SCORER.is_file(), reason="the shared scorer is not here")
def test_same_figures_as_the_shared_scorer(seed: Linked, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(json_lines(seed, DEFAULT_BASE), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(SEED), str(GOLD / "seed-review.jsonl"), str(records), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = seed_score(seed)
    blocks = {f"{level}.{name}": b for level, group in theirs["mentions"].items() for name, b in group.items()}
    blocks |= {name: theirs["targets"][name] for name in ("detected", "complete")}
    blocks |= {f"relation.{name}": b for name, b in theirs["relations"].items()}
    for name, block in blocks.items():
        assert [round(f, 4) for f in ours.figures(name)] == [block["p"], block["r"], block["f1"]], name
    assert theirs["status"]["n"] == ours.counts["status.n"]
    assert theirs["status"]["with_year"] == round(ours.share("status.with_year", "status.n"), 4)
