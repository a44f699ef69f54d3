"""Quoted names: “马路办公”, “四好农村路”, 《外商投资法》; with a head noun behind the quotes the head belongs to the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid
from kg.extraction.records import EntityType
from kg.reading.document import Span

BEHIND = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:工程|计划|行动计划|行动方案|行动|品牌|制度|机制|政策|试点|改革|建设|整治|专项行动|规划|战略|模式|平台|创建|教育|工作法|融合发展|协调发展|保护提升|治理提升|总体布局|战略布局|定位|目标|格局|体系|活动|主题教育|示范|协议|大会|论坛|产业体系|产业|全产业链|项目|网))"
    r"(?=[，。；、：！？）等和与及的“]|$|[\u4e00-\u9fff])"
)
SLOGAN = re.compile(r"[，。；！？]")


def quotation_candidates(words: Grid, clause: Clause) -> Iterator[Candidate]:
    """Quotations of a clause as programmes, titles in 《》 as policies."""
    text = words.text
    for quote in words.quotes:
        if not clause.span.contains(quote):
            continue
        inner = text[quote.start + 1 : quote.end - 1]
        if text[quote.start] == "《":
            yield Candidate(quote, EntityType.POLICY, "quote.title", 0.95)
        elif text[quote.start] == "“" and 2 <= len(inner) <= 16 and not inner.isdigit() and not SLOGAN.search(inner):
            following = text[quote.end : quote.end + 1]
            confidence = 0.6 if following and _noun_follows(words, quote.end) else 0.72
            yield Candidate(quote, EntityType.PROGRAM, "quote.bare", confidence, weak=True)


def _noun_follows(words: Grid, at: int) -> bool:
    token = words.starts.get(at)
    return token is not None and token.tag[0] == "n"


def joined(words: Grid, quote: Span, limit: int) -> Span:
    """The quotation with a head noun that stands right behind it."""
    match = BEHIND.match(words.text, quote.end, limit)
    return Span(quote.start, match.end()) if match else quote
