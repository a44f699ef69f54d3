"""The vocabulary: complete in two languages, its examples and its page true, its data cube well-formed."""

from __future__ import annotations

import re
from importlib.resources import files

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.lexicon import loader
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.lists import fold, sector_above, sector_of, split, statistic_of, unit_of
from kg.ontology.kinds import joins
from kg.ontology.namespaces import KG
from kg.ontology.page import ontology, page
from kg.query.engine import KNOWN, ask
from kg.query.results import render

VOCABULARY = ontology()
CLASSES = sorted(s for s in VOCABULARY.subjects(RDF.type, OWL.Class) if isinstance(s, URIRef))
PROPERTIES = sorted({*VOCABULARY.subjects(RDF.type, OWL.ObjectProperty), *VOCABULARY.subjects(RDF.type, OWL.DatatypeProperty)})
PREFIXES = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in KNOWN.items())


@pytest.fixture(scope="module")
def store(seed: Linked) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    store.load((files("kg.ontology") / "kg.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def rows(store: pyoxigraph.Store, question: str) -> list[str]:
    return render(ask(store, question), "csv").splitlines()[1:]


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=lambda t: t.partition("#")[2])
def test_terms_are_told_in_two_languages_with_an_example_that_uses_them(term: URIRef) -> None:
    for told in (RDFS.label, RDFS.comment):
        assert {o.language for o in VOCABULARY.objects(term, told) if isinstance(o, Literal)} == {"zh", "en"}
    example = Graph().parse(data=PREFIXES + str(VOCABULARY.value(term, SKOS.example)), format="turtle")
    assert term in (example.objects(None, RDF.type) if term in CLASSES else example.predicates())


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda t: t.partition("#")[2])
def test_properties_say_from_where_to_where(term: URIRef) -> None:
    assert VOCABULARY.value(term, RDFS.domain) is not None and VOCABULARY.value(term, RDFS.range) is not None


@pytest.mark.parametrize(
    ("name", "head", "tail", "may"),
    [
        ("locatedIn", "Project", "Region", True),
        ("locatedIn", "Project", "Organization", False),
        ("operatedBy", "Program", "Organization", False),
        ("inIndustry", "Project", "Program", True),
        ("hasTarget", "Industry", "Target", True),
        ("hasTarget", "Target", "Target", False),
    ],
)
def test_relations_join_the_kinds_of_the_vocabulary(name: str, head: str, tail: str, may: bool) -> None:
    assert joins(name, head, tail) is may


def test_graph_says_only_what_is_declared(store: pyoxigraph.Store) -> None:
    used = {
        row.partition("#")[2]
        for row in rows(store, f'SELECT DISTINCT ?x {{ {{ ?s ?x ?o }} UNION {{ ?s a ?x }} FILTER(STRSTARTS(STR(?x), "{KG}")) }}')
    }
    assert used <= {t.partition("#")[2] for t in (*CLASSES, *PROPERTIES)}
    assert len(used) > 60


def test_queries_of_the_page_answer(store: pyoxigraph.Store) -> None:
    questions = re.findall(r"```sparql\n(.*?)```", page(), re.S)
    assert len(questions) >= 3
    for question in questions:
        assert rows(store, question), question


def test_diagram_has_every_class() -> None:
    diagram = page().partition("```mermaid")[2].partition("```")[0]
    for term in CLASSES:
        assert f"class {term.partition('#')[2]}" in diagram


# Integrity constraints of the RDF Data Cube recommendation, section 10 (those that speak of what the graph has).
CUBE = {
    "IC-1 one data set": "SELECT ?o { ?o a qb:Observation . OPTIONAL { ?o qb:dataSet ?d } } GROUP BY ?o HAVING(COUNT(?d) != 1)",
    "IC-2 one structure": "SELECT ?d { ?d a qb:DataSet . OPTIONAL { ?d qb:structure ?s } } GROUP BY ?d HAVING(COUNT(?s) != 1)",
    "IC-3 a measure": "SELECT ?s { ?s a qb:DataStructureDefinition FILTER NOT EXISTS { ?s qb:component/qb:measure ?m } }",
    "IC-4 dimensions have ranges": "SELECT ?d { ?d a qb:DimensionProperty FILTER NOT EXISTS { ?d rdfs:range ?r } }",
    "IC-11 all dimensions": "SELECT ?o { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d FILTER NOT EXISTS { ?o ?d ?v } }",
    "IC-14 all measures": "SELECT ?o { ?o qb:dataSet/qb:structure/qb:component/qb:measure ?m FILTER NOT EXISTS { ?o ?m ?v } }",
}


@pytest.mark.parametrize("rule", CUBE.values(), ids=CUBE)
def test_cube_is_well_formed(store: pyoxigraph.Store, rule: str) -> None:
    assert rows(store, rule) == []


