"""Names that public authorities list: divisions valid in the report's year, states, rivers, bodies, companies, persons."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid
from kg.extraction.reach import covering
from kg.extraction.records import EntityType
from kg.extraction.segmenter import UNKNOWN
from kg.lexicon import loader
from kg.reading.document import Report, Span

LAST_TABLE = 2024
FIRM = 3
# jieba's tag for words such as 美国市场, which begin with the name of a state.
COMPOUND = "nt"
# The letters in front of a body's name that make it part of a longer word (省市|县政府).
LEVELS = frozenset("省市县区州乡镇级")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a listed word stands for; `firm` words need no word boundary, `doubtful` ones a neighbour of their kind."""

    type: EntityType
    rule: str
    confidence: float
    firm: bool
    doubtful: bool = False


def home_name(place: str | None, names: Container[str]) -> str | None:
    """The name of the division that a report's place is, without the ones around it (保定市|满城区)."""
    return next((place[at:] for at in range(len(place) - 1) if place[at:] in names), None) if place else None


@lru_cache(maxsize=16)
def divisions(year: int, place: str | None) -> Mapping[str, tuple[str, ...]]:
    """Names and short forms with their codes as a report of `place` may use them.

    Full names and the short forms of provinces and prefectures serve everywhere, those of counties in their own province.
    """
    year = min(year, LAST_TABLE)
    rows = [r for r in loader.table("regions") if int(r["first"]) <= year <= int(r["last"])]
    own = home_name(place, frozenset(name for r in rows for name in (r["name"], r["short"])))
    home = sorted({r["code"][:2] for r in rows if own is not None and own in (r["name"], r["short"])})
    doubtful = frozenset(loader.toml("regions")["divisions"]["doubtful"])
    found: dict[str, list[str]] = {}
    for row in rows:
        near = row["code"][:2] in home
        if len(row["name"]) >= FIRM and (near or row["level"] != "county" or row["short"] not in doubtful):
            found.setdefault(row["name"], []).append(row["code"])
        if len(row["short"]) >= 2 and (near or row["level"] != "county"):
            found.setdefault(row["short"], []).append(row["code"])
    return {name: tuple(codes) for name, codes in found.items()}


@lru_cache(maxsize=16)
def _matcher(year: int, place: str | None) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], tuple[Entry, ...]]:
    entries: dict[str, Entry] = {}
    areas = loader.toml("regions")
    doubtful = frozenset(areas["divisions"]["doubtful"])
    for word in divisions(year, place):
        own = place is not None and word in place
        entries[word] = Entry(EntityType.REGION, "authority.division", 0.95, len(word) >= FIRM, word in doubtful and not own)
    for group, names in (("country", areas["countries"]["names"]), ("area", areas["areas"]["names"]), ("part", areas["areas"]["parts"])):
        for word in names:
            entries.setdefault(word, Entry(EntityType.REGION, f"authority.{group}", 0.92, len(word) > FIRM))
    bodies = loader.toml("organizations")
    for word in bodies["bodies"]["names"]:
        entries.setdefault(word, Entry(EntityType.ORGANIZATION, "authority.body", 0.9, False))
    common = frozenset(bodies["companies"]["ambiguous"])
    for word in bodies["companies"]["names"]:
        if word not in entries:
            entries[word] = Entry(EntityType.ORGANIZATION, "authority.company", 0.9, len(word) > FIRM, word in common)
    for word in bodies["persons"]["names"]:
        entries.setdefault(word, Entry(EntityType.PERSON, "authority.person", 0.97, True))
    words = tuple(sorted(entries))
    matcher = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, words, tuple(entries[w] for w in words)


def _stands(words: Grid, start: int, end: int, firm: bool, state: bool) -> bool:
    """True if the name begins and ends where words do; firm ones may lie across unknown words, states begin compounds."""
    for at, edge in ((start, start in words.starts), (end, end in words.ends)):
        if edge:
            continue
        token = covering(words, at)
        if token is None or not (firm and token.tag == UNKNOWN or state and at == end and token.tag == COMPOUND):
            return False
    return True


def listed(report: Report, words: Grid) -> Iterator[Candidate]:
    """Every listed word in the report that stands as a word of its own."""
    matcher, _, entries = _matcher(report.year or LAST_TABLE, report.place)
    text = report.text
    blocked = loader.toml("regions")["blocked"]
    waiting: list[tuple[Entry, int, int]] = []
    ends: dict[int, EntityType] = {}
    starts: dict[int, EntityType] = {}
    for index, start, end in matcher.find_matches_as_indexes(text):
        entry = entries[index]
        name = text[start:end]
        if not _stands(words, start, end, entry.firm, entry.rule == "authority.country") or text.startswith(tuple(blocked.get(name, ())), end):
            continue
        if entry.rule == "authority.country" and name.endswith("国") and text.startswith("家", end):  # …美|国家工程技术研究中心
            continue
        if entry.rule == "authority.body" and (text[start - 1 : start] in LEVELS or name == "中央" and not _acts(text, end)):
            continue
        if entry.type is EntityType.PERSON and text.startswith(tuple(loader.toml("organizations")["persons"]["formulas"]), end):
            continue
        if entry.doubtful:
            waiting.append((entry, start, end))
            continue
        starts[start] = ends[end] = entry.type
        yield Candidate(Span(start, end), entry.type, entry.rule, entry.confidence)
    for entry, start, end in _neighbours(text, waiting, starts, ends):
        yield Candidate(Span(start, end), entry.type, entry.rule, entry.confidence - 0.1)


def _acts(text: str, end: int) -> bool:
    """中央|决策部署, 中央、省委: the body itself, not 中央财政 or 中央企业."""
    return text[end : end + 1] in "，。、；和与的对" or text.startswith(tuple(loader.toml("organizations")["bodies"]["acts"]), end)


def _neighbours(
    text: str, waiting: list[tuple[Entry, int, int]], starts: dict[int, EntityType], ends: dict[int, EntityType]
) -> Iterator[tuple[Entry, int, int]]:
    """Common words count as names only in a list with names of their kind (蒙自、开远、通道)."""
    for order in (waiting, waiting[::-1]):
        for entry, start, end in order:
            before = text[start - 1 : start] in ("、", "和", "与") and ends.get(start - 1) is entry.type
            after = text[end : end + 1] in ("、", "和", "与") and starts.get(end + 1) is entry.type
            if (before or after) and start not in starts:
                starts[start] = ends[end] = entry.type
                yield entry, start, end
