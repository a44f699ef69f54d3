"""Whether words name one thing or a kind of things: 渝昆高铁 does, 高速铁路 does not."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import Grid
from kg.extraction.records import EntityType
from kg.extraction.segmenter import UNKNOWN, tag
from kg.lexicon import loader
from kg.reading.document import Span

# 市疾控中心, 省美术馆新馆: an institution of the place that reports.
OWN = re.compile(r"(?:我)?[省市县区州](?!域|际|政|内|外|场|直|级|重点|级|属|管|辖|民|情|容|校|企|院合作)")
OWN_LENGTH = 3
OWN_KINDS = ("项目", "基地", "园", "产业园")
# 市第一医院|创建省级区域医疗中心: what it is to become is not its name.
PROMOTED = ("创建", "争创", "打造", "建设")
SEVERAL = re.compile(r"(?:国家|[省市县区州])(?:级)?[、和]$")
# Short names of fairs: one or two characters and the last syllables of 博览会, 洽谈会, 交易会.
FAIRS = ("博会", "洽会", "交会", "贸会", "洽周")
# Heads that two characters are enough for: 机构改革, 脱贫攻坚.
SHORT = ("改革", "攻坚", "振兴", "保卫战", "攻坚战", "歼灭战", "阻击战")
# 推进|碧水行动: right behind a verb of launching two characters are enough for these, too.
LAUNCHED = ("行动", "战略")
PLAINLY = 4
UNNAMED = ("专项", "系列", "重点", "各类", "相关", "综合")
LAUNCH = re.compile(r"推进|实施|开展|启动|推行|[，、；。]$")
SEGMENT = re.compile(r"至|—|到")
# A facility of common words only is named from this length of its modifier on (城市大数据资源中心).
LONG = 7
# 文化广场203个: what is counted behind its noun is a kind of thing.
NUMBERED = re.compile(r"(?:达到?|增至|增加到|共有?|新增)?\d+(?:\.\d+)?[余多万]*(?:[个家条座处所项]|公里|亩|平方)")
# 非遗进|街区, 全部通|一级公路: what is reached is a kind of thing.
REACHED = re.compile(r"进$|^通(?:[一二三四]级|硬化|水泥|沥青|油|客)?$")
NUMBERED_INSIDE = re.compile(r"\d+(?:[个家条座处所项])")
# Counts and measures make a kind of things of what they stand before or behind.
COUNTED = re.compile(
    r"(?<![\d.])\d[\d.]*(?:余|多)?[万亿]?(?:大|个|条|座|家|所|处|套|批|项|件|支|只|艘|台|辆|张|户|名|人|公里|千米|平方|亩|亿元|元|米|%|月)|一批|多个|多条|系列|各类|等$"
)
# 战略|性开放平台: an ending of the word before, no beginning of a name.
SUFFIXES = "性型"
# 集成电路, 出路, 镇街: the last two characters are another word.
STREETS = ("路", "街")
NO_STREET = "道出线电思之开走回网镇改乡条"
# 高淳区高速公路: the roads of a place, not one of them.
BARE_LINES = ("高速公路", "公路", "铁路", "高铁", "管网", "水网", "路网", "管道", "隧道", "桥", "大桥")
LETTERS = re.compile(r"[A-Za-z“《]")
GRADE = re.compile(r"\dA级?")


@cache
def words_of(table: str, key: str) -> frozenset[str]:
    """The words of one list of the names lexicon."""
    return frozenset(loader.toml("names")[table][key])


def modified(modifier: str) -> bool:
    """True if something more specific than generic words stands before the head."""
    generic = words_of("generic", "words")
    rest = modifier
    while rest:
        known = next((rest[:n] for n in range(min(6, len(rest)), 0, -1) if rest[:n] in generic), None)
        if known is None:
            return True
        rest = rest[len(known) :]
    return False


def judge(words: Grid, span: Span, head: re.Match[str], kind: EntityType, proper: frozenset[int]) -> float | None:
    """The confidence that the words name one thing, None if they are generic."""
    modifier = words.text[span.start : head.start()]
    whole = words.text[span.start : span.end]
    if not modifier or whole[0] in SUFFIXES:
        return None
    if (
        whole in words_of("generic", "wholes")
        or whole.endswith(tuple(words_of("generic", "endings")))
        or kind is EntityType.PROJECT
        and ("以上" in modifier or modifier.endswith("为"))
    ):
        return None
    if head[0] in STREETS and modifier[-1] in NO_STREET:
        return None
    if head[0] in words_of("institutions", "heads") and (
        modifier.endswith(tuple(words_of("institutions", "kinds")))
        or modifier.startswith(tuple(w for w in words_of("institutions", "kinds") if len(w) > 1))
    ):
        return None
    if kind is EntityType.PROJECT and (NUMBERED_INSIDE.search(modifier) or REACHED.search(modifier)):
        return None
    if head[0] == "实事":
        return 0.7 if "民生" in modifier else None
    if "促" in modifier or "了" in modifier:
        return None
    if not modified(modifier) and span.end == head.end():
        # 实施|乡村建设行动: an action of common words is a name where it is launched
        launched = head[0] in LAUNCHED and len(modifier) >= PLAINLY and words.text[max(0, span.start - 2) : span.start] in ("实施", "开展", "启动")
        return 0.7 if launched and not modifier.startswith(UNNAMED) else None
    if head[0] in FAIRS and len(modifier) <= 3:
        return 0.85
    if head[0] == "号线" and modifier.isdigit():
        return 0.9
    named = is_proper(words, Span(span.start, head.start()), proper) or _across(words, head.start())
    if not named and kind is EntityType.PROJECT and head[0] not in OWN_KINDS and _own(words, span, modifier):
        return 0.8
    if "“" in modifier or "《" in modifier:
        return 0.92
    if head[0] in BARE_LINES and modifier.endswith(("省", "市", "区", "县", "州")) and all(at in proper for at in range(span.start, head.start())):
        return None
    if head[0] == "段" and not (SEGMENT.search(modifier) or re.search(r"铁|高速|公路|线", modifier)):
        return None
    if kind is EntityType.PROJECT and any(word in modifier for word in words_of("ordinary", "superlatives")):
        return None
    if head[0] == "项目" and not _listed(words, Span(span.start, head.start()), proper):
        return None
    if (not named or head[0] in words_of("proper", "heads")) and NUMBERED.match(words.text, span.end):
        return None
    if kind is EntityType.PROJECT or head[0] in words_of("proper", "heads"):
        if not named and head[0] in words_of("decreed", "heads"):
            return _decreed(words, span, modifier)
        if not named and (head[0] in words_of("proper", "heads") or not _uncommon(modifier)):
            return 0.65 if len(modifier) >= LONG and _built(words, span.start) else None
        return 0.9 if len(modifier) >= 2 else 0.7
    if kind is EntityType.PROGRAM:
        if len(modifier) == 1:
            return 0.8 if head[0] == "长制" else None
        plain = [t for t in words.tokens_of(Span(span.start, head.start())) if words.text[t.start : t.end] not in words_of("generic", "words")]
        # 集体|产权制度|改革: the word that reaches into the head counts
        reaching = words.word_before(head.start())
        if not plain and (reaching is None or reaching.end == head.start()):
            return None
        short = len(modifier) < 3 and head[0] not in SHORT and not (head[0] in LAUNCHED and LAUNCH.search(words.text, span.start - 2, span.start))
        if not named and (short or words.text[span.end : span.end + 1].isdigit()):
            return None
        return 0.92 if named or len(modifier) >= 6 else 0.8 if len(modifier) >= 4 else 0.7
    return 0.9 if named else 0.75


def _own(words: Grid, span: Span, modifier: str) -> bool:
    """True if 市 or 省 alone opens the name, and is no member of 国家、省 or 市、县."""
    listed = SEVERAL.search(words.text, max(0, span.start - 3), span.start) is not None
    if any(word in modifier for word in PROMOTED):
        return False
    return len(modifier) >= OWN_LENGTH and span.start + 1 in words.starts and OWN.match(modifier) is not None and not listed


def _across(words: Grid, head: int) -> bool:
    """新生圩|长江大桥: the dictionary has head and proper part as one word."""
    token = words.word_before(head)
    if token is None or not token.start < head < token.end or token.tag not in ("ns", "nz", "nt"):
        return False
    return words.text[token.start : token.end] not in words_of("common", "words") and words.text[token.start : head] not in _kinds()


def _built(words: Grid, start: int) -> bool:
    """A facility with a long name of its own, though of common words, right behind a verb of building."""
    return words.text[max(0, start - 2) : start] in ("建成", "建设", "组建", "打造", "搭建", "成立")


def _listed(words: Grid, span: Span, proper: frozenset[int]) -> bool:
    """Behind 项目 a coined word is not enough: a listed name, letters, a quotation or 中新… must stand before it."""
    text = words.text[span.start : span.end]
    return not proper.isdisjoint(range(span.start, span.end)) or bool(LETTERS.search(text)) or _bilateral().match(text) is not None


def _decreed(words: Grid, span: Span, modifier: str) -> float | None:
    """A rule without a proper part is a name where a verb puts it into force, or where it says much."""
    table = loader.toml("names")["decreed"]
    before = words.text[max(0, span.start - 4) : span.start]
    if before.endswith(tuple(table["verbs"])) and len(modifier) >= table["length"]:
        return 0.8
    return 0.6 if len(modifier) >= table["alone"] else None


def _uncommon(modifier: str) -> bool:
    """True if words before a line or building are neither generic nor a kind of such things."""
    return 2 <= len(modifier) <= 6 and _kind().search(modifier) is None


@cache
def _kinds() -> frozenset[str]:
    """Words that leave a thing a kind of things, whatever stands behind them."""
    return words_of("ordinary", "words") | words_of("generic", "words")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(loader.alternation(_kinds()))


@cache
def _bilateral() -> re.Pattern[str]:
    """中新…, 中德…: China and the first character of another state."""
    return re.compile(f"中[{''.join(loader.toml('regions')['countries']['letters'][1:])}]")


@cache
def common_words() -> frozenset[str]:
    """Words that jieba takes for names though they name nothing, by hand and by count."""
    return words_of("common", "words") | {row["word"] for row in loader.table("frequent")}


def is_proper(words: Grid, span: Span, proper: frozenset[int]) -> bool:
    """True if a known name, a coined word, letters or a quotation stands within the span."""
    text = words.text[span.start : span.end]
    if any(c in text for c in "“《") or re.search(r"[A-Za-z]|\d号|\+", GRADE.sub("", text)):
        return True
    if _bilateral().match(text):
        return True
    if any(prefix in text for prefix in words_of("common", "prefixes")):
        return True
    if not proper.isdisjoint(range(span.start, span.end)):
        return True
    common = common_words()
    if 2 <= len(text) <= 3 and tag(text) == UNKNOWN and text not in common:
        return True
    singles = 0
    for token in words.tokens_of(span):
        word = words.text[token.start : token.end]
        if len(word) == 1 and token.tag == "j" and word in loader.toml("regions")["abbreviations"]:
            return True
        if len(word) == 1 and token.tag not in ("c", "p", "u", "f", "m", "q"):
            singles += 1
            if singles >= 2:
                return True
            continue
        singles = 0
        if word in common:
            continue
        if token.tag == "x" and len(word) >= 2 and not word.isascii() or token.tag in ("ns", "nr", "nrt", "nt", "nz", "j"):
            return True
    return False
