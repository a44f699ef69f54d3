"""Numerals are spotted and sorted: which may be quantities, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extraction.acts import opening_act, without_manner
from kg.extraction.attributes import describes, tells_size
from kg.extraction.clauses import Grid
from kg.lexicon import loader
from kg.reading.document import Span

Number = float | int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or (`reason` set) a numeral that is none.

    Attributes:
        span: number, magnitude and unit, with 左右/以上/余 where they touch it.
        comparator: the one that touches the number (余, 以上, 左右 …), None if none does.
        number: where the digits begin.
    """

    span: Span
    value: Number | tuple[Number, Number] | None
    unit: str | None
    comparator: str | None
    reason: str | None


DIGIT, DIGITS = re.compile(r"\d"), r"\d+(?:\.\d+)?"
# More digits than any quantity has: an account number, or no number at all.
LONGEST = 15
# Marks between the ends of a range.
DASHES = "-－–—"
YEAR = re.compile(rf"(?:19|20)\d\d(?:(?:[{DASHES}~～至](?:19|20)?\d\d)|(?:/\d\d))?(?:年|$|(?=[{DASHES}]))")
DATE = re.compile(r"\d{1,2}(?:月|日(?!均)|[:：时]\d{0,2})|\d{1,2}(?:、\d{1,2})?月份")
PERIOD = re.compile(rf"{DIGITS}(?:多|余)?(?P<unit>周年|年(?!均)|个月|届|季度|世纪)")
# 平均受教育年限达到|9.5年, 城乡居民收入比缩小至|2.13, 收入差距缩小到|2.17∶1: how long something lasts is measured, and so is what has no unit.
REACHING = r"(?:(?:提高|提升|上升|增加|延长|下降|降低|缩小|缩短|压缩|压减|控制|保持|稳定|优化)?[到至在为]|达到?|降[到至为]|升至)?(?:20\d\d年的?)?(?:约|近|超过?)?$"
LASTING = re.compile(rf"(?:年限|周期|寿命|时限){REACHING}")
UNITLESS = re.compile(rf"(?:指数|系数|(?:收入|产值|枪|之)比|倍差|比值|差距)(?:[由从](?:20\d\d年的?)?[\d.]+(?:[:：∶]1)?)?{REACHING}")
TO_ONE = re.compile(r"[:：∶]1(?![\d.:：∶])")
# How a number is bounded from behind, whatever its unit.
BOUND = "及?以[上下]|以内|左右"
AFTER = re.compile(BOUND)
# So far before a number, in characters, it is said what it is of, and so far if what it was before stands between.
NEAR, FAR = 12, 32
# 从184元|提高到383元: where a change began.
BASELINE = re.compile(
    r"(?:[^，。；\d、]{0,4}、\d[\d.]*){0,4}[^，。；\d]{0,4}(?:提高|提升|增加|增长|上升|扩大|下降|降低|降|减少|压缩|缩短|延长|调整|增|升|减|跃升|攀升|发展|扩展|拓展)[^，。；\d]{0,3}(?:到|至|为)"
)
FROM = re.compile(r"(?:从|由)(?:[^，。；、\d]{0,8}的|(?:19|20)\d\d年的?)?(?:平均|人均|每人(?:每[年月])?)?(?:\d[\d.]*[^，。；\d、]{0,4}、){0,4}$")
# 居全省前|2位
RANKED = ("位", "名", "强", "列")
# 稳增长|20条, 20条|措施: how many articles a paper has.
ARTICLES = re.compile(r"(?:政策)?(?:措施|政策|举措|意见|办法|规定)|等|、|，|。|；|和")
PAPER = re.compile(r"(?:出台|制定|落实|实施|推出|印发|执行|细化)[^，。；]{0,60}$")
PLACE = re.compile(
    r"小时(?:“?不打烊|供水|实际供水|动态|开放|办理|服务|营业|受理|自助|值守|过境|通勤|交通|经济|生活|都市|出行|达|鲜|全球|入)|分钟(?:生活|便民|通勤|健身|养老|文化|医疗|阅读|都市|就医|城市)|公里(?:生活|通勤)"
)

# What is counted in words at the end of a clause.
PIECES = "家条座个所处项"
SPELLED = re.compile(
    rf"(?<=[^一二两三四五六七八九十百大第、，]{{3}})(?P<number>[两二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)(?P<unit>[{PIECES}])$"
)
# “1”是指|1个总体方案: what a digit of a slogan stands for.
SLOGAN = re.compile(r"“[\dNXn]{1,2}”[，：:]?(?:就是|即|是指|指的是|指|是|为|：|:)[^，。；“”\d]{0,16}$")
# 近百家, 突破千台: what is told as a round number.
ROUNDED = "家户个名人台辆座条项件场"
# 下降|五成, 增长|近三倍
CHANGED = "占(?:全[国省市区县州])?的?|增长|增加|提高|提升|扩大|提速|下降|降低|减少|压缩|缩短"
# Where no such words stand, none without a digit is looked for.
WORDY = re.compile(rf"[^\d余多.][百千]?[万亿]|[百千]余?[{ROUNDED}]|番|[一两二三四五六七八九][成倍]")
ROUND = {"百": 100, "千": 1000}
ONES = {word: value for value, word in enumerate("一二三四五六七八九", 1)} | {"两": 2}


