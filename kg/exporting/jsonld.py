"""JSON-LD with the words of the vocabulary as terms: one named graph a report, one line a thing."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.graph.quads import quads
from kg.ontology.namespaces import KG, PREFIXES, compact
from kg.ontology.page import ontology

# IRIs that may be written relative to the base: kind/name, so that no part reads as a scheme or a step up.
RELATIVE = re.compile(r"[a-z]+/(?!\.{1,2}$)[^/]+")
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
# Words of other vocabularies that a reader meets in nearly every block.
COMMON = {
    "label": {"@id": "rdfs:label", "@language": "zh"},
    "title": {"@id": "dcterms:title", "@language": "zh"},
}


def jsonld(dataset: Dataset, base: str) -> str:
    """The dataset as JSON-LD 1.1: context, then the named graphs with their things in the order of Turtle."""
    statements = quads(dataset, base)
    context = {"@base": base} | PREFIXES | COMMON | vocabulary()
    writer = _Writer(context, base)
    graphs: dict[str | None, dict[str, dict[str, list[Any]]]] = {}
    for quad in statements:
        name = None if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else writer.identifier(quad.graph_name)
        node = graphs.setdefault(name, {}).setdefault(writer.identifier(quad.subject), {})
        writer.add(node, quad.predicate, quad.object)
    parts = []
    for name, nodes in graphs.items():
        lines = ",\n".join(_line({"@id": identifier, **node}) for identifier, node in nodes.items())
        parts.append(lines if name is None else f'{{"@id": {_json(name)}, "@graph": [\n{lines}\n]}}')
    shown = ",\n".join(f"  {_json(term)}: {_json(meaning)}" for term, meaning in context.items())
    body = ",\n".join(parts)
    return f'{{"@context": {{\n{shown}\n}},\n"@graph": [\n{body}\n]}}\n'


def vocabulary() -> dict[str, Any]:
    """A term for each class and property of kg.ttl, properties with the kind of their values."""
    graph = ontology()
    terms: dict[str, Any] = {}
    for name in _names(graph, OWL.Class):
        terms[name] = f"kg:{name}"
    for name in _names(graph, OWL.ObjectProperty):
        terms[name] = {"@id": f"kg:{name}", "@type": "@id"}
    for name in _names(graph, OWL.DatatypeProperty):
        kind = graph.value(KG[name], RDFS.range)
        native = kind in (None, XSD.string, XSD.integer, RDF.langString)
        terms[name] = f"kg:{name}" if native else {"@id": f"kg:{name}", "@type": f"xsd:{str(kind).removeprefix(str(XSD))}"}
    return terms


def _names(graph: Graph, kind: URIRef) -> list[str]:
    return sorted(str(s).removeprefix(str(KG)) for s in graph.subjects(RDF.type, kind) if str(s).startswith(str(KG)))


class _Writer:
    """Knows the context's terms by what they mean."""

    def __init__(self, context: dict[str, Any], base: str) -> None:
        self.base = base
        self.terms: dict[str, tuple[str, str | None, str | None]] = {}
        for term, meaning in context.items():
            whole: dict[str, str] = meaning if isinstance(meaning, dict) else {"@id": meaning}
            prefix, colon, local = whole.get("@id", "").partition(":")
            if colon and prefix in PREFIXES:
                kind = whole.get("@type")
                if kind is not None and kind.startswith("xsd:"):
                    kind = str(XSD) + kind[4:]
                self.terms[PREFIXES[prefix] + local] = (term, kind, whole.get("@language"))

    def identifier(self, node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple) -> str:
        """An IRI relative to the base where it lies below it."""
        if not isinstance(node, pyoxigraph.NamedNode):
            return str(node)
        below = node.value.removeprefix(self.base)
        return below if below != node.value and self.base.endswith("/") and RELATIVE.fullmatch(below) else node.value

    def add(self, node: dict[str, list[Any]], predicate: pyoxigraph.NamedNode, value: object) -> None:
        """Add one value to a node object."""
        if predicate.value == str(RDF.type) and isinstance(value, pyoxigraph.NamedNode):
            node.setdefault("@type", []).append(self._name(value.value)[0])
            return
        name, kind, language = self._name(predicate.value)
        node.setdefault(name, []).append(self._value(value, kind, language))

    def _name(self, iri: str) -> tuple[str, str | None, str | None]:
        """Term, kind of values and language of a property or class; a compact IRI where there is no term."""
        if iri in self.terms:
            return self.terms[iri]
        return compact(iri), None, None

    def _value(self, value: object, kind: str | None, language: str | None) -> Any:
        if isinstance(value, pyoxigraph.NamedNode | pyoxigraph.BlankNode):
            return self.identifier(value) if kind == "@id" else {"@id": self.identifier(value)}
        assert isinstance(value, pyoxigraph.Literal)
        if value.language:
            return value.value if value.language == language else {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if kind == datatype or (datatype == str(XSD.string) and kind is None and language is None):
            return value.value
        if datatype == str(XSD.integer) and kind is None and language is None and WHOLE.fullmatch(value.value):
            return int(value.value)
        return {"@value": value.value} if datatype == str(XSD.string) else {"@value": value.value, "@type": self._name(datatype)[0]}


def _line(node: dict[str, Any]) -> str:
    return _json({key: values[0] if isinstance(values, list) and len(values) == 1 else values for key, values in node.items()})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
