"""docs/ontology.md is made from kg.ttl: ``python -m kg.ontology.page > docs/ontology.md``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.ontology.namespaces import KG, compact


@cache
def ontology() -> Graph:
    """The vocabulary as a graph."""
    return Graph().parse(data=(files("kg.ontology") / "kg.ttl").read_text(encoding="utf-8"), format="turtle")


def page() -> str:
    """The page as Markdown."""
    graph = ontology()
    introduction = (files("kg.ontology") / "introduction.md").read_text(encoding="utf-8")
    return "".join((introduction, *_diagram(graph), *_classes(graph), *_properties(graph)))


def _diagram(graph: Graph) -> Iterator[str]:
    yield "\n## Diagram\n\nClasses, what is a kind of what, and the properties between them.\n\n```mermaid\nclassDiagram\n"
    for node in terms(graph, OWL.Class):
        above = [o for o in graph.objects(node, RDFS.subClassOf) if str(o).startswith(str(KG))]
        yield from sorted(f"  {_local(o)} <|-- {_local(node)}\n" for o in above)
        own = [p for p in terms(graph, OWL.DatatypeProperty) if node in members(graph, graph.value(p, RDFS.domain))]
        lines = [f"    {_local(p)} {str(graph.value(p, RDFS.range)).partition('#')[2]}\n" for p in own]
        yield f"  class {_local(node)}" + (f" {{\n{''.join(lines)}  }}\n" if own else "\n")
    for prop in terms(graph, OWL.ObjectProperty):
        for start in members(graph, graph.value(prop, RDFS.domain)):
            ends = [e for e in members(graph, graph.value(prop, RDFS.range)) if str(e).startswith(str(KG))]
            yield from (f"  {_local(start)} --> {_local(end)} : {_local(prop)}\n" for end in ends)
    yield "```\n"


def _classes(graph: Graph) -> Iterator[str]:
    yield "\n## Classes\n\n| class | 中文 | 定义 | meaning | also | example |\n|---|---|---|---|---|---|\n"
    for node in terms(graph, OWL.Class):
        yield f"| `{compact(str(node))}` | {_words(graph, node)} | {_also(graph, node, RDFS.subClassOf)} | {_example(graph, node)} |\n"


def _properties(graph: Graph) -> Iterator[str]:
    yield "\n## Properties\n\n| property | 中文 | 定义 | meaning | from | to | also | example |\n|---|---|---|---|---|---|---|---|\n"
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for node in terms(graph, kind):
            ends = [" or ".join(compact(str(m)) for m in members(graph, graph.value(node, p))) for p in (RDFS.domain, RDFS.range)]
            also = _also(graph, node, RDFS.subPropertyOf)
            yield f"| `{compact(str(node))}` | {_words(graph, node)} | {ends[0]} | {ends[1]} | {also} | {_example(graph, node)} |\n"


def _words(graph: Graph, node: Node) -> str:
    return " | ".join(said(graph, node, p, language) for p, language in ((RDFS.label, "zh"), (RDFS.comment, "zh"), (RDFS.comment, "en")))


def _also(graph: Graph, node: Node, above: URIRef) -> str:
    """What the term is a kind of, then what it is like."""
    kinds = sorted(compact(str(o)) for o in graph.objects(node, above))
    return ", ".join(kinds + sorted(f"cf. {compact(str(o))}" for o in graph.objects(node, RDFS.seeAlso)))


def _example(graph: Graph, node: Node) -> str:
    return f"`{graph.value(node, SKOS.example)}`"


def members(graph: Graph, node: Node | None) -> list[Node]:
    """The classes that a domain or range is made of: itself, or the members of a union in their order."""
    if node is None:
        return []
    union = graph.value(node, OWL.unionOf)
    return list(Collection(graph, union)) if union is not None else [node]


def terms(graph: Graph, kind: URIRef) -> list[URIRef]:
    """The terms of a kind (owl:Class, owl:ObjectProperty, …) that are the vocabulary's own, sorted."""
    return sorted(s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and str(s).startswith(str(KG)))


def said(graph: Graph, node: Node, predicate: URIRef, language: str) -> str:
    """The text of a property in a language, empty if there is none."""
    return next((str(o) for o in graph.objects(node, predicate) if getattr(o, "language", None) == language), "")


def _local(node: Node) -> str:
    return str(node).removeprefix(str(KG))


if __name__ == "__main__":
    print(page(), end="")
