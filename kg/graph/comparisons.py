"""Comparisons as RDF, in a named graph of their own a place: promise and result, verdict and gap, works through the years."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, VOID

from kg.comparison.values import Compared, Comparison, History, Stated
from kg.graph.description import graph_name, software
from kg.linking.iris import iri, slug
from kg.ontology.namespaces import KG


def comparisons_name(base: str, place: str) -> URIRef:
    """The name of the graph that holds the comparisons of a place."""
    return graph_name(base, f"{place}-comparison")


def write_comparisons(graph: Graph, compared: Compared, base: str) -> None:
    """Write the comparisons of one place and how they were made."""
    _Writer(graph, compared, base).write()


class _Writer:
    def __init__(self, graph: Graph, compared: Compared, base: str) -> None:
        self.graph = graph
        self.compared = compared
        self.base = base

    def _iri(self, key: str) -> URIRef:
        return URIRef(iri(self.base, key))

    def _mention(self, report: str, record: str) -> URIRef:
        return self._iri(f"mention/{slug(report)}-{slug(record)}")

    def _say(self, subject: URIRef, predicate: URIRef, value: object) -> None:
        if value is not None:
            self.graph.add((subject, predicate, Literal(value)))

    def write(self) -> None:
        for comparison in self.compared.comparisons:
            self._comparison(comparison)
        for history in self.compared.histories:
            self._history(history)
        self._made()

    def _made(self) -> None:
        graph, name = self.graph, comparisons_name(self.base, self.compared.place)
        node = self._iri(f"activity/{slug(self.compared.place)}-comparison")
        agent = software(graph, self.base)
        graph.add((node, RDF.type, PROV.Activity))
        graph.add((node, RDFS.label, Literal(f"{self.compared.place}：承诺与结果对照", lang="zh")))
        graph.add((node, PROV.wasAssociatedWith, agent))
        for kind in (PROV.Entity, VOID.Dataset):
            graph.add((name, RDF.type, kind))
        graph.add((name, DCTERMS.title, Literal(f"{self.compared.place}：承诺与结果对照", lang="zh")))
        graph.add((name, PROV.wasGeneratedBy, node))
        for report in self.compared.reports:
            graph.add((node, PROV.used, self._iri(f"report/{slug(report.id)}")))
            graph.add((name, PROV.wasDerivedFrom, graph_name(self.base, report.id)))

    def _joined(self, node: URIRef, found: Comparison | History) -> None:
        self._say(node, KG.rule, found.rule)
        self._say(node, KG.confidence, Decimal(str(found.confidence)))
        self._say(node, KG.linkReason, found.reason)

    def _end(self, node: URIRef, predicate: URIRef, stated: Stated) -> None:
        self.graph.add((node, predicate, self._iri(stated.key)))
        self.graph.add((node, PROV.wasDerivedFrom, self._mention(stated.report.id, stated.target.id)))

    def _comparison(self, comparison: Comparison) -> None:
        node = self._iri(comparison.key)
        self.graph.add((node, RDF.type, KG.Comparison))
        self._end(node, KG.promise, comparison.promise)
        if comparison.result is not None:
            self._end(node, KG.result, comparison.result)
        self._say(node, KG.comparisonKind, comparison.kind.value)
        self._say(node, KG.verdict, comparison.verdict.value if comparison.verdict else None)
        self._say(node, KG.gap, comparison.gap)
        self._say(node, KG.gapUnit, comparison.unit or None)
        self._say(node, KG.year, comparison.promise.target.year)
        self._joined(node, comparison)

    def _history(self, history: History) -> None:
        node = self._iri(history.key)
        self.graph.add((node, RDF.type, KG.History))
        self.graph.add((node, RDFS.label, Literal(history.label, lang="zh")))
        for key in history.entities:
            self.graph.add((node, KG.follows, self._iri(key)))
        for step in history.steps:
            mention = self._mention(step.report.id, step.mention.id)
            self.graph.add((node, KG.step, mention))
            self.graph.add((node, PROV.wasDerivedFrom, mention))
        self._say(node, KG.outcome, history.outcome.value)
        self._say(node, KG.firstYear, history.named[0])
        self._say(node, KG.lastYear, history.named[-1])
        self._joined(node, history)
