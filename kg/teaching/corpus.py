"""Report files become linked extractions, each as the kg.toml beside it teaches and each report once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.extraction.pipeline import extract
from kg.extraction.records import Extraction
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE, is_base
from kg.linking.resolve import link
from kg.reading.errors import ReadError
from kg.reading.reader import read, report_of
from kg.teaching.config import Config, ConfigError, find, load


def configs_of(reports: Sequence[Path], named: str | None = None) -> dict[Path, Config]:
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


def linked_of(data: bytes, report: Path, config: Config) -> Linked:
    """The bytes of a report file read, extracted and linked, as its configuration teaches; the file itself is not looked at."""
    return link(extract(report_of(data, report, config.given(report.name)), config.teaching), config.teaching)


def link_files(paths: Iterable[Path], configs: Mapping[Path, Config]) -> dict[Path, Linked]:
    """Read, extract and link files; in the order of the reports' ids, whatever the order of the paths.

    Raises:
        ReadError: if a file cannot be read or two files are the same report.
    """
    found: dict[str, tuple[Path, Linked]] = {}
    for path in paths:
        result = read_linked(path, configs[path])
        identifier = result.extraction.report.id
        if identifier in found:
            raise ReadError(f"{path}: {found[identifier][0]} is already the report {identifier}; build them into different folders")
        found[identifier] = (path, result)
    return {found[identifier][0]: found[identifier][1] for identifier in sorted(found)}


def base_of(named: str | None, configs: Iterable[Config]) -> str:
    """The base IRI: the named one, else that of the configurations, else the default.

    Raises:
        ConfigError: if the named one is no base IRI, or two configurations do not agree.
    """
    if named is not None:
        if not is_base(named):
            raise ConfigError(f"--base {named!r}: not an http(s) IRI that ends in / or #; use for example {DEFAULT_BASE}")
        return named
    bases = {config.base: config.path for config in configs if config.base is not None}
    if len(bases) > 1:
        (one, first), (other, second) = list(bases.items())[:2]
        raise ConfigError(f"{first} and {second} give the bases {one} and {other}; name the one to use with --base")
    return next((base for base in bases if base is not None), DEFAULT_BASE)
