"""Lists of names: 加快|成自宜、成兰、成昆扩能|等铁路项目 — the words behind 等 say what all of them are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, Item, cut_verbs, strip_lead
from kg.extraction.heads import LONGEST
from kg.extraction.records import EntityType
from kg.extraction.segmenter import UNKNOWN, frequency, tag
from kg.extraction.specific import COUNTED, common_words, is_proper, words_of
from kg.lexicon import loader
from kg.reading.document import Span

LINE = re.compile(r"[\u4e00-\u9fff]{2}线(?=建|开|通|投|全|加|等|$)")
# G542甲乙至丙丁村: a numbered road and its stretch.
ROUTE = re.compile(
    r"(?:国道|省道)[GS]?\d{2,3}(?:[\u4e00-\u9fff]{2,6}?(?:改线|改建|改扩建|改造|绕城|过境段?|段))?(?=等|、|，|。|；|全线|建成|开工|通车|$)|"
    r"(?:[GSX]\d{1,4}|(?:国道|省道|县道)[GSX]?\d{1,4})(?:[国省县]道|线)?[\u4e00-\u9fff]{2,9}(?:至|—|-)[\u4e00-\u9fff]{2,8}?(?:段|公路)?"
    r"(?:改建|改扩建|扩建|改造)?(?=等|、|，|。|；|全面|全线|加快|顺利|建成|开工|通车|项目|工程|$)"
)
# What is said of a member, where each has its own: 北延线|加快建设、旅游专线|一期完工.
PREDICATE = re.compile(
    r"(?:加快|全面|全线|主体|顺利|基本|有序|稳步|加速|成功|扎实|深入|持续|快速|如期|相继|尽快|尽早|早日|年内|建设)*(?:建设|推进|开工|动工|完工|竣工|建成|通车|投用|投产|贯通|运营|提速)+$"
)
PLAIN = 4
RARE = 100
# So many names for every common phrase in their list make a name of that, too.
SURELY = 3
PRELIMINARY = "前期工作"
BUILT = re.compile(r"开工|建设|建成|通车|开通|贯通|投用|加快|运营|推进")
COUNT = r"(?:\d+(?:\.\d+)?(?:余|多)?(?:平方公里|公里|[个条座项家所处件场批])?|一大?批|系列|各类|[一二三四五六七八九十]+[大个条项家])?"
BUILDING = r"(?:新建|改建|扩建|改扩建|迁建|升级|提升)?(?:建设|改造|工程|项目|开工|建成|投用|竣工|完工|动工)"
MODIFIER = r"(?:重大|重点|重要|大型|知名|国际|国际性|国家|专项|普速|跨江|穿山|中小型|大中小型|综合|市域|城际|骨干|沿线|龙头|优质|标志性|在内的)*"
TOWNS = ("镇", "乡镇")
# 退耕还林、天然林保护等|六大林业生态工程: the sum is a programme, and so are its members.
SUMMED = re.compile(r"[一二三四五六七八九十两]大[^\d、]{2,8}?(?:工程|行动|计划|改革|试点|攻坚战|战役)$")
# 蓝天、碧水、净土|保卫战: campaigns that share the last one's head.
CAMPAIGN = re.compile(r"(?:[一二三四五六七八九十两]大)?(?:保卫战|攻坚战)$")
# 防范化解|重大风险、污染防治攻坚战: what is averted is no campaign.
AVERTING = frozenset(("防范", "化解"))
# 超声医学工程、桥梁及隧道工程|2个国家重点实验室: the count sums up the list before it.
APPOSITION = re.compile(r"(?:\d|[两二三四五六七八九十])(?:个|家|座|条|所|项|大)(?P<rest>[^，。；\d]{2,16})$")


@cache
def _tails() -> tuple[re.Pattern[str], dict[str, EntityType]]:
    tails = loader.toml("names")["tails"]
    kinds = {t: EntityType(kind) for kind, words in tails.items() if kind != "Built" for t in words}
    # 等3个省: places; 等3个|省级重点项目: not
    called = rf"(?P<head>{loader.alternation(kinds)})(?![级属直定重])"
    built = rf"(?P<built>{loader.alternation(tails['Built'])})(?={BUILDING})"
    return re.compile(rf"等(?!级){COUNT}的?{MODIFIER}[^，。；、：]{{0,16}}?(?:{built}|{called})"), kinds


@cache
def _heads_of(kind: str) -> tuple[str, ...]:
    return tuple(loader.toml("names")["heads"].get(kind, ()))


@cache
def _zone_heads() -> tuple[str, ...]:
    return tuple(loader.toml("regions")["zones"]["heads"])


@cache
def _head_words() -> re.Pattern[str]:
    return re.compile(loader.alternation(_heads_of("Project")))


def list_candidates(words: Grid, clause: Clause, proper: frozenset[int]) -> Iterator[Candidate]:
    """Members of lists whose common head, behind 等 or on the last member, says their type."""
    yield from _lines(words, clause)
    pattern, kinds = _tails()
    group: list[Item] = []
    for item in clause.items:
        group.append(item)
        last = item is clause.items[-1]
        limit = clause.span.end if last else item.span.end
        tail = next((m for m in pattern.finditer(words.text, item.span.start, limit) if m.start() not in words.inside), None)
        if tail and (summed := SUMMED.search(words.text, tail.start(), tail.end())) and len(group) > 1:
            yield Candidate(Span(summed.start(), tail.end()), EntityType.PROGRAM, "list.sum", 0.75)
            yield from _members(words, group, tail.start(), EntityType.PROGRAM, "list.programs", 0.75)
        elif tail:
            kind = EntityType.PROJECT if tail["built"] else kinds[tail["head"]]
            if kind is EntityType.PROJECT:
                yield from _members(words, group, tail.start(), kind, "list.projects", 0.88)
            elif tail["head"] in TOWNS and len(group) > 1:
                yield from _places(words, group, tail.start(), proper)
            elif len(group) > 1 and kind in (EntityType.ORGANIZATION, EntityType.EVENT, EntityType.POLICY):
                yield from _members(words, group, tail.start(), kind, f"list.{kind.value.lower()}", 0.8)
            group = []
    if len(group) > 1:
        end = group[-1]
        counted = APPOSITION.search(words.text, end.name + 1, end.span.end)
        if counted and counted["rest"].endswith(_heads_of("Project")):
            yield from _members(words, group, counted.start(), EntityType.PROJECT, "list.counted", 0.95)
        yield from _shared_head(words, group, proper)


def _lines(words: Grid, clause: Clause) -> Iterator[Candidate]:
    """Roads by their number and stretch; 尖璧线建成投用: two characters and 线, no word of the language, where something is built."""
    for item in clause.items:
        if route := ROUTE.match(words.text, item.name, item.span.end):
            yield Candidate(Span(route.start(), route.end()), EntityType.PROJECT, "list.route", 0.85)
    if not BUILT.search(words.text, clause.span.start, clause.span.end):
        return
    for item in clause.items:
        match = LINE.match(words.text, item.name, item.span.end)
        if match and tag(match[0]) == UNKNOWN and tag(match[0][-2:]) == UNKNOWN or match and tag(match[0][:-1]) == UNKNOWN:
            yield Candidate(Span(match.start(), match.end()), EntityType.PROJECT, "list.line", 0.8)


def _members(words: Grid, items: Sequence[Item], end: int, kind: EntityType, rule: str, confidence: float) -> Iterator[Candidate]:
    generic = frozenset(loader.toml("names")["generic"]["words"])
    plain: list[tuple[Span, bool]] = []
    found = 0
    for item in items:
        stop = min(item.span.end, end)
        start, _ = strip_lead(words, item.name, stop)
        start = max(
            [start, *(m.end() for m in cut_verbs().finditer(words.text, start, stop) if m.start() in words.starts and m.start() not in words.inside)]
        )
        if stop - start < 2 or stop - start > LONGEST // 2 + 6:
            continue
        name = words.text[start:stop]
        counted = rule in ("list.counted", "list.programs")
        if not counted and COUNTED.search(words.text, item.span.start, start):
            continue
        headed = rule == "list.projects" and len(items) > 1 and name.endswith(_heads_of("Project"))
        if kind is EntityType.POLICY and item.verbs:
            continue  # 支持工业招商、加快设计产业发展等政策: what they are for, not what they are called
        if "的" in name or name in generic or name in _heads_of("Project"):
            continue
        if rule == "list.programs" and not name.endswith(tuple(words_of("deeds", "words")) + _heads_of("Program")):
            continue
        if kind is EntityType.PROJECT and name.endswith(_zone_heads()):
            found += 1
            yield Candidate(Span(start, stop), EntityType.REGION, "list.zone", 0.8)
        elif counted or headed or _is_noun(words, Span(start, stop)):
            found += 1
            yield Candidate(Span(start, stop), kind, rule, confidence)
        elif len(name) >= PLAIN:
            rare = any(frequency(words.text[t.start : t.end]) < RARE for t in words.tokens_of(Span(start, stop)))
            plain.append((Span(start, stop), rare))
    # 甲材料、汇川机器人、乙科技园等项目: where half of the members are names, one with a rare word in it is one too
    if found and found >= len(plain):
        for span, rare in plain:
            if rare or kind is EntityType.PROJECT and found >= SURELY * len(plain):
                yield Candidate(span, kind, f"{rule}.plain", confidence - 0.15)


def _places(words: Grid, items: Sequence[Item], end: int, proper: frozenset[int]) -> Iterator[Candidate]:
    """黄梅小池、浠水散花等一批镇: a known place with a further name behind it is that place's part."""
    for item in items:
        stop = min(item.span.end, end)
        inner = next((at for at in range(item.name, stop) if at not in proper), stop)
        name = words.text[item.name : stop]
        if (
            inner - item.name >= 2
            and 2 <= stop - inner <= PLAIN
            and not any(t.tag[0] in "vpcdru" for t in words.tokens_of(Span(inner, stop)))
            and "的" not in name
        ):
            yield Candidate(Span(item.name, stop), EntityType.REGION, "list.region", 0.75)


