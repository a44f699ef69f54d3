"""A part of linked reports: by type, region, year or neighbourhood. Things are kept whole, with all their mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

import networkx as nx
from rdflib import Dataset
from rdflib.namespace import RDF

from kg.errors import KgError
from kg.extraction.records import EntityType, RelationType
from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.iris import iri
from kg.linking.records import target_key
from kg.ontology.namespaces import KG

KEYS = ("type", "region", "year", "around", "depth")
TYPES = (*(kind.value for kind in EntityType), "Target")


class SelectionError(KgError, ValueError):
    """A part cannot be chosen; the message names what is unknown and what there is."""


def select(reports: Sequence[Linked], wanted: Mapping[str, Sequence[str]], base: str) -> list[Linked]:
    """The reports with only the entities and targets that meet every key (one of its values), and the relations between them.

    ``type``: an entity type or Target. ``region``: the division or place and what the text or the authority puts inside it, the
    numbers about these, and of a report of that very place the numbers that are tied to nothing else. ``year``: targets for the
    year, entities with a mention whose status or passage is of that year. ``around``: what lies at most ``depth`` (1 if not said)
    relations from the thing of that name.

    Raises:
        SelectionError: if a key or value is unknown or nothing meets all of them.
    """
    for key in wanted:
        if key not in KEYS:
            raise SelectionError(f"{key}: no such key of a selection; use {', '.join(KEYS)}")
    if "depth" in wanted and "around" not in wanted:
        raise SelectionError("depth says how far to go around a thing; add around=NAME")
    network = build_network(reports)
    keep = set(network)
    if "type" in wanted:
        keep &= _of_types(network, wanted["type"])
    if "region" in wanted:
        keep &= set().union(*(_inside(reports, network, value, base) for value in wanted["region"]))
    if "year" in wanted:
        keep &= _of_years(reports, [_whole("year", value) for value in wanted["year"]])
    if "around" in wanted:
        depth = max(_whole("depth", value) for value in wanted.get("depth", ["1"]))
        keep &= set().union(*(_around(network, value, depth, base) for value in wanted["around"]))
    if not keep:
        said = " ".join(f"{key}={value}" for key, values in wanted.items() for value in values)
        raise SelectionError(f"nothing in the reports meets {said}; leave one of them out")
    return [_part(linked, keep) for linked in reports]


def prune(dataset: Dataset) -> None:
    """Take out the sentences that nothing quotes, then the sections that nothing stands in."""
    for kind in (KG.Sentence, KG.Section):
        loose = [node for node in dataset.subjects(RDF.type, kind) if (None, None, node) not in dataset]
        while loose:
            for node in loose:
                for triple in list(dataset.triples((node, None, None))):
                    dataset.remove(triple)
            loose = [node for node in dataset.subjects(RDF.type, kind) if (None, None, node) not in dataset]


def _part(linked: Linked, keep: Collection[str]) -> Linked:
    extraction = linked.extraction
    entity_of = {mention: key for mention, key in linked.entity_of.items() if key in keep}
    targets = tuple(t for t in extraction.targets if target_key(linked, t) in keep)
    known = {*entity_of, *(t.id for t in targets)}
    part = replace(
        extraction,
        mentions=tuple(m for m in extraction.mentions if m.id in known),
        targets=targets,
        relations=tuple(r for r in extraction.relations if r.head in known and r.tail in known),
        numerals=tuple(n for n in extraction.numerals if known.intersection(n.targets)),
    )
    return replace(linked, extraction=part, entities=tuple(e for e in linked.entities if e.key in keep), entity_of=entity_of)


def _of_types(network: nx.MultiDiGraph, values: Iterable[str]) -> set[str]:
    known = {name.lower(): name for name in TYPES}
    for value in values:
        if value.lower() not in known:
            raise SelectionError(f"type={value}: no such type; use {', '.join(TYPES)}")
    names = {known[value.lower()] for value in values}
    return {key for key, data in network.nodes(data=True) if data["type"] in names}


def _of_years(reports: Sequence[Linked], years: Collection[int]) -> set[str]:
    found: dict[int, set[str]] = {}
    for linked in reports:
        sentences = linked.extraction.report.sentences
        for m in linked.extraction.mentions:
            for year in {m.year, sentences[m.sentence].frame.year} - {None}:
                found.setdefault(int(year or 0), set()).add(linked.entity_of[m.id])
        for t in linked.extraction.targets:
            if t.year is not None:
                found.setdefault(t.year, set()).add(target_key(linked, t))
    for year in years:
        if year not in found:
            raise SelectionError(f"year={year}: the reports say nothing of that year; they speak of {', '.join(map(str, sorted(found)))}")
    return set().union(*(found[year] for year in years))


def _inside(reports: Sequence[Linked], network: nx.MultiDiGraph, value: str, base: str) -> set[str]:
    regions = network.subgraph([key for key, data in network.nodes(data=True) if data["type"] == EntityType.REGION])
    own = [linked for linked in reports if linked.extraction.report.place == value]
    found = set(_named(regions, value, base))
    if not found and not own:
        raise SelectionError(f"region={value}: the reports name no such region{_near(regions, value)}")
    inside: dict[str, set[str]] = {}
    for linked in reports:
        for entity in linked.entities:
            if entity.within:
                inside.setdefault(entity.within, set()).add(entity.key)
    about: dict[str, set[str]] = {}
    for head, tail, data in network.edges(data=True):
        if data["type"] == RelationType.LOCATED_IN:
            inside.setdefault(tail, set()).add(head)
        elif data["type"] == RelationType.HAS_TARGET:
            about.setdefault(head, set()).add(tail)
    fringe = set(found)
    while fringe:
        fringe = set().union(*(inside.get(key, set()) for key in fringe)) - found
        found |= fringe
    tied = set().union(*about.values())
    free = {target_key(linked, t) for linked in own for t in linked.extraction.targets} - tied
    return found.union(free, *(about.get(key, set()) for key in found))


def _around(network: nx.MultiDiGraph, value: str, depth: int, base: str) -> set[str]:
    centres = _named(network, value, base)
    if not centres:
        raise SelectionError(f"around={value}: the reports name nothing so{_near(network, value)}")
    both = network.to_undirected(as_view=True)
    return {key for centre in centres for key in nx.single_source_shortest_path_length(both, centre, cutoff=depth)}


def _named(network: nx.MultiDiGraph, value: str, base: str) -> list[str]:
    """The nodes with that label, alias, code, key or IRI."""
    return [
        key
        for key, data in network.nodes(data=True)
        if value in (data["label"], key, iri(base, key), data["code"] or None) or value in data["aliases"]
    ]


def _near(network: nx.MultiDiGraph, value: str) -> str:
    labels = sorted({data["label"] for _, data in network.nodes(data=True)})
    near = [label for label in labels if value and value in label][:3] or get_close_matches(value, labels, n=3, cutoff=0.4)
    return f"; near it are {'、'.join(near)}" if near else ""


def _whole(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise SelectionError(
            f"{name}={value}: not a whole number; write it as {name}=2020" if name == "year" else f"{name}={value}: not a whole number"
        )
    return int(value)
