"""Which reports the annotated paragraphs of tests/gold belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SHIPPED = ROOT / "seeds" / "chongqing-2020.txt"
# What is learned of names, statuses and measures sees that report so often.
OWN = 3
# The folders of tests/gold that teach, "" being the paragraphs of the shipped report.
TEACHING = ("", "corpus", "learned", "twice")
# Those of which nothing is learned.
JUDGING = ("heldout", "fresh", "agreed", "blind")


def gold_files(folder: Path, names: Sequence[str]) -> dict[Path, list[Path]]:
    """The reports at hand that the gold folders of these names annotate, with the files that do; `folder` holds all but the shipped one."""
    files: dict[Path, list[Path]] = defaultdict(list)
    for name in names:
        for path in sorted((GOLD / name).glob("*.jsonl")):
            report = SHIPPED if path.stem.startswith("seed") else folder / f"{path.stem}.txt"
            if report.is_file():
                files[report].append(path)
    return files
