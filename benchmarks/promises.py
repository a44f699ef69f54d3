"""How many headline targets meet a result in the next year's report, and a sample of joined pairs to read (docs/compare.md).

usage: python benchmarks/promises.py PATH... [--sample N] [--seed S]     (reports of consecutive years, files or folders)
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict

from kg.comparison.compare import compare
from kg.comparison.tables import amount
from kg.comparison.values import Compared, Comparison, Kind
from kg.extraction.pipeline import extract
from kg.lexicon import loader
from kg.linking.resolve import link
from kg.reading.folder import report_paths
from kg.reading.reader import read


def headline(comparison: Comparison) -> bool:
    """True if the promise for its report's own year stands in a sentence of goals (主要预期目标)."""
    report, target = comparison.promise.report, comparison.promise.target
    words = report.quote(report.sentences[target.sentence].span)
    return target.year == report.year and any(goal in words for goal in loader.toml("quantities")["nouns"]["goals"])


def row(comparison: Comparison) -> str:
    """One comparison with the words around both numbers."""
    ends = [comparison.promise, *([comparison.result] if comparison.result else [])]
    told = [
        f"{e.report.id} {e.target.indicator} {amount(e.target)} 「{e.report.text[max(0, e.target.span.start - 24) : e.target.span.end]}」"
        for e in ends
    ]
    return f"{comparison.rule} {comparison.verdict or comparison.kind} " + " ← ".join(t.replace("\n", " ") for t in told)


def table(places: tuple[Compared, ...]) -> None:
    """A line a pair of years, then the headline targets without result."""
    years: dict[tuple[str, int], list[Comparison]] = defaultdict(list)
    for place in places:
        for c in place.comparisons:
            if c.kind is Kind.OUTCOME and headline(c):
                years[place.place, c.promise.report.year or 0].append(c)
    print("| place | years | headline targets | with result | met | missed |\n|---|---|---|---|---|---|")
    for (name, year), found in sorted(years.items()):
        joined = [c for c in found if c.result]
        verdicts = [str(c.verdict) for c in joined]
        print(f"| {name} | {year}–{year + 1} | {len(found)} | {len(joined)} | {verdicts.count('met')} | {verdicts.count('missed')} |")
    for key in sorted(years):
        for c in years[key]:
            if c.result is None:
                print("without result:", row(c), c.reason)


def main() -> None:
    """Print the table, or a sample of joined pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    places = compare([link(extract(read(path))) for path in report_paths(options.paths)])
    if not options.sample:
        table(places)
        return
    joined = [c for place in places for c in place.comparisons if c.result]
    for c in random.Random(options.seed).sample(joined, min(options.sample, len(joined))):
        print(row(c))


if __name__ == "__main__":
    main()
