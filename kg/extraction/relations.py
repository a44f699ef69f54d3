"""Relations: what the words of one paragraph tie together (annotation guideline, "Relations")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.clauses import Clause, clauses, grid
from kg.extraction.records import EntityType, Mention, Relation, RelationType, Target
from kg.lexicon import loader
from kg.reading.document import Report, Sentence

QUOTES = str.maketrans("", "", "“”‘’《》「」")
BEARERS = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.REGION, EntityType.INDUSTRY, EntityType.ORGANIZATION)
WORKS = (EntityType.PROGRAM, EntityType.PROJECT)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation before it has an id."""

    type: RelationType
    head: str
    tail: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Scope:
    """One sentence with its clauses, mentions and targets, in the order of the text."""

    report: Report
    sentence: Sentence
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]

    def within(self, clause: Clause) -> list[Mention]:
        """The mentions of a clause."""
        return [m for m in self.mentions if clause.span.contains(m.span)]

    def clause_of(self, record: Mention | Target) -> int:
        """The number of the clause in which a record begins."""
        return next((n for n, c in enumerate(self.clauses) if c.span.start <= record.span.start < c.span.end), 0)


def find_relations(report: Report, mentions: Sequence[Mention], targets: Sequence[Target]) -> tuple[Relation, ...]:
    """The relations of a report in the order of the text; both ends lie in one paragraph."""
    named: dict[int, list[Mention]] = defaultdict(list)
    numbered: dict[int, list[Target]] = defaultdict(list)
    cut: dict[int, list[Clause]] = defaultdict(list)
    for mention in mentions:
        named[mention.sentence].append(mention)
    for target in targets:
        numbered[target.sentence].append(target)
    for clause in clauses(report, grid(report)):
        cut[clause.sentence].append(clause)
    found: list[Relation] = []
    theme: Scope | None = None
    for sentence in report.sentences:
        scope = Scope(report, sentence, tuple(cut[sentence.index]), tuple(named[sentence.index]), tuple(numbered[sentence.index]))
        if theme is not None and theme.sentence.paragraph != sentence.paragraph:
            theme = None
        seen: set[tuple[str, str, str]] = set()
        for tie in [*_ties(scope), *_theme_industry(theme, scope)]:
            key = (tie.type.value, tie.head, tie.tail)
            if key in seen or tie.head == tie.tail:
                continue
            seen.add(key)
            number = len(found) + 1
            found.append(Relation(f"r{number}", tie.type, tie.head, tie.tail, sentence.span, tie.confidence, tie.rule))
        if sentence.theme:
            theme = scope
    return tuple(found)


def _ties(scope: Scope) -> Iterator[Tie]:
    yield from _targets(scope)
    yield from _programme_lists(scope)
    yield from _joined(scope)
    yield from _members(scope)
    yield from _held(scope)
    yield from _industries(scope)
    yield from _operators(scope)
    yield from _connections(scope)
    yield from _cooperation(scope)


def plain(name: str) -> str:
    """A name without quotation marks."""
    return name.translate(QUOTES)


def _targets(scope: Scope) -> Iterator[Tie]:
    """A number belongs to what its indicator names, else to the subject that opens the sentence."""
    subject = _subject(scope)
    for target in scope.targets:
        at = scope.clause_of(target)
        bearers = [
            m
            for m in scope.mentions
            if m.type in BEARERS and m.span.end <= target.span.end and _speaks_of(target, m) and abs(scope.clause_of(m) - at) <= 1
        ]
        for bearer in bearers:
            yield Tie(RelationType.HAS_TARGET, bearer.id, target.id, "target.indicator", 0.9)
        if bearers or subject is None:
            continue
        if subject.span.end <= target.span.start and scope.clause_of(subject) <= at:
            yield Tie(RelationType.HAS_TARGET, subject.id, target.id, "target.subject", 0.75)


def _speaks_of(target: Target, mention: Mention) -> bool:
    name, indicator = plain(mention.text), plain(target.indicator)
    if mention.type is EntityType.REGION and len(name) == 1:
        return False
    if name in indicator:
        return True
    # 电子、材料产业增加值: the shared head was added to the member
    return mention.type is EntityType.INDUSTRY and name.endswith("产业") and indicator.startswith(name[:-2])


