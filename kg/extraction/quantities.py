"""Targets: every number that a reader would put in a table of goals and results (annotation guideline, "Targets")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.clauses import Clause, Grid, clauses, grid
from kg.extraction.goals import qualitative_goals
from kg.extraction.indicators import is_increment, is_share, trim
from kg.extraction.numerals import Quantity, quantities
from kg.extraction.records import Comparator, Measure, Numeral, Target
from kg.extraction.sharing import shared
from kg.lexicon import loader
from kg.reading.document import Report, Span, Tense, TimeFrame

STATED_YEAR = re.compile(r"(?:到|至)?(20\d\d)年")
APPROXIMATE = re.compile(r"预计|预期")
COUNTED_NOUN = re.compile(r"[\u4e00-\u9fff“（A-Za-z]")
STOP = re.compile(r"[，；。、！？：]")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one number is introduced: the verb, the phrase it measures, and the span with verb and comparator."""

    quantity: Quantity
    span: Span
    phrase: str
    kind: str | None
    verb: str
    comparator: str
    continued: bool
    continued_list: bool


@cache
def _before() -> re.Pattern[str]:
    """verb and comparator that touch a number, read at the end of the text before it."""
    data = loader.toml("quantities")
    kinds = {kind: "|".join(map(re.escape, sorted(data["verbs"][kind], key=lambda w: (-len(w), w)))) for kind in ("level", "growth", "decrease")}
    marks = [mark for _, group in data["comparators"]["before"] for mark in group]
    # 签约, 节约, 条约 are words of their own
    compared = "|".join(map(re.escape, sorted(marks, key=lambda w: (-len(w), w)))).replace("约", r"(?<![签节条公合违履特])约")
    return re.compile(
        rf"(?:(?:(?P<level>{kinds['level']})|(?P<growth>{kinds['growth']})|(?P<decrease>{kinds['decrease']}))了?)?"
        rf"(?P<manner>均|都|分别|各)?(?P<compared>{compared})?$"
    )


@cache
def _comparators() -> dict[str, str]:
    return {mark: sign for sign, marks in loader.toml("quantities")["comparators"]["before"] for mark in marks}


@cache
def _acts() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(loader.toml("quantities")["verbs"]["act"], key=lambda w: (-len(w), w)))))


def find_targets(report: Report) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
    """The targets of a report in the order of the text, and what became of each of its numerals."""
    words = grid(report)
    targets: list[Target] = []
    numerals: list[Numeral] = []
    subject = act = ""
    sentence = -1
    recent: list[Target] = []
    for clause in clauses(report):
        if clause.sentence != sentence:
            subject, act, sentence = "", "", clause.sentence
            recent = []
        frame = _frame(report, clause)
        found: list[Target] = []
        for reading in _readings(words, clause):
            if isinstance(reading, Quantity):
                numerals.append(Numeral(reading.span, report.quote(reading.span), str(reading.reason)))
                continue
            new, subject, act = _targets(report, clause, reading, subject, act, frame)
            if found and new and reading.continued and not reading.kind:
                new = [replace(new[0], measure=found[-1].measure)]
            found += new
            outcome = "target" if new else "attribute count"
            numerals.append(Numeral(reading.quantity.span, report.quote(reading.quantity.span), outcome, tuple(t.id for t in new)))
        found = shared(report.quote(clause.span), found, recent)
        recent += found
        if not found and (bare := _subject_of(report.quote(clause.span))):
            subject = bare
        targets += found
    targets += qualitative_goals(report, words, {t.sentence for t in targets}, targets)
    targets.sort(key=lambda t: (t.span.start, t.span.end, t.indicator))
    names = {t.id: f"t{n}" for n, t in enumerate(targets, 1)}
    final = tuple(replace(t, id=names[t.id]) for t in targets)
    listed = tuple(_numeral(n, final) for n in numerals)
    return final, listed


def _numeral(numeral: Numeral, targets: tuple[Target, ...]) -> Numeral:
    if numeral.outcome != "target":
        return numeral
    ids = tuple(t.id for t in targets if t.span.overlaps(numeral.span))
    return replace(numeral, targets=ids)


