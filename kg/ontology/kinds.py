"""Which kinds of things a property may join, read from the vocabulary."""

from __future__ import annotations

from functools import cache

from rdflib import URIRef
from rdflib.namespace import RDFS

from kg.ontology.namespaces import KG
from kg.ontology.page import members, ontology


def joins(name: str, head: str, tail: str) -> bool:
    """True if the property of that name may lead from a thing of class `head` to one of class `tail` (local names)."""
    return head in _classes(name, RDFS.domain) and tail in _classes(name, RDFS.range)


@cache
def _classes(name: str, end: URIRef) -> frozenset[str]:
    """The classes at an end of a property, with their subclasses."""
    graph = ontology()
    named = members(graph, graph.value(KG[name], end))
    return frozenset(str(c).removeprefix(str(KG)) for kind in named for c in graph.transitive_subjects(RDFS.subClassOf, kind))
