"""hasTarget across clauses: a name goes on bearing the numbers of the clauses behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, Mention, RelationType, Target
from kg.extraction.relations.scope import CARRIERS, WORKS, Clause, Scope, Tie, campaign, pattern, plain, words

# 运输重箱量和货值; 其中出入境旅客
JOINTS = re.compile(r"[、和与及]|^其中|^全年|^年")


def led(scope: Scope, borne: dict[str, list[Mention]]) -> Iterator[Tie]:
    """脱贫攻坚成效明显，…: a programme whose success the sentence reports bears the numbers that follow.

    Where it only goes on (稳步推进), its numbers end with the next name or the next clause without number.
    """
    leader: Mention | None = None
    lasting = False
    segment = -1
    for clause in scope.clauses:
        if clause.segment != segment:
            leader, segment = None, clause.segment
        for target in clause.targets:
            others = [m for m in borne[target.id] if m.type in (*WORKS, EntityType.INDUSTRY)]
            if leader is not None and not others:
                yield Tie(RelationType.HAS_TARGET, leader, target, "target.success", 0.8 if lasting else 0.65)
                borne[target.id].append(leader)
        if leader is not None and not lasting and (not clause.targets or any(m.type in WORKS for m in clause.mentions)):
            leader = None
        subject = clause.subject
        if len(subject) == 1 and subject[0].type in (*WORKS, EntityType.POLICY) and all(t.span.end <= subject[0].span.start for t in clause.targets):
            said = clause.after(subject[0])
            success = pattern("hasTarget", "success").search(said) is not None
            if success or pattern("hasTarget", "going_on").search(said):
                leader, lasting = subject[0], success
        if (fought := campaign(clause)) is not None:
            leader, lasting = fought, True


def carried(scope: Scope, borne: dict[str, list[Mention]]) -> Iterator[Tie]:
    """江北机场国际航线增至95条，旅客吞吐量达到…: a bare measure speaks of the name that the clause before spoke of."""
    carrier: Mention | None = None
    done = waited = False
    segment = -1
    for clause in scope.clauses:
        if clause.segment != segment:
            carrier, segment = None, clause.segment
        own = [m for t in clause.targets for m in borne[t.id]]
        if carrier is not None and clause.targets and clause.text.startswith(words("hasTarget", "causing")) and not any(m.type in WORKS for m in own):
            yield Tie(RelationType.HAS_TARGET, carrier, clause.targets[0], "target.caused", 0.75)
        if own:
            carrier = _bearer(clause, own)
            done = False
        elif clause.targets and carrier is not None and not any(m.type in WORKS for m in clause.mentions):
            free = [t for t in clause.targets if (_akin(t, carrier) if done else _bare(clause, t, carrier))]
            for target in free:
                rule = "target.set" if done else "target.carried"
                yield Tie(RelationType.HAS_TARGET, carrier, target, rule, 0.6 if done else 0.75)
            if len(free) < len(clause.targets):
                carrier = None
        elif not clause.targets:
            waiting = done and carrier is not None and not waited and not clause.mentions
            if not waiting:
                carrier, done = _set(clause)
            waited = waiting
        else:
            carrier = None
        if clause.subject and not own and clause.targets:
            carrier = None


def spent(scope: Scope) -> Iterator[Tie]:
    """投入90亿元，用于某工程: money bears on what the next clause names as its use."""
    for first, second in zip(scope.clauses, scope.clauses[1:], strict=False):
        money = [t for t in first.targets if (t.unit or "").endswith("元")]
        works = [m for m in second.mentions if m.type in WORKS]
        if money and works and second.before(works[0]) in words("hasTarget", "uses"):
            yield Tie(RelationType.HAS_TARGET, works[0], money[-1], "target.spent", 0.8)


def _bearer(clause: Clause, own: list[Mention]) -> Mention | None:
    """The one name of which a clause with numbers speaks."""
    names = {m.id: m for m in own if m.type in CARRIERS}
    if len(names) != 1:
        return None
    mention = next(iter(names.values()))
    # 国家农业产业园达到2个: things that are counted are no subject
    if any(t.unit in words("hasTarget", "counters") and plain(t.indicator).endswith(plain(mention.text)) for t in clause.targets):
        return None
    return mention if clause.span.contains(mention.span) and mention in clause.subject else None


def _set(clause: Clause) -> tuple[Mention | None, bool]:
    """实施某计划，引进…: a programme that the clause names alone sets the numbers right behind it."""
    works = [m for m in clause.mentions if m.type in (*WORKS, EntityType.POLICY)]
    if len(works) != 1:
        return None, False
    work = works[0]
    if clause.after(work):
        going_on = work in clause.subject and clause.after(work).startswith(words("hasTarget", "becoming"))
        return (work, False) if going_on else (None, False)
    carried_out = work.type is not EntityType.PROJECT and clause.before(work).endswith(words("hasTarget", "carrying_out"))
    return (work, True) if carried_out and len(clause.mentions) == 1 else (None, False)


def _akin(target: Target, carrier: Mention) -> bool:
    """实施英才计划，引进人才: programme and measure share a telling character."""
    if overall(target):
        return False
    return bool(set(plain(carrier.text)) & set(plain(target.indicator)) - frozenset(words("hasTarget", "common")[0]))


def overall(target: Target) -> bool:
    """True for what measures a whole place."""
    indicator = plain(target.indicator)
    return bool(pattern("hasTarget", "overall").search(indicator)) or indicator.startswith(words("hasTarget", "place"))


def _bare(clause: Clause, target: Target, carrier: Mention) -> bool:
    """True if the indicator cannot stand for the whole place by itself."""
    indicator = plain(target.indicator)
    if overall(target) or indicator.startswith(words("hasTarget", "acts")):
        return False
    if carrier.type in (EntityType.REGION, EntityType.INDUSTRY):
        return indicator.endswith(words("hasTarget", "measures")) and len(indicator) <= 9
    opens = any(part.startswith(indicator[:2]) for part in JOINTS.split(plain(clause.text)))
    return opens and len(indicator) <= 8 and (not indicator.endswith("率") or len(indicator) <= 5)
