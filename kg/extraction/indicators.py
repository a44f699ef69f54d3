"""The noun phrase that a number measures: trimmed of time and manner, shared out over lists."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.segmenter import UNKNOWN, tag
from kg.extraction.wording import without_comparison, without_notes
from kg.lexicon import loader

TIME = re.compile(
    r"^[一二三四五六七八九十]{1,3}是|^用[一两三四五]年(?:左右)?的?时间|^\d{1,3}[.．、](?!\d)|^(?:内)?时间(?:内)?(?=[^的长表])|^(?:是)?指(?=[^数标导令])|^我[国省市州县区盟旗](?=..)|^(?:到|至|截至|预计到)? ?(?:20\d\d ?年(?:底|末|度)?|年底|年末|期末|“?十[一二三四五]五”?(?:期间|末|时期)?|全年|今年|年内|年底前|\d{0,2}月底前|提前(?:[\d一两二三四五六七八九十]+个?多?[年月天])?(?=完成|实现)|去年|上年度?|当年|本年度?|(?:未来|今后)(?:的)?[三五]年)[，,]?"
)
BEHIND = re.compile(
    r"^(?:采取|通过|依托|利用|经过)[^，。；、]{2,14}(?:方式|形式|途径|模式|办法|渠道|手段|努力)(?=..)|.*(?:因素后|基础上|的同时|情况下|背景下)|(?:按[^，。；、]{0,4}|同|可比|新)口径(?:计算)?"
)
# 一般公共预算收入|扣除留抵退税因素后|下降11.2%
WITHOUT = re.compile(r"(?<=..)(?:剔除|扣除)[^，。；、]{2,14}(?:因素|影响)(?:影响)?后?$")
# 常住人口|由637万人|增加到…: the level it rose from is no part of what is measured.
RISEN = re.compile(
    r"(?:^|(?<=..))(?:由|从)(?:(?:19|20)\d\d年(?:末|底)?的?|[^，。；、\d]{0,8}的|平均|人均|每人(?:每[年月天])?|“?十[一二三四五]五”?末)?[-－]?[\d零].*$"
)
# 人大代表建议和政协提案|办结率|、|满意率: rates that stand last in a list are of all that stands before them.
RATE = re.compile(r"(.*?)([^、]{2}率)")
# Of whom a rate is, if it stands first, is told in no fewer characters: 养老保险|参保率、代缴率.
WHOSE = 4
# 固定资产投资|六年|完成3332亿元
YEARS = re.compile(r"(?<=...)(?<![全届本])[一两二三四五六七八九十]{1,2}年(?:来|间)?$")
# What is measured of acts: 流转|面积, 出口|占比.
OF_ACTS = ("面积", "占比", "比重")
INDUSTRY = re.compile(r"^(?:产业|工业|制造业)")
# What stands between two things; 国、省考核断面 is one.
COMMA = r"(?<![国省市县])、|、(?![省市县区](?:级|考|控|重点))"
LIST = re.compile(rf"{COMMA}|和(?!美[乡村])|与|(?<!普)及(?!率|以)|以及")
RESIDENTS = re.compile(r"^(全[省市县区州])?(?:城乡|城镇和农村|城镇、农村|城、乡|城市和农村)(常住)?居民")
# 城乡|社区养老设施覆盖率
TOWN_AND_COUNTRY = re.compile(r"城乡(?!居民|低保|一体|融合|统筹|建设|规划|结合)")
# 城市、县城、农村|低保标准: places that share what is measured.
PLACE = r"(?:城市|城镇|城区|县城|市区|农村|乡村|城乡|沿海|山区|川区)"
PLACES = re.compile(rf"(.*?)({PLACE}(?:(?:[、和与及]|以及){PLACE})+)(?!居民)(.+)")
# 存贷款余额, 产销量: two in one word.
PAIRS = (
    ("存贷款", "存款", "贷款"),
    ("存、贷款", "存款", "贷款"),
    ("产销", "产", "销"),
    ("城乡低保", "城市低保", "农村低保"),
    ("化肥农药", "化肥", "农药"),
    ("内外资", "内资", "外资"),
    ("内、外资", "内资", "外资"),
)
SECTORS = re.compile(r"(.*?)(?:第?一、二、三(?:次)?产(?:业)?|三次产业)(.*)")
# 国家级、省级|“双创”平台
LEVEL = re.compile(r"(?:国家|自治区|省|市|州|县|区)级")
# A、B等|产业集群营业收入: what stands behind 等 is said of each.
OTHERS_TOO = re.compile(r"(.{2,})(?<![高中初平同相优均])等(?![级次待候额同值效分])(.{4,})")
# A、B占地区生产总值比重, A、B对工业增长贡献率: what the last of a list says of all.
TOLD_OF_ALL = re.compile(r"(?<=..)(?:占.+|对.+率)$")
# 生猪、肉牛分别|出栏
SEVERALLY = re.compile(r"(.+?)(?:累计|年均)?分别(?!为)([^，、]{2,8})")
# What joins a phrase to the one before; 及时, 和谐 are words.
LEADING = re.compile(r"^(?:[，、的 ]|和(?!谐)|及(?!时))+")
# 要|把|居民消费价格|控制在3%
HELD = re.compile(r"^(?:要?把(?![握关控])|(?:第一时间|首次|全部|及时)将)")


@cache
def _words(table: str, key: str) -> tuple[str, ...]:
    return tuple(loader.longest_first(loader.toml("quantities")[table][key]))


@cache
def _first() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The first of a list that ends in a noun which says nothing alone, and such a noun alone (事故|起数和|死亡人数)."""
    bare = loader.alternation(_words("nouns", "bare"))
    return re.compile(rf"(.{{2,}}?)总?(?:{bare})$"), re.compile(rf"(?:{bare})$")


