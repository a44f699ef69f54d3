"""How each number of a clause is introduced: verb, comparator and the phrase before it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.clauses import Clause, Grid
from kg.extraction.indicators import COMMA, is_increment
from kg.extraction.numerals import Quantity, quantities
from kg.extraction.predicates import is_for
from kg.extraction.records import Measure
from kg.lexicon import loader
from kg.reading.document import Span

APPROXIMATE = re.compile(r"预计(?!数)|预期(?![寿性])")
# 至少|建成2个片区、20个乡村
AT_LEAST = re.compile(r"至少|不少于")
# So far, in characters, it reaches.
BOUNDED = 80
# 人均收入|力争在2015年的基础上|翻一番
FROM_YEAR = re.compile(r"(?:力争|争取|确保|要|将)*(?:(?:在|比|较)[^，。；]{2,14}(?:基础上|年))?(?:实现|再|力争|总体)*$")
IMPROVING = ("改造", "巩固", "整治", "修缮", "优化")
PERCENT = ("%", "％", "‰", "个百分点")
SHARES = (*PERCENT[:3], "成")
# 突破120项|关键技术: nothing is exceeded.
SOLVED = re.compile(r"[^，。；、]{0,16}(?:技术|难题|瓶颈|难关)")
# 细颗粒物浓度|改善10%: what gets better by falling.
LESS_IS_BETTER = re.compile(r"浓度|指数|PM|排放")
# 县（市、区）|平均, “千村整治、百村示范”|美丽乡村: not the mark within brackets or quotation marks.
OUTER_STOP = re.compile(rf"（[^（）]*）|“[^“”]{{1,40}}”|(?P<mark>[，；。！？：]|{COMMA})")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one number is introduced: the verb, the phrase it measures, and the span with verb and comparator."""

    quantity: Quantity
    span: Span
    phrase: str
    kind: str | None
    verb: str
    comparator: str
    continued: bool
    continued_list: bool


@cache
def _before() -> re.Pattern[str]:
    """verb and comparator that touch a number, read at the end of the text before it."""
    data = loader.toml("quantities")
    kinds = {kind: loader.alternation(data["verbs"][kind]) for kind in ("level", "growth", "decrease")}
    # 违法行为|33件
    kinds["level"] = rf"(?!(?<=行)为)(?:{kinds['level']})"
    marks = [mark for _, group in data["comparators"]["before"] for mark in group if mark != "过"]
    # 签约, 节约, 条约 and 通过, 经过 are words of their own
    compared = loader.alternation(marks).replace("约", r"(?<![签节条公合违履特])约") + r"|(?<=[值入额收税量])过"
    return re.compile(
        rf"(?:(?:(?P<level>{kinds['level']})|(?P<growth>{kinds['growth']})|(?P<decrease>{kinds['decrease']}))了?)?"
        rf"(?P<manner>年均|均|都|分别|各)?(?P<compared>{compared})?(?P<per>(?:[年月]?人均)?(?:每人)?每(?:人|月|年|日|天|户|亩|村|立方米|平方公里)|[年月]?人均)? ?$"
    )


@cache
def _comparators() -> dict[str, str]:
    return {mark: sign for sign, marks in loader.toml("quantities")["comparators"]["before"] for mark in marks}


def readings(words: Grid, clause: Clause, named: Container[int]) -> Iterator[Reading | Quantity]:
    """The numbers of a clause as readings; numerals that are no quantity, or within a name, as they are with their reason."""
    text = words.text
    at = clause.span.start
    for quantity in quantities(words, clause.span):
        if quantity.reason is None and quantity.span.start in named and quantity.span.end - 1 in named:
            quantity = replace(quantity, reason="part of a name")
        if quantity.reason:
            yield quantity
            continue
        left = text[at : quantity.span.start]
        left = left[mark.start("mark") :] if at > clause.span.start and (mark := outer_stop(left)) else left
        match = _before().search(left)
        assert match is not None
        kind = next((k for k in ("level", "growth", "decrease") if match[k]), None)
        phrase = left[: match.start()]
        if quantity.unit == "番":
            kind, phrase = "growth", FROM_YEAR.sub("", phrase)  # 人均收入|翻一番
        verb = match[kind] if kind and quantity.unit != "番" else ""
        compared = match["compared"] or (verb if verb in _comparators() else "")
        sign = quantity.comparator or _comparators().get(compared, "=")
        if quantity.comparator is None and APPROXIMATE.search(text, clause.span.start, quantity.span.start) and sign == "=":
            sign = "≈"
        if sign == "=" and AT_LEAST.search(text, max(clause.span.start, quantity.span.start - BOUNDED), quantity.span.start):
            sign = "≥"
        if quantity.unit not in PERCENT and (verb == "提升" and phrase.endswith(IMPROVING) or verb == "改善"):
            kind, verb, phrase = None, "", phrase + verb  # 改造提升|100万亩, 改善|1.2万人的饮水条件: one act, no growth
        if verb == "突破" and quantity.comparator is None and SOLVED.match(text, quantity.span.end, clause.span.end):
            sign = "="
        if verb == "为" and (not phrase.strip("、，和与 ") or is_for(text, quantity.span.end, clause.span.end)):
            kind, verb = None, ""  # 为1.5万名老人发放…: whom it is for, not what it is
        start = quantity.span.start - (len(left) - match.start()) if match[0].strip() else quantity.span.start
        continued = not phrase.strip("、，和与 ") and at > clause.span.start
        goes_on = kind is None and at > clause.span.start and phrase.endswith(("和", "与", "及"))
        yield Reading(quantity, Span(start, quantity.span.end), phrase, kind, verb, sign, continued, goes_on)
        at = quantity.span.end


def outer_stop(words: str) -> re.Match[str] | None:
    """The first mark that ends a part of a clause."""
    return next((m for m in OUTER_STOP.finditer(words) if m["mark"]), None)


def measure_of(reading: Reading, indicator: str, counted: bool) -> Measure:
    """What a number says of its indicator: a state, a change or a share."""
    percent = reading.quantity.unit in SHARES
    if reading.verb.endswith("改善") and LESS_IS_BETTER.search(indicator):
        return Measure.DECREASE
    if reading.kind == "growth":
        return Measure.INCREMENT if reading.verb in ("新增", "净增") and not percent else Measure.GROWTH
    if reading.kind == "decrease":
        return Measure.DECREASE
    if re.search(r"(?:增长|上涨|提高|增速|涨幅|增幅)(?:速度)?$", indicator) and percent:
        return Measure.GROWTH
    if re.search(r"(?:下降|降低|减少|降幅)$", indicator) and percent:
        return Measure.DECREASE
    if percent:
        return Measure.SHARE
    if is_increment(indicator) and "累计" not in reading.phrase:
        return Measure.INCREMENT
    if reading.verb in ("完成", "实现") and counted:
        return Measure.INCREMENT
    return Measure.LEVEL
