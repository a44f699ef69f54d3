"""Make kg/lexicon/measures.csv: how much each sign speaks for each measure of a target, learned from annotated reports.

usage: python tools/make_measures.py REPORT GOLD [REPORT GOLD ...] > kg/lexicon/measures.csv     (GOLD may stand several times)

An averaged perceptron with a margin, run over the targets in a fixed order; weights are rounded to whole numbers and rare signs left
out, so that the table stays small and one can read in it why a measure won.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.evaluation.gold import load_gold
from kg.evaluation.score import overlap, quantity
from kg.extraction.measures import LEARNED, signs
from kg.extraction.names import find_mentions
from kg.extraction.quantities import read_targets
from kg.extraction.records import Measure
from kg.extraction.teaching import NOTHING
from kg.reading.reader import read
from kg.reading.script import as_read

ROUNDS = 6
# The mean of several orders depends less on any of them.
ORDERS = 5
MARGIN = 3
# Signs seen in fewer reports than this teach nothing.
SEEN = 2
# The report, the signs of a target in it, and its measure.
Example = tuple[str, list[str], Measure]


def main(arguments: list[str]) -> None:
    """Print the table learned from the pairs of report and gold."""
    examples = [example for report, gold in zip(arguments[::2], arguments[1::2], strict=True) for example in _examples(Path(report), Path(gold))]
    weights = learned(examples)
    print("# How much a sign around a number speaks for each measure of the target (kg/extraction/measures.py), in whole numbers.")
    print(f"# Source: learned from {len(examples):,} annotated targets of public reports, 2003 to 2026. Licence: MIT (this project).")
    print("# Made by tools/make_measures.py.")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sign", *(measure.value for measure in LEARNED)])
    for sign, row in sorted(weights.items()):
        writer.writerow([sign, *(row[measure] or "" for measure in LEARNED)])


def _examples(path: Path, gold: Path) -> Iterator[Example]:
    """The signs of each target that the rules find and the gold knows, with the gold's measure."""
    report = as_read(read(path))
    starts = [0]
    for line in report.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    targets, _ = read_targets(report, find_mentions(report, NOTHING))
    for entry in load_gold([gold], report.text):
        begin = starts[entry.line - 1]
        for target in targets:
            span = (target.span.start - begin, target.span.end - begin)
            for record in entry.targets:
                same = overlap(record["span"], span) and quantity(record["value"], record.get("unit")) == quantity(target.value, target.unit)
                if same and target.measure in LEARNED and record["measure"] in LEARNED and not record.get("optional"):
                    yield path.stem, list(signs(report.text, target)), Measure(record["measure"])
                    break


def learned(examples: list[Example]) -> dict[str, Counter[Measure]]:
    """Whole-number weights of the signs that were seen in enough reports."""
    seen = Counter(sign for _, sign in {(report, sign) for report, found, _ in examples for sign in found})
    kept = [(report, [sign for sign in found if seen[sign] >= SEEN], measure) for report, found, measure in examples]
    total: dict[str, Counter[Measure]] = defaultdict(Counter)
    for seed in range(ORDERS):
        for sign, row in _averaged(kept, random.Random(seed)).items():
            for measure, weight in row.items():
                total[sign][measure] += weight / ORDERS  # type: ignore[assignment]
    rounded = {sign: Counter({m: round(row[m]) for m in row}) for sign, row in total.items()}
    return {sign: row for sign, row in rounded.items() if any(row.values())}


def _averaged(examples: list[Example], order: random.Random) -> dict[str, dict[Measure, float]]:
    """The mean of the weights over all steps of the rounds."""
    weights: dict[str, Counter[Measure]] = defaultdict(Counter)
    sums: dict[str, Counter[Measure]] = defaultdict(Counter)
    kept = list(examples)
    step = 1
    for _ in range(ROUNDS):
        order.shuffle(kept)
        for _, found, measure in kept:
            score = {m: sum(weights[sign][m] for sign in found) for m in LEARNED}
            rival = max((m for m in LEARNED if m is not measure), key=lambda m: (score[m], m.value))
            if score[measure] - score[rival] < MARGIN:
                for sign in found:
                    for m, change in ((measure, 1), (rival, -1)):
                        weights[sign][m] += change
                        sums[sign][m] += change * step
            step += 1
    return {sign: {m: row[m] - sums[sign][m] / step for m in row} for sign, row in weights.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
