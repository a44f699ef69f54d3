"""The W3C SPARQL 1.1 suites against `/sparql`: query evaluation, syntax, forms of results, protocol. What fails, and why, stands in a table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat
from rdflib import RDF, Graph
from starlette.testclient import TestClient

from kg.server.app import application
from tests.server.conftest import LIMITS
from tests.server.w3c import FROM, MF, SUITE, Case, cases, columns, data_set, expected, graph, graph_name, rows

pytestmark = pytest.mark.server
HERE = Path(__file__).parent
fetched = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not here: make w3c")
TABLE = tomllib.loads((HERE / "w3c.toml").read_text(encoding="utf-8"))
APART = {name: reason for reason in TABLE["expected"] for name in reason["tests"]}
CASES = {case.name: case for case in cases()} if SUITE.is_dir() else {}
PROTOCOL = tomllib.loads((HERE / "protocol.toml").read_text(encoding="utf-8"))["test"]
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}
SUFFICE = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
NOTHING = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/bind/data.ttl"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    names = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
    file = tmp_path_factory.mktemp("protocol") / "documents.nq"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>"
    file.write_text("".join(f"<{name}> {kind} <{name}> .\n" for name in names), encoding="ascii")
    with TestClient(application(file, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("test", PROTOCOL, ids=[test["name"] for test in PROTOCOL])
def test_protocol_suite(documents: TestClient, test: dict[str, Any]) -> None:
    headers = {name: test[name] for name in ("content-type", "accept") if name in test}
    body = test.get("body", "").encode(test.get("encoding", "UTF-8"))
    response = documents.request(test["method"], test["path"], content=body, headers=headers)
    if "refused" in test:
        assert response.status_code == 403 and test["refused"] in response.text
        return
    assert response.status_code // 100 in test["status"], response.text
    kind = response.headers["content-type"].partition(";")[0]
    assert "format" not in test or kind in FORMATS[test["format"]]
    if "answer" in test:
        form = QueryResultsFormat.from_media_type(kind)
        assert form is not None
        assert rows(response.content, form) is test["answer"]


@fetched
def test_protocol_table_is_whole() -> None:
    manifest = Graph().parse(SUITE / "protocol" / "manifest.ttl", format="turtle")
    tests = {str(test).rpartition("#")[2] for test in manifest.subjects(RDF.type, MF.ProtocolTest)}
    assert tests == {test["name"] for test in PROTOCOL}


@pytest.fixture(scope="module")
def graphs() -> set[str]:
    return data_set(CASES.values())[1]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("w3c") / "suite.nq"
    with file.open("wb") as out:
        pyoxigraph.serialize(data_set(CASES.values())[0], out, RdfFormat.N_QUADS)
    with TestClient(application(file, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1") as client:
        yield client


@fetched
def test_table_names_tests_of_the_suite() -> None:
    assert not APART.keys() - CASES.keys()
    assert all(reason["why"].strip() for reason in TABLE["expected"])


@fetched
@pytest.mark.parametrize("name", CASES)
def test_query_suite(suite: TestClient, graphs: set[str], name: str) -> None:
    problem = failure(suite, graphs, CASES[name])
    if name in APART:
        assert problem, "passes now: take it out of the table"
    else:
        assert not problem, problem


def failure(suite: TestClient, graphs: set[str], case: Case) -> str:
    """What is wrong with the answer to a test; empty if it is as expected."""
    fields = [("query", case.text)]
    fields += [("default-graph-uri", graph_name(file)) for file in case.default if graph_name(file) in graphs]
    fields += [("named-graph-uri", graph_name(file)) for file in case.named]
    if len(fields) == 1 and not FROM.search(case.text):
        # an empty default graph: the protocol has it where only named graphs are chosen
        fields.append(("named-graph-uri", NOTHING))
    accept = SUFFICE.get(case.answer.suffix if case.answer else "", "application/sparql-results+xml")
    response = suite.post("/sparql", data=_form(fields), headers={"accept": f"{accept}, application/n-triples"})
    if case.answer is None:
        refused = response.status_code == 400
        return "" if refused == case.refused else f"{response.status_code} {response.text}"
    if response.status_code != 200:
        return f"{response.status_code} {response.text}"
    wanted = expected(case)
    if isinstance(wanted, pyoxigraph.Dataset):
        got = graph(pyoxigraph.parse(response.content, RdfFormat.N_TRIPLES))
        return "" if got == wanted else f"{got} is not {wanted}"
    form = QueryResultsFormat.from_media_type(response.headers["content-type"])
    assert form is not None
    found = columns(response.content) if form == QueryResultsFormat.CSV else rows(response.content, form)
    return "" if found == wanted else f"{found} is not {wanted}"


def _form(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value for other, value in fields if other == name] for name, _ in fields}
