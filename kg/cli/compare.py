"""kg compare: what was promised beside what was reached, and works through the years."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.cli.common import CommandError
from kg.cli.reports import add_reports, read_reports
from kg.comparison.compare import compare
from kg.comparison.tables import CHOICES, PROJECTS, TARGETS, outcome_of, project_objects, project_rows, target_objects, target_rows
from kg.comparison.values import Compared
from kg.files import write_text
from kg.graph.blocks import turtle
from kg.graph.comparisons import write_comparisons
from kg.graph.order import blocks
from kg.graph.statements import Statement
from kg.ontology.namespaces import prefixes
from kg.query.results import tabular

FORMATS = ("table", "csv", "markdown", "json", "turtle")
WORDS = {
    "met": "兑现 met",
    "missed": "未达 missed",
    "open": "未定 open",
    "unmentioned": "未再提及 unmentioned",
    "outlook": "上年与今年 outlook",
    "completed": "建成 completed",
    "ongoing": "仍在进行 ongoing",
    "stalled": "再无下文 stalled",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "compare",
        description="Hold what was promised against what was reached: the year before beside this year within each report, and, "
        "where reports of several years of one place are given, each promise beside the result that a later report states.",
        epilog="example: kg compare reports/重庆市 --verdict missed --format markdown --output missed.md",
    )
    add_reports(parser)
    parser.add_argument("--projects", action="store_true", help="works through the years instead of targets")
    parser.add_argument("--verdict", action="append", choices=CHOICES, default=[], help="only targets of this verdict; repeat for several")
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="default: table; turtle holds targets and works as the graph of `kg build` does"
    )
    parser.add_argument("--output", metavar="FILE", help="file to write to (default: standard output)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare; returns the exit code."""
    if options.projects and options.verdict:
        raise CommandError("--verdict is of targets; leave it out, or leave out --projects")
    if options.format == "turtle" and (options.projects or options.verdict):
        raise CommandError("turtle holds all targets and works; leave out --projects and --verdict, or take table, csv, markdown or json")
    found, _, base = read_reports(options)
    compared = compare(list(found.values()))
    text = _text(compared, options, base)
    if options.output:
        write_text(Path(options.output), text)
        print(options.output)
    else:
        sys.stdout.write(text)
    if options.output or options.format == "table":
        print(summary(compared))
    return 0


def _text(compared: Sequence[Compared], options: argparse.Namespace, base: str) -> str:
    if options.format == "json":
        told = project_objects(compared, base) if options.projects else target_objects(compared, base, options.verdict)
        return json.dumps(list(told), ensure_ascii=False, indent=1) + "\n"
    if options.format == "turtle":
        said: list[Statement] = []
        for place in compared:
            write_comparisons(said, place, base)
        return "".join(turtle(blocks(said, base), prefixes(base)))
    header = list(PROJECTS if options.projects else TARGETS)
    rows = project_rows(compared) if options.projects else target_rows(compared, options.verdict)
    if options.format != "csv":
        at = header.index("outcome" if options.projects else "verdict")
        rows = [[*row[:at], WORDS[row[at]], *row[at + 1 :]] for row in rows]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not options.output else None
    return tabular(header, rows, options.format, width)


def summary(compared: Sequence[Compared]) -> str:
    """How many of each verdict and outcome there are, a line a place."""
    lines = []
    for place in compared:
        counts = Counter([*(outcome_of(c) for c in place.comparisons), *(h.outcome.value for h in place.histories)])
        told = "、".join(f"{words} {counts[name]}" for name, words in WORDS.items() if counts[name])
        lines.append(f"{place.place}（{len(place.reports)} 份报告 / reports）: {told or '无可对照 / nothing to compare'}")
    return "\n".join(lines)
