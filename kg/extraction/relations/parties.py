"""operatedBy, cooperatesWith and connects: who builds or runs a thing, who works together, and what a line joins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.records import EntityType, Mention, RelationType
from kg.extraction.relations.scope import Clause, Scope, Tie, pattern, words

PARTNERS = (EntityType.REGION, EntityType.ORGANIZATION)
PAIRED = re.compile(
    r"(?:、[\u4e00-\u9fff]{2})*(?:等)?(?:省区市?|省份|省市|地区|两地|区域|省际|跨省)?(?:深度|务实|全面|战略|经贸|友好|产业|科技|交流|更紧密|更加紧密|对口|深化)*(?:合作|协作|协同|签署)(?!协议|区|示范|办|组织|框架|项目|园|基金|论坛)"
)
LINES = re.compile(r"(?:铁路|高铁|线|段|公路|高速|通道|大桥|隧道|班列|专列|航线|走廊|城际|客专|快速路|大道|管道|管线|工程|运河)$")
INVESTED = re.compile(r"(?:等)?(?:总)?投资[\d.]{1,8}(?:亿|万|千万)(?:元|美元)(?:人民币)?(?:的|建设)?")


def ties(scope: Scope) -> Iterator[Tie]:
    """Owners, partners and ends that one sentence states."""
    for clause in scope.clauses:
        if len(clause.mentions) > 1:
            yield from _operators(clause)
            yield from _cooperation(clause)
            yield from _lines(clause)


def _operators(clause: Clause) -> Iterator[Tie]:
    """某公司投资建设某项目; 由某集团承建; 推动某公司某产品量产."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        between = clause.between(first[-1], second[0])
        if first[-1].type is EntityType.ORGANIZATION and second[0].type is EntityType.PROJECT:
            if between in ("", "的", "等") or INVESTED.fullmatch(between) or between in words("operatedBy", "verbs"):
                for owner in first if between else first[-1:]:
                    for project in second if between else second[:1]:
                        if owner.type is EntityType.ORGANIZATION and project.type is EntityType.PROJECT:
                            yield Tie(RelationType.OPERATED_BY, project, owner, "operator.verb", 0.8)
        elif first[-1].type is EntityType.PROJECT and second[0].type is EntityType.ORGANIZATION:
            behind = clause.after(second[-1])
            if re.fullmatch(r"(?:项目|工程)?[,，]?由", between) and pattern("operatedBy", "verbs").search(behind[:10]):
                for owner in second:
                    yield Tie(RelationType.OPERATED_BY, first[-1], owner, "operator.by", 0.85)


def _cooperation(clause: Clause) -> Iterator[Tie]:
    """渝桂、渝黔、渝陕等合作; 重庆与新加坡…合作; 与甲、乙合作."""
    partners = [m for m in clause.mentions if m.type in PARTNERS]
    starts, ends = {m.span.start for m in partners}, {m.span.end for m in partners}
    for first, second in zip(partners, partners[1:], strict=False):
        alone = first.span.start not in ends and second.span.end not in starts
        if alone and len(first.span) == len(second.span) == 1 and first.span.end == second.span.start and PAIRED.match(clause.after(second)):
            yield Tie(RelationType.COOPERATES_WITH, first, second, "cooperation.pair", 0.85)
    for left, right in zip(clause.groups, clause.groups[1:], strict=False):
        yield from _with(clause, left, right)
    for group in clause.groups:
        # 甲与乙 and 甲和乙 are one list, too
        if len(group) == 2 and clause.between(group[0], group[1]) in ("与", "和", "同"):
            yield from _with(clause, group[:1], group[1:])


def _with(clause: Clause, left: tuple[Mention, ...], right: tuple[Mention, ...]) -> Iterator[Tie]:
    if left[-1].type not in PARTNERS or right[0].type not in PARTNERS or min(len(left[-1].span), len(right[0].span)) == 1:
        return
    between = clause.between(left[-1], right[0])
    after = clause.after(right[-1])
    if not re.fullmatch(r"(?:等)?(?:分别|先后|成功|深化|加强|全面|深入|推进)*(?:与|同|和|携手|联动)(?:央企|国企|企业)?", between):
        return
    sign = pattern("cooperatesWith", "signs").search(after)
    if sign is None or sign.start() > 14:
        return
    for one in left[-1:]:
        for other in right:
            if other.type in PARTNERS:
                yield Tie(RelationType.COOPERATES_WITH, one, other, "cooperation.with", 0.7)


def _lines(clause: Clause) -> Iterator[Tie]:
    """某高铁连接甲、乙."""
    for first, second in zip(clause.groups, clause.groups[1:], strict=False):
        line = first[-1]
        if line.type is not EntityType.PROJECT or len(first) > 1 or not LINES.search(line.text):
            continue
        if clause.between(line, second[0]) in words("connects", "verbs"):
            for end in second:
                if end.type in (EntityType.REGION, EntityType.PROJECT):
                    yield Tie(RelationType.CONNECTS, line, end, "connects.verb", 0.8)
