"""Titles won and places gained: |太行水镇|入选|全国首批夜间消费集聚区|, |某研究院|落户|某县 — the predicate makes names of both its sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, cut_verbs
from kg.extraction.records import EntityType
from kg.extraction.specific import COUNTED, is_proper
from kg.lexicon import loader
from kg.reading.document import Span

# What a title begins with: who awards it, or the batch it is of.
AWARDED = re.compile(r"(?:首批|全国|国家|中国|世界|国际|全球|全省|省|全市|教育部|科技部|第[一二三四五六七八九十]+批)")
# What the further members of a list of titles end with.
TITLE = re.compile(r"(?:城市|[省市县区]|乡镇|单位|名单|基地|集群|园区|试点|案例|企业|地区)$")
RANK = re.compile(r"第\d+|前\d+|[前第][一二三四五六七八九十]|\d+强$")
PLACE = re.compile(r"(?:[村镇乡庄屯寨]|街道)$")
# So many places win a title together; a longer list is none of them.
MANY = 8
SHORTEST, LONGEST = 5, 30


@cache
def _verbs() -> re.Pattern[str]:
    data = loader.toml("names")["honours"]
    return re.compile(rf"(?:{loader.alternation(data['manner'])})*(?:{loader.alternation(data['verbs'])})(?:为|了)?")


def honour_candidates(words: Grid, clause: Clause, proper: frozenset[int]) -> Iterator[Candidate]:
    """The titles behind a verb of winning as programmes, and the one thing before it where it is no division."""
    opened = False
    if COUNTED.search(words.text, clause.span.start, clause.span.end):
        return  # 11家企业入选国家级绿色工厂: a kind of title, won several times
    for number, item in enumerate(clause.items):
        verb = next((m for m in _verbs().finditer(words.text, item.span.start, item.span.end) if m.start() not in words.inside), None)
        if verb is not None and verb.end() < item.span.end and verb.end() in words.ends:
            opened = True
            yield from _title(words, Span(verb.end(), item.span.end), proper, first=True)
            if number == 0 and verb.start() > item.name:
                yield from _winner(words, Span(item.name, verb.start()), proper)
            if 0 < number <= MANY and verb.start() > item.name:
                for span in (*(other.span for other in clause.items[:number]), Span(item.name, verb.start())):
                    if PLACE.search(words.text, span.start, span.end) and 3 <= len(span) <= 9:
                        yield Candidate(span, EntityType.REGION, "honour.place", 0.75)
        elif opened:
            yield from _title(words, item.span, proper, first=False)


def _title(words: Grid, span: Span, proper: frozenset[int], first: bool) -> Iterator[Candidate]:
    title = words.text[span.start : span.end].removesuffix("称号").removesuffix("之一")
    if not SHORTEST <= len(title) <= LONGEST or RANK.search(title) or span.start in words.inside:
        return
    if any(m.start() in words.starts for m in cut_verbs().finditer(words.text, span.start, span.end)):
        return
    if AWARDED.match(title) or span.start in proper or not first and TITLE.search(title):
        yield Candidate(Span(span.start, span.start + len(title)), EntityType.PROGRAM, "honour.title", 0.78)


def _winner(words: Grid, span: Span, proper: frozenset[int]) -> Iterator[Candidate]:
    name = words.text[span.start : span.end]
    if not 3 <= len(name) <= 14 or all(at in proper for at in range(span.start, span.end)) or "的" in name:
        return
    if is_proper(words, span, proper) and not any(t.tag[0] in "vpcdru" and t.tag != "vn" for t in words.tokens_of(span)):
        kind = EntityType.REGION if PLACE.search(name) else EntityType.PROJECT
        yield Candidate(span, kind, "honour.winner", 0.65)
