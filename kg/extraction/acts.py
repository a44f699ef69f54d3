"""Acts on countable things: 新建|5G基站, 新建或改造|供水管网 — the verbs that open, close or stand within a measured phrase."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import QUOTED
from kg.extraction.segmenter import UNKNOWN, tag
from kg.lexicon import loader


@cache
def _verbs(key: str = "act") -> frozenset[str]:
    return frozenset(loader.toml("quantities")["verbs"][key])


@cache
def _longest() -> int:
    return max(map(len, _verbs()))


@cache
def acts() -> re.Pattern[str]:
    """One verb of the lexicon."""
    # 营造林 is a thing
    return re.compile(loader.alternation(_verbs()).replace("营造", "营造(?!林)"))


@cache
def _bound() -> tuple[str, ...]:
    return tuple(_verbs("bound"))


@cache
def _compound() -> re.Pattern[str]:
    """One act or several joined: 新建或改造, 新建和改造提升."""
    return re.compile(rf"(?:{acts().pattern})(?:(?:、|和|或|及)?(?:{acts().pattern})){{0,3}}")


def opening_act(phrase: str) -> str:
    """The act that the phrase begins with: one of the lexicon, or a word that jieba's dictionary knows only as a verb."""
    if match := _compound().match(phrase):
        if phrase[match.end() :] in _verbs("second"):
            return phrase  # 引进|培养
        # 实施|服务业…, 建成区…: a noun that begins like an act; not 建成|区域…
        noun = tag(phrase[match.end() - 2 : match.end() + 1]) == "n" and tag(phrase[match.end() : match.end() + 2]) != "n"
        return match[0][:-2] if noun else match[0]
    if phrase.startswith(_bound()):
        return ""
    return _verb_of(phrase, ("v",))


def _verb_of(phrase: str, tags: tuple[str, ...]) -> str:
    """The word of two characters with one of these tags that a phrase begins with, and the act right behind it (维修|加固|城区桥梁); empty if none."""
    if len(phrase) == 3 or tag(phrase[:2]) not in tags or tag(phrase[:3]) in ("n", "l") or tag(phrase[:4]) == "n":
        return ""
    second = acts().match(phrase, 2)
    return phrase[: second.end()] if second and len(phrase) > second.end() and tag(phrase[2 : second.end() + 1]) != "n" else phrase[:2]


def opening_verb(phrase: str) -> str:
    """The verbs that the phrase begins with, of which the first may also be a noun (发展|设施农业, 示范提升|商圈); empty if it begins with none."""
    return _verb_of(phrase, ("v", "vn")) if len(phrase) > 3 and tag(phrase[:4]) != "l" else ""


@cache
def _manner() -> re.Pattern[str]:
    words = loader.alternation(w for w in loader.toml("names")["adverbs"]["words"] if len(w) > 1)
    return re.compile(rf"(?:{words})+(?={acts().pattern})")


def without_manner(phrase: str) -> str:
    """The phrase without adverbs before its act (加快|实施城市更新项目)."""
    match = _manner().match(phrase)
    return phrase[match.end() :] if match else phrase


def ending_act(phrase: str) -> str:
    """The verb that a phrase ends with (农村危房|改造), empty if none."""
    return next((phrase[-size:] for size in range(min(_longest(), len(phrase)), 0, -1) if phrase[-size:] in _verbs()), "")


# Before a nominal act these make it a verb again.
JOINED = ("、", "和", "或", "及", "并", "的", "快", "力", "面", "极")


def ending_verbs(phrase: str) -> str:
    """The verb that a phrase ends with, and the act or verb right before it (关停|退出); the last two characters are known to be one."""
    before = phrase[-4:-2]
    verb = before in _verbs() or tag(before) == "v" and tag(phrase[-5:-3]) == UNKNOWN  # 计|划开|复工
    return phrase[-4:] if len(before) == 2 and verb and before not in loader.toml("names")["adverbs"]["words"] else phrase[-2:]


def last_act(phrase: str) -> re.Match[str] | None:
    """The last verb within a phrase that has a thing behind it."""
    quoted = [m.span() for m in QUOTED.finditer(phrase)]
    found = [m for m in acts().finditer(phrase) if not any(start < m.start() < end for start, end in quoted)]
    found = [m for m in found if m[0] not in _verbs("nominal") or m.start() == 0 or phrase[m.start() - 1] in JOINED]
    found = [m for m in found if m.start() == 0 or m[0] not in _verbs("attributive") or phrase[m.end() :] not in _verbs("heads")]
    found = [m for m in found if tag(phrase[m.end() - 2 : m.end() + 1]) != "n"]
    return found[-1] if found and found[-1].end() < len(phrase) - 1 else None


def closing_act(clause: str) -> str:
    """One act or several joined that a clause ends with (…老旧燃气管道|新建或改造), empty if it ends with none."""
    found = [m[0] for m in _compound().finditer(clause) if m.end() == len(clause)]
    return found[0] if found else ""


def takes_thing(act: str) -> bool:
    """True for a short act that says nothing without its thing (处置, 新增), not for 就业, 造林."""
    return len(act) < 5 and act not in _verbs("complete")


# 三年累计|实施|重点项目, 依法|制定|文件: before an act that another takes the place of.
BEFORE_ACT = re.compile(r"(?:全[省市县区州]|[一二两三四五六七八九十]年来?|累计|依法|计划|已|共|先后|年内)+")


def acted_on(phrase: str) -> str:
    """The thing without the act (集中开工|重大项目)."""
    if (before := BEFORE_ACT.match(phrase)) and (act := opening_act(phrase[before.end() :])):
        return phrase[before.end() + len(act) :] or phrase
    return phrase.removeprefix(opening_act(phrase))
