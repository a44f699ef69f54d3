"""Works through the years: what was planned, begun, under way and completed, and what the reports do not speak of any more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.comparison.values import History, Outcome, Step
from kg.extraction.records import EntityType, Mention, Status
from kg.lexicon import loader
from kg.linking.entities import Entity, Linked
from kg.linking.iris import slug
from kg.linking.names import plain
from kg.linking.regions import gazetteer
from kg.reading.document import Report, Tense

# Words behind a name that leave it the name of the same works; phases and sections do not.
TAILS = ("建设项目", "建设工程", "建设", "工程", "项目")
SHORTEST = 4
SURE = 0.7
PHASE = re.compile(r"(?:期|段|扩建|扩能|期工程)$")
# 渝湘高铁和重庆东站: two works under one name.
JOINED = re.compile(r"和|与|及|、|^又有|^新建|^[一二三两四五六七八九十\d]+[大条个座]")


def histories(reports: Sequence[Linked]) -> tuple[History, ...]:
    """The works that the reports of one place state the progress of, in the order of their keys; none if there is only one report.

    Entities are one project if their names are the same, or the same without the report's own place before and 建设, 工程 or 项目
    behind them; names that differ otherwise, in their phase for example, are different works.
    """
    dated = [linked for linked in reports if linked.extraction.report.year is not None]
    if len(dated) < 2:
        return ()
    groups: dict[str, list[tuple[Linked, Entity]]] = defaultdict(list)
    for linked in dated:
        for entity in linked.entities:
            name = _name(entity, linked.extraction.report) if entity.type is EntityType.PROJECT else None
            if name is not None:
                groups[name].append((linked, entity))
    texts = {linked.extraction.report: plain(linked.extraction.report.text) for linked in dated}
    found = (_history(name, groups[name], texts) for name in sorted(groups))
    return tuple(history for history in found if history is not None)


def _history(name: str, members: Sequence[tuple[Linked, Entity]], texts: Mapping[Report, str]) -> History | None:
    steps = [step for linked, entity in members for step in _steps(linked, entity)]
    if not steps:
        return None
    steps.sort(key=lambda s: (s.report.year or 0, s.mention.span))
    years = sorted(report.year or 0 for report in texts)
    named = {linked.extraction.report.year or 0 for linked, _ in members}
    stem = _stem(name, members[0][0].extraction.report)
    named |= {report.year or 0 for report, text in texts.items() if stem in text}
    done = any(s.status is Status.COMPLETED and s.tense is Tense.ACHIEVED for s in steps)
    outcome = Outcome.COMPLETED if done else Outcome.ONGOING if years[-1] in named else Outcome.STALLED
    if len(named) == 1 and outcome is not Outcome.STALLED:
        return None  # one report says all there is: nothing through the years
    names = {plain(entity.label) for _, entity in members}
    same = len(names) == 1
    place = members[0][0].extraction.report.place or members[0][0].extraction.report.id
    return History(
        key=f"history/{slug(place)}-{slug(name)}",
        label=max((entity.label for _, entity in members), key=lambda label: (len(plain(label)), label)),
        entities=tuple(sorted({entity.key for _, entity in members})),
        steps=tuple(steps),
        named=tuple(sorted(named)),
        outcome=outcome,
        rule="history.name" if same else "history.core",
        confidence=round((0.95 if same else 0.85) * min(s.mention.confidence for s in steps), 2),
        reason="same name" if same else f"same name but for place or 建设, 工程, 项目: {name}",
    )


def _stem(name: str, report: Report) -> str:
    """The words by which a later report would name the works in a list (渝昆、渝西高铁): without the head, unless that leaves a place.

    A phase or section is its own name.
    """
    stem = name if PHASE.search(name) else _heads().sub("", name)
    return stem if len(stem) >= 2 and gazetteer(report.year, report.place).find(stem) is None else name


def _steps(linked: Linked, entity: Entity) -> list[Step]:
    report = linked.extraction.report
    wanted = set(entity.mentions)
    mentions = [m for m in linked.extraction.mentions if m.id in wanted and m.confidence >= SURE]
    return [
        Step(report, m, m.status, m.year, report.sentences[m.sentence].frame.tense)
        for m in mentions
        if m.status is not None and m.year is not None and _once(m, report)
    ]


def _once(mention: Mention, report: Report) -> bool:
    """False in the part of a report that explains its terms or repeats a date of another year."""
    return mention.year is not None and report.year is not None and mention.year >= report.year - 1


def _name(entity: Entity, report: Report) -> str | None:
    """The name by which the works of several reports are held to be the same; None if it names no single works."""
    name = plain(entity.label)
    home = gazetteer(report.year, report.place).home
    for own in (home.name, home.short) if home is not None else ():
        if name.startswith(own) and len(name) - len(own) >= SHORTEST:
            name = name.removeprefix(own)
            break
    core = next((name.removesuffix(t) for t in TAILS if name.endswith(t) and _heads().search(name.removesuffix(t))), name)
    single = not JOINED.search(core) and _heads().search(core) and not _kind().fullmatch(core)
    return core if len(core) >= SHORTEST and single else None


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{loader.alternation(loader.toml('comparison')['works']['heads'])})$")


@cache
def _kind() -> re.Pattern[str]:
    """A kind of works: words like 重大, 示范 and a head (重点水利工程)."""
    works = loader.toml("comparison")["works"]
    many, heads = loader.alternation(works["many"]), loader.alternation([*works["kinds"], *works["heads"]])
    return re.compile(rf"(?:{many})*(?:{heads})+")
