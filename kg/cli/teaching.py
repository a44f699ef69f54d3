"""What the commands do with kg.toml: find it, read reports with it, settle the base IRI."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.cli.common import CommandError
from kg.extraction.pipeline import extract
from kg.extraction.records import Extraction
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE, is_base
from kg.linking.resolve import link
from kg.reading.document import Report
from kg.reading.reader import read
from kg.teaching.config import NAME, Config, find, load

SHOWN = 10


def add_options(parser: argparse.ArgumentParser, base: bool = True) -> None:
    """Add ``--config`` and, unless told otherwise, ``--base`` to a command."""
    parser.add_argument("--config", metavar="FILE", help=f"what you teach it (docs/teaching.md; default: the {NAME} beside the report)")
    if base:
        parser.add_argument("--base", help=f"base IRI of the data (default: that of {NAME}, else {DEFAULT_BASE})")


def configs_of(reports: Sequence[Path], named: str | None) -> dict[Path, Config]:
    """The configuration of each report: the named file, else the one beside it; each file is read once.

    Raises:
        ConfigError: if one of the files cannot be used.
    """
    paths = {report: Path(named) if named is not None else find(report) for report in reports}
    loaded = {path: load(path) for path in dict.fromkeys(paths.values())}
    return {report: loaded[path] for report, path in paths.items()}


def extracted(report: Path, config: Config) -> Extraction:
    """The records of a report file, as its configuration teaches."""
    return extract(read(report, config.given(report.name)), config.teaching)


def read_linked(report: Path, config: Config) -> Linked:
    """A report file read, extracted and linked, as its configuration teaches."""
    return link(extracted(report, config), config.teaching)


def notes(configs: Mapping[Path, Config], reports: Mapping[Path, Report]) -> Iterator[str]:
    """For each configuration in use one line that says what it holds and which entries met no words of the reports."""
    for config in {c.path: c for c in configs.values() if c.path is not None}.values():
        told = config.teaching
        counts = f"名称 names {len(told.names)}、剔除 rejections {len(told.rejections)}、更正 corrections {len(told.corrections)}"
        unmet = config.unmet([report for path, report in reports.items() if configs[path] is config])
        shown = "；".join(unmet[:SHOWN]) + (" …" if len(unmet) > SHOWN else "")
        yield f"{config.path}: {counts}" + (f"\n  文中没有 / not in the text: {shown}" if unmet else "")


def base_of(named: str | None, configs: Iterable[Config]) -> str:
    """The base IRI: the named one, else that of the configurations, else the default.

    Raises:
        CommandError: if the named one is no base IRI, or two configurations do not agree.
    """
    if named is not None:
        if not is_base(named):
            raise CommandError(f"--base {named!r}: not an http(s) IRI that ends in / or #; use for example {DEFAULT_BASE}")
        return named
    bases = {config.base: config.path for config in configs if config.base is not None}
    if len(bases) > 1:
        (one, first), (other, second) = list(bases.items())[:2]
        raise CommandError(f"{first} and {second} give the bases {one} and {other}; name the one to use with --base")
    return next((base for base in bases if base is not None), DEFAULT_BASE)
