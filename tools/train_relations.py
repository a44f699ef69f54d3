"""Make kg/lexicon/relations.csv: what the features of a pair of names, or of a name and a number, weigh for each relation.

usage: python tools/train_relations.py FOLDER > kg/lexicon/relations.csv
       (the folder of the reports that tests/gold annotates; needs scikit-learn: pip install scikit-learn)

Names and numbers are those of the gold. Pairs that the gold leaves open (optional) teach nothing; those that rules decide do. A feature
counts where the paragraphs of three reports at least have it, so that no name of a single report can stand in the weights.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from golds import SHIPPED, TEACHING, gold_files
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.evaluation.gold import GoldParagraph, line_starts, load_gold
from kg.evaluation.score import plain
from kg.extraction.records import Comparator, EntityType, Measure, Mention, RelationType, Target
from kg.extraction.relations import learned
from kg.extraction.relations.scope import scopes
from kg.reading.document import Report, Span, Tense
from kg.reading.reader import read
from kg.reading.script import as_read

# Relation: strength of the fit, from which probability a pair is tied, whether all pairs teach or only those in reach. Places are tied early: annotators
# leave out more of them than they invent.
SETTINGS = {
    RelationType.HAS_TARGET: (0.15, 0.5, False),
    RelationType.PART_OF: (0.15, 0.5, False),
    RelationType.LOCATED_IN: (0.15, 0.15, True),
    RelationType.IN_INDUSTRY: (0.15, 0.5, False),
    RelationType.COOPERATES_WITH: (0.3, 0.33, False),
    RelationType.OPERATED_BY: (0.3, 0.4, False),
}
# The report that the project ships counts so often.
OWN = 18
REPORTS = 3
# Features that name a kind of verb weigh double in the fit: the lexicon vouches for them.
KINDS, DOUBLE = "#", 2.0
# Features of a list by itself begin with its role and side.
ROLE = re.compile("[WM]")
# One tie in so many may be lost for the speed of not looking at pairs whose lists tell against it.
LOST = 200
# Smaller weights (hundredths) decide nothing.
SMALL = 4
HEAD = """\
# Weights of the features of a pair for each relation (kg/extraction/relations/learned.py), in hundredths of a logit.
# Source: fitted to annotated paragraphs of public reports of all levels, 2003 to 2026. Licence: MIT (this project).
# Made by tools/train_relations.py. Features are written by kg/extraction/relations/: pairs.py, bearers.py, partners.py.
relation,feature,weight"""
Keys = tuple[set[str], set[tuple[str, str, str]], set[tuple[str, str, str]]]
Row = tuple[str, RelationType, bool, bool, frozenset[str]]


@dataclass(frozen=True, slots=True)
class End:
    """A name or number in its line: its record of the gold, and by what the scorer knows it."""

    line: int
    id: str
    key: str


def main(folder: Path) -> None:
    """Print the weights fitted to the gold."""
    rows = [row for report, golds in gold_files(folder, TEACHING).items() for row in _report(report, golds)]
    print(HEAD)
    for relation, (strength, least, every) in SETTINGS.items():
        chosen = [r for r in rows if r[1] is relation and (every or r[3])]
        for feature, weight in _fit(chosen, strength, least):
            quoted = '"' + feature.replace('"', '""') + '"' if set(feature) & set(',"') else feature
            print(f"{relation.value},{quoted},{weight}")


def _fit(rows: list[Row], strength: float, least: float) -> Iterator[tuple[str, int]]:
    used: dict[str, set[str]] = defaultdict(set)
    for report, _, _, _, features in rows:
        for feature in features:
            used[feature].add(report)
    columns = {f: i for i, f in enumerate(sorted(f for f, reports in used.items() if len(reports) >= REPORTS))}
    cells = [(n, columns[f], DOUBLE if f[0] in KINDS else 1.0) for n, row in enumerate(rows) for f in row[4] if f in columns]
    where, which, values = zip(*cells, strict=True)
    table = csr_matrix((values, (where, which)), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=1000, random_state=0).fit(table, [r[2] for r in rows])
    yield "bias", round(100 * float(model.intercept_[0]))
    yield "least", round(100 * log(least / (1 - least)))
    fitted = {f: round(100 * float(model.coef_[0][c]) * (DOUBLE if f[0] in KINDS else 1.0)) for f, c in columns.items()}
    kept = {f: w for f, w in fitted.items() if abs(w) >= SMALL}
    bias = round(100 * float(model.intercept_[0]))
    standing = [bias + sum(kept.get(f, 0) for f in row[4] if ROLE.match(f)) for row in rows]
    tied = sorted(s for s, row in zip(standing, rows, strict=True) if bias + sum(kept.get(f, 0) for f in row[4]) >= 100 * log(least / (1 - least)))
    yield "floor", tied[len(tied) // LOST]
    yield from kept.items()


def _report(path: Path, golds: Sequence[Path]) -> Iterator[Row]:
    report = read(path)
    words = as_read(report)
    entries = {entry.line: entry for entry in load_gold(golds, report.text)}
    keys = {line: _keys(entry) for line, entry in entries.items()}
    mentions, targets, ends = _given(words, entries)
    for relation, head, tail, reached, features in _pairs(words, mentions, targets):
        one, two = ends[head], ends[tail]
        if one.line == two.line and (tied := _tied(keys[one.line], relation.value, one, two)) is not None:
            yield from [(path.stem, relation, tied, reached, features)] * (OWN if path == SHIPPED else 1)


def _given(report: Report, entries: dict[int, GoldParagraph]) -> tuple[list[Mention], list[Target], dict[str, End]]:
    """The names and numbers of the gold."""
    mentions: list[Mention] = []
    targets: list[Target] = []
    ends: dict[str, End] = {}
    starts = line_starts(report.text)
    for line, entry in entries.items():
        for record in entry.mentions:
            mentions.append(_mention(report, f"m{len(ends)}", record, starts[line - 1]))
            ends[mentions[-1].id] = End(line, record["id"], plain(record["text"]))
        for record in entry.targets:
            targets.append(_target(report, f"t{len(ends)}", record, starts[line - 1]))
            ends[targets[-1].id] = End(line, record["id"], record["id"])
    return mentions, targets, ends


def _pairs(report: Report, mentions: list[Mention], targets: list[Target]) -> Iterator[tuple[RelationType, str, str, bool, frozenset[str]]]:
    for place in learned.places(scopes(report, mentions, targets)):
        reached = {(p.relation, p.heads[0].id, p.tails[0].id) for p in learned.couples(place)}
        for pair in learned.couples(place, every=True):
            features = frozenset(pair.features())
            for head in pair.heads:
                for tail in pair.tails:
                    yield pair.relation, head.id, tail.id, (pair.relation, pair.heads[0].id, pair.tails[0].id) in reached, features


def _keys(entry: GoldParagraph) -> Keys:
    ends = {m["id"]: plain(m["text"]) for m in entry.mentions} | {t["id"]: t["id"] for t in entry.targets}
    free = {r["id"] for r in (*entry.mentions, *entry.targets) if r.get("optional")}
    exact, wanted, spared = set(), set(), set()
    for r in entry.relations:
        key = (r["type"], ends[r["head"]], ends[r["tail"]])
        if r.get("optional") or r["head"] in free or r["tail"] in free:
            spared.add(key)
            if r["type"] == RelationType.COOPERATES_WITH:
                spared.add((key[0], key[2], key[1]))
        else:
            wanted.add(key)
            exact.add((r["type"], r["head"], r["tail"]))
            if r["type"] == RelationType.COOPERATES_WITH:
                exact.add((r["type"], r["tail"], r["head"]))
    return {ends[i] for i in free}, exact, wanted | spared


def _tied(keys: Keys, relation: str, one: End, two: End) -> bool | None:
    """Whether the gold ties the two; None where it leaves it open."""
    free, exact, told = keys
    if (relation, one.id, two.id) in exact:
        return True
    if (relation, one.key, two.key) in told or {one.key, two.key} & free or one.key == two.key:
        return None
    return False


def _sentence(report: Report, at: int) -> int:
    return max((s.index for s in report.sentences if s.span.start <= at), default=0)


def _mention(report: Report, key: str, record: Any, base: int) -> Mention:
    span = Span(base + record["span"][0], base + record["span"][1])
    kind = EntityType(record["types"][0])
    return Mention(key, kind, span, report.quote(span), _sentence(report, span.start), None, None, 1.0, "gold")


def _target(report: Report, key: str, record: Any, base: int) -> Target:
    span = Span(base + record["span"][0], base + record["span"][1])
    value = tuple(record["value"]) if isinstance(record["value"], list) else record["value"]
    comparator = Comparator(record["comparator"]) if record.get("comparator") else None
    where = _sentence(report, span.start)
    measure, tense = Measure(record["measure"]), Tense(record["status"])
    return Target(
        key, span, report.quote(span), where, record["indicator"], measure, value, record["unit"], comparator, record["year"], tense, 1.0, "gold"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
