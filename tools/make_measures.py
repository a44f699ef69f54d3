"""Make kg/lexicon/measures.csv: how much each sign speaks for each measure of a target, learned from annotated reports.

usage: python tools/make_measures.py FOLDER > kg/lexicon/measures.csv
       (the folder of the reports that tests/gold annotates; needs scikit-learn: pip install scikit-learn)

A logistic regression over the targets that the rules find; its weights are rounded to hundredths and rare signs left out, so that one can read in the
table why a measure won.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fitting import Example, examples, learned, write

from kg.evaluation.gold import line_starts, load_gold
from kg.evaluation.score import overlap, quantity
from kg.extraction.measures import LEARNED, signs
from kg.extraction.names import find_mentions
from kg.extraction.quantities import read_targets
from kg.reading.reader import read
from kg.reading.script import as_read

STRENGTH = 0.15
# Signs seen in fewer reports than this teach nothing, smaller weights (hundredths) decide nothing.
SEEN, SMALL = 6, 3.5


def main(folder: Path) -> None:
    """Print the table learned from the annotated reports."""
    found, measures = examples(folder, _examples), [measure.value for measure in LEARNED]
    head = (
        "How much a sign around a number speaks for each measure of the target (kg/extraction/measures.py), in hundredths of a logit.",
        f"Source: learned from {len(found):,} annotated targets of public reports, 2003 to 2026. Licence: MIT (this project).",
        "Made by tools/make_measures.py.",
    )
    write(head, measures, learned(found, measures, STRENGTH, SEEN, SMALL))


def _examples(path: Path, golds: Sequence[Path]) -> Iterator[Example]:
    """The signs of each target that the rules find and the gold knows, with the gold's measure."""
    report = as_read(read(path))
    starts = line_starts(report.text)
    targets, _ = read_targets(report, find_mentions(report))
    for entry in load_gold(golds, report.text):
        begin = starts[entry.line - 1]
        for target in targets:
            span = (target.span.start - begin, target.span.end - begin)
            for record in entry.targets:
                same = overlap(record["span"], span) and quantity(record["value"], record.get("unit")) == quantity(target.value, target.unit)
                if same and target.measure in LEARNED and record["measure"] in LEARNED and not record.get("optional"):
                    yield path.stem, list(signs(report.text, target)), record["measure"]
                    break


if __name__ == "__main__":
    main(Path(sys.argv[1]))
