"""The phrase that one number measures: what stands before it, behind it, or was spoken of before in its sentence."""

from __future__ import annotations

import re

from kg.extraction.acts import acted_on, closing_act, ending_act, last_act, opening_act, takes_thing, without_manner
from kg.extraction.clauses import Clause
from kg.extraction.indicators import is_share, is_stock, trim
from kg.extraction.predicates import OF_SIZE, bare_thing, done_for, done_next, predicated, uncounted
from kg.extraction.readings import STOP, Reading, measure_of
from kg.extraction.records import Comparator, Measure, Target
from kg.extraction.segmenter import tag
from kg.extraction.sharing import shared_attribute
from kg.extraction.sums import FORESTALLED, GRANTED, SPENDING, SPENT, beside, owner, owner_of_sum, says_nothing_alone
from kg.extraction.wording import rounded_off, without_examples, without_light, without_realising
from kg.lexicon import loader
from kg.reading.document import Report, Span, TimeFrame

# 建成3000个|5G基站, 2条|500千伏线路
COUNTED_NOUN = re.compile(r"[\u4e00-\u9fff“（A-Za-z]|\d[\d.]*(?:G|千伏|[百千万亿]+元(?:以上|以下|级))")
# How far behind a number what it counts may reach, in characters.
BEHIND = 120
PERCENT = ("%", "％")
# 进出口总额120亿美元（|不含某市|实现44亿美元）
EXCEPT = ("不含", "不包括", "剔除", "扣除")
# 80%的|县级医院达到三级水平: the share is of those that it names.
SAID_OF = re.compile(r"[^，。；]{2,}(?:完成|实现|达到|纳入|通过|建成|用上|开通|建立|覆盖|享受)")
# 跨越3万亿元、4万亿元|两个大台阶: nothing is counted.
STEP = re.compile(r"[一两二三四五六七八九十几新]?个?(?:新的)?(?:百亿元?|千亿元?|万亿元?)?大?(?:台阶|大关|关口)")
# 行政审批事项100%|实现“全流程网办”: what became of the share that the number tells.
BECOMES = re.compile(r"(?:实现|完成|达到|纳入|用于|安全利用|接入|覆盖|通过|实行|建立)[^，。；]{2,}|[^，。；、的]{2,6}化(?:$|[，。；、])")
WHERE = ("", "在", "有", "对", "将", "使", "让", "确保", "实现", "全省", "全市", "全县", "全国", "全区")
# 重点指标中|9项|居全省前列, 重点项目有|76个|开工建设
OF_THEM = re.compile(r"((?!每)[^的和与、]{3,}?)(?:中有|当中有|中，有|中|有)")
# 中央财政|增加|支出28亿元
CHANGING = re.compile(r"(?<=..)增加(?!值)(?=..)")
# 50家|首店|、旗舰店: a list with one number for all.
MORE_THINGS = re.compile(r"(?:、[^，；、和与及\d]{2,14})+(?:[和与及][^，；、\d]{2,14})?$")
# 2个|国家级|、40个省级企业技术中心: the last one says of what.
LEVELLED = re.compile(r"、[^，；]{1,12}?级([^，；、\d]{2,16})")
BRACKETED = re.compile(r"^（[^）]*）?")
# 设施建设880公里|和道路改造13公里: the list goes on, nothing is counted behind the number.
GOES_ON = re.compile(r"和(?!美[乡村])|与(?!会)|及(?!时)|以及|并(?!网)|(?:约|近|超|共|合计|总计|总长)(?=\d)")
# The next number; that of a name (5G, 百强 by figures, “2+16”) is a part of what is counted.
NEXT_NUMBER = re.compile(r"(?<![A-Za-z“\d.+·])\d(?![\d.]*(?:[A-Za-z强+·#]|千伏|小时(?!以上)))")
COUNTERS = ("个", "项", "场", "家", "件", "处", "座", "条", "所", "批")
JOINT = re.compile(r"和(?!美[乡村])|[与及等的以并、]|左右")
WITHIN_YEAR = re.compile(r"(?<=.)(?:全年|当年|年内|今年)(?=完成)")
# 首批11条…: which of them, not what is counted; 在全省2000家…, 为15个…: where or for whom something is done.
BATCH = re.compile(r"(?:首|第[一二三四五六]|头)批|全[国省市县区]|其余|其他")
ABOUT = re.compile(r"在(?!建)|为|对|与|向|以")
# 以259个重点项目为抓手: what is leant on is nothing done.
MEANS = re.compile(r"为(?:抓手|牵引|载体|重点|契机|引领|支撑|龙头|依托|主线|突破口|切入点)$")
# 新引进|超10亿元|重大产业项目50个: what stands behind the size is what was counted.
SIZED = re.compile(r"(?:超过?|过|逾)?\d[\d.]*[万亿]+元(?:以上|以下|级)?的?$")
# 是“十一五”末|的2.84倍: of what was spoken of before.
TIMES = re.compile(r"(?:是|为)[^，]{0,12}")
# 实施超3000万元的项目: how large the things are.
SIZE = re.compile(r"(?:以上|以下|级)?(?:的[^，。；、\d]{0,8}(?:项目|企业|工程|园区)|[^，。；、\d的]{0,4}(?:项目|企业|工程)\d)")
# 畜禽粪污|全部实现|综合利用: how fully it was done is no part of what was done.
ENTIRELY = re.compile(r"(?<=.)全部(?:实现|完成)?(?=.)")
# 污染防治攻坚战33项|任务: of what they are says the word before the number.
TASKS = re.compile(r"(?:重点|主要|改革|目标)?(?:任务|举措|措施|事项|指标)")
BY_STANDARD = re.compile(r"^(?:按|按照|以|围绕|依托|通过)[^，]{2,10}$")


