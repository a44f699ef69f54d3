"""What the shipped lists know of a unit, an indicator or an industry: units.toml, statistics.toml, sectors.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from kg.lexicon import loader
from kg.linking.iris import QUOTES

CLASSIFIERS = "classifiers"
LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: the power of ten of its magnitude and the unit without it.

    Attributes:
        kind: kind of quantity (currency, length, count …).
        english, qudt, ucum: of the unit without magnitude; None where the list has none.
    """

    written: str
    base: str
    power: int
    kind: str
    english: str | None = None
    qudt: str | None = None
    ucum: str | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """An indicator of official statistics; `measures` maps each kind of measure to the base units it may have."""

    name: str
    english: str
    also: tuple[str, ...]
    measures: Mapping[str, tuple[str, ...]]


@cache
def _units() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for kind, table in loader.toml("units").items():
        if kind == CLASSIFIERS:
            found |= {word: Unit(word, word, 0, "count") for word in table["words"]}
        elif kind != "magnitudes":
            found |= {w: Unit(w, w, 0, kind, data["en"], data.get("qudt"), data.get("ucum")) for w, data in table.items()}
    return found


def unit_of(written: str) -> Unit | None:
    """The listed unit, with the magnitude before it if there is one (万亿元); None if the list does not know it."""
    base, power = split(written)
    known = _units().get(base)
    return known and Unit(written, base, power, known.kind, known.english, known.qudt, known.ucum)


def split(written: str) -> tuple[str, int]:
    """A written unit without its magnitude, and the magnitude's power of ten (万亿元 → 元, 12; 千瓦 → 千瓦, 0)."""
    if written in _units():
        return written, 0
    magnitudes: Mapping[str, int] = loader.toml("units")["magnitudes"]
    word = next((w for w in sorted(magnitudes, key=len, reverse=True) if written.startswith(w)), "")
    return written[len(word) :], magnitudes.get(word, 0)


def magnitudes() -> dict[str, Any]:
    """What another reader needs to split a written unit: powers of ten, the longest word first, and units that only begin like one."""
    powers: Mapping[str, int] = loader.toml("units")["magnitudes"]
    words = sorted(powers, key=lambda word: (-len(word), word))
    return {"powers": {word: powers[word] for word in words}, "whole": sorted(unit for unit in _units() if unit.startswith(tuple(words)))}


def fold(value: float | int, unit: str) -> tuple[Decimal, str]:
    """The value with the unit's magnitude multiplied in, and the unit without it (2.36, 万亿元 → 2360000000000, 元)."""
    base, power = split(unit)
    return Decimal(str(value)) * 10**power, base


@cache
def _statistics() -> dict[str, Statistic]:
    found: dict[str, Statistic] = {}
    for name, data in loader.toml("statistics")["indicators"].items():
        also = tuple(data.get("also", ()))
        measures = {kind: tuple(units) for kind, units in data.items() if kind not in ("en", "also")}
        known = Statistic(name, data["en"], also, measures)
        found |= dict.fromkeys((name, *also), known)
    return found


def statistic_of(wording: str) -> Statistic | None:
    """The indicator that a wording surely names: 全市地区生产总值, 生产总值增速 and GDP are one; None where the list has none."""
    words = loader.toml("statistics")["wording"]
    bare = next((wording.removeprefix(w) for w in words["before"] if wording.startswith(w)), wording)
    tails = [bare.removesuffix(w) for w in words["behind"] if bare.endswith(w)]
    return next((known for name in (bare, *tails) if (known := _statistics().get(name))), None)


def latin_names(wording: str, measure: str, unit: str | None) -> list[str]:
    """What official statistics call an indicator in Latin letters (GDP, gross regional product); none unless measure and unit fit."""
    known = statistic_of(wording)
    if known is None or unit is None or split(unit)[0].replace("％", "%") not in known.measures.get(measure, ()):
        return []
    return [name for name in (*known.also, known.english) if LATIN.search(name)]


@cache
def _classes() -> dict[str, str]:
    return {name: code for code, name in loader.toml("sectors")["classes"].items()}


def sector_of(name: str) -> tuple[str, bool] | None:
    """Code of the class of GB/T 4754-2017 that an industry's name means, and whether it is the very same; None if unsure."""
    lists = loader.toml("sectors")
    bare = name.translate(QUOTES)
    if bare in lists["close"]:
        return str(lists["close"][bare]), False
    same: Mapping[str, str] = lists["same"]
    code = same.get(bare) or _classes().get(bare)
    return (code, True) if code else None


def sector_above(code: str) -> str | None:
    """The section (a letter) that a division of GB/T 4754-2017 lies in; the classes stand in the standard's order."""
    if code.isalpha():
        return None
    order = list(loader.toml("sectors")["classes"])
    return next(str(c) for c in reversed(order[: order.index(code)]) if c.isalpha())


def sector_name(code: str) -> str:
    """The name of a class of GB/T 4754-2017."""
    return str(loader.toml("sectors")["classes"][code])
