"""Names that end with a head noun: 实施|城镇小区配套幼儿园专项整治, 渝昆高铁|开工, 获批|国家城乡融合发展试验区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import CONJUNCTIONS, COUNTED, Clause, Grid, Item, cut_verbs, ends_with_head, strip_lead
from kg.extraction.records import EntityType
from kg.extraction.segmenter import ETC
from kg.extraction.specific import FAIRS, is_proper, judge, modified, words_of
from kg.extraction.works import settled
from kg.lexicon import loader
from kg.reading.document import Span

LONGEST = 40
# 甲改造工程（一期）|和|乙加固工程: each has its own head.
JOINED = re.compile(r"(?:工程|项目|计划|行动|制度|试点|改革|工作|战略)(?:（[^（）]{1,20}）)?([和与及])")
# 对|立中百亿工业园: the preposition that jieba ties to the name.
TOWARDS = re.compile(r"对(?![外口台俄日接标内])(?=[\u4e00-\u9fff]{4})")
# Longest of two names that share a head.
TWIN = 4
BRACKET = re.compile(r"（[^（）“]{1,8}）")
PHASE = re.compile(
    r"[一二三四五六七八九十](?:、[二三四五六])*期(?:工程|项目)?|(?:扩能)?改造工程|主体工程|配套工程|第[一二三四五]跑道|(?:(?:扩能|提速|快速化|电气化|升级|提质|提升|综合|现代化)?改造|扩能|扩容|迁建|改扩建|扩建|改建|改线|综合整治|(?<=航道)整治|(?<=河道)(?:整治|治理)|搬迁|[东西南北]延(?:段|线|伸)?|增建二线|除险加固|综合楼)(?=[，。；、等和及项加开建]|$)"
)
# Heads of one character that stand in many words: only a clear end makes names of them.
SHORT_HEADS = ("港", "桥", "奖", "路", "街")
DECIDED = re.compile(r"(?:党?中央|国务院|自治区党委|[省市县区州]委|[省市县区州]政府)*")
BUILDS = re.compile(r"(?:投资|承建|参与|出资|共同)?(?:建设|兴建|新建|投资|打造|运营|建造)(?:的)?(?!银行|集团|兵团|厅|局|委)")
KIND = re.compile(r"项目(?!建设|前期|、)")
FOLLOWS = re.compile(
    r"建设|工作|任务|项目|等|为|成效|进展|前期|主体|全线|首|顺利|扎实|取得|深入|稳步|有序|有力|加快|全面|成功|正式|基本|如期|相继|纵深|持续|不断|效应|成果|规划建设|规划研究|开通|"
    r"保护性|的|[，。；、：！？（）“”《》—\d]|$"
)
COUNT_BEFORE = re.compile(r"(?:\d|[一两二三四五六七八九十百])(?:余|多)?(?:个|条|座|家|批|所|处|件|类|支|场)$")
KIND_COUNTED = re.compile(r"(?:\d|[一两二三四五六七八九十百])(?:余|多)?(?:个|条|座|家|批|所|处|件|类|支|场)[\u4e00-\u9fff]{0,4}$")
PREPOSITIONS = frozenset("向对在把将被由从以用当为促沿是借")
PLANNING = ("规划建设", "规划研究", "规划布局", "规划设计")
# 某国家公园|获批|创建, 某山|加快|创建: what is done about a thing is no part of its name.
GRANTED = ("获批", "获准", "加快", "积极", "成功", "正在", "开展")
DECREE = re.compile(r"(?:出台|制定出台|制定落实|研究制定|制定|印发|发布|落实|贯彻落实)(?:了)?")
VERBAL_DOCUMENT = re.compile(r"(?:关于)?[^，。；、]{2,24}的(?:若干|实施|指导|工作)?(?:意见|方案|办法|决定|措施|政策|规定)$")


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, EntityType]]:
    kinds = {h: EntityType(kind) for kind, words in loader.toml("names")["heads"].items() for h in words}
    return re.compile(loader.alternation(kinds)), kinds


def head_candidates(words: Grid, clause: Clause, proper_spans: frozenset[int]) -> Iterator[Candidate]:
    """Candidates in every item of a clause. `proper_spans` holds the places covered by known proper names."""
    for item in clause.items:
        yield from _in_item(words, item, proper_spans, clause.items)


def _in_item(words: Grid, item: Item, proper: frozenset[int], siblings: tuple[Item, ...]) -> Iterator[Candidate]:
    pattern, kinds = _heads()
    limit = _before_etc(words, item)
    matches = [m for m in pattern.finditer(words.text, item.name, limit) if m.start() not in words.inside]
    taken = limit
    for match in reversed(matches):
        if match.end() > taken or words.text.startswith(PLANNING, match.start()) or words.text.endswith(GRANTED, item.name, match.start()):
            continue
        kind = kinds[match[0]]
        closing = len(siblings) > 1 and item is siblings[-1]
        end = _extended(words, match.end(), limit, kind is EntityType.PROJECT and not closing)
        strict = _may_end(words, end, limit) or kind is EntityType.EVENT and words.text.startswith("上", end)
        if not strict and (kind is not EntityType.PROJECT or match[0] in SHORT_HEADS):
            continue
        if kind is EntityType.PROJECT and end == match.end() and _in_word(words, end):
            continue
        start = _document_edge(words, item, match, end) or left_edge(words, max(item.name, end - 2 * LONGEST), match.start(), end)
        if start is None or end - start > LONGEST:
            continue
        start = _balanced(words, start, end)
        if start is not None:
            start = _at_quotation(words, start, end)
        if start is not None and len(siblings) > 1:
            start = _behind_places(words, start, end, proper)
        if start is not None and TOWARDS.match(words.text, start) and start not in words.inside:
            start += 1
        if start is not None and kind is EntityType.PROJECT:
            start = _behind_builder(words, start, match.start(), proper)
        if start is None or _counted(words, start, item.span.start, match[0]):
            continue
        end = _without_kind(words, start, match, end, closing)
        verdict = judge(words, Span(start, end), match, kind, proper)
        if verdict is None and kind is EntityType.PROGRAM and (whole := _uncut(words, item, start, match.start())) is not None:
            start = whole
            verdict = judge(words, Span(start, end), match, kind, proper)
        if verdict is None or (not strict and verdict < 0.75):
            continue
        kind = settled(words, Span(start, end), kind, proper)
        confidence = verdict if strict else verdict - 0.1
        for span in _two(words, Span(start, end), match.start(), proper) if kind is EntityType.PROJECT else (Span(start, end),):
            yield Candidate(span, kind, f"head.{kind.value.lower()}", confidence)
        taken = start


def _two(words: Grid, span: Span, head: int, proper: frozenset[int]) -> tuple[Span, ...]:
    """温仁和冉庄|污水处理厂: two short names share the head of the second."""
    mark = next((t for t in words.tokens_of(span) if words.text[t.start : t.end] in ("和", "与", "及") and t.start not in words.inside), None)
    if mark is None or not 2 <= mark.start - span.start <= TWIN or not 2 <= head - mark.end <= TWIN:
        return (span,)
    left = Span(span.start, mark.start)
    if not is_proper(words, left, proper) or not is_proper(words, Span(mark.end, head), proper):
        return (span,)
    return left, Span(mark.end, span.end)


def _uncut(words: Grid, item: Item, start: int, head: int) -> int | None:
    """找矿突破|战略行动: where a verb in the middle leaves nothing specific, the words before it are modifiers; None if they cannot be."""
    if not item.name < start <= head or head - item.name > LONGEST // 2 or item.name in words.inside:
        return None
    before = words.tokens_of(Span(item.name, start))
    if not before or before[0].tag[0] not in "nbjlxv" or any(t.tag[0] in "dpru" or words.text[t.start] == "的" for t in before):
        return None
    return item.name if words.text.endswith(_nominal(), item.name, start) else None


@cache
def _nominal() -> tuple[str, ...]:
    """Ends of modifiers that are verbs as well."""
    return tuple(loader.toml("names")["verbs"]["nominal"])


def _before_etc(words: Grid, item: Item) -> int:
    """Names end before 等, which closes a list."""
    at = item.name
    while (at := words.text.find(ETC, at + 1, item.span.end)) >= 0:
        token = words.starts.get(at)
        if token is not None and token.end <= item.span.end and words.text[token.end : token.end + 1] != "级" and at not in words.inside:
            return at
    return item.span.end


def _quotation_in(words: Grid, start: int, end: int) -> int | None:
    """Where the first quotation behind the beginning of a name opens."""
    return next((q.start for q in words.quotes_about(Span(start, end)) if start < q.start < end and words.text[q.start] == "“"), None)


def _behind_places(words: Grid, start: int, end: int, proper: frozenset[int]) -> int:
    """海南、广东湛江|“13+1”合作共建机制: in a list of places the last one does not belong to the quoted name."""
    quote = _quotation_in(words, start, end)
    return quote if quote is not None and all(at in proper for at in range(start, quote)) else start


def _behind_builder(words: Grid, start: int, head: int, proper: frozenset[int]) -> int:
    """京东方投资建设|第6代生产线: who builds it does not belong to the name."""
    at = start
    while at < head and at in proper:
        at += 1
    verb = BUILDS.match(words.text, at, head) if at > start else None
    return verb.end() if verb and verb.end() < head else start


def _at_quotation(words: Grid, start: int, end: int) -> int:
    """新发展理念和省委|“一干多支”战略: neither a conjunct nor the body that decided belongs to a quoted name."""
    quote = _quotation_in(words, start, end)
    if quote is None:
        return start
    marks = [t.end for t in words.tokens_of(Span(start, quote)) if words.text[t.start : t.end] in CONJUNCTIONS]
    if marks:
        start = marks[-1]
    return quote if DECIDED.fullmatch(words.text, start, quote) else start


def _counted(words: Grid, start: int, begin: int, head: str) -> bool:
    """Things that are counted (19个国家级开放平台) are no names, unless they are deeds for the people (15件民生实事)."""
    before = words.text[max(begin, start - 8) : start]
    if head == "实事" or words.text[start] == "“":
        return False
    # 2个省部共建|国家重点实验室: a count a few words before still counts a kind of thing
    kind = words.text.startswith(("国家", "全国", "省级", "市级"), start)
    return (KIND_COUNTED if kind else COUNT_BEFORE).search(before) is not None


def _without_kind(words: Grid, start: int, head: re.Match[str], end: int, closing: bool) -> int:
    """…、成渝铁路…改造|项目, 示范区|创建: 项目 that closes a list, or 创建 behind a name that stands by itself, is no part of it."""
    if (head[0] == "创建" or head[0] == "项目" and closing) and end == head.end():
        before = words.text[start : head.start()]
        if ends_with_head(before) or PHASE.search(before[-4:] + "，"):
            return head.start()
    return end


def _extended(words: Grid, end: int, limit: int, project: bool) -> int:
    """Where the name ends with its phase, its bracket and, for a project that closes no list, the word 项目."""
    for pattern in (PHASE, BRACKET, KIND, PHASE) if project else (PHASE, BRACKET):
        if match := pattern.match(words.text, end, limit):
            end = match.end()
    return end


def _may_end(words: Grid, end: int, limit: int) -> bool:
    """True if what follows is no noun that would carry the name on."""
    if end >= limit or FOLLOWS.match(words.text, end, limit):
        return True
    token = words.starts.get(end)
    if token is None or token.end > limit or words.text[token.start : token.end] in words_of("verbs", "lead"):
        return False
    return token.tag[0] in "vdpcumr" and token.tag != "vn"


def _in_word(words: Grid, end: int) -> bool:
    """True if a word goes on there that is not the name's: 未来城|市, 体育场|地, 重特大道|路."""
    token = words.word_before(end)
    return token is not None and token.end > end and not FOLLOWS.match(words.text, end)


