"""Figures on all gold in tests/gold, pooled; docs/evaluation.md says what was seen of it while the rules were written.

usage: python benchmarks/quality.py FOLDER     (the folder that holds the reports that tests/gold/corpus annotates)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.evaluation.gold import load_gold
from kg.evaluation.score import Score, score
from kg.evaluation.show import beside, calibration
from kg.extraction.pipeline import extract
from kg.reading.reader import read

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SEED = ROOT / "seeds" / "chongqing-2020.txt"
# The groups of other reports and their folders in tests/gold.
OTHERS = {
    "other reports": "corpus",
    # paragraphs of reports of which nothing was learned
    "held out": "heldout",
    # paragraphs annotated after everything was learned, of reports of which others may have taught
    "fresh": "fresh",
    # the same paragraphs, and 800 others, as two readers agree: what one of them alone asks for is optional
    "two readers": "agreed",
    "two readers, new": "blind",
    "names of others": "names",
}
# Groups whose paragraphs another group has too.
AGAIN = ("two readers",)


def pooled(pairs: Iterable[tuple[Path, Path]], names_alone: bool = False) -> Score:
    """One score over several reports and their gold; of gold that has names alone, of the names alone."""
    whole = Score()
    for report, gold in pairs:
        extraction = extract(read(report))
        if names_alone:
            extraction = replace(extraction, targets=(), relations=())
        one = score(load_gold([gold], extraction.report.text), extraction)
        whole.counts.update(one.counts)
        whole.judged += one.judged
    return whole


def at_hand(folder: Path, name: str) -> list[tuple[Path, Path]]:
    """The reports in the folder that the gold of this name annotates, each with its gold."""
    pairs = [(folder / f"{gold.stem}.txt", gold) for gold in sorted((GOLD / name).glob("*.jsonl"))]
    return [(report, gold) for report, gold in pairs if report.is_file()]


def groups(folder: Path, names: Iterable[str] = tuple(OTHERS)) -> dict[str, Score]:
    """The scores by group, those of these names among the other reports; none of those where the folder does not hold the reports."""
    found = {f"seed, {name}": pooled([(SEED, GOLD / f"seed-{name}.jsonl")]) for name in ("review", "plan", "other")}
    for name in names:
        if there := at_hand(folder, OTHERS[name]):
            found[name] = pooled(there, names_alone=OTHERS[name] == "names")
    return found


def main(folder: str) -> None:
    """Print the tables as Markdown."""
    results = groups(Path(folder))
    print(beside(results))
    for name, result in results.items():
        golds = ", ".join(f"{result.counts[f'{block}.gold']} {what}" for block, what in COUNTED)
        print(f"- {name}: {golds}; status with year {result.share('status.with_year', 'status.n'):.3f} of {result.counts['status.n']}")
    every = Score(judged=[j for name, result in results.items() if name not in AGAIN for j in result.judged])
    print("\n" + "; ".join(f"{label}: {share:.3f} right of {number}" for label, number, share in calibration(every)))


COUNTED = (("strict.all", "names"), ("strict.core", "of them core"), ("detected", "targets"), ("relation.all", "relations"))

if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "reports"))
