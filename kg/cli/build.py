"""kg build: reports go in; graph.ttl, graph.html and records.jsonl come out."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from kg.cli.common import CommandError, legible, progress
from kg.cli.reports import add_reports, notes, reports_of
from kg.corpus import assemble, cluster, outputs
from kg.corpus.graphs import LIST, graphs_of, listed
from kg.corpus.parts import FOLDER, Part, Summary, clear
from kg.corpus.places import Place, compared
from kg.corpus.prepare import Failure, prepared
from kg.corpus.processes import Spread, spread
from kg.explorer.page import render
from kg.extraction.records import EntityType
from kg.release import Release, sole_writer
from kg.teaching.config import Config

GRAPH, PAGE, RECORDS, PAGES = "graph.ttl", "graph.html", "records.jsonl", "pages"
# So many reports are shown in one page; of more, each has its own.
TOGETHER = 5
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
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="read the reports on the workers of this Dask scheduler, tcp://HOST:8786 (docs/scale.md)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build; returns the exit code: 1 if a file of several could not be read."""
    paths, configs, base = reports_of(options)
    output = Path(options.output)
    with sole_writer(output):
        with cluster.connected(options.cluster) if options.cluster else nullcontext(spread) as workers:
            found, failures = gather(paths, configs, base, output, workers)
        places = sound(found, base, failures)
        if not found:
            raise CommandError(failures[0].sentence)
        parts = [found[path] for path in sorted(found, key=lambda path: found[path].summary.id)]
        publish(parts, places, base, output)
    print(summary([part.summary for part in parts], output))
    taught = {path: part.linked().extraction.report for path, part in found.items() if configs[path].path is not None}
    for line in notes(configs, taught):
        print(line)
    for failure in failures:
        print(f"kg: {legible(failure.sentence)}", file=sys.stderr)
    return 1 if failures else 0


def publish(parts: list[Part], places: list[Place], base: str, output: Path) -> None:
    """Write all outputs, and put them in place together.

    Raises:
        WriteError: if the folder cannot be written to; the old outputs stay.
    """
    graphs = graphs_of(parts, [(place.name, place.path) for place in places], base, output / FOLDER)
    source, paged = outputs.source(graphs, parts), len(parts) > TOGETHER
    release = Release(output)
    try:
        if paged:
            for part in progress(assemble.pages(parts, base), "writing pages", len(parts)):
                release.link(f"{PAGES}/{assemble.page_name(part)}", part.page())
        if not outputs.stand(output, source):
            with assemble.graph(graphs, base) as pieces:
                release.write(GRAPH, pieces)
            release.write(RECORDS, assemble.records(parts))
            release.write(PAGE, assemble.index(parts, PAGES) if paged else render([part.linked() for part in parts], base))
            release.write(f"{FOLDER}/{outputs.KEPT}", outputs.kept(release.staging, (GRAPH, RECORDS, PAGE), source))
        wanted = {assemble.page_name(part) for part in parts} if paged else set()
        stale = [f"{PAGES}/{path.name}" for path in (output / PAGES).glob("*.html") if path.name not in wanted]
        release.write(f"{FOLDER}/{LIST}", listed(graphs, output / FOLDER))
        release.publish(stale)
    finally:
        release.discard()
    clear(output / FOLDER, [Path(LIST), Path(outputs.KEPT), graphs[-1].path, *(part.folder for part in parts), *(place.path for place in places)])


def gather(paths: list[Path], configs: Mapping[Path, Config], base: str, output: Path, workers: Spread) -> tuple[dict[Path, Part], list[Failure]]:
    """The part of each file, and the files that gave none, in the order of the paths."""
    ready = prepared(paths, configs, base, output / FOLDER, workers)
    outcomes = {path: outcome for path, outcome, _ in progress(ready, "reading reports", len(paths))}
    found: dict[Path, Part] = {}
    failures: list[Failure] = []
    first: dict[str, Path] = {}
    for path in paths:
        outcome = outcomes[path]
        if isinstance(outcome, Failure):
            failures.append(outcome)
        elif (known := first.setdefault(outcome.summary.id, path)) != path:
            failures.append(Failure(path, f"{path}: {known} is already the report {outcome.summary.id}; build them into different folders"))
        else:
            found[path] = outcome
    return found, failures


def sound(found: dict[Path, Part], base: str, failures: list[Failure]) -> list[Place]:
    """The places whose graph obeys the shapes; the reports of the others are taken out of those `found` and told as failures."""
    total = len({part.summary.place for part in found.values()})
    places = []
    for place, wrong in progress(compared(list(found.values()), base), "comparing years", total):
        if not wrong:
            places.append(place)
            continue
        for path in [path for path, part in found.items() if part in place.parts]:
            failures.append(Failure(path, f"{path}: {wrong}"))
            del found[path]
    return sorted(places, key=lambda place: place.parts[0].summary.id)


def summary(reports: list[Summary], output: Path) -> str:
    """How many of each type, where the files are, what to try next."""
    kinds: Counter[str] = sum((Counter(report.entities) for report in reports), Counter())
    targets, planned = sum(r.targets for r in reports), sum(r.planned for r in reports)
    lines = ["、".join(legible(r.id) for r in reports[:5]) + (f" … ({len(reports)})" if len(reports) > 5 else "")]
    lines += [f"  {NAMES[kind]:<24}{kinds[kind.value]:>6}" for kind in EntityType if kinds[kind.value]]
    lines.append(f"  {'指标 Target':<24}{targets:>6}  (完成 achieved {targets - planned}, 计划 planned {planned})")
    lines.append(f"  {'关系 Relation':<24}{sum(r.relations for r in reports):>6}")
    lines.append(f"{output / GRAPH}      Turtle\n{output / PAGE}     双击打开 / open in a browser\n{output / RECORDS}  JSONL")
    lines.append("下一步 / next:  kg query --list    kg query planned-targets    kg query evidence --set name=…")
    return "\n".join(lines)
