"""What may stand in kg.toml, as a table, and the check of a parsed file against it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.extraction.records import EntityType, Measure, Status
from kg.extraction.teaching import bare
from kg.linking.iris import DEFAULT_BASE, is_base
from kg.reading.document import Tense
from kg.teaching.lines import Path

LEVELS = ("national", "province", "city", "county")
STATUSES = tuple(dict.fromkeys([*map(str, Status), *map(str, Tense)]))
YEARS = range(1949, 2101)


class ShapeError(ValueError):
    """An entry does not fit; `path` leads to it, the message says what is wrong and what is allowed."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what fits, and how a message says what is allowed."""

    fits: Callable[[Any], bool]
    allowed: str


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and "\n" not in value and "\r" not in value and any(c.isalnum() for c in bare(value)) and value == value.strip()


def _is_date(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) and value.year in YEARS


def _one_of(*words: str) -> Kind:
    return Kind(lambda value: value in words if isinstance(value, str) else False, "one of " + ", ".join(words))


NAME = Kind(_is_name, "text of one line with at least one letter, without blanks around it")
NAMES = Kind(lambda value: isinstance(value, list) and all(map(_is_name, value)), 'a list of names, such as ["名称", "另称"]')
YEAR = Kind(lambda value: type(value) is int and value in YEARS, f"a year from {YEARS[0]} to {YEARS[-1]}, without quotation marks")
DATE = Kind(_is_date, "a date without quotation marks, such as 2020-01-11")
BASE = Kind(lambda value: isinstance(value, str) and is_base(value), f"an http(s) IRI that ends in / or #, such as {DEFAULT_BASE}")
TYPE = _one_of(*EntityType)
RECORD = _one_of(*EntityType, "Target")

TOP: Mapping[str, Kind] = {"base": BASE, "place": NAME}
# Table → key → what its value may be; the first `REQUIRED[table]` keys must be there.
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "report": {"file": NAME, "place": NAME, "level": _one_of(*LEVELS), "year": YEAR, "date": DATE, "speaker": NAME},
    "name": {"text": NAME, "type": TYPE, "aliases": NAMES},
    "reject": {"text": NAME, "type": RECORD, "sentence": NAME, "file": NAME},
    "correct": {
        "text": NAME,
        "sentence": NAME,
        "file": NAME,
        "type": TYPE,
        "status": _one_of(*STATUSES),
        "year": YEAR,
        "indicator": NAME,
        "measure": _one_of(*Measure),
    },
}
REQUIRED = {"report": 1, "name": 2, "reject": 1, "correct": 1}
CHANGES = ("type", "status", "year", "indicator", "measure")


def check(data: Mapping[str, Any]) -> None:
    """Check the shape of a parsed kg.toml.

    Raises:
        ShapeError: for the first entry that does not fit.
    """
    for key, value in data.items():
        if key in TOP:
            _value((key,), key, value, TOP[key])
        elif key not in TABLES:
            raise ShapeError((key,), f"unknown key {key!r}; use {_listed([*TOP, *(f'[[{t}]]' for t in TABLES)])}")
        elif not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise ShapeError((key,), f"{key} must be a table of its own; write [[{key}]] on a line and its keys below")
        else:
            for number, entry in enumerate(value):
                _entry(key, number, entry)
    _once(data)


def _entry(table: str, number: int, entry: Mapping[str, Any]) -> None:
    kinds = TABLES[table]
    for key, value in entry.items():
        if key not in kinds:
            raise ShapeError((table, number, key), f"[[{table}]] has an unknown key {key!r}; use {_listed([*kinds])}")
        _value((table, number, key), f"[[{table}]] {key}", value, kinds[key])
    for key in list(kinds)[: REQUIRED[table]]:
        if key not in entry:
            raise ShapeError((table, number), f"[[{table}]] without {key}; add {key} = … ({kinds[key].allowed})")
    if table == "correct" and not any(key in entry for key in CHANGES):
        raise ShapeError((table, number), f"[[correct]] changes nothing; add {_listed([*CHANGES])}")


def _value(path: Path, where: str, value: Any, kind: Kind) -> None:
    if not kind.fits(value):
        raise ShapeError(path, f"{where} = {_shown(value)} does not fit; use {kind.allowed}")


def _once(data: Mapping[str, Any]) -> None:
    """No report stated twice, no name or alias taught twice."""
    files: set[str] = set()
    for number, entry in enumerate(data.get("report", [])):
        if entry["file"] in files:
            raise ShapeError(("report", number, "file"), f"[[report]] file = {_shown(entry['file'])} stands twice; keep one entry for a file")
        files.add(entry["file"])
    names: set[str] = set()
    for number, entry in enumerate(data.get("name", [])):
        for key, text in [("text", entry["text"]), *(("aliases", alias) for alias in entry.get("aliases", []))]:
            if bare(text) in names:
                raise ShapeError(("name", number, key), f"[[name]] {key}: {_shown(text)} stands twice; a name or alias belongs to one entry")
            names.add(bare(text))


def _shown(value: Any) -> str:
    """A value as a message quotes it: on one line, and short."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    line = " ".join(text.split()) or text.strip()
    return line if len(line) <= 60 else line[:60] + "…"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
