"""The network as GraphML and GEXF, which networkx, Gephi, Cytoscape and yEd read."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx

from kg.exporting.rdf import xml
from kg.linking.iris import iri

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
# networkx dates a GEXF file and names its own version there
META = re.compile(r"<meta lastmodifieddate=.*?</meta>", re.DOTALL)


def flat(network: nx.MultiDiGraph, base: str) -> nx.MultiDiGraph:
    """The network in the order of keys with attributes that are texts and numbers; what does not apply is left out.

    Aliases are joined by ；, a range becomes ``minValue`` and ``maxValue``, a span ``…_start`` and ``…_end``.
    """
    made = nx.MultiDiGraph()
    for key, data in sorted(network.nodes(data=True)):
        made.add_node(key, iri=iri(base, key), **_node(data))
    edges = [(head, tail, _edge(data)) for head, tail, data in network.edges(data=True)]
    for head, tail, data in sorted(edges, key=lambda e: (e[0], e[1], e[2]["type"], e[2]["report"], e[2]["span_start"])):
        made.add_edge(head, tail, **data)
    return made


def graphml(network: nx.MultiDiGraph) -> str:
    """A flat network as GraphML; nodes and edges have ``type``, nodes ``label``, ``status`` and ``year``, edges their sentence.

    Raises:
        ExportError: if a text holds a character that XML forbids.
    """
    return xml(HEAD + "\n".join(nx.generate_graphml(network, prettyprint=True)) + "\n")


def gexf(network: nx.MultiDiGraph) -> str:
    """A flat network as GEXF 1.2; as GraphML, but an edge's type is its ``relation`` and its label, since GEXF means directedness by ``type``.

    Raises:
        ExportError: if a text holds a character that XML forbids.
    """
    made = network.copy()
    for _, _, data in made.edges(data=True):
        data["relation"] = data["label"] = data.pop("type")
    text = HEAD + "\n".join(nx.generate_gexf(made, prettyprint=True)) + "\n"
    return xml(META.sub("<meta>\n    <creator>kg</creator>\n  </meta>", text, count=1))


def _node(data: dict[str, Any]) -> dict[str, Any]:
    row = {**data, "aliases": "；".join(data["aliases"])}
    value = row.pop("value", None)
    if isinstance(value, list):
        row |= {"minValue": float(value[0]), "maxValue": float(value[1])}
    elif value is not None:
        row["value"] = float(value)
    row["confidence"] = float(row["confidence"])
    return {name: cell for name, cell in row.items() if cell is not None and cell != ""}


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    row = {**data, "confidence": float(data["confidence"])}
    for name in ("span", "head_span", "tail_span"):
        row[f"{name}_start"], row[f"{name}_end"] = row.pop(name)
    return row
