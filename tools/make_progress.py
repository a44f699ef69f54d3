"""Make kg/lexicon/progress.csv: how much each sign around a name speaks for each status, learned from annotated reports.

usage: python tools/make_progress.py FOLDER > kg/lexicon/progress.csv
       (the folder of the reports that tests/gold annotates; needs scikit-learn: pip install scikit-learn)

A logistic regression over the names of the gold; its weights are told against those of no status, rounded to hundredths, and rare signs left out, so
that one can read in the table why a status won.
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
from kg.extraction.candidates import Candidate
from kg.extraction.clauses import clauses, grid
from kg.extraction.names import has_stages, settings
from kg.extraction.progress import signs
from kg.extraction.records import EntityType, Status
from kg.reading.document import Span
from kg.reading.reader import read
from kg.reading.script import as_read

STRENGTH = 0.1
# The report that the project ships counts so often.
OWN = 3
# Signs seen in fewer reports than this teach nothing, smaller weights (hundredths) decide nothing.
SEEN, SMALL = 10, 10
NOTHING = ""
# The report, the signs of a name in it, and its status or NOTHING.
Example = tuple[str, list[str], str]


def main(folder: Path) -> None:
    """Print the table learned from the annotated reports."""
    files = gold_files(folder, TEACHING)
    examples = [example for report, golds in files.items() for example in [*_examples(report, golds)] * (OWN if report == SHIPPED else 1)]
    weights = learned(examples)
    print("# How much a sign around a name speaks for each status, against none (kg/extraction/progress.py), in hundredths of a logit.")
    print(f"# Source: learned from {len(examples):,} annotated names of public reports, 2003 to 2026. Licence: MIT (this project).")
    print("# Made by tools/make_progress.py.")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sign", *(status.value for status in Status)])
    for sign, row in sorted(weights.items()):
        writer.writerow([sign, *(weight or "" for weight in row)])


def _examples(path: Path, golds: Sequence[Path]) -> Iterator[Example]:
    """The signs of each name of the gold that may have a status, with the one it has."""
    report = as_read(read(path))
    starts = [0, 0]
    for line in report.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    records = {
        Span(*(starts[entry.line] + at for at in record["span"])): record for entry in load_gold(golds, report.text) for record in entry.mentions
    }
    names = [Candidate(span, EntityType(record["types"][0]), "gold", 1.0) for span, record in sorted(records.items())]
    for name, setting in settings(report, grid(report), clauses(report), names):
        record = records[name.span]
        if has_stages(setting) and not record.get("optional"):
            yield path.stem, [*signs(setting)], record.get("status") or NOTHING


def learned(examples: Sequence[Example]) -> dict[str, list[int]]:
    """Whole-number weights of the signs that were seen in enough reports, for each status."""
    seen = Counter(sign for _, sign in {(report, sign) for report, found, _ in examples for sign in found})
    columns = DictVectorizer()
    table = columns.fit_transform([{sign: 1 for sign in found if seen[sign] >= SEEN} for _, found, _ in examples])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000, random_state=0).fit(table, [status for *_, status in examples])
    told = dict(zip(model.classes_, model.coef_, strict=True))
    rows = zip(columns.get_feature_names_out(), *(told[status.value] - told[NOTHING] for status in Status), strict=True)
    kept = {sign: [round(100 * float(weight)) if abs(weight) >= SMALL / 100 else 0 for weight in row] for sign, *row in rows}
    return {sign: row for sign, row in kept.items() if any(row)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