@cache
def _magnitudes() -> str:
    return "|".join(loader.toml("quantities")["units"]["magnitudes"])


@cache
def _units() -> str:
    """Any unit, but none that only begins a noun (人|口)."""
    units = loader.toml("quantities")["units"]
    return rf"(?!{units['nouns']})(?:{loader.alternation(units['names'])})"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<low>{DIGITS})(?: ?(?=[\u4e00-\u9fff%％])(?!年|月|日))?(?:(?P<lowunit>%|万|亿|万亿)?[{DASHES}~～至到](?P<high>{DIGITS}))?"
        rf"(?P<odd>余|多)?(?P<magnitude>{_magnitudes()})?(?P<odd2>余|多)?(?P<unit>{_units()})?"
        rf"(?P<after>{BOUND}|(?<=[天时日钟])内(?!部|外)|上下|(?<=倍)多(?!式|种|个|次))?"
    )


@cache
def _worded() -> re.Pattern[str]:
    magnitudes = loader.alternation(m for m in loader.toml("quantities")["units"]["magnitudes"] if m != "千")
    bound = loader.alternation(mark for _, marks in loader.toml("quantities")["comparators"]["before"] for mark in marks)
    sums = rf"(?P<ones>[两二三四五六七八九])?(?P<unit>(?:{magnitudes})(?:{_units()})?)"
    rounded = rf"(?P<round>[百千])余?(?P<counted>人次|[{ROUNDED}])"
    parts = rf"(?P<few>[一两二三四五六七八九])(?P<part>[成倍])(?P<after>{BOUND}|多)?"
    ends = "(?=大关|关口|台阶|[，。；、]|$)"
    return re.compile(
        rf"(?:{bound}|达到?)(?:{sums}|{rounded}){ends}|(?:{bound}|{CHANGED}|达到?){parts}{ends}|(?P<times>翻了?(?P<number>[一两二三])?番)(?=[，。；、]|$)"
    )


@cache
def _later() -> re.Pattern[str]:
    """提高18.8|和10个百分点, 达600亿|、800亿元: the numbers behind one, the last of which bears the unit of all."""
    part = rf"(?:个|{_magnitudes()})?"
    return re.compile(rf"(?:[、和]{DIGITS}{part}){{0,3}}[、和]{DIGITS}(?P<unit>(?:{_magnitudes()})?{_units()}|{_magnitudes()})")


def quantities(words: Grid, span: Span) -> Iterator[Quantity]:
    """Every Arabic numeral of a span and what is told in words (突破百亿元), in order, and a count in words behind an act and a thing (新建道路七条)."""
    text = words.text
    at = span.start
    wordy = WORDY.search(text, at, span.end) is not None
    while at < span.end:
        digit = DIGIT.search(text, at, span.end)
        match = _pattern().match(text, digit.start(), span.end) if digit else None
        for worded in _worded().finditer(text, at, match.start() if match else span.end) if wordy else ():
            if worded.start() not in words.inside and not tells_size(text, worded.start(), span):
                yield _in_words(worded)
        if match is None:
            break
        yield _judge(words, match, span)
        at = max(match.end(), match.start() + 1)
    spelled = SPELLED.search(text, at, span.end) if text[span.end - 1] in PIECES else None
    if spelled and spelled.start() not in words.inside and opening_act(without_manner(text[span.start : spelled.start()])):
        yield Quantity(Span(spelled.start(), spelled.end()), spelled_number(spelled["number"]), spelled["unit"], None, None)


def _in_words(match: re.Match[str]) -> Quantity:
    """突破|百亿元, 翻一番: a quantity without a digit."""
    if match["times"] is not None:
        return Quantity(Span(match.start("times"), match.end("times")), ONES.get(match["number"], 1), "番", None, None)
    if match["round"] is not None:
        return Quantity(Span(match.start("round"), match.end("counted")), ROUND[match["round"]], match["counted"], None, None)
    if match["few"] is not None:
        return Quantity(
            Span(match.start("few"), match.end("after" if match["after"] else "part")),
            ONES[match["few"]],
            match["part"],
            _after(match["after"]),
            None,
        )
    return Quantity(Span(match.start("ones" if match["ones"] else "unit"), match.end("unit")), ONES.get(match["ones"], 1), match["unit"], None, None)