def _subject(scope: Scope) -> Mention | None:
    """The name that opens the sentence and that its later clauses go on to speak of."""
    for clause in scope.clauses[:2]:
        for mention in scope.within(clause):
            if mention.type not in (EntityType.PROGRAM, EntityType.PROJECT, EntityType.REGION):
                continue
            if mention.type is EntityType.REGION and not mention.rule.startswith("zone"):
                continue
            opening = scope.report.text[clause.span.start : mention.span.start]
            opening = re.sub(r"^[—　 ]*(?:[（(][一二三四五六七八九十]+[）)])?\d*[件个项]?", "", opening)
            if not opening or opening in ("实施", "全面实施", "深入实施"):
                others = [m for m in scope.within(clause) if m.id != mention.id and m.type in WORKS]
                return None if others else mention
        if scope.within(clause):
            return None
    return None


def _programme_lists(scope: Scope) -> Iterator[Tie]:
    """推进高铁建设五年行动方案，郑万高铁…等项目加快建设: projects behind a programme of their own theme."""
    themes = loader.toml("relations")["partOf"]["themes"]
    programmes = [m for m in scope.mentions if m.type is EntityType.PROGRAM]
    for project in scope.mentions:
        if project.type is not EntityType.PROJECT:
            continue
        at = scope.clause_of(project)
        for programme in reversed(programmes):
            if programme.span.end > project.span.start or scope.clause_of(programme) >= at:
                continue
            if any(
                any(word in programme.text for word in theme["programme"]) and any(word in project.text for word in theme["member"])
                for theme in themes.values()
            ):
                yield Tie(RelationType.PART_OF, project.id, programme.id, "part.theme", 0.8)
                break


def _joined(scope: Scope) -> Iterator[Tie]:
    """解放碑纳入…试点 is part of it; 主城区获批“无废城市”试点 runs there."""
    joins = tuple(loader.toml("relations")["partOf"]["joins"])
    acts = tuple(loader.toml("relations")["locatedIn"]["acts"])
    for clause in scope.clauses:
        inside = scope.within(clause)
        for first, second in zip(inside, inside[1:], strict=False):
            between = scope.report.text[first.span.end : second.span.start]
            if len(between) > 8 or second.type is not EntityType.PROGRAM:
                continue
            if any(verb in between for verb in joins) and first.type in (EntityType.REGION, EntityType.PROJECT, EntityType.PROGRAM):
                yield Tie(RelationType.PART_OF, first.id, second.id, "part.joined", 0.85)
            elif first.type is EntityType.REGION and between.endswith(acts) and between.strip("已被成功扎实深入加快") in acts:
                yield Tie(RelationType.LOCATED_IN, second.id, first.id, "located.act", 0.8)


def _members(scope: Scope) -> Iterator[Tie]:
    """“五张网”：…: what stands behind a colon or 包括 belongs to the heading before it."""
    for number, clause in enumerate(scope.clauses[1:], 1):
        if clause.opener not in "：:" or not clause.opener:
            continue
        before = scope.within(scope.clauses[number - 1])
        heading = before[-1] if before and before[-1].type in WORKS else None
        if heading is None or scope.clauses[number - 1].span.end - heading.span.end > 2:
            continue
        for member in scope.within(clause):
            if member.type in (*WORKS, EntityType.REGION):
                yield Tie(RelationType.PART_OF, member.id, heading.id, "part.heading", 0.75)


def _held(scope: Scope) -> Iterator[Tie]:
    """第八次中日韩领导人会议在成都成功举办; 在两江新区建设某产业园."""
    held = tuple(loader.toml("relations")["locatedIn"]["held"])
    for clause in scope.clauses:
        inside = scope.within(clause)
        for first, second in zip(inside, inside[1:], strict=False):
            between = scope.report.text[first.span.end : second.span.start]
            behind = scope.report.text[second.span.end : second.span.end + 6]
            ahead = scope.report.text[max(clause.span.start, first.span.start - 1) : first.span.start]
            if (
                between in ("在", "落户", "落地")
                and second.type is EntityType.REGION
                and first.type in (*WORKS, EntityType.EVENT, EntityType.ORGANIZATION)
            ):
                if between != "在" or any(verb in behind for verb in held):
                    yield Tie(RelationType.LOCATED_IN, first.id, second.id, "located.held", 0.85)
            elif ahead == "在" and first.type is EntityType.REGION and second.type in WORKS and len(between) <= 6:
                yield Tie(RelationType.LOCATED_IN, second.id, first.id, "located.in", 0.75)


