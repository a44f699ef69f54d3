"""One number where it stands: what is measured as the words before it tell, what stands behind it, what was spoken of before in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.extraction.acts import acted_on, opening_act, without_manner
from kg.extraction.clauses import Clause
from kg.extraction.indicators import beside, trim
from kg.extraction.predicates import OF_SIZE, done_for
from kg.extraction.readings import Reading, outer_stop
from kg.extraction.records import Comparator, Measure, Target
from kg.extraction.sums import owner, says_nothing_alone
from kg.extraction.wording import rounded_off, without_examples, without_light, without_realising
from kg.lexicon import loader
from kg.reading.document import Report, Span, TimeFrame

# How far behind a number what it counts may reach, in characters.
BEHIND = 120
# How far before its words it is told how what was spoken of had changed.
NEAR = 16
COUNTERS = ("个", "项", "场", "家", "件", "处", "座", "条", "所", "批")
PERCENT = ("%", "％")
BRACKETED = re.compile(r"^（[^）]*）?")
# 各级调解组织|共|调解纠纷1567件: who did it.
TOGETHER = re.compile(r"(?<=..)(?<![公总])共(?=..)")
WITHIN_YEAR = re.compile(r"(?<=.)(?:全年|当年|年内|今年)(?=完成)")
# 工业增加值增长8%，|对经济增长贡献率|43%
TO_WHAT = re.compile(r"对[^，。；、]{2,14}(?:贡献率|拉动率|贡献度)")
SECTOR = re.compile(r"[^，。；、]{0,8}(?:[业链]|经济|投资|贸易|消费)")
# 学前三年|普惠率94.64%、公办率62.09%
RATE = re.compile(r"[^率]{2}率$")
# 进出口总额120亿美元（|不含某市|实现44亿美元）
EXCEPT = ("不含", "不包括", "剔除", "扣除")
# 充电桩70万台，其中|农村|14万台; 人均|1.1万美元: of the same thing.
PARTS = ("农村", "城镇", "城市", "城区", "县城", "乡镇", "市区", "市本级", "县级", "省级", "市级")
# 城市|低保平均标准提高到每月522元、|农村|提高到每年3903元: of the others.
AT_HOME = re.compile("(?:农村|城镇|城市|城区|县城)(?=..)")
EACH = ("人均", "户均", "亩均")
# 地区生产总值增速6.5%，|高于全省|0.2个百分点: what something is held against is not what it is.
AGAINST = re.compile(
    r"(?:分别|均)?(?:(?:高于|低于|快于|慢于|好于|优于|高出)[^，。；、]{2,14}|超(?:全[国省市区县州]|上年|去年|国家|年度|[东中西]部)[^，。；、]{0,8})"
)
# 进出口总额增长5.8%、|高于全国|5.6个百分点: of a change it is held against how fast it went.
GREW = re.compile(r"(?:增长|下降|[增降])[\d.]+[%％](?:左右|以上)?[，、,]?$")
# 建成3000个|5G基站, 2条|500千伏线路
COUNTED_NOUN = re.compile(
    r"[\u4e00-\u9fff“（A-Za-z]|\d[\d.]*(?:[-–—~～至]\d[\d.]*)?(?:G|强|千伏|[百千万亿]+元(?:以上|以下|级|(?=[^，。；、\d]{0,3}(?:项目|企业|工程))))"
)
# 设施建设880公里|和道路改造13公里: the list goes on, nothing is counted behind the number.
GOES_ON = re.compile(r"和(?!美[乡村])|与(?!会)|及(?!时)|以及|并(?!网)|(?:约|近|超|共|合计|总计|总长)(?=\d)")
# 跨越3万亿元、4万亿元|两个大台阶: nothing is counted.
STEP = re.compile(r"[一两二三四五六七八九十几新]?个?(?:新的)?(?:百亿元?|千亿元?|万亿元?)?大?(?:台阶|大关|关口)")
# The next number; that of a name (5G, 百强 by figures, “2+16”) is a part of what is counted.
NEXT_NUMBER = re.compile(r"(?<![A-Za-z“\d.+·])(?!20\d\d年)\d(?![\d.]*(?:[A-Za-z强+·#]|千伏|小时(?!以上)))")
# 示范村点|和近|5000个示范庭院, 银行|累计向|919家企业授信: what leads to the next number.
STUMP = re.compile(r"(?<=.)(?:共计|合计|[和与及、][近约超]?)$|(?<=..)(?:累计|共|已|分别|先后)*(?:[向对给]|(?<![成作行认称])为)$")
# 2个|国家级|、40个省级企业技术中心: the last one says of what.
LEVELLED = re.compile(r"[、和与及][^，；]{1,12}?级([^，；、\d]{2,16})")
# 启动18项|、总投资2.25万亿元的|重大工程: how large the counted things are.
FURTHER_SIZE = r"、[^，。；、\d的]{1,8}(?:约|近|超过?|达到?|为)?\d[\d.]*[^，。；、\d的]{1,6}"
SIZES_BETWEEN = re.compile(rf"{FURTHER_SIZE}的")
# 50家|首店|、旗舰店: a list with one number for all.
MORE_THINGS = re.compile(r"(?:、[^，；、和与及\d]{2,14})+(?:[和与及][^，；、\d]{2,14})?$")
# 畜禽粪污|全部实现|综合利用: how fully it was done is no part of what was done.
ENTIRELY = re.compile(r"(?<=.)全部(?:实现|完成)?(?=.)")
# 中央财政|增加|支出28亿元
CHANGING = re.compile(r"(?<=..)增加(?!值)(?=..)")
CHANGE = re.compile(r"(?:增长|上涨|提高|下降|降低|减少|增加|增速)$")


class Told(NamedTuple):
    """What one number tells: its target if it has one, and the subject and act that later numbers of the sentence may go on with."""

    targets: tuple[Target, ...]
    subject: str
    act: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one number.

    Attributes:
        subject: what was spoken of before in the sentence; `act` what was done last.
        words: the words before the number, without time and manner.
        phrase: what they measure, with what was spoken of before where they say nothing alone; `paired` if it stands beside that.
        opening: the act that the phrase begins with.
        following: the words behind the number up to the next mark.
        counted: True if a thing stands behind the number; `thing` is that thing with what is said of it.
    """

    report: Report
    clause: Clause
    reading: Reading
    frame: TimeFrame
    subject: str
    act: str
    words: str
    phrase: str
    paired: bool
    opening: str
    following: str
    counted: bool
    thing: str

    @property
    def unit(self) -> str:
        """The number's unit, empty if it has none."""
        return self.reading.quantity.unit or ""

    @property
    def percent(self) -> bool:
        """True for a bare percentage: no verb tells of a level or a change."""
        return self.unit in PERCENT and not self.reading.kind

    @property
    def money(self) -> bool:
        """True for a sum of money."""
        return "元" in self.unit

    def behind(self, skipped: int = 0) -> str:
        """What stands behind the number in its clause."""
        end = self.reading.quantity.span.end
        return self.report.text[end + skipped : min(self.clause.span.end, end + BEHIND)]

    def nothing(self, subject: str | None = None, act: str | None = None) -> Told:
        """The number is no target; the sentence goes on with this subject and act, or as before."""
        return Told((), self.subject if subject is None else subject, self.act if act is None else act)

    def tells(self, indicator: str, measure: Measure, confidence: float, subject: str, act: str, span: Span | None = None) -> Told:
        """The number is a target of this indicator; the sentence goes on with this subject and act."""
        return Told((_target(self, span or self.reading.span, indicator, measure, confidence),), subject, act)


