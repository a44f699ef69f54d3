"""The phrase that one number measures: rules in order, the first that fits tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.extraction import counting
from kg.extraction.acts import acted_on, acts, ending_act, last_act, opening_act, opening_verb, takes_thing
from kg.extraction.clauses import Clause
from kg.extraction.indicators import is_measured, is_share, is_stock, trim
from kg.extraction.predicates import COMPLETED, bare_thing, done_next, uncounted
from kg.extraction.readings import Reading, measure_of
from kg.extraction.records import Measure
from kg.extraction.segmenter import tag
from kg.extraction.sharing import shared_attribute
from kg.extraction.situations import (
    BEHIND,
    COUNTED_NOUN,
    COUNTERS,
    FURTHER_SIZE,
    NEXT_NUMBER,
    PERCENT,
    Situation,
    Told,
    begins_with_thing,
    situation_of,
)
from kg.extraction.sums import FORESTALLED, SPENDING, SPENT, owner_of_sum, says_nothing_alone, without_sum
from kg.reading.document import Report, TimeFrame

# 80%的|县级医院达到三级水平: the share is of those that it names.
SAID_OF = re.compile(r"[^，。；]{2,}(?:完成|实现|达到|纳入|通过|建成|用上|开通|建立|覆盖|享受)")
# 行政审批事项100%|实现“全流程网办”: what became of the share that the number tells.
BECOMES = re.compile(r"(?:实现|完成|达到|纳入|用于|安全利用|接入|覆盖|通过|实行|建立)[^，。；]{2,}|[^，。；、的]{2,6}化(?:$|[，。；、])")
WHERE = ("", "在", "有", "对", "将", "使", "让", "确保", "实现", "全省", "全市", "全县", "全国", "全区")
# 主城区内|87.9%|的老旧小区完成改造
WITHIN = ("内", "中", "里", "农村", "城镇", "城市", "市", "县", "区")
# 重点指标中|9项|居全省前列, 重点项目有|76个|开工建设
OF_THEM = re.compile(r"((?!每)[^的和与、]{3,}?)(?:中有|当中有|中，有|中|有)")
# 新引进|超10亿元|重大产业项目50个: what stands behind the size is what was counted.
SIZED = re.compile(r"(?:超过?|过|逾)?\d[\d.]*[万亿]+元(?:以上|以下|级)?的?$")
# 投资4.65亿元|、日供水能力10万吨的|水厂: further sizes of the same thing.
OTHER_SIZES = re.compile(rf"(?:{FURTHER_SIZE}){{0,2}}的")
# 是“十一五”末|的2.84倍: of what was spoken of before.
TIMES = re.compile(r"(?:是|为)[^，]{0,28}")
# 实施超3000万元的项目: how large the things are.
SIZE = re.compile(r"(?:以上|以下|级)?(?:的[^，。；、\d]{0,8}(?:项目|企业|工程|园区)|[^，。；、\d的]{0,4}(?:项目|企业|工程)\d)")
BY_STANDARD = re.compile(r"^(?:按|按照|以|围绕|依托|通过)[^，]{2,10}$")
# 重大项目|建设|，新开工16个
WORKS = re.compile(r"(?<=项目)建设$")
# 旅游|接待人次达1亿、总收入突破1200亿元, 粮食|种植面积1000万亩、总产75亿斤
BESIDE_TOTAL = re.compile(r"(?<=..)总?(?:接待总?)?(?:人次|人数|(?:种植|播种)?面积)$")
# 养殖场|已|建成86个
BY_NOW = re.compile(r"(?<=..)(?:已经?|现已|(?<!平)均已?|全部|相继|陆续)$")
# 按不低于10%|的幅度压减一般性支出
BY_RATE = re.compile(
    r"的(?:幅度|比例|速度)(?:(?P<less>压减|压缩|削减|下调|递减|降低|减少|减免)|提高|增长|递增|上浮|增加)(?P<thing>[^，。；、\d]{2,20})"
)
RELIEF = re.compile(r"减负|减税|降本")
LESSENING = re.compile(r"压减|减免|减负|减少|降低|减轻|为企业减负|减税|取消|精简|压缩")
CHANGES = re.compile(r"(?:涨幅|增幅|增速|增长率)$")
# 某公司|新增|专利: what a level is of goes without its being new.
NEWS = re.compile(r"^.{0,12}?(?:新获批|新落户|新增|新开通|新创建|新认定|新建|(?<![高创“])新)")

# 甲站、乙站日均|开行列数|170次: how often something was done.
COUNTED_ACTS = re.compile(r"(?:[列班场件户人架批]次?数|数量|次数|率|总量|总额|金额)$")
# How a member of a list goes on.
LISTED = ("、", "和", "的", "其中")

Rule = Callable[[Situation], Told | None]


def targets_of(report: Report, clause: Clause, reading: Reading, subject: str, act: str, frame: TimeFrame, topic: str) -> Told:
    """What one number tells, given what was spoken of and done before in its sentence."""
    situation = situation_of(report, clause, reading, subject, act, frame, topic)
    for rule in AHEAD:
        if told := rule(situation):
            return told
    if counting.only_says_whose(situation) or counting.says_which(situation):
        situation = replace(situation, phrase="")
    return next(told for rule in (*INTRODUCED, *MEASURED) if (told := rule(situation)))


def whose_sum(s: Situation) -> Told | None:
    """100个|省市重点项目|完成投资300亿元: the count only says whose sum follows."""
    return s.nothing(subject=whose) if not s.words and (whose := owner_of_sum(s.following)) else None


def share_of_those(s: Situation) -> Told | None:
    """80%|的县级医院达到三级水平."""
    if s.percent and s.phrase in WHERE and len(s.following) > 6 and begins_with_thing(s.following.removeprefix("的")):
        return s.tells(s.following.removeprefix("的"), Measure.SHARE, 0.8, s.subject, s.act)
    if s.percent and s.following.startswith("的") and s.phrase.endswith(WITHIN) and SAID_OF.match(s.following, 1):
        return s.tells(s.phrase + s.following[1:], Measure.SHARE, 0.8, s.subject, s.act)
    return None


def share_becomes(s: Situation) -> Told | None:
    """行政审批事项|100%|实现“全流程网办”, 建制村|100%|通硬化路."""
    if not s.percent or s.phrase in WHERE or s.phrase.endswith("率"):
        return None
    verb = len(s.following) > 3 and not NEXT_NUMBER.search(s.following) and (s.following[0] in "通由" or tag(s.following[:2]) == "v")
    if verb or BECOMES.match(s.following):
        return s.tells(s.phrase + s.following, Measure.SHARE, 0.75, s.subject, s.act)
    return None


def out_of_them(s: Situation) -> Told | None:
    """重点指标中|9项|居全省前列."""
    if (them := OF_THEM.fullmatch(s.phrase)) and not s.reading.kind and len(s.following) > 1 and COUNTED_NOUN.match(s.following):
        return s.tells(them[1] + s.following, Measure.INCREMENT, 0.8, them[1], s.act)
    return None


def forestalled(s: Situation) -> Told | None:
    """推进总投资|48.5亿元|的14个省市重点项目: the sum stands before the things it is the sum of."""
    if (sum_of := FORESTALLED.fullmatch(s.phrase)) and (others := OTHER_SIZES.match(s.behind())):
        measure = Measure.INCREMENT if sum_of[2] == "完成投资" else Measure.LEVEL
        return s.tells(bare_thing(s.behind(others.end())) + sum_of[2], measure, 0.85, sum_of[2], opening_act(sum_of[1]) or s.act)
    return None


def spent(s: Situation) -> Told | None:
    """投入|2000万元|改造某街."""
    end = s.reading.quantity.span.end
    if s.money and s.phrase in SPENT and (on := SPENDING.match(s.report.text[end : end + BEHIND])):
        return s.tells(uncounted(on["on"]) + s.phrase, Measure.LEVEL, 0.7, s.phrase, s.act)
    return None


def size_of_things(s: Situation) -> Told | None:
    """实施超|3000万元|的项目50个."""
    return s.nothing(act=s.opening or s.act) if s.money and s.phrase in ("", s.opening) and SIZE.match(s.following) else None


def by_rate(s: Situation) -> Told | None:
    """按照不低于|10%|的幅度压减一般性支出."""
    if not s.percent or not (changed := BY_RATE.match(s.following)):
        return None
    return s.tells(changed["thing"], Measure.DECREASE if changed["less"] else Measure.GROWTH, 0.8, changed["thing"], s.act)


def times_of_it(s: Situation) -> Told | None:
    """…，是“十一五”末的|2.84倍|."""
    return s.tells(s.subject, Measure.LEVEL, 0.8, s.subject, s.act) if s.unit == "倍" and s.subject and TIMES.fullmatch(s.phrase) else None


def introduced(s: Situation) -> Told | None:
    """地区生产总值增长|6%|, 达到|3万亿元|: a verb of level or change introduces the number."""
    kind, verb, phrase, act = s.reading.kind, s.reading.verb, s.phrase, s.act
    if not kind or not (phrase or s.subject or act):
        return None
    if verb == "占" and "其中" in s.reading.phrase and s.subject and s.words and s.unit in PERCENT:
        return s.tells(f"{s.words}占{s.subject}", Measure.SHARE, 0.85, f"{s.words}占{s.subject}", act)
    ending = ending_act(phrase)
    if RELIEF.match(verb):
        phrase += verb
    elif phrase.startswith("总") and len(phrase) <= 4 and s.subject:
        phrase = BESIDE_TOTAL.sub("", acted_on(s.subject)) + phrase
    elif phrase.startswith("占") and s.subject:
        phrase = s.subject + phrase
    elif verb in ("至", "到") and ending:
        phrase = phrase[: -len(ending)]
    else:
        phrase = _departing(phrase)
    indicator = phrase or (s.subject if kind == "growth" else NEWS.sub("", s.subject)) or act
    measure = measure_of(s.reading, indicator, s.counted)
    if verb == "完成" and not (phrase or s.counted) and act and s.unit in COUNTERS and (thing := acted_on(s.subject)) != s.subject:
        indicator, measure = f"完成{thing}", Measure.INCREMENT
    part = s.unit in PERCENT
    thing = s.thing.removeprefix("的") if part else s.thing
    if verb in ("覆盖", "惠及") and (s.counted or part and begins_with_thing(thing)):
        indicator = f"{indicator}{verb}{thing}"
    elif kind == "level" and s.counted and not phrase and verb in ("完成", "实现", "累计", "共有", "拥有", "新增"):
        indicator, measure = f"{verb}{s.thing}", Measure.INCREMENT
    return s.tells(indicator, measure, 0.93, indicator, verb if s.counted and verb in COMPLETED else act)


def spoken_of(s: Situation) -> Told | None:
    """…60个、|70个|: nothing before the number but what was spoken of."""
    if s.phrase:
        return None
    indicator = s.subject or s.act
    if not indicator:
        return s.nothing()
    measure = Measure.INCREMENT if s.act and indicator.startswith(s.act) else Measure.LEVEL
    return s.tells(indicator, measure, 0.75, s.subject, s.act)


def done_again(s: Situation) -> Told | None:
    """项目落地417个、|开工|245个: an act alone takes what was acted on before."""
    if s.opening != s.phrase or not takes_thing(s.opening) or not (s.reading.phrase.startswith("、") or s.clause.opener not in "；;"):
        return None
    if says_nothing_alone(s.subject):
        return None
    return _did(s, done_next(thing, s.opening), s.opening) if (thing := WORKS.sub("", acted_on(without_sum(s.subject)))) else None


def did(s: Situation) -> Told | None:
    """改造农村危房|1200户|: the phrase opens with an act."""
    return _did(s, s.phrase, s.opening) if s.opening else None


def did_within(s: Situation) -> Told | None:
    """某市各区|新建|公园12个: an act stands within the phrase."""
    if (inner := last_act(s.phrase)) is None:
        return None
    before = s.phrase[: inner.start()]
    attribute = before.endswith(("以上", "以下", "级"))
    # 占全省|改造|总量: what something is a share of was not done
    cut = (
        inner.start() > 6
        and inner[0] not in COMPLETED
        and not attribute
        and "占" not in before
        and not COUNTED_ACTS.search(s.phrase)
        or BY_STANDARD.match(before)
    )
    return _did(s, s.phrase[inner.start() :] if cut else s.phrase, inner[0])


def did_on(s: Situation) -> Told | None:
    """新建公园12个、|广场|3个: the act goes on in a list."""
    if not s.act or s.phrase.endswith("率") or s.paired:
        return None
    start = s.reading.span.start
    sized = SIZED.search(s.report.text, max(0, start - 40), s.report.text.rfind(s.phrase, 0, start))
    if not sized and not s.reading.phrase.startswith(LISTED):
        return None
    shared = sized[0] if sized and not s.act.endswith(sized[0]) else shared_attribute(acted_on(s.subject), s.phrase)
    # 生产原油239万吨、|天然气|56亿立方米: what may also be a noun made nothing new
    made = acts().match(s.act) is not None or opening_act(s.act) != ""
    return _did(s, s.act + shared + s.phrase, s.act, made)


def did_last(s: Situation) -> Told | None:
    """农村危房|改造|1200户; 铁海联运班列|开行|923班: the phrase ends with an act, or a verb stood before what was trimmed."""
    ending = ending_act(s.phrase)
    if not ending and (s.phrase.endswith("率") or not opening_act(s.reading.phrase.strip("，、 "))):
        return None
    phrase = s.phrase.removesuffix(ending)
    if ending and phrase != (bare := BY_NOW.sub("", phrase)):
        return _did(s, bare + ending, ending)
    return _did(s, _departing(s.phrase), s.phrase if ending else s.act)


def level(s: Situation) -> Told:
    """森林覆盖率|46%|: a noun and its number."""
    measure = Measure.SHARE if s.unit in PERCENT and is_share(s.phrase) else Measure.LEVEL
    # 新建农业园区15个，|发展|设施农业5万亩、海洋牧场10万亩: the list that begins here is of another act
    another = "" if s.reading.phrase.startswith(LISTED) or is_measured(s.phrase) else opening_verb(s.phrase)
    return s.tells(s.phrase, Measure.GROWTH if CHANGES.search(s.phrase) else measure, 0.8, s.phrase, another or s.act)


def _departing(phrase: str) -> str:
    """中欧班列|开行|923班: trains run, whatever they are called."""
    return "开行" + trim(phrase.removesuffix("开行")) if phrase.endswith("开行") and phrase != "开行" else phrase


def _did(s: Situation, indicator: str, act: str, made: bool = True) -> Told:
    measure = Measure.LEVEL if not made or "累计" in s.reading.phrase or is_stock(indicator) else Measure.INCREMENT
    return s.tells(indicator, Measure.DECREASE if LESSENING.match(act) else measure, 0.88, indicator, act)


# Before the words that only say where or which are taken from the phrase.
AHEAD: tuple[Rule, ...] = (
    whose_sum,
    share_of_those,
    share_becomes,
    out_of_them,
    forestalled,
    spent,
    size_of_things,
    by_rate,
    times_of_it,
    counting.leant_on,
    counting.ranked_among,
    counting.attributed,
    counting.granted,
    counting.task,
)
INTRODUCED: tuple[Rule, ...] = (
    counting.about,
    counting.added,
    counting.hardly_said,
    introduced,
    counting.verb_before,
    counting.list_goes_on,
    counting.examples_done,
    counting.act_opens,
    counting.examples_of,
    counting.act_ends,
)
MEASURED: tuple[Rule, ...] = (spoken_of, done_again, did, did_within, did_on, did_last, level)
