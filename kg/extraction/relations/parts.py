"""partOf: what a text lists as a component of a programme, a project or a region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.lists import normal
from kg.extraction.relations.scope import WORKS, Clause, Scope, Tie, campaign, plain, words
from kg.lexicon import loader

WHOLES = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.POLICY, EntityType.REGION)
MEMBERS = (EntityType.PROGRAM, EntityType.PROJECT, EntityType.REGION, EntityType.POLICY)

# A heading that counts its members: “五张网”, 六大行动
COUNTED = re.compile(r"[二两三四五六七八九十]|\d")
# “三大专项行动” and 10个方面的 sum up the names before them.
SUM = re.compile(r"(?:[二两三四五六七八九十]{1,2}|\d{1,2})(?:大|项|个)")
SUMMED = re.compile(r"等?(?:\d{1,2}|[二两三四五六七八九十]{1,2})(?:个|项|大|类|座|条)(?:方面的?|领域的?)?")
YEAR = re.compile(r"^(?:\d{4}年|今年|去年|当年)?")
# 甲、乙等大中型水库: the head behind the list belongs to each member.
SHARED_HEAD = re.compile(r"等?[^，、；。]{0,8}")


def ties(scope: Scope) -> Iterator[Tie]:
    """The components that one sentence states."""
    headed = list(_headed(scope))
    yield from headed
    taken = {tie.head.id for tie in headed}
    yield from (tie for tie in _themed(scope) if tie.head.id not in taken)
    yield from _fought(scope)
    for clause in scope.clauses:
        yield from _joined(scope, clause)
        yield from _listed(clause)
        yield from _including(clause)


def _tie(member: Mention, whole: Mention, rule: str, confidence: float) -> Tie:
    return Tie(RelationType.PART_OF, member, whole, rule, confidence)


def _headed(scope: Scope) -> Iterator[Tie]:
    """“五张网”：甲网，…；乙网，…: the members of the list belong to the heading, the items of each to that member."""
    for clause in scope.clauses[1:]:
        if clause.opener not in ("：", ":"):
            continue
        before = scope.clauses[clause.number - 1]
        heading = before.mentions[-1] if before.mentions else None
        if heading is None or heading.type not in WHOLES or len(before.after(heading)) > 2:
            continue
        follow = list(scope.clauses[clause.number :])
        heads = [c.mentions[0] for c in follow if _is_head(c)]
        listed = bool(clause.mentions) and not clause.before(clause.mentions[0]) and bool(before.before(heading))
        if heads or any(c.segment > clause.segment for c in follow):
            yield from _tree(follow, heading)
        else:
            for member in clause.mentions:
                if listed and member.type in WORKS and COUNTED.search(heading.text):
                    yield _tie(member, heading, "part.heading", 0.75)
        return


def _is_head(clause: Clause) -> bool:
    """A clause that is nothing but a name and opens its segment."""
    return (
        len(clause.mentions) == 1
        and clause.opener in ("：", ":", "；", ";")
        and not clause.before(clause.mentions[0])
        and not clause.after(clause.mentions[0])
    )


def _tree(clauses: list[Clause], heading: Mention) -> Iterator[Tie]:
    """Items whose own heading is no name stay free: what they belong to is not known."""
    head: Mention | None = None
    segment = -1
    for clause in clauses:
        if clause.segment != segment:
            head, segment = None, clause.segment
        if _is_head(clause):
            head = clause.mentions[0]
            yield _tie(head, heading, "part.heading", 0.8)
            continue
        for mention in clause.mentions:
            if mention.type is EntityType.PROJECT and head is not None:
                yield _tie(mention, head, "part.heading", 0.75)


def _themed(scope: Scope) -> Iterator[Tie]:
    """推进高铁建设五年行动方案，郑万高铁…等项目加快建设: projects behind a programme of their own theme."""
    for clause in scope.clauses:
        for group in clause.groups:
            shared = SHARED_HEAD.match(clause.after(group[-1]))
            for project in group:
                if project.type is not EntityType.PROJECT:
                    continue
                programme = _programme(scope, clause, plain(project.text) + (shared[0] if shared else ""))
                if programme is not None:
                    yield _tie(project, programme, "part.theme", 0.8)


def _fought(scope: Scope) -> Iterator[Tie]:
    """打好碧水保卫战，推进河长制，…: the programmes and projects behind a campaign are how it is fought."""
    leader: Mention | None = None
    segment = -1
    for clause in scope.clauses:
        if clause.segment != segment:
            leader, segment = None, clause.segment
        if leader is not None:
            for member in clause.mentions:
                if member.type in WORKS:
                    yield _tie(member, leader, "part.campaign", 0.75)
        fought = campaign(clause)
        # 三大攻坚战 sum up the work of a government
        leader = fought if fought is not None and not COUNTED.search(fought.text) else leader


def _programme(scope: Scope, clause: Clause, project: str) -> Mention | None:
    for earlier in reversed(scope.clauses[: clause.number]):
        if earlier.segment != clause.segment:
            return None
        for programme in reversed(earlier.mentions):
            plan = programme.type in (EntityType.PROGRAM, EntityType.POLICY) and plain(programme.text).endswith(words("partOf", "plans"))
            if plan and _one_theme(plain(programme.text), project):
                return programme
            if programme.type in WORKS and _one_pair(plain(programme.text), project):
                return programme
    return None


def _one_pair(programme: str, project: str) -> bool:
    """中新互联互通项目 and 中新金融科技合作示范区 open with the same two abbreviated places."""
    letters = _letters()
    return programme[:2] == project[:2] and len(programme) > 2 and all(c in letters for c in programme[:2]) and programme.endswith("项目")


@cache
def _letters() -> frozenset[str]:
    regions = loader.toml("regions")
    return frozenset(regions["abbreviations"]) | frozenset(regions["countries"]["letters"])


def _one_theme(programme: str, project: str) -> bool:
    """The programme and the project, with the head that its list shares, speak of one theme."""
    themes = loader.toml("relations")["partOf"]["themes"]
    return any(
        any(word in programme for word in theme["programme"]) and any(word in project for word in theme["member"]) for theme in themes.values()
    )


def _joined(scope: Scope, clause: Clause) -> Iterator[Tie]:
    """解放碑纳入…试点: it is part of it; 某镇连年增收，入选…: so is the subject of the clause before."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if second[0].type not in (*WORKS, EntityType.POLICY) or plain(second[-1].text).endswith(words("partOf", "prizes")):
            continue
        between = clause.between(first[-1], second[0])
        verb = normal(between)
        joins = verb in words("partOf", "joins") or _joining().fullmatch(between) is not None
        # a place that becomes something is where that is (kg.extraction.relations.places)
        bears = verb in words("partOf", "becoming") and not any(m.type is EntityType.REGION for m in first)
        if joins or bears:
            yield from _shared(first, second, between, "part.joined", 0.85)
    title = clause.groups[0] if clause.groups else ()
    if title and title[0].type in (*WORKS, EntityType.POLICY) and _joining().fullmatch(YEAR.sub("", clause.before(title[0]))):
        for earlier in reversed(scope.clauses[max(0, clause.number - 2) : clause.number]):
            if earlier.segment == clause.segment and earlier.subject:
                if earlier.subject[0].type in (EntityType.REGION, EntityType.PROJECT):
                    yield from _shared(earlier.subject, title, "", "part.carried", 0.6)
                break


