"""The graph: round trip, evidence, documented vocabulary, regions with codes."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS

from kg.extraction.records import EntityType, RelationType
from kg.graph.dataset import build_dataset
from kg.graph.network import build_network
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE, slug
from kg.linking.lists import fold
from kg.linking.regions import gazetteer
from kg.ontology.namespaces import KG

from .conftest import ROOT


@pytest.fixture(scope="module")
def turtle(seed: Linked) -> str:
    return write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE)


@pytest.fixture(scope="module")
def graph(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def test_round_trip(graph: Graph, seed: Linked) -> None:
    assert len(graph) == len({(s, p, o) for s, p, o, _ in build_dataset([seed], DEFAULT_BASE).quads()})


def test_every_mention_quotes_the_text(graph: Graph, seed: Linked) -> None:
    text = seed.extraction.report.text
    mentions = list(graph.subjects(RDF.type, KG.Mention))
    assert len(mentions) == len(seed.extraction.mentions) + len(seed.extraction.targets)
    for node in mentions:
        start, end = int(graph.value(node, KG.start)), int(graph.value(node, KG.end))  # type: ignore[arg-type]
        assert str(graph.value(node, KG.text)) == text[start:end]
        sentence = graph.value(node, KG.sentence)
        assert int(graph.value(sentence, KG.start)) <= start < int(graph.value(sentence, KG.end))  # type: ignore[arg-type]


def test_every_relation_leads_to_its_sentence(graph: Graph) -> None:
    for statement in graph.subjects(RDF.type, KG.Statement):
        s, p, o = (graph.value(statement, q) for q in (KG.subject, KG.predicate, KG.object))
        assert (s, p, o) in graph
        assert graph.value(graph.value(statement, KG.sentence), KG.text)


def test_every_term_is_documented(graph: Graph) -> None:
    ontology = Graph().parse(ROOT / "kg" / "ontology" / "kg.ttl")
    used = {t for triple in graph for t in triple if isinstance(t, URIRef) and str(t).startswith(str(KG)) and str(t) != str(KG)}
    documented = {s for s in ontology.subjects(RDFS.label, None) if {o.language for o in ontology.objects(s, RDFS.label)} == {"zh", "en"}}  # type: ignore[attr-defined]
    assert used <= documented
    assert {KG[name] for name in (*EntityType, *RelationType)} <= documented


def test_regions_have_the_codes_of_their_year(graph: Graph) -> None:
    assert (URIRef(f"{DEFAULT_BASE}region/500229"), RDFS.label, Literal("城口县", lang="zh")) in graph
    assert gazetteer(2020, "重庆市").find("江北区").code == "500105"  # type: ignore[union-attr]
    assert gazetteer(2020, "四川省").find("朝阳区") is None or gazetteer(2020, "四川省").find("朝阳区").code.startswith("51")  # type: ignore[union-attr]
    assert gazetteer(2010, "重庆市").find("开县").code == "500234"  # type: ignore[union-attr]


def test_same_thing_is_one_node(seed: Linked) -> None:
    labels = [e for e in seed.entities if e.label.strip("“”") == "马路办公"]
    assert len(labels) == 1 and len(labels[0].mentions) >= 2
    names = {e.label for e in seed.entities}
    assert {"渝湘高铁主城至黔江段", "渝湘高铁黔江至吉首段"} <= names


def test_fold() -> None:
    assert [str(x) for x in fold(2.36, "万亿元")] == ["2360000000000.00", "元"]
    assert fold(3, "千瓦")[1] == "千瓦"


@pytest.mark.parametrize("name", ["a b", "<x>", 'q"', "50%", "a/b", "\u202e", "“引号”"])
def test_slugs_are_legal(name: str) -> None:
    made = slug(name)
    assert not set(made) & set(' <>"{}|^`\\/\u202e“”')


def test_network(seed: Linked) -> None:
    network = build_network([seed])
    assert network.number_of_nodes() == len(seed.entities) + len(seed.extraction.targets)
    assert all(data["type"] and data["label"] for _, data in network.nodes(data=True))
