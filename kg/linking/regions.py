"""Regions are linked to the authority: the code of a division valid in the report's year, never a wrong one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.gazetteer import home_name
from kg.lexicon import loader

LAST_TABLE = 2024
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division as of one year."""

    code: str
    name: str
    short: str
    level: str
    parent: str

    def holds(self, other: Division) -> bool:
        """True if the other division lies in this one."""
        return other.code != self.code and other.code.startswith(stem(self.code))


def stem(code: str) -> str:
    """The digits of a code that all divisions within it begin with."""
    return code.removesuffix("00").removesuffix("00") if code.endswith("00") else code


@dataclass(frozen=True)
class Gazetteer:
    """Divisions of one year, seen from one place: its own divisions come first where names are shared."""

    by_name: Mapping[str, tuple[Division, ...]]
    by_code: Mapping[str, Division]
    home: Division | None
    doubtful: frozenset[str]

    def find(self, name: str) -> Division | None:
        """The one division that the name can mean here; None where there is none or the name stays ambiguous.

        广东湛江 names the inner of two; the short form of a county counts in reports of what it lies in only, since
        towns of other prefectures bear the same names (古田).
        """
        return self._one(name) or self._inner(name)

    def _one(self, name: str) -> Division | None:
        found = [d for d in self.by_name.get(name, ()) if d.level != "county" or name == d.name or self._local(d)]
        for around in self._circles():
            near = [d for d in found if d == around or around.holds(d)]
            if near:
                return _highest(near)
        return None if name in self.doubtful else _highest(found)

    def _inner(self, name: str) -> Division | None:
        for size in range(2, min(len(name) - 1, LONGEST)):
            outer = self._one(name[:size])
            if outer is None:
                continue
            inner = [d for d in self.by_name.get(name[size:], ()) if outer.holds(d)]
            if inner:
                return inner[0] if len(inner) == 1 else None
        return None

    def _circles(self) -> Iterator[Division]:
        """The report's own place and what it lies in, from the inside out."""
        at = self.home
        while at is not None:
            yield at
            at = self.by_code.get(at.parent)

    def _near(self, division: Division) -> bool:
        return self.home is not None and division.code[:2] == self.home.code[:2]

    def _local(self, division: Division) -> bool:
        return any(around == division or around.code == division.parent or around.holds(division) for around in self._local_circles())

    def _local_circles(self) -> Iterator[Division]:
        return (d for d in self._circles() if d is self.home or d.level != "province")

    def own(self, level: str) -> Division | None:
        """What 市 or 省 means in a report of this place: the place itself or the one around it whose name ends so."""
        return next((d for d in self._circles() if d.name.endswith(level)), None)

    def leading(self, name: str) -> tuple[Division, str] | None:
        """The division whose name a longer name begins with, and the rest (重庆高新区 → 重庆市, 高新区)."""
        for size in range(min(len(name) - 1, LONGEST), 1, -1):
            found = self.find(name[:size])
            if found is not None and (found.level != "county" or self._near(found)):
                return found, name[size:]
        return None


def _highest(found: Sequence[Division]) -> Division | None:
    """The only one of the highest level: 吉林 is the province rather than the city; None where two are level."""
    for level in ("province", "prefecture", "county"):
        same = [d for d in found if d.level == level]
        if same:
            return same[0] if len(same) == 1 else None
    return None


@lru_cache(maxsize=16)
def gazetteer(year: int | None, place: str | None) -> Gazetteer:
    """The divisions of a year as a report of `place` names them."""
    by_name, by_code = _divisions(min(year or LAST_TABLE, LAST_TABLE))
    own = by_name.get(home_name(place, by_name) or "", ())
    home = own[0] if len(own) == 1 else None
    doubtful = frozenset(loader.toml("regions")["divisions"]["doubtful"])
    return Gazetteer(by_name, by_code, home, doubtful)


@lru_cache(maxsize=32)
def _divisions(year: int) -> tuple[Mapping[str, tuple[Division, ...]], Mapping[str, Division]]:
    """The divisions of a year by name, short form and abbreviation, and by code."""
    by_name: dict[str, list[Division]] = defaultdict(list)
    by_code: dict[str, Division] = {}
    for row in loader.table("regions"):
        if not int(row["first"]) <= year <= int(row["last"]):
            continue
        division = Division(row["code"], row["name"], row["short"], row["level"], row["parent"])
        by_code[division.code] = division
        for name in {division.name, division.short}:
            if len(name) > 1:
                by_name[name].append(division)
    for letter, code in loader.toml("regions")["abbreviations"].items():
        if code in by_code:
            by_name[letter].append(by_code[code])
    return {name: tuple(found) for name, found in by_name.items()}, by_code
