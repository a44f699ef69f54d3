"""Sectors of the economy: 高技术制造业, 电子、材料产业, 服务业增加值, 工业“5+1”产业体系."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import CONJUNCTIONS, Grid, cut_verbs, strip_lead
from kg.extraction.reach import verbs, walk_left, with_opening
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Span

MEASURED = re.compile(
    r"增加值|总产值|产值|营业收入|营收|主营业务收入|销售收入|总收入|综合收入|利润|投资(?:增长|下降|占)|增速|规模|对经济增长|占(?:比|GDP|地区)|增长|零售额|比重"
)
# 等特色优势产业, 等9大产业集群: the words behind 等 call all members of the list sectors.
TAIL = re.compile(
    r"[等\d一二三四五六七八九十](?:(?<=等)(?:\d+[个大条类]|[一二两三四五六七八九十]+[大个条类]|一批|系列)?"
    r"|(?<=[\u4e00-\u9fff]\d)\d?[大个]|(?<=[\u4e00-\u9fff][一二三四五六七八九十])[一二三四五六七八九十]?[大个])"
    r"[\u4e00-\u9fff]{0,8}?(?:产业集群|产业链|产业|行业|制造业|服务业|新业态)(?!园|基地|项目|工人|扶贫|化|领域|带|走廊|示范|平台|联盟|集聚|转移|合作)"
)
# Trades listed for inspection (煤矿、道路交通等行业安全整治) are not meant as sectors.
INSPECTED = re.compile(r"安全|整治|治理|污染|隐患|监管|防治|专项检查")
# 壮大乡村旅游、农村电商: what is grown is meant as a sector where it ends like one.
GROWN = re.compile(r"(?:发展壮大|培育壮大|做大做强|做强做大|发展|壮大|培育|做大|做强)(?=([^，。；：“”（）\n]{2,40}))")
TOPIC = re.compile(r"(?<=[。；\n　])([\u4e00-\u9fff]{2,6}[及和与][\u4e00-\u9fff]{2,4}(?:服务业|制造业))(?=，)")
FIELDS = re.compile(r"等(?:[\u4e00-\u9fff]{0,4}?)(?:领域|专项政策)")
SCHEME = re.compile(r"“\d+(?:\+[\dN]+)+”(?:现代|特色|优势)*(?:产业体系|产业集群|产业链|产业|工业体系|制造业|服务业)")
SCHEME_OF = re.compile(r"(?:现代)?(?:工业|农业|服务业|制造业)\Z|现代\Z")
COUNT = re.compile(r"(?<!第)(?:\d+|[一二两三四五六七八九十]+)大$")
BREAKS = "，。；：、！？（）“”《》\n　 "
MEMBER_BREAKS = "，。；：！？（）“”《》\n　"
SPACE = 10
INNER = tuple(loader.toml("industries")["edges"]["tags"])


def industry_candidates(words: Grid, regions: Container[int]) -> list[Candidate]:
    """Sectors by head noun, and bare words where a list or a number shows that they are meant as sectors.

    `regions` holds the places that known names of regions cover.
    """
    found = list(_by_head(words, regions))
    ends = {c.span.start: c for c in found}
    found += _bare(words, ends)
    found += _members(words, regions)
    found += _runs(words)
    found += _grown(words)
    found += _topics(words)
    for match in SCHEME.finditer(words.text):
        start = with_opening(SCHEME_OF, words.text, match.start(), 5)
        found.append(Candidate(Span(start, match.end()), EntityType.INDUSTRY, "industry.scheme", 0.85))
    return found


@cache
def _any(*path: str) -> re.Pattern[str]:
    table, key = path
    return re.compile(loader.alternation(loader.toml("industries")[table][key]))


@cache
def _set(table: str, key: str) -> frozenset[str]:
    return frozenset(loader.toml("industries")[table][key])


@cache
def _stops() -> frozenset[str]:
    return (verbs() | _set("edges", "stop")) - _set("edges", "inner")


def _by_head(words: Grid, regions: Container[int]) -> Iterator[Candidate]:
    text = words.text
    for match in _any("heads", "words").finditer(text):
        head, at, end = match[0], match.start(), match.end()
        if at in words.inside or end not in words.ends or _any("edges", "behind").match(text, end):
            continue
        if head in ("经济", "工业", "农业"):
            yield from _kinds(text, match)
            continue
        start = _left(words, at, end, regions)
        modifier = text[start:at]
        alone = head in _set("heads", "alone")
        if not modifier or _common().fullmatch(modifier):
            counted = COUNT.search(text, max(0, start - 3), start)
            if alone and (not modifier or head.endswith(("制造业", "服务业"))):
                yield Candidate(Span(start if modifier else at, end), EntityType.INDUSTRY, "industry.head", 0.85)
            elif modifier in ("支柱", "未来") and head == "产业":
                begin = counted.start() if counted else start
                if counted or modifier != "支柱":
                    yield Candidate(Span(begin, end), EntityType.INDUSTRY, "industry.class", 0.7)
            continue
        if modifier.endswith(tuple(_set("edges", "areas"))):
            continue
        counted = COUNT.search(text, max(0, start - 3), start)
        if counted:
            start = counted.start()
        yield Candidate(Span(start, end), EntityType.INDUSTRY, "industry.head", 0.88 if len(modifier) <= 6 else 0.75)


def _kinds(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """数字经济, 消费品工业, 现代农业: before these heads only certain words make a sector; measured they stand alone."""
    head, at, end = match[0], match.start(), match.end()
    start = _kind_start(text, head, at)
    if start < at:
        yield Candidate(Span(start, end), EntityType.INDUSTRY, "industry.kind", 0.82)
    elif head != "经济" and re.compile(r"增加值|总产值|产值").match(text, end):
        yield Candidate(Span(at, end), EntityType.INDUSTRY, "industry.measured", 0.85)


def _kind_start(text: str, head: str, at: int) -> int:
    """Where the words of kind before a head begin: 现代|山地|特色|高效|农业; only farming takes several."""
    kinds = loader.longest_first(_set("kinds", head))
    start = at
    while (before := next((w for w in kinds if text.endswith(w, 0, start)), None)) is not None:
        start -= len(before)
        if head != "农业":
            break
    return start


@cache
def _common() -> re.Pattern[str]:
    return re.compile(f"(?:{loader.alternation(_set('sectors', 'generic'))})+")


def _left(words: Grid, head: int, end: int, regions: Container[int]) -> int:
    """Where the modifier of a sector begins: behind verbs, counts, and the report's own 全省 or place name."""
    at = walk_left(words, head, INNER, _stops(), SPACE)
    marks = [m.end() for m in cut_verbs().finditer(words.text, at, head) if m.start() in words.starts]
    at = max([at, *marks])
    if at < head:
        start, _ = strip_lead(words, at, end)
        at = min(start, head)
    number = re.compile(r"\d+(?:\.\d+)?(?:[个条类家项]|[万亿]元|[百千万]?亿级?)?|[一二两三四五六七八九十]+[个条类家项]|[百千万]+亿级?").match(
        words.text, at, head
    )
    if number and not words.text.startswith(("G", "大"), number.end()):
        at = number.end()
    counts = [m.end() for m in re.finditer(r"(?<=[\u4e00-\u9fff])(?:\d{1,2}|[一二三四五六七八九十]{1,2})[大个]", words.text[at:head])]
    if counts:  # 石化、冶金|三大|产业: the count sums up a list
        at += counts[-1]
    while at < head and at in regions:  # 贵州|产业
        at += 1
    return at


