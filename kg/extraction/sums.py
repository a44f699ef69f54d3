"""Sums of money and sizes, which say nothing without what they are the sum of."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.acts import acted_on, opening_act
from kg.extraction.indicators import trim
from kg.lexicon import loader

# 地区生产总值|增速保持在合理区间: how it went.
GOES = re.compile(r"增速|总体|保持|持续|稳步|运行|较快|已?连续|(?:实现|迈上|再上|跨上|跃上|迈过)[新第一二两三四五几]|相继跨越")
PAUSE = re.compile(r"[，。；]")
# 投入|2000万元|改造某街: the money before what it was spent on.
SPENT = ("投资", "投入", "累计投入", "累计投资", "投入资金", "财政投入", "出资", "筹资")
SPENDING = re.compile(r"，?(?:主要)?(?:实施|用于|进行|开展)?(?:了)?(?P<on>[^，。；;、][^，。；;]{3,39})")
GRANTED = re.compile(r"(?:安排|投入|拨付|下达|设立|筹集|整合|统筹)$")
# 推进|总投资|48.5亿元的14个|省市重点项目: a sum that stands before the things it is the sum of.
FORESTALLED = re.compile(
    r"(.*?)((?:计划)?总投资额?|完成投资|投资额?|总金额|(?:总|计划)?规模|(?:总)?建筑面积|总面积|总?装机(?:容量)?|总里程|总长(?:度)?|全长|总投入|总占地(?:面积)?|占地(?:面积)?|年?营业收入|年?产值|[日年][^，。；、\d的]{0,4}能力)"
)


@cache
def _sums() -> frozenset[str]:
    nouns = loader.toml("quantities")["nouns"]
    return frozenset((*nouns["sums"], *nouns["results"]))


def says_nothing_alone(phrase: str) -> bool:
    """True for a sum, a rate or a result, which say nothing without whose they are (总投资, 办结率, 营业收入)."""
    return re.sub(r"^(?:年内|当年|全年)", "", phrase) in _sums()


@cache
def _did() -> re.Pattern[str]:
    """项目|建成投产|，产值0.5亿元: what a thing did is no part of whose sum it is."""
    verbs = loader.toml("quantities")["predicates"]["done"]
    return re.compile(rf"(?<=..)(?:全部|已|顺利)*(?:{loader.alternation(verbs)}|通过[^，。；]+)$")


@cache
def _own_sum() -> re.Pattern[str]:
    nouns = loader.toml("quantities")["nouns"]
    return re.compile(rf"(?:{loader.alternation({*nouns['sums'], *nouns['results'], *nouns['bare']})})$")


@cache
def _sum_of() -> re.Pattern[str]:
    data = loader.toml("quantities")
    return re.compile(rf"(?<=..)(?:{loader.alternation(set(data['nouns']['sums']) - set(data['predicates']['come_about']))})$")


def owner(subject: str) -> str:
    """What a sum that follows what was spoken of belongs to: 人大代表建议|办复率 → 人大代表建议; empty where there is nothing but a sum."""
    return _did().sub("", _own_sum().sub("", plain_subject(subject)))


def without_sum(subject: str) -> str:
    """The things of which a sum or rate was told (重大项目|开工率), without the news of them (新|制定规章) where they are acted on."""
    things = _sum_of().sub("", subject)
    return things[1:] if things.startswith("新") and not opening_act(things) and opening_act(things[1:]) else things


def owner_of_sum(following: str) -> str:
    """100个|省市重点项目|完成投资300亿元: the count only says whose sum follows."""
    match = re.match(r"([^，。；\d]*?(?:项目|工程))(?:完成投资|总投资|计划总投资)[^，。；\d]{0,3}\d", following)
    return match[1] if match else ""


def plain_subject(subject: str) -> str:
    """What was spoken of, without the act and the news of it (新签约|文旅项目)."""
    subject = re.sub(r"(?<=..)起数$", "", subject)
    return re.sub(r"^(?:新|净)(?=..)|^(?:登记|注册|增)+(?=..)", "", acted_on(re.sub(r"^(?:新|净)(?:增|登记|注册|设立)*", "", subject)))


def subject_of(clause: str) -> str:
    """地区生产总值增速保持在合理区间 → 地区生产总值: what a clause without number hands on to the next."""
    how = GOES.search(clause, 2)
    return trim(clause[: how.start()]) if how and how.start() <= 16 and not PAUSE.search(clause, 0, how.start()) else ""
