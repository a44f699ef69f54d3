"""Make kg/lexicon/progress.csv: how much each sign around a name speaks for each status, learned from annotated reports.

usage: python tools/make_progress.py FOLDER > kg/lexicon/progress.csv
       (the folder of the reports that tests/gold annotates; needs scikit-learn: pip install scikit-learn)

A logistic regression over the names of the gold; its weights are told against those of no status, rounded to hundredths, and rare signs left out, so
that one can read in the table why a status won.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fitting import Example, examples, learned, write

from kg.evaluation.gold import line_starts, load_gold
from kg.extraction.candidates import Candidate
from kg.extraction.clauses import clauses, grid
from kg.extraction.names import has_stages, settings
from kg.extraction.progress import signs
from kg.extraction.records import EntityType, Status
from kg.reading.document import Span
from kg.reading.reader import read
from kg.reading.script import as_read

STRENGTH = 0.1
# Signs seen in fewer reports than this teach nothing, smaller weights (hundredths) decide nothing.
SEEN, SMALL = 10, 10
NOTHING = ""


def main(folder: Path) -> None:
    """Print the table learned from the annotated reports."""
    found, statuses = examples(folder, _examples), [status.value for status in Status]
    head = (
        "How much a sign around a name speaks for each status, against none (kg/extraction/progress.py), in hundredths of a logit.",
        f"Source: learned from {len(found):,} annotated names of public reports, 2003 to 2026. Licence: MIT (this project).",
        "Made by tools/make_progress.py.",
    )
    write(head, statuses, learned(found, statuses, STRENGTH, SEEN, SMALL, NOTHING))


def _examples(path: Path, golds: Sequence[Path]) -> Iterator[Example]:
    """The signs of each name of the gold that may have a status, with the one it has."""
    report = as_read(read(path))
    starts = line_starts(report.text)
    records = {
        Span(*(starts[entry.line - 1] + at for at in record["span"])): record for entry in load_gold(golds, report.text) for record in entry.mentions
    }
    names = [Candidate(span, EntityType(record["types"][0]), "gold", 1.0) for span, record in sorted(records.items())]
    for name, setting in settings(report, grid(report), clauses(report), names):
        record = records[name.span]
        if has_stages(setting) and not record.get("optional"):
            yield path.stem, [*signs(setting)], record.get("status") or NOTHING


if __name__ == "__main__":
    main(Path(sys.argv[1]))
