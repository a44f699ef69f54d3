"""Regions by grammar: zones (两江新区), waters and mountains, provinces by one letter, places one in another."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid, cut_verbs, strip_lead
from kg.extraction.gazetteer import LAST_TABLE, divisions
from kg.extraction.reach import verbs, walk_left
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Report, Span

# Words that may stand inside the name of a zone, by jieba's tags.
INNER = ("n", "ns", "nz", "nr", "nrt", "nt", "j", "b", "x", "vn", "f", "l", "m", "s", "zg", "q", "nrfg", "ng")
PROPER = ("ns", "nr", "nrt", "nz", "j", "x", "nrfg")
REACH = 12
FOREIGN_TIES = r"(?=经贸|贸易|关系|友好|合作|两国|摩擦|战略)"
COURSE = re.compile(r"(?:江|河)(?:干流|流域)?([\u4e00-\u9fff]{2,4}段)|(?:干流|上游|中游|下游|流域|源头|黄金水道)")
ALONG = re.compile(r"“[^“”]{2,8}”沿线(?:国家(?:和地区)?|地区)")
BESIDE = re.compile(r"、([\u4e00-\u9fff]{2,5})(?=[、等和，])")
PILOT = re.compile(r"中国（[^（）]{2,8}）(?:自由贸易试验区|自贸试验区|自由贸易港|跨境电(?:子商务|商)综(?:合试验|试)区)(?:[\u4e00-\u9fff]{2,4}片区)?")
FIGURE = re.compile(r"\d+(?:年|个|大|万亩|平方公里)|[一二三四五六七八九十]+大")
# 美国|西弗吉尼亚州
ABROAD = re.compile(r"(?:(?!等|和|与|及|的|各|企业)[\u4e00-\u9fff]){2,7}?(?:州|邦|大区)(?![市县际])")
TOWN = re.compile(r"[^\W\d_a-zA-Z等和与及的各城区市县]{1,4}?(?:街道|(?<![乡城村])镇|(?<![返下归故老水城])乡)(?![镇村愁土里贤情])")


def place_candidates(report: Report, words: Grid, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for regions that no list holds, and longer names around listed ones."""
    known = frozenset(at for c in listed for at in range(c.span.start, c.span.end))
    regions = [c for c in listed if c.type is EntityType.REGION]
    yield from _abbreviations(report, words)
    yield from _zones(words, known)
    yield from _nested(report, words, regions)
    yield from _courses(words, regions)
    yield from _waters(words, known)
    for pattern, rule in ((ALONG, "region.along"), (PILOT, "zone.pilot")):
        for match in pattern.finditer(report.text):
            yield Candidate(Span(match.start(), match.end()), EntityType.REGION, rule, 0.9)


@cache
def _letters() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    data = loader.toml("regions")
    home = "".join(data["abbreviations"])
    world = "".join(data["countries"]["letters"])
    several = r"等|合作|协作|两地|两省|三省|四省|五省|省份|交界|毗邻|共建|联动|边界"
    # each begins with what is looked for, which is searched faster than what must stand before it
    run = re.compile(rf"([{home}]{{2,8}})(?={several}|[、和](?:[{home}]{{2}}))")
    last = re.compile(rf"([{home}]{{2}})(?<=[、和]..)(?=等?(?:合作|协作|省份|两省|省际)|等)")
    nations = re.compile(rf"(中[{world}]){FOREIGN_TIES}")
    sure = "".join(data["letters"]["sure"])
    single = re.compile(rf"[{home}{sure}](?:(?<=驻[{home}])|(?<![救支]援.)(?<=援[{home}])|(?<=[来在赴入离返][{sure}]))(?![{home}])")
    unpaired = "|".join(rf"{pair[0]}(?<![中{world}].){pair[1:]}" for pair in data["countries"]["pairs"])
    pairs = re.compile(rf"({unpaired})(?=市场|等|、|，|。|和|经贸|合作)")
    return (run, last, nations, pairs), single


def _abbreviations(report: Report, words: Grid) -> Iterator[Candidate]:
    """渝黔、渝陕合作, 中美经贸, 驻渝: single characters stand for provinces and states."""
    patterns, single = _letters()
    for pattern, rule in zip(patterns, ("abbreviation.run", "abbreviation.run", "abbreviation.state", "abbreviation.state"), strict=True):
        for match in pattern.finditer(report.text):
            edge = match.start(1) in words.starts and match.end(1) in words.ends
            if match.start() in words.inside or not edge:
                continue
            for at in range(match.start(1), match.end(1)):
                yield Candidate(Span(at, at + 1), EntityType.REGION, rule, 0.85)
    for match in single.finditer(report.text):
        start = match.end() - 1
        stands = start in words.starts and match.end() in words.ends
        if stands or report.text[start - 1] in "驻援":
            yield Candidate(Span(start, match.end()), EntityType.REGION, "abbreviation.single", 0.75)


@cache
def _heads() -> re.Pattern[str]:
    heads = loader.toml("regions")["zones"]["heads"]
    return re.compile(loader.alternation(heads))


@cache
def _generic() -> re.Pattern[str]:
    words = loader.toml("regions")["zones"]["generic"]
    return re.compile(loader.alternation(words))


@cache
def _new_areas() -> frozenset[str]:
    """The new areas of national rank (国家级新区)."""
    return frozenset(loader.toml("regions")["areas"]["new"])


