"""Pages about things: every IRI of the data has one, in HTML and RDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from starlette.testclient import TestClient

from kg.linking.iris import DEFAULT_BASE, iri, iri_of_path, slug
from kg.server.app import application
from kg.server.jobs import Limits
from tests.hostile.checks import tags_of
from tests.hostile.markup import HOSTILE

PROJECT = "/project/重庆市-铁峰山隧道"
HTML = {"accept": "text/html"}


def path_of(name: str) -> str:
    """An IRI below the base as a browser asks for it."""
    return "/" + "".join(c if c.isascii() else quote(c) for c in name.removeprefix(DEFAULT_BASE))


@given(st.text(min_size=1, max_size=30))
def test_every_iri_has_an_address(name: str) -> None:
    made = iri(DEFAULT_BASE, f"project/{slug(name)}")
    assert pyoxigraph.NamedNode(made).value == made
    assert iri_of_path(DEFAULT_BASE, path_of(made)) == made


@given(st.text(max_size=30))
def test_no_address_leaves_its_brackets(path: str) -> None:
    made = iri_of_path(DEFAULT_BASE, path)
    assert made is None or pyoxigraph.NamedNode(made).value == made and ">" not in made


def test_a_project_with_its_evidence(client: TestClient) -> None:
    page = client.get(PROJECT, headers=HTML).text
    assert "<h1>铁峰山隧道</h1>" in page
    assert "——<mark>铁峰山隧道</mark>全线贯通" in page
    assert client.get(PROJECT, headers=HTML).headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("ending", "accept"), [("", "text/turtle"), (".ttl", "text/html"), ("", "application/ld+json"), (".jsonld", "*/*"), (".nt", None)]
)
def test_a_project_as_rdf(client: TestClient, ending: str, accept: str | None) -> None:
    reply = client.get(PROJECT + ending, headers={"accept": accept} if accept else {})
    graph = Graph().parse(data=reply.text, format=reply.headers["content-type"].partition(";")[0])
    assert list(graph.query("SELECT ?l { ?p rdfs:label ?l ; a <https://w3id.org/govreport/ontology#Project> }"))


def test_every_thing_of_the_graph_has_a_page(client: TestClient, graph_file: Path) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(path=str(graph_file), format=pyoxigraph.RdfFormat.TURTLE)
    names = sorted({q.subject.value for q in store if isinstance(q.subject, pyoxigraph.NamedNode)})
    kinds = {name.removeprefix(DEFAULT_BASE).partition("/")[0]: name for name in names if name.startswith(DEFAULT_BASE)}
    sample = [*kinds.values(), *[name for name in names if "/project/" in name][::5], *[name for name in names if "/target/" in name][::9]]
    assert len(sample) > 50
    for name in sample:
        assert client.get(path_of(name), headers=HTML).status_code == 200, name
        assert client.get(path_of(name), headers={"accept": "text/turtle"}).status_code == 200, name


def test_lists_and_vocabulary(client: TestClient) -> None:
    assert "铁峰山隧道" in client.get("/project/", headers=HTML).text
    assert client.get("/nothing/", headers=HTML).status_code == 404
    vocabulary = client.get("/ontology", headers=HTML).text
    assert 'id="Project"' in vocabulary and "kg:partOf" in vocabulary
    assert "owl:Class" in client.get("/ontology", headers={"accept": "text/turtle"}).text
    assert {term["name"] for term in client.get("/api/vocabulary").json()["classes"]} >= {"kg:Project", "kg:Target"}
    assert len(client.get("/api/questions").json()) >= 30


def pages_of(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """The list of projects with these labels, and the page of each."""
    lines = [
        f"<{DEFAULT_BASE}project/{i}> a <https://w3id.org/govreport/ontology#Project> ; <http://www.w3.org/2000/01/rdf-schema#label> {pyoxigraph.Literal(n)} ; <http://x/see> <javascript:alert(1)> ."
        for i, n in enumerate(names)
    ]
    folder.mkdir()
    (folder / "graph.ttl").write_text("\n".join(lines), encoding="utf-8")
    with TestClient(application(folder / "graph.ttl", Limits(workers=1), {"127.0.0.1"}), base_url="http://127.0.0.1") as client:
        for path in ["/project/", *(f"/project/{i}" for i in range(len(names)))]:
            yield client.get(path, headers=HTML).text


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """The pages of things with hostile names have the tags that those of other names have."""
    plain = pages_of(tmp_path / "plain", ["甲" for _ in HOSTILE])
    for page, other in zip(pages_of(tmp_path / "hostile", HOSTILE), plain, strict=True):
        assert tags_of(page).found == tags_of(other).found
        assert 'href="javascript' not in page and ">49<" not in page


def test_the_explorer_is_at_the_root(client: TestClient, graph_file: Path, tmp_path: Path) -> None:
    assert "explorer" in client.get("/").text
    (graph_file.parent / "pages").mkdir()
    (graph_file.parent / "pages" / "甲市-2020.html").write_text("one report", encoding="utf-8")
    assert client.get("/pages/甲市-2020.html").text == "one report"
    assert client.get("/pages/graph.ttl").status_code == client.get("/pages/..%2fgraph.html").status_code == 404
    (tmp_path / "other.ttl").write_text("<http://x/a> <http://x/b> 1 .", encoding="utf-8")
    with TestClient(
        application(tmp_path / "other.ttl", Limits(workers=1), {"127.0.0.1"}), base_url="http://127.0.0.1", follow_redirects=False
    ) as other:
        assert other.get("/").headers["location"] == "/sparql"
        assert other.get("/health").json() == {"status": "ok"}