def _bare(words: Grid, heads: dict[int, Candidate]) -> Iterator[Candidate]:
    text = words.text
    for match in _any("sectors", "names").finditer(text):
        start, end = match.span()
        if start in words.inside or start not in words.starts or end not in words.ends:
            continue
        span = Span(start, end)
        if MEASURED.match(text, end):
            yield Candidate(span, EntityType.INDUSTRY, "sector.measured", 0.65, weak=True)
        elif text[end : end + 1] in ("、", "和", "等") and (
            _before_head(words, end, heads) or match[0] not in _set("sectors", "public") and _fields(text, start, end)
        ):
            yield Candidate(span, EntityType.INDUSTRY, "sector.listed", 0.8)


def _grown(words: Grid) -> Iterator[Candidate]:
    text = words.text
    for match in GROWN.finditer(text):
        if match.start() in words.inside or match.start() not in words.starts:
            continue
        at = match.end()
        for item in match[1].split("、"):
            parts = item.split("和")
            if all(part.endswith(_grows()) for part in parts):
                for part in parts:
                    yield from _grown_part(words, Span(at, at + len(part)))
                    at += len(part) + 1
            else:
                at += len(item) + 1


def _grown_part(words: Grid, part: Span) -> Iterator[Candidate]:
    start, _ = strip_lead(words, part.start, part.end)
    if 2 <= part.end - start <= 8 and part.end in words.ends and start in words.starts and not set(words.text[start : part.end]) & set("的与等"):
        yield Candidate(Span(start, part.end), EntityType.INDUSTRY, "sector.grown", 0.72)


