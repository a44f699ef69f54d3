"""What belongs to an indicator's words and what only stands among them: notes, comparisons, examples, verbs of coming true."""

from __future__ import annotations

import re

# 危房改造[5], 双千工程（3）: the number of a note.
NOTE = re.compile(r"[\[［【〔（(]\^?\d{1,2}[\]］】〕）)]")
SINCE = (
    r"(?:上年|去年|前年|前[两三四五]年|上个五年|上榨季|上一年|上个月|上半年|下半年|同期|(?:20|19)\d\d年|“?十[一二三四五]五”?|[三五十]年前|年初|上届|历史|[上前]?[一二三四]季度|全[国省市区州县]|当年)"
    r"(?:同期|末|底|期末|初|时期|期间|年均|平均|平均水平|计划|预计数|决算数|执行数|[^，。；、\d]{0,4}前)*"
)
# 《纲要》提出未来五年|地区生产总值: who says it.
PROPOSED = re.compile(r"^[^，]{2,14}提出了?(?:今年|明年|未来[两三五十]年|到?20\d\d年|“?十[一二三四五]五”?(?:期间|时期)?)+")
# 林木覆盖率|比2016年|提高…: what the change is measured from.
COMPARED = re.compile(rf"[，、]?(?:仍|又|再|已)?(?:比|较|与|继)(?:{SINCE})(?:相比)?(?:又|再|将|共|净)?$")
# 粮食产量|连续4年|稳定在…
LASTING = re.compile(r"(?<=..)(?:已?连续|提前)[\d两三四五六七八九十]+(?:个月|年|季度)$")
# 中央财政|拟|安排
MEANT = re.compile(r"(?:拟|必保|将)(?=安排|投入|完成|实现|新建|建成|发放|签约|增加)")
# 赤字率|从去年的|2.1%提高到…
FORMER = re.compile(
    r"(?:分别)?(?:是|为|相当于|恢复至|恢复到|恢复)(?:20\d\d ?年|“?十[一二三四五]五”?)(?:末|底|同期|时期)?的?$|达到?(?:上年|去年)(?:同期)?的?$|^(?:增加|提高|上升|增长|提升|下降|降低|减少)到20\d\d年的?$|(?<=..)(?:由|从)(?:去年|上年|前年|年初|当年|20\d\d年|“?十[一二三四五]五”?末?)(?:末|底|初)?的?$"
)
# 水质优良率达到|并|保持在2%以上, 增速|设定在|7%: a verb that leads to the next.
LEADING = re.compile(r"(?<=..)(?:达到并|达到|设定在|定在|长期处于|处于|巩固在|突破到)$")
# “一小”|是指|0—3岁…: what is explained is not measured.
EXPLAINED = re.compile(r"^.*(?:是指|指|即)$")
# 提速率|平|均达到: half of a word that the verb behind it begins with.
HALF = re.compile(r"(?<![水公和太])平$")
# In this order: what one leaves the next may end.
BASELINES = (PROPOSED, EXPLAINED, LEADING, HALF, MEANT, LASTING, COMPARED, FORMER)
# Words that say how a number was reckoned: alone they stand for what was spoken of before.
MANNER = re.compile(
    r"(?:进一步|[一二三四]季度|[上下]半年|[一两三四五六七八九十\d]+个月内|实际|名义|同比|环比|可比价?|按?可比(?:价|口径)(?:格)?(?:计算)?|同口径|年均|平均每年|每年|平均|比上年|累计|分别|双双|均|又|再|其中|并|"
    r"同期|预计数|(?:已?连续|近)?[两三四五六七八九十\d]+(?:个月|年)|剔除[^，]{2,14}因素后?)+"
)
# 举办|文艺演出、体育比赛等|惠民活动: examples before the thing that was counted.
EXAMPLES = re.compile(r".*(?<![高中初平同相特优均何])等(?![级次待候额同值效分离])")
# 全市港口|完成|货物吞吐量, 龙头企业|实现|产值: the sum came true, the verb measures nothing.
REALISED = re.compile(
    r"(?:(?:要|全年|当年|年内|共|已|预计|累计|全部)*(?:实现|(?<=..)完成|完成(?![^，、；]*(?:投资|(?<!播种)(?<!种植)面积)$)|达成))(?=[^，、；]*(?:产值|收入|总值|总额|吞吐量|产量|运量|销售|投资|利润|增加值|零售额|出口|进口|金额|面积)$)"
)

# 行政村生活垃圾|得到|治理, 实施|了|扶贫项目: nothing is said by these.
LIGHT = re.compile(
    r"(?<=..)实现(?=(?:稳定)?脱贫$)|(?<=..)(?:得到(?:有效)?(?=治理$)|(?:予以|进行|实施)(?=[^，。；、]{0,6}(?:改造|改扩建|接种|整治|治理|维修|修缮)$))|(?<=^实施)了|(?<=^完成)了|^(?:自治区|[省市县区州])政府(?=组织|举办|召开|开展|出台|印发|实施|新建|完成)|(?<=..)共(?=完成投资)|(?<=得到)(?:有效|妥善|及时|充分|切实)(?=..)"
)
# 耕地红线|和|602.23万亩: what hangs at the edge of a phrase.
HANGING = re.compile(r"^[、，了]+|(?<=.)[、，和及\[［【]+$|(?<=[幅速率重])在$")


def without_notes(phrase: str) -> str:
    """The phrase without the numbers of notes."""
    return NOTE.sub("", phrase) if "[" in phrase or "（" in phrase or "［" in phrase or "(" in phrase else phrase


def without_comparison(phrase: str) -> str:
    """The phrase without what its change is measured from; empty where it is nothing else (比上年|增长5%)."""
    for pattern in BASELINES:
        phrase = pattern.sub("", phrase)
    return "" if MANNER.fullmatch(phrase) else phrase


def without_light(phrase: str) -> str:
    """The phrase without a verb that only carries another one (生活垃圾|得到治理, 适龄女童|进行疫苗接种)."""
    return LIGHT.sub("", phrase)


def without_examples(thing: str) -> str:
    """举办|文艺演出、体育比赛等惠民活动 → 惠民活动; a bare kind (活动, 项目) says nothing without them."""
    match = EXAMPLES.match(thing)
    if match is None or len(thing) - match.end() < 4 or "”" in thing[match.end() :] and "“" not in thing[match.end() :]:
        return thing
    return thing[match.end() :]


def without_realising(phrase: str) -> str:
    """The phrase without the verb that says that a sum came true (龙头企业|实现|产值)."""
    match = REALISED.search(phrase)
    return phrase[: match.start()] + phrase[match.end() :] if match else phrase


def rounded_off(phrase: str, text: str) -> str:
    """The phrase without a mark or conjunction that hangs at its edges, and with the bracket closed that the text closes (镇（街道|）12个)."""
    phrase = HANGING.sub("", phrase) or phrase
    if phrase.count("（") > phrase.count("）"):
        opened = phrase.rindex("（")
        return f"{phrase}）" if f"{phrase[opened:]}）" in text else phrase[:opened] or phrase
    return phrase