def trim(phrase: str) -> str:
    """The phrase without time, manner and verbs that only hand it on (带动旅游总收入 → 旅游总收入)."""
    phrase = without_notes(phrase).strip("，、；：。—　 （）()[［①②③④⑤⑥⑦⑧⑨⑩")
    phrase = RISEN.sub("", BEHIND.sub("", WITHOUT.sub("", phrase)))
    bound, whole, telling, passing, trailing = (_words("verbs", key) for key in ("bound", "whole", "telling", "passing", "trailing"))
    changed = True
    while changed and phrase:
        changed = False
        shorter = HELD.sub("", TIME.sub("", phrase))
        for word in passing if shorter.startswith(passing) else ():
            if (
                shorter.startswith(word)
                and len(shorter) > len(word) + 1 + (word in telling)
                and not shorter.startswith(bound if len(word) == 1 else whole)
            ):
                shorter = shorter[len(word) :]
                break
        shorter = LEADING.sub("", shorter)
        changed, phrase = shorter != phrase, shorter
    changed = True
    while changed and phrase.endswith(trailing):
        changed = False
        for word in trailing:
            if phrase.endswith(word) and len(phrase) > len(word) + 1 and not phrase.endswith(("人均", "许可", "认可")):
                phrase, changed = phrase[: -len(word)], True
    return without_comparison(YEARS.sub("", phrase))


def share_out(phrase: str, count: int) -> list[str]:
    """The indicators of `count` numbers that one phrase introduces (annotation guideline: shared indicators).

    城乡居民人均可支配收入 → 城镇居民…, 农村居民…; 电子、材料产业增加值 → 电子产业增加值, 材料产业增加值.
    """
    if count == 1:
        return [phrase]
    if (each_did := SEVERALLY.fullmatch(phrase)) and len(each := LIST.split(each_did[1])) == count:
        return [one + each_did[2] for one in each]
    if count == 2 and (both := two_in_one(phrase)):
        # 城乡居民|养老保险和医疗保险|参保率: what is listed is told apart
        listed = members(phrase) if (residents := RESIDENTS.match(phrase)) and "城乡" in residents[0] else []
        return listed if len(listed) == count else both
    if (places := PLACES.fullmatch(phrase)) and len(each := LIST.split(places[2])) == count:
        return [places[1] + place + places[3] for place in each]
    if count == 3 and (industries := SECTORS.fullmatch(phrase)):
        return [f"{industries[1]}第{number}产业{industries[2]}" for number in "一二三"]
    parts = members(phrase)
    if len(parts) > count == phrase.count("、") + 1 and (is_measured((whole := members(phrase, listed="、"))[0]) or OTHERS_TOO.search(phrase)):
        return whole  # 金融业、|软件和信息服务业|增加值: 和 joins the words of one
    if len(parts) + 1 == count and (double := next((p for p in parts if two_in_one(p)), None)):
        at = parts.index(double)
        parts[at : at + 1] = two_in_one(double)
    return parts if len(parts) == count else [phrase] * count


def two_in_one(phrase: str) -> list[str]:
    """城乡居民收入 → 城镇居民收入, 农村居民收入; empty where the phrase names one thing."""
    if residents := RESIDENTS.match(phrase):
        rest = (residents[2] or "") + "居民" + phrase[residents.end() :]
        return [f"城镇{rest}", f"农村{rest}"]
    if TOWN_AND_COUNTRY.match(phrase):
        return ["城市" + phrase[2:], "农村" + phrase[2:]]
    pair = next((p for p in PAIRS if p[0] in phrase), None)
    return [phrase.replace(pair[0], part, 1) for part in pair[1:]] if pair else []


