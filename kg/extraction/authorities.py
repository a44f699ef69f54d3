"""Regions, organisations, industries and persons: listed names, and patterns around their head nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Grid, cut_verbs, grid, strip_lead
from kg.extraction.gazetteer import listed
from kg.extraction.industries import industry_candidates
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Report, Span

# Words that may stand inside the name of a zone or an organisation, by jieba's tags.
INNER = ("n", "ns", "nz", "nr", "nrt", "nt", "j", "b", "x", "vn", "f", "l", "m", "s", "zg", "q")
REACH = 12
FOREIGN_TIES = r"(?=经贸|贸易|关系|友好|合作|两国|摩擦|战略)"


def candidates(report: Report) -> list[Candidate]:
    """All candidates of the four kinds, in no particular order."""
    words = grid(report)
    found = list(listed(report, words))
    known = frozenset(at for c in found for at in range(c.span.start, c.span.end))
    found += _abbreviations(report, words)
    found += _zones(words, known)
    found += _organizations(words, known)
    found += industry_candidates(words)
    found += _speaker(report)
    return found


@cache
def _pairs() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = loader.toml("regions")
    home = "".join(data["abbreviations"])
    world = "".join(data["countries"]["letters"])
    run = re.compile(
        rf"(?<![\u4e00-\u9fff])?([{home}]{{2,8}})(?=等|合作|协作|两地|两省|三省|四省|五省|省份|交界|毗邻|共建|联动|[、和](?:[{home}]{{2}}))"
    )
    last = re.compile(rf"(?<=[、和])([{home}]{{2}})(?=等?(?:合作|协作|省份|两省|省际)|等)")
    nations = re.compile(rf"(中[{world}]){FOREIGN_TIES}")
    single = re.compile(rf"(?<=[驻来在赴入援离返])([{home}])(?![{home}]|[年月日国家市场上下方面])")
    return run, last, nations, single


def _abbreviations(report: Report, words: Grid) -> Iterator[Candidate]:
    """渝黔、渝陕合作, 中美经贸, 驻渝: single characters stand for provinces and states."""
    run, last, nations, single = _pairs()
    for pattern, rule, confidence in ((run, "abbreviation.run", 0.85), (last, "abbreviation.run", 0.85), (nations, "abbreviation.state", 0.85)):
        for match in pattern.finditer(report.text):
            if match.start() in words.inside or not _edge(words, match):
                continue
            for at in range(match.start(1), match.end(1)):
                yield Candidate(Span(at, at + 1), EntityType.REGION, rule, confidence)
    for match in single.finditer(report.text):
        if match.start(1) in words.starts and match.end(1) in words.ends or report.text[match.start() - 1] in "驻援":
            yield Candidate(Span(match.start(1), match.end(1)), EntityType.REGION, "abbreviation.single", 0.75)


def _edge(words: Grid, match: re.Match[str]) -> bool:
    """The run of letters must not begin or end inside a word."""
    before = match.start(1)
    return (before in words.starts or before - 1 < 0) and match.end(1) in words.ends


@cache
def _heads(table: str, group: str) -> re.Pattern[str]:
    heads = loader.toml(table)[group]["heads"]
    return re.compile("|".join(map(re.escape, sorted(heads, key=lambda h: (-len(h), h)))))


def reach_left(words: Grid, head: int) -> int:
    """How far the name that ends with the head goes to the left: over nouns and names, not over verbs and particles."""
    at = head
    while head - at < REACH:
        previous = words.word_before(at)
        if previous is None:
            break
        word = words.text[previous.start : previous.end]
        if previous.tag not in INNER or not word.isalpha() or cut_verbs().fullmatch(word) or word in ("的", "和", "与", "及", "等"):
            break
        at = previous.start
    start, _ = strip_lead(words, at, head + 1) if at < head else (at, ())
    return min(start, head)


def _zones(words: Grid, known: frozenset[int]) -> Iterator[Candidate]:
    data = loader.toml("regions")["zones"]
    generic, bare = tuple(data["generic"]), tuple(data["bare"])
    for match in _heads("regions", "zones").finditer(words.text):
        if match.start() in words.inside or not _ends(words, match.end()):
            continue
        start = reach_left(words, match.start())
        modifier = words.text[start : match.start()]
        if not modifier:
            if match[0] in bare and words.text[match.start() - 1 : match.start()] not in ("级", "个", "家"):
                yield Candidate(Span(match.start(), match.end()), EntityType.REGION, "zone.bare", 0.6, weak=True)
            continue
        proper = any(at in known for at in range(start, match.start())) or any(
            t.tag in ("ns", "nr", "nrt", "nz", "j", "x") for t in words.tokens_of(Span(start, match.start()))
        )
        if modifier.endswith(generic) and not any(at in known for at in range(start, match.start())) or not proper:
            continue
        yield Candidate(Span(start, match.end()), EntityType.REGION, "zone.head", 0.88)


def _ends(words: Grid, end: int) -> bool:
    """No noun goes on behind the head (高新区管委会, 经济带发展规划 are other names)."""
    token = words.starts.get(end)
    return token is None or token.tag[0] != "n" or words.text[token.start : token.end] in ("建设", "内", "段")


def _organizations(words: Grid, known: frozenset[int]) -> Iterator[Candidate]:
    for match in _heads("organizations", "pattern").finditer(words.text):
        if match.start() in words.inside or not _ends(words, match.end()):
            continue
        start = reach_left(words, match.start())
        if match.start() - start < 2:
            continue
        tokens = words.tokens_of(Span(start, match.start()))
        proper = any(at in known for at in range(start, match.start())) or any(t.tag in ("nr", "nz", "nt", "j", "x", "nrt") for t in tokens)
        if proper:
            yield Candidate(Span(start, match.end()), EntityType.ORGANIZATION, "organization.head", 0.8)


def _speaker(report: Report) -> Iterator[Candidate]:
    """The speaker, where the head of the report names one."""
    if report.speaker:
        at = report.text.find(report.speaker)
        if at >= 0:
            yield Candidate(Span(at, at + len(report.speaker)), EntityType.PERSON, "frontmatter.speaker", 0.95)
    for match in re.finditer(r"中共([\u4e00-\u9fff]{2,8}?委)(?!员)", report.text):
        yield Candidate(Span(match.start(), match.end()), EntityType.ORGANIZATION, "organization.party", 0.95)