def targets_of(
    report: Report, clause: Clause, reading: Reading, subject: str, act: str, frame: TimeFrame, topic: str
) -> tuple[list[Target], str, str]:
    """The target of one number; also the subject and act that later numbers of the sentence may go on with."""
    text = report.text
    end = reading.quantity.span.end
    rest = text[end : min(clause.span.end, end + BEHIND)]
    stop = STOP.search(rest)
    following = BRACKETED.sub("", rest[: stop.start()] if stop else rest)
    span = reading.span
    phrase = trim(without_manner(WITHIN_YEAR.sub("", trim(reading.phrase))))
    verbs = loader.toml("quantities")["verbs"]
    if phrase in verbs["passing"] or phrase in verbs["torn"]:
        phrase = ""
    if not phrase and (whose := owner_of_sum(following)):
        return [], whose, act
    if not phrase and reading.verb in ("总量", "总数"):
        phrase = reading.verb
    paired = beside(subject, phrase)
    if paired:
        phrase = paired
    elif phrase.startswith(EXCEPT) and subject:
        phrase = f"{subject}（{phrase}）"
    elif says_nothing_alone(phrase) and (thing := owner(subject) or topic):
        phrase = thing + phrase
    elif phrase.startswith("占") and subject and not reading.kind:
        phrase = subject + phrase
    if (
        reading.quantity.unit in PERCENT
        and not reading.kind
        and phrase in WHERE
        and len(following) > 6
        and (following[0] == "的" or SAID_OF.match(following))
    ):
        return [_target(report, clause, reading, span, following.removeprefix("的"), Measure.SHARE, frame, 0.8)], subject, act
    if reading.quantity.unit in PERCENT and not reading.kind and phrase not in WHERE and phrase[-1:] != "率" and BECOMES.match(following):
        return [_target(report, clause, reading, span, phrase + following, Measure.SHARE, frame, 0.75)], subject, act
    if (sum_of := OF_THEM.fullmatch(phrase)) and not reading.kind and len(following) > 1 and COUNTED_NOUN.match(following):
        return [_target(report, clause, reading, span, sum_of[1] + following, Measure.INCREMENT, frame, 0.8)], sum_of[1], act
    opening = opening_act(phrase)
    if (sum_of := FORESTALLED.fullmatch(phrase)) and following.startswith("的"):
        measure = Measure.INCREMENT if sum_of[2] == "完成投资" else Measure.LEVEL
        whose = bare_thing(text[end + 1 : min(clause.span.end, end + BEHIND)])
        return [_target(report, clause, reading, span, whose + sum_of[2], measure, frame, 0.85)], sum_of[2], opening_act(sum_of[1]) or act
    money = "元" in (reading.quantity.unit or "")
    if money and phrase in SPENT and (on := SPENDING.match(text[end : end + BEHIND])):
        return [_target(report, clause, reading, span, uncounted(on["on"]) + phrase, Measure.LEVEL, frame, 0.7)], phrase, act
    if money and (not phrase or phrase == opening) and SIZE.match(following):
        return [], subject, opening or act
    if reading.quantity.unit == "倍" and subject and TIMES.fullmatch(phrase):
        return [_target(report, clause, reading, span, subject, Measure.LEVEL, frame, 0.8)], subject, act
    counted = (
        COUNTED_NOUN.match(following) is not None and not GOES_ON.match(following) and not STEP.match(following) and reading.quantity.unit != "%"
    )
    if counted and MEANS.search(following):
        return [], subject, act
    nxt = NEXT_NUMBER.search(following)
    thing = sized[0] if (sized := OF_SIZE.match(following)) else (following[: nxt.start()] if nxt else following).replace("了", "")
    if thing.endswith("级") and (head := LEVELLED.match(text, end + len(thing), clause.span.end)):
        thing += head[1]
    thing = re.sub(r"[和与及、]$", "", thing)
    short = len(thing) < 6 or thing.count("“") > thing.count("”")
    if stop and stop[0] == "、" and nxt is None and short and (more := MORE_THINGS.match(text, end + len(following), clause.span.end)):
        thing += more[0]
    if counted and not reading.kind and text[span.start] == "为":
        thing = done_for(thing)
    confidence = 0.93
    if counted and money and GRANTED.search(phrase):
        return [_target(report, clause, reading, span, phrase + predicated(thing), Measure.LEVEL, frame, 0.8)], phrase, act
    if _only_says_whose(reading, phrase, opening, thing, counted):
        if (task := TASKS.match(thing)) and not phrase.endswith("等"):
            indicator = ending_act(thing) + phrase + task[0]
            return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.75)], phrase, act
        phrase = ""
    if counted and not reading.kind and BATCH.fullmatch(phrase):
        phrase = ""
    if counted and not reading.kind and ABOUT.match(phrase) and not ending_act(phrase):
        return [], subject, act
    if counted and reading.verb in ("新增", "净增", "提升", "完成", "实现", "改造") and len(thing) > 1 and not JOINT.match(thing):
        done = opening if opening and opening == phrase else ""
        if not phrase or done or reading.verb in ("完成", "实现") and not is_stock(phrase):
            indicator = (verb := done or reading.verb if reading.verb in ("完成", "实现") else done + reading.verb) + predicated(thing, verb)
            return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.85)], indicator, done + reading.verb
    if reading.kind and (phrase or subject or act):
        if re.match(r"减负|减税|降本", reading.verb):
            phrase += reading.verb
        elif (phrase.startswith("总") and len(phrase) <= 4 or phrase.startswith("占")) and subject:
            phrase = subject + phrase
        elif reading.verb in ("至", "到") and (ending := ending_act(phrase)):
            phrase = phrase[: -len(ending)]
        elif (ending := ending_act(phrase)) and ending != "投入" and len(phrase) > len(ending) + 1 and not counted and reading.quantity.unit != "%":
            phrase = ending + phrase[: -len(ending)]
        indicator = (phrase or subject or act) if reading.kind == "growth" else _measured(phrase, subject, act)
        measure = measure_of(reading, indicator, counted)
        if reading.kind == "level" and reading.verb in ("覆盖", "惠及") and counted:
            indicator = f"{indicator}{reading.verb}{thing}"
        elif reading.kind == "level" and counted and reading.verb in ("完成", "实现", "累计", "共有", "拥有", "新增") and not phrase:
            indicator, measure = f"{reading.verb}{thing}", Measure.INCREMENT
        if counted and reading.verb in ("完成", "实现"):
            act = reading.verb
        return [_target(report, clause, reading, span, indicator, measure, frame, confidence)], indicator, act
    if (
        counted
        and len(phrase) > 3
        and not reading.kind
        and not opening
        and phrase[-1] not in "和与及、"
        and tag(phrase[-2:]) == "v"
        and not JOINT.match(thing)
    ):
        indicator = phrase[-2:] + predicated(thing)
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.75)], indicator, act
    if counted and act and thing and reading.continued_list:
        return [_target(report, clause, reading, span, act + predicated(thing, act), Measure.INCREMENT, frame, 0.8)], act + thing, act
    if counted and opening and phrase.endswith("等"):
        indicator = opening + thing if reading.quantity.unit in COUNTERS else phrase + thing
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.82)], indicator, opening
    if counted and opening and thing and not ending_act(phrase):
        indicator = opening + predicated(thing, opening)
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.85)], indicator, opening
    if counted and phrase.endswith("等") and (done := closing_act(thing) or ending_act(thing)):
        indicator = f"{done}{phrase}{thing[: -len(done)]}"
        return [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, 0.8)], indicator, done
    if counted and (not phrase or ending_act(phrase)):
        verb = ending_act(phrase or reading.verb)
        indicator = verb + predicated(thing.strip("的 "), verb)
        confidence = 0.85 if phrase else 0.7
        if phrase and not reading.kind:
            span = Span(span.start - len(verb), span.end) if text[span.start - len(verb) : span.start] == verb else span
        if not thing.strip() or len(indicator) < 2:
            return [], subject, act
        return (
            [_target(report, clause, reading, span, indicator, Measure.INCREMENT, frame, confidence)],
            indicator,
            opening or verb or act,
        )
    if not phrase:
        if not (subject or act):
            return [], subject, act
        indicator = subject or act
        measure = Measure.INCREMENT if indicator.startswith(act) and act else Measure.LEVEL
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.75)], subject, act
    if (
        opening == phrase
        and takes_thing(opening)
        and (reading.phrase.startswith("、") or clause.opener not in "；;")
        and (thing := acted_on(subject))
    ):
        act, indicator = opening, done_next(thing, opening)
    elif opening:
        act = opening
        indicator = phrase
    elif (inner := last_act(phrase)) is not None:
        act = inner[0]
        attribute = phrase[: inner.start()].endswith(("以上", "以下", "级"))
        cut = inner.start() > 6 and act not in ("完成", "实现") and not attribute or BY_STANDARD.match(phrase[: inner.start()])
        indicator = phrase[inner.start() :] if cut else phrase
    elif (
        act
        and not phrase.endswith("率")
        and not paired
        and (reading.phrase.startswith(("、", "和", "的", "其中")) or SIZED.search(text, max(0, span.start - 40), text.rfind(phrase, 0, span.start)))
    ):
        sized = SIZED.search(text, max(0, span.start - 40), text.rfind(phrase, 0, span.start))
        indicator = act + (sized[0] if sized and not act.endswith(sized[0]) else shared_attribute(acted_on(subject), phrase)) + phrase
    elif ending_act(phrase) or not phrase.endswith("率") and opening_act(reading.phrase.strip("，、 ")):
        # 铁海联运班列|开行|923班
        indicator = "开行" + trim(phrase.removesuffix("开行")) if phrase.endswith("开行") else phrase
        act = phrase if ending_act(phrase) else act
    else:
        indicator = phrase
        measure = Measure.SHARE if reading.quantity.unit in PERCENT and is_share(phrase) else Measure.LEVEL
        if re.search(r"(?:涨幅|增幅|增速|增长率)$", phrase):
            measure = Measure.GROWTH
        return [_target(report, clause, reading, span, indicator, measure, frame, 0.8)], indicator, act
    measure = Measure.LEVEL if "累计" in reading.phrase or is_stock(indicator) else Measure.INCREMENT
    if re.match(r"压减|减免|减负|减少|降低|减轻|为企业减负|减税|取消|精简|压缩", act):
        measure = Measure.DECREASE
    return [_target(report, clause, reading, span, indicator, measure, frame, 0.88)], indicator, act


