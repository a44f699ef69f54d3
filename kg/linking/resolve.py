"""Mentions become entities: what is one thing gets one key, and the reason is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.extraction.records import EntityType, Extraction, Mention
from kg.linking.entities import Entity, Linked
from kg.linking.iris import QUOTES, slug
from kg.linking.regions import Division, Gazetteer, gazetteer

# Names of these types mean the same in every report; the others belong to the report's own place.
UNSCOPED = (EntityType.INDUSTRY, EntityType.PERSON)
ZONES = ("高新区", "经开区", "自贸试验区", "综保区", "综合保税区", "自贸区", "高新技术产业开发区", "经济技术开发区", "自由贸易试验区")
NATIONAL = ("authority.company", "authority.country", "authority.area")


def link(extraction: Extraction) -> Linked:
    """Resolve the mentions of one report to entities."""
    report = extraction.report
    places = gazetteer(report.year, report.place)
    groups: dict[str, list[Mention]] = defaultdict(list)
    reasons: dict[str, str] = {}
    divisions: dict[str, Division] = {}
    for mention in extraction.mentions:
        key, reason, division = _key(mention, report.place or report.id, places)
        groups[key].append(mention)
        if division is not None:
            divisions[key] = division
        reasons[key] = reason if reasons.get(key, reason) == reason else "same name"
    entities = tuple(_entity(key, groups[key], reasons[key], divisions.get(key), places) for key in sorted(groups))
    entity_of = {m.id: key for key, mentions in groups.items() for m in mentions}
    return Linked(extraction, entities, {m.id: entity_of[m.id] for m in extraction.mentions})


def _key(mention: Mention, place: str, places: Gazetteer) -> tuple[str, str, Division | None]:
    kind = mention.type.value.lower()
    name = mention.text.translate(QUOTES)
    if mention.type is EntityType.REGION:
        division = places.find(name)
        if division is not None:
            same = name == division.name
            return f"region/{division.code}", "authority" if same else "authority: short form", division
        home = places.home
        if home is not None and name in ZONES:
            return f"region/{slug(place)}-{slug(home.short + name)}", "zone of the report's own place", None
        if mention.rule in NATIONAL:
            return f"region/{slug(name)}", "same name", None
    if mention.type in UNSCOPED or mention.rule in NATIONAL:
        return f"{kind}/{slug(name)}", "same name", None
    return f"{kind}/{slug(place)}-{slug(name)}", "same name", None


def _entity(key: str, mentions: Sequence[Mention], reason: str, division: Division | None, places: Gazetteer) -> Entity:
    names = Counter(m.text for m in mentions)
    plain = {name.translate(QUOTES) for name in names}
    label = division.name if division else max(names, key=lambda n: (len(n.translate(QUOTES)), names[n], n))
    aliases = tuple(sorted({n for n in names if n != label}))
    if len(names) > 1 and len(plain) == 1:
        reason = "quotation marks"
    within = None
    if division is not None and division.parent:
        within = f"region/{division.parent}"
    elif mentions[0].type is EntityType.REGION:
        around = places.within(label)
        within = f"region/{around.code}" if around else None
    return Entity(
        key=key,
        type=mentions[0].type,
        label=label,
        aliases=aliases,
        mentions=tuple(m.id for m in mentions),
        code=division.code if division else None,
        within=within,
        reason=reason,
    )