def _is_noun(words: Grid, span: Span) -> bool:
    """Members that are plain common words (先进制造、民生建设等项目) name nothing."""
    tokens = words.tokens_of(span)
    if words.text[span.start : span.end] in common_words():
        return False
    return not tokens or any(t.tag[0] in "xj" or t.tag in ("ns", "nr", "nrt", "nt", "nz") or t.end - t.start == 1 for t in tokens) or len(span) >= 7


def _shared_head(words: Grid, items: Sequence[Item], proper: frozenset[int]) -> Iterator[Candidate]:
    """嘉陵江利泽、乌江白马、涪江双江航电枢纽: members without head take the kind of the last one's head."""
    last = words.text[items[-1].name : items[-1].span.end]
    if CAMPAIGN.search(last):
        for item in items[:-1]:
            if 2 <= item.span.end - item.name <= PLAIN and item.name not in words.inside and not set(item.verbs) & AVERTING:
                yield Candidate(Span(item.name, item.span.end), EntityType.PROGRAM, "list.campaigns", 0.85)
        return
    heads = _heads_of("Project")
    head = max(_head_words().findall(last, 1), key=len, default=None)
    if head is None or head in ("中心", "基地", "平台", "项目", "工厂", "通道"):
        return
    for item in items[:-1]:
        end = item.span.end - (len(PRELIMINARY) if words.text.endswith(PRELIMINARY, item.name, item.span.end) else 0)
        if (predicate := PREDICATE.search(words.text, item.name, end)) and predicate.start() > item.name:
            end = predicate.start()
        name = words.text[item.name : end]
        if name in words_of("adverbs", "words") or name in ("国家", "自治区"):
            continue
        if not 2 <= len(name) <= 12 or name.endswith(heads) or "的" in name or COUNTED.search(name):
            continue
        if is_proper(words, Span(item.name, end), proper):
            yield Candidate(Span(item.name, end), EntityType.PROJECT, "list.shared-head", 0.8)
