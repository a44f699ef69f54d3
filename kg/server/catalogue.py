"""All things of a graph by name: what the search of the explorer looks through, and how often each is named.

A question in SPARQL cannot find a name by its pinyin, and counting the mentions of every thing takes seconds in a large graph.
So both are read from the store once and kept beside it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import pyoxigraph

from kg.explorer.pinyin import spellings, syllables
from kg.extraction.records import EntityType
from kg.graph.dataset import PROGRESS
from kg.server.documents import rows

# The number goes up when the tables change: what an older version kept is not read.
FILE = "names-2.sqlite"
COLUMNS = "rank, iri, kind, mentions, reports, names, places, first, status, year, code"
TABLES = f"""
CREATE TABLE things ({COLUMNS.replace("rank", "rank INTEGER PRIMARY KEY").replace("iri", "iri UNIQUE")});
CREATE TABLE spellings (rank INTEGER PRIMARY KEY, plain TEXT, spelt TEXT);
"""
AT_ONCE = 500
TYPES = (*(kind.value for kind in EntityType), "Target")
BETWEEN = "\x1f"
IGNORED = re.compile(r"[“”‘’《》「」\s]")
ORDER = {status.value: number for number, status in enumerate(PROGRESS)}
# A search of one letter would find everything.
SPELLING = re.compile(r"[a-zü]")
LONG_ENOUGH = re.compile(r"[^\s']{2}|\S\s+\S")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing as the search finds it.

    Attributes:
        rank: 0 for what is named most.
        iri: of the thing.
        kind: local name of its class.
        mentions, reports: how often it is named, and in how many reports.
        names: its label, then its other names.
        status, year: the latest that a report states, empty and None if none does.
        code: administrative code of a region, else empty.
        places: whose reports name it.
        first: IRI of one of its mentions.
    """

    rank: int
    iri: str
    kind: str
    mentions: int
    reports: int
    names: tuple[str, ...]
    places: tuple[str, ...]
    first: str
    status: str = ""
    year: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many things, and the best of them."""

    count: int
    entries: tuple[Entry, ...]


class Catalogue:
    """The things of a graph in an SQLite database; made when it is first asked if there is none."""

    def __init__(self, store: pyoxigraph.Store, path: Path | None) -> None:
        self._store = store
        self._path = path
        if path is not None:
            self._database  # noqa: B018  (opened now: the process that asks may open nothing by then)

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if self._path is not None:
            found = sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro&immutable=1", uri=True)
            found.execute("PRAGMA temp_store = MEMORY")
            found.execute("SELECT 1 FROM things LIMIT 1").fetchall()
        else:
            found = sqlite3.connect(":memory:")
            _fill(found, self._store)
        return found

    def find(self, iris: Collection[str]) -> dict[str, Entry]:
        """Those of some IRIs that are things."""
        wanted, found = sorted(iris), {}
        for at in range(0, len(wanted), AT_ONCE):
            some = wanted[at : at + AT_ONCE]
            for entry in self._entries(f"WHERE iri IN ({', '.join('?' * len(some))})", some):
                found[entry.iri] = entry
        return found

    def counts(self) -> dict[str, int]:
        """How many things of each kind there are."""
        return dict(self._database.execute("SELECT kind, COUNT(*) FROM things GROUP BY kind ORDER BY kind"))

    def of_kind(self, kind: str) -> Iterator[tuple[str, str, int]]:
        """IRI, label and number of reports of all things of a kind, the most named first."""
        yield from self._database.execute("SELECT iri, json_extract(names, '$[0]'), reports FROM things WHERE kind = ? ORDER BY rank", (kind,))

    def _entries(self, condition: str, values: Sequence[object]) -> Iterator[Entry]:
        for row in self._database.execute(f"SELECT {COLUMNS} FROM things {condition}", values):  # noqa: S608  (conditions are those of this module)
            rank, iri, kind, mentions, reports, names, places, *others = row
            yield Entry(rank, iri, kind, mentions, reports, tuple(json.loads(names)), tuple(json.loads(places)), *others)

    def search(self, typed: str, most: int) -> Found:
        """The things that go by a name, part of it, or its pinyin: whole names first, then beginnings, then the rest, each by mentions."""
        lower = typed.strip().lower()
        wanted = plain(lower)
        if not wanted:
            return Found(0, ())
        question = "SELECT rank FROM spellings WHERE instr(plain, ?) ORDER BY instr(plain, ?) > 0 DESC, instr(plain, ?) > 0 DESC, rank"
        found = dict.fromkeys(row[0] for row in self._database.execute(question, (wanted, BETWEEN + wanted + BETWEEN, BETWEEN + wanted)))
        if SPELLING.search(lower) and LONG_ENOUGH.search(lower):
            words = [word for word in re.split(r"[\s']+", lower.replace("ü", "v")) if word]
            found.update(dict.fromkeys(self._spelt_so(words)))
        best = list(found)[:most]
        entries = {entry.rank: entry for entry in self._entries(f"WHERE rank IN ({', '.join('?' * len(best))})", best)}
        return Found(len(found), tuple(entries[rank] for rank in best))

    @staticmethod
    def readings(entries: Iterable[Entry]) -> dict[str, str]:
        """Syllables with the characters that are read so in the names of these things."""
        return dict(spellings(plain(name) for entry in entries for name in entry.names))

    def _spelt_so(self, words: list[str]) -> list[int]:
        """The ranks of the things whose names are spelt so, names that begin with the words first."""
        # Every word begins a syllable, and each of its letters goes on with it or begins the next.
        letters = [f"[^;{BETWEEN}]*;?".join(re.escape(c) for c in word) for word in words]
        holds = re.compile(f"[^{BETWEEN}]*?".join(";" + word for word in letters)).search
        begins: list[int] = []
        others: list[int] = []
        for rank, spelt in self._database.execute("SELECT rank, spelt FROM spellings ORDER BY rank"):
            if holds(spelt):
                fits = [at for line in spelt.split(BETWEEN) if (at := _spelt(line[1:].split(";"), words)) >= 0]
                if fits:
                    (others if min(fits) else begins).append(rank)
        return begins + others


def plain(name: str) -> str:
    """A name as typed: without quotation marks and blanks, in small letters."""
    return IGNORED.sub("", name.lower())


def _spelt(name: list[str], words: list[str]) -> int:
    """Where the words begin that spell a name's syllables one after another (as pinyin.js has it); -1 if they do not."""
    first, at = -1, 0
    for word in words:
        end = -1
        while at < len(name) and (end := _end(name, at, word)) < 0:
            at += 1
        if end < 0:
            return -1
        first = at if first < 0 else first
        at = end
    return first


