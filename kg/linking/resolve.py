"""Mentions become entities: what is one thing gets one key, and the reason is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.extraction.records import EntityType, Extraction, Mention
from kg.extraction.teaching import NOTHING, Teaching
from kg.linking.entities import Entity, Linked
from kg.linking.iris import slug
from kg.linking.names import Name, called, plain
from kg.linking.regions import Gazetteer, gazetteer
from kg.reading.document import Report
from kg.reading.script import as_read

# Words behind a name that leave it the name of the same thing (乡村振兴|战略); phases, sections and plans do not.
TAILS = {EntityType.PROGRAM: ("建设", "战略", "工程", "品牌"), EntityType.PROJECT: ("建设", "工程", "项目")}
SHORTEST = 4


def link(extraction: Extraction, teaching: Teaching = NOTHING) -> Linked:
    """Resolve the mentions of one report to entities; `teaching` is what they were extracted with."""
    report = extraction.report
    places = gazetteer(report.year, report.place)
    scope = report.place or report.id
    kinds = _kinds(extraction, teaching)
    names = {m.id: called(m, kinds[m.id], places, teaching) for m in extraction.mentions}
    fuller = _fuller(extraction.mentions, kinds, names, places)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in extraction.mentions:
        name = names[mention.id]
        kind = kinds[mention.id]
        text = fuller.get((kind, name.text), (name.text, ""))[0]
        groups[_key(kind, name, text, scope)].append(mention)
    entities = tuple(_entity(key, groups[key], report, kinds, names, fuller) for key in sorted(groups))
    entity_of = {m.id: key for key, mentions in groups.items() for m in mentions}
    return Linked(extraction, entities, {m.id: entity_of[m.id] for m in extraction.mentions})


def _kinds(extraction: Extraction, teaching: Teaching) -> dict[str, EntityType]:
    """One name is one thing: a region if the text names it as one, else of the kind that most of its mentions have.

    The title of a work is another thing than what it is called after (《沂蒙山》). A kind that a person told stands.
    """
    words = as_read(extraction.report)
    told = {m.id: teaching.told(words, m) for m in extraction.mentions}
    types: dict[tuple[str, bool], Counter[EntityType]] = defaultdict(Counter)
    for mention in extraction.mentions:
        if told[mention.id] is None:
            types[_named(mention)][mention.type] += 1
    common = {n: EntityType.REGION if EntityType.REGION in t else t.most_common(1)[0][0] for n, t in types.items()}
    return {m.id: told[m.id] or common[_named(m)] for m in extraction.mentions}


def _named(mention: Mention) -> tuple[str, bool]:
    return plain(mention.text), mention.text.startswith("《")


def _key(kind: EntityType, name: Name, text: str, scope: str) -> str:
    if name.division is not None:
        return f"region/{name.division.code}"
    return f"{kind.value.lower()}/{slug(scope)}-{slug(text)}" if name.scoped else f"{kind.value.lower()}/{slug(text)}"


def _fuller(
    mentions: Sequence[Mention], kinds: Mapping[str, EntityType], names: Mapping[str, Name], places: Gazetteer
) -> dict[tuple[EntityType, str], tuple[str, str]]:
    """For short names of programmes and projects the fuller name that the same report also uses, and why it is the same."""
    used = {(kinds[m.id], names[m.id].text) for m in mentions if kinds[m.id] in TAILS}
    found: dict[tuple[EntityType, str], tuple[str, str]] = {}
    for kind, text in sorted(used):
        if len(text) < SHORTEST:
            continue
        longer = [text + tail for tail in TAILS[kind] if (kind, text + tail) in used]
        own = places.home.short + text if places.home is not None else text
        if len(longer) == 1:
            found[kind, text] = (longer[0], "short form")
        elif own != text and (kind, own) in used:
            found[kind, text] = (own, "the report's own place left out")
    return {short: (found.get((short[0], full), (full, ""))[0], why) for short, (full, why) in found.items()}


def _entity(
    key: str,
    mentions: Sequence[Mention],
    report: Report,
    kinds: Mapping[str, EntityType],
    names: Mapping[str, Name],
    fuller: Mapping[tuple[EntityType, str], tuple[str, str]],
) -> Entity:
    texts = Counter(m.text for m in mentions)
    kind, name = kinds[mentions[0].id], names[mentions[0].id]
    longest = max(texts, key=lambda n: (len(plain(n)), texts[n], n))
    official = name.division is not None or kind is EntityType.ORGANIZATION and name.within is not None
    taught = next((names[m.id].label for m in mentions if names[m.id].label), None)
    label = name.text if official else taught or longest
    within = next((names[m.id].within for m in mentions if names[m.id].within), None) if kind is EntityType.REGION else None
    return Entity(
        key=key,
        type=kind,
        label=label,
        aliases=tuple(sorted({*texts, *(report.quote(m.span) for m in mentions)} - {label})),
        mentions=tuple(m.id for m in mentions),
        code=name.division.code if name.division else None,
        within=f"region/{within}" if within else None,
        reason=_reason(mentions, kinds, names, fuller),
    )


def _reason(
    mentions: Sequence[Mention],
    kinds: Mapping[str, EntityType],
    names: Mapping[str, Name],
    fuller: Mapping[tuple[EntityType, str], tuple[str, str]],
) -> str:
    """Every reason that joined the mentions, in a fixed order."""
    told = {fuller.get((kinds[m.id], names[m.id].text), ("", names[m.id].reason))[1] for m in mentions} - {"same name"}
    if len({m.text for m in mentions}) > 1 and len({plain(m.text) for m in mentions}) == 1:
        told.add("quotation marks")
    if any(m.type is not kinds[m.id] for m in mentions):
        told.add("same name, told as another kind too")
    return "; ".join(sorted(told)) or "same name"
