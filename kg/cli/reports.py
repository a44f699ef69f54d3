"""What commands that read reports share: their options, the reading as kg.toml teaches, what it did."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.cli.common import progress
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.reading.document import Report
from kg.reading.folder import report_paths
from kg.teaching.config import NAME, Config
from kg.teaching.corpus import base_of, configs_of, link_files

SHOWN = 10


def add_options(parser: argparse.ArgumentParser, base: bool = True) -> None:
    """Add ``--config`` and, unless told otherwise, ``--base`` to a command."""
    parser.add_argument("--config", metavar="FILE", help=f"what you teach it (docs/teaching.md; default: the {NAME} beside the report)")
    if base:
        parser.add_argument("--base", help=f"base IRI of the data (default: that of {NAME}, else {DEFAULT_BASE})")


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Add the reports to read, ``--config`` and ``--base``."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=["seeds"],
        metavar="PATH",
        help="report files (text, Markdown, HTML, Word, PDF) or folders of them (default: seeds)",
    )
    add_options(parser)


def read_reports(options: argparse.Namespace) -> tuple[dict[Path, Linked], dict[Path, Config], str]:
    """The linked reports of :func:`add_reports` in the order of their ids, the configuration of each, and the base IRI.

    Raises:
        ReadError: if a path is missing, a file cannot be read or two files are the same report.
        ConfigError: if a kg.toml or the base cannot be used.
    """
    paths, configs, base = reports_of(options)
    return link_files(progress(paths, "reading reports", len(paths)), configs), configs, base


def reports_of(options: argparse.Namespace) -> tuple[list[Path], dict[Path, Config], str]:
    """The files of :func:`add_reports`, the configuration of each, and the base IRI.

    Raises:
        ReadError: if a path is missing.
        ConfigError: if a kg.toml or the base cannot be used.
    """
    paths = report_paths(options.paths)
    configs = configs_of(paths, options.config)
    return paths, configs, base_of(options.base, configs.values())


def notes(configs: Mapping[Path, Config], reports: Mapping[Path, Report]) -> Iterator[str]:
    """For each configuration in use one line that says what it holds and which entries met no words of the reports."""
    for config in {c.path: c for c in configs.values() if c.path is not None}.values():
        told = config.teaching
        counts = f"名称 names {len(told.names)}、剔除 rejections {len(told.rejections)}、更正 corrections {len(told.corrections)}"
        unmet = config.unmet([report for path, report in reports.items() if configs[path] is config])
        shown = "；".join(unmet[:SHOWN]) + (" …" if len(unmet) > SHOWN else "")
        yield f"{config.path}: {counts}" + (f"\n  文中没有 / not in the text: {shown}" if unmet else "")
