"""Organisations and persons by grammar: 西湖大学, 资阳中车, 四川省人民政府, 黄文秀同志."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid
from kg.extraction.places import edge
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Report, Span

PROPER = ("nr", "nz", "nt", "j", "x", "nrt", "ns", "nrfg")
PARTY = re.compile(r"中共([\u4e00-\u9fff]{2,8}?委)(?!员)")
STATE = re.compile(r"(?:人民政府|人民代表大会常务委员会|人民代表大会|人大常委会|人民检察院|高级人民法院|中级人民法院)")
NEXT = re.compile(r"、([\u4e00-\u9fffA-Za-z]{2,8}?)(?=[、，。和与等])")
LAST = re.compile(r"、([\u4e00-\u9fffA-Za-z]{2,6})、$")
# 市林业局, 区公安分局, 省农业科学院; not 城市管理局, 全市教育局
LOCAL = re.compile(
    r"(?<![城全各本我外])(?:自治区|[省市县区州])(?![委级])(?=[\u4e00-\u9fff]{2,6}(?:分?局|厅|科学院|委员会))[\u4e00-\u9fff]{2,5}?(?:公安分局|(?<![全格布结时大僵棋好新开破变])局|厅|农林科学院|科学院|委员会)(?![面部势长级限])"
)
# 自觉接受|人大|依法监督、|政协|民主监督: of the place's own; not 人大代表, 政协委员
SUPERVISING = re.compile(r"(?<![省市县区州国级届])(?:人大(?=及其常委会|依法|法律|工作|监督|和政协|、政协|常委会)|政协(?=民主|监督|依章|协商))")
OWN = ("自治区", "省", "市", "县", "区", "州", "旗", "盟", "全国")


def body_candidates(report: Report, words: Grid, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for organisations and persons that no list holds, and longer names around listed ones."""
    known = frozenset(at for c in listed for at in range(c.span.start, c.span.end))
    yield from _by_head(words, known)
    yield from _companies(words, listed)
    yield from _beside(words, listed)
    yield from _local(words)
    for match in SUPERVISING.finditer(report.text):
        yield Candidate(Span(match.start(), match.end()), EntityType.ORGANIZATION, "body.supervising", 0.85)
    yield from _state(report, listed)
    yield from _persons(report, words)


@cache
def _heads() -> re.Pattern[str]:
    heads = loader.toml("organizations")["pattern"]["heads"]
    return re.compile(loader.alternation(heads))


@cache
def _generic() -> re.Pattern[str]:
    words = loader.toml("organizations")["pattern"]["generic"]
    return re.compile(loader.alternation(words))


def _local(words: Grid) -> Iterator[Candidate]:
    """市林业局: an office of the place's own government."""
    for match in LOCAL.finditer(words.text):
        inner = words.tokens_of(Span(match.start(), match.end()))
        if match.end() in words.ends and match.start() in words.starts and not any(t.tag[0] in "pudrm" for t in inner):
            yield Candidate(Span(match.start(), match.end()), EntityType.ORGANIZATION, "body.local", 0.8)


def _by_head(words: Grid, known: Container[int]) -> Iterator[Candidate]:
    """西湖大学, 辽宁港口集团: a head noun with a proper name before it."""
    text = words.text
    behind = tuple(loader.toml("organizations")["pattern"]["behind"])
    for match in _heads().finditer(text):
        if match.start() in words.inside or match.end() not in words.ends or text.startswith(behind, match.end()):
            continue
        start = edge(words, match.start(), match.end())
        while start < match.start() and text.startswith(("原", "省", "市", "县", "区"), start) and start + 1 in words.starts:
            start += 1
        if match.start() - start < 2:
            continue
        common = [m.end() for m in _generic().finditer(text, start, match.start())]
        if match.start() in common or _generic().match(text, start):
            continue
        named = any(at in known for at in range(start, match.start()))
        if named or any(t.tag in PROPER for t in words.tokens_of(Span(start, match.start()))):
            yield Candidate(Span(start, match.end()), EntityType.ORGANIZATION, "organization.head", 0.8)