def situation_of(report: Report, clause: Clause, reading: Reading, subject: str, act: str, frame: TimeFrame, topic: str) -> Situation:
    """What is known of a number; `topic` is what its sentence is about."""
    words = trim(without_manner(WITHIN_YEAR.sub("", trim(reading.phrase))))
    if (together := TOGETHER.search(words)) and opening_act(words[together.end() :]):
        words = words[together.end() :]
    verbs = loader.toml("quantities")["verbs"]
    if words in verbs["passing"] or words in verbs["torn"]:
        words = ""
    phrase, paired = _measured(report.text, reading, words, subject, topic)
    end = reading.quantity.span.end
    bare = words.endswith("等") or opening_act(words) == words
    if bare and reading.quantity.unit in COUNTERS and (sized := SIZES_BETWEEN.match(report.text, end, clause.span.end)):
        end = sized.end()
    rest = report.text[end : min(clause.span.end, end + BEHIND)]
    stop = outer_stop(rest)
    following = BRACKETED.sub("", rest[: stop.start()] if stop else rest)
    counted = begins_with_thing(following) and reading.quantity.unit != "%"
    thing = _thing(report.text, clause, end, following, stop is not None and stop[0] == "、")
    if counted and not reading.kind and report.text[reading.span.start] == "为":
        thing = done_for(thing)
    return Situation(report, clause, reading, frame, subject, act, words, phrase, paired, opening_act(phrase), following, counted, thing)


