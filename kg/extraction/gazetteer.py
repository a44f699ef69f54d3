"""Names that public authorities list: divisions valid in the report's year, states, rivers, bodies, companies, sectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid
from kg.extraction.records import EntityType
from kg.extraction.segmenter import tag
from kg.lexicon import loader
from kg.reading.document import Report, Span

LAST_TABLE = 2024
# Tags that jieba gives to words which are no ordinary nouns, verbs or adjectives.
NAME_TAGS = ("ns", "nr", "nrt", "nz", "nt", "j", "x")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a listed word stands for; `firm` words need no word boundary."""

    type: EntityType
    rule: str
    confidence: float
    firm: bool


@lru_cache(maxsize=16)
def _matcher(year: int, place: str | None) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], tuple[Entry, ...]]:
    entries: dict[str, Entry] = {}
    for word in _divisions(year, place):
        entries[word] = Entry(EntityType.REGION, "authority.division", 0.95, len(word) >= 3)
    areas = loader.toml("regions")
    for group, names in (("country", areas["countries"]["names"]), ("area", areas["areas"]["names"]), ("part", areas["areas"]["parts"])):
        for word in names:
            entries.setdefault(word, Entry(EntityType.REGION, f"authority.{group}", 0.92, len(word) >= 4))
    bodies = loader.toml("organizations")
    for word in bodies["bodies"]["names"]:
        entries.setdefault(word, Entry(EntityType.ORGANIZATION, "authority.body", 0.9, False))
    ambiguous = set(bodies["companies"]["ambiguous"])
    for word in bodies["companies"]["names"]:
        if word not in ambiguous:
            entries.setdefault(word, Entry(EntityType.ORGANIZATION, "authority.company", 0.9, len(word) >= 3))
    for word in bodies["persons"]["names"]:
        entries.setdefault(word, Entry(EntityType.PERSON, "authority.person", 0.97, True))
    words = tuple(sorted(entries))
    matcher = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, words, tuple(entries[w] for w in words)


def _divisions(year: int, place: str | None) -> Iterator[str]:
    """Full names everywhere; short forms of provinces and prefectures, and of counties in the report's own province."""
    year = min(year, LAST_TABLE)
    rows = [r for r in loader.table("regions") if int(r["first"]) <= year <= int(r["last"])]
    home = {r["code"][:2] for r in rows if place and (r["name"] == place or r["short"] == place)}
    for row in rows:
        if len(row["name"]) >= 3:
            yield row["name"]
        short = row["short"]
        if len(short) < 2:
            continue
        near = row["code"][:2] in home
        if (
            row["level"] == "province"
            or (row["level"] == "prefecture" and tag(short) in NAME_TAGS)
            or row["level"] == "county"
            and near
            and tag(short)[0] not in "vadm"
        ):
            yield short


def listed(report: Report, words: Grid) -> Iterator[Candidate]:
    """Every listed word in the report that stands as a word of its own."""
    matcher, names, entries = _matcher(report.year or LAST_TABLE, report.place)
    for index, start, end in matcher.find_matches_as_indexes(report.text):
        entry = entries[index]
        if not entry.firm and not (start in words.starts and end in words.ends):
            continue
        name = names[index]
        if entry.type is EntityType.PERSON and report.text[end : end + 1] in ("新", "法", "外"):
            continue  # 习近平新时代…思想: part of a formulation
        if entry.type is EntityType.ORGANIZATION and name == "中央" and report.text[end : end + 2] in ("商务", "厨房", "公园"):
            continue
        yield Candidate(Span(start, end), entry.type, entry.rule, entry.confidence)
