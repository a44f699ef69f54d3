"""What a target measures, brought to a form in which the wordings of two years meet — or do not, where that is in doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.comparison.amounts import Amount, amount_of, less_is_better
from kg.comparison.periods import Extent, Period, period_of
from kg.comparison.values import Stated
from kg.extraction.acts import acts
from kg.extraction.records import Comparator, Measure
from kg.lexicon import loader
from kg.linking.lists import Statistic, statistic_of
from kg.linking.names import plain
from kg.linking.regions import gazetteer
from kg.reading.document import Report

# An aside explains (PM2.5 in brackets); shorter ones belong to the name: 新（改）建.
ASIDE = re.compile(r"（[^（）]{3,}）|\([^()]{3,}\)")
WRITTEN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
SHORTEST = 3
# 奉建高速等项目: examples of what is counted, not its name.
EXAMPLES = re.compile(r"(?<![高中初同平均])等(?![级于额待值])")


@dataclass(frozen=True, slots=True)
class Measured:
    """A numeric target that can be held against others.

    Attributes:
        name: the indicator of official statistics, else the words of the thing without place, act and quotation marks.
        official: true if `name` is that of an indicator of official statistics.
        acts: what is done to the counted thing, each act by the first that says the same; light ones left out.
        measure: as extracted; a decrease in per cent is a negative growth, and what official statistics know only as level is one.
    """

    stated: Stated
    name: str
    official: bool
    acts: frozenset[str]
    measure: Measure
    amount: Amount
    period: Period

    @property
    def exemplified(self) -> bool:
        """True if the counted thing is only told by examples (奉建高速等项目)."""
        return EXAMPLES.match(self.name) is not None

    @property
    def subject(self) -> tuple[str, bool, frozenset[str], Measure, str, str | None, Extent]:
        """What must be the same for two targets to speak of the same number of different years."""
        return self.name, self.official, self.acts, self.measure, self.amount.unit, self.stated.area, self.period.extent


def measured(stated: Stated) -> Measured | None:
    """The target in comparable form; None where it is qualitative, its span of time unclear or its name says too little."""
    target = stated.target
    amount = amount_of(target)
    if amount is None or target.year is None or target.span.start >= _glossary(stated.report):
        return None
    if amount.comparator is Comparator.LESS and not less_is_better(target.indicator):
        return None  # whom it is about (人均纯收入低于6500元的农户), not what is to be
    period = period_of(stated.report, target)
    if period.extent is Extent.UNCLEAR:
        return None
    measure = Measure.GROWTH if target.measure is Measure.DECREASE and amount.falls else target.measure
    bare = ASIDE.sub("", plain(target.indicator))
    known = statistic_of(_own(bare, stated.report)) or statistic_of(bare)
    if known is not None and (fitting := _official_measure(known, measure, {amount.base, amount.unit})):
        return Measured(stated, known.name, True, frozenset(), fitting, amount, _moved(period, fitting, target.measure))
    name, done = _thing(bare, stated.report, measure)
    if done and (examples := EXAMPLES.search(name)):
        name = name[examples.start() :]
    elif not _telling(name):
        return None
    return Measured(stated, name, False, done, measure, amount, period)


@lru_cache(maxsize=64)
def _glossary(report: Report) -> int:
    """Where the report begins to explain its terms, else its end."""
    found = re.search(loader.toml("comparison")["names"]["glossary"], report.text)
    return found.start() if found else len(report.text)


def _official_measure(known: Statistic, measure: Measure, units: set[str]) -> Measure | None:
    """The measure that the statistic has in one of these units: the extracted one, or the only one that what was counted can be."""
    kinds = [kind for kind, fitting in known.measures.items() if units & set(fitting)]
    if measure.value in kinds or measure is Measure.GROWTH and "decrease" in kinds:
        return measure
    others = [kind for kind in kinds if kind in ("level", "increment")]
    return Measure(others[0]) if measure in (Measure.LEVEL, Measure.INCREMENT) and len(others) == 1 else None


def _moved(period: Period, measure: Measure, stated: Measure) -> Period:
    """A year's number that was read as a level, or the other way round, keeps its span in the terms of its own measure."""
    if measure is stated or period.extent not in (Extent.YEAR, Extent.MOMENT):
        return period
    return Period(Extent.MOMENT if measure is Measure.LEVEL else Extent.YEAR)


@cache
def _list(table: str, key: str) -> tuple[str, ...]:
    return tuple(loader.longest_first(loader.toml("comparison")[table][key]))


def _own(name: str, report: Report) -> str:
    """The name without the words that only say whose number it is."""
    home = gazetteer(report.year, report.place).home
    own = (home.name, home.short) if home is not None else ()
    for word in (*own, *_list("names", "before")):
        if name.startswith(word) and len(name) >= len(word) + 2:
            return _own(name[len(word) :], report)
    return name


def _thing(name: str, report: Report, measure: Measure) -> tuple[str, frozenset[str]]:
    """The thing that is measured and what is done to it (完成|农村危房|改造 → 农村危房, 改造)."""
    name = _own(name, report)
    done: set[str] = set()
    if measure is Measure.INCREMENT:
        name = next((name.removesuffix(w) for w in _list("names", "behind") if name.endswith(w)), name)
        name, before = _cut(name, opening=True)
        name, behind = _cut(_own(name, report), opening=False)
        done = before | behind
    if measure in (Measure.INCREMENT, Measure.LEVEL):
        name = next((name.removesuffix(w) for w in _list("names", "counted") if name.endswith(w) and len(name) > len(w) + 1), name)
    return _own(name, report), frozenset(_same_act(act) for act in done if act not in _list("acts", "light"))


def _cut(name: str, opening: bool) -> tuple[str, set[str]]:
    """The name without the acts that it opens or ends with, and these."""
    found: set[str] = set()
    pattern = re.compile(rf"^(?:{_acts()})" if opening else rf"(?:{_acts()})$")
    while (match := pattern.search(name)) and len(name) - len(match[0]) >= 2:
        found.add(match[0])
        name = (name[match.end() :] if opening else name[: match.start()]).strip("的和或与及、了")
    return name, found


@cache
def _acts() -> str:
    return "|".join(dict.fromkeys((*_list("acts", "light"), acts().pattern)))


@cache
def _same() -> dict[str, str]:
    return {act: group[0] for group in loader.toml("comparison")["acts"]["same"] for act in group}


def _same_act(act: str) -> str:
    return _same().get(act, act)


def _telling(name: str) -> bool:
    """True if the name says what is measured: not a bare 总投资, nothing torn out of a longer phrase, no list of examples."""
    return (
        len(name) >= SHORTEST
        and WRITTEN.search(name) is not None
        and not name.startswith(_list("names", "torn_before"))
        and not name.endswith(_list("names", "torn_behind"))
        and name not in _list("names", "vague")
        and EXAMPLES.search(name) is None
        and name.count("（") == name.count("）")
        and "，" not in name
    )
