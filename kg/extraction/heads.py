"""Names that end with a head noun: 实施|城镇小区配套幼儿园专项整治, 渝昆高铁|开工, 获批|国家城乡融合发展试验区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, Item, cut_verbs, strip_lead
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Span

LONGEST = 40
BRACKET = re.compile(r"（[^（）]{1,8}）")
PHASE = re.compile(r"[一二三四五六]期(?:工程|项目)?|第[一二三四五]跑道|(?:改造|扩能改造|扩能|迁建|改扩建|扩建|综合整治|搬迁)(?=[，。；、等和及项加开建]|$)")
FOLLOWS = re.compile(
    r"建设|工作|任务|项目|等|为|成效|进展|前期|主体|全线|首|顺利|扎实|取得|深入|稳步|有序|有力|加快|全面|成功|正式|基本|如期|相继|纵深|持续|不断|效应|成果|"
    r"的|[，。；、：！？（）“”《》—\d]|$"
)
SEGMENT = re.compile(r"至|—|到")
DOCUMENT_HEADS = ("意见", "方案", "办法", "决定", "措施", "政策", "条例", "规定")
VERBAL_DOCUMENT = re.compile(r"(?:关于)?[^，。；、]{2,24}的(?:若干|实施|指导|工作)?(?:意见|方案|办法|决定|措施|政策|规定)$")


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, EntityType]]:
    kinds = {h: EntityType(kind) for kind, words in loader.toml("names")["heads"].items() for h in words}
    ordered = sorted(kinds, key=lambda h: (-len(h), h))
    return re.compile("|".join(map(re.escape, ordered))), kinds


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(loader.toml("names")[table][key])


def head_candidates(words: Grid, clause: Clause, proper_spans: frozenset[int]) -> Iterator[Candidate]:
    """Candidates in every item of a clause. `proper_spans` holds the places covered by known proper names."""
    for item in clause.items:
        yield from _in_item(words, item, proper_spans, len(clause.items) > 1)


def _in_item(words: Grid, item: Item, proper: frozenset[int], listed: bool) -> Iterator[Candidate]:
    pattern, kinds = _heads()
    limit = item.span.end
    matches = [m for m in pattern.finditer(words.text, item.name, item.span.end) if m.start() not in words.inside]
    taken = limit
    for match in reversed(matches):
        if match.end() > taken:
            continue
        kind = kinds[match[0]]
        end = _extended(words, match.end(), limit)
        strict = _may_end(words, end, limit)
        if not strict and kind is not EntityType.PROJECT:
            continue
        start = left_edge(words, item.name, match.start(), end)
        if start is None or end - start > LONGEST:
            continue
        start = _balanced(words, start, end)
        if start is None:
            continue
        name = words.text[start:end]
        verdict = judge(words, Span(start, end), match, kind, proper)
        if verdict is None or (not strict and verdict < 0.75):
            continue
        kind = _settled(name, kind)
        yield Candidate(Span(start, end), kind, f"head.{kind.value.lower()}", verdict if strict else verdict - 0.1)
        taken = start


def _settled(name: str, kind: EntityType) -> EntityType:
    if name.endswith("段") and ("江" in name or "河" in name) and "铁" not in name:
        return EntityType.REGION
    return kind


def _extended(words: Grid, end: int, limit: int) -> int:
    for pattern in (PHASE, BRACKET):
        if match := pattern.match(words.text, end, limit):
            end = match.end()
    return end


def _may_end(words: Grid, end: int, limit: int) -> bool:
    """True if what follows is no noun that would carry the name on."""
    if end >= limit or FOLLOWS.match(words.text, end, limit):
        return True
    token = words.starts.get(end)
    return token is not None and token.tag[0] in "vdpcumr" and token.tag not in ("vn",) and token.end <= limit


def left_edge(words: Grid, start: int, head: int, end: int) -> int | None:
    """Where the name that ends at `end` begins: behind the last verb that leaves it something to be called by."""
    marks = [m for m in cut_verbs().finditer(words.text, start, head) if m.start() not in words.inside]
    for mark in reversed(marks):
        if words.text[mark.start() - 1 : mark.start()] in ("整", "待"):
            continue
        after, _ = strip_lead(words, mark.end(), end)
        after = _behind_particle(words, after, head, end)
        if _modified(words.text[after:head]):
            return after
        if VERBAL_DOCUMENT.fullmatch(words.text, start, end):
            return start
    edge = _behind_particle(words, start, head, end)
    return edge if edge < end else None


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
    for quote in words.quotes:
        if quote.start < start < quote.end:
            return quote.start
        if quote.start < end < quote.end:
            return None
    return start


def _modified(modifier: str) -> bool:
    """True if something more specific than generic words stands before the head."""
    generic = _words("generic", "words")
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
    if not modifier and not _modified(whole):
        return None
    if not _modified(modifier) and span.end == head.end():
        return None
    named = is_proper(words, Span(span.start, max(head.start(), span.start + 1)), proper)
    if "“" in modifier or "《" in modifier:
        return 0.92
    if head[0] == "段" and not (SEGMENT.search(modifier) or re.search(r"铁|高速|公路|线", modifier)):
        return None
    if kind is EntityType.PROJECT or head[0] in _words("proper", "heads"):
        if not named:
            return None
        return 0.9 if len(modifier) >= 2 else 0.7
    if kind is EntityType.PROGRAM:
        plain = [t for t in words.tokens_of(Span(span.start, head.start())) if words.text[t.start : t.end] not in _words("generic", "words")]
        if not plain:
            return None
        return 0.92 if named or len(modifier) >= 6 else 0.8 if len(modifier) >= 4 else 0.7
    return 0.9 if named else 0.75


def is_proper(words: Grid, span: Span, proper: frozenset[int]) -> bool:
    """True if a known name, a coined word, letters or a quotation stands within the span."""
    text = words.text[span.start : span.end]
    if any(c in text for c in "“《") or re.search(r"[A-Za-z]|\d号|\+", text):
        return True
    if text.startswith(tuple(_words("common", "prefixes"))):
        return True
    if any(at in proper for at in range(span.start, span.end)):
        return True
    common = _words("common", "words")
    singles = 0
    for token in words.tokens_of(span):
        word = words.text[token.start : token.end]
        if len(word) == 1 and token.tag not in ("c", "p", "u", "f", "m", "q"):
            singles += 1
            if singles >= 2:
                return True
            continue
        singles = 0
        if word in common:
            continue
        if token.tag == "x" and len(word) >= 2 or token.tag in ("ns", "nr", "nrt", "nt", "nz", "j"):
            return True
    return False
