"""One phrase, several numbers; one number, several members (annotation guideline: shared indicators)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extraction.acts import closing_act, ending_act, opening_act
from kg.extraction.indicators import LEVEL, members, share_out, two_in_one
from kg.extraction.predicates import MANNER
from kg.extraction.readings import SHARES
from kg.extraction.records import Comparator, Measure, Target
from kg.extraction.segmenter import tag
from kg.lexicon import loader

SEVERALLY = re.compile(r"(?:年均|平均|同比|增速|比上年|较上年|均)?分别")
# 实际利用外资、引进内资|分别增长12%: one number for all.
EACH = re.compile(r"(?:(?<![年月人平])均|分别|双双)(?:超过?|达到?|增长|提高|下降|压缩|为|实现|保持|稳定|突破|高于|在)")
# 地区生产总值和城乡居民人均收入|比2010年翻一番
DOUBLED = "番"
CHANGES = (Measure.GROWTH, Measure.DECREASE)
CLOSING = (Comparator.ABOUT, Comparator.AT_LEAST, Comparator.AT_MOST)
# 新增航线2条、达30条: a verb of its own says something else of the same thing.
BARE_NUMBER = re.compile(r"(?:[年月]?人均|每人每[年月])?[\d超约近逾]")
LEVELS = re.compile(rf"{LEVEL.pattern}(?:以上)?")
MODEL = re.compile(r"(?:示范|标准|专业|精品)[^、]{1,3}$")
DONE = re.compile(
    r"(?:基本|全面|圆满|顺利|超额|已|统筹|持续|加快(?=推进|实施)|强力|扎实|积极|有序|深入|继续|重点|高质量)*(?P<verb>完成|实施|推进|抓好|加快(?!推进|实施))了?"
)
# 42个|贫困县、|1622个: one thing of a list of counts.
LISTED = re.compile(r"(?P<thing>[^，。；、\d]{2,20})(?:、|和|与|及|以及)(?:约|近|超)?")


def shared(words: str, found: list[Target], recent: list[Target]) -> list[Target]:
    """The targets of one clause (`words`) with the members of its list: 分别 gives each number its own member of the list; 均 gives each member the one number."""
    if len(found) == 1 and ((each := EACH.search(words)) or found[0].unit == DOUBLED):
        parts = members(found[0].indicator)
        if len(parts) == 1 and each:
            parts = two_in_one(found[0].indicator)
        if len(parts) > 1:
            return [replace(found[0], id=f"{found[0].id}:{n}", indicator=part) for n, part in enumerate(parts)]
    if len(found) == 1 and re.search(r"各(?:超过?|达|约|近)?\d", words):
        # 新建体育场馆、文化站各10个: so many of each
        act = opening_act(found[0].indicator)
        parts = members(found[0].indicator.removeprefix(act))
        if len(parts) > 1:
            return [replace(found[0], id=f"{found[0].id}:{n}", indicator=act + part) for n, part in enumerate(parts)]
    if (
        len(found) == 1
        and found[0].indicator.endswith("率")
        and not found[0].indicator.endswith("效率")
        and "等" not in words
        and found[0].indicator in words
    ):
        parts = members(found[0].indicator)
        if len(parts) == 2 and "的" not in parts[1] and all(p.endswith("率") for p in parts):
            return [replace(found[0], id=f"{found[0].id}:{n}", indicator=part) for n, part in enumerate(parts)]
    if len(found) < 2:
        return found
    if (done := DONE.match(words)) and (act := closing_act(words)) and all(t.measure is Measure.INCREMENT for t in found):
        # 完成100公里供水管网、75公里污水管网新建或改造: the act behind the last one is that of all;
        # one that is no compound stays behind each (完成|水土流失|治理)
        verb, joined = done["verb"], any(mark in act for mark in "或和及、")
        if verb == "完成":
            things = [t.indicator.removeprefix(act).removeprefix(verb).removesuffix(act) for t in found]
            return [replace(t, indicator=act + thing if joined else verb + thing + act) for t, thing in zip(found, things, strict=True)]
        if not joined and not any(ending_act(t.indicator) or t.indicator.endswith(("项目", "资金", "”")) for t in found[:-1]):
            # 推进4条景观大道、6条精品线路|建设
            return [*(replace(t, indicator=t.indicator + act) for t in found[:-1]), found[-1]]
    found = _befallen(words, found)
    if SEVERALLY.match(words) and len(found) <= len(recent):
        # …接待游客1.7亿人次，旅游总花费突破3000亿元，分别增长15.6%、24.4%: one each for what was named before
        named = recent[-len(found) :]
        return [replace(t, indicator=n.indicator, measure=found[0].measure) for t, n in zip(found, named, strict=True)]
    return severally(_bounded(found, "分别" in words))


@cache
def _befell() -> re.Pattern[str]:
    """贫困村|全部|脱贫退出: a thing, and what became of it and of those listed before it."""
    verbs = loader.alternation(loader.toml("quantities")["predicates"]["befell"])
    return re.compile(rf"[^，。；、]{{1,20}}?{MANNER}(?P<did>(?:{verbs})[^，。；、]{{0,14}})$")


def _befallen(words: str, found: list[Target]) -> list[Target]:
    """42个贫困县、1622个贫困村|全部脱贫退出: what stands behind the last of a list of counts befell all of them."""
    last = found[-1]
    begin = words.rfind(last.text)
    befell = _befell().match(words, begin + len(last.text)) if begin >= 0 and last.measure is Measure.INCREMENT else None
    if befell is None:
        return found
    ahead = last.indicator.startswith(befell["did"])
    made = [last]
    for target in reversed(found[:-1]):
        at = words.rfind(target.text, 0, begin)
        listed = LISTED.fullmatch(words, at + len(target.text), begin) if at >= 0 else None
        if listed is None or target.measure is not Measure.INCREMENT:
            break
        thing = listed["thing"]
        if target.indicator.removeprefix("实现") != thing or _befell().search(thing) or tag(thing[-2:])[:1] == "v":
            break
        made.append(replace(target, indicator=f"{befell['did']}{thing}" if ahead else f"{thing}{befell['did']}"))
        begin = at
    return [*found[: len(found) - len(made)], *reversed(made)]


def _bounded(found: list[Target], each: bool) -> list[Target]:
    """分别增长8%、9%左右, 突破20亿元、200亿元: that of the first number holds for those behind, and with 分别 that of the last for those before it."""
    made: list[Target] = []
    for first in dict.fromkeys(t.indicator for t in found):
        run = [t for t in found if t.indicator == first]
        if not all(BARE_NUMBER.match(t.text) for t in run[1:]):
            made += run
            continue
        ends, opens = run[-1].comparator, run[0].comparator
        closed = each and ends in CLOSING and run[-1].text.endswith(("左右", "以上", "以内", "以下"))
        opened = opens is Comparator.MORE and not run[0].text.endswith(("余", "多"))
        bound = ends if closed else opens if opened else Comparator.EQUAL
        made += [replace(t, comparator=bound) if t.comparator is Comparator.EQUAL else t for t in run]
    return sorted(made, key=lambda t: t.span)


def severally(found: list[Target]) -> list[Target]:
    """Numbers in a row that one phrase introduces, each with its own member of the phrase, once for levels and once for changes."""
    own: dict[str, Target] = {}
    for first in dict.fromkeys(t.indicator for t in found):
        for changes in (False, True):
            run = [t for t in found if t.indicator == first and (t.measure in CHANGES) == changes]
            parts = share_out(first, len(run)) if all(BARE_NUMBER.match(t.text) for t in run[1:]) else [first]
            if run and run[0].measure is Measure.INCREMENT and (act := opening_act(parts[0])):
                # 改造|供热、燃气管网: the act is that of all
                parts = [part if opening_act(part) else act + part for part in parts]
            if len(set(parts)) > 1 and min(map(len, parts)) > 1 and opening_act(parts[0]) != parts[0]:
                own |= {t.id: replace(t, indicator=part, measure=measured_like(run[0], t.unit)) for t, part in zip(run, parts, strict=True)}
    return [own.get(t.id, t) for t in found]


def measured_like(first: Target, unit: str | None) -> Measure:
    """What a number in a row measures as the first one does; an area is no share: 绿地率38%、人均公园绿地面积|17平方米."""
    return Measure.LEVEL if first.measure is Measure.SHARE and unit is not None and unit not in SHARES else first.measure


def shared_attribute(former: str, phrase: str) -> str:
    """创建|省级生态|示范县1个、示范镇9个: what stands before the word that both of a list begin with."""
    at = former.find(phrase[:2])
    return former[:at] if at > 0 and (MODEL.match(phrase) or LEVELS.fullmatch(former[:at])) else ""
