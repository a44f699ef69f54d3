"""All things of a graph by name: what the search of the explorer looks through, and how often each is named.

A question in SPARQL cannot find a name by its pinyin, and counting the mentions of every thing takes seconds in a large graph.
So both are read from the store once and kept beside it.
"""

from __future__ import annotations

import json
import re
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TextIO

import pyoxigraph

from kg.explorer.pinyin import syllables
from kg.extraction.records import EntityType
from kg.graph.dataset import PROGRESS
from kg.query.engine import ask
from kg.query.stores import BUILT, kept_store

FILE = "names.jsonl"
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
        iri: of the thing.
        kind: local name of its class.
        mentions, reports: how often it is named, and in how many reports.
        names: its label, then its other names.
        status, year: the latest that a report states, empty and None if none does.
        code: administrative code of a region, else empty.
        place: whose reports name it, empty if those of several places do.
        spelt: the syllables of its names, each after a semicolon.
    """

    iri: str
    kind: str
    mentions: int
    reports: int
    names: tuple[str, ...]
    status: str = ""
    year: int | None = None
    code: str = ""
    place: str = ""
    spelt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many things, and the best of them."""

    count: int
    entries: tuple[Entry, ...]


class Catalogue:
    """The things of a graph, the most named first; read when it is first asked."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def entries(self) -> list[Entry]:
        """All things."""
        return [self._entry(json.loads(line)) for line in self._lines]

    @staticmethod
    def _entry(row: list[object]) -> Entry:
        iri, kind, mentions, reports, names, *others = row
        return Entry(iri, kind, mentions, reports, tuple(names), *others)  # type: ignore[arg-type]

    @cached_property
    def by_iri(self) -> dict[str, Entry]:
        """The things by IRI."""
        return {entry.iri: entry for entry in self.entries}

    @cached_property
    def place(self) -> dict[str, int]:
        """The rank of each thing, the most named 0."""
        return {entry.iri: number for number, entry in enumerate(self.entries)}

    @cached_property
    def _plain(self) -> _Lines:
        return _Lines(BETWEEN + BETWEEN.join(plain(name) for name in entry.names) + BETWEEN for entry in self.entries)

    @cached_property
    def _spelt(self) -> _Lines:
        return _Lines(entry.spelt for entry in self.entries)

    def search(self, typed: str, most: int) -> Found:
        """The things that go by a name, part of it, or its pinyin: whole names first, then beginnings, then the rest, each by mentions."""
        lower = typed.strip().lower()
        wanted = plain(lower)
        if not wanted:
            return Found(0, ())
        escaped = re.escape(wanted)
        found: dict[int, None] = {}
        for pattern in (BETWEEN + escaped + BETWEEN, BETWEEN + escaped, escaped):
            found.update(dict.fromkeys(self._plain.holding(pattern)))
        if SPELLING.search(lower) and LONG_ENOUGH.search(lower):
            words = [word for word in re.split(r"[\s']+", lower.replace("ü", "v")) if word]
            found.update(dict.fromkeys(self._spelt_so(words)))
        return Found(len(found), tuple(self.entries[number] for number in list(found)[:most]))

    @staticmethod
    def readings(entries: Iterable[Entry]) -> dict[str, str]:
        """Syllables with the characters that are read so in the names of these things."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for name, spelt in zip(entry.names, entry.spelt.split(BETWEEN), strict=True):
                for character, syllable in zip(plain(name), spelt[1:].split(";"), strict=False):
                    if character != syllable:
                        found[syllable].add(character)
        return {syllable: "".join(sorted(characters)) for syllable, characters in sorted(found.items())}

    def _spelt_so(self, words: list[str]) -> list[int]:
        """The things whose names are spelt so, names that begin with the words first."""
        # Every word begins a syllable, and each of its letters goes on with it or begins the next.
        letters = [f"[^;\\n{BETWEEN}]*;?".join(re.escape(c) for c in word) for word in words]
        pattern = f"[^\\n{BETWEEN}]*?".join(";" + word for word in letters)
        begins: list[int] = []
        others: list[int] = []
        for number in self._spelt.holding(pattern):
            fits = [at for line in self._spelt.line(number).split(BETWEEN) if (at := _spelt(line[1:].split(";"), words)) >= 0]
            if fits:
                (others if min(fits) else begins).append(number)
        return begins + others