def _frame(report: Report, clause: Clause) -> TimeFrame:
    """The sentence's time frame; a year stated in the clause wins, and years behind the review's are promises."""
    frame = report.sentences[clause.sentence].frame
    stated = [int(m[1]) for m in STATED_YEAR.finditer(report.quote(clause.span))]
    if not stated:
        return frame
    year = stated[-1]
    if report.year is not None and year > report.year:
        return TimeFrame(year, Tense.PLANNED)
    if frame.year is not None and year < frame.year and frame.tense is Tense.PLANNED and report.year is not None and year < report.year:
        return TimeFrame(year, Tense.ACHIEVED)
    return TimeFrame(year, frame.tense)


def _subject_of(clause: str) -> str:
    """地区生产总值增速保持在合理区间 → 地区生产总值: what a clause without number hands on to the next."""
    match = re.match(r"^([^，。；]{2,16}?)(?:增速|总体|保持|持续|稳步|运行|较快)", clause)
    return trim(match[1]) if match else ""


def _readings(words: Grid, clause: Clause) -> Iterator[Reading | Quantity]:
    text = words.text
    at = clause.span.start
    for quantity in quantities(words, clause.span):
        if quantity.reason:
            yield quantity
            continue
        left = text[at : quantity.span.start]
        if at > clause.span.start and (stop := STOP.search(left)) and stop.start() > 0:
            left = left[stop.start() :]
        match = _before().search(left)
        assert match is not None
        kind = next((k for k in ("level", "growth", "decrease") if match[k]), None)
        verb = match[kind] if kind else ""
        compared = match["compared"] or (verb if verb in _comparators() else "")
        sign = quantity.comparator or _comparators().get(compared, "=")
        if quantity.comparator is None and APPROXIMATE.search(text, clause.span.start, quantity.span.start) and sign == "=":
            sign = "≈"
        phrase = left[: match.start()]
        if verb == "为" and not phrase.strip("、，和与 "):
            kind, verb = None, ""  # 为1.5万名老人发放…: whom it is for, not what it is
        start = quantity.span.start - (len(left) - match.start())
        continued = not phrase.strip("、，和与 ") and at > clause.span.start
        goes_on = kind is None and at > clause.span.start and phrase.endswith(("和", "与", "及"))
        yield Reading(quantity, Span(start, quantity.span.end), phrase, kind, verb, sign, continued, goes_on)
        at = quantity.span.end


def _targets(report: Report, clause: Clause, reading: Reading, subject: str, act: str, frame: TimeFrame) -> tuple[list[Target], str, str]:
    """The target of one number; also the subject and act that later numbers of the sentence may go on with."""
    text = report.text
    end = reading.quantity.span.end
    rest = text[end : clause.span.end]
    stop = STOP.search(rest)
    following = rest[: stop.start()] if stop else rest
    span = reading.span
    phrase = trim(reading.phrase)
    opening = _acts().match(phrase)
    counted = bool(following) and COUNTED_NOUN.match(following) is not None and reading.quantity.unit != "%"
    nxt = re.search(r"\d", following)
    thing = (re.split(r"\d", following)[0] if nxt else following).replace("了", "")
    confidence = 0.93
    if reading.kind and (phrase or subject or act):
        if re.match(r"减负|减税|降本", reading.verb):
            phrase += reading.verb
        elif phrase.startswith("总") and len(phrase) <= 4 and subject:
            phrase = subject + phrase
        elif (ending := _ends_with_act(phrase)) and len(phrase) > len(ending) + 1 and not counted and reading.quantity.unit != "%":
            phrase = ending + phrase[: -len(ending)]
        indicator = _measured(phrase, subject, act)
        measure = _measure(reading, indicator, counted)
        if reading.kind == "level" and reading.verb in ("覆盖", "惠及") and counted:
            indicator = f"{indicator}{reading.verb}{thing}"
        elif reading.kind == "level" and counted and reading.verb in ("完成", "实现", "累计", "共有", "拥有", "新增") and not phrase:
            indicator, measure = f"{reading.verb}{thing}", Measure.INCREMENT
        subject = indicator
        return [_target(report, clause, reading, span, indicator, measure, frame, confidence)], subject, act
    thing = re.sub(r"[和与及、]$", "", thing)
    if counted and act and thing and reading.continued_list:
        return [_target(report, clause, reading, span, act + thing, Measure.INCREMENT, frame, 0.8)], act + thing, act
    if counted and opening and phrase.endswith("等"):
        indicator = phrase + thing
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.82)], indicator, opening[0]
    if counted and opening and thing and not _ends_with_act(phrase):
        indicator = opening[0] + thing
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.85)], indicator, opening[0]
    if counted and phrase.endswith("等") and (done := _ends_with_act(thing)):
        indicator = f"{done}{phrase}{thing[: -len(done)]}"
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.8)], indicator, done
    if counted and (not phrase or _ends_with_act(phrase)):
        indicator, measure = _counted(phrase or reading.verb, thing)
        confidence = 0.85 if phrase else 0.7
        if phrase and not reading.kind:
            verb = _ends_with_act(phrase)
            span = Span(span.start - len(verb), span.end) if text[span.start - len(verb) : span.start] == verb else span
        if not thing.strip() or len(indicator) < 2:
            return [], subject, act
        return [_target(report, clause, reading, span, indicator, measure, frame, confidence)], indicator, act
    if not phrase:
        if not (subject or act):
            return [], subject, act
        indicator = subject or act
        measure = Measure.INCREMENT if indicator.startswith(act) and act else Measure.LEVEL
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.75)], subject, act
    if opening:
        act = opening[0]
        indicator = phrase
    elif (inner := _last_act(phrase)) is not None:
        act = inner[0]
        indicator = phrase[inner.start() :] if inner.start() > 6 else phrase
    elif act and reading.phrase.startswith(("、", "和")):
        indicator = act + phrase
    else:
        indicator = phrase
        measure = Measure.SHARE if reading.quantity.unit in ("%", "％") and is_share(phrase) else Measure.LEVEL
        if re.search(r"(?:涨幅|增幅|增速|增长率)$", phrase):
            measure = Measure.GROWTH
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.8)], indicator, act
    measure = Measure.LEVEL if "累计" in reading.phrase else Measure.INCREMENT
    if re.match(r"压减|减免|减负|减少|为企业减负|减税|取消|精简|压缩", act):
        measure = Measure.DECREASE
    return [_target(report, clause, reading, span, indicator, measure, frame, 0.88)], indicator, act