def _end(name: list[str], at: int, letters: str) -> int:
    if not letters:
        return at
    if at == len(name):
        return -1
    syllable = name[at]
    for way in dict.fromkeys((syllable, *([syllable[:2]] if syllable[:2] in ("zh", "ch", "sh") else []), syllable[:1])):
        if way.startswith(letters):
            return at + 1
        if letters.startswith(way) and (end := _end(name, at + 1, letters[len(way) :])) > 0:
            return end
    return -1


def opened(store: pyoxigraph.Store, kept: Path | None) -> Catalogue:
    """The catalogue of a store: that in the folder where the store is kept, made if there is none; without one, made when it is first asked."""
    if kept is None:
        return Catalogue(store, None)
    path = kept / FILE
    try:
        if not path.is_file():
            making = Path(tempfile.mkdtemp(dir=kept, prefix="making-"))
            with closing(sqlite3.connect(making / FILE)) as database:
                _fill(database, store)
            (making / FILE).replace(path)
            making.rmdir()
        return Catalogue(store, path)
    except (OSError, sqlite3.Error):
        return Catalogue(store, None)


def _fill(database: sqlite3.Connection, store: pyoxigraph.Store) -> None:
    database.executescript(TABLES)
    for rank, (names, *facts) in enumerate(_made(store)):
        spelt = BETWEEN.join("".join(f";{s}" for s in syllables(plain(name))) for name in names)
        iri, kind, mentions, reports, *others = facts
        database.execute(
            "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (rank, iri, kind, mentions, reports, json.dumps(names), *others)
        )
        database.execute("INSERT INTO spellings VALUES (?, ?, ?)", (rank, BETWEEN + BETWEEN.join(map(plain, names)) + BETWEEN, spelt))
    database.commit()


def _made(store: pyoxigraph.Store) -> Iterator[tuple[list[str], *tuple[object, ...]]]:
    """Names, IRI, kind, mentions, reports, places, first mention, status, year and code of each thing, the most named first."""

    kinds = " ".join(f"kg:{name}" for name in TYPES)
    kind_of: dict[str, str] = {}
    labels: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, f"SELECT ?s ?k ?label {{ VALUES ?k {{ {kinds} }} ?s a ?k ; rdfs:label ?label }}"):
        kind_of[row["s"]] = max(kind_of.get(row["s"], ""), row["k"].rpartition("#")[2])
        labels[row["s"]].add(row["label"])
    others: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, "SELECT ?s ?alias { ?s skos:altLabel ?alias }"):
        others[row["s"]].add(row["alias"])
    # by what official statistics call them, in the letters of a keyboard without Chinese (GDP)
    question = "{ ?s kg:statistic/skos:broader ?known . ?known skos:altLabel|rdfs:label ?alias FILTER(REGEX(?alias, '[A-Za-z]')) }"
    for row in rows(store, f"SELECT DISTINCT ?s ?alias {question}"):
        others[row["s"]].add(row["alias"])
    status: dict[str, tuple[int, int, str]] = {}
    stated = "{ ?m kg:mentionOf ?s ; kg:status ?status OPTIONAL { ?m kg:statusYear ?year } }"
    question = f"SELECT DISTINCT ?s ?status ?year {{ {stated} UNION {{ ?s a kg:Target ; kg:status ?status OPTIONAL {{ ?s kg:year ?year }} }} }}"
    for row in rows(store, question):
        if row["s"] in kind_of:
            word = row["status"]
            status[row["s"]] = max(status.get(row["s"], (0, -1, "")), (int(row.get("year", 0)), ORDER.get(word, 0), word))
    codes = {row["s"]: row["code"] for row in rows(store, "SELECT ?s ?code { ?s kg:adminCode ?code }")}
    question = (
        "(COUNT(DISTINCT ?m) AS ?n) (COUNT(DISTINCT ?r) AS ?reports) (GROUP_CONCAT(DISTINCT ?place; SEPARATOR='|') AS ?places) (MIN(?m) AS ?first)"
    )
    counts = rows(store, f"SELECT ?s {question} {{ ?s kg:mention ?m . ?m oa:hasSource ?r OPTIONAL {{ ?r kg:place ?place }} }} GROUP BY ?s")
    named = [(row["s"], int(row["n"]), int(row["reports"]), row["places"], row["first"]) for row in counts if row["s"] in kind_of]
    for iri, mentions, reports, places, first in sorted(named, key=lambda row: (-row[1], row[0])):
        label, *further = sorted(labels[iri], key=lambda name: (len(name), name))
        names = [label, *sorted({*further, *others[iri]} - {label})]
        latest, _, word = status.get(iri, (0, 0, ""))
        ordered = json.dumps(sorted(filter(None, places.split("|"))))
        yield names, iri, kind_of[iri], mentions, reports, ordered, first, word, latest or None, codes.get(iri, "")
