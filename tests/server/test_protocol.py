"""Requests and answers by the SPARQL 1.1 Protocol, in every form."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest
from rdflib import Graph
from starlette.testclient import TestClient

from kg.query.library import questions
from kg.server.protocol import ENDINGS, GRAPHS, ROWS, accepted, wants_page

ASK = "ASK { ?p a kg:Project }"
SELECT = "SELECT ?label { ?p a kg:Project ; rdfs:label ?label } ORDER BY ?label LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?p rdfs:label ?label } WHERE { ?p a kg:Project ; rdfs:label ?label }"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_three_ways_to_ask_give_the_same(client: TestClient, way: str) -> None:
    reply = {
        "get": lambda: client.get("/sparql", params={"query": SELECT}),
        "form": lambda: client.post("/sparql", data={"query": SELECT}),
        "direct": lambda: client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=utf-8"}),
    }[way]()
    assert reply.status_code == 200
    assert len(reply.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("kind", sorted(set(ROWS.values())))
def test_rows_in_every_form(client: TestClient, kind: str) -> None:
    reply = client.get("/sparql", params={"query": SELECT}, headers={"accept": kind})
    assert reply.headers["content-type"].partition(";")[0] == kind
    form = pyoxigraph.QueryResultsFormat.from_media_type(kind)
    assert form is not None
    if kind == "text/csv":
        assert len(list(csv.reader(io.StringIO(reply.text)))) == 4
    else:
        read = pyoxigraph.parse_query_results(reply.content, form)
        assert isinstance(read, pyoxigraph.QuerySolutions)
        assert len(list(read)) == 3


@pytest.mark.parametrize("kind", sorted(set(GRAPHS.values())))
def test_graphs_in_every_form(client: TestClient, kind: str) -> None:
    reply = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": kind})
    assert reply.headers["content-type"].partition(";")[0] == kind
    form = pyoxigraph.RdfFormat.from_media_type(kind)
    assert form is not None
    count = json.loads(client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?p a kg:Project ; rdfs:label ?l }"}).text)
    assert str(len(list(pyoxigraph.parse(reply.content, form)))) == count["results"]["bindings"][0]["n"]["value"]


@pytest.mark.parametrize(("ending", "kind"), sorted(ENDINGS.items()))
def test_endings_choose_the_form(client: TestClient, ending: str, kind: str) -> None:
    reply = client.get(f"/sparql.{ending}", params={"query": SELECT if kind in ROWS else CONSTRUCT}, headers={"accept": "text/html"})
    assert reply.status_code == 200
    assert reply.headers["content-type"].partition(";")[0] == kind


def test_every_question_of_the_library_is_answered(client: TestClient) -> None:
    for question in questions():
        fields = {"query": question.text} | {f"${name}": value for name, value in question.defaults.items()}
        reply = client.post("/sparql", data=fields)
        assert reply.status_code == 200, question.name
        # questions through the years have no answer in one report
        assert reply.json()["results"]["bindings"] or "years" in question.tags, question.name


def test_parameters_are_bound(client: TestClient) -> None:
    text = "SELECT ?year (COUNT(?t) AS ?n) { ?t a kg:Target ; kg:year ?year } GROUP BY ?year"
    years = {row["year"]["value"] for row in client.post("/sparql", data={"query": text, "$year": "2019"}).json()["results"]["bindings"]}
    assert years == {"2019"}
    assert client.post("/sparql", data={"query": text, "$nothing": "2019"}).status_code == 400


@pytest.mark.parametrize(
    ("request_of", "status", "says"),
    [
        ({"params": {"query": "SELECT"}}, 400, "line 1"),
        ({"params": {"query": "SELECT * { ?s nope:x ?o }"}}, 400, "prefix nope:"),
        ({"params": [("query", ASK), ("query", ASK)]}, 400, "more than one"),
        ({"params": {"other": "x"}}, 400, "no question"),
        ({"params": {"query": ASK}, "headers": {"accept": "image/png"}}, 406, "image/png"),
        ({"params": {"query": ASK}, "headers": {"accept": "text/turtle"}}, 406, "rows"),
        ({"params": {"query": CONSTRUCT}, "headers": {"accept": "text/csv"}}, 406, "graph"),
        ({"params": {"query": "INSERT DATA { <x:a> <x:b> <x:c> }"}}, 400, "update"),
        ({"params": {"update": "DROP ALL"}}, 403, "only reads"),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400, "SERVICE"),
        ({"params": {"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}}, 400, "FROM"),
        ({"params": {"query": ASK, "default-graph-uri": "http://example.org/g"}}, 400, "no graph of this name"),
    ],
)
def test_refusals(client: TestClient, request_of: dict, status: int, says: str) -> None:  # type: ignore[type-arg]
    reply = client.get("/sparql", **request_of)
    assert reply.status_code == status
    assert says in reply.text
    assert "\n" not in reply.text and "Traceback" not in reply.text
    assert reply.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/sparql-update", "DROP ALL", 403),
        ("application/json", '{"query": "ASK {}"}', 415),
        ("", "ASK {}", 415),
        ("application/sparql-query", b"ASK { \xff }", 400),
        ("application/x-www-form-urlencoded", b"query=%FF", 400),
        ("application/x-www-form-urlencoded", "update=DROP+ALL", 403),
        ("application/x-www-form-urlencoded", "", 400),
    ],
)
def test_bodies_that_are_no_question(client: TestClient, kind: str, body: str | bytes, status: int) -> None:
    assert client.post("/sparql", content=body, headers={"content-type": kind}).status_code == status


def test_other_methods_are_refused(client: TestClient) -> None:
    assert {client.request(method, "/sparql").status_code for method in ("PUT", "DELETE", "PATCH")} == {405}


def test_service_description(client: TestClient) -> None:
    for accept in ("text/turtle", "application/rdf+xml", "application/ld+json"):
        reply = client.get("/sparql", headers={"accept": accept})
        graph = Graph().parse(data=reply.text, format=reply.headers["content-type"].partition(";")[0])
        sd = "http://www.w3.org/ns/sparql-service-description#"
        found = list(graph.query(f"PREFIX sd: <{sd}> SELECT ?e {{ ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }}"))
        assert [str(row[0]) for row in found] == ["http://127.0.0.1/sparql"]  # type: ignore[index]


def test_void_names_the_reports(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/void.ttl").text, format="turtle")
    assert list(graph.query("PREFIX void: <http://rdfs.org/ns/void#> SELECT ?d { ?d a void:Dataset ; void:subset ?s }"))
    assert client.get("/.well-known/void").headers["location"] == "/void"


def test_negotiation() -> None:
    assert accepted(None, ROWS) == "application/sparql-results+json"
    assert accepted("text/csv;q=0.5, application/sparql-results+xml", ROWS) == "application/sparql-results+xml"
    assert accepted("application/n-quads,application/trig;q=0.95,text/turtle;q=0.9", ROWS) == ""
    assert accepted("*/*;q=0.1, text/turtle", GRAPHS) == "text/turtle"
    assert wants_page("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert not wants_page("*/*") and not wants_page("text/turtle, text/html;q=0.5") and not wants_page(None)