def test_no_two_observations_are_of_the_same(store: pyoxigraph.Store) -> None:
    dimensions = [row.partition("#")[2] for row in rows(store, "SELECT ?d { kg:targetStructure qb:component/qb:dimension ?d }")]
    found = rows(
        store, f"SELECT ?o {' '.join('?' + d for d in dimensions)} {{ ?o a qb:Observation ; {' ; '.join(f'kg:{d} ?{d}' for d in dimensions)} }}"
    )
    keys = [row.split(",", 1)[1] for row in found]
    assert len(dimensions) == 6 and len(keys) == len(set(keys)) > 150


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("GDP", "地区生产总值"),
        ("地区生产总值", "地区生产总值"),
        ("地区生产总值增速", "地区生产总值"),
        ("全市生产总值", "地区生产总值"),
        ("居民消费价格涨幅", "居民消费价格"),
        ("全市固定资产投资", "固定资产投资"),
        ("全社会固定资产投资", "全社会固定资产投资"),
        ("工业地区生产总值", None),
        ("增长", None),
    ],
)
def test_wordings_meet_in_one_indicator(wording: str, name: str | None) -> None:
    known = statistic_of(wording)
    assert (known.name if known else None) == name


def test_statistics_need_the_unit_to_fit(store: pyoxigraph.Store) -> None:
    fits = "SELECT ?t { ?t kg:statistic ?s ; kg:measure ?m . ?s kg:measure ?m ; skos:broader ?f . ?t kg:indicator/skos:broader ?f }"
    assert len(rows(store, fits)) == len(rows(store, "SELECT ?t { ?t kg:statistic ?s }")) > 40
    assert rows(store, 'SELECT ?t { ?t kg:statistic ?s ; kg:measure "growth" ; kg:baseUnit ?u FILTER(?u != "%") }') == []


def test_every_unit_of_the_grammar_is_listed() -> None:
    for word in loader.toml("quantities")["units"]["names"]:
        assert unit_of(word), word
    for magnitude in loader.toml("quantities")["units"]["magnitudes"]:
        assert split(f"{magnitude}元") == ("元", loader.toml("units")["magnitudes"][magnitude])


@pytest.mark.parametrize(
    ("written", "base", "power", "qudt"),
    [
        ("万亿元", "元", 12, "CCY_CNY"),
        ("千瓦", "千瓦", 0, "KiloW"),
        ("万千瓦", "千瓦", 4, "KiloW"),
        ("千米", "千米", 0, "KiloM"),
        ("万亩", "亩", 4, None),
    ],
)
def test_units(written: str, base: str, power: int, qudt: str | None) -> None:
    known = unit_of(written)
    assert known and (known.base, known.power, known.qudt) == (base, power, qudt)
    assert fold(1, written) == (10**power, base)


def test_units_of_the_statistics_are_units() -> None:
    for data in loader.toml("statistics")["indicators"].values():
        for kind, units in data.items():
            assert kind in ("en", "also", "level", "growth", "decrease", "increment", "share")
            assert kind in ("en", "also") or all(unit_of(unit) for unit in units)


def test_wordings_are_of_one_indicator_only() -> None:
    listed = [w for name, data in loader.toml("statistics")["indicators"].items() for w in (name, *data.get("also", ()))]
    assert len(listed) == len(set(listed))


def test_sectors() -> None:
    lists = loader.toml("sectors")
    assert {*lists["same"].values(), *lists["close"].values()} <= set(lists["classes"])
    assert sector_of("制造业") == ("C", True) and sector_of("“汽车产业”") == ("36", False) and sector_of("智能产业") is None
    assert [sector_above(code) for code in ("01", "36", "65", "C")] == ["A", "C", "I", None]


def test_regions_lead_up_to_the_country(store: pyoxigraph.Store) -> None:
    above = "SELECT ?above { region:500229 kg:within+ ?a . ?a rdfs:label ?above } ORDER BY ?above"
    assert rows(store, above) == ["中国", "重庆市"]
    assert rows(store, "SELECT ?r { ?r a kg:Region ; kg:adminCode ?c FILTER NOT EXISTS { ?r kg:within+ region:中国 } }") == []


def test_numbers_are_of_the_place_that_reports(store: pyoxigraph.Store) -> None:
    assert rows(store, 'SELECT ?a { ?t kg:indicatorText "对东盟进出口" ; kg:area/rdfs:label ?a }') == ["重庆市"]


def test_the_data_set_describes_itself(store: pyoxigraph.Store) -> None:
    asked = "SELECT DISTINCT ?v { ?d a void:Dataset, dcat:Dataset ; void:subset ?g ; dcterms:source ?r . ?g prov:wasGeneratedBy ?a . ?a prov:used ?r ; prov:wasAssociatedWith/schema:softwareVersion ?v }"
    assert rows(store, asked) == ["0.1.0"]
