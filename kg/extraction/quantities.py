"""Targets: every number that a reader would put in a table of goals and results (annotation guideline, "Targets")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extraction.acts import acted_on, acts
from kg.extraction.clauses import Clause, clauses, grid
from kg.extraction.goals import qualitative_goals
from kg.extraction.horizons import frame_of, goal_of, horizon_of, states_year
from kg.extraction.indicators import trim
from kg.extraction.measures import weighed
from kg.extraction.numerals import Quantity
from kg.extraction.phrases import targets_of
from kg.extraction.predicates import without_news
from kg.extraction.readings import APPROXIMATE, readings
from kg.extraction.records import EntityType, Measure, Mention, Numeral, Target
from kg.extraction.sharing import measured_like, shared
from kg.extraction.sums import subject_of
from kg.extraction.wording import without_examples
from kg.reading.document import Report, TimeFrame

# Whose results a sentence may tell that opens with their name.
OWNERS = (EntityType.PROJECT, EntityType.REGION, EntityType.ORGANIZATION)
# No target begins more than this many targets before a numeral that it holds.
REACH = 20
# 预计，地区生产总值增长7%，…: everything that the sentence goes on to tell is only expected.
EXPECTED = "预计"
# 研究与试验开发经费，|由1997年的509亿元增加到1161亿元: what rose stands in the clause before.
SINCE = re.compile(r"[从由](?:(?:19|20)\d\d年(?:末|底)?的?|[^，。；、\d]{0,6}的)?\d")
# So long, in characters, is what rose at most.
LONGEST = 40
# 交通、金融等|对经济增长贡献率: what is said of the examples too.
OF_ALL = re.compile("对|占|的|各类|各项|所有")


def find_targets(report: Report, names: Iterable[Mention] = ()) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
    """The targets of a report in the order of the text, and what became of each of its numerals.

    Numerals within one of the `names` (库尔勒—若羌750千伏输变电工程) measure nothing.
    """
    targets, numerals = read_targets(report, names)
    return tuple(weighed(report.text, targets)), numerals


def read_targets(report: Report, names: Iterable[Mention]) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
    """The same with the measures that the rules alone give (the training of `measures` begins with them)."""
    names = tuple(names)
    named = frozenset(at for name in names for at in range(name.span.start, name.span.end))
    topics = _topics(report, names)
    words = grid(report)
    targets: list[Target] = []
    numerals: list[Numeral] = []
    subject = act = ""
    sentence = -1
    recent: list[Target] = []
    horizon: TimeFrame | None = None
    # 预计实现生产总值1390亿元，|增长7%: what a clause only expects, the next one adds to
    expected = hedged = False
    silent: Clause | None = None
    for clause in clauses(report):
        if clause.sentence != sentence:
            subject, act, sentence = "", "", clause.sentence
            recent = []
            silent = None
            horizon = horizon_of(report, clause.sentence)
            expected = hedged = False
        frame = frame_of(report, clause)
        goal = goal_of(report, clause, frame)
        if goal is not None or horizon is not None and states_year(report, clause):
            horizon = goal
        if horizon is not None:
            frame = horizon
        found: list[Target] = []
        if not subject and silent is not None and len(silent.span) <= LONGEST and SINCE.match(report.text, clause.span.start, clause.span.end):
            subject = trim(report.quote(silent.span))
        silent = clause
        for reading in readings(words, clause, named):
            silent = None
            if isinstance(reading, Quantity):
                numerals.append(Numeral(reading.span, report.quote(reading.span), str(reading.reason)))
                continue
            goes_on = hedged and not found and clause.opener in ("，", ",") and not reading.phrase.strip("，、 ")
            if (expected or goes_on) and reading.comparator == "=":
                reading = replace(reading, comparator="≈")
            topic = topics.get(clause.sentence)
            new, spoken, done = targets_of(
                report, clause, reading, subject, act, frame, topic.text if topic and topic.span.end <= reading.span.start else ""
            )
            if reading.quantity.span.start not in words.inside:  # a bracket adds to what is spoken of, it does not change it
                subject, act = spoken, done
            if found and new and reading.continued and not reading.kind:
                new = (replace(new[0], measure=measured_like(found[-1], new[0].unit)),)
            found += new
            outcome = "target" if new else "attribute count"
            numerals.append(Numeral(reading.quantity.span, report.quote(reading.quantity.span), outcome, tuple(t.id for t in new)))
        if len(found) > 1 and all(t.measure is Measure.INCREMENT for t in found) and len({t.unit for t in found}) == 1:
            subject = act + "、".join(dict.fromkeys(without_news(acted_on(t.indicator)) for t in found))
        if found:
            found = shared(report.quote(clause.span), found, recent)
            recent += found
        hedged = bool(found) and APPROXIMATE.search(report.text, clause.span.start, clause.span.end) is not None
        expected = expected or report.text.endswith(EXPECTED, clause.span.start, clause.span.end)
        if not found and (bare := subject_of(report.quote(clause.span))):
            subject = bare
        targets += found
    targets = [_without_examples(t) for t in targets]
    targets += qualitative_goals(report, words, {t.sentence for t in targets}, targets)
    targets.sort(key=lambda t: (t.span.start, t.span.end, t.indicator))
    numbered = {t.id: f"t{n}" for n, t in enumerate(targets, 1)}
    final = tuple(replace(t, id=numbered[t.id]) for t in targets)
    listed = tuple(_numeral(n, final) for n in numerals)
    return final, listed


def _topics(report: Report, names: Sequence[Mention]) -> dict[int, Mention]:
    """What each sentence is about: the first sector that it names, or else the name that opens it."""
    found: dict[int, Mention] = {}
    for name in sorted(names, key=lambda n: n.span):
        known = found.get(name.sentence)
        if (
            name.type is EntityType.INDUSTRY
            and (known is None or known.type is not EntityType.INDUSTRY)
            or known is None
            and name.type in OWNERS
            and name.span.start == report.sentences[name.sentence].span.start
        ):
            found[name.sentence] = name
    return found


def _without_examples(target: Target) -> Target:
    if "等" not in target.indicator or target.measure is Measure.INCREMENT:
        return target
    verb = acts().match(target.indicator)
    act = verb[0] if verb else ""
    rest = without_examples(target.indicator[len(act) :])
    return target if len(rest) < 5 or OF_ALL.match(rest) else replace(target, indicator=act + rest)


def _numeral(numeral: Numeral, targets: tuple[Target, ...]) -> Numeral:
    if numeral.outcome != "target":
        return numeral
    near = bisect_left(targets, numeral.span.end, key=lambda t: t.span.start)
    ids = tuple(t.id for t in targets[max(0, near - REACH) : near] if t.span.overlaps(numeral.span))
    return replace(numeral, targets=ids)