def _shared(members: tuple[Mention, ...], wholes: tuple[Mention, ...], between: str, rule: str, confidence: float) -> Iterator[Tie]:
    """甲、乙分别入选丙、丁 is one to one; else the members bear all titles."""
    apart = between.startswith(("分", "分别")) and len(members) == len(wholes)
    for number, member in enumerate(members):
        for whole in wholes[number : number + 1] if apart else wholes:
            if member.type in (*MEMBERS, EntityType.ORGANIZATION, EntityType.EVENT, EntityType.INDUSTRY) and member.type is not EntityType.POLICY:
                yield _tie(member, whole, rule, confidence)


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(f"等?(?:项目|工程|建设)?(?:{'|'.join(words('partOf', 'manner'))}){{0,2}}(?:{'|'.join(words('partOf', 'joins'))})(?:了|为|入)?")


def _listed(clause: Clause) -> Iterator[Tie]:
    """甲、乙等“五大工程”; 新增甲、乙3个示范县: the members belong to the sum behind them."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        whole = second[0]
        if whole.type is not EntityType.PROGRAM:
            continue
        between = clause.between(first[-1], whole)
        counted = SUM.match(plain(whole.text)) is not None
        listed = between == "等" and (counted or COUNTED.search(whole.text) is not None or plain(whole.text).endswith(words("partOf", "plans")))
        if listed or counted and not between or SUMMED.fullmatch(between) and len(first) > 1:
            for member in first:
                if member.type in MEMBERS or member.type is EntityType.INDUSTRY:
                    yield _tie(member, whole, "part.listed", 0.75)


def _including(clause: Clause) -> Iterator[Tie]:
    """某工程包括甲、乙."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        if first[-1].type not in WHOLES or clause.between(first[-1], second[0]) not in words("partOf", "including"):
            continue
        for member in second:
            if member.type in MEMBERS and plain(member.text) != plain(first[-1].text):
                yield _tie(member, first[-1], "part.including", 0.8)
