"""The formats of `kg export` by name: linked reports in, files out."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Dataset

from kg.exporting import documents, jsonld, networks, rdf, tables
from kg.exporting.selection import prune
from kg.graph.dataset import build_dataset
from kg.graph.network import build_network
from kg.linking.entities import Linked

RDF = {"ttl": rdf.turtle, "trig": rdf.trig, "nt": rdf.ntriples, "nq": rdf.nquads, "jsonld": jsonld.jsonld, "rdfxml": rdf.rdfxml}
NETWORKS = {"graphml": networks.graphml, "gexf": networks.gexf}
TABLES = {"nodes.csv": tables.nodes_csv, "edges.csv": tables.edges_csv}
FORMATS = (*RDF, *NETWORKS, "csv", "langextract")


def export(reports: Sequence[Linked], base: str, form: str, part: bool = False) -> dict[str, str]:
    """The texts of a format by file name; a format of one file has the name ``""``. `part` says that `reports` are a selection.

    Raises:
        ExportError: if there is no such format or it cannot hold the graph.
    """
    if form not in FORMATS:
        raise rdf.ExportError(f"{form}: no such format; use {', '.join(FORMATS)}")
    if form in RDF:
        return {"": RDF[form](dataset(reports, base, part), base)}
    if form == "langextract":
        return {"": documents.langextract(reports, base)}
    network = networks.flat(build_network(reports), base)
    if form == "csv":
        return {name: write(network) for name, write in TABLES.items()}
    return {"": NETWORKS[form](network)}


def dataset(reports: Sequence[Linked], base: str, part: bool = False) -> Dataset:
    """The dataset; that of a selection holds only the sentences and sections that it needs, and no comparisons."""
    made = build_dataset(reports, base, part)
    if part:
        prune(made)
    return made
