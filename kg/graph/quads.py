"""Between rdflib and what is written: statements fill a graph of rdflib, and a dataset's quads become pyoxigraph's, in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kg.graph.order import blocks, parsed
from kg.graph.statements import Statement, TermError

Term: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal


def fill(graph: Graph, said: Iterable[Statement]) -> None:
    """Put statements into a graph of rdflib."""
    made: dict[object, Node] = {}

    def node(term: object) -> Node:
        known = made.get(term)
        if known is None:
            known = made[term] = _node(term)
        return known

    for quad in parsed(f"{s} {p} {o} .\n".encode() for s, p, o in said):
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))


def triples(dataset: Dataset, base: str) -> list[pyoxigraph.Triple]:
    """The union of all graphs, each triple once, sorted for reading.

    Raises:
        TermError: if a term is no legal RDF.
    """
    return [quad.triple for quad in parsed(text for _, text in blocks(statements(dataset), base))]


def statements(dataset: Dataset) -> Iterator[Statement]:
    """The statements of all graphs.

    Raises:
        TermError: if a term is no legal RDF.
    """
    return _Terms().statements(triple for triple, _ in dataset.store.triples((None, None, None)))


def quads(dataset: Dataset, base: str) -> list[pyoxigraph.Quad]:
    """All quads, graph by graph, sorted for reading.

    Raises:
        TermError: if a term is no legal RDF.
    """
    terms = _Terms()
    graphs: dict[Node | None, list[tuple[Node, Node, Node]]] = {}
    for s, p, o, g in dataset.quads():
        graphs.setdefault(g, []).append((s, p, o))
    made = []
    for name in sorted(graphs, key=str):
        graph = pyoxigraph.DefaultGraph() if name is None else _resource(name)
        found = parsed(text for _, text in blocks(terms.statements(graphs[name]), base))
        made += [pyoxigraph.Quad(q.subject, q.predicate, q.object, graph) for q in found]
    return made


def serialized(
    statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad], form: pyoxigraph.RdfFormat, names: Mapping[str, str] | None = None
) -> str:
    """The text that pyoxigraph writes, with prefixes where the form has them."""
    return (pyoxigraph.serialize(statements, format=form, prefixes=dict(names) if names else None) or b"").decode("utf-8")


class _Terms:
    """Turns rdflib's terms into texts, each once. rdflib hashes a term in Python: look each up once."""

    def __init__(self) -> None:
        self._made: dict[Node, str] = {}

    def statements(self, found: Iterable[tuple[Node, Node, Node]]) -> Iterator[Statement]:
        last, subject = None, ""
        for s, p, o in found:
            if s is not last:
                last, subject = s, str(_resource(s))
            yield subject, self._text(p), self._text(o)

    def _text(self, node: Node) -> str:
        made = self._made.get(node)
        if made is None:
            made = self._made[node] = str(_term(node))
        return made


def _resource(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode:
    """A subject or the name of a graph."""
    made = _term(node)
    if isinstance(made, pyoxigraph.Literal):
        raise TermError(f"the literal {node!r} is used as a subject or graph name")
    return made


def _term(node: Node) -> Term:
    try:
        if isinstance(node, URIRef):
            return pyoxigraph.NamedNode(str(node))
        if isinstance(node, Literal):
            if node.language:
                return pyoxigraph.Literal(str(node), language=node.language)
            return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None)
        return pyoxigraph.BlankNode(str(node))
    except (ValueError, UnicodeEncodeError) as error:
        raise TermError(f"{node!r} is no legal RDF term ({error})") from None


def _node(term: object) -> Node:
    if isinstance(term, pyoxigraph.Literal):
        datatype = None if term.language or term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype)
    assert isinstance(term, pyoxigraph.NamedNode)  # blank nodes are never said
    return URIRef(term.value)
