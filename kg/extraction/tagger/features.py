"""What the tagger sees of each word: the word itself, the clause it stands in, and which known names begin and end there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, Item
from kg.extraction.records import EntityType
from kg.extraction.segmenter import UNKNOWN, Token
from kg.lexicon import loader

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
# Tag of a part of a word.
CUT = "cut"
# What a word may have of its own: known names that begin or end there, quotation marks around it, places and bodies, the name of an item.
MARKS = (*(f"{edge}:{kind.value}" for edge in ("ps", "pe") for kind in EntityType), "inq", "pro", "name")
PROPER = (EntityType.REGION, EntityType.ORGANIZATION)
_BITS = {mark: 1 << bit for bit, mark in enumerate(MARKS)}
# Short forms of places and words that a head begins are no longer than this.
SHORT_FORMS, COMPOUND = 4, 4


@dataclass(frozen=True, slots=True)
class Look:
    """Words of a text with their features.

    Attributes:
        tokens: the words, cut where names may begin or end; white space left out.
        pieces: half-open ranges of words that are read by themselves.
        items: the features that all words of one item of a clause share, each row once; the first is that of words outside any.
        item_of: for each word the row of `items`.
        marks: the features that are a word's own, each row once; the first is that of words without any.
        mark_of: for each word the row of `marks`.
    """

    tokens: tuple[Token, ...]
    pieces: tuple[tuple[int, int], ...]
    items: tuple[tuple[str, ...], ...]
    item_of: tuple[int, ...]
    marks: tuple[tuple[str, ...], ...]
    mark_of: tuple[int, ...]


def cut_tokens(words: Grid, names: Iterable[Candidate], known: Container[str]) -> Iterator[Token]:
    """The words, white space left out, cut where one of the names begins or ends within them, and where others may.

    Guesses of the word cutter that are not among the `known` words are cut into characters.
    """
    edges = sorted({at for c in names for at in (c.span.start, c.span.end)})
    text = words.text
    edges.append(len(text) + 1)
    near = 0
    for word in words.words:
        start, end, tag = word
        while edges[near] <= start:
            near += 1
        form = text[start:end]
        inner = _inner(form)
        if tag == UNKNOWN and len(form) > 1 and not inner and form not in known and not form.isascii():
            inner = tuple(range(1, len(form)))
        if inner or edges[near] < end:
            places = sorted({start, end, *(start + at for at in inner), *edges[near : bisect_left(edges, end, near)]})
            yield from (Token(first, last, CUT) for first, last in pairwise(places))
        elif not form.isspace():
            yield word


@lru_cache(maxsize=1 << 16)
def _inner(form: str) -> tuple[int, ...]:
    """Where names begin and end within a word: between the short forms of places (京|津), behind the head of a compound (工程|建设)."""
    if 1 < len(form) <= SHORT_FORMS and _short_forms().issuperset(form):
        return tuple(range(1, len(form)))
    head = next((head for head in loader.toml("names")["compounds"]["heads"] if form.startswith(head)), form)
    return (len(head),) if len(head) < len(form) <= COMPOUND else ()


@cache
def _short_forms() -> frozenset[str]:
    """Characters that stand for a province or a state."""
    regions = loader.toml("regions")
    return frozenset([*regions["abbreviations"], *regions["countries"]["letters"]])


def look(words: Grid, tokens: Sequence[Token], cut: Sequence[Clause], names: Sequence[Candidate]) -> Look:
    """The features of tokens; `names` are those known."""
    text = words.text
    proper = frozenset(at for name in names if name.type in PROPER for at in range(name.span.start, name.span.end))
    starts, ends = (list(map(itemgetter(edge), tokens)) for edge in (0, 1))
    begin, end = (dict(zip(places, range(len(tokens)), strict=True)) for places in (starts, ends))
    marks = [0] * len(tokens)
    for name in names:
        if (at := begin.get(name.span.start, -1)) >= 0:
            marks[at] |= _BITS[f"ps:{name.type.value}"]
        if (at := end.get(name.span.end, -1)) >= 0:
            marks[at] |= _BITS[f"pe:{name.type.value}"]
    for places, mark in ((words.inside, "inq"), (proper, "pro")):
        for place in places & begin.keys():
            marks[begin[place]] |= _BITS[mark]
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
                marks[at] |= _BITS["name"]
    own = {mark: row for row, mark in enumerate(dict.fromkeys([0, *marks]))}
    named = tuple(tuple(name for name, bit in _BITS.items() if mark & bit) for mark in own)
    return Look(tuple(tokens), tuple(_pieces(text, starts)), tuple(items), tuple(item_of), named, tuple(map(own.__getitem__, marks)))


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
