"""Comparisons as RDF, in a named graph of their own a place: promise and result, verdict and gap, works through the years."""

from __future__ import annotations

from decimal import Decimal

from kg.comparison.values import Compared, Comparison, History, Stated
from kg.graph.description import graph_name, software
from kg.graph.statements import Statement, literal, named
from kg.graph.vocabulary import DCTERMS, KG, PROV, RDF, RDFS, VOID
from kg.linking.iris import iri, slug


def comparisons_name(base: str, place: str) -> str:
    """The name of the graph that holds the comparisons of a place, an IRI."""
    return graph_name(base, f"{place}-comparison")


def write_comparisons(said: list[Statement], compared: Compared, base: str) -> None:
    """Write the comparisons of one place and how they were made."""
    _Writer(said, compared, base).write()


class _Writer:
    def __init__(self, said: list[Statement], compared: Compared, base: str) -> None:
        self.said = said
        self.compared = compared
        self.base = base

    def _iri(self, key: str) -> str:
        return named(iri(self.base, key))

    def _mention(self, report: str, record: str) -> str:
        return self._iri(f"mention/{slug(report)}-{slug(record)}")

    def _say(self, subject: str, predicate: str, value: str | int | Decimal | None) -> None:
        if value is not None:
            self.said.append((subject, predicate, literal(value)))

    def write(self) -> None:
        for comparison in self.compared.comparisons:
            self._comparison(comparison)
        for history in self.compared.histories:
            self._history(history)
        self._made()

    def _made(self) -> None:
        said, name = self.said, named(comparisons_name(self.base, self.compared.place))
        node = self._iri(f"activity/{slug(self.compared.place)}-comparison")
        agent = software(said, self.base)
        said.append((node, RDF.type, PROV.Activity))
        said.append((node, RDFS.label, literal(f"{self.compared.place}：承诺与结果对照", language="zh")))
        said.append((node, PROV.wasAssociatedWith, agent))
        for kind in (PROV.Entity, VOID.Dataset):
            said.append((name, RDF.type, kind))
        said.append((name, DCTERMS.title, literal(f"{self.compared.place}：承诺与结果对照", language="zh")))
        said.append((name, PROV.wasGeneratedBy, node))
        for report in self.compared.reports:
            said.append((node, PROV.used, self._iri(f"report/{slug(report.id)}")))
            said.append((name, PROV.wasDerivedFrom, named(graph_name(self.base, report.id))))

    def _joined(self, node: str, found: Comparison | History) -> None:
        self._say(node, KG.rule, found.rule)
        self._say(node, KG.confidence, Decimal(str(found.confidence)))
        self._say(node, KG.linkReason, found.reason)

    def _end(self, node: str, predicate: str, stated: Stated) -> None:
        self.said.append((node, predicate, self._iri(stated.key)))
        self.said.append((node, PROV.wasDerivedFrom, self._mention(stated.report.id, stated.target.id)))

    def _comparison(self, comparison: Comparison) -> None:
        node = self._iri(comparison.key)
        self.said.append((node, RDF.type, KG.Comparison))
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
        self.said.append((node, RDF.type, KG.History))
        self.said.append((node, RDFS.label, literal(history.label, language="zh")))
        for key in history.entities:
            self.said.append((node, KG.follows, self._iri(key)))
        for step in history.steps:
            mention = self._mention(step.report.id, step.mention.id)
            self.said.append((node, KG.step, mention))
            self.said.append((node, PROV.wasDerivedFrom, mention))
        self._say(node, KG.outcome, history.outcome.value)
        self._say(node, KG.firstYear, history.named[0])
        self._say(node, KG.lastYear, history.named[-1])
        self._joined(node, history)
