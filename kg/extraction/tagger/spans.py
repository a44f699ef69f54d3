"""From labels to names: a row of words that begin and go on with one type is a name, the least margin along it says how sure it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid
from kg.extraction.records import EntityType
from kg.extraction.tagger.features import cut_tokens, look
from kg.extraction.tagger.network import LABELS, model
from kg.extraction.tagger.paths import best
from kg.lexicon import loader
from kg.reading.document import Span

RULE = "tagger"
# No name begins or ends with these.
OUTSIDE = frozenset("，、。；：！？,;:!?的 　〇○●◎◆◇■□▲△★☆※•▪")
PAIRS = {"“": "”", "《": "》", "（": "）", "‘": "’", "(": ")"}
# 4|个|国控点监测系统; 对|台, 驻|蓉: one word of jieba or a short form of a place with what stands before it.
COUNTED = re.compile(r"(?<=[\d一二两三四五六七八九十百余多几])[个条项家座处所批件]")
TOWARDS = frozenset("对驻赴来入在返留援")
# “科技十条”: a paper is called by how many articles it has.
ARTICLES = re.compile(r"[两二三四五六七八九十百]条”?$")
# “四宜四不”|（《报告》, “三片区”|指南城商务区, 示范区|为; not 华为, 犍为.
BEYOND = re.compile(r"（(?=[^）]*$)|(?<=”)(?:是指|指(?![挥导定数标尖])|即(?!时))|(?<=[区市县城镇园地带圈心会大])为$")
CLOSING = {closing: opening for opening, closing in PAIRS.items()}


def tagged_candidates(words: Grid, cut: Sequence[Clause], known: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names that the tagger reads.

    A known name that it reads in the same way keeps the identifier of its rule.
    """
    trained = model()
    looked = look(words, tuple(cut_tokens(words, known, trained.forms[0])), cut, known)
    labels, margins = best(trained.scores(words.text, looked), looked.pieces, trained.transitions)
    rules = {(c.span, c.type): c.rule for c in sorted(known, key=lambda c: c.confidence)}
    limits, shares = (trained.arrays[f"confidence.{part}"].tolist() for part in ("margin", "share"))
    for first, last, kind, margin in runs(labels.tolist(), margins.tolist(), looked.pieces):
        span = whole(words.text, Span(looked.tokens[first].start, looked.tokens[last - 1].end))
        if span is not None:
            # 来宾, 来安: a place that a rule knows keeps its first character
            span = span if (span, kind) in rules else bare(words.text, span, kind)
            kind = EntityType.POLICY if kind is EntityType.PROGRAM and ARTICLES.search(words.text, span.start, span.end) else kind
            yield Candidate(span, kind, rules.get((span, kind), RULE), shares[bisect_right(limits, margin)])


def bare(text: str, span: Span, kind: EntityType) -> Span:
    """The span without the counter of a number before it, the preposition before a short form of a place, or what stands behind a name of its kind."""
    towards = kind is EntityType.REGION and len(span) == 2 and text[span.start] in TOWARDS
    start = span.start + (len(span) > 1 and (towards or COUNTED.match(text, span.start) is not None))
    behind = next((word for word in loader.toml("names")["behind"].get(kind.value, ()) if text.endswith(word, start, span.end)), "")
    return Span(start, span.end - len(behind)) if span.end - len(behind) > start else span


def runs(labels: Sequence[int], margins: Sequence[int], pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, EntityType, int]]:
    """Half-open ranges of words that are one name, its type, and the least margin from its first word to the one behind it."""
    for begin, end in pieces:
        first = begin
        for at in range(begin + 1, end + 1):
            label, opening = LABELS[labels[at]] if at < end else "", LABELS[labels[first]]
            if label[:1] == "I" and label[2:] == opening[2:]:
                continue
            if opening != "O":
                yield first, at, EntityType(opening[2:]), min(margins[first : min(at + 1, end)])
            first = at


def whole(text: str, span: Span) -> Span | None:
    """The span without marks at its edges that belong to no name and without half a pair of quotation marks or brackets; None if no letter is left.

    A name holds a bracket whole or not at all, and ends before what explains it and before the verb that goes on.
    """
    start, end = span.start, span.end
    if beyond := BEYOND.search(text, start + 1, end):
        closed = beyond[0] == "（" and text.startswith("）", end)
        end = end + 1 if closed else beyond.start()
    while start < end:
        if text[start] in OUTSIDE or text[start] in CLOSING or (text[start] in PAIRS and PAIRS[text[start]] not in text[start:end]):
            start += 1
        elif text[end - 1] in OUTSIDE or text[end - 1] in PAIRS or (text[end - 1] in CLOSING and CLOSING[text[end - 1]] not in text[start:end]):
            end -= 1
        else:
            return Span(start, end) if any(map(str.isalnum, text[start:end])) else None
    return None
