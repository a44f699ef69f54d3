"""Numbers that say how large or which the things are that are spoken of, not how many or how much: 5000万元以上|项目, 20户以上|自然村."""

from __future__ import annotations

import re

from kg.reading.document import Span

# 50万|人口城市
PEOPLED = re.compile(r"人口(?:以上)?的?[^，。；、\d]{0,4}(?:城市|县城|城区)")
# 5000万元以上项目, 10万人以上城市: the number describes what is counted.
ATTRIBUTED = re.compile(r"[\u4e00-\u9fff](?<![，。；、的和投建入比全])")
# 年收入超10亿元|的企业达到5家: how large those are that the next number counts.
LARGER = re.compile(r"(?:以上|以下)?的?(?!总投资)[^，。；、\d]{0,6}(?:项目|企业|园区|集群|村|公司|市场)(?!完成|总)[^，。；、\d]{0,4}\d")
# 20户以上|自然村道路2万公里, 10千伏|线路40公里: the size of what the next number counts.
ABOVE = ("以上", "及以上", "以下", "及以下")
COUNTED_BEHIND = re.compile(r"(?:的[^，。；、\d]{2,16}|[\u4e00-\u9fff（）]{2,14}(?<![和与及达到为至长过]))\d")
MEASURED = re.compile(r"(?:(?:收入|产值|额|营收|税收|利润)(?:超过?|过|达|突破)?|超过?|过)$")
# 100亿元以上|5个, 年人均收入5000元以下|的脱贫人口
SO_LARGE = re.compile(r"\d+[个家项户]|的[^，。；、\d]{0,4}(?:人口|家庭|农户|群众|群体|对象)")
# 引进3个|30-50亿元|特大项目
COUNTED_BEFORE = re.compile(r"\d[个家]$")
HOW_LARGE = re.compile(r"(?:以上|以下|级)?的?[^，。；、\d]{1,10}(?:项目|企业|工程|园区|集群|产业)")
# 全国66个|流通节点城市之一
ONE_OF = re.compile(r"[^，。；、\d]{2,24}(?<!分)之一(?!的)")
# 20户以上|自然村
SETTLED = re.compile(r"的?(?:较大|集聚)?(?:自然|行政)?(?:村|屯|寨|嘎查)")
# 培育10家以上|龙头企业, 50%以上行政村: so many are counted, no size is told.
COUNTING = frozenset("个家户条项所处座场件支批名位款对组套间只")
# 甲公司|60万吨|精炼铜项目: how large the works are.
SIZES = ("吨", "GWh", "GW", "MW", "兆瓦", "千瓦", "吉瓦", "千伏")
WORKS = re.compile(r"(?![^，。；、]{0,3}项目)[^，。；\d的]{2,30}?(?:项目|工程|生产线)(?!\d|总投资)")
BUILT = re.compile(r"(?:[新改扩续]建|建成|建设|开工|投产|形成|完成|达|为|新增|装机|规模|能力|产能|产量|处置|[、，；：。])[^，。；、]{0,6}$")
# So far before a number, in characters, it is said what it is of.
NEAR = 12
# 4个产值|超三百亿元|的项目: how large the counted things are.
SIZE_TOLD = re.compile(r"\d[个家户][^，。；、\d]{0,6}(?:产值|营收|收入|规模|投资)$")


def tells_size(text: str, at: int, clause: Span) -> bool:
    """True for a sum in words at this place that says how large the things are that are counted before it."""
    return SIZE_TOLD.search(text, max(clause.start, at - NEAR), at) is not None


def describes(text: str, found: re.Match[str], clause: Span) -> bool:
    """True for a number that only describes things; `found` holds its parts (low, high, magnitude, unit, after)."""
    start, end, stop = found.start(), found.end(), clause.end
    unit, after = found["unit"] or "", found["after"]
    above = after in ABOVE
    if unit.endswith(SIZES) and WORKS.match(text, end, stop) and not BUILT.search(text, max(0, start - NEAR), start):
        return True
    if unit.endswith("元") and _of_sums(text, found, clause):
        return True
    if unit in ("户", "人") and above and SETTLED.match(text, end, stop) or unit == "岁" and found["high"] is not None:  # 0—7岁|残疾儿童
        return True
    if ONE_OF.match(text, end, stop) or PEOPLED.match(text, end, stop):
        return True
    counting = after not in ("以下", "及以下") and (unit in COUNTING or unit in ("%", "％"))
    if above and not counting and ATTRIBUTED.match(text, end, stop):
        return True
    return (above or (found["magnitude"], unit) == ("千", "伏")) and COUNTED_BEHIND.match(text, end, stop) is not None


def _of_sums(text: str, found: re.Match[str], clause: Span) -> bool:
    """The same for a sum of money."""
    start, end, stop = found.start(), found.end(), clause.end
    if LARGER.match(text, end, stop) and MEASURED.search(text, max(0, start - 8), start):
        return True
    if found["after"] in ABOVE and SO_LARGE.match(text, end, stop):
        return True
    return (
        COUNTED_BEFORE.search(text, max(clause.start, start - NEAR), start) is not None and HOW_LARGE.match(text, found.end("unit"), stop) is not None
    )