def _document_edge(words: Grid, item: Item, head: re.Match[str], end: int) -> int | None:
    """出台|推动高质量发展的实施意见: a title that itself begins with a verb; short names of fairs take one character."""
    if head[0] in FAIRS and head.start() > item.span.start:
        return head.start() - (2 if head.start() - 2 == item.name else 1)
    opening = DECREE.match(words.text, item.span.start, end)
    if opening and VERBAL_DOCUMENT.fullmatch(words.text, opening.end(), end):
        return opening.end()
    return None


def left_edge(words: Grid, start: int, head: int, end: int) -> int | None:
    """Where the name that ends at `end` begins: behind the last verb that leaves it something to be called by."""
    marks = [
        m.span()
        for m in cut_verbs().finditer(words.text, start, head)
        if m.start() not in words.inside and (m.start() in words.starts or m.end() in words.ends)
    ]
    marks += [m.span() for m in COUNTED.finditer(words.text, start, head) if m.start() not in words.inside]
    marks += [
        (t.start, t.end)
        for t in words.tokens_of(Span(start, head) if head > start else Span(start, start + 1))
        if t.end - t.start == 1 and words.text[t.start] in PREPOSITIONS and t.start not in words.inside
    ]
    marks += [m.span(1) for m in JOINED.finditer(words.text, start, head) if m.start() not in words.inside]
    for mark_start, mark_end in sorted(marks, reverse=True):
        if words.text[mark_start - 1 : mark_start] in ("整", "市", "县", "村", "待", "第") and words.text[mark_start - 2] in "整第":
            continue
        if mark_end == head and (words.text[mark_start].isdigit() or words.text.startswith("项目", head)):
            return None
        after, _ = strip_lead(words, mark_end, end)
        after = _behind_particle(words, after, head, end)
        if modified(words.text[after:head]):
            return after
        if VERBAL_DOCUMENT.fullmatch(words.text, start, end):
            return start
    if any(words.text[a:b] in _firm() for a, b in marks):
        return None
    edge = _behind_particle(words, start, head, end)
    return edge if edge < end else None


@cache
def _firm() -> frozenset[str]:
    """Verbs that make a clause of what stands around them: 市政府|谋划|一系列项目 is no name."""
    return frozenset(loader.toml("names")["verbs"]["firm"])


def _behind_particle(words: Grid, start: int, head: int, end: int) -> int:
    at = words.text.rfind("的", start, head)
    while at >= start and at in words.inside:
        at = words.text.rfind("的", start, at)
    if at < start:
        return start
    if VERBAL_DOCUMENT.fullmatch(words.text, start, end):
        return start
    after, _ = strip_lead(words, at + 1, end)
    return after


def _balanced(words: Grid, start: int, end: int) -> int | None:
    """Never begin inside a quotation: move to its opening mark."""
    for quote in words.quotes_about(Span(start, end)) if start < end else ():
        if quote.start < start < quote.end:
            return quote.start
        if quote.start < end < quote.end:
            return None
    return start
