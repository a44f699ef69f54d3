"""Make kg/lexicon/measures.csv: how much each sign speaks for each measure of a target, learned from annotated reports.

usage: python tools/make_measures.py FOLDER > kg/lexicon/measures.csv
       (the folder of the reports that tests/gold annotates; needs scikit-learn: pip install scikit-learn)

A logistic regression over the targets that the rules find; its weights are rounded to hundredths and rare signs left out, so that one can read in the
table why a measure won.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from golds import SHIPPED, TEACHING, gold_files
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.evaluation.gold import load_gold
from kg.evaluation.score import overlap, quantity
from kg.extraction.measures import LEARNED, signs
from kg.extraction.names import find_mentions
from kg.extraction.quantities import read_targets
from kg.extraction.records import Measure
from kg.reading.reader import read
from kg.reading.script import as_read

STRENGTH = 0.15
# The report that the project ships counts so often.
OWN = 3
# Signs seen in fewer reports than this teach nothing, smaller weights (hundredths) decide nothing.
SEEN, SMALL = 6, 4
# The report, the signs of a target in it, and its measure.
Example = tuple[str, list[str], Measure]


def main(folder: Path) -> None:
    """Print the table learned from the annotated reports."""
    files = gold_files(folder, TEACHING)
    examples = [example for report, golds in files.items() for example in [*_examples(report, golds)] * (OWN if report == SHIPPED else 1)]
    weights = learned(examples)
    print("# How much a sign around a number speaks for each measure of the target (kg/extraction/measures.py), in hundredths of a logit.")
    print(f"# Source: learned from {len(examples):,} annotated targets of public reports, 2003 to 2026. Licence: MIT (this project).")
    print("# Made by tools/make_measures.py.")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sign", *(measure.value for measure in LEARNED)])
    for sign, row in sorted(weights.items()):
        writer.writerow([sign, *(weight or "" for weight in row)])


def _examples(path: Path, golds: Sequence[Path]) -> Iterator[Example]:
    """The signs of each target that the rules find and the gold knows, with the gold's measure."""
    report = as_read(read(path))
    starts = [0]
    for line in report.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    targets, _ = read_targets(report, find_mentions(report))
    for entry in load_gold(golds, report.text):
        begin = starts[entry.line - 1]
        for target in targets:
            span = (target.span.start - begin, target.span.end - begin)
            for record in entry.targets:
                same = overlap(record["span"], span) and quantity(record["value"], record.get("unit")) == quantity(target.value, target.unit)
                if same and target.measure in LEARNED and record["measure"] in LEARNED and not record.get("optional"):
                    yield path.stem, list(signs(report.text, target)), Measure(record["measure"])
                    break


def learned(examples: Sequence[Example]) -> dict[str, list[int]]:
    """Whole-number weights of the signs that were seen in enough reports, for each measure."""
    seen = Counter(sign for _, sign in {(report, sign) for report, found, _ in examples for sign in found})
    columns = DictVectorizer()
    table = columns.fit_transform([{sign: 1 for sign in found if seen[sign] >= SEEN} for _, found, _ in examples])
    measures = [measure.value for measure in LEARNED]
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000, random_state=0).fit(table, [measure.value for *_, measure in examples])
    order = [list(model.classes_).index(measure) for measure in measures]
    weights = {sign: [round(100 * float(row[at])) for at in order] for sign, row in zip(columns.get_feature_names_out(), model.coef_.T, strict=True)}
    kept = {sign: [weight if abs(weight) >= SMALL else 0 for weight in row] for sign, row in weights.items()}
    return {sign: row for sign, row in kept.items() if any(row)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