def _companies(words: Grid, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """资阳|中车, 晶科|能源, 中建|三局: a listed company with its place before it or its line of business behind."""
    text = words.text
    places = {c.span.end: c.span.start for c in listed if c.type is EntityType.REGION}
    branch = re.compile("|".join(loader.toml("organizations")["companies"]["behind"]) + r"|[一二三四五六七八九十]{1,3}(?:局|院|冶|所)")
    for company in listed:
        if company.rule != "authority.company":
            continue
        start = places.get(company.span.start, company.span.start)
        match = branch.match(text, company.span.end)
        end = match.end() if match and match.end() in words.ends else company.span.end
        if Span(start, end) != company.span:
            yield Candidate(Span(start, end), EntityType.ORGANIZATION, "organization.company", 0.82)


def _beside(words: Grid, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """推动上汽红岩、长城汽车放量生产: what stands in a list with companies is one, where it is no common word."""
    text = words.text
    known = {c.span.start for c in listed}
    for company in listed:
        if company.rule != "authority.company" or text[company.span.end : company.span.end + 1] != "、" and text[company.span.start - 1] != "、":
            continue
        after = NEXT.match(text, company.span.end)
        before = LAST.search(text, max(0, company.span.start - 12), company.span.start)
        for match in (after, before):
            if match is None or match.start(1) in known or match.start(1) not in words.starts or match.end(1) not in words.ends:
                continue
            tokens = words.tokens_of(Span(match.start(1), match.end(1)))
            if any(t.tag in PROPER for t in tokens) and all(t.tag[0] in "njxb" for t in tokens) and not _generic().search(match[1]):
                yield Candidate(Span(match.start(1), match.end(1)), EntityType.ORGANIZATION, "organization.beside", 0.7)


def _state(report: Report, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """四川省|人民政府, 市|人民代表大会, 中共重庆市委."""
    text = report.text
    places = {c.span.end: c.span.start for c in listed if c.rule == "authority.division"}
    for match in STATE.finditer(text):
        start = places.get(match.start())
        if start is None:
            start = next((match.start() - len(own) for own in OWN if text.endswith(own, 0, match.start())), None)
            if (
                start is None
                or text[start - 1 : start] in "级各、"
                or "\u4e00" <= text[start - 1 : start] <= "\u9fff"
                and text[start - 1] in "省市县"
            ):
                continue
        yield Candidate(Span(start, match.end()), EntityType.ORGANIZATION, "organization.state", 0.9)
    for match in PARTY.finditer(text):
        yield Candidate(Span(match.start(), match.end()), EntityType.ORGANIZATION, "organization.party", 0.95)


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    persons = loader.toml("organizations")["persons"]
    behind = "|".join(map(re.escape, persons["behind"]))
    before = "|".join(map(re.escape, persons["before"]))
    return re.compile(f"(?:{behind})"), re.compile(f"(?:{before})$")


def _persons(report: Report, words: Grid) -> Iterator[Candidate]:
    """The speaker, and names with a title: 张富清同志, 时代楷模黄文秀."""
    if report.speaker:
        at = report.text.find(report.speaker)
        if at >= 0:
            yield Candidate(Span(at, at + len(report.speaker)), EntityType.PERSON, "frontmatter.speaker", 0.95)
    behind, before = _titles()
    surnames = frozenset(loader.toml("organizations")["persons"]["surnames"])
    for token in words.words:
        if token.tag not in ("nr", "x") or not 2 <= token.end - token.start <= 3 or report.text[token.start] not in surnames:
            continue
        if not report.text[token.start : token.end].isalpha():
            continue
        left = words.word_before(token.start)
        titled = left is not None and before.search(report.text, max(0, token.start - 6), token.start)
        if titled and token.tag == "nr" or behind.match(report.text, token.end):
            yield Candidate(Span(token.start, token.end), EntityType.PERSON, "person.title", 0.8)
