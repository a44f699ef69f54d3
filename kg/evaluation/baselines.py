"""What one gets without rules: the yardsticks that docs/evaluation.md sets beside the extractor's figures.

Both are given the sentences with their years and tenses, so that only the finding of names and numbers is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.extraction.records import Comparator, EntityType, Extraction, Measure, Mention, Target
from kg.extraction.segmenter import tagged
from kg.reading.document import Report, Span

# jieba's tags for names: places, organisations, persons, other proper names.
TAGS = {"ns": EntityType.REGION, "nt": EntityType.ORGANIZATION, "nr": EntityType.PERSON, "nz": EntityType.PROJECT}
# A number, its magnitude and the sign or the one or two characters behind it.
NUMBER = re.compile(r"\d+(?:\.\d+)?((?:万|亿|万亿)?(?:%|个百分点|亿元|公里|[\u4e00-\u9fff]))")
CLAUSE = re.compile(r"[^，。；：、！？]{1,40}\Z")
CONFIDENCE = 0.5


def by_tags(report: Report) -> Extraction:
    """Every word that jieba's tagger calls a name is one; nothing else."""
    mentions: list[Mention] = []
    for sentence in report.sentences:
        for token in tagged(report.quote(sentence.span)):
            if token.tag in TAGS:
                span = Span(sentence.span.start + token.start, sentence.span.start + token.end)
                identifier = f"m{len(mentions) + 1}"
                mentions.append(
                    Mention(identifier, TAGS[token.tag], span, report.quote(span), sentence.index, None, None, CONFIDENCE, "baseline.tags")
                )
    return Extraction(report, tuple(mentions), (), (), ())


def by_numbers(report: Report) -> Extraction:
    """Every number with a unit is a level, and the words before it in its clause are the indicator."""
    targets: list[Target] = []
    for sentence in report.sentences:
        text = report.quote(sentence.span)
        for found in NUMBER.finditer(text):
            span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
            before = CLAUSE.search(text[: found.start()])
            value = float(found[0][: -len(found[1])])
            targets.append(
                Target(
                    id=f"t{len(targets) + 1}",
                    span=span,
                    text=found[0],
                    sentence=sentence.index,
                    indicator=before[0] if before else "",
                    measure=Measure.LEVEL,
                    value=value,
                    unit=found[1],
                    comparator=Comparator.EQUAL,
                    year=sentence.frame.year,
                    status=sentence.frame.tense,
                    confidence=CONFIDENCE,
                    rule="baseline.numbers",
                )
            )
    return Extraction(report, (), tuple(targets), (), ())


BASELINES: Mapping[str, Callable[[Report], Extraction]] = {"jieba tags alone": by_tags, "number regex alone": by_numbers}