def _measured(phrase: str, subject: str, act: str) -> str:
    return phrase or re.sub(r"^.{0,12}?(?:新获批|新落户|新增|新开通|新创建|新认定|新建|新)", "", subject) or act


def _ends_with_act(phrase: str) -> str:
    verbs: list[str] = sorted(loader.toml("quantities")["verbs"]["act"], key=lambda w: (-len(w), w))
    return next((verb for verb in verbs if phrase.endswith(verb)), "")


def _last_act(phrase: str) -> re.Match[str] | None:
    found = list(_acts().finditer(phrase))
    return found[-1] if found and found[-1].end() < len(phrase) - 1 else None


def _counted(phrase: str, thing: str) -> tuple[str, Measure]:
    verb = _ends_with_act(phrase)
    thing = thing.strip("的 ")
    if verb:
        return verb + thing, Measure.INCREMENT
    return thing, Measure.INCREMENT


def _measure(reading: Reading, indicator: str, counted: bool) -> Measure:
    percent = reading.quantity.unit in ("%", "％", "‰")
    if reading.kind == "growth":
        return Measure.INCREMENT if reading.verb in ("新增", "净增") and not percent else Measure.GROWTH
    if reading.kind == "decrease":
        return Measure.DECREASE
    if re.search(r"(?:增长|上涨|提高|增速|涨幅|增幅)(?:速度)?$", indicator) and percent:
        return Measure.GROWTH
    if re.search(r"(?:下降|降低|减少|降幅)$", indicator) and percent:
        return Measure.DECREASE
    if percent:
        return Measure.SHARE
    if is_increment(indicator) and "累计" not in reading.phrase:
        return Measure.INCREMENT
    if reading.verb in ("完成", "实现") and counted:
        return Measure.INCREMENT
    return Measure.LEVEL


def _target(
    report: Report, clause: Clause, reading: Reading, span: Span, indicator: str, measure: Measure, frame: TimeFrame, confidence: float
) -> Target:
    indicator = (
        re.sub(r"(?:增长|上涨|提高|下降|降低|减少|增加|增速)$", "", indicator)
        if measure in (Measure.GROWTH, Measure.DECREASE) and len(indicator) > 4
        else indicator
    )
    return Target(
        id=f"{span.start}:{span.end}:{indicator}",
        span=span,
        text=report.quote(span),
        sentence=clause.sentence,
        indicator=indicator,
        measure=measure,
        value=reading.quantity.value,
        unit=reading.quantity.unit,
        comparator=Comparator(reading.comparator),
        year=frame.year,
        status=frame.tense,
        confidence=confidence,
        rule=f"quantity.{reading.kind or 'act'}",
    )
