"""One sentence as the rules of relations see it: clauses with their names and numbers, and lists of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from kg.extraction.records import EntityType, Mention, RelationType, Target
from kg.lexicon import loader
from kg.reading.document import Report, Sentence, Span

Of = TypeVar("Of")
Value = TypeVar("Value")

WORKS = (EntityType.PROGRAM, EntityType.PROJECT)
OPENING, CLOSING = "“‘「《", "”’」》"
QUOTES = str.maketrans("", "", "“”‘’《》「」")
# Clauses end at these marks; not within quotation marks or brackets, which hold a name together.
MARKS = re.compile(r"“[^“”]{1,40}”|《[^《》]{1,60}》|（[^（）]{1,30}）|\([^()]{1,30}\)|(?P<mark>[，；：。！？,;!?]|——)")
NUMBERING = re.compile(
    r"[—\s　、]*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、．]|[一二三四五六七八九十]{1,2}是|\d{1,2}[、．.](?!\d))?"
)
# So many names and numbers of one list or clause are looked at, which bounds the work on endless ones.
MANY = 40
COUNT = re.compile(r"(?:\d+|[一二三四五六七八九十两]{1,3})(?:个|件|项|条|座|大)")
LIST_GAP = re.compile(r"(?:、|和|与|及|以及|暨)(?:[^，；。：、]{0,12}、)?")


class kept(Generic[Of, Value]):  # noqa: N801
    """A property that is computed once; functools.cached_property takes a lock for each, which here costs a tenth of the time."""

    def __init__(self, make: Callable[[Of], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: Of, owner: type) -> Value:
        value: Value = self._make(of)
        of.__dict__[self._name] = value
        return value


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation before it has an id."""

    type: RelationType
    head: Mention
    tail: Mention | Target
    rule: str
    confidence: float


@dataclass(frozen=True)
class Clause:
    """What stands between two marks.

    Attributes:
        opener: the mark before it, empty at the sentence's beginning.
        segment: counts the parts of the sentence that ； sets apart.
    """

    number: int
    span: Span
    opener: str
    segment: int
    text: str
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]

    @property
    def lead(self) -> int:
        """Where the clause's own words begin, behind dashes and numbering."""
        found = NUMBERING.match(self.text)
        return self.span.start + (found.end() if found else 0)

    @kept
    def groups(self) -> tuple[tuple[Mention, ...], ...]:
        """The names of the clause, those of one list together (A、B和C)."""
        found: list[list[Mention]] = []
        for mention in self.mentions:
            gap = self.between(found[-1][-1], mention) if found else ""
            if found and (LIST_GAP.fullmatch(gap) or not gap and found[-1][-1].text.endswith(("”", "》", "工程")) and mention.text[0] in OPENING):
                found[-1].append(mention)
            else:
                found.append([mention])
        return tuple(tuple(group) for group in found)

    def between(self, first: Mention | Target, second: Mention | Target) -> str:
        """The words between two records, without the quotation marks around them."""
        return self.text[first.span.end - self.span.start : max(0, second.span.start - self.span.start)].lstrip(CLOSING).rstrip(OPENING)

    def before(self, record: Mention | Target) -> str:
        """The clause's words up to a record, without numbering."""
        return self.text[self.lead - self.span.start : max(0, record.span.start - self.span.start)].rstrip(OPENING)

    def after(self, record: Mention | Target) -> str:
        """The clause's words behind a record."""
        return self.text[record.span.end - self.span.start :].lstrip(CLOSING)

    @kept
    def subject(self) -> tuple[Mention, ...]:
        """The names that open the clause and of which it says something; empty where it opens otherwise."""
        if not self.mentions:
            return ()
        first = self.groups[0]
        opening = COUNT.sub("", self.before(first[0]))
        return first if opening in openings() else ()


@dataclass(frozen=True)
class Scope:
    """One sentence of a text with its names and numbers, in the order of the text."""

    sentence: Sentence
    words: str
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]

    @kept
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses; none where it has neither names nor numbers."""
        return tuple(_clauses(self.words, self.sentence.span, self.mentions, self.targets)) if self.mentions or self.targets else ()

    @kept
    def numbered(self) -> bool:
        """True for an item of a list: （1）, 一是."""
        found = NUMBERING.match(self.words, self.sentence.span.start, self.sentence.span.end)
        return found is not None and found.end() > self.sentence.span.start

    @kept
    def starts(self) -> tuple[list[int], list[int]]:
        """Where its names and its numbers begin."""
        return [m.span.start for m in self.mentions], [t.span.start for t in self.targets]


@cache
def openings() -> frozenset[str]:
    """Words that may stand before the subject of a clause."""
    return frozenset(["", *loader.toml("relations")["clause"]["openings"]])


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """A word list of the lexicon, longest first."""
    return tuple(loader.longest_first(loader.toml("relations")[table][key]))


@cache
def pattern(table: str, key: str) -> re.Pattern[str]:
    """Any of the words of a list."""
    return re.compile(loader.alternation(words(table, key)))


@lru_cache(maxsize=1 << 14)
def plain(name: str) -> str:
    """A name without quotation marks."""
    return name.translate(QUOTES)


def scopes(report: Report, mentions: Sequence[Mention], targets: Sequence[Target]) -> Iterator[Scope]:
    """The sentences of a report, each with what was found in it."""
    named: dict[int, list[Mention]] = defaultdict(list)
    numbered: dict[int, list[Target]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.span, m.id)):
        named[mention.sentence].append(mention)
    for target in sorted(targets, key=lambda t: (t.span, t.id)):
        numbered[target.sentence].append(target)
    for sentence in report.sentences:
        yield Scope(sentence, report.text, tuple(named.get(sentence.index, ())), tuple(numbered.get(sentence.index, ())))


def _clauses(text: str, span: Span, mentions: tuple[Mention, ...], targets: tuple[Target, ...]) -> Iterator[Clause]:
    start, opener, segment, number = span.start, "", 0, 0
    marks = [(found.start("mark"), found["mark"]) for found in MARKS.finditer(text, span.start, span.end) if found["mark"]]
    name = figure = 0
    for at, mark in [*marks, (span.end, "")]:
        names, figures = name, figure
        while name < len(mentions) and mentions[name].span.start < at:
            name += 1
        if mark and any(m.span.end > at for m in mentions[max(names, name - MANY) : name]):
            name = names
            continue
        while figure < len(targets) and targets[figure].span.start < at:
            figure += 1
        if at > start:
            yield Clause(number, Span(start, at), opener, segment, text[start:at], mentions[names:name], targets[figures:figure])
            number += 1
        start, opener = at + len(mark), mark
        segment += mark in ("；", ";")
