"""Gold annotations: paragraphs annotated by hand, in the form that docs/annotation-guideline.md gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from kg.files import read_bytes


class GoldError(ValueError):
    """A gold file is missing or malformed; the message names file and line."""


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """The annotations of one line; every mention and target has its `span` within the line."""

    line: int
    mentions: tuple[Mapping[str, Any], ...]
    targets: tuple[Mapping[str, Any], ...]
    relations: tuple[Mapping[str, Any], ...]


def load_gold(paths: Sequence[Path], text: str) -> list[GoldParagraph]:
    """Read gold files on a report's text.

    Raises:
        GoldError: if a file is missing, a line is no JSON or an annotated text does not occur.
    """
    lines = text.split("\n")
    found: list[GoldParagraph] = []
    for path in paths:
        try:
            rows = read_bytes(path).decode("utf-8").splitlines()
        except OSError as error:
            raise GoldError(f"{path}: cannot be read ({error.strerror}); check the path") from None
        except UnicodeDecodeError as error:
            raise GoldError(f"{path}: not UTF-8 (byte {error.start} does not fit); save the file as UTF-8") from None
        for number, row in enumerate(rows, 1):
            if not row.strip():
                continue
            try:
                entry = json.loads(row)
                line = lines[entry["line"] - 1]
                mentions = tuple(_placed(r, line) for r in entry.get("mentions", []))
                targets = tuple(_placed(r, line) for r in entry.get("targets", []))
                _check(mentions, targets, entry.get("relations", []))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise GoldError(f"{path}:{number}: no annotation of this report ({error}); see docs/annotation-guideline.md") from None
            found.append(GoldParagraph(entry["line"], mentions, targets, tuple(entry.get("relations", []))))
    return found


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins (line n at n - 1), and where one behind the last would."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def _check(mentions: Sequence[Mapping[str, Any]], targets: Sequence[Mapping[str, Any]], relations: Sequence[Mapping[str, Any]]) -> None:
    """Raise ValueError or KeyError where the scorer would miss a field."""
    if any(not mention["types"] for mention in mentions):
        raise ValueError("a mention without types")
    for target in targets:
        for name in ("indicator", "measure", "value", "status"):
            target[name]
    known = {record["id"] for record in (*mentions, *targets)}
    for relation in relations:
        for end in (relation["head"], relation["tail"]):
            if end not in known:
                raise ValueError(f"the {relation['type']} names {end!r}, which is no record of the line")


def _placed(record: Mapping[str, Any], line: str) -> Mapping[str, Any]:
    at = -1
    for _ in range(record.get("nth", 1)):
        at = line.find(record["text"], at + 1)
        if at < 0:
            raise ValueError(f"{record['text']!r} does not occur")
    return {**record, "span": (at, at + len(record["text"]))}
