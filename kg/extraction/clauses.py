"""A sentence is cut into clauses and items; verbs and adverbs before a name are stripped.

Nothing is cut inside quotation marks or brackets: they hold a name together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extraction.segmenter import Token, tokens
from kg.lexicon import loader
from kg.reading.document import Report, Span

QUOTED = re.compile(r"“[^“”]{1,40}”|《[^《》]{1,60}》|‘[^‘’]{1,30}’|「[^「」]{1,30}」|（[^（）]{1,20}）|\([^()]{1,20}\)")
# A clause ends at these; a colon of the other width does not end one in a time of day or a ratio.
CLAUSE_END = re.compile(r"[，；：。！？,;!?\n]|:(?!\d)|—(?=—)")
# 项目一、二、三期 is one thing.
PHASES = re.compile(r"[一二三四五六]、[二三四五六](?:、[三四五六])*期")
# What stands between the members of a list.
JOINS = ("、", "和", "与", "及", "以及")
CONJUNCTIONS = frozenset(("和", "与", "及", "以及", "暨"))
JOINING = re.compile("[和与及暨]")
NUMBERING = re.compile(
    r"[—　 、]*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．]|[一二三四五六七八九十]{1,3}是|\d{1,2}[、．.](?!\d))?"
)
# 组织|好|第七次全国人口普查, 改造|了|某路; not 推出|好房子.
DONE_WELL = re.compile(r"了|好(?![人医房项产作品])")
COUNTED = re.compile(
    r"(?:(?:\d+(?:\.\d+)?|[一两二三四五六七八九十百]{1,3}|数|若干)(?:余|多)?(?:个|条|座|项|家|批|所|处|件|类|支|场|种|平方公里|公里|亿元|万吨))(?!级)"
    r"|一大批|一批|一系列|系列|各类|各项|各个|多个|多项|等"
)

# What it begins with, digits aside.
COUNTING = frozenset("一两二三四五六七八九十百数若系各多等")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a clause's list: `span` as printed, `name` where it begins behind verbs and counts."""

    span: Span
    name: int
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two of ，；：。; `verbs` are those at its head, in order."""

    span: Span
    sentence: int
    items: tuple[Item, ...]
    verbs: tuple[str, ...]
    opener: str

    def item_at(self, at: int) -> Item | None:
        """The item that a place lies in."""
        near = bisect_right(self.items, at, key=lambda item: item.span.start) - 1
        return self.items[near] if near >= 0 and at < self.items[near].span.end else None


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of a report by place: where a word begins, where one ends, what is quoted, and where quotations begin and end."""

    text: str
    words: tuple[Token, ...]
    starts: dict[int, Token]
    ends: frozenset[int]
    quotes: tuple[Span, ...]
    edges: tuple[list[int], list[int]]
    inside: frozenset[int]

    def quotes_about(self, span: Span) -> tuple[Span, ...]:
        """The quotations that begin within a span or reach into it."""
        begins, ends = self.edges
        return self.quotes[bisect_left(ends, span.start) : bisect_left(begins, span.end)]

    def word_before(self, at: int) -> Token | None:
        """The word that ends at `at`, or that `at` lies within; None at the beginning and behind white space."""
        for start in range(at - 1, max(-1, at - 9), -1):
            token = self.starts.get(start)
            if token is not None:
                return token if token.end >= at else None
        return None

    def tokens_of(self, span: Span) -> list[Token]:
        """The words that lie wholly within a span."""
        found = []
        at = span.start
        while at < span.end:
            token = self.starts.get(at)
            if token is None:
                at += 1
                continue
            if token.end <= span.end:
                found.append(token)
            at = token.end
        return found


@lru_cache(maxsize=4)
def grid(report: Report) -> Grid:
    """Index the words and quotations of a report."""
    words = tokens(report.text)
    quotes = tuple(Span(m.start(), m.end()) for m in QUOTED.finditer(report.text))
    inside = frozenset(i for q in quotes for i in range(q.start, q.end))
    edges = [q.start for q in quotes], [q.end for q in quotes]
    return Grid(report.text, words, {w.start: w for w in words}, frozenset(w.end for w in words), quotes, edges, inside)


@cache
def _lead() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """Verbs and adverbs, the verbs alone, and the characters that these or a count may begin with."""
    data = loader.toml("names")
    verbs = frozenset(data["verbs"]["cut"]) | frozenset(data["verbs"]["lead"])
    words = verbs | frozenset(data["adverbs"]["words"])
    return re.compile(loader.alternation(words)), verbs, frozenset(word[0] for word in words) | COUNTING


@cache
def cut_verbs() -> re.Pattern[str]:
    """Verbs behind which a name begins wherever they stand."""
    return re.compile(loader.alternation(loader.toml("names")["verbs"]["cut"]))


