"""Regions are linked to the authority: the code of a division valid in the report's year, never a wrong one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import loader

LAST_TABLE = 2024


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division as of one year."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@dataclass(frozen=True)
class Gazetteer:
    """Divisions of one year, seen from one place: its own divisions come first where names are shared."""

    by_name: Mapping[str, tuple[Division, ...]]
    by_code: Mapping[str, Division]
    home: Division | None

    def find(self, name: str) -> Division | None:
        """The one division that the name can mean here; None where there is none or the name stays ambiguous."""
        found = self.by_name.get(name, ())
        if len(found) == 1:
            return found[0]
        if self.home is not None:
            for prefix in (self.home.code, self.home.code[:4], self.home.code[:2]):
                near = [d for d in found if d.code.startswith(prefix.rstrip("0") or prefix)]
                if len(near) == 1:
                    return near[0]
        high = [d for d in found if d.level == "province"] or [d for d in found if d.level == "prefecture"]
        return high[0] if len(high) == 1 else None

    def within(self, name: str) -> Division | None:
        """The division whose name a longer name begins with (重庆高新区 → 重庆市)."""
        for size in range(min(len(name) - 1, 12), 1, -1):
            found = self.find(name[:size])
            if found is None:
                continue
            if found.level == "province" or self.home is not None and found.code[:2] == self.home.code[:2]:
                return found
        return None


@lru_cache(maxsize=16)
def gazetteer(year: int | None, place: str | None) -> Gazetteer:
    """The divisions of a year as a report of `place` names them."""
    year = min(year or LAST_TABLE, LAST_TABLE)
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
    home = next((d for d in by_name.get(place or "", ()) if d.name == place), None)
    return Gazetteer({name: tuple(found) for name, found in by_name.items()}, by_code, home)
