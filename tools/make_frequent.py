"""Make kg/lexicon/frequent.csv: words that jieba takes for names, though the reports of many places use them.

usage: python tools/make_frequent.py REPORT... > kg/lexicon/frequent.csv     (the files' names hold the place: city_某市_2020.txt)
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kg.extraction.segmenter import tokens
from kg.lexicon import loader

TAGS = frozenset(("x", "nr", "nrt", "nz", "j", "ns", "nt", "nrfg"))
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
# Words that the dictionary does not know, or takes for persons, name nothing sooner than those that it holds for places.
SHARES = {"x": 0.1, "nr": 0.1, "nrt": 0.1, "nrfg": 0.1}
OTHERS = 0.4
# Frequent because many reports speak of the routes named with them.
NAMED = frozenset(("陆海",))


def main(paths: list[str]) -> None:
    """Print every such word that the reports of a tenth (or, for places, of four tenths) of the places hold, the most frequent first."""
    places: set[str] = set()
    used: dict[str, set[str]] = defaultdict(set)
    tags: dict[str, str] = {}
    for path in sorted(map(Path, paths)):
        place = path.stem.split("_")[-2]
        places.add(place)
        text = path.read_text(encoding="utf-8")
        for token in tokens(text):
            word = text[token.start : token.end]
            if token.tag in TAGS and CHINESE.fullmatch(word):
                used[word].add(place)
                tags[word] = token.tag
    listed = _listed(used) | NAMED
    found = [(len(where), word) for word, where in used.items() if len(where) >= SHARES.get(tags[word], OTHERS) * len(places) and word not in listed]
    print("# Words that jieba's dictionary does not have, or has as names, though they are common in government work reports: they name nothing.")
    print(f"# Source: counted on {len(paths):,} public reports of {len(places)} places, 2003 to 2026. Licence: MIT (this project).")
    print("# Made by tools/make_frequent.py; places: how many of the places use the word.")
    print("word,places")
    for number, word in sorted(found, key=lambda row: (-row[0], row[1])):
        print(f"{word},{number}")


def _listed(words: Iterable[str]) -> frozenset[str]:
    """Words that are names by authority or by their head, however many use them."""
    regions, bodies = loader.toml("regions"), loader.toml("organizations")
    names = {row[column] for row in loader.table("regions") for column in ("name", "short")}
    names.update(regions["areas"]["names"], regions["areas"]["parts"], regions["countries"]["names"])
    # Words that are names of programmes by their head (河长制) are no material for this list
    heads = tuple(head for group in loader.toml("names")["heads"].values() for head in group)
    names.update(row for row in words if row.endswith(heads))
    names.update(bodies["bodies"]["names"], bodies["companies"]["names"], bodies["persons"]["names"])
    return frozenset(names)


if __name__ == "__main__":
    main(sys.argv[1:])
