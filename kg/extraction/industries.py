"""Sectors of the economy: 高技术制造业, 电子、材料产业, 服务业增加值, 汽车产业，…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid, strip_lead
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Span

MEASURED = r"增加值|总产值|产值|营业收入|主营业务收入|销售收入|总收入|利润|投资(?:增长|下降|占)|增速|规模|对经济增长|占(?:比|GDP|地区)|增长|零售额"
AHEAD = re.compile(
    rf"(?:{MEASURED}|[，。；、：）“”（]|发展|加快|持续|稳步|快速|较快|健康|成为|集聚|等|和|与|比重|高质量|提质|做大|融合|转型|迭代|高地|企业|全产业链|[\d]|$)"
)
TAIL_OF_LIST = re.compile(
    r"等(?:\d+[个大条]|[一二三四五六七八九十]+大|[\u4e00-\u9fff]{0,6}?)(?:产业|行业|制造业|服务业|产业集群|产业链|产业高地|新兴产业|新业态)"
)
SPACE = 10
INNER = ("n", "nz", "vn", "b", "j", "x", "l", "an", "a", "f", "nr", "ns", "v", "nt", "m")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(loader.toml("industries")["heads"]["words"], key=lambda h: (-len(h), h)))))


@cache
def _sectors() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(loader.toml("industries")["sectors"]["names"], key=lambda h: (-len(h), h)))))


def industry_candidates(words: Grid) -> list[Candidate]:
    """Candidates by head noun, and bare sector words where a list or a number shows that they are meant as sectors."""
    found = list(_by_head(words))
    ends = {c.span.start: c for c in found}
    found += _bare(words, ends)
    return found


def _by_head(words: Grid) -> Iterator[Candidate]:
    heads = loader.toml("industries")["heads"]
    generic = tuple(loader.toml("industries")["sectors"]["generic"])
    for match in _heads().finditer(words.text):
        if match.start() in words.inside or match.end() not in words.ends or not AHEAD.match(words.text, match.end()):
            continue
        head = match[0]
        start = _left(words, match.start())
        modifier = words.text[start : match.start()]
        if head == "经济":
            word = next((w for w in heads["economies"] if words.text.endswith(w, start, match.start())), None)
            if word and len(modifier) <= len(word) + 2:
                yield Candidate(Span(match.start() - len(word), match.end()), EntityType.INDUSTRY, "industry.economy", 0.85)
            continue
        if head in ("工业", "农业", "林业", "牧业", "渔业"):
            word = next((w for w in heads["works"] if words.text.endswith(w, 0, match.start()) and w not in ("规上", "规模以上")), None)
            measured = re.compile(r"增加值|总产值|产值").match(words.text, match.end())
            if word and head == "工业":
                yield Candidate(Span(match.start() - len(word), match.end()), EntityType.INDUSTRY, "industry.works", 0.85)
            elif measured:
                yield Candidate(Span(match.start(), match.end()), EntityType.INDUSTRY, "industry.measured", 0.85)
            continue
        if modifier.startswith(("规模以上", "规上")):
            start += 4 if modifier.startswith("规模以上") else 2
            modifier = words.text[start : match.start()]
        if head in ("产业", "产业链", "产业集群", "全产业链", "制造业") and (not modifier or modifier in generic):
            if head == "制造业":
                yield Candidate(Span(match.start(), match.end()), EntityType.INDUSTRY, "industry.head", 0.7)
            continue
        if modifier.endswith(generic) and len(modifier) <= 4:
            continue
        yield Candidate(Span(start, match.end()), EntityType.INDUSTRY, "industry.head", 0.85 if len(modifier) <= 6 else 0.7)


def _left(words: Grid, head: int) -> int:
    at = head
    while head - at < SPACE:
        previous = words.word_before(at)
        if previous is None or previous.tag not in INNER or not words.text[previous.start : previous.end].isalpha():
            break
        at = previous.start
    start, _ = strip_lead(words, at, head + 1) if at < head else (at, ())
    return min(start, head)


def _bare(words: Grid, heads: dict[int, Candidate]) -> Iterator[Candidate]:
    text = words.text
    measured = re.compile(MEASURED)
    for match in _sectors().finditer(text):
        start, end = match.span()
        if start in words.inside or start not in words.starts or end not in words.ends:
            continue
        span = Span(start, end)
        if match[0].endswith("业") and AHEAD.match(text, end):
            yield Candidate(span, EntityType.INDUSTRY, "sector.named", 0.8)
        elif measured.match(text, end) and not match[0].endswith("业"):
            yield Candidate(span, EntityType.INDUSTRY, "sector.measured", 0.65, weak=True)
        elif text[end : end + 1] in "、和等" and text[end : end + 1] and (_listed(text, end) or _before_head(words, end, heads)):
            yield Candidate(span, EntityType.INDUSTRY, "sector.listed", 0.8)


def _listed(text: str, end: int) -> bool:
    """True if the list goes on to 等…产业 within its clause."""
    stop = next((i for i in range(end, min(len(text), end + 60)) if text[i] in "，。；\n"), end)
    return TAIL_OF_LIST.search(text, end, stop) is not None


def _before_head(words: Grid, end: int, heads: dict[int, Candidate]) -> bool:
    """电子、材料产业: the next member of the list ends with the head of an industry."""
    at = end
    for _ in range(4):
        if words.text[at : at + 1] not in ("、", "和") or not words.text[at : at + 1]:
            return False
        following = heads.get(at + 1)
        if following is not None:
            return True
        match = _sectors().match(words.text, at + 1)
        if match is None:
            return False
        at = match.end()
    return False
