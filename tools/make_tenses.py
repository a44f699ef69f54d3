"""Make kg/lexicon/tenses.csv: how much short runs of characters speak for a promise and against a result.

usage: python tools/make_tenses.py FOLDER > kg/lexicon/tenses.csv      (a folder of reports; needs scikit-learn: pip install scikit-learn)

A logistic regression on the paragraphs whose part has a heading that says whether it reviews or promises; few signs are kept (L1), each known from many
paragraphs. Reports with annotated paragraphs in tests/gold/heldout are left out.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from kg.reading.document import ParagraphKind, Tense, part_of
from kg.reading.evidence import SCALE, plain
from kg.reading.frames import tense_of
from kg.reading.reader import read

HELD = {path.stem for path in (Path(__file__).resolve().parents[1] / "tests" / "gold" / "heldout").glob("*.jsonl")}
# Only paragraphs so long are learned from, so many of them, and only signs that so many have.
LONG, MANY, SEEN = 60, 36_000, 250
STRICTNESS = 0.05
# Lighter signs are left out.
LIGHTEST = 20
SIZES = (1, 2, 3)
SEED = 20261128


def told(folder: Path) -> Iterator[tuple[str, bool]]:
    """The paragraphs of parts with a telling heading, and whether it promises."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem in HELD:
            continue
        report = read(path)
        parts = {section.id: section for section in report.sections}
        for paragraph in report.paragraphs:
            words = report.quote(paragraph.span)
            if paragraph.kind is ParagraphKind.BODY and len(words) >= LONG and tense_of(parts[part_of(paragraph.section)].heading):
                yield words, paragraph.frame.tense is Tense.PLANNED


def signs(words: str) -> set[str]:
    """The short runs of characters of a paragraph."""
    said = plain(words)
    return {said[at : at + size] for size in SIZES for at in range(len(said) - size + 1)}


def main(folder: Path) -> None:
    """Learn and print the table."""
    paragraphs = list(told(folder))
    random.Random(SEED).shuffle(paragraphs)
    words, promises = zip(*paragraphs[:MANY], strict=True)
    counter = CountVectorizer(analyzer=signs, min_df=SEEN, binary=True)
    seen = counter.fit_transform(words)
    model = LogisticRegression(l1_ratio=1, solver="liblinear", C=STRICTNESS, random_state=SEED).fit(seen, np.array(promises))
    print(
        "# How much a run of characters in a paragraph speaks for a promise (kg/reading/evidence.py), in hundredths of a nat; the empty one is said of all."
    )
    print(f"# Source: learned from {len(words):,} paragraphs of public reports, 2003 to 2026. Licence: MIT (this project).")
    print("# Made by tools/make_tenses.py.")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sign", "promise"])
    writer.writerow(["", round(float(model.intercept_[0]) * SCALE)])
    rows = sorted(zip(counter.get_feature_names_out().tolist(), (model.coef_[0] * SCALE).round().astype(int).tolist(), strict=True))
    writer.writerows((sign, weight) for sign, weight in rows if abs(weight) >= LIGHTEST)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
