"""What the service and its data are, as RDF: SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/) and VoID."""

from __future__ import annotations

import pyoxigraph

from kg.graph.quads import serialized
from kg.ontology.namespaces import PREFIXES
from kg.server.jobs import Limits
from kg.server.protocol import ENDINGS

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
# The data sets of the graph, their parts and files, with all that is said of them.
DATASET = (
    "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    "CONSTRUCT { ?d ?p ?o } WHERE { { ?d a void:Dataset } UNION { ?whole dcat:distribution ?d } UNION { ?d dcterms:isPartOf/a void:Dataset } ?d ?p ?o }"
)


def service(endpoint: str, limits: Limits) -> str:
    """The service description of an endpoint as Turtle."""
    formats = " , ".join(f"<http://www.w3.org/ns/formats/{FORMATS[kind]}>" for kind in dict.fromkeys(ENDINGS.values()))
    return (
        f"@prefix sd: <{SD}> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        f"[] a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ; "
        f"sd:resultFormat {formats} ; sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] ; "
        f'rdfs:comment "At most {limits.rows} rows or triples and {limits.seconds:g} seconds a question."@en .\n'
    )


def converted(turtle: str, media_type: str) -> bytes:
    """Turtle in another RDF form; blank nodes get the names of RDFC-1.0, so that the same text gives the same answer."""
    form = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert form is not None
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(turtle.encode("utf-8"), pyoxigraph.RdfFormat.TURTLE))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return serialized(sorted((quad.triple for quad in dataset), key=str), form, PREFIXES | {"sd": SD}).encode("utf-8")
