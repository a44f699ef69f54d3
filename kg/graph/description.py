"""What the graph is: the data set as a whole (VoID, DCAT), the cube of its targets (RDF Data Cube), how each part was made (PROV-O)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, QB, RDF, RDFS, VOID

from kg.linking.iris import iri, slug
from kg.ontology.namespaces import KG, SCHEMA

MEDIA_TYPE = "https://www.iana.org/assignments/media-types/text/turtle"
TITLES = (("政府工作报告知识图谱", "zh"), ("Knowledge graph of government work reports", "en"))
CUBE_LABELS = (("报告中的指标数值", "zh"), ("Targets of government work reports", "en"))


def graph_name(base: str, report: str) -> URIRef:
    """The name of the graph that holds a report's facts."""
    return URIRef(iri(base, f"graph/{slug(report)}"))


def targets_cube(base: str) -> URIRef:
    """The data cube that the targets are observations of."""
    return URIRef(iri(base, "dataset/targets"))


def description_name(base: str) -> URIRef:
    """The name of the graph that describes the data set."""
    return URIRef(iri(base, "dataset/description"))


def describe(graph: Graph, reports: Iterable[str], others: Iterable[URIRef], base: str) -> None:
    """Write the description of the whole data set: the reports of these ids, each with its graph, and `others` of its named graphs."""
    whole, file, cube = (URIRef(iri(base, f"dataset/{name}")) for name in ("graph", "turtle", "targets"))
    for kind in (VOID.Dataset, DCAT.Dataset):
        graph.add((whole, RDF.type, kind))
    for title, language in TITLES:
        graph.add((whole, DCTERMS.title, Literal(title, lang=language)))
    graph.add((whole, DCTERMS.language, Literal("zh")))
    graph.add((whole, DCTERMS.conformsTo, URIRef(str(KG).rstrip("#"))))
    graph.add((whole, VOID.vocabulary, URIRef(str(KG))))
    graph.add((whole, VOID.uriSpace, Literal(base)))
    graph.add((whole, PROV.wasAttributedTo, software(graph, base)))
    graph.add((whole, DCAT.distribution, file))
    graph.add((file, RDF.type, DCAT.Distribution))
    graph.add((file, DCTERMS.title, Literal("graph.ttl")))
    graph.add((file, DCAT.mediaType, URIRef(MEDIA_TYPE)))
    for report in reports:
        graph.add((whole, DCTERMS.source, URIRef(iri(base, f"report/{slug(report)}"))))
        graph.add((whole, VOID.subset, graph_name(base, report)))
    for name in others:
        graph.add((whole, VOID.subset, name))
    graph.add((cube, RDF.type, QB.DataSet))
    for label, language in CUBE_LABELS:
        graph.add((cube, RDFS.label, Literal(label, lang=language)))
    graph.add((cube, QB.structure, KG.targetStructure))
    graph.add((cube, DCTERMS.isPartOf, whole))


def software(graph: Graph, base: str) -> URIRef:
    """The software agent with its version."""
    number = version("kg")
    node = URIRef(iri(base, f"software/kg-{slug(number)}"))
    graph.add((node, RDF.type, PROV.SoftwareAgent))
    graph.add((node, RDF.type, SCHEMA.SoftwareApplication))
    graph.add((node, RDFS.label, Literal(f"kg {number}")))
    graph.add((node, SCHEMA.softwareVersion, Literal(number)))
    return node


def activity(graph: Graph, base: str, report: str) -> None:
    """Say that a report's named graph was made from the report by this version of the software."""
    name, root = graph_name(base, report), URIRef(iri(base, f"report/{slug(report)}"))
    node = URIRef(iri(base, f"activity/{slug(report)}-extraction"))
    agent = software(graph, base)
    graph.add((node, RDF.type, PROV.Activity))
    graph.add((node, RDFS.label, Literal(f"kg {version('kg')}")))
    graph.add((node, PROV.used, root))
    graph.add((node, PROV.wasAssociatedWith, agent))
    for kind in (PROV.Entity, VOID.Dataset):
        graph.add((name, RDF.type, kind))
    graph.add((name, DCTERMS.title, Literal(report)))
    graph.add((name, PROV.wasGeneratedBy, node))
    graph.add((name, PROV.wasDerivedFrom, root))
