"""Names that touch and that the tagger reads as one: the last place of a list and what is there, the last of a list and the sum of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extraction.candidates import Candidate, outermost
from kg.extraction.clauses import JOINS, Clause
from kg.extraction.numerals import spelled_number
from kg.extraction.records import EntityType
from kg.reading.document import Span

# 揭东区、砲台镇|城乡融合发展试点: a small place that no table holds.
SMALL = re.compile(r"(?!国家|国际|全国|全省|省级|农村|城乡|城镇|乡村|现代)[\u4e00-\u9fff]{1,7}?(?:县|镇|乡(?!村)|街道|高新区|经开区|开发区)")
# What several places may each have, or be.
TITLE = re.compile(r"(?:试点(?:[县市区镇村]|工程|城市|地区)?|试验区|示范[区县市镇村]|先行区|名城)$")
# 甲国家自主创新示范区、|乙试验区 are two of a kind.
ZONE = re.compile(r"(?:示范区|试验区|先行区|园区)$")
# What is there is named by no fewer characters, and so is each that a sum counts.
SHORTEST, LONGEST = 4, 18
# 甲、乙、丙|“三大专项行动”
SUM = re.compile(r"“?(?P<count>[两三四五六七八九十])(?:大|项)[^“”、]{0,10}(?:工程|行动|计划|攻坚战|战略|革命|改革|试点)”?$")


def apart(text: str, cut: Sequence[Clause], decided: Sequence[Candidate], known: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What the tagger decided, with names that touch set apart; `known` are those of places and bodies."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for candidate in known:
        if candidate.type is EntityType.REGION:
            places[candidate.span.start].append(candidate.span.end)
    kept: list[Candidate] = [*decided[:1]]
    for before, name in pairwise(decided):
        kept += _placed(text, before, name, places.get(name.span.start, []))
    starts = [clause.span.start for clause in cut]
    found = (part for name in kept for part in _summed(text, cut[bisect_right(starts, name.span.start) - 1], name))
    return tuple(outermost(found))


def _placed(text: str, before: Candidate, name: Candidate, known: Sequence[int]) -> Iterator[Candidate]:
    """燕赵镇、文德镇|乡村卫生一体化管理试点: behind a place of a list stands another one, then what is in all of them."""
    start, end = name.span.start, name.span.end
    listed = before.type is EntityType.REGION and text[before.span.end : start] in JOINS and not ZONE.search(text, before.span.start, before.span.end)
    if not listed or name.type is not EntityType.PROGRAM or not TITLE.search(text, start, end):
        yield name
        return
    small = SMALL.match(text, start, end)
    ends = [at for at in (*known, small.end() if small else end) if at + SHORTEST <= end]
    if not ends:
        yield name
        return
    yield Candidate(Span(start, max(ends)), EntityType.REGION, before.rule, before.confidence)
    yield Candidate(Span(max(ends), end), name.type, name.rule, name.confidence)


def _summed(text: str, clause: Clause, name: Candidate) -> Iterator[Candidate]:
    """甲整治、乙治理、丙化解|“三大专项行动”: as many names as the sum counts, then the sum."""
    found = SUM.search(text, name.span.start, name.span.end) if name.type is EntityType.PROGRAM else None
    if found is None:
        yield name
        return
    end = found.start() - text.endswith("等", clause.span.start, found.start())
    spans = [Span(item.name, min(item.span.end, end)) for item in clause.items if item.name < min(item.span.end, end)]
    counted = len(spans) == spelled_number(found["count"]) and spans[-1].end == end
    if not counted or not all(SHORTEST <= len(span) <= LONGEST for span in spans):
        yield name
        return
    for span in spans:
        yield Candidate(span, EntityType.PROGRAM, "list.counted", name.confidence, weak=True)
    yield Candidate(Span(found.start(), name.span.end), name.type, name.rule, name.confidence)