def _measured(phrase: str, subject: str, act: str) -> str:
    return phrase or re.sub(r"^.{0,12}?(?:新获批|新落户|新增|新开通|新创建|新认定|新建|(?<![高创“])新)", "", subject) or act


def _only_says_whose(reading: Reading, phrase: str, opening: str, thing: str, counted: bool) -> bool:
    """某县|5个|工业项目, 甲公司、乙公司等|3家|企业: what stands before the count only says where or which."""
    if not (counted and phrase and not reading.kind and not opening) or JOINT.match(thing) or len(thing) < 2:
        return False
    if (reading.quantity.unit or "").removeprefix("万") not in (*COUNTERS, "户", "名", "位", "台", "辆", "类", "种", "款", ""):
        return False
    if ending_act(phrase) or phrase.endswith(("至", "到", "达")) or tag(phrase[-2:]) == "v":
        return False
    return phrase.endswith("等") or last_act(phrase) is None


def _target(
    report: Report, clause: Clause, reading: Reading, span: Span, indicator: str, measure: Measure, frame: TimeFrame, confidence: float
) -> Target:
    indicator = (
        re.sub(r"(?:增长|上涨|提高|下降|降低|减少|增加|增速)$", "", indicator)
        if measure in (Measure.GROWTH, Measure.DECREASE) and len(indicator) > 4
        else indicator
    )
    if measure is Measure.GROWTH:
        indicator = CHANGING.sub("", indicator)
    if measure is Measure.INCREMENT:
        indicator = without_light(ENTIRELY.sub("", indicator))
        verb = opening_act(indicator)
        if reading.quantity.unit in COUNTERS:
            indicator = verb + without_examples(indicator[len(verb) :])
    if not (reading.quantity.unit or "").endswith(COUNTERS) and "完成投资" not in indicator and "完成年度投资" not in indicator:
        indicator = without_realising(indicator)
    indicator = rounded_off(indicator, report.text)
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