class _Lines:
    """Texts in one, a line each, in which a pattern is found fast."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.starts: list[int] = []
        pieces, at = [], 0
        for line in lines:
            self.starts.append(at)
            pieces.append(line)
            at += len(line) + 1
        self.text = "\n".join(pieces)

    def holding(self, pattern: str) -> Iterator[int]:
        """The numbers of the lines that hold a pattern, in order."""
        search, at = re.compile(pattern).search, 0
        while match := search(self.text, at):
            number = bisect_right(self.starts, match.start()) - 1
            yield number
            if number + 1 == len(self.starts):
                return
            at = self.starts[number + 1]

    def line(self, number: int) -> str:
        """One of the lines."""
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]


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


def opened(data: Path, store: pyoxigraph.Store) -> Catalogue:
    """The catalogue of a graph: that kept beside its store, made if there is none; of another file, made when it is first asked.

    The file is opened now and read later: the process that asks may open none by then.
    """
    kept = kept_store(data) if data.name == BUILT and data.is_file() else None
    if kept is None:
        return Catalogue(_made(store))
    path = kept / FILE
    try:
        if not path.is_file():
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=kept, prefix="making-", delete=False) as making:
                making.writelines(line + "\n" for line in _made(store))
            Path(making.name).replace(path)
        return Catalogue(_read(path.open(encoding="utf-8")))
    except OSError:
        return Catalogue(_made(store))


def _read(file: TextIO) -> Iterator[str]:
    with file:
        yield from file


def _made(store: pyoxigraph.Store) -> Iterator[str]:
    """One line of JSON a thing."""

    def rows(question: str) -> Iterator[list[str]]:
        for solution in ask(store, question):  # type: ignore[union-attr]
            yield [getattr(term, "value", "") for term in solution]

    kinds = " ".join(f"kg:{name}" for name in TYPES)
    kind_of: dict[str, str] = {}
    labels: dict[str, set[str]] = defaultdict(set)
    for iri, kind, label in rows(f"SELECT ?s ?k ?label {{ VALUES ?k {{ {kinds} }} ?s a ?k ; rdfs:label ?label }}"):
        kind_of[iri] = max(kind_of.get(iri, ""), kind.rpartition("#")[2])
        labels[iri].add(label)
    others: dict[str, set[str]] = defaultdict(set)
    for iri, alias in rows("SELECT ?s ?alias { ?s skos:altLabel ?alias }"):
        others[iri].add(alias)
    status: dict[str, tuple[int, int, str]] = {}
    stated = "{ ?m kg:mentionOf ?s ; kg:status ?status OPTIONAL { ?m kg:statusYear ?year } }"
    for iri, word, year in rows(
        f"SELECT DISTINCT ?s ?status ?year {{ {stated} UNION {{ ?s a kg:Target ; kg:status ?status OPTIONAL {{ ?s kg:year ?year }} }} }}"
    ):
        if iri in kind_of:
            status[iri] = max(status.get(iri, (0, -1, "")), (int(year or 0), ORDER.get(word, 0), word))
    codes = {row[0]: row[1] for row in rows("SELECT ?s ?code { ?s kg:adminCode ?code }")}
    question = "(COUNT(DISTINCT ?m) AS ?n) (COUNT(DISTINCT ?r) AS ?reports) (MIN(?place) AS ?least) (MAX(?place) AS ?most)"
    counts = rows(f"SELECT ?s {question} {{ ?s kg:mention ?m . ?m oa:hasSource ?r OPTIONAL {{ ?r kg:place ?place }} }} GROUP BY ?s")
    named = [(iri, int(mentions), int(reports), least if least == most else "") for iri, mentions, reports, least, most in counts if iri in kind_of]
    for iri, mentions, reports, place in sorted(named, key=lambda row: (-row[1], row[0])):
        label, *further = sorted(labels[iri], key=lambda name: (len(name), name))
        names = [label, *sorted({*further, *others[iri]} - {label})]
        latest, _, word = status.get(iri, (0, 0, ""))
        spelt = BETWEEN.join("".join(f";{s}" for s in syllables(plain(name))) for name in names)
        yield json.dumps([iri, kind_of[iri], mentions, reports, names, word, latest or None, codes.get(iri, ""), place, spelt], ensure_ascii=False)