def begins_with_thing(words: str) -> bool:
    """True for words behind a number that begin with what it counts, not with what goes on beside it."""
    return COUNTED_NOUN.match(words) is not None and not GOES_ON.match(words) and not STEP.match(words)


def _measured(text: str, reading: Reading, phrase: str, subject: str, topic: str) -> tuple[str, bool]:
    """What the words before a number measure together with what was spoken of before, and whether it stands beside that."""
    if reading.verb in ("总量", "总数") or phrase and len(phrase) < 5 and reading.verb in ("涨幅", "降幅", "增幅"):
        phrase += reading.verb
    if pair := beside(subject, phrase):
        return pair, True
    if RATE.fullmatch(phrase) and reading.phrase.startswith("、") and (of := RATE.search(subject)) and of.start() > 1:
        return subject[: of.start()] + phrase, True
    if TO_WHAT.fullmatch(phrase) and SECTOR.fullmatch(thing := owner(subject)):
        return thing + phrase, True
    if phrase.startswith(EXCEPT) and subject:
        return f"{subject}（{phrase}）", False
    if says_nothing_alone(phrase) and (thing := owner(subject) or topic):
        return thing + phrase, False
    if subject and AGAINST.fullmatch(phrase):
        begin = reading.span.start - len(reading.phrase)
        grew = GREW.search(text, max(0, begin - NEAR), begin + 1) is not None
        return subject + ("增速" if grew and not subject.endswith(("增速", "增幅")) else "") + phrase, True
    if phrase in PARTS and (place := AT_HOME.match(subject)):
        return phrase + subject[place.end() :], False
    if subject and (phrase in PARTS and "其中" in reading.phrase or phrase in EACH):
        return phrase + acted_on(subject), False
    return subject + phrase if phrase.startswith("占") and subject and not reading.kind else phrase, False


def _thing(text: str, clause: Clause, end: int, following: str, listed: bool) -> str:
    """What stands behind a number that ends at `end`, up to the next one; `listed` if 、 stands behind it."""
    following_number = NEXT_NUMBER.search(following)
    if sized := OF_SIZE.match(following):
        thing = sized[0]
    else:
        thing = (following[: following_number.start()] if following_number else following).replace("了", "")
    thing = STUMP.sub("", thing)
    if thing.endswith("级") and (head := LEVELLED.match(text, end + len(thing), clause.span.end)):
        thing += head[1]
    short = len(thing) < 6 or thing.count("“") > thing.count("”")
    if listed and following_number is None and short and (more := MORE_THINGS.match(text, end + len(following), clause.span.end)):
        thing += more[0]
    return thing


def _target(s: Situation, span: Span, indicator: str, measure: Measure, confidence: float) -> Target:
    reading = s.reading
    if measure in (Measure.GROWTH, Measure.DECREASE) and len(indicator) > 4 and not (s.unit == "个百分点" and indicator.endswith("增速")):
        indicator = CHANGE.sub("", indicator)
    if measure is Measure.GROWTH:
        indicator = CHANGING.sub("", indicator)
    if measure is Measure.INCREMENT:
        indicator = without_light(ENTIRELY.sub("", indicator))
        verb = opening_act(indicator)
        if s.unit in COUNTERS:
            indicator = verb + without_examples(indicator[len(verb) :])
    if not s.unit.endswith(COUNTERS) and "完成投资" not in indicator and "完成年度投资" not in indicator:
        indicator = without_realising(indicator)
    indicator = rounded_off(indicator, s.report.text)
    return Target(
        id=f"{span.start}:{span.end}:{indicator}",
        span=span,
        text=s.report.quote(span),
        sentence=s.clause.sentence,
        indicator=indicator,
        measure=measure,
        value=reading.quantity.value,
        unit=reading.quantity.unit,
        comparator=Comparator(reading.comparator),
        year=s.frame.year,
        status=s.frame.tense,
        confidence=confidence,
        rule=f"quantity.{reading.kind or 'act'}",
    )
