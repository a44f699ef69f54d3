"""Topics: ：城市轨道交通网，…；高速公路网，… — a clause that is one noun phrase names what the clauses behind it speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, cut_verbs
from kg.extraction.reach import with_opening
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.document import Span

LONGEST = 12
NETWORK = re.compile(r"网(?:络)?$")
OPENERS = ("：", "；", ":", ";")


def topic_candidates(words: Grid, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """Networks that open a member of a list of clauses: short, without a verb, with a clause of the same sentence behind."""
    for clause, following in zip(clauses, clauses[1:], strict=False):
        if clause.opener not in OPENERS or following.sentence != clause.sentence or following.opener not in ("，", ","):
            continue
        text = words.text[clause.span.start : clause.span.end]
        if 3 <= len(text) <= LONGEST and NETWORK.search(text) and "、" not in text and not cut_verbs().match(text):
            yield Candidate(Span(clause.span.start, clause.span.end), EntityType.PROJECT, "topic.network", 0.8)


@cache
def _strategy() -> re.Pattern[str]:
    data = loader.toml("names")["strategies"]
    return re.compile(f"(?:{loader.alternation(data['parts'])})(?:{loader.alternation(data['acts'])})")


CONGRESS = re.compile(r"党的(?:[一二]?十[一二三四五六七八九]?|[七八九])大|第[一二三四五六七八九十]{1,3}次党代会")
OF_PLACE = re.compile(r"(?:自治区|[省市州县区])\Z")


def congress_candidates(text: str) -> Iterator[Candidate]:
    """党的十九大, 省第十三次党代会: congresses of the party."""
    for match in CONGRESS.finditer(text):
        start = with_opening(OF_PLACE, text, match.start(), 3) if match[0].startswith("第") else match.start()
        yield Candidate(Span(start, match.end()), EntityType.EVENT, "event.congress", 0.9)


def strategy_candidates(text: str) -> Iterator[Candidate]:
    """西部开发、东北振兴、中部崛起、东部率先发展: the strategies for the parts of the country."""
    for match in _strategy().finditer(text):
        yield Candidate(Span(match.start(), match.end()), EntityType.PROGRAM, "topic.strategy", 0.85)
