"""What a number says of its indicator, weighed from the words around it: level, growth, decrease, increment or share.

Whether 发放贷款5亿元 is a level and 发放补贴证书500本 an increment follows from no single word. `kg/lexicon/measures.csv` holds weights
(hundredths of a logit) learned from annotated reports (tools/make_measures.py): one a sign (how the indicator begins and ends, the unit, the verb,
what stands behind, what the rules say) and measure; the measure with the greatest sum wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.extraction.clauses import JOINS
from kg.extraction.readings import SHARES
from kg.extraction.records import Measure, Target
from kg.extraction.sharing import BARE_NUMBER
from kg.lexicon import loader

LEARNED = (Measure.DECREASE, Measure.GROWTH, Measure.INCREMENT, Measure.LEVEL, Measure.SHARE)
MAGNITUDE = re.compile(r"^(?:万亿|千亿|百亿|千万|百万|亿|万|千(?!米))(?=.)")
VERB = re.compile(r"[\u4e00-\u9fff]*")
SUMMED = ("累计", "五年", "总", "共")
# 拥有国家级实验室5家、工程中心4家: what is held was not made this year.
HELD = re.compile(r"拥有[^，。；]*$")
# 累计建成标准厂房5万平方米、引进企业40家: what has been summed up is not what was added.
SUMMED_UP = re.compile(r"累计[^，。；]*$")
# So far before a number, in characters, it is said to be held or summed up.
LISTED = 60
# How far before a number a word of SUMMED still speaks of it, in characters.
NEAR = 12


def signs(text: str, target: Target) -> Iterator[str]:
    """What of a target and the text around it tells its measure."""
    measured, rule = target.indicator, target.measure.value
    unit = MAGNITUDE.sub("", target.unit or "")
    unit = "元" if "元" in unit else "%" if unit in ("%", "％", "成") else unit
    start, end = target.span.start, target.span.end
    verb = VERB.match(target.text)
    touching = verb[0] if verb else ""
    yield f"by={target.rule}"
    yield f"unit={unit}"
    yield f"verb={touching}"
    yield f"verb={touching} unit={unit}"
    yield f"status={target.status.value}"
    yield f"comparator={target.comparator.value if target.comparator else ''}"
    for size in (1, 2, 3):
        yield f"end={measured[-size:]}"
    yield f"end={measured[-2:]} unit={unit}"
    yield f"end={measured[-1:]} unit={unit}"
    if SUMMED_UP.search(text, max(0, start - LISTED), start):
        # it was not made this year, whatever the act before it
        yield "summed up"
        yield f"summed up unit={unit}"
    else:
        for size in (1, 2, 3):
            yield f"begin={measured[:size]}"
        yield f"rule={rule}"
        yield f"rule={rule} unit={unit}"
        yield f"begin={measured[:2]} unit={unit}"
        yield f"begin={measured[:2]} rule={rule}"
        yield f"end={measured[-2:]} rule={rule}"
    yield f"before={text[max(0, start - 2) : start]}".rstrip("\n")
    yield f"behind={text[end : end + 1]}".rstrip("\n")
    near = text[max(0, start - NEAR) : start]
    for word in SUMMED:
        if word in measured or word in near:
            yield f"near={word}"
    if HELD.search(text, max(0, start - LISTED), start):
        yield "held"


@cache
def _weights() -> Mapping[str, tuple[tuple[Measure, int], ...]]:
    return {row["sign"]: tuple((measure, int(row[measure.value])) for measure in LEARNED if row[measure.value]) for row in loader.table("measures")}


def weighed(text: str, targets: Iterable[Target]) -> Iterator[Target]:
    """The targets with the measures that the signs speak for; a promise without a number keeps its own.

    Numbers that one verb introduces (分别达到22家、182家) are weighed together.
    """
    rows: list[list[Target]] = []
    for target in targets:
        if rows and _goes_on(text, rows[-1][-1], target):
            rows[-1].append(target)
        else:
            rows.append([target])
    for row in rows:
        measure = _measure(text, row)
        yield from (replace(target, measure=measure) if measure is not target.measure else target for target in row)


def _goes_on(text: str, first: Target, second: Target) -> bool:
    """True for a number that the verb of the one before introduces too."""
    return (
        text[first.span.end : second.span.start] in JOINS
        and BARE_NUMBER.match(second.text) is not None
        and (first.unit in SHARES) == (second.unit in SHARES)
        and {first.measure, second.measure} <= set(LEARNED)
    )


def _measure(text: str, row: Sequence[Target]) -> Measure:
    if row[0].measure not in LEARNED:
        return row[0].measure
    sums: Counter[Measure] = Counter()
    weights = _weights()
    for target in row:
        for sign in signs(text, target):
            for measure, weight in weights.get(sign, ()):
                sums[measure] += weight
    return max(LEARNED, key=lambda measure: (sums[measure], measure is row[0].measure))
