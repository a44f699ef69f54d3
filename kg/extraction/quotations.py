"""Quoted names: “马路办公”, “四好农村路”, 《外商投资法》; with a head noun behind the quotes the head belongs to the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Span

CUTTERS = frozenset(loader.toml("names")["verbs"]["cut"])
STOPS = CUTTERS | frozenset(loader.toml("names")["quoted"]["verbs"])
IDIOMS = frozenset(loader.toml("names")["quoted"]["idioms"])

BEHIND = re.compile(
    # a note's number may stand between: “三深化”[8]活动
    r"(?:[\[［〔]\d{1,2}[\]］〕])?(?:(?!等)[\u4e00-\u9fff]){0,8}?(?:工程|行动计划|行动方案|行动|计划|品牌|制度|机制|政策|试点|改革|整治|专项行动|规划|战略布局|战略|模式|平台|创建|教育|工作法|"
    r"精品线路|旅游线路|线路|融合发展|融合|协调发展|协同发展|保护提升|治理提升|总体布局|定位|目标|格局|体系|活动|示范(?:乡镇|村镇|[村镇县市区点户园带]|基地|城市|单位|社区|学校|企业|项目)|示范|协议|大会|论坛|全产业链|产业(?:链|集群|布局|体系)|产业|项目|考核|考评体系|认证|改造|联动|共建工作|工作|要求|审批模式|经验|治理|保护|竞赛|音乐会|艺术节|文化节|通道|核查|调查)"
    r"(?:格局|体系|机制|平台|工程|试点|示范区|示范|行动|计划|模式|方案|政策|制度)?"
)
# Nouns that may stand before a quotation as part of the name: 国际贸易“单一窗口”, 农村“三变”改革.
PREFIX_TAGS = ("n", "ns", "nz", "vn", "j", "b", "nt", "l", "x", "nr")
PREFIX_LIMIT = 10
# A bare date or figure (“8.3”) names nothing.
LABEL = re.compile(r"[\d.]+|十[一二三四五六]五")
# 被命名为|“…城市”: a title that was won is one name, whatever stands in it.
HONOURED = re.compile(r"(?:命名为|评为|授予|荣获|获评|列为|认定为|获得|入选)了?$")
# What shows that a quotation only labels a kind of thing (“空壳村”占比).
UNNAMED = re.compile(r"经费|等次|组别|级别|等级|占|特点|特色|优势|作用|数量|问题|现象|家庭|行为|群体|企业|率|式|型|化|的")
NEXT_QUOTES = re.compile(r"(?:[、和]?“[^“”]{1,12}”)+")
PASSABLE = tuple(loader.toml("names")["generic"]["words"])
QUALITIES = tuple(loader.toml("names")["quoted"]["qualities"])
BODIES = tuple(loader.toml("names")["quoted"]["bodies"])
SLOGAN = re.compile(r"[，。；！？]")


def quotation_candidates(words: Grid, clause: Clause, proper: frozenset[int]) -> Iterator[Candidate]:
    """Quotations of a clause as programmes, titles in 《》 as policies."""
    text = words.text
    for quote in words.quotes_about(clause.span):
        if not clause.span.contains(quote):
            continue
        inner = text[quote.start + 1 : quote.end - 1]
        if text[quote.start] == "《":
            yield Candidate(quote, EntityType.POLICY, "quote.title", 0.95)
        elif text[quote.start] == "“" and 2 <= len(inner) <= 16 and not LABEL.fullmatch(inner) and not SLOGAN.search(inner):
            if inner.endswith(BODIES):
                yield Candidate(quote, EntityType.ORGANIZATION, "quote.body", 0.85)
                continue
            item = clause.item_at(quote.start)
            begin = _prefix(words, quote, item.name if item else clause.span.start, proper)
            end = _behind(words, quote, item.span.end if item else clause.span.end)
            if end > quote.end:
                yield Candidate(Span(begin, end), EntityType.PROGRAM, "quote.head", 0.88)
            elif (begin < quote.start or inner not in IDIOMS) and not _noun_follows(words, quote.end):
                # a quoted name in two parts, “武汉·中国种都” or “创业黄山”, is not the place in it
                parts = "·" in inner or 0 < sum(at in proper for at in range(quote.start, quote.end)) < len(inner) - 1
                yield Candidate(
                    Span(begin, end),
                    EntityType.PROGRAM,
                    "quote.bare",
                    0.7,
                    weak=not parts and not HONOURED.search(text, max(0, quote.start - 5), quote.start),
                )


def _noun_follows(words: Grid, at: int) -> bool:
    if (behind := NEXT_QUOTES.match(words.text, at)) is not None:
        at = behind.end()  # “库区”“山区”|特点
    if UNNAMED.match(words.text, at):
        return True
    token = words.starts.get(at)
    return token is not None and token.tag[0] in "nl" and not words.text.startswith(PASSABLE, at)


def _prefix(words: Grid, quote: Span, limit: int, proper: frozenset[int]) -> int:
    """Where the nouns that stand right before the quotation begin; its own start where verbs or particles stand there."""
    at = quote.start
    while at > limit:
        before = next((words.starts[s] for s in range(at - 1, max(limit, at - 6) - 1, -1) if s in words.starts and words.starts[s].end == at), None)
        if before is None or before.tag not in PREFIX_TAGS or not words.text[before.start].isalpha():
            break
        if words.text[before.start : before.end] in STOPS or before.start in proper:
            break
        at = before.start
    if at < quote.start and words.text[at - 1 : at] == "新" and at - 1 in words.starts:
        at -= 1  # 新时代“枫桥经验”
    return at if quote.start - at <= PREFIX_LIMIT else quote.start


def _behind(words: Grid, quote: Span, limit: int) -> int:
    match = BEHIND.match(words.text, quote.end, limit)
    if match is None:
        # “平安某地”|建设: what the place is to be; elsewhere 建设 only says what is done
        built = words.text.startswith("建设", quote.end) and words.text.startswith(QUALITIES, quote.start + 1)
        return quote.end + 2 if built else quote.end
    for token in words.tokens_of(Span(quote.end, match.end())):
        if words.text[token.start : token.end] in CUTTERS or token.tag in ("p", "c", "d", "uj") or words.text[token.end - 1] in "在为到":
            return quote.end
    return match.end()
