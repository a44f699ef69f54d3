"""kg build: reports go in; graph.ttl, graph.html and records.jsonl come out."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph

from kg.cli.common import CommandError
from kg.cli.reports import add_reports, notes, read_reports
from kg.cli.validate import SHOWN, tell
from kg.explorer.page import render
from kg.extraction.records import EntityType
from kg.files import write_text
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.records import json_lines
from kg.validation.check import violations

NAMES = {
    EntityType.PROGRAM: "规划 Program",
    EntityType.PROJECT: "项目 Project",
    EntityType.REGION: "地区 Region",
    EntityType.ORGANIZATION: "组织 Organization",
    EntityType.INDUSTRY: "产业 Industry",
    EntityType.EVENT: "活动 Event",
    EntityType.POLICY: "政策 Policy",
    EntityType.PERSON: "人物 Person",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "build",
        description="Build the graph of one or more reports.",
        epilog="example: kg build seeds/chongqing-2020.txt -o output",
    )
    add_reports(parser)
    parser.add_argument("-o", "--output", default="output", help="folder to write to (default: output)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build; returns the exit code."""
    found, configs, base = read_reports(options)
    linked = list(found.values())
    output = Path(options.output)
    turtle = write_turtle(build_dataset(linked, base), base)
    refuse(turtle)
    files = {
        "graph.ttl": turtle,
        "graph.html": render(linked, base),
        "records.jsonl": "".join(json_lines(r, base) for r in linked),
    }
    for name, text in files.items():
        write_text(output / name, text)
    print(summary(linked, output))
    for line in notes(configs, {path: result.extraction.report for path, result in found.items()}):
        print(line)
    return 0


def refuse(turtle: str) -> None:
    """Let no graph out that violates its shapes; tells the violations on standard error.

    Raises:
        CommandError: if it violates any.
    """
    store = pyoxigraph.Store()
    store.bulk_load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)
    if found := violations(store):
        print(tell(store, found, SHOWN), file=sys.stderr)
        raise CommandError(f"the graph violates its shapes in {len(found)} places, told above; nothing was written, please report it")


def summary(linked: list[Linked], output: Path) -> str:
    """How many of each type, where the files are, what to try next."""
    kinds = Counter(entity.type for r in linked for entity in r.entities)
    targets = [t for r in linked for t in r.extraction.targets]
    planned = sum(t.status.value == "planned" for t in targets)
    lines = ["、".join(r.extraction.report.id for r in linked[:5]) + (f" … ({len(linked)})" if len(linked) > 5 else "")]
    lines += [f"  {NAMES[kind]:<24}{kinds[kind]:>6}" for kind in EntityType if kinds[kind]]
    lines.append(f"  {'指标 Target':<24}{len(targets):>6}  (完成 achieved {len(targets) - planned}, 计划 planned {planned})")
    lines.append(f"  {'关系 Relation':<24}{sum(len(r.extraction.relations) for r in linked):>6}")
    lines.append(f"{output / 'graph.ttl'}      Turtle\n{output / 'graph.html'}     双击打开 / open in a browser\n{output / 'records.jsonl'}  JSONL")
    lines.append("下一步 / next:  kg query --list    kg query planned-targets    kg query evidence --set name=…")
    return "\n".join(lines)
