"""The RDF formats: TriG and N-Quads keep one named graph a report, the others hold the union."""

from __future__ import annotations

import re

import pyoxigraph
from rdflib import Dataset

from kg.errors import KgError
from kg.graph.quads import quads, serialized, triples
from kg.graph.turtle import legible, write_turtle
from kg.ontology.namespaces import prefixes

# What XML 1.0 cannot hold, escaped or not.
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ROOT = re.compile(r"<rdf:RDF ([^<>]*)>")


class ExportError(KgError, ValueError):
    """A format cannot hold the graph; the message says what stands in the way."""


def turtle(dataset: Dataset, base: str) -> str:
    """The union as Turtle, as `kg build` writes it."""
    return write_turtle(dataset, base)


def trig(dataset: Dataset, base: str) -> str:
    """All named graphs as TriG."""
    return legible(quads(dataset, base), pyoxigraph.RdfFormat.TRIG, prefixes(base))


def ntriples(dataset: Dataset, base: str) -> str:
    """The union, a triple a line."""
    return serialized(triples(dataset, base), pyoxigraph.RdfFormat.N_TRIPLES)


def nquads(dataset: Dataset, base: str) -> str:
    """All named graphs, a quad a line."""
    return serialized(quads(dataset, base), pyoxigraph.RdfFormat.N_QUADS)


def rdfxml(dataset: Dataset, base: str) -> str:
    """The union as RDF/XML.

    Raises:
        ExportError: if a text holds a character that XML forbids.
    """
    written = serialized(triples(dataset, base), pyoxigraph.RdfFormat.RDF_XML, prefixes(base))
    # the serializer declares its prefixes in no fixed order
    return xml(ROOT.sub(lambda m: f"<rdf:RDF {' '.join(sorted(m[1].split()))}>", written, count=1))


def xml(text: str) -> str:
    """The text, if XML can hold it.

    Raises:
        ExportError: if it holds a character that XML forbids.
    """
    if found := UNWRITABLE.search(text):
        raise ExportError(f"XML cannot hold the character U+{ord(found[0]):04X} of a report; use ttl, trig, nt, nq, jsonld or csv")
    return text
