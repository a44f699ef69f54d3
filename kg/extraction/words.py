"""Numerals written in Chinese words: each is listed with what it is; none of them is read as a target here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from kg.extraction.clauses import Grid, grid
from kg.extraction.reach import covering
from kg.extraction.records import Extraction, Numeral
from kg.lexicon import loader
from kg.reading.document import Report, Span
from kg.reading.script import as_read

UNEXPLAINED = "unexplained"
SHARE = "share or multiple, not read"
DIGITS = "[〇零一二两三四五六七八九十百千万亿几半]+"
NUMERAL = re.compile(f"{DIGITS}分之{DIGITS}(?:点{DIGITS})?|{DIGITS}")
NUMBERING = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})(?:[）)]|、|．)")
# Two numerals that scan together: 四通八达, 千家万户, 一江碧水两岸.
SET_PHRASE = re.compile("[一二两三四五六七八九十百千万半][\u4e00-\u9fff][一二两三四五六七八九十百千万半几][\u4e00-\u9fff]")
# 一江碧水, 以一域服务全局: one as a whole, not one of a number.
WHOLE = re.compile("一[\u4e00-\u9fff]")
COUNTING = ("m", "j", "x")


def word_numerals(extraction: Extraction) -> tuple[Numeral, ...]:
    """The Chinese numerals of the sentences that no target or Arabic numeral covers, in the order of the text.

    The span holds what the numeral is part of (the name, the quotation, the word, the measure), so that numerals of one
    name are one row; the outcome is ``unexplained`` where no rule says what it is.
    """
    report = as_read(extraction.report)
    words = grid(report)
    known = sorted([*(n.span for n in extraction.numerals), *(t.span for t in extraction.targets)])
    names = [m.span for m in extraction.mentions]
    found: list[Numeral] = []
    done = 0
    for sentence in report.sentences:
        for match in NUMERAL.finditer(report.text, sentence.span.start, sentence.span.end):
            at = Span(*match.span())
            if at.start < done or _around(known, at) is not None:
                continue
            span, outcome = _explained(report, words, names, at, sentence.span)
            found.append(Numeral(span, report.quote(span), outcome))
            done = span.end
    return tuple(found)


def _around(spans: list[Span], at: Span) -> Span | None:
    """One of the sorted spans that a place overlaps; spans overlap few others, so that the nearest are enough."""
    index = bisect_right(spans, at.start, key=lambda s: s.start)
    return next((s for s in spans[max(0, index - 3) : index + 1] if s.overlaps(at)), None)


def _explained(report: Report, words: Grid, names: list[Span], at: Span, sentence: Span) -> tuple[Span, str]:
    """What a numeral is part of, and what that is."""
    text = report.text
    if (head := NUMBERING.match(text, sentence.start, sentence.end)) and head.start(1) == at.start:
        return Span(*head.span()), "section number"
    if name := _around(names, at):
        return Span(min(at.start, name.start), max(at.end, name.end)), "part of a name"
    if quote := _around(list(words.quotes_about(at)), at):
        return Span(min(at.start, quote.start), max(at.end, quote.end)), "part of a name or slogan"
    if "分之" in report.quote(at):
        return at, SHARE
    word = covering(words, at.start)
    whole = Span(word.start, word.end) if word is not None and word.end >= at.end and word.end - word.start > len(at) else None
    if whole is not None and word is not None and (whole.start < at.start and word.tag not in COUNTING or report.quote(whole) in _whole()):
        return whole, "part of a word"
    for before, after, outcome in _outcomes():
        if (led := before.search(text, sentence.start, at.start)) and (followed := after.match(text, at.end, sentence.end)):
            return Span(led.start(), followed.end()), outcome
    ranked, counted = _counts()
    if text[at.end - 1] in "百千万亿" and (followed := ranked.match(text, at.end, sentence.end)):
        return Span(at.start, followed.end()), "attribute of a thing"
    if whole is None or word is None or word.tag in COUNTING:
        if followed := counted.match(text, at.end, sentence.end):
            return Span(at.start, followed.end()), "count of things"
    else:
        return whole, "part of a word"
    for pattern in (SET_PHRASE, WHOLE):
        phrase = next((m for m in _overlapping(pattern, text, at, sentence)), None)
        if phrase is not None:
            return phrase, "set phrase"
    return at, UNEXPLAINED


def _overlapping(pattern: re.Pattern[str], text: str, at: Span, sentence: Span) -> Iterator[Span]:
    """Matches of a short pattern that hold the place."""
    for start in range(max(sentence.start, at.start - 2), at.start + 1):
        match = pattern.match(text, start, sentence.end)
        if match and match.end() >= at.end:
            yield Span(*match.span())


@cache
def _outcomes() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    rows = loader.toml("numerals")["outcome"]
    return tuple((re.compile(f"(?:{row['before']})$"), re.compile(row["after"]), row["name"]) for row in rows)


@cache
def _whole() -> frozenset[str]:
    return frozenset(loader.toml("numerals")["words"]["whole"])


@cache
def _counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Ranks of things, and measures that count them, the longer ones first."""
    data = loader.toml("numerals")["counts"]
    measures = {*data["measures"], *loader.toml("quantities")["units"]["names"]}
    return re.compile(loader.alternation(data["ranks"])), re.compile(loader.alternation(measures))
