"""Schematic maps: the divisions of the places that report, one tile each, with the regions of the reports that they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.linking.entities import Linked
from kg.linking.regions import LAST_TABLE, gazetteer

Tile = tuple[str, int, int, list[str]]


def tiles(reports: Sequence[Linked]) -> list[Tile]:
    """Short name, row, column and keys of entities of every tile of the reporting places; empty where none has a map.

    A tile stands for a division under all its names and codes: 梁平县 of 2015 and 梁平区 of 2016 are one tile. They are
    matched by their short name within the place, since codes were given anew to other divisions (万盛区, 綦江区).
    """
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    homes = set()
    for linked in reports:
        report = linked.extraction.report
        places = gazetteer(report.year, report.place)
        if places.home is None:
            continue
        homes.add(places.home.code)
        for entity in linked.entities:
            division = places.by_code.get(entity.code or "") if entity.type is EntityType.REGION else None
            if division and places.home.holds(division):
                keys[places.home.code, division.short].add(entity.key)
    newest = gazetteer(LAST_TABLE, None).by_code
    found = []
    for row in loader.table("tiles"):
        division = newest[row["code"]]
        if division.parent in homes:
            found.append((division.short, int(row["row"]), int(row["column"]), sorted(keys[division.parent, division.short])))
    return found
