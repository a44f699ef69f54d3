"""Linked extractions become an RDF dataset: one named graph a report and one a place for its comparisons, every fact with the characters that state it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rdflib import Dataset, Graph

from kg.comparison.compare import compare
from kg.extraction.records import EntityType, Mention, Relation, Status, Target
from kg.graph.authorities import Authorities
from kg.graph.comparisons import comparisons_name, write_comparisons
from kg.graph.description import activity, describe, description_name, graph_name, targets_cube
from kg.graph.quads import fill
from kg.graph.statements import Statement, literal, named
from kg.graph.vocabulary import DCTERMS, KG, OA, QB, RDF, RDFS, SDMX_ATTRIBUTE, SKOS, XSD
from kg.linking.areas import told_areas
from kg.linking.companies import named_after
from kg.linking.entities import Entity, Linked
from kg.linking.iris import iri, slug
from kg.linking.lists import fold, split
from kg.linking.records import target_key
from kg.ontology.kinds import joins
from kg.ontology.namespaces import prefixes
from kg.reading.document import Report, Span

# The order in which a status tells more than another of the same year.
PROGRESS = (Status.PLANNED, Status.APPROVED, Status.STARTED, Status.ONGOING, Status.COMPLETED)
CONTEXT = 20
# No indicator is larger, and the decimals of SPARQL engines need not hold more digits (XML Schema 1.1 part 2, 5.4).
LARGEST = 10**18


def build_dataset(reports: Sequence[Linked], base: str, part: bool = False) -> Dataset:
    """An rdflib Dataset whose default graph is the union; named graphs are ``<base>graph/<report>``.

    What the reports of a place promise and reach stands in ``<base>graph/<place>-comparison``, not where `part` says that they are
    a selection, in which results may be missing; what describes the whole in ``<base>dataset/description``.
    """
    dataset = Dataset(default_union=True)
    bind(dataset, base)
    ordered = sorted(reports, key=lambda r: r.extraction.report.id)
    identifiers = [linked.extraction.report.id for linked in ordered]
    for report, linked in zip(identifiers, ordered, strict=True):
        fill(dataset.graph(graph_name(base, report)), report_statements(linked, base))
    places = [] if part else comparison_statements(ordered, base)
    for place, said in places:
        fill(dataset.graph(comparisons_name(base, place)), said)
    fill(dataset.graph(description_name(base)), description_statements(identifiers, [place for place, _ in places], base))
    return dataset


def report_statements(linked: Linked, base: str) -> list[Statement]:
    """What a report says, the statements of its named graph."""
    said: list[Statement] = []
    _Writer(said, linked, base).write()
    return said


def comparison_statements(reports: Sequence[Linked], base: str) -> list[tuple[str, list[Statement]]]:
    """What the reports of each place promise and reach, the statements of a graph of its own a place; only the places of which there is something."""
    found: list[tuple[str, list[Statement]]] = []
    for place in compare(reports):
        if place.comparisons or place.histories:
            found.append((place.place, []))
            write_comparisons(found[-1][1], place, base)
    return found


def description_statements(reports: Iterable[str], places: Iterable[str], base: str) -> list[Statement]:
    """What describes the whole: it holds the `reports` of these ids and the comparisons of these `places`."""
    said: list[Statement] = []
    describe(said, reports, [comparisons_name(base, place) for place in places], base)
    return said


def bind(graph: Graph, base: str) -> None:
    """Bind the prefixes under which the graph is written."""
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace, override=True, replace=True)


def sentence_name(index: int) -> str:
    """The name of a sentence within its report, counted from 1 and padded so that names sort in the order of the text."""
    return f"s{index + 1:04}"


def report_label(report: Report) -> str:
    """The name under which a report is shown: place and year, or its id where the year is not known."""
    return f"{report.place or report.id}{report.year}年政府工作报告" if report.year else report.id


def stated_relations(linked: Linked) -> list[Relation]:
    """The relations that are written: linking may take a mention for another kind of thing than the relation was read for."""
    kinds = {e.key: e.type.value for e in linked.entities}
    node_of = dict(linked.entity_of) | {t.id: target_key(linked, t) for t in linked.extraction.targets}
    kind_of = {record: kinds.get(key, "Target") for record, key in node_of.items()}
    return [r for r in linked.extraction.relations if node_of[r.head] != node_of[r.tail] and joins(r.type.value, kind_of[r.head], kind_of[r.tail])]


class _Writer:
    """Writes one report into its named graph."""

    def __init__(self, said: list[Statement], linked: Linked, base: str) -> None:
        self.said = said
        self.linked = linked
        self.base = base
        self.report = linked.extraction.report
        self.slug = slug(self.report.id)
        self.parts: dict[tuple[str, str], str] = {}
        self.root = self._iri(f"report/{self.slug}")
        self.mentions = {m.id: m for m in linked.extraction.mentions}
        self.lists = Authorities(said, base, self.report)
        self.home = self.lists.home()
        self.areas = {target: self._iri(key) for target, key in told_areas(linked).items()}

    def _iri(self, key: str) -> str:
        return named(iri(self.base, key))

    def _part(self, kind: str, name: str) -> str:
        known = self.parts.get((kind, name))
        if known is None:
            known = self.parts[kind, name] = self._iri(f"{kind}/{self.slug}-{slug(name)}")
        return known

    def _say(self, subject: str, predicate: str, value: str | int | Decimal | None, datatype: str | None = None, language: str | None = None) -> None:
        if value is not None:
            self.said.append((subject, predicate, literal(value, datatype, language)))

    def write(self) -> None:
        self._metadata()
        self._structure()
        for entity in self.linked.entities:
            self._entity(entity)
        for target in self.linked.extraction.targets:
            self._target(target)
        self._relations()

    def _metadata(self) -> None:
        report, root, said = self.report, self.root, self.said
        said.append((root, RDF.type, KG.Report))
        self._say(root, RDFS.label, report_label(report), language="zh")
        self._say(root, DCTERMS.title, report.title, language="zh")
        for name in ("place", "level", "meeting", "speaker", "year"):
            self._say(root, KG[name], getattr(report, name))
        self._say(root, KG.date, report.date, XSD.date)
        self._say(root, KG.characters, len(report.text))
        self._say(root, KG.digest, hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest())
        if self.home is not None:
            said.append((root, KG.area, self.home))
        activity(said, self.base, report.id)

    def _structure(self) -> None:
        for section in self.report.sections:
            node = self._part("section", section.id)
            self.said.append((node, RDF.type, KG.Section))
            self.said.append((node, KG.report, self.root))
            self._say(node, RDFS.label, section.heading or "开篇", language="zh")
            if section.number:
                self._say(node, KG.number, section.number)
            if section.parent is not None:
                self.said.append((node, DCTERMS.isPartOf, self._part("section", section.parent)))
            self._span(node, section.span)
        for sentence in self.report.sentences:
            node = self._part("sentence", sentence_name(sentence.index))
            self.said.append((node, RDF.type, KG.Sentence))
            self._say(node, KG.text, self.report.quote(sentence.span))
            self._span(node, sentence.span)
            self.said.append((node, KG.section, self._part("section", sentence.section)))
            self.said.append((node, KG.report, self.root))

    def _span(self, node: str, span: Span) -> None:
        self._say(node, KG.start, span.start)
        self._say(node, KG.end, span.end)

    def _evidence(self, subject: str, record: Mention | Target) -> None:
        """The mention: position and quote selectors of Web Annotation beside the plain properties."""
        node = self._part("mention", record.id)
        text, span, words = self.report.text, record.span, self.report.quote(record.span)
        self.said.append((subject, KG.mention, node))
        self.said.append((node, RDF.type, KG.Mention))
        self.said.append((node, KG.mentionOf, subject))
        self._say(node, KG.text, words)
        self._span(node, span)
        self._say(node, KG.page, self.report.page(span))
        self.said.append((node, KG.sentence, self._part("sentence", sentence_name(record.sentence))))
        self.said.append((node, OA.hasSource, self.root))
        position, quote = self._part("position", record.id), self._part("quote", record.id)
        self.said.append((node, OA.hasSelector, position))
        self.said.append((node, OA.hasSelector, quote))
        self.said.append((position, RDF.type, OA.TextPositionSelector))
        self._say(position, OA.start, span.start, XSD.nonNegativeInteger)
        self._say(position, OA.end, span.end, XSD.nonNegativeInteger)
        self.said.append((quote, RDF.type, OA.TextQuoteSelector))
        self._say(quote, OA.exact, words)
        self._say(quote, OA.prefix, text[max(0, span.start - CONTEXT) : span.start])
        self._say(quote, OA.suffix, text[span.end : span.end + CONTEXT])
        self._say(node, KG.rule, record.rule)
        self._say(node, KG.confidence, Decimal(str(record.confidence)))

    def _entity(self, entity: Entity) -> None:
        node = self._iri(entity.key)
        self.said.append((node, RDF.type, KG[entity.type.value]))
        # the list's own label where the entity stands in one (the text may say 中 for 中国)
        listed = self.lists.region(entity.key) if entity.type is EntityType.REGION else None
        label = listed or entity.label
        self._say(node, RDFS.label, label, language="zh")
        for alias in sorted({*entity.aliases, entity.label} - {label}):
            self._say(node, SKOS.altLabel, alias, language="zh")
        self._say(node, KG.linkReason, entity.reason)
        if entity.within and not listed:
            self.lists.division(entity.within.removeprefix("region/"))
            self.said.append((node, KG.within, self._iri(entity.within)))
        if company := named_after(entity):
            self.said.append((node, KG.namedAfter, self.lists.company(*company)))
        if entity.type is EntityType.INDUSTRY:
            self.lists.sector(node, entity.label)
        mentions = [self.mentions[i] for i in entity.mentions]
        for mention in mentions:
            self._evidence(node, mention)
            if mention.status is not None:
                evidence = self._part("mention", mention.id)
                self._say(evidence, KG.status, mention.status.value)
                self._say(evidence, KG.statusYear, mention.year)
        stated = [(m.year or 0, PROGRESS.index(m.status), m) for m in mentions if m.status is not None]
        if stated:
            latest = max(stated, key=lambda s: s[:2])[2]
            assert latest.status is not None
            self._say(node, KG.status, latest.status.value)
            self._say(node, KG.statusYear, latest.year)

    def _target(self, target: Target) -> None:
        node = self._iri(target_key(self.linked, target))
        self.said.append((node, RDF.type, KG.Target))
        shown = target.indicator if target.value is None else f"{target.indicator}：{self.report.quote(target.span)}"
        self._say(node, RDFS.label, shown, language="zh")
        self.said.append((node, KG.indicator, self.lists.indicator(target.indicator)))
        self._say(node, KG.indicatorText, target.indicator)
        if isinstance(target.value, tuple):
            self._say(node, KG.minValue, Decimal(str(target.value[0])))
            self._say(node, KG.maxValue, Decimal(str(target.value[1])))
        elif target.value is not None:
            self._say(node, KG.value, Decimal(str(target.value)))
            folded, unit = fold(target.value, target.unit or "")
            if abs(folded) < LARGEST:
                self._say(node, KG.normalizedValue, folded)
                self._say(node, KG.baseUnit, unit or None)
        self._say(node, KG.unit, target.unit)
        self._say(node, KG.comparator, target.comparator.value if target.comparator else None)
        self._say(node, KG.measure, target.measure.value)
        self._say(node, KG.year, target.year)
        self._say(node, KG.status, target.status.value)
        self.said.append((node, KG.report, self.root))
        self._observation(node, target)
        self._evidence(node, target)

    def _observation(self, node: str, target: Target) -> None:
        """The target in the terms of the lists; an observation of the data cube if it has area, year and one number."""
        said = self.said
        base = None
        if units := self.lists.unit(target.unit or ""):
            written, base_node, power = units
            base = split(target.unit or "")[0]
            said.append((node, KG.hasUnit, written))
            said.append((node, SDMX_ATTRIBUTE.unitMeasure, base_node))
            self._say(node, SDMX_ATTRIBUTE.unitMult, power)
        if statistic := self.lists.statistic(target.indicator, target.measure.value, base):
            said.append((node, KG.statistic, statistic))
        area = self.areas.get(target.id, self.home)
        if area is not None:
            said.append((node, KG.area, area))
        if target.year is not None:
            said.append((node, KG.period, self.lists.period(target.year)))
        if area is not None and target.year is not None and isinstance(target.value, int | float):
            said.append((node, RDF.type, QB.Observation))
            said.append((node, QB.dataSet, targets_cube(self.base)))

    def _relations(self) -> None:
        """The direct triple, and a statement that leads to the sentence and the two mentions (docs/ontology.md, "Evidence of relations")."""
        extraction = self.linked.extraction
        nodes = {m: self._iri(key) for m, key in self.linked.entity_of.items()}
        nodes |= {t.id: self._iri(target_key(self.linked, t)) for t in extraction.targets}
        sentence_of = {m.id: m.sentence for m in extraction.mentions} | {t.id: t.sentence for t in extraction.targets}
        for relation in stated_relations(self.linked):
            head, tail = nodes[relation.head], nodes[relation.tail]
            predicate = KG[relation.type.value]
            self.said.append((head, predicate, tail))
            node = self._part("statement", relation.id)
            self.said.append((node, RDF.type, KG.Statement))
            self.said.append((node, KG.subject, head))
            self.said.append((node, KG.predicate, predicate))
            self.said.append((node, KG.object, tail))
            index = sentence_of[relation.tail]
            self.said.append((node, KG.sentence, self._part("sentence", sentence_name(index))))
            self.said.append((node, KG.subjectMention, self._part("mention", relation.head)))
            self.said.append((node, KG.objectMention, self._part("mention", relation.tail)))
            self._say(node, KG.rule, relation.rule)
            self._say(node, KG.confidence, Decimal(str(relation.confidence)))
