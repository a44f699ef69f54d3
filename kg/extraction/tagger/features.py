"""What the tagger sees of each word: the word itself, the clause it stands in, and what the rules propose there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Item
from kg.extraction.records import EntityType
from kg.extraction.segmenter import UNKNOWN, Token
from kg.lexicon import loader
from kg.reading.document import Span

# A piece is a sentence, or several short ones, and never longer than this many words.
SHORT, LONG, LONGEST = 25, 110, 150
LINE_ENDS, ENDS, PAUSES = re.compile(r"\n"), re.compile("[。；！？]"), re.compile("[，、]")
NUMBER = re.compile(r"[\d.]+")
# What is said of the things of a clause, at its end.
PREDICATE = re.compile(
    r"(建成|开工|竣工|投产|投用|通车|开通|运营|贯通|完工|启用|投入使用|推进|建设|实施|启动|加快|落户|签约|入选|获批)[^，。；]{0,6}$"
)
SUMMED = re.compile(r"等[^，。；、]{0,14}$")
# No more characters than this can a match of them have.
PREDICATED, SUMMING = 10, 15
NONE = "-"
# Tag of a word that the edge of a proposed name cuts.
CUT = "cut"
# The mark of a word that the rules alone would leave out of every name.
UNRULED = ("R:O",)


@dataclass(frozen=True, slots=True)
class Look:
    """Words of a text with their features.

    Attributes:
        tokens: the words, cut where a proposed name begins or ends; white space left out.
        pieces: half-open ranges of words that are read by themselves.
        items: the features that all words of one item of a clause share, each row once; the first is that of words outside any.
        item_of: for each word the row of `items`.
        marks: the features that are a word's own, each row once; the first is that of words that nothing is proposed for.
        mark_of: for each word the row of `marks`.
    """

    tokens: tuple[Token, ...]
    pieces: tuple[tuple[int, int], ...]
    items: tuple[tuple[str, ...], ...]
    item_of: tuple[int, ...]
    marks: tuple[tuple[str, ...], ...]
    mark_of: tuple[int, ...]


def cut_tokens(text: str, words: Sequence[Token], kept: Iterable[Candidate], known: Container[str]) -> Iterator[Token]:
    """The words, white space left out, cut where a proposed name begins or ends within them.

    Guesses of the word cutter that are not among the `known` words, and rows of short forms of places (京津), are cut into characters: names begin and
    end within them.
    """
    edges = sorted({at for c in kept for at in (c.span.start, c.span.end)})
    edges.append(len(text) + 1)
    short = _short_forms()
    near = 0
    for word in words:
        start, end, tag = word
        while edges[near] <= start:
            near += 1
        form = text[start:end]
        long = end - start > 1
        guessed = tag == UNKNOWN and long and form not in known and not form.isascii()
        if form.isspace():
            continue
        if guessed or (long and form[0] in short and end - start < 5 and short.issuperset(form)):
            places = list(range(start, end + 1))
        elif edges[near] >= end:
            yield word
            continue
        else:
            places = [start, *edges[near : bisect_left(edges, end, near)], end]
        for first, last in pairwise(places):
            yield Token(first, last, CUT)


@cache
def _short_forms() -> frozenset[str]:
    """Characters that stand for a province or a state."""
    regions = loader.toml("regions")
    return frozenset([*regions["abbreviations"], *regions["countries"]["letters"]])


def look(
    text: str,
    tokens: Sequence[Token],
    cut: Sequence[Clause],
    proposed: Iterable[Candidate],
    kept: Iterable[Candidate],
    quoted: frozenset[int],
    proper: frozenset[int],
) -> Look:
    """The features of words.

    `proposed` is what the rules propose, `kept` what they alone would keep; `quoted` are the places inside quotation marks and brackets, `proper`
    those of known places and bodies.
    """
    starts, ends = (list(map(itemgetter(edge), tokens)) for edge in (0, 1))
    marks: defaultdict[int, list[str]] = defaultdict(list)
    ruled: set[int] = set()
    for candidate in kept:
        first, last = _covered(starts, tokens, candidate.span)
        ruled.update(range(first, last))
        proposal = candidate.type, candidate.rule, int(candidate.confidence * 10), candidate.weak
        for at in range(first, last):
            marks[at] += _ruled(*proposal, at == first, at == last - 1)
    begin, end = (dict(zip(places, range(len(tokens)), strict=True)) for places in (starts, ends))
    for candidate in proposed:
        if (at := begin.get(candidate.span.start, -1)) >= 0:
            marks[at].append(f"ps:{candidate.type.value}")
        if (at := end.get(candidate.span.end, -1)) >= 0:
            marks[at].append(f"pe:{candidate.type.value}")
    for places, mark in ((quoted, "inq"), (proper, "pro")):
        for place in places & begin.keys():
            marks[begin[place]].append(mark)
    items: dict[tuple[str, ...], int] = {(): 0}
    item_of = [0] * len(tokens)
    last = 0
    for clause in cut:
        shared = _said(text, clause)
        for number, item in enumerate(clause.items):
            first = bisect_left(starts, item.span.start, last)
            last = bisect_left(starts, item.span.end, first)
            if first == last:
                continue
            row = items.setdefault((*shared, *_listed(text, clause, item, number)), len(items))
            item_of[first:last] = [row] * (last - first)
            if (at := begin.get(item.name, -1)) >= 0 and item.name < item.span.end:
                marks[at].append("name")
    own: dict[tuple[str, ...], int] = {UNRULED: 0}
    rows: dict[tuple[bool, tuple[str, ...]], int] = {}
    mark_of = [0] * len(tokens)
    for at, found in marks.items():
        known = at in ruled, tuple(found)
        if known not in rows:
            rows[known] = own.setdefault(tuple(sorted({*found} if known[0] else {*found, *UNRULED})), len(own))
        mark_of[at] = rows[known]
    return Look(tuple(tokens), tuple(_pieces(text, starts)), tuple(items), tuple(item_of), tuple(own), tuple(mark_of))


@lru_cache(maxsize=1 << 12)
def _ruled(kind: EntityType, rule: str, tenths: int, weak: bool, first: bool, last: bool) -> tuple[str, str, str]:
    """What a word has from the rule that proposes the name it is in: of which type, by which rule, how sure; at the name's edge or within."""
    side = "B" if first else "I"
    edge = side + "E" if last else side
    return f"R:{edge}-{kind.value}", f"RR:{side}{rule}", f"RC:{edge}{tenths}{weak}"


