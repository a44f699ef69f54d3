"""kg validate: what of the graph violates its shapes, with the sentence concerned."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph

from kg.cli.common import CommandError
from kg.query.stores import load
from kg.validation.check import Violation, sentence_of, violations
from kg.validation.rules import rules

SHOWN = 20


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "validate",
        description="Check a graph against the SHACL shapes of kg/validation/shapes.ttl; the exit code is 1 if it violates any.",
        epilog="example: kg validate output/graph.ttl",
    )
    parser.add_argument("file", nargs="?", default="output/graph.ttl", metavar="FILE", help="an RDF file (default: output/graph.ttl)")
    parser.add_argument("--all", action="store_true", help=f"print all violations, not only the first {SHOWN}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Validate; returns the exit code."""
    path = Path(options.file)
    if not path.is_file():
        raise CommandError(f"{path}: no such file; run `kg build` first or name an RDF file")
    store = load(path)
    if not len(store):
        raise CommandError(f"{path}: holds no triples; build it again")
    triples = len(store)
    found = violations(store)
    if not found:
        print(f"{path}: 符合全部 {len(rules())} 条规则（{triples} 个三元组）/ obeys all {len(rules())} rules ({triples} triples)")
        return 0
    print(tell(store, found, len(found) if options.all else SHOWN))
    print(f"{path}: {len(found)} 处违反规则 / {len(found)} violations")
    return 1


def tell(store: pyoxigraph.Store, found: Sequence[Violation], limit: int) -> str:
    """The violations in words: Chinese, English, and the sentence."""
    lines = []
    for number, violation in enumerate(found[:limit], 1):
        lines += [f"{number}. {violation.chinese}", f"   {violation.english}"]
        if sentence := sentence_of(store, violation.node):
            lines.append(f"   原文 / text: {sentence}")
    if len(found) > limit:
        lines.append(f"… 另有 {len(found) - limit} 处 / {len(found) - limit} more (--all)")
    return "\n".join(lines)