def members(phrase: str, listed: str = LIST.pattern) -> list[str]:
    """The members of a list, each with the measured noun that the last one states for all; `listed` is a pattern of what stands between them."""
    pieces = [p for p in re.split(listed, phrase) if p]
    if len(pieces) < 2:
        return [phrase]
    if (level := LEVEL.match(pieces[-1])) and all(LEVEL.fullmatch(piece) for piece in pieces[:-1]):
        return [*(piece + pieces[-1][level.end() :] for piece in pieces[:-1]), pieces[-1]]
    head, bare = _first()
    first = None if bare.match(pieces[0]) else head.match(pieces[0])
    if first and any(map(bare.match, pieces[1:])) and all(bare.match(piece) or is_measured(piece) for piece in pieces[1:]):
        # 旅游|接待人次、总收入
        whose = first[1].removesuffix("接待")
        return [pieces[0], *(beside(pieces[0], piece) or whose + piece if bare.match(piece) else piece for piece in pieces[1:])]
    if rates := _rates(pieces, phrase):
        return rates
    if (example := OTHERS_TOO.fullmatch(pieces[-1])) and not any("等" in piece for piece in pieces[:-1]):
        return [*(piece + example[2] for piece in pieces[:-1]), example[1] + example[2]]
    if told := TOLD_OF_ALL.search(pieces[-1]):
        return [piece if TOLD_OF_ALL.search(piece) else piece + told[0] for piece in pieces]
    suffix = _suffix(pieces[-1])
    common = "" if _suffix(pieces[-2]) else _common(pieces[-2], pieces[-1], suffix)
    # 利用外资、|进出口总额: nothing is said of all
    suffix = common or (suffix if suffix != pieces[-1] else "")
    prefix = pieces[0][0] if pieces[0][0] in "对" else ""
    shared = []
    for piece in pieces:
        tail = INDUSTRY.sub("", suffix) if piece.endswith("业") else suffix.removeprefix("保险") if piece.endswith("医保") else suffix
        whole = piece if piece is pieces[-1] or _suffix(piece) or not suffix else piece + tail
        if prefix and not whole.startswith(prefix):
            whole = prefix + whole
        shared.append(whole)
    return shared


def _common(beside: str, last: str, suffix: str) -> str:
    """What the last of a list says of all, where its own word is like the one beside it: 绿电、绿证|交易规模, 城市公园、口袋公园|保有量; else empty."""
    for size in (2, 1):
        at = last.find(beside[-size:], 1 if size == 2 else 0) if len(beside) >= size else -1
        end = at + size
        # 污染地|块: no word is cut
        if (
            at >= 0
            and len(suffix) < len(last) - end
            and abs(end - len(beside)) <= 2
            and tag(last[end - 1 : end + 1]) == UNKNOWN
            and "均" not in last[end:]
        ):
            return last[end:]
    return ""


def beside(subject: str, phrase: str) -> str:
    """The noun that stands beside another one with what both are of: 银行|存款余额, 贷款余额 → 银行贷款余额; empty where they are no pair."""
    for first, *others in loader.toml("quantities")["nouns"]["beside"]:
        if phrase in others and subject.endswith(first) and len(subject) > len(first):
            return subject.removesuffix(first) + phrase
    return ""


def _rates(pieces: list[str], phrase: str) -> list[str]:
    """建议和提案办结率、满意率 → 建议和提案办结率, 建议和提案满意率; empty where no two rates end the list."""
    at = len(pieces)
    while at and pieces[at - 1].endswith("率"):
        at -= 1
    first, *others = map(RATE.fullmatch, pieces[at:]) if at < len(pieces) - 1 else [None]
    if first is None or not at and len(first[1]) < WHOSE or any(other is None or len(other[0]) > (5 if at else 3) for other in others):
        return []
    of = phrase[: phrase.find(pieces[at])] + first[1]
    return [of + rate for rate in (first[2], *pieces[at + 1 :])]


def _suffix(piece: str) -> str:
    for noun in _words("nouns", "measured"):
        at = piece.rfind(noun)
        if at > 0 and at + len(noun) >= len(piece) - 1:
            for head in ("产业集群", "产业链", "产业", "工业", "制造业", "业"):
                if piece[:at].endswith(head) and len(piece[:at]) > len(head):
                    return piece[at - len(head) :] if head != "业" else piece[at:]
            # 新品种、新技术|推广率, 土地和草场|流转面积: a rate or a size says nothing without what was done
            return piece[at - 2 :] if at > 2 and (noun == "率" or noun in OF_ACTS and tag(piece[at - 2 : at])[0] == "v") else piece[at:]
        if at == 0 and len(noun) >= len(piece) - 1:
            return piece
    return ""


ADDED = re.compile(r"新|扩|治理|改造|改建|绿化|修复")


def is_measured(phrase: str) -> bool:
    """True if the phrase ends in a noun that can be measured (居民收入, not 污染防治)."""
    return phrase.endswith(_words("nouns", "measured"))


def is_share(indicator: str) -> bool:
    """True if a percentage of this indicator is the level of a ratio."""
    return indicator.endswith(_words("nouns", "shares")) or "占" in indicator


def is_increment(indicator: str) -> bool:
    """True if the indicator speaks of what was added within the year."""
    return any(word in indicator for word in _words("nouns", "increments"))


def is_stock(indicator: str) -> bool:
    """True if the phrase ends with a sum or size of what there is, and nothing is added to it (总装机, 通车里程, 产值)."""
    return indicator.endswith(tuple(_words("nouns", "stocks"))) and not is_increment(indicator) and not ADDED.match(indicator)