def _topics(words: Grid) -> Iterator[Candidate]:
    """软件及技术服务业，…: a clause that is one sector names what the sentence speaks of."""
    for match in TOPIC.finditer(words.text):
        if not any(words.text[t.start : t.end] in _stops() - CONJUNCTIONS for t in words.tokens_of(Span(match.start(), match.end()))):
            yield Candidate(Span(match.start(), match.end()), EntityType.INDUSTRY, "industry.topic", 0.8)


def _fields(text: str, start: int, end: int) -> bool:
    """生物医药、区块链等专项政策, 新能源、新材料等领域: two or more in a list that goes on to 等…领域."""
    if text[end] != "、" and text[start - 1] not in "、和":
        return False
    stop = next((i for i in range(end, min(len(text), end + 50)) if text[i] in MEMBER_BREAKS), end)
    return FIELDS.search(text, end, stop) is not None


def _before_head(words: Grid, end: int, heads: dict[int, Candidate]) -> bool:
    """电子、材料产业: the next member of the list ends with the head of an industry."""
    at = end
    for _ in range(5):
        if words.text[at : at + 1] not in ("、", "和"):
            return False
        if at + 1 in heads:
            return True
        match = _any("sectors", "names").match(words.text, at + 1)
        if match is None:
            return False
        at = match.end()
    return False


def _members(words: Grid, regions: Container[int]) -> Iterator[Candidate]:
    """动漫、游戏、网络视听|等产业: what stands in the list before the word that calls its members sectors."""
    text = words.text
    for tail in (*TAIL.finditer(text), *FIELDS.finditer(text)):
        if tail.start() in words.inside:
            continue
        begin = next((i + 1 for i in range(tail.start() - 1, max(-1, tail.start() - 90), -1) if text[i] in MEMBER_BREAKS), max(0, tail.start() - 90))
        if INSPECTED.search(text, begin, min(len(text), tail.end() + 8)):
            continue
        if not text.startswith("等", tail.start()) and "、" not in text[begin : tail.start()]:
            continue
        if tail.re is FIELDS and sum(name in text[begin : tail.start()] for name in _business()) < 2:
            continue
        for item in re.finditer(r"[^、]+", text[begin : tail.start()]):
            yield from _member(words, Span(begin + item.start(), begin + item.end()), regions)


def _runs(words: Grid) -> Iterator[Candidate]:
    """区块链、大数据、物联网: three or more sectors in a row are meant as such."""
    row, one = _listed()
    for run in row.finditer(words.text):
        if run.start() in words.inside or run.start() not in words.starts or run.end() not in words.ends:
            continue
        for item in one.finditer(run[0]):
            yield Candidate(Span(run.start() + item.start(), run.start() + item.end()), EntityType.INDUSTRY, "sector.run", 0.75)


@cache
def _listed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Three or more sectors in a row, and one of them."""
    name = f"(?:{loader.alternation(_business())})"
    return re.compile(rf"{name}(?:[、和与]{name}){{2,}}"), re.compile(rf"{name}(?=[、和与]|$)")


@cache
def _grows() -> tuple[str, ...]:
    return (*_business(), *sorted(_set("sectors", "grown")))


@cache
def _business() -> tuple[str, ...]:
    """Sectors that are no fields of public policy as well."""
    return tuple(sorted(_set("sectors", "names") - _set("sectors", "public")))


def _member(words: Grid, item: Span, regions: Container[int]) -> Iterator[Candidate]:
    cuts = [t for t in words.tokens_of(item) if words.text[t.start : t.end] in ("和", "与", "及", "以及")]
    edges = [item.start, *(e for t in cuts for e in (t.start, t.end)), item.end]
    for at, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - at < 2:
            continue
        start = walk_left(words, stop, INNER, _stops(), SPACE + 2)
        start = max(start, at)
        if start < stop:
            start, _ = strip_lead(words, start, stop)
        name = words.text[start:stop]
        left = words.word_before(start)
        if not 2 <= len(name) <= 9 or _common().fullmatch(name) or name.endswith(tuple(_set("edges", "things"))):
            continue
        if start in regions or left is not None and left.start >= at and words.text[left.start : left.end] == "的" and len(name) < 3:
            continue
        yield Candidate(Span(start, stop), EntityType.INDUSTRY, "sector.member", 0.78)
