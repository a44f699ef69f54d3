"""The values of linking: what mentions resolve to."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.records import EntityType, Extraction


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing, however often and by whatever names the report mentions it.

    Attributes:
        key: readable key below the base IRI, e.g. ``project/重庆市-…`` or ``region/500229``; unique per type.
        label: preferred name (the fullest one).
        aliases: other names in the text, sorted.
        mentions: ids of its mentions, in the order of the text.
        code: administrative code (six digits) for a region that the authority knows in the report's year, else None.
        within: key of the region it lies in by the authority, else None.
        reason: why its mentions were held to be one thing (same name, short form, quotation marks, authority …).
    """

    key: str
    type: EntityType
    label: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]
    code: str | None
    within: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An extraction with its mentions resolved to entities; `entity_of` maps mention id → entity key."""

    extraction: Extraction
    entities: tuple[Entity, ...]
    entity_of: dict[str, str]

    def __repr__(self) -> str:
        return f"<Linked {self.extraction.report.id}: {len(self.entities)} entities of {len(self.entity_of)} mentions>"
