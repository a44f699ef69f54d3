"""What a corpus takes: seconds and bytes a report of each step of `kg build`, and the quads, on a sample of a folder; from it what many reports take.

The steps are those of the command, one after the other, on all cores of this machine. Load speeds are told by `kg publish` itself.

usage: python -m benchmarks.steps FOLDER [--sample 200] [--output FOLDER] [--cluster ADDRESS]
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from kg.cli.build import GRAPH, PAGES, RECORDS, gather, sound
from kg.corpus import assemble, cluster
from kg.corpus.graphs import LIST, graphs_of, listed
from kg.corpus.parts import BLOCKS, FOLDER, LINKED
from kg.corpus.processes import spread
from kg.files import write_text
from kg.linking.iris import DEFAULT_BASE
from kg.reading.folder import report_paths
from kg.teaching.corpus import configs_of


def measure(paths: list[Path], output: Path, address: str | None) -> None:
    """Build, and print what each step took."""
    taken: dict[str, float] = {}

    def step(name: str) -> None:
        nonlocal begun
        taken[name], begun = time.perf_counter() - begun, time.perf_counter()

    begun = time.perf_counter()
    with cluster.connected(address) if address else nullcontext(spread) as workers:
        step("connect")
        found, failures = gather(paths, configs_of(paths), DEFAULT_BASE, output, workers)
        step("read")
    places = sound(found, DEFAULT_BASE, failures)
    step("compare and check")
    parts = [found[path] for path in sorted(found, key=lambda path: found[path].summary.id)]
    graphs = graphs_of(parts, [(place.name, place.path) for place in places], DEFAULT_BASE, output / FOLDER)
    write_text(output / FOLDER / LIST, listed(graphs, output / FOLDER))
    with assemble.graph(graphs, DEFAULT_BASE) as pieces:
        write_text(output / GRAPH, pieces)
    write_text(output / RECORDS, assemble.records(parts))
    step("graph and records")
    for _ in assemble.pages(parts, DEFAULT_BASE):
        pass
    step("pages")
    reports = len(parts)
    print(f"{reports} reports of {len(places)} places, {len(failures)} failures, {os.cpu_count()} cores")
    for name, seconds in taken.items():
        print(f"{name:<20}{seconds:8.1f} s {seconds / reports * 1000:8.1f} ms a report")
    quads = sum(text.count(b"\n") for graph in graphs for text in graph.ntriples())
    size = sum(len(text) for graph in graphs for text in graph.ntriples())
    print(f"{quads} quads, {quads / reports:.0f} a report, {size / quads:.0f} bytes of N-Triples each")
    for name, pattern in (
        ("graph.ttl", GRAPH),
        ("records.jsonl", RECORDS),
        ("pages", f"{PAGES}/*"),
        ("parts", f"{FOLDER}/*/{BLOCKS}"),
        ("parts, linked", f"{FOLDER}/*/{LINKED}"),
        ("comparisons", f"{FOLDER}/*.comparison.gz"),
    ):
        print(f"{name:<20}{sum(p.stat().st_size for p in output.glob(pattern)) / reports / 1000:8.1f} kB a report")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--output", type=Path, help="where to build (default: a folder that is removed again)")
    parser.add_argument("--cluster", metavar="ADDRESS")
    options = parser.parse_args()
    paths = report_paths([options.folder])
    chosen = sorted(random.Random(7).sample(paths, min(options.sample, len(paths))))
    with tempfile.TemporaryDirectory() as scratch:
        measure(chosen, options.output or Path(scratch), options.cluster)


if __name__ == "__main__":
    main()