def _covered(starts: Sequence[int], tokens: Sequence[Token], span: Span) -> tuple[int, int]:
    first = max(0, bisect_right(starts, span.start) - 1)
    if first < len(tokens) and tokens[first].end <= span.start:
        first += 1
    return first, max(first, bisect_left(starts, span.end))


def _said(text: str, clause: Clause) -> tuple[str, str, str]:
    words = text[clause.span.start : clause.span.end]
    predicate = PREDICATE.search(words, max(0, len(words) - PREDICATED))
    summed = SUMMED.search(words, max(0, len(words) - SUMMING))
    return f"pr:{predicate[1] if predicate else NONE}", f"etc:{head_type(summed[0]) if summed else ''}", f"op:{clause.opener}"


def _listed(text: str, clause: Clause, item: Item, number: int) -> tuple[str, str, str]:
    governing = item.verbs[-1] if item.verbs else clause.verbs[-1] if clause.verbs else NONE
    place = "1" if len(clause.items) == 1 else "F" if number == 0 else "L" if number == len(clause.items) - 1 else "M"
    return f"gov:{governing}", f"lk:{place}", f"hd:{head_type(text[item.span.start : item.span.end])}"


def _pieces(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the words that begin at `starts`: no piece goes on behind the end of a line, and each ends with a mark unless it is too long."""
    lines, ends, pauses = ([bisect_left(starts, mark.start()) for mark in marks.finditer(text)] for marks in (LINE_ENDS, ENDS, PAUSES))
    begin = 0
    for marked in (ends, pauses):
        marked.append(len(starts) + LONGEST)  # further than any piece reaches
    for stop in (*lines, len(starts)):
        while begin < stop:
            mark, pause = ends[bisect_left(ends, begin + SHORT - 1)], pauses[bisect_left(pauses, begin + LONG - 1)]
            end = min(mark + 1, pause + 1, begin + LONGEST, stop)
            yield begin, end
            begin = end


@cache
def _heads() -> tuple[dict[str, str], int]:
    kinds = {head: kind for kind, heads in loader.toml("names")["heads"].items() for head in heads}
    for head in loader.toml("regions")["zones"]["heads"]:
        kinds.setdefault(head, "Region")
    return kinds, max(map(len, kinds))


@lru_cache(maxsize=1 << 16)
def head_type(words: str) -> str:
    """The kind of the longest head noun that words end with, marked where they are nothing else."""
    kinds, longest = _heads()
    for length in range(min(longest, len(words)), 0, -1):
        kind = kinds.get(words[-length:])
        if kind is not None:
            return kind[:4] + ("=" if length == len(words) else "<")
    return NONE


@cache
def _classes() -> tuple[tuple[str, frozenset[str]], ...]:
    names = loader.toml("names")
    return (
        ("C", frozenset(names["verbs"]["cut"])),
        ("L", frozenset(names["verbs"]["lead"])),
        ("A", frozenset(names["adverbs"]["words"])),
        ("G", frozenset(names["generic"]["words"])),
        ("F", frozenset(row["word"] for row in loader.table("frequent"))),
    )


def word_form(word: str, tag: str) -> tuple[str, str, str, str, str, int, str, str]:
    """Word, tag, last and first character, last two, length, kind of head noun, and the classes that the lexicons put it in."""
    if NUMBER.fullmatch(word):
        return "0", tag, "0", "0", "0", min(len(word), 5), NONE, NONE
    classes = "".join(letter for letter, members in _classes() if word in members)
    return word, tag, word[-1], word[0], word[-2:], min(len(word), 5), head_type(word), classes or NONE
