"""Works on facilities and sites are projects, where 工程 alone is a programme: 某某隧道主体工程, 某某灌区改造工程."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import Grid
from kg.extraction.records import EntityType
from kg.extraction.specific import is_proper
from kg.lexicon import loader
from kg.reading.document import Span

STRETCH = re.compile(r"（[^（）“]{1,20}）")
LINE = re.compile(r"铁|高速|公路|路|线|隧|轨")


def settled(words: Grid, span: Span, kind: EntityType, proper: frozenset[int]) -> EntityType:
    """The kind of a name: 工程 on a facility or a named site is a project, a stretch of a river a region."""
    name = words.text[span.start : span.end]
    bare = STRETCH.sub("", name)
    if kind is EntityType.PROGRAM and bare.endswith("工程"):
        site = _site().search(bare)
        named = site is not None and is_proper(words, Span(span.start, span.start + site.end(1)), proper)
        return EntityType.PROJECT if named or _works().search(bare) else kind
    if name.endswith("段") and ("江" in name or "河" in name) and not LINE.search(name):
        return EntityType.REGION
    return kind


@cache
def _works() -> re.Pattern[str]:
    """…隧道主体工程, …机场配套工程: works on a facility are a project, where 工程 alone is a programme."""
    facilities = loader.alternation(loader.toml("names")["works"]["facilities"])
    return re.compile(
        rf"^引.{{1,3}}[济入补].{{1,3}}工程|(?:{facilities})(?:[一二三四五六]期|站内|站房|站前|主体|配套|扩能|改造|扩能改造|扩建|改扩建|迁建|建设|提升|加固|除险加固)*工程$"
    )


@cache
def _site() -> re.Pattern[str]:
    """某某灌区现代化|改造工程, 某某河河道|治理工程: works on a thing with a name of its own."""
    works = loader.toml("names")["works"]
    return re.compile(
        rf"[^“”《》]({loader.alternation([*works['facilities'], *works['sites']])})[^“”《》]{{0,12}}(?:{loader.alternation(works['acts'])})工程$"
    )
