"""What the graph as a whole is about: its reports by place and year, what most of them name, and what they aim at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any

import pyoxigraph

from kg.extraction.records import EntityType
from kg.server.catalogue import Catalogue
from kg.server.documents import rows

# Things of a list, indicators, and reports from which an indicator of a year is summed up.
QUOTES = re.compile("[“”‘’《》]")
LISTED, INDICATORS, ENOUGH = 12, 4, 3
# Things whose neighbourhood may be asked for at once.
CENTRES = 40
COMMON = (EntityType.PROGRAM, EntityType.REGION, EntityType.INDUSTRY, EntityType.PROJECT)


def overview(store: pyoxigraph.Store, catalogue: Catalogue, base: str) -> dict[str, Any]:
    """Counts, reports, what is named in most reports, and the middle of what is promised by year."""
    statements = next(rows(store, "SELECT (COUNT(*) AS ?n) { ?t a kg:Statement }"), {"n": "0"})
    question = (
        "SELECT ?r ?label ?place ?year ?area { ?r a kg:Report ; rdfs:label ?label OPTIONAL { ?r kg:place ?place } OPTIONAL { ?r kg:year ?year } "
        "OPTIONAL { ?r kg:area ?area } }"
    )
    reports: dict[str, dict[str, Any]] = {}
    found = list(rows(store, question))
    areas = catalogue.find({row["area"] for row in found if "area" in row})
    for row in found:
        area = row.get("area", "") if row.get("area") in areas else ""
        about = {
            "slug": row["r"].rpartition("/")[2],
            "label": row["label"],
            "place": row.get("place") or row["label"],
            "area": area.removeprefix(base),
        }
        reports.setdefault(row["r"], about | {"year": int(row["year"]) if "year" in row else None})
    return {
        "kinds": catalogue.counts(),
        "relations": int(statements["n"]),
        "reports": sorted(reports.values(), key=lambda r: (r["place"], r["year"] or 0, r["slug"])),
        "common": {kind.value: _common(catalogue.of_kind(kind.value), base) for kind in COMMON},
        "aims": _aims(store),
    }


def _common(entries: Iterable[tuple[str, str, int]], base: str) -> list[dict[str, Any]]:
    """Names with the number of reports that bear them: a programme of one name in several places is several things."""
    reports: dict[str, int] = defaultdict(int)
    things: dict[str, list[str]] = defaultdict(list)
    for iri, label, number in entries:
        name = QUOTES.sub("", label)
        reports[name] += number
        things[name].append(iri.removeprefix(base))
    order = sorted(reports, key=lambda name: (-reports[name], name))[:LISTED]
    return [{"label": name, "ids": things[name][:CENTRES], "reports": reports[name]} for name in order]


def _aims(store: pyoxigraph.Store) -> list[dict[str, Any]]:
    """The growth that most reports promise: by indicator and year the middle, least and most, and how many reports."""
    question = (
        'SELECT ?statistic ?label ?year ?r ?value { ?s kg:status "planned" ; kg:measure "growth" ; kg:unit "%" ; kg:value ?value ; kg:year ?year ; '
        "kg:statistic ?statistic ; kg:report ?r . ?r kg:year ?year . ?statistic rdfs:label ?label FILTER(LANG(?label) = 'zh') }"
    )
    said: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(rows(store, question), key=lambda r: (r["r"], float(r["value"]))):
        said[row["label"]][int(row["year"])].setdefault(row["r"], float(row["value"]))
    order = sorted(said, key=lambda label: (-sum(len(found) for found in said[label].values()), label))[:INDICATORS]
    aims = []
    for label in order:
        years = {year: sorted(found.values()) for year, found in sorted(said[label].items()) if len(found) >= ENOUGH}
        if years:
            found = [{"year": y, "middle": round(median(v), 2), "least": v[0], "most": v[-1], "reports": len(v)} for y, v in years.items()]
            aims.append({"label": label, "years": found})
    return aims
