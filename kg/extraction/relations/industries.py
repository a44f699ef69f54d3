"""inIndustry: the sector that a text gives as heading or attribute."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.scope import Clause, Scope, Tie, plain, words

MEMBERS = (EntityType.PROJECT, EntityType.ORGANIZATION, EntityType.PROGRAM)


def ties(scope: Scope, theme: Scope | None) -> Iterator[Tie]:
    """The sectors that one sentence and the theme sentence before it state."""
    yield from _led(scope)
    if theme is not None:
        yield from _themed(theme, scope)


def _tie(member: Mention, sector: Mention, rule: str, confidence: float) -> Tie:
    return Tie(RelationType.IN_INDUSTRY, member, sector, rule, confidence)


def _led(scope: Scope) -> Iterator[Tie]:
    """汽车产业，…支持长安汽车…; 壮大“芯屏器核网”全产业链，…等项目落地."""
    sector: Mention | None = None
    whole = False
    segment = -1
    for clause in scope.clauses:
        if clause.segment != segment:
            sector, segment = None, clause.segment
        lead = _lead(clause)
        if lead is not None and not (whole and sector is not None and clause.before(lead)):
            sector, whole = lead, not clause.before(lead) and not plain(lead.text).startswith(words("inIndustry", "raising"))
            continue
        if sector is None:
            continue
        if not whole and any(_is_sector(m) for m in clause.mentions):
            sector = None
            continue
        for mention in clause.mentions:
            if mention.type is EntityType.PROJECT or whole and mention.type in MEMBERS:
                yield _tie(mention, sector, "industry.heading" if whole else "industry.lead", 0.85 if whole else 0.7)


def _is_sector(mention: Mention) -> bool:
    return mention.type is EntityType.INDUSTRY and plain(mention.text).endswith(words("inIndustry", "leads"))


def _is_chain(mention: Mention) -> bool:
    return mention.type in (EntityType.INDUSTRY, EntityType.PROGRAM) and plain(mention.text).endswith(words("inIndustry", "chains"))


def _lead(clause: Clause) -> Mention | None:
    """The sector of a clause that is nothing but its name, or a verb and its name, at the head of a segment."""
    if len(clause.mentions) != 1:
        return None
    name = clause.mentions[0]
    if clause.after(name) or not (_is_sector(name) or _is_chain(name)):
        return None
    before = clause.before(name)
    if not before:
        return name if clause.opener not in ("，", ",") else None
    return name if before in words("inIndustry", "raising") else None


def _themed(theme: Scope, scope: Scope) -> Iterator[Tie]:
    """加快发展现代服务业。编制实施现代服务业发展计划: the programme names the sector of the theme sentence."""
    for sector in theme.mentions:
        if sector.type is EntityType.INDUSTRY:
            for mention in scope.mentions:
                if mention.type is EntityType.PROGRAM and plain(mention.text).startswith(plain(sector.text)):
                    yield _tie(mention, sector, "industry.theme", 0.8)
        if _is_chain(sector):
            for mention in scope.mentions:
                if mention.type is EntityType.PROJECT:
                    yield _tie(mention, sector, "industry.chain", 0.7)
