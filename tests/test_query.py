"""Questions: the library, the engine's refusals, the forms of an answer."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import PROV, RDF
from wcwidth import wcswidth

from kg.extraction.pipeline import extract
from kg.graph.comparisons import comparisons_name
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.ontology.namespaces import KG
from kg.query.engine import QueryError, ask, bind, declared
from kg.query.library import Question, questions
from kg.query.results import guarded, render, table
from kg.query.stores import load
from kg.reading.reader import read

CHECKED = tomllib.loads((Path(__file__).parent / "tables" / "questions.toml").read_text(encoding="utf-8"))["row"]


# The tag of questions that need several reports of one place: they are asked of the made-up ones, the others of the seed.
YEARS = "years"


@pytest.fixture(scope="module")
def years() -> list[Linked]:
    return [link(extract(read(path))) for path in sorted((Path(__file__).parent / "comparison" / "years").iterdir())]


def stored(reports: list[Linked], folder: Path) -> pyoxigraph.Store:
    (folder / "graph.ttl").write_text(write_turtle(build_dataset(reports, DEFAULT_BASE), DEFAULT_BASE), encoding="utf-8")
    return load(folder / "graph.ttl")


@pytest.fixture(scope="module")
def store(seed: Linked, tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    return stored([seed], tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def through(years: list[Linked], tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    """The graph of reports of several years."""
    return stored(years, tmp_path_factory.mktemp("years"))


def tags(name: str) -> tuple[str, ...]:
    return next(q.tags for q in questions() if q.name == name)


def answer(store: pyoxigraph.Store, name: str, /, **parameters: str) -> list[list[str]]:
    question = next(q for q in questions() if q.name == name)
    text = render(ask(store, question.text, question.defaults | parameters), "tsv")
    return [[cell.strip('"').split('"@')[0].split('"^^')[0] for cell in line.split("\t")] for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_question_answers(store: pyoxigraph.Store, through: pyoxigraph.Store, question: Question) -> None:
    assert question.title and question.title_en and question.description and question.description_en and question.tags
    assert all(p.name and p.default and p.about and p.about_en for p in question.parameters)
    rows = render(ask(through if YEARS in question.tags else store, question.text, question.defaults), "csv").splitlines()
    assert len(rows) > 1
    assert "ORDER BY" in question.text


def test_the_library_is_large_and_every_question_is_checked() -> None:
    assert len(questions()) >= 30
    assert {row["question"] for row in CHECKED} == {question.name for question in questions()}


@pytest.mark.parametrize("row", CHECKED, ids=lambda row: row["question"])
def test_checked_answers(store: pyoxigraph.Store, through: pyoxigraph.Store, seed: Linked, years: list[Linked], row: dict[str, Any]) -> None:
    asked, reports = (through, years) if YEARS in tags(row["question"]) else (store, [seed])
    assert any(row["says"] in linked.extraction.report.text for linked in reports)

    def holds(cells: list[str]) -> bool:
        rest = iter(cells)
        return all(any(wanted == cell for cell in rest) for wanted in row["cells"])

    assert any(holds(cells) for cells in answer(asked, row["question"]))


@pytest.mark.benchmark
def test_questions_answer_quickly(store: pyoxigraph.Store) -> None:
    """Every question of the library within 50 ms on the seed, the best of seven."""
    slow = {}
    for question in questions():
        times = []
        for _ in range(7):
            start = time.perf_counter()
            render(ask(store, question.text, question.defaults), "csv")
            times.append(time.perf_counter() - start)
        if min(times) > 0.05:
            slow[question.name] = min(times)
    assert not slow


@pytest.mark.benchmark
def test_questions_cost_little_more_than_bare_oxigraph(store: pyoxigraph.Store) -> None:
    """At most 1.3 times what pyoxigraph needs for the same question, taken in turns."""
    form, graph = pyoxigraph.QueryResultsFormat.JSON, pyoxigraph.RdfFormat.N_TRIPLES
    slow = {}
    for question in questions():
        bound = declared(bind(question.text, question.defaults) if question.parameters else question.text)
        ours, bare = [], []
        # the fewest of many, for other processes take their share; more only where the first do not show it
        for turn in range(300):
            if turn >= 15 and min(ours) <= 1.3 * min(bare):
                break
            start = time.perf_counter()
            result = ask(store, question.text, question.defaults)
            result.serialize(format=graph if isinstance(result, pyoxigraph.QueryTriples) else form)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            result = store.query(bound, use_default_graph_as_union=True)
            result.serialize(format=graph if isinstance(result, pyoxigraph.QueryTriples) else form)
            bare.append(time.perf_counter() - start)
        if min(ours) > 1.3 * min(bare):
            slow[question.name] = min(ours) / min(bare)
    assert not slow


def test_headline_targets_are_those_of_the_text(store: pyoxigraph.Store) -> None:
    found = {(row[0], row[1], row[2]) for row in answer(store, "headline-targets")}
    assert {("地区生产总值", "=", "6"), ("固定资产投资", "≈", "6"), ("城镇新增就业", "≥", "60")} <= found


def test_promise_and_result_are_paired(store: pyoxigraph.Store) -> None:
    pairs = {row[0]: (row[3], row[6]) for row in answer(store, "promised-and-reached")}
    assert pairs["地区生产总值"] == ("6.3", "6")
    assert pairs["新建“四好农村路”"] == ("25000", "14000")
    assert len(answer(store, "promised-and-reached")) == 17


def test_promises_are_followed_up(through: pyoxigraph.Store) -> None:
    judged = {(row[1], row[2]): (row[7], row[8], row[9]) for row in answer(through, "promises-and-results")}
    assert judged["2019", "居民消费价格"] == ("missed", "0.6", "个百分点")
    assert judged["2020", "城镇新增就业"] == ("met", "2000", "人")
    assert {(row[1], row[2]) for row in answer(through, "promises-missed")} == {key for key, told in judged.items() if told[0] == "missed"}
    assert {(row[1], row[2]) for row in answer(through, "promises-unmentioned")} == {("2019", "建成充电桩"), ("2020", "固定资产投资")}


def test_works_are_followed_through_the_years(through: pyoxigraph.Store) -> None:
    steps = [(row[2], row[3]) for row in answer(through, "projects-through-the-years") if row[0] == "云东高铁"]
    assert steps == [("2019", "ongoing"), ("2020", "ongoing"), ("2020", "ongoing"), ("2021", "completed")]
    assert [(row[0], row[3]) for row in answer(through, "projects-stalled")] == [("青龙水库", "planned")]


def test_comparisons_stand_in_a_graph_of_their_own(years: list[Linked]) -> None:
    dataset = build_dataset(years, DEFAULT_BASE)
    names = {str(g.identifier).removeprefix(f"{DEFAULT_BASE}graph/") for g in dataset.graphs() if "graph/" in str(g.identifier)}
    assert names == {"云州市-2019", "云州市-2020", "云州市-2021", "云州市-comparison"}
    own = dataset.graph(comparisons_name(DEFAULT_BASE, "云州市"))
    assert len(set(own.subjects(RDF.type, KG.Comparison))) == 18 and len(set(own.subjects(RDF.type, KG.History))) == 4
    assert len(set(own.objects(own.identifier, PROV.wasDerivedFrom))) == 3
    assert not list(build_dataset(years, DEFAULT_BASE, part=True).subjects(RDF.type, KG.Comparison))


def test_programme_contents(store: pyoxigraph.Store) -> None:
    members = {row[2] for row in answer(store, "programme-contents")}
    assert {"郑万高铁", "渝湘高铁主城至黔江段", "重庆东站", "渝昆高铁"} <= members


def test_evidence_of_a_tunnel(store: pyoxigraph.Store, seed: Linked) -> None:
    said, start, end, section, _ = answer(store, "evidence", name="铁峰山隧道")[0]
    assert seed.extraction.report.text[int(start) : int(end)] == said == "铁峰山隧道"
    assert section == "推进城乡区域协调发展"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("SELECT * { ?s foo:bar ?o }", "prefix foo:"),
        ("SELECT * {\n ?s kg:year ?o\n", "line"),
        ("DROP ALL", "update"),
        ("PREFIX x: <http://x/>\nINSERT DATA { x:a x:b x:c }", "update"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1/> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ],
)
def test_refusals(store: pyoxigraph.Store, question: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        ask(store, question)
    assert "\n" not in str(caught.value)


def test_from_chooses_graphs() -> None:
    store = pyoxigraph.Store()
    store.load(b'<a:s> <a:p> "1" <https://x.org/one> .\n<a:s> <a:p> "2" <https://x.org/two> .', pyoxigraph.RdfFormat.N_QUADS)

    def found(clause: str) -> list[str]:
        return render(ask(store, f"{clause} {{ ?s ?p ?v }} ORDER BY ?v"), "csv").split()[1:]

    assert found("SELECT ?v WHERE") == ["1", "2"]
    assert found("SELECT ?v FROM <https://x.org/two> WHERE") == ["2"]
    assert found("PREFIX x: <https://x.org/> SELECT ?v FROM x:one WHERE") == ["1"]
    assert found("BASE <https://x.org/> SELECT ?v FROM <one> WHERE") == ["1"]


@given(st.text(max_size=40))
def test_parameters_are_bound_not_pasted(value: str) -> None:
    store = pyoxigraph.Store()
    try:
        rows = json.loads(render(ask(store, "SELECT ?v { BIND(1 AS ?one) }", {"v": value}), "json"))
    except QueryError:
        return
    assert len(rows["results"]["bindings"]) == 1


def test_prefixes_inside_paths_are_known(store: pyoxigraph.Store) -> None:
    assert len(render(ask(store, "SELECT ?label { ?m kg:sentence/kg:section/rdfs:label ?label }"), "csv").splitlines()) > 100


def test_missing_graph(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="kg build"):
        load(tmp_path / "none.ttl")


def test_tables_keep_their_width() -> None:
    text = table(["名称", "b"], [["渝湘高铁主城至黔江段", "x"], ["短", "y"]], width=20)
    lines = text.splitlines()[:-1]
    assert all(wcswidth(line) <= 20 for line in lines)
    assert "…" in text


def test_formulas_are_guarded() -> None:
    assert guarded("=cmd()") == "'=cmd()"
    assert guarded("-2.5") == "-2.5"


def test_graphs_as_turtle_and_json_ld(store: pyoxigraph.Store) -> None:
    question = "CONSTRUCT { ?part kg:partOf ?whole } WHERE { ?part kg:partOf ?whole }"
    read = {
        form: set(pyoxigraph.parse(render(ask(store, question), form).encode(), format=kind))
        for form, kind in (("turtle", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD))
    }
    assert read["turtle"] == read["jsonld"] and len(read["turtle"]) > 30
    with pytest.raises(QueryError, match="turtle or jsonld"):
        render(ask(store, question), "csv")
    with pytest.raises(QueryError, match="rows"):
        render(ask(store, "ASK { ?s ?p ?o }"), "jsonld")
