"""What is said of counted things behind their number: 12家|企业|接入平台, 总投资5亿元的|某某产业园|开工建设."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import loader

MANNER = r"(?:已|均|都|全部|全面|加快|顺利|正式|有序|提前|逐一|胜利|妥善|相继|陆续|成功|整体|基本|稳步|扎实|圆满|如期|逐步|加速|抓紧|可|将|也)*"
COUNT = re.compile(r"\d+(?:\.\d+)?(?:余|多)?[万亿]?(?:平方米|公里|万亩|千瓦时?|兆瓦时?|个|项|条|座|家|处|所|户|套|台|辆|名|件|亩|米|吨)?")
# 完成治理|任务: what is left to do, or was, is no thing.
TASK = re.compile(r"(?<=..)(?<!^年度)(?<!^整改)(?<!^前期)(?:的)?(?:年度|目标)?(?:任务|工作)$")
# 小水电|顺利|退出: how it went is no part of what is counted.
SMOOTHLY = re.compile(r"(?<=..)(?:成功|顺利|如期|按期|按时|相继|陆续|率先|先后|尽早|及时)(?=..)")
# 1000个|投资10亿元以上重大项目: how large they are stands before what was counted.
OF_SIZE = re.compile(
    r"(?:总?投资|年?产值|营收|销售收入|主营业务收入)?(?:额)?(?:超过?|过|达)?\d[\d.]*(?:[-–—~～至]\d[\d.]*)?[百千万亿]+元(?:以上|以下|级)?的?[^，。；、\d]{2,}"
)
COMPLETED = ("完成", "实现")
# 救助站|和一批学校: what is counted with other words is no part of what this number counts.
OTHERS = re.compile(
    r"(?:、|和|与|及|以及|并)(?:(?:一|大|多|各|若干|相关)[批个类处条具]|新|实现|[^、，]{0,10}等|其他)[^，。；]*$|(?:用于|主要用于)[^，。；]*$"
)
# 省、市|重点项目 is one thing, 甲园、乙路 are two.
APART = re.compile(r"（[^（）]*）|\([^()]*\)|(?P<mark>[，。；]|(?<![A-Za-z\d])\d|(?<![国省市州县区])、|、(?![省市州县区]))")
ENDS = re.compile(r"[^，。；、]*?(?:项目|工程|产业园|园区|基地|中心|生产线)(?![^，。；、]{0,3}(?:项目|工程))")
# 某某产业园|等项目建设: the sum is of this one.
SINGLE = re.compile(r"(?<=...)等(?:项目|工程)(?:建设)?$")
PREDICATE = re.compile(
    rf"(?<=..){MANNER}(?:集中)?(?:开工|竣工|建成|投产|投用|落地|落户|签约|启动|完工|即将|投入使用|正式|全线|初具规模|主体(?:完工|竣工|封顶|工程)|开园|开业|开放|开馆|实现当年|实施|推进|进展|列入|纳入|通过|获批|加快建设|建设(?:全面|顺利|有序|加快|进展))[^，。；、]*$"
)


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(loader.toml("quantities")["predicates"][key])


@cache
def _said() -> re.Pattern[str]:
    """A thing, and behind it a predicate with an object, or that it came into use: the gold of a count names them before the thing."""
    reached, brought = loader.alternation(_words("reached")), loader.alternation(_words("brought"))
    return re.compile(
        rf"(?P<thing>[^，。；]{{2,24}}?)(?P<manner>{MANNER})(?<!并)(?:(?P<reached>(?:{reached})(?=[^，。；的]{{2,}}))|(?P<brought>(?:{brought})$))"
    )


@cache
def _come_about() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{loader.alternation(_words('come_about'))})$")


@cache
def _generic() -> re.Pattern[str]:
    """5个|村|开展试点: whoever is only called by its kind stands behind what it did."""
    return re.compile(rf"(?P<kind>{loader.alternation(_words('kinds'))}){MANNER}(?=(?:{loader.alternation(_words('did'))})..)")


@cache
def _served() -> re.Pattern[str]:
    """低保对象|发放|低保金: for whom something was done, and what."""
    return re.compile(rf"(?P<who>[^，。；、\d]{{1,16}}?)(?P<did>(?:累计)?(?:{loader.alternation(_words('served'))})了?(?![人对])[^，。；\d]{{2,}})")


@cache
def _for_whom() -> re.Pattern[str]:
    return re.compile(rf"[^，。；、\d]{{1,16}}(?:提供|{loader.alternation(_words('served'))})")


def is_for(text: str, start: int, end: int) -> bool:
    """True where something is done for those that a number counts: 全市累计为2006家|企业提供应急资金."""
    return _for_whom().match(text, start, end) is not None


def done_for(thing: str) -> str:
    """What was done for those that a number behind 为 counts, before them: 为13.6万名|低保对象|发放低保金 → 发放低保金低保对象."""
    served = _served().fullmatch(thing)
    return f"{served['did']}{served['who']}" if served else thing


def done_next(thing: str, act: str) -> str:
    """What was done to a thing next; behind it, where the act before stands there too: 项目落地417个、|开工|245个 → 项目开工."""
    done = _come_about().search(thing)
    return thing[: done.start()] + act if done else act + thing


def without_news(thing: str) -> str:
    """The thing without how it came about: 项目|新开工 → 项目."""
    return _come_about().sub("", thing)


def predicated(thing: str, done: str = "") -> str:
    """The counted thing with what is said of it first: 企业|接入平台 → 接入平台企业; behind 完成 it stays as it is (完成|贫困村整村推进)."""
    thing = SMOOTHLY.sub("", OTHERS.sub("", thing))
    if done.endswith(COMPLETED):
        return TASK.sub("", thing)
    if who := _generic().match(thing):
        # 73个|村|成功创建示范村: what they became says who they are
        return thing[who.end() :].removesuffix(who["kind"]) + who["kind"]
    match = _said().fullmatch(thing) if thing.endswith(_words("brought")) else _said().match(thing)
    if match is None:
        return TASK.sub("", thing)
    if match["reached"]:
        return f"{TASK.sub('', thing[match.start('reached') :])}{match['thing']}"
    return f"{match['brought']}{match['thing']}"


def uncounted(words: str) -> str:
    """Words without the counts in them: 新建|3所|幼儿园."""
    return COUNT.sub("", words)


def bare_thing(words: str) -> str:
    """A thing that a sum is told of, without count and predicate: 3个|山地公园|全面开工."""
    words = re.sub(r"^\d+(?:余|多)?[个项条座家处]", "", words)
    end = next((m.start() for m in APART.finditer(words) if m["mark"]), len(words))
    words = SINGLE.sub("", PREDICATE.sub("", words[:end]))
    match = ENDS.match(words)
    return match[0] if match else words
