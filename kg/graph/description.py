"""What the graph is: the data set as a whole (VoID, DCAT), the cube of its targets (RDF Data Cube), how each part was made (PROV-O)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from kg.graph.statements import Statement, literal, named
from kg.graph.vocabulary import DCAT, DCTERMS, KG, PROV, QB, RDF, RDFS, SCHEMA, VOID
from kg.linking.iris import iri, slug
from kg.ontology import namespaces

MEDIA_TYPE = "https://www.iana.org/assignments/media-types/text/turtle"
TITLES = (("政府工作报告知识图谱", "zh"), ("Knowledge graph of government work reports", "en"))
CUBE_LABELS = (("报告中的指标数值", "zh"), ("Targets of government work reports", "en"))


def graph_name(base: str, report: str) -> str:
    """The name of the graph that holds a report's facts, an IRI."""
    return iri(base, f"graph/{slug(report)}")


def targets_cube(base: str) -> str:
    """The data cube that the targets are observations of, a term."""
    return named(iri(base, "dataset/targets"))


def description_name(base: str) -> str:
    """The name of the graph that describes the data set, an IRI."""
    return iri(base, "dataset/description")


def describe(said: list[Statement], reports: Iterable[str], others: Iterable[str], base: str) -> None:
    """Write the description of the whole data set: the reports of these ids, each with its graph, and `others` of its named graphs."""
    whole, file, cube = (named(iri(base, f"dataset/{name}")) for name in ("graph", "turtle", "targets"))
    for kind in (VOID.Dataset, DCAT.Dataset):
        said.append((whole, RDF.type, kind))
    for title, language in TITLES:
        said.append((whole, DCTERMS.title, literal(title, language=language)))
    said.append((whole, DCTERMS.language, literal("zh")))
    said.append((whole, DCTERMS.conformsTo, named(str(namespaces.KG).rstrip("#"))))
    said.append((whole, VOID.vocabulary, named(str(namespaces.KG))))
    said.append((whole, VOID.uriSpace, literal(base)))
    said.append((whole, PROV.wasAttributedTo, software(said, base)))
    said.append((whole, DCAT.distribution, file))
    said.append((file, RDF.type, DCAT.Distribution))
    said.append((file, DCTERMS.title, literal("graph.ttl")))
    said.append((file, DCAT.mediaType, named(MEDIA_TYPE)))
    for report in reports:
        said.append((whole, DCTERMS.source, named(iri(base, f"report/{slug(report)}"))))
        said.append((whole, VOID.subset, named(graph_name(base, report))))
    for name in others:
        said.append((whole, VOID.subset, named(name)))
    said.append((cube, RDF.type, QB.DataSet))
    for label, language in CUBE_LABELS:
        said.append((cube, RDFS.label, literal(label, language=language)))
    said.append((cube, QB.structure, KG.targetStructure))
    said.append((cube, DCTERMS.isPartOf, whole))


def software(said: list[Statement], base: str) -> str:
    """The software agent with its version."""
    number = version("kg")
    node = named(iri(base, f"software/kg-{slug(number)}"))
    said.append((node, RDF.type, PROV.SoftwareAgent))
    said.append((node, RDF.type, SCHEMA.SoftwareApplication))
    said.append((node, RDFS.label, literal(f"kg {number}")))
    said.append((node, SCHEMA.softwareVersion, literal(number)))
    return node


def activity(said: list[Statement], base: str, report: str) -> None:
    """Say that a report's named graph was made from the report by this version of the software."""
    name, root = named(graph_name(base, report)), named(iri(base, f"report/{slug(report)}"))
    node = named(iri(base, f"activity/{slug(report)}-extraction"))
    agent = software(said, base)
    said.append((node, RDF.type, PROV.Activity))
    said.append((node, RDFS.label, literal(f"kg {version('kg')}")))
    said.append((node, PROV.used, root))
    said.append((node, PROV.wasAssociatedWith, agent))
    for kind in (PROV.Entity, VOID.Dataset):
        said.append((name, RDF.type, kind))
    said.append((name, DCTERMS.title, literal(report)))
    said.append((name, PROV.wasGeneratedBy, node))
    said.append((name, PROV.wasDerivedFrom, root))
