"""A dataset's quads as pyoxigraph terms, in the order in which a person reads them: the one way from rdflib to its serializers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import itemgetter

import pyoxigraph
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kg.errors import KgError
from kg.ontology.namespaces import KINDS

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal
Resource = pyoxigraph.NamedNode | pyoxigraph.BlankNode
Statement = tuple[Node, Node, Node]
Key = tuple[object, ...]
# Longer runs are several numbers: Python reads none of more than 4,300 digits.
DIGITS = re.compile(r"([0-9]{1,18})")
# What a block says first; the other properties follow by name.
FIRST: dict[Node, str] = {RDF.type: "", RDFS.label: " "}
# What a file shows first: the report, its parts, then the things, then the evidence.
ORDER = {kind: place for place, kind in enumerate(dict.fromkeys(("report", "section", *KINDS)))}


class TermError(KgError, ValueError):
    """A term of the graph is no legal RDF (an IRI with a space, a lone surrogate): a fault of the graph, not of the reader."""


def triples(dataset: Dataset, base: str) -> list[pyoxigraph.Triple]:
    """The union of all graphs, each triple once, sorted for reading.

    Raises:
        TermError: if a term is no legal RDF.
    """
    union = (triple for triple, _ in dataset.store.triples((None, None, None)))
    return _Terms(base).sorted(union)


def quads(dataset: Dataset, base: str) -> list[pyoxigraph.Quad]:
    """All quads, graph by graph, sorted for reading.

    Raises:
        TermError: if a term is no legal RDF.
    """
    terms = _Terms(base)
    graphs: dict[Node | None, list[Statement]] = {}
    for s, p, o, g in dataset.quads():
        graphs.setdefault(g, []).append((s, p, o))
    made = []
    for name in sorted(graphs, key=str):
        graph = pyoxigraph.DefaultGraph() if name is None else terms.resource(name)
        made += [pyoxigraph.Quad(t.subject, t.predicate, t.object, graph) for t in terms.sorted(graphs[name])]
    return made


def serialized(
    statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad], form: pyoxigraph.RdfFormat, names: Mapping[str, str] | None = None
) -> str:
    """The text that pyoxigraph writes, with prefixes where the form has them."""
    return (pyoxigraph.serialize(statements, format=form, prefixes=dict(names) if names else None) or b"").decode("utf-8")


class _Terms:
    """Turns rdflib's terms into pyoxigraph's, each once, and knows their order. rdflib hashes a term in Python: look each up once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._made: dict[Node, Term] = {}

    def sorted(self, statements: Iterable[Statement]) -> list[pyoxigraph.Triple]:
        """The triples subject by subject: its type first, then its label, then the rest by name."""
        blocks: dict[Node, list[tuple[str, pyoxigraph.NamedNode, Node]]] = {}
        predicates: dict[Node, tuple[str, pyoxigraph.NamedNode]] = {}
        last, block = None, []
        for s, p, o in statements:
            if s is not last:
                last, block = s, blocks.setdefault(s, [])
            known = predicates.get(p)
            if known is None:
                known = predicates[p] = (FIRST.get(p, str(p)), pyoxigraph.NamedNode(str(p)))
            block.append((*known, o))
        made = []
        for s in sorted(blocks, key=self._place):
            subject, block = self.resource(s), list(dict.fromkeys(blocks[s]))
            if len({row[0] for row in block}) < len(block):
                block.sort(key=lambda row: (row[0], self._place(row[2])))
            else:
                block.sort(key=itemgetter(0))
            made += [pyoxigraph.Triple(subject, predicate, self.term(o)) for _, predicate, o in block]
        return made

    def resource(self, node: Node) -> Resource:
        """A subject or the name of a graph."""
        made = self.term(node)
        if isinstance(made, pyoxigraph.Literal):
            raise TermError(f"the literal {node!r} is used as a subject or graph name")
        return made

    def term(self, node: Node) -> Term:
        """A term of pyoxigraph, made once."""
        made = self._made.get(node)
        if made is None:
            try:
                made = self._made[node] = _term(node)
            except (ValueError, UnicodeEncodeError) as error:
                raise TermError(f"{node!r} is no legal RDF term ({error})") from None
        return made

    def _place(self, node: Node) -> Key:
        return place_of(self.term(node), self.base)


def place_of(term: Term, base: str) -> Key:
    """A term's place in the order of a file: kind of thing, then name with its numbers as numbers (m2 before m10); IRIs before literals."""
    if isinstance(term, pyoxigraph.Literal):
        return (2, term.value, term.language or "", term.datatype.value)
    text = term.value
    kind = text[len(base) :].partition("/")[0] if text.startswith(base) else ""
    parts = tuple(int(part) if place % 2 else part for place, part in enumerate(DIGITS.split(text)))
    return (1 if isinstance(term, pyoxigraph.BlankNode) else 0, ORDER.get(kind, len(ORDER)), parts, text)


def _term(node: Node) -> Term:
    if isinstance(node, URIRef):
        return pyoxigraph.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return pyoxigraph.Literal(str(node), language=node.language)
        return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None)
    return pyoxigraph.BlankNode(str(node))
