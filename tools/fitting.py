"""What the scripts share that learn a table of signs: from examples to whole-number weights, and from weights to a file that can be read."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from golds import OWN, SHIPPED, TEACHING, gold_files
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

# The report, the signs of something in it, and what it is.
Example = tuple[str, list[str], str]


def examples(folder: Path, of: Callable[[Path, Sequence[Path]], Iterator[Example]]) -> list[Example]:
    """What `of` finds in each annotated report, the shipped one's several times."""
    files = gold_files(folder, TEACHING)
    return [example for report, golds in files.items() for example in [*of(report, golds)] * (OWN if report == SHIPPED else 1)]


def learned(
    found: Sequence[Example], kinds: Sequence[str], strength: float, seen: int, small: float, against: str | None = None
) -> dict[str, list[int]]:
    """Whole-number weights (hundredths of a logit) of each sign for each kind, told against those of the kind `against` if one is named.

    Signs seen in fewer reports than `seen` teach nothing, weights smaller than `small` decide nothing.
    """
    spread = Counter(sign for _, sign in {(report, sign) for report, signs, _ in found for sign in signs})
    columns = DictVectorizer()
    table = columns.fit_transform([{sign: 1 for sign in signs if spread[sign] >= seen} for _, signs, _ in found])
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=1000, random_state=0).fit(table, [kind for *_, kind in found])
    told = dict(zip(model.classes_, model.coef_, strict=True))
    rows = zip(columns.get_feature_names_out(), *(told[kind] - (0 if against is None else told[against]) for kind in kinds), strict=True)
    kept = {sign: [round(100 * float(weight)) if abs(100 * weight) >= small else 0 for weight in row] for sign, *row in rows}
    return {sign: row for sign, row in kept.items() if any(row)}


def write(head: Iterable[str], kinds: Sequence[str], weights: Mapping[str, Sequence[int]]) -> None:
    """Print the table: comments, a header, and a row for each sign, empty where it has no weight."""
    for line in head:
        print(f"# {line}")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sign", *kinds])
    for sign, row in sorted(weights.items()):
        writer.writerow([sign, *(weight or "" for weight in row)])
