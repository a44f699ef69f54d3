"""Which division a number is of, where the text says it of another than the place whose government reports."""

from __future__ import annotations

from kg.extraction.records import RelationType
from kg.linking.entities import Linked

# 对四川进出口 is a number of the reporting place, not of Sichuan.
PARTNERS = ("对", "与", "同")


def told_areas(linked: Linked) -> dict[str, str]:
    """The keys of the divisions that targets are said of by a relation, by target id; the others are of the place that reports."""
    codes = {e.key: e.code for e in linked.entities}
    partners = {t.id for t in linked.extraction.targets if t.indicator.startswith(PARTNERS)}
    told: dict[str, str] = {}
    for relation in linked.extraction.relations:
        key = linked.entity_of.get(relation.head)
        if relation.type is RelationType.HAS_TARGET and key is not None and codes[key] and relation.tail not in partners:
            told.setdefault(relation.tail, key)
    return told