@cache
def _stops() -> frozenset[str]:
    return verbs() | frozenset(loader.toml("regions")["zones"]["stop"])


def _edge(words: Grid, head: int, end: int) -> int:
    """Where the name begins that ends with the head: behind verbs, counts and prepositions."""
    at = walk_left(words, head, INNER, _stops(), REACH)
    marks = [m.end() for m in cut_verbs().finditer(words.text, at, head) if m.start() in words.starts]
    marks += [at + m.end() for m in FIGURE.finditer(words.text[at:head])]
    at = max([at, *marks])
    if at < head:
        start, _ = strip_lead(words, at, end)
        at = min(start, head)
    if head - at >= 3 and words.text[at] in "以对在将把与驻":  # 以东港|开发区: jieba ties the preposition to the name
        at += 1
    return at


def _zones(words: Grid, known: Container[int]) -> Iterator[Candidate]:
    text = words.text
    data = loader.toml("regions")["zones"]
    for match in _heads().finditer(text):
        if match.start() in words.inside or not _complete(words, match.end()):
            continue
        start = _edge(words, match.start(), match.end())
        modifier = text[start : match.start()]
        if modifier in ("", "市", "县", "区", "省", "州"):
            if match[0] in data["bare"] and text[start - 1 : start] not in ("级", "个", "家", "类", "各"):
                yield Candidate(Span(match.start(), match.end()), EntityType.REGION, "zone.bare", 0.6, weak=True)
            continue
        named = any(at in known for at in range(start, match.start())) or text[start : match.end()] in _new_areas()
        common = [m.end() for m in _generic().finditer(text, start, match.start())]
        if not named and match.start() in common:
            continue
        if named or any(t.tag in PROPER for t in words.tokens_of(Span(start, match.start()))):
            yield Candidate(Span(start, match.end()), EntityType.REGION, "zone.head", 0.88)


def _complete(words: Grid, end: int) -> bool:
    """The head must end a word, and no noun go on behind it that makes another thing of the zone (高新区|管委会)."""
    if end not in words.ends:
        return False
    return words.text.startswith("规划建设", end) or not words.text.startswith(tuple(loader.toml("regions")["zones"]["behind"]), end)


def _nested(report: Report, words: Grid, regions: Sequence[Candidate]) -> Iterator[Candidate]:
    """广东湛江, 横峰县姚家乡: a place right behind the one it lies in is one name."""
    codes = divisions(report.year or LAST_TABLE, report.place)
    ordered = sorted((c for c in regions if c.rule == "authority.division"), key=lambda c: c.span)
    for first, second in zip(ordered, ordered[1:], strict=False):
        if first.span.end == second.span.start:
            outer, inner = codes.get(report.quote(first.span), ()), codes.get(report.quote(second.span), ())
            if any(i != o and o.endswith("00") and i.startswith(o.removesuffix("00").removesuffix("00")) for o in outer for i in inner):
                yield Candidate(Span(first.span.start, second.span.end), EntityType.REGION, "region.nested", 0.9)
    for state in regions:
        if state.rule == "authority.country" and (abroad := ABROAD.match(report.text, state.span.end)):
            yield Candidate(Span(state.span.start, abroad.end()), EntityType.REGION, "region.abroad", 0.93)
    for place in ordered:
        town = TOWN.match(report.text, place.span.end)
        if town and town.end() in words.ends and not _generic().match(report.text, place.span.end) and len(town[0]) > 2:
            yield Candidate(Span(place.span.start, town.end()), EntityType.REGION, "region.town", 0.8)


def _courses(words: Grid, regions: Sequence[Candidate]) -> Iterator[Candidate]:
    """长江干流重庆段, 沱江上游: a stretch of a river."""
    for river in regions:
        if words.text[river.span.end - 1] in "江河湖":
            match = COURSE.match(words.text, river.span.end - 1) or COURSE.match(words.text, river.span.end)
            if match and match.end() in words.ends:
                yield Candidate(Span(river.span.start, match.end()), EntityType.REGION, "region.course", 0.85)


def _waters(words: Grid, known: Container[int]) -> Iterator[Candidate]:
    """玄武湖, 大青山: words that end like waters, mountains and islands; short ones only in a list of such names."""
    data = loader.toml("regions")["waters"]
    heads, generic, behind = frozenset(data["heads"]), re.compile("|".join(data["generic"])), tuple(data["behind"])
    text = words.text
    last = -1
    for token in words.words:
        if text[token.end - 1] not in heads or token.start in known or token.start in words.inside:
            continue
        name = text[token.start : token.end]
        long = len(name) >= 3 and token.tag in ("ns", "nr", "nz", "x", "nrt")
        listed = len(name) == 2 and token.tag in ("ns", "x", "nr", "nz") and (last == token.start - 1 and text[last] == "、")
        if (long or listed) and not generic.search(name) and not text.startswith(behind, token.end):
            last = token.end
            stretch = COURSE.match(text, token.end - 1) or COURSE.match(text, token.end)
            end = stretch.end() if stretch and stretch.end() in words.ends else token.end
            yield Candidate(Span(token.start, end), EntityType.REGION, "region.water", 0.72)
            beside = BESIDE.match(text, end)
            if beside and beside[1][-1] in heads and not generic.search(beside[1]):
                yield Candidate(Span(beside.start(1), beside.end(1)), EntityType.REGION, "region.water", 0.7)
