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
from wcwidth import wcswidth

from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.query.engine import KNOWN, QueryError, ask, bind
from kg.query.library import Question, questions
from kg.query.results import guarded, render, table
from kg.query.stores import load

CHECKED = tomllib.loads((Path(__file__).parent / "tables" / "questions.toml").read_text(encoding="utf-8"))["row"]


@pytest.fixture(scope="module")
def store(seed: Linked, tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE), encoding="utf-8")
    return load(path)


def answer(store: pyoxigraph.Store, name: str, /, **parameters: str) -> list[list[str]]:
    question = next(q for q in questions() if q.name == name)
    text = render(ask(store, question.text, question.defaults | parameters), "tsv")
    return [[cell.strip('"').split('"@')[0].split('"^^')[0] for cell in line.split("\t")] for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_question_answers(store: pyoxigraph.Store, question: Question) -> None:
    assert question.title and question.title_en and question.description and question.description_en and question.tags
    assert all(p.name and p.default and p.about and p.about_en for p in question.parameters)
    rows = render(ask(store, question.text, question.defaults), "csv").splitlines()
    assert len(rows) > 1
    assert "ORDER BY" in question.text


def test_the_library_is_large_and_every_question_is_checked() -> None:
    assert len(questions()) >= 30
    assert {row["question"] for row in CHECKED} == {question.name for question in questions()}


@pytest.mark.parametrize("row", CHECKED, ids=lambda row: row["question"])
def test_checked_answers(store: pyoxigraph.Store, seed: Linked, row: dict[str, Any]) -> None:
    assert row["says"] in seed.extraction.report.text

    def holds(cells: list[str]) -> bool:
        rest = iter(cells)
        return all(any(wanted == cell for cell in rest) for wanted in row["cells"])

    assert any(holds(cells) for cells in answer(store, row["question"]))


@pytest.mark.benchmark
def test_questions_answer_quickly(store: pyoxigraph.Store) -> None:
    """Every question of the library within 100 ms on the seed, the best of seven: twice what is aimed at, for other work on the machine."""
    slow = {}
    for question in questions():
        times = []
        for _ in range(7):
            start = time.perf_counter()
            render(ask(store, question.text, question.defaults), "csv")
            times.append(time.perf_counter() - start)
        if min(times) > 0.1:
            slow[question.name] = min(times)
    assert not slow


@pytest.mark.benchmark
def test_questions_cost_little_more_than_bare_oxigraph(store: pyoxigraph.Store) -> None:
    """At most 1.3 times what pyoxigraph needs for the same question, taken in turns; 0.1 ms are given for the clock."""
    form, graph = pyoxigraph.QueryResultsFormat.JSON, pyoxigraph.RdfFormat.N_TRIPLES
    slow = {}
    for question in questions():
        bound = bind(question.text, question.defaults) if question.parameters else question.text
        ours, bare = [], []
        for _ in range(15):
            start = time.perf_counter()
            result = ask(store, question.text, question.defaults)
            result.serialize(format=graph if isinstance(result, pyoxigraph.QueryTriples) else form)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            result = store.query(bound, prefixes=KNOWN)
            result.serialize(format=graph if isinstance(result, pyoxigraph.QueryTriples) else form)
            bare.append(time.perf_counter() - start)
        if min(ours) > 1.3 * min(bare) + 0.0001:
            slow[question.name] = min(ours) / min(bare)
    assert not slow


def test_headline_targets_are_those_of_the_text(store: pyoxigraph.Store) -> None:
    found = {(row[0], row[1], row[2]) for row in answer(store, "headline-targets")}
    assert {("地区生产总值", "=", "6"), ("固定资产投资", "≈", "6"), ("城镇新增就业", "≥", "60")} <= found


def test_promise_and_result_are_paired(store: pyoxigraph.Store) -> None:
    pairs = {row[0]: (row[3], row[6]) for row in answer(store, "promised-and-reached")}
    assert pairs["地区生产总值"] == ("6.3", "6")
    assert pairs["新建“四好农村路”"] == ("25000", "14000")


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
