"""What the commands do with kg.toml: let it be named, tell what it did."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.linking.iris import DEFAULT_BASE
from kg.reading.document import Report
from kg.teaching.config import NAME, Config

SHOWN = 10


def add_options(parser: argparse.ArgumentParser, base: bool = True) -> None:
    """Add ``--config`` and, unless told otherwise, ``--base`` to a command."""
    parser.add_argument("--config", metavar="FILE", help=f"what you teach it (docs/teaching.md; default: the {NAME} beside the report)")
    if base:
        parser.add_argument("--base", help=f"base IRI of the data (default: that of {NAME}, else {DEFAULT_BASE})")


def notes(configs: Mapping[Path, Config], reports: Mapping[Path, Report]) -> Iterator[str]:
    """For each configuration in use one line that says what it holds and which entries met no words of the reports."""
    for config in {c.path: c for c in configs.values() if c.path is not None}.values():
        told = config.teaching
        counts = f"名称 names {len(told.names)}、剔除 rejections {len(told.rejections)}、更正 corrections {len(told.corrections)}"
        unmet = config.unmet([report for path, report in reports.items() if configs[path] is config])
        shown = "；".join(unmet[:SHOWN]) + (" …" if len(unmet) > SHOWN else "")
        yield f"{config.path}: {counts}" + (f"\n  文中没有 / not in the text: {shown}" if unmet else "")
