"""kg.toml is found, read and checked; a file that does not fit is refused with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.extraction.records import EntityType, Measure
from kg.extraction.teaching import Correction, Rejection, TaughtName, Teaching, Where, bare
from kg.files import read_bytes
from kg.reading.document import Given, Report
from kg.reading.script import as_read
from kg.teaching.lines import line_of
from kg.teaching.shape import ShapeError, check

NAME = "kg.toml"
POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
LONG_KEY = re.compile(r"^[^=\"'#\n]{1000}", re.MULTILINE)


class ConfigError(KgError, ValueError):
    """kg.toml cannot be used; the message says which file, which line, why and what to do."""


@dataclass(frozen=True)
class Config:
    """What a kg.toml says; the empty one (`path` None) says nothing.

    Attributes:
        base: base IRI of the data, None where it is not set.
        place: place of reports that name none.
        reports: what is stated of single reports, by file name.
        text: the file's own text.
    """

    path: Path | None = None
    base: str | None = None
    place: str | None = None
    reports: Mapping[str, Given] | None = None
    teaching: Teaching = Teaching()
    text: str = ""

    def given(self, file: str) -> Given:
        """What is stated of the report in a file of that name."""
        return replace((self.reports or {}).get(file, Given()), home=self.place)

    def unmet(self, reports: list[Report]) -> list[str]:
        """Entries whose words stand in none of the reports, as ``line 3 科创走廊``, in the order of the file."""
        told = self.teaching
        asked = [("name", i, Where(n.text), (n.text, *n.aliases)) for i, n in enumerate(told.names)]
        asked += [("reject", i, r.where, (r.where.text,)) for i, r in enumerate(told.rejections)]
        asked += [("correct", i, c.where, (c.where.text,)) for i, c in enumerate(told.corrections)]
        texts = {r.source: bare(as_read(r).text) for r in reports}
        missing = [
            (line_of(self.text, (table, number)), where.text)
            for table, number, where, words in asked
            if not any(bare(w) in text for source, text in texts.items() if where.file in (None, source) for w in words)
        ]
        return [f"line {line} {text}" for line, text in sorted(missing)]


def find(report: Path) -> Path | None:
    """The kg.toml beside a report, None where there is none."""
    path = report.parent / NAME
    return path if path.is_file() else None


def load(path: Path | None) -> Config:
    """Read a kg.toml; no file gives the empty configuration.

    Raises:
        ConfigError: if the file cannot be read, is no TOML, or says something that has no meaning here.
    """
    if path is None:
        return Config()
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); give a file") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from None
    return parse(text.replace("\r\n", "\n"), path)


def parse(text: str, path: Path) -> Config:
    """The configuration that a TOML text gives; `path` is named in messages.

    Raises:
        ConfigError: if it is no TOML, or says something that has no meaning here.
    """
    if found := LONG_KEY.search(text):
        # Python's parser takes the square of the time for each part of a key
        raise ConfigError(f"{path}, line {text.count(chr(10), 0, found.end()) + 1}: a key of more than 1,000 characters; shorten it")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax(text, path, str(error))) from None
    except (ValueError, RecursionError) as error:
        # a number beyond the digits Python reads, or lists in lists without end
        raise ConfigError(f"{path}: cannot be read as TOML ({error}); shorten the value") from None
    try:
        check(data)
    except ShapeError as error:
        raise ConfigError(f"{path}, line {line_of(text, error.path)}: {error}") from None
    return _config(data, text, path)


def _syntax(text: str, path: Path, message: str) -> str:
    found = POSITION.search(message)
    what = POSITION.sub("", message)
    if found is None or found[1] is None:
        return f"{path}, line {len(text.rstrip().splitlines()) or 1}: not TOML ({what} at the end of the file); complete the entry"
    return f"{path}, line {found[1]}, column {found[2]}: not TOML ({what}); correct it there"


def _config(data: Mapping[str, Any], text: str, path: Path) -> Config:
    teaching = Teaching(
        tuple(TaughtName(e["text"], EntityType(e["type"]), tuple(e.get("aliases", []))) for e in data.get("name", [])),
        tuple(Rejection(_where(e), e.get("type")) for e in data.get("reject", [])),
        tuple(
            Correction(
                _where(e),
                EntityType(e["type"]) if "type" in e else None,
                e.get("status"),
                e.get("year"),
                e.get("indicator"),
                Measure(e["measure"]) if "measure" in e else None,
            )
            for e in data.get("correct", [])
        ),
    )
    reports = {e["file"]: _given(e) for e in data.get("report", [])}
    return Config(path, data.get("base"), data.get("place"), reports, teaching, text)


def _given(entry: Mapping[str, Any]) -> Given:
    date = entry.get("date")
    return Given(entry.get("place"), entry.get("level"), entry.get("year"), date.isoformat() if date else None, entry.get("speaker"))


def _where(entry: Mapping[str, Any]) -> Where:
    return Where(entry["text"], entry.get("sentence"), entry.get("file"))