def _judge(words: Grid, match: re.Match[str], span: Span) -> Quantity:
    start, end = match.span()
    reason = _reason(words, match, span)
    if reason:
        return (_lasting(words.text, match, span) if reason == "period" else None) or Quantity(Span(start, end), None, None, None, reason)
    unit = (match["magnitude"] or "") + (match["unit"] or "")
    if (not match["unit"] or unit == "个") and (later := _later().match(words.text, end, span.end)) and later["unit"].startswith(unit):
        unit = later["unit"]
    if not unit:
        return _unitless(words.text, match, span) or Quantity(Span(start, end), None, None, None, "number without unit")
    value: Number | tuple[Number, Number] = number(match["low"])
    if match["high"]:
        value = (number(match["low"]), number(match["high"]))
    return Quantity(Span(start, end), value, unit, _after(match["after"]) or (">" if match["odd"] or match["odd2"] else None), None)


def _lasting(text: str, match: re.Match[str], span: Span) -> Quantity | None:
    """平均受教育年限达到|9.5年以上|; None for a period in which something happened."""
    period = PERIOD.match(text, match.start(), span.end) if LASTING.search(text, max(span.start, match.start() - NEAR), match.start()) else None
    if period is None:
        return None
    after = AFTER.match(text, period.end(), span.end)
    return Quantity(Span(match.start(), (after or period).end()), number(match["low"]), period["unit"], _after(after[0] if after else None), None)


def _unitless(text: str, match: re.Match[str], span: Span) -> Quantity | None:
    """空气综合指数|4.8|, 城乡居民收入比缩小到|2.24∶1|; None for a number of which nothing tells that it needs no unit."""
    if match["high"] or not UNITLESS.search(text, max(span.start, match.start() - FAR), match.start()):
        return None
    ratio = TO_ONE.match(text, match.end(), span.end)
    return Quantity(Span(match.start(), (ratio or match).end()), number(match["low"]), ratio[0] if ratio else None, _after(match["after"]), None)


def _after(words: str | None) -> str | None:
    """The comparator that stands behind a number (以上, 左右), None if none does."""
    return next((sign for sign, marks in loader.toml("quantities")["comparators"]["after"] if words in marks), None)


def _reason(words: Grid, match: re.Match[str], span: Span) -> str | None:
    text = words.text
    start = match.start()
    before = text[start - 1 : start]
    if start in words.inside:
        quote = next(q for q in words.quotes_about(Span(start, start + 1)))
        if text[quote.start] in "“‘《「":
            return "part of a name or slogan"
    if SLOGAN.search(text, max(0, start - 30), start):
        return "explains a slogan"
    if max(len(match["low"]), len(match["high"] or "")) > LONGEST:
        return "longer than a quantity"
    if match["high"] and number(match["low"]) > number(match["high"]):
        return "no range"
    if before == "第":
        return "ordinal"
    if before == "前" and match["unit"] in RANKED:
        return "rank"
    if before and (before in "+./-*×" or before.isascii() and before.isalpha() and not text.endswith("GDP", 0, start)):
        return "part of a name"
    if YEAR.match(text, start) and not match["unit"] or DATE.match(text, start, span.end):
        return "date"
    if PERIOD.match(text, start):
        return "period"
    if PLACE.match(text, match.end() - len(match["unit"] or "")) and match["unit"]:
        return "part of a name"
    following = text[match.end("low") : match.end("low") + 2]
    lettered = (match["unit"] or "汉").isascii() and following[:1].isalpha()  # 30|GWh, no 5G
    if not match["magnitude"] and not lettered and following.startswith(tuple(loader.toml("quantities")["units"]["labels"])):
        return "part of a name"
    if following[:1].isascii() and following[:1].isalpha() and not match["unit"]:
        return "part of a name"
    if following[:1] == "+" or text.startswith(("级", "强"), match.end()):
        return "part of a name"
    if text[max(0, start - 3) : start] in ("稳增长", "促增长", "稳经济"):
        return "part of a name"
    if BASELINE.match(text, match.end()) and FROM.search(text, max(span.start, start - 40), start):
        return "baseline"
    if match["unit"] == "条" and ARTICLES.match(text, match.end()) and PAPER.search(text, max(span.start, start - 64), start):
        return "articles of a paper"
    if describes(text, match, span):
        return "attribute of a thing"
    if start == span.start and following[:1] in "、．.）)" and not match["unit"]:
        return "section number"
    return None


def number(digits: str) -> Number:
    """The number that Arabic digits write, as int where it is whole."""
    return float(digits) if "." in digits else int(digits)


def spelled_number(words: str) -> int:
    """The number below a hundred that Chinese numerals write (两 → 2, 二十三 → 23)."""
    tens, ten, ones = words.rpartition("十")
    return (ONES.get(tens, 1) * 10 if ten else 0) + ONES.get(ones, 0)
