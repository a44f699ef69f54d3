"""Qualitative goals of the sentence 主要预期目标是…: promises without a number (annotation guideline, decision 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extraction.clauses import Grid, clauses
from kg.extraction.indicators import LIST, is_measured, members
from kg.extraction.records import Measure, Target
from kg.lexicon import loader
from kg.reading.document import Report, Span, Tense

# 全面完成|省下达的节能减排约束性指标: what is to be completed, not how.
COMPLETED = re.compile(r"(?:全面|圆满|如期|确保|努力|坚决|扎实|按时|超额|顺利)+(?:完成|实现|达到)了?(?P<what>.{3,})")
# 居民收入|增长|与经济增长同步, 用水量|均|完成任务
GROWING = re.compile(r"(?<=..)(?:增长|增速|增幅)?(?:等)?(?:均|都|确保|继续|争取|力争|努)?$")


@cache
def _predicates() -> re.Pattern[str]:
    words = loader.toml("quantities")["nouns"]["qualitative"]
    return re.compile(loader.alternation(words))


def qualitative_goals(report: Report, words: Grid, numbered: set[int], targets: Sequence[Target]) -> Iterator[Target]:
    """Clauses of a goal sentence that promise without a number; only sentences that also hold numbers are read."""
    marks = tuple(loader.toml("quantities")["nouns"]["goals"])
    goals = {s.index for s in report.sentences if s.index in numbered and any(m in report.quote(s.span) for m in marks)}
    for clause in clauses(report):
        if clause.sentence not in goals or any(t.span.overlaps(clause.span) for t in targets):
            continue
        start = clause.span.start
        text = report.quote(clause.span)
        if any(m in text for m in marks) or any(c.isdigit() for c in text) or len(text) < 5:
            continue
        match = _predicates().search(text, 2)
        if match is None:
            continue
        frame = report.sentences[clause.sentence].frame
        goal = whole["what"] if (whole := COMPLETED.fullmatch(text)) else GROWING.sub("", text[: match.start()])
        promised = Target(
            id=f"{start}:goal",
            span=Span(start, clause.span.end),
            text=text,
            sentence=clause.sentence,
            indicator=goal,
            measure=Measure.QUALITATIVE,
            value=None,
            unit=None,
            comparator=None,
            year=frame.year,
            status=Tense.PLANNED if frame.tense is Tense.PLANNED else Tense.ACHIEVED,
            confidence=0.8,
            rule="goal.qualitative",
        )
        # 一般公共预算收入、居民收入|与经济增长同步: one for each
        each = members(goal) if whole is None and "等" not in goal and is_measured(LIST.split(goal)[0]) else [goal]
        yield from (replace(promised, id=f"{promised.id}:{n}", indicator=one) for n, one in enumerate(each))
