"""kg publish: the named graphs of a built output go to a SPARQL server."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

from kg.cli.common import progress
from kg.corpus.graphs import built_graphs
from kg.corpus.graphstore import GraphStore
from kg.corpus.publish import Action, publish, remaining
from kg.corpus.published import published

USER, PASSWORD = "KG_PUBLISH_USER", "KG_PUBLISH_PASSWORD"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "publish",
        description="Send the named graphs of a built output to a server with the SPARQL 1.1 Graph Store HTTP Protocol: those that changed since "
        "the last time; those that are no longer built are removed there (docs/scale.md).",
        epilog=f"The password is read from the environment variable {PASSWORD}. example: kg publish output --endpoint http://127.0.0.1:7878/store",
    )
    parser.add_argument("output", nargs="?", default="output", metavar="FOLDER", help="what `kg build -o` wrote (default: output)")
    parser.add_argument("--endpoint", required=True, metavar="URL", help="the address of the graph store")
    parser.add_argument("--user", default=os.environ.get(USER), help=f"user name (default: the variable {USER})")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish; returns the exit code."""
    output, begun = Path(options.output), time.monotonic()
    graphs = built_graphs(output)
    store = GraphStore(options.endpoint, options.user, os.environ.get(PASSWORD))
    counts: Counter[Action] = Counter()
    triples = 0
    with published(output, options.endpoint) as record:
        try:
            for step in progress(publish(graphs, store, record), "publishing", remaining(graphs, record)):
                counts[step.action] += 1
                triples += step.triples
        except KeyboardInterrupt:
            print("kg: interrupted; publish again to go on", file=sys.stderr)
            return 130
    seconds = time.monotonic() - begun
    print(
        f"{options.endpoint}: 发送 {counts[Action.SENT]} 个图（{triples} 个三元组，{seconds:.1f} 秒），未变 {counts[Action.UNCHANGED]}，"
        f"删除 {counts[Action.REMOVED]} / sent {counts[Action.SENT]} graphs ({triples} triples, {seconds:.1f} s), "
        f"{counts[Action.UNCHANGED]} unchanged, {counts[Action.REMOVED]} removed"
    )
    return 0
