"""Targets: every number that a reader would put in a table of goals and results (annotation guideline, "Targets")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.acts import acted_on, closing_act, ending_act, last_act, opening_act, without_manner
from kg.extraction.clauses import Clause, clauses, grid
from kg.extraction.goals import qualitative_goals
from kg.extraction.indicators import is_share, is_stock, trim
from kg.extraction.numerals import Quantity
from kg.extraction.readings import STOP, Reading, measure_of, readings
from kg.extraction.records import Comparator, Measure, Mention, Numeral, Target
from kg.extraction.sharing import shared
from kg.lexicon import loader
from kg.reading.document import Report, Span, Tense, TimeFrame

STATED_YEAR = re.compile(r"(?:到|至)?(20\d\d)年")
# 到2026年，企业突破800家，高新技术企业突破300家: the year holds to the end of the sentence.
GOAL_YEAR = re.compile(r"(?<![至达])到(20\d\d)年(?=[，末底])")
FIVE_YEARS = re.compile(r"(?:未来|今后|接下来)(?:的)?五年")
COUNTED_NOUN = re.compile(r"[\u4e00-\u9fff“（A-Za-z]")
# No target begins more than this many targets before a numeral that it holds.
REACH = 20
# How far behind a number what it counts may reach, in characters.
BEHIND = 120
BRACKETED = re.compile(r"^（[^）]*）?")
COUNTERS = ("个", "项", "场", "家", "件", "处", "座", "条", "所", "批")
# Sums that say nothing without what they are the sum of.
SUMS = ("总投资", "总投资额", "完成投资", "计划总投资", "总金额")
WITHIN_YEAR = re.compile(r"(?<=.)(?:全年|当年|年内|今年)(?=完成)")
# 首批11条…: which of them, not what is counted; 在全省2000家…, 为15个…: where or for whom something is done.
BATCH = re.compile(r"(?:首|第[一二三四五六]|头)批|全[国省市县区]|其余|其他")
ABOUT = re.compile(r"在(?!建)|为|对|与|向|以")
# 推进|总投资|48.5亿元的14个|省市重点项目: a sum that stands before the things it is the sum of.
FORESTALLED = re.compile(r"(.*?)((?:计划)?总投资额?|完成投资|投资额?|总金额|总规模|(?:总)?建筑面积|总面积|总?装机(?:容量)?)")
# 以259个重点项目为抓手: what is leant on is nothing done.
MEANS = re.compile(r"为(?:抓手|牵引|载体|重点|契机|引领|支撑|龙头|依托|主线|突破口|切入点)$")
# 新引进|超10亿元|重大产业项目50个: what stands behind the size is what was counted.
SIZED = re.compile(r"元(?:以上|以下|级)?的?$")
# 是“十一五”末|的2.84倍: of what was spoken of before.
TIMES = re.compile(r"(?:是|为)[^，]{0,12}")
# 实施超3000万元的项目: how large the things are.
SIZE = re.compile(r"(?:以上|以下|级)?(?:的[^，。；、\d]{0,8}(?:项目|企业|工程|园区)|[^，。；、\d的]{0,4}(?:项目|企业|工程)\d)")
# 畜禽粪污|全部实现|综合利用: how fully it was done is no part of what was done.
ENTIRELY = re.compile(r"(?<=.)全部(?:实现|完成)?(?=.)")
BY_STANDARD = re.compile(r"^(?:按|按照|以|围绕|依托|通过)[^，]{2,10}$")


def find_targets(report: Report, names: Iterable[Mention] = ()) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
    """The targets of a report in the order of the text, and what became of each of its numerals.

    Numerals within one of the `names` (库尔勒—若羌750千伏输变电工程) measure nothing.
    """
    named = frozenset(at for name in names for at in range(name.span.start, name.span.end))
    words = grid(report)
    targets: list[Target] = []
    numerals: list[Numeral] = []
    subject = act = ""
    sentence = -1
    recent: list[Target] = []
    horizon: TimeFrame | None = None
    for clause in clauses(report):
        if clause.sentence != sentence:
            subject, act, sentence = "", "", clause.sentence
            recent = []
            horizon = _horizon(report, clause.sentence)
        frame = _frame(report, clause)
        if (goal := GOAL_YEAR.search(report.text, clause.span.start, clause.span.end)) and frame.year is not None and int(goal[1]) >= frame.year:
            horizon = TimeFrame(int(goal[1]), Tense.PLANNED)
        if horizon is not None:
            frame = horizon
        found: list[Target] = []
        for reading in readings(words, clause, named):
            if isinstance(reading, Quantity):
                numerals.append(Numeral(reading.span, report.quote(reading.span), str(reading.reason)))
                continue
            new, spoken, done = _targets(report, clause, reading, subject, act, frame)
            if reading.quantity.span.start not in words.inside:  # a bracket adds to what is spoken of, it does not change it
                subject, act = spoken, done
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
    numbered = {t.id: f"t{n}" for n, t in enumerate(targets, 1)}
    final = tuple(replace(t, id=numbered[t.id]) for t in targets)
    listed = tuple(_numeral(n, final) for n in numerals)
    return final, listed


def _numeral(numeral: Numeral, targets: tuple[Target, ...]) -> Numeral:
    if numeral.outcome != "target":
        return numeral
    near = bisect_left(targets, numeral.span.end, key=lambda t: t.span.start)
    ids = tuple(t.id for t in targets[max(0, near - REACH) : near] if t.span.overlaps(numeral.span))
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


def _horizon(report: Report, sentence: int) -> TimeFrame | None:
    """The last of the five years that a sentence speaks of as to come."""
    said = report.sentences[sentence]
    if report.year is None or not FIVE_YEARS.search(report.text, said.span.start, said.span.end):
        return None
    return TimeFrame(report.year + 4, Tense.PLANNED)


def _subject_of(clause: str) -> str:
    """地区生产总值增速保持在合理区间 → 地区生产总值: what a clause without number hands on to the next."""
    match = re.match(r"^([^，。；]{2,16}?)(?:增速|总体|保持|持续|稳步|运行|较快)", clause)
    return trim(match[1]) if match else ""


def _targets(report: Report, clause: Clause, reading: Reading, subject: str, act: str, frame: TimeFrame) -> tuple[list[Target], str, str]:
    """The target of one number; also the subject and act that later numbers of the sentence may go on with."""
    text = report.text
    end = reading.quantity.span.end
    rest = text[end : min(clause.span.end, end + BEHIND)]
    stop = STOP.search(rest)
    following = BRACKETED.sub("", rest[: stop.start()] if stop else rest)
    span = reading.span
    phrase = without_manner(WITHIN_YEAR.sub("", trim(reading.phrase)))
    if phrase in loader.toml("quantities")["verbs"]["passing"]:
        phrase = ""
    if not phrase and (owner := _owner_of_sum(following)):
        return [], owner, act
    if phrase in SUMS and (thing := acted_on(subject)):
        phrase = thing + phrase
    opening = opening_act(phrase)
    if (sum_of := FORESTALLED.fullmatch(phrase)) and following.startswith("的"):
        measure = Measure.INCREMENT if sum_of[2] == "完成投资" else Measure.LEVEL
        return [_target(report, clause, reading, span, sum_of[2], measure, frame, 0.85)], sum_of[2], opening_act(sum_of[1]) or act
    if "元" in (reading.quantity.unit or "") and (not phrase or phrase == opening) and SIZE.match(following):
        return [], subject, opening or act
    if reading.quantity.unit == "倍" and subject and TIMES.fullmatch(phrase):
        return [_target(report, clause, reading, span, subject, Measure.LEVEL, frame, 0.8)], subject, act
    counted = bool(following) and COUNTED_NOUN.match(following) is not None and reading.quantity.unit != "%"
    if counted and MEANS.search(following):
        return [], subject, act
    nxt = re.search(r"\d", following)
    thing = (following[: nxt.start()] if nxt else following).replace("了", "")
    confidence = 0.93
    if counted and not reading.kind and BATCH.fullmatch(phrase):
        phrase = ""
    if counted and not reading.kind and ABOUT.match(phrase) and not ending_act(phrase):
        return [], subject, act
    if reading.kind and (phrase or subject or act):
        if re.match(r"减负|减税|降本", reading.verb):
            phrase += reading.verb
        elif (phrase.startswith("总") and len(phrase) <= 4 or phrase.startswith("占")) and subject:
            phrase = subject + phrase
        elif reading.verb in ("至", "到") and (ending := ending_act(phrase)):
            phrase = phrase[: -len(ending)]
        elif (ending := ending_act(phrase)) and len(phrase) > len(ending) + 1 and not counted and reading.quantity.unit != "%":
            phrase = ending + phrase[: -len(ending)]
        indicator = _measured(phrase, subject, act)
        measure = measure_of(reading, indicator, counted)
        if reading.kind == "level" and reading.verb in ("覆盖", "惠及") and counted:
            indicator = f"{indicator}{reading.verb}{thing}"
        elif reading.kind == "level" and counted and reading.verb in ("完成", "实现", "累计", "共有", "拥有", "新增") and not phrase:
            indicator, measure = f"{reading.verb}{thing}", Measure.INCREMENT
        if counted and reading.verb in ("完成", "实现"):
            act = reading.verb
        return [_target(report, clause, reading, span, indicator, measure, frame, confidence)], indicator, act
    thing = re.sub(r"[和与及、]$", "", thing)
    if counted and act and thing and reading.continued_list:
        return [_target(report, clause, reading, span, act + thing, Measure.INCREMENT, frame, 0.8)], act + thing, act
    if counted and opening and phrase.endswith("等"):
        indicator = opening + thing if reading.quantity.unit in COUNTERS else phrase + thing
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.82)], indicator, opening
    if counted and opening and thing and not ending_act(phrase):
        indicator = opening + thing
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.85)], indicator, opening
    if counted and phrase.endswith("等") and (done := closing_act(thing) or ending_act(thing)):
        indicator = f"{done}{phrase}{thing[: -len(done)]}"
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.8)], indicator, done
    if counted and (not phrase or ending_act(phrase)):
        indicator, measure = _counted(phrase or reading.verb, thing)
        confidence = 0.85 if phrase else 0.7
        if phrase and not reading.kind:
            verb = ending_act(phrase)
            span = Span(span.start - len(verb), span.end) if text[span.start - len(verb) : span.start] == verb else span
        if not thing.strip() or len(indicator) < 2:
            return [], subject, act
        return (
            [_target(report, clause, reading, span, indicator, measure, frame, confidence)],
            indicator,
            opening or ending_act(phrase or reading.verb) or act,
        )
    if not phrase:
        if not (subject or act):
            return [], subject, act
        indicator = subject or act
        measure = Measure.INCREMENT if indicator.startswith(act) and act else Measure.LEVEL
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.75)], subject, act
    if opening == phrase and (thing := acted_on(subject)):
        act, indicator = opening, opening + thing
    elif opening:
        act = opening
        indicator = phrase
    elif (inner := last_act(phrase)) is not None:
        act = inner[0]
        cut = inner.start() > 6 and act not in ("完成", "实现") or BY_STANDARD.match(phrase[: inner.start()])
        indicator = phrase[inner.start() :] if cut else phrase
    elif act and (
        reading.phrase.startswith(("、", "和", "的", "其中")) or SIZED.search(text, max(0, span.start - 40), text.rfind(phrase, 0, span.start))
    ):
        indicator = act + phrase
    elif ending_act(phrase) or opening_act(reading.phrase.strip("，、 ")):
        act = indicator = phrase
    else:
        indicator = phrase
        measure = Measure.SHARE if reading.quantity.unit in ("%", "％") and is_share(phrase) else Measure.LEVEL
        if re.search(r"(?:涨幅|增幅|增速|增长率)$", phrase):
            measure = Measure.GROWTH
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.8)], indicator, act
    measure = Measure.LEVEL if "累计" in reading.phrase or is_stock(indicator) else Measure.INCREMENT
    if re.match(r"压减|减免|减负|减少|降低|减轻|为企业减负|减税|取消|精简|压缩", act):
        measure = Measure.DECREASE
    return [_target(report, clause, reading, span, indicator, measure, frame, 0.88)], indicator, act


def _owner_of_sum(following: str) -> str:
    """100个|省市重点项目|完成投资300亿元: the count only says whose sum follows."""
    match = re.match(r"([^，。；\d]*?(?:项目|工程))(?:完成投资|总投资|计划总投资)[^，。；\d]{0,3}\d", following)
    return match[1] if match else ""


def _measured(phrase: str, subject: str, act: str) -> str:
    return phrase or re.sub(r"^.{0,12}?(?:新获批|新落户|新增|新开通|新创建|新认定|新建|新)", "", subject) or act


def _counted(phrase: str, thing: str) -> tuple[str, Measure]:
    verb = ending_act(phrase)
    thing = thing.strip("的 ")
    if verb:
        return verb + thing, Measure.INCREMENT
    return thing, Measure.INCREMENT


def _target(
    report: Report, clause: Clause, reading: Reading, span: Span, indicator: str, measure: Measure, frame: TimeFrame, confidence: float
) -> Target:
    indicator = (
        re.sub(r"(?:增长|上涨|提高|下降|降低|减少|增加|增速)$", "", indicator)
        if measure in (Measure.GROWTH, Measure.DECREASE) and len(indicator) > 4
        else indicator
    )
    if measure is Measure.INCREMENT:
        indicator = ENTIRELY.sub("", indicator)
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
