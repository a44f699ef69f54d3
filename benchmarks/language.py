"""How government work reports are built, counted: what opens a list, what closes it, predicates, comparators, units (docs/language.md).

usage: python benchmarks/language.py FOLDER     (a folder of reports as .txt)
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from kg.extraction.pipeline import extract
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.reader import read

CLAUSE = re.compile(r"[^，。；：！？\n]+")
SHOWN = 15
ERRORS = Console(stderr=True)
# Every so many reports are extracted; counts of words are of all.
STEP = 10


def patterns() -> dict[str, re.Pattern[str]]:
    """What is counted in every clause, by the title of its table."""
    names, numbers = loader.toml("names"), loader.toml("quantities")
    verbs = loader.alternation([*names["verbs"]["cut"], *names["verbs"]["lead"]])
    adverbs = loader.alternation(names["adverbs"]["words"])
    tails = loader.alternation([w for group in names["tails"].values() for w in group])
    heads = loader.alternation(names["heads"]["Project"])
    marks = loader.alternation([m for side in ("before", "after") for _, group in numbers["comparators"][side] for m in group])
    return {
        "verb before a list that 等 closes": re.compile(rf"^(?:{adverbs})*({verbs})[^等]*、[^等]*等"),
        "noun behind 等": re.compile(rf"、[^、]+等(?:\d+[个项座条家])?[\u4e00-\u9fff]{{0,4}}?({tails})"),
        "head of a list's first member": re.compile(rf"({heads})(?=、)"),
        "predicate behind a list": re.compile(rf"等[\u4e00-\u9fff\d]{{0,10}}?({loader.alternation(names['frames']['behind'])})$"),
        "comparator": re.compile(rf"({marks})(?=\d)|(?<=[\d%万亿个元人公里户])({marks})"),
        "unit": re.compile(rf"\d(?:[万亿]+)?({loader.alternation(numbers['units']['names'])})"),
    }


def main(folder: str) -> None:
    """Print the tables as Markdown."""
    files = sorted(Path(folder).glob("*.txt"))
    kinds = patterns()
    counts: dict[str, Counter[str]] = {title: Counter() for title in kinds}
    sizes: list[int] = []
    for path in track(files, "counting", console=ERRORS):
        text = path.read_text(encoding="utf-8")
        sizes.append(len(text))
        for clause in CLAUSE.findall(text):
            for title, pattern in kinds.items():
                counts[title].update(next(filter(None, found.groups())) for found in pattern.finditer(clause))
    print(f"{len(files)} reports, {statistics.median(sizes):,.0f} characters in the middle one\n")
    for title, found in counts.items():
        shown = "、".join(f"{word} {number}" for word, number in found.most_common(SHOWN))
        print(f"| {title} | {sum(found.values()):,} | {shown} |")
    density(files[::STEP])


def density(files: Sequence[Path]) -> None:
    """Records per 1,000 characters, and the reports that give suspiciously few or many."""
    rates: list[tuple[float, float, str]] = []
    for path in track(files, "extracting", console=ERRORS):
        found = extract(read(path))
        size = len(found.report.text) / 1000
        core = sum(m.type in (EntityType.PROGRAM, EntityType.PROJECT) for m in found.mentions)
        rates.append((core / size, len(found.targets) / size, path.stem))
    for place, label in ((0, "programmes and projects"), (1, "targets")):
        values = sorted(rates, key=lambda rate: rate[place])
        middle = statistics.median(v[place] for v in values)
        print(f"\n{label} per 1,000 characters: {middle:.1f} in the middle of {len(values)} reports; ", end="")
        print(
            "fewest " + ", ".join(f"{v[2]} {v[place]:.1f}" for v in values[:3]) + "; most " + ", ".join(f"{v[2]} {v[place]:.1f}" for v in values[-3:])
        )


if __name__ == "__main__":
    main(sys.argv[1])
