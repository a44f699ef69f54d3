"""Clients and servers that nobody here wrote: they get right answers from `kg serve`, and `kg query --endpoint` from them."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from kg.cli import main
from kg.query.endpoint import ask_endpoint
from kg.query.engine import QueryError, ask
from kg.query.library import questions
from kg.query.results import render
from kg.query.stores import load

from .others import OXIGRAPH, free_port, running, virtuoso

pytestmark = pytest.mark.server
COMUNICA = Path(__file__).parent / "comunica"
KG = "PREFIX kg: <https://w3id.org/govreport/ontology#>"
# A join with a choice, and groups: what a client may take apart and ask in pieces.
JOINED = (
    "SELECT ?p ?r ?s { ?p a kg:Project ; kg:locatedIn ?r . OPTIONAL { ?p kg:status ?s } }",
    "SELECT ?y (COUNT(?t) AS ?n) { ?t a kg:Target ; kg:year ?y } GROUP BY ?y HAVING (COUNT(?t) > 1)",
)
COUNT = f"{KG} SELECT (COUNT(?p) AS ?n) WHERE {{ ?p a kg:Project }}"
GRAPH = "http://example.org/graph"


@pytest.fixture(scope="module")
def store(graph_file: Path) -> pyoxigraph.Store:
    return load(graph_file)


@pytest.fixture(scope="module")
def projects(store: pyoxigraph.Store) -> int:
    return int(render(ask(store, COUNT), "csv").split()[1])


def test_curl(served: str, projects: int) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl")
    command = ["curl", "-s", "-H", "Accept: text/csv", "--data-urlencode", f"query={COUNT}", f"{served}/sparql"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["n", str(projects)]


def test_sparqlwrapper(served: str, projects: int) -> None:
    client = SPARQLWrapper(f"{served}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == str(projects)
    client.setQuery("CONSTRUCT { ?p <http://x/is> 1 } WHERE { ?p a kg:Project }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == projects


def test_rdflib_as_a_client(served: str, projects: int) -> None:
    graph = Graph(store=SPARQLStore(f"{served}/sparql", returnFormat="xml"))
    assert [int(row[0]) for row in graph.query(COUNT)] == [projects]  # type: ignore[index, arg-type]


def test_comunica(served: str, projects: int, store: pyoxigraph.Store) -> None:
    if not shutil.which("node") or not (COMUNICA / "node_modules" / "@comunica").is_dir():
        pytest.skip("no Comunica: make clients")

    def asked(question: str) -> str:
        return subprocess.run(["node", "ask.mjs", f"{served}/sparql", question], cwd=COMUNICA, capture_output=True, text=True, check=True).stdout

    def rows(text: str) -> list[dict[str, str]]:
        return [{name: value["value"] for name, value in row.items()} for row in json.loads(text)["results"]["bindings"]]

    assert rows(asked(COUNT)) == [{"n": str(projects)}]
    assert json.loads(asked(f"{KG} ASK {{ ?p a kg:Program }}"))["boolean"] is ask(store, f"{KG} ASK {{ ?p a kg:Program }}").__bool__()
    triples = asked(f"{KG} CONSTRUCT {{ ?p <http://x/is> 1 }} WHERE {{ ?p a kg:Project }}")
    assert len(Graph().parse(data=triples, format="nt")) == projects
    for text in JOINED:
        assert sorted(map(str, rows(asked(f"{KG} {text}")))) == sorted(map(str, rows(render(ask(store, f"{KG} {text}"), "json"))))


def test_kg_against_kg(served: str, store: pyoxigraph.Store) -> None:
    agree(f"{served}/sparql", store)


def test_kg_against_oxigraph(store: pyoxigraph.Store, graph_file: Path, tmp_path: Path) -> None:
    location = ["--location", str(tmp_path / "db")]
    subprocess.run([OXIGRAPH, "load", *location, "--file", str(graph_file)], check=True, capture_output=True)
    port = free_port()
    with running([str(OXIGRAPH), "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"], tmp_path, f"http://127.0.0.1:{port}/"):
        agree(f"http://127.0.0.1:{port}/query", store)


def test_kg_against_virtuoso(store: pyoxigraph.Store, graph_file: Path, tmp_path: Path) -> None:
    shutil.copy(graph_file, tmp_path / "graph.ttl")
    with virtuoso(tmp_path) as (address, sql):
        load_file = f"DB.DBA.TTLP(file_to_string_output('graph.ttl'), '', '{GRAPH}', 255);"
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load_file}"], check=True, capture_output=True)
        # Virtuoso counts the digits of an average otherwise
        agree(f"{address}/sparql", store, apart={"rules"})


def test_what_is_said_when_there_is_no_answer(served: str, capsys: pytest.CaptureFixture[str], graph_file: Path) -> None:
    for endpoint, says in (
        ("127.0.0.1:1/sparql", "http://"),
        (f"http://127.0.0.1:{free_port()}/sparql", "no answer"),
        (f"{served}/nothing", "refused"),
        (f"{served}/health", "refused|not a SPARQL answer"),
    ):
        assert main(["query", COUNT, "--endpoint", endpoint]) == 2
        error = capsys.readouterr().err
        assert any(part in error for part in says.split("|")) and error.count("\n") == 1, error
    with pytest.raises(QueryError, match="line 1"):
        ask_endpoint(f"{served}/sparql", "SELECT")


def agree(url: str, store: pyoxigraph.Store, apart: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Every question of the library, in the same rows."""
    for question in questions():
        if question.name in apart:
            continue
        there = render(ask_endpoint(url, question.text, question.defaults), "tsv").splitlines()
        here = render(ask(store, question.text, question.defaults), "tsv").splitlines()
        assert sorted(there) == sorted(here), question.name
    text = "CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a kg:Project ; rdfs:label ?l }"
    assert render(ask_endpoint(url, text), "turtle") == render(ask(store, text), "turtle")


def test_load_of_twenty_clients(served: str) -> None:
    """1,000 questions of the library from 20 clients at once: no error, and the answers of a single client."""
    from concurrent.futures import ThreadPoolExecutor

    asked = [q for q in questions() if q.name != "what-ties-two"]
    alone = {q.name: json.loads(post(served, q.text, q.defaults)) for q in asked}
    with ThreadPoolExecutor(20) as clients:
        together = list(
            clients.map(lambda i: (asked[i % len(asked)].name, post(served, asked[i % len(asked)].text, asked[i % len(asked)].defaults)), range(1000))
        )
    assert all(json.loads(body) == alone[name] for name, body in together)


def post(served: str, text: str, parameters: dict[str, str]) -> bytes:
    from urllib.parse import urlencode

    fields = {"query": text} | {f"${name}": value for name, value in parameters.items()}
    with urllib.request.urlopen(f"{served}/sparql", data=urlencode(fields).encode("ascii"), timeout=60) as reply:
        body: bytes = reply.read()
        return body
