"""Rules for numbers that count the things behind them: 新建|3所|幼儿园, 12家|企业|接入平台. Each tells what the number is of, or nothing."""

from __future__ import annotations

import re

from kg.extraction.acts import closing_act, ending_act, ending_verbs, last_act
from kg.extraction.indicators import is_measured, is_stock
from kg.extraction.predicates import COMPLETED, predicated
from kg.extraction.records import Measure
from kg.extraction.segmenter import tag
from kg.extraction.situations import COUNTERS, Situation, Told
from kg.extraction.sums import GRANTED, says_nothing_alone
from kg.reading.document import Span

# 以259个重点项目为抓手: what is leant on is nothing done.
MEANS = re.compile(r"为(?:抓手|牵引|载体|重点|契机|引领|支撑|龙头|依托|主线|突破口|切入点)$")
# 污染防治攻坚战33项|任务: of what they are says the word before the number.
TASKS = re.compile(r"(?:重点|主要|改革|目标)?(?:任务|举措|措施|事项|指标)")
# 在全国|168个|重点城市中排第21位: among how many something has its rank.
AMONG = re.compile(r"[^，。；、\d]{0,12}中(?:分别)?(?:排|列|居(?=[第全前])|位居|位列|名列)")
# 首批11条…: which of them, not what is counted; 在全省2000家…, 为15个…: where or for whom something is done.
BATCH = re.compile(r"(?:首|第[一二三四五六]|头)批|全[国省市县区]|其余|其他")
ABOUT = re.compile(r"在(?!建)|为|对|与|向|以")
JOINT = re.compile(r"和(?!美[乡村])|[与及等的以并、]|左右")
# Units of what stands in places and firms, beside those of COUNTERS.
PIECES = (*COUNTERS, "户", "名", "位", "台", "辆", "类", "种", "款", "")
# 862户|规上工业企业增加值|增长6.8%: of how many the next number tells.
OF_MANY = re.compile(
    r"([^，。；、\d]{2,20}(?:产值|增加值|收入|税收|利润|投资|规模|面积|[^频效]率|比例|比重|标准|浓度))(?:同比|平均|累计|均|全部|分别|稳定)*(?:(?:达到?|突破|超过|增长|下降|提高|提升|为|在)\d|(?<=率)\d)"
)
# 减免|27万名|幼儿保教费: what was done, no more than in words a decrease.
RELIEVED = ("减免", "核减")
ADDED = ("新增", "净增", "增加", "突破", "提升", "完成", "实现", "改造")
# Words that hardly say anything are no longer than this.
BRIEF = 3
# Several acts in a row are no longer than this.
LONGEST = 6


def leant_on(s: Situation) -> Told | None:
    """以259个|重点项目为抓手."""
    return s.nothing() if s.counted and MEANS.search(s.following) else None


def ranked_among(s: Situation) -> Told | None:
    """在全国168个|重点城市中排第21位."""
    return s.nothing() if s.counted and AMONG.match(s.following) else None


def attributed(s: Situation) -> Told | None:
    """其他|862户|规上工业企业增加值增长6.8%: the count only says of how many the next number tells."""
    if s.counted and s.unit in PIECES and not s.reading.kind and (whose := OF_MANY.match(s.behind())):
        return s.nothing(subject=whose[1])
    return None


def granted(s: Situation) -> Told | None:
    """安排|3000万元|专项资金."""
    if s.counted and s.money and GRANTED.search(s.phrase):
        return s.tells(s.phrase + predicated(s.thing), Measure.LEVEL, 0.8, s.phrase, s.act)
    return None


def task(s: Situation) -> Told | None:
    """污染防治攻坚战|33项|任务."""
    if only_says_whose(s) and (found := TASKS.match(s.thing)) and not s.phrase.endswith("等"):
        return s.tells(ending_act(s.thing) + s.phrase + found[0], Measure.INCREMENT, 0.75, s.phrase, s.act)
    return None


def only_says_whose(s: Situation) -> bool:
    """某县|5个|工业项目, 甲公司、乙公司等|3家|企业: what stands before the count only says where or which."""
    if not (s.counted and s.phrase and not s.reading.kind and not s.opening) or JOINT.match(s.thing) or len(s.thing) < 2:
        return False
    if s.unit.removeprefix("万") not in PIECES:
        return False
    if ending_act(s.phrase) or s.phrase.endswith(("至", "到", "达")) or tag(s.phrase[-2:]) == "v":
        return False
    return s.phrase.endswith("等") or last_act(s.phrase) is None


def says_which(s: Situation) -> bool:
    """首批|11条, 其余|3个: the words before the count are no part of what is counted."""
    return s.counted and not s.reading.kind and BATCH.fullmatch(s.phrase) is not None


def about(s: Situation) -> Told | None:
    """在全省|2000家|企业…: where or for whom something is done."""
    return s.nothing() if s.counted and not s.reading.kind and ABOUT.match(s.phrase) and not ending_act(s.phrase) else None