def strip_lead(words: Grid, start: int, end: int) -> tuple[int, tuple[str, ...]]:
    """Where the name begins behind adverbs, verbs and counts, and the verbs passed."""
    pattern, verbs, opening = _lead()
    passed: list[str] = []
    at = start
    while at < end and (words.text[at] in opening or words.text[at].isdecimal()):
        if at not in words.inside and (counted := COUNTED.match(words.text, at, end)) and counted.end() < end:
            at = counted.end()
            continue
        match = pattern.match(words.text, at, end)
        if match is None or match.end() >= end or not _whole(words, match) or words.text.startswith(_bound(), at):
            break
        if match[0] in _attributive() and _noun_at(words, match.end()):
            break
        if match[0] in verbs:
            passed.append(match[0])
            if DONE_WELL.match(words.text, match.end(), end):
                at = match.end() + 1
                continue
        at = match.end()
    return at, tuple(passed)


@cache
def _bound() -> tuple[str, ...]:
    """Words that begin like a verb."""
    return tuple(loader.toml("names")["verbs"]["bound"])


@cache
def _attributive() -> frozenset[str]:
    return frozenset(loader.toml("names")["adverbs"]["attributive"])


def _noun_at(words: Grid, at: int) -> bool:
    token = words.starts.get(at)
    return token is not None and token.tag[0] == "n" and not _lead()[0].match(words.text, at, token.end)


def _whole(words: Grid, match: re.Match[str]) -> bool:
    """A word of one character, or a verb that also stands in names, must be a word for jieba too."""
    if match.end() in words.ends:
        return True
    return len(match[0]) > 1 and match[0] not in loader.toml("names")["verbs"]["lead"]


@lru_cache(maxsize=4)
def clauses(report: Report) -> tuple[Clause, ...]:
    """The clauses of every sentence, in the order of the text; cut once, read by every detector."""
    return tuple(_clauses(report, grid(report)))


def _clauses(report: Report, words: Grid) -> Iterator[Clause]:
    for sentence in report.sentences:
        start = sentence.span.start
        opener = ""
        for mark in CLAUSE_END.finditer(report.text, sentence.span.start, sentence.span.end):
            at = mark.start()
            if at not in words.inside:
                if at > start:
                    yield _clause(words, Span(start, at), sentence.index, opener)
                start, opener = at + 1, mark[0]
        if start < sentence.span.end:
            yield _clause(words, Span(start, sentence.span.end), sentence.index, opener)


def _clause(words: Grid, span: Span, sentence: int, opener: str) -> Clause:
    text = words.text
    number = NUMBERING.match(text, span.start, span.end)
    start = number.end() if number and number.end() < span.end else span.start
    items: list[Item] = []
    at = start
    position = start - 1
    while position < span.end:
        position = text.find("、", position + 1, span.end)
        if position < 0:
            position = span.end
        elif position in words.inside or PHASES.match(text, position - 1):
            continue
        if position > at:
            items.extend(_items(words, Span(at, position), bool(items) or position < span.end))
        at = position + 1
    verbs = items[0].verbs if items else ()
    return Clause(span, sentence, tuple(items), verbs, opener)


def _items(words: Grid, span: Span, listed: bool) -> Iterator[Item]:
    """Split at conjunctions where the left side is a name by itself or stands in a list."""
    at = span.start
    for token in words.tokens_of(span) if JOINING.search(words.text, span.start, span.end) else ():
        if token.start <= at or token.start in words.inside or words.text[token.start : token.end] not in CONJUNCTIONS:
            continue
        if token.end >= span.end:
            break
        left = words.text[at : token.start]
        named = listed and token.start - at <= 14 and words.text[token.start] != "及"
        deed = left.endswith(_deeds()) and span.end - token.end >= 6
        if named or deed or left.endswith("”") or (ends_with_head(left) and strip_lead(words, at, token.start)[0] < token.start - 4):
            yield _item(words, Span(at, token.start))
            at = token.end
    yield _item(words, Span(at, span.end))


def _item(words: Grid, span: Span) -> Item:
    name, verbs = strip_lead(words, span.start, span.end)
    return Item(span, name, verbs)


@cache
def _deeds() -> tuple[str, ...]:
    """Nouns of acts that end a phrase by themselves (示范河湖建设|和污水处理…行动)."""
    return tuple(loader.toml("names")["deeds"]["words"])


@cache
def _head_endings() -> tuple[str, ...]:
    heads = loader.toml("names")["heads"]
    return tuple(sorted({h for group in heads.values() for h in group}))


def ends_with_head(words: str) -> bool:
    """True if the words end with a head noun of any type."""
    return words.endswith(_head_endings())
