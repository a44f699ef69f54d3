"""The company that the name of a project begins with (华为…中心 → 华为): read off the name, not stated by the text."""

from __future__ import annotations

from functools import cache

from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.linking.entities import Entity
from kg.linking.iris import QUOTES, slug


@cache
def _companies() -> tuple[str, ...]:
    listed = loader.toml("organizations")["companies"]
    return tuple(sorted(set(listed["names"]) - set(listed["ambiguous"]), key=lambda name: (-len(name), name)))


def named_after(entity: Entity) -> tuple[str, str] | None:
    """Key and name of the listed company that a project is named after, None where its name begins with none."""
    if entity.type is not EntityType.PROJECT:
        return None
    label = entity.label.translate(QUOTES)
    company = next((name for name in _companies() if label.startswith(name) and len(label) > len(name)), None)
    return (f"organization/{slug(company)}", company) if company else None