def added(s: Situation) -> Told | None:
    """新增|3家|企业, 完成|12个|村改造: the verb that touches the number is the act."""
    verb = s.reading.verb
    if not (s.counted and verb in ADDED and len(s.thing) > 1) or JOINT.match(s.thing):
        return None
    done = s.opening if s.opening == s.phrase else ""
    if s.phrase and not done and (verb not in COMPLETED or is_stock(s.phrase)):
        return None
    told = done or verb if verb in COMPLETED else done + verb
    indicator = told + predicated(s.thing, told)
    return s.tells(indicator, Measure.INCREMENT, 0.85, indicator, done + verb)


def hardly_said(s: Situation) -> Told | None:
    """消化|4900亩|批而未供土地, 成功突破|120项|关键技术: so few words before the number are no more than a verb or how it was done."""
    brief = 0 < len(s.phrase) <= BRIEF and not is_measured(s.phrase) and not says_nothing_alone(s.phrase)
    # 成功举办|超1000场|文旅活动
    bounded = s.reading.kind == "level" and s.opening == s.phrase
    if not (s.counted and brief and len(s.thing) > BRIEF) or JOINT.match(s.thing) or not bounded and (s.opening or ending_act(s.phrase)):
        return None
    named = s.phrase.rstrip("了出好") if bounded or tag(s.phrase[:2]) in ("v", "vn") else ""
    verb = s.reading.verb if s.reading.kind and not bounded else named
    indicator = verb + predicated(s.thing, verb)
    return s.tells(indicator, Measure.INCREMENT, 0.75, indicator, s.act)


def verb_before(s: Situation) -> Told | None:
    """某企业|吸纳|200名|工人: the phrase ends in a verb that no list holds."""
    if not s.counted or len(s.phrase) <= 3 or s.reading.kind or s.opening or s.phrase[-1] in "和与及、" or tag(s.phrase[-2:]) != "v":
        return None
    if JOINT.match(s.thing):
        return None
    indicator = ending_verbs(s.phrase) + predicated(s.thing)
    return s.tells(indicator, Measure.INCREMENT, 0.75, indicator, s.act)


def list_goes_on(s: Situation) -> Told | None:
    """新建3所学校、2所医院和|5所|幼儿园; not 3个贫困县摘帽、|33万|贫困人口脱贫, which has a verb of its own."""
    next_item = s.reading.phrase == "、" and not ending_act(s.thing) and tag(s.thing[-2:]) != "v"
    if s.counted and s.act and s.thing and (s.reading.continued_list or next_item):
        return s.tells(s.act + predicated(s.thing, s.act), Measure.INCREMENT, 0.8, s.act + s.thing, s.act)
    return None


def examples_done(s: Situation) -> Told | None:
    """建成甲、乙等|12个|项目."""
    if s.counted and s.opening and s.phrase.endswith("等"):
        indicator = (s.opening if s.unit in COUNTERS else s.phrase) + s.thing
        return s.tells(indicator, Measure.INCREMENT, 0.82, indicator, s.opening)
    return None


def act_opens(s: Situation) -> Told | None:
    """新建农村|3所|幼儿园: the act opens the phrase."""
    if s.counted and s.opening and s.thing and not ending_act(s.phrase):
        indicator = s.opening + predicated(s.thing, s.opening)
        return s.tells(indicator, Measure.INCREMENT, 0.85, indicator, s.opening)
    return None


def examples_of(s: Situation) -> Told | None:
    """甲、乙等|12个|项目建成."""
    if s.counted and s.phrase.endswith("等") and (done := closing_act(s.thing) or ending_act(s.thing)):
        indicator = f"{done}{s.phrase}{s.thing[: -len(done)]}"
        return s.tells(indicator, Measure.INCREMENT, 0.8, indicator, done)
    return None


def act_ends(s: Situation) -> Told | None:
    """农村危房|改造|1200户|…, or nothing before the count at all."""
    if not s.counted or s.phrase and not ending_act(s.phrase):
        return None
    if s.reading.kind == "decrease" and not s.phrase and s.reading.verb not in RELIEVED:
        return s.tells(predicated(s.thing), Measure.DECREASE, 0.8, s.thing, s.reading.verb)
    verb = ending_act(s.phrase or s.reading.verb)
    indicator = verb + predicated(s.thing.strip("的 "), verb)
    if not s.thing.strip() or len(indicator) < 2:
        return s.nothing()
    span = s.reading.span
    if s.phrase and not s.reading.kind and s.report.text[span.start - len(verb) : span.start] == verb:
        span = Span(span.start - len(verb), span.end)
    # 联动|建设|10个片区、103个示范村
    act = s.phrase if s.opening and len(s.phrase) <= LONGEST else s.opening or verb or s.act
    return s.tells(indicator, Measure.INCREMENT, 0.85 if s.phrase else 0.7, indicator, act, span)
