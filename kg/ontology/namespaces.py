"""The namespaces that the graph uses, and the prefixes under which they are written and may be asked for."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, VOID, XSD

KG = Namespace("https://w3id.org/govreport/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
QUDT = Namespace("http://qudt.org/schema/qudt/")
QUDT_UNIT = Namespace("http://qudt.org/vocab/unit/")
SDMX_ATTRIBUTE = Namespace("http://purl.org/linked-data/sdmx/2009/attribute#")

PREFIXES: dict[str, str] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "geo": "http://www.opengis.net/ont/geosparql#",
    "kg": str(KG),
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": str(OA),
    "org": "http://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "qudt": str(QUDT),
    "qudtunit": str(QUDT_UNIT),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sdmx-attribute": str(SDMX_ATTRIBUTE),
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": str(SKOS),
    "time": str(TIME),
    "void": str(VOID),
    "xsd": str(XSD),
}

# The kinds of things that have IRIs of their own, each below a path of that name.
KINDS = (
    "program",
    "project",
    "region",
    "organization",
    "industry",
    "event",
    "policy",
    "person",
    "target",
    "indicator",
    "report",
    "section",
    "sentence",
    "mention",
    "position",
    "quote",
    "statement",
    "comparison",
    "history",
    "activity",
    "graph",
    "dataset",
    "scheme",
    "unit",
    "statistic",
    "sector",
    "period",
    "instant",
    "software",
)


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of the vocabulary and of the kinds of data below a base IRI, sorted."""
    return dict(sorted((PREFIXES | {kind: f"{base}{kind}/" for kind in KINDS}).items()))


def compact(iri: str) -> str:
    """The prefixed name of an IRI, the IRI itself where no prefix fits."""
    return next((f"{prefix}:{iri[len(namespace) :]}" for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)), iri)