def _industries(scope: Scope) -> Iterator[Tie]:
    """汽车产业，…支持长安汽车…; 壮大“芯屏器核网”全产业链，…等项目落地."""
    leads = tuple(loader.toml("relations")["inIndustry"]["leads"])
    if len(scope.clauses) < 2:
        return
    first = scope.clauses[0]
    inside = scope.within(first)
    if not inside or not plain(inside[-1].text).endswith(leads):
        return
    lead = inside[-1]
    if lead.type not in (EntityType.INDUSTRY, EntityType.PROGRAM) or first.span.end - lead.span.end > 1 or len(inside) > 1:
        return
    if lead.type is EntityType.PROGRAM and not plain(lead.text).endswith(("产业链", "产业")):
        return
    whole = lead.span.start - first.span.start <= 1
    for mention in scope.mentions:
        if mention.span.start < first.span.end:
            continue
        if mention.type is EntityType.PROJECT or whole and mention.type in (EntityType.ORGANIZATION, EntityType.PROGRAM):
            yield Tie(RelationType.IN_INDUSTRY, mention.id, lead.id, "industry.lead", 0.8)


def _theme_industry(theme: Scope | None, scope: Scope) -> Iterator[Tie]:
    """加快发展现代服务业。编制实施现代服务业发展计划: the programme names the industry of the theme sentence."""
    if theme is None:
        return
    for industry in theme.mentions:
        if industry.type is not EntityType.INDUSTRY:
            continue
        for mention in scope.mentions:
            if mention.type is EntityType.PROGRAM and mention.text.startswith(industry.text):
                yield Tie(RelationType.IN_INDUSTRY, mention.id, industry.id, "industry.theme", 0.8)


def _operators(scope: Scope) -> Iterator[Tie]:
    """由某集团建设的某项目; 某公司投资建设某项目."""
    verbs = tuple(loader.toml("relations")["operatedBy"]["verbs"])
    for clause in scope.clauses:
        inside = scope.within(clause)
        for first, second in zip(inside, inside[1:], strict=False):
            between = scope.report.text[first.span.end : second.span.start]
            if first.type is EntityType.ORGANIZATION and second.type is EntityType.PROJECT and (between in verbs or between == "的"):
                yield Tie(RelationType.OPERATED_BY, second.id, first.id, "operator.verb", 0.8)
            elif first.type is EntityType.PROJECT and second.type is EntityType.ORGANIZATION and between.endswith("由"):
                yield Tie(RelationType.OPERATED_BY, first.id, second.id, "operator.by", 0.8)


def _connections(scope: Scope) -> Iterator[Tie]:
    """某高铁连接甲、乙."""
    verbs = tuple(loader.toml("relations")["connects"]["verbs"])
    for clause in scope.clauses:
        line: Mention | None = None
        for first, second in _pairs(scope.within(clause)):
            between = scope.report.text[first.span.end : second.span.start]
            if first.type is EntityType.PROJECT and second.type is EntityType.REGION and between.endswith(verbs):
                line = first
            elif not (line and between in ("、", "和", "与", "至")):
                line = None
            if line is not None and second.type in (EntityType.REGION, EntityType.PROJECT):
                yield Tie(RelationType.CONNECTS, line.id, second.id, "connects.verb", 0.75)


def _pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    yield from zip(mentions, mentions[1:], strict=False)


def _cooperation(scope: Scope) -> Iterator[Tie]:
    """渝桂、渝黔、渝陕等合作; 重庆与新加坡…合作."""
    signs = tuple(loader.toml("relations")["cooperatesWith"]["signs"])
    partners = (EntityType.REGION, EntityType.ORGANIZATION)
    for clause in scope.clauses:
        behind = scope.report.text[clause.span.start : clause.span.end]
        if not any(sign in behind for sign in signs):
            continue
        for first, second in _pairs([m for m in scope.within(clause) if m.type in partners]):
            between = scope.report.text[first.span.end : second.span.start]
            short = len(first.span) == 1 and len(second.span) == 1 and not between
            after = scope.report.text[second.span.end : clause.span.end]
            if short and re.match(r"(?:、[\u4e00-\u9fff]{2})*(?:等)?(?:地区)?(?:合作|协作|经贸|深度合作)", after):
                yield Tie(RelationType.COOPERATES_WITH, first.id, second.id, "cooperation.pair", 0.85)
            elif between in ("与", "同") and any(sign in after for sign in signs):
                yield Tie(RelationType.COOPERATES_WITH, first.id, second.id, "cooperation.with", 0.7)
