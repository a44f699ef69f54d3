"""Exports: what is written reads back as the same graph, in parts too, byte for byte the same each time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.exporting.documents import langextract
from kg.exporting.formats import RDF, dataset, export
from kg.exporting.rdf import ExportError, xml
from kg.exporting.selection import SelectionError, select
from kg.exporting.tables import guard, guarded, unguard
from kg.graph.network import build_network
from kg.graph.statements import TermError
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE, iri
from kg.ontology.namespaces import KG, PREFIXES
from kg.reading.errors import ReadError
from kg.teaching.corpus import configs_of, link_files

from .conftest import ROOT, SEED


def linked_files(paths: list[Path]) -> list[Linked]:
    return list(link_files(paths, configs_of(paths)).values())


SECOND = """万州区人民政府工作报告
——2021年1月20日在万州区第五届人民代表大会第六次会议上
一、2020年工作回顾
地区生产总值增长4.2%。渝昆高铁开工，涪陵区新田港二期工程建成投用。
二、2021年工作安排
地区生产总值增长6%以上。加快新田港二期工程建设。
"""
NAMED = {"trig": pyoxigraph.RdfFormat.TRIG, "nq": pyoxigraph.RdfFormat.N_QUADS, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
UNION = {"ttl": pyoxigraph.RdfFormat.TURTLE, "nt": pyoxigraph.RdfFormat.N_TRIPLES, "rdfxml": pyoxigraph.RdfFormat.RDF_XML}


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("second") / "wanzhou-2021.txt"
    path.write_text(SECOND, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def both(second: Path) -> list[Linked]:
    return linked_files([SEED, second])


def canonical(text: str, form: pyoxigraph.RdfFormat) -> pyoxigraph.Dataset:
    found = pyoxigraph.Dataset(pyoxigraph.parse(text.encode("utf-8"), format=form))
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return found


def oxigraph(both: list[Linked], named: bool) -> pyoxigraph.Dataset:
    """The dataset by a way of its own: rdflib's N-Quads, read by pyoxigraph."""
    quads = list(pyoxigraph.parse(dataset(both, DEFAULT_BASE).serialize(format="nquads").encode("utf-8"), format=pyoxigraph.RdfFormat.N_QUADS))
    found = pyoxigraph.Dataset(quads if named else [pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in quads])
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("form", RDF)
def test_rdf_reads_back(both: list[Linked], form: str) -> None:
    text = export(both, DEFAULT_BASE, form)[""]
    found = canonical(text, (NAMED | UNION)[form])
    assert found == oxigraph(both, form in NAMED)
    graphs = {str(quad.graph_name) for quad in found}
    assert len(graphs) == (5 if form in NAMED else 1)  # one a report, one a place for its comparisons, and the description of the whole


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("rdfxml", "xml"), ("nt", "nt")])
def test_rdflib_reads_the_same_graph(second: Path, form: str, name: str) -> None:
    reports = linked_files([second])
    expected = Graph()
    for s, p, o, _ in dataset(reports, DEFAULT_BASE).quads():
        expected.add((s, p, o))
    assert isomorphic(Graph().parse(data=export(reports, DEFAULT_BASE, form)[""], format=name), expected)


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_dataset(both: list[Linked], form: str, name: str) -> None:
    found = Dataset()
    found.parse(data=export(both, DEFAULT_BASE, form)[""], format=name)
    assert set(found.quads()) == set(dataset(both, DEFAULT_BASE).quads())


@pytest.mark.parametrize("base", ["https://example.org/data#", "http://localhost:8000/a/b/"])
def test_other_bases(second: Path, base: str) -> None:
    reports = linked_files([second])
    texts = {form: export(reports, base, form)[""] for form in RDF}
    named = [canonical(texts[form], kind) for form, kind in NAMED.items()]
    joined = [canonical(texts[form], kind) for form, kind in UNION.items()]
    assert named[0] == named[1] == named[2] and joined[0] == joined[1] == joined[2]
    assert any(base in str(quad.subject) for quad in named[0])


def test_json_ld_has_terms_a_person_can_read(both: list[Linked]) -> None:
    document = json.loads(export(both, DEFAULT_BASE, "jsonld")[""])
    context = document["@context"]
    assert all(term.isascii() for term in context)
    assert context["partOf"] == {"@id": "kg:partOf", "@type": "@id"} and context["Project"] == "kg:Project"
    things = {node["@id"]: node for graph in document["@graph"] for node in graph["@graph"]}
    project = things["project/重庆市-渝昆高铁"]
    assert project["@type"] == "Project" and project["label"] == "渝昆高铁" and project["statusYear"] == 2020
    assert "program/重庆市-高铁建设五年行动方案" in project["partOf"]


def test_turtle_is_legible(both: list[Linked]) -> None:
    text = export(both, DEFAULT_BASE, "ttl")[""]
    head, body = text.split("\n\n", 1)
    names = [line.split()[1] for line in head.splitlines()]
    assert names == sorted(names) and {f"{name}:" for name in PREFIXES} <= set(names)
    blocks = body.rstrip("\n").split("\n\n")
    subjects = [block.split(" ", 1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects)) and "\t" not in text
    assert all(block.split(" ", 2)[1] == "a" for block in blocks)
    kinds = list(dict.fromkeys(subject.split(":")[0] for subject in subjects))
    assert kinds.index("report") < kinds.index("project") < kinds.index("mention") < kinds.index("statement")
    short = [subject.split(":")[0] for subject in subjects if not subject.startswith("<")]
    assert len(subjects) - len(short) < 5 and len(set(short)) == sum(a != b for a, b in pairwise(short)) + 1
    project = next(block for block in blocks if block.startswith("project:重庆市-渝昆高铁 a"))
    assert project.splitlines()[1].strip().startswith("rdfs:label") and "<" not in project
    assert subjects.index("mention:重庆市-2020-m9") < subjects.index("mention:重庆市-2020-m10")


@pytest.mark.parametrize("text", ["a .\n\n}\n\tb\t .\n", "@prefix x: <y> .\n", '"""\\\r\n\x7f', "\u2028\u202e\ufeff"])
def test_layout_leaves_literals_alone(text: str) -> None:
    found = Dataset(default_union=True)
    found.graph(URIRef(f"{DEFAULT_BASE}graph/x")).add((URIRef(f"{DEFAULT_BASE}project/x"), KG.text, Literal(text)))
    for form, kind in (NAMED | UNION).items():
        (quad,) = canonical(RDF[form](found, DEFAULT_BASE), kind)
        assert quad.object == pyoxigraph.Literal(text), form


@pytest.mark.parametrize("node", [URIRef("https://example.org/a b"), Literal("\ud800")])
def test_illegal_terms_are_named(node: URIRef | Literal) -> None:
    found = Dataset(default_union=True)
    found.graph(URIRef(f"{DEFAULT_BASE}graph/x")).add((URIRef(f"{DEFAULT_BASE}project/x"), KG.text, node))
    with pytest.raises(TermError, match="no legal RDF"):
        RDF["ttl"](found, DEFAULT_BASE)


def test_networks_open_in_networkx(both: list[Linked]) -> None:
    network = build_network(both)
    graphml = nx.parse_graphml(export(both, DEFAULT_BASE, "graphml")[""], force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(export(both, DEFAULT_BASE, "gexf")[""].encode("utf-8")))
    for found, relation in ((graphml, "type"), (gexf, "relation")):
        assert set(found) == set(network) and found.number_of_edges() == network.number_of_edges()
        node = found.nodes["project/重庆市-渝昆高铁"]
        assert (node["type"], node["label"], node["status"], node["year"]) == ("Project", "渝昆高铁", "ongoing", 2020)
        ties = {data[relation] for _, _, data in found.out_edges("project/重庆市-渝昆高铁", data=True)}
        assert "partOf" in ties
        assert sum(data.get("value") is not None for _, data in found.nodes(data=True)) > 100
    assert "lastmodifieddate" not in export(both, DEFAULT_BASE, "gexf")[""]


def test_csv_headers_suit_neo4j_and_gephi(both: list[Linked]) -> None:
    network = build_network(both)
    texts = export(both, DEFAULT_BASE, "csv")
    nodes = list(csv.DictReader(io.StringIO(texts["nodes.csv"], newline="")))
    edges = list(csv.DictReader(io.StringIO(texts["edges.csv"], newline="")))
    assert {":ID", ":LABEL", "Id", "Label"} <= set(nodes[0])
    assert {":START_ID", ":END_ID", ":TYPE", "Source", "Target", "Type"} <= set(edges[0])
    kinds = {column.rpartition(":")[2] for row in (nodes[0], edges[0]) for column in row if ":" in column}
    assert kinds == {"ID", "LABEL", "START_ID", "END_ID", "TYPE", "int", "double"}
    for rows in (nodes, edges):
        for row in rows:
            assert all(cell == "" or int(cell) is not None for column, cell in row.items() if column.endswith(":int"))
            assert all(cell == "" or float(cell) is not None for column, cell in row.items() if column.endswith(":double"))
    identifiers = {row[":ID"] for row in nodes}
    assert identifiers == set(network) and len(nodes) == len(identifiers) and all(row[":ID"] == row["Id"] for row in nodes)
    assert len(edges) == network.number_of_edges()
    assert all({row[":START_ID"], row[":END_ID"]} <= identifiers and row["Type"] == "Directed" for row in edges)


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-5%以上", "@x", "\tx", "'=1+1", "''@x", "=", "≥", "重庆", "'引", ""])
def test_guard_can_be_taken_away(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert (guard(cell) != cell) == (len(cell) > 1 and cell.lstrip("'")[0] in "=+-@\t")
    written = io.StringIO()
    csv.writer(written).writerow([guard(cell)])
    assert guarded(written.getvalue()) == (guard(cell) != cell)


def test_langextract_documents(both: list[Linked]) -> None:
    lines = langextract(both, DEFAULT_BASE).splitlines()
    assert len(lines) == len(both)
    for line, linked in zip(lines, both, strict=True):
        document = json.loads(line)
        assert list(document) == ["extractions", "text", "document_id"] and document["document_id"] == linked.extraction.report.id
        extraction = linked.extraction
        assert len(document["extractions"]) == len(extraction.mentions) + len(extraction.targets)
        for row in document["extractions"]:
            start, end = row["char_interval"]["start_pos"], row["char_interval"]["end_pos"]
            assert document["text"][start:end] == row["extraction_text"]
            assert all(isinstance(v, str) or all(isinstance(x, str) for x in v) for v in row["attributes"].values())
        ties = sum(len(v) for row in document["extractions"] for k, v in row["attributes"].items() if k.endswith("_ids"))
        assert ties == len(extraction.relations)


def test_adding_and_removing_a_report_gives_the_bytes_from_before(second: Path) -> None:
    """A folder is built anew: nothing of a report stays when its file is gone, and no other report's graph changes."""
    alone, together, again = linked_files([SEED]), linked_files([second, SEED]), linked_files([SEED])
    for form in ("ttl", "nq", "csv", "langextract"):
        first, after = export(alone, DEFAULT_BASE, form), export(again, DEFAULT_BASE, form)
        assert first == after != export(together, DEFAULT_BASE, form)
        assert export(together, DEFAULT_BASE, form) == export(linked_files([SEED, second]), DEFAULT_BASE, form)
    lines = [set(export(reports, DEFAULT_BASE, "nq")[""].splitlines()) for reports in (alone, together)]
    assert lines[0] < lines[1] and all("/graph/万州区-" in line or "/dataset/description>" in line for line in lines[1] - lines[0])


def test_the_same_report_twice_is_refused(second: Path) -> None:
    with pytest.raises(ReadError, match="already the report"):
        linked_files([second, second])


def keys(reports: list[Linked], **wanted: list[str]) -> set[str]:
    return set(build_network(select(reports, wanted, DEFAULT_BASE)))


def test_select_types(both: list[Linked]) -> None:
    network = build_network(both)
    assert keys(both, type=["project"]) == {key for key, data in network.nodes(data=True) if data["type"] == "Project"}
    assert keys(both, type=["Project", "Region"]) == keys(both, type=["Project"]) | keys(both, type=["Region"])
    assert all(data["type"] == "Target" for _, data in build_network(select(both, {"type": ["Target"]}, DEFAULT_BASE)).nodes(data=True))


def test_select_regions(both: list[Linked]) -> None:
    chongqing, fuling = keys(both, region=["重庆市"]), keys(both, region=["涪陵区"])
    assert "region/500102" in fuling and fuling < chongqing
    assert keys(both, region=["500102"]) == keys(both, region=[iri(DEFAULT_BASE, "region/500102")]) == fuling
    assert any(key.startswith("target/重庆市-2020") for key in chongqing)
    assert {key for key in keys(both, region=["万州区"]) if key.startswith("target/")} >= {"target/万州区-2021-t1", "target/万州区-2021-t2"}


def test_select_years(both: list[Linked]) -> None:
    assert "project/重庆市-渝昆高铁" not in keys(both, year=["2021"])
    targets = {data["year"] for _, data in build_network(select(both, {"year": ["2021"], "type": ["Target"]}, DEFAULT_BASE)).nodes(data=True)}
    assert targets == {2021}
    assert keys(both, year=["2019", "2020", "2021"]) == set(build_network(both))


def test_select_neighbourhoods(both: list[Linked]) -> None:
    network = build_network(both).to_undirected()
    near = keys(both, around=["渝昆高铁"])
    assert "project/重庆市-渝昆高铁" in near and near == {
        key for node, data in network.nodes(data=True) if data["label"] == "渝昆高铁" for key in {node, *network.neighbors(node)}
    }
    assert near < keys(both, around=["渝昆高铁"], depth=["2"])
    assert keys(both, around=["渝昆高铁"], depth=["2"], type=["Program"]) == {
        key for key in keys(both, around=["渝昆高铁"], depth=["2"]) if key.startswith("program/")
    }


def test_a_part_holds_only_the_sentences_it_needs(both: list[Linked]) -> None:
    part = select(both, {"around": ["渝昆高铁"]}, DEFAULT_BASE)
    found, whole = dataset(part, DEFAULT_BASE, part=True), dataset(both, DEFAULT_BASE)
    assert set(found.triples((None, None, None))) < set(whole.triples((None, None, None)))
    sentences = set(found.subjects(None, whole.namespace_manager.expand_curie("kg:Sentence")))
    assert 0 < len(sentences) < 10
    assert all(list(found.triples((None, None, sentence))) for sentence in sentences)
    for form, kind in (NAMED | UNION).items():
        assert len(canonical(export(part, DEFAULT_BASE, form, part=True)[""], kind)) > 20


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"type": ["Railway"]}, "Railway.*Program, Project"),
        ({"region": ["东京"]}, "东京.*no such region"),
        ({"year": ["1999"]}, "1999.*2019, 2020, 2021"),
        ({"year": ["今年"]}, "今年.*whole number"),
        ({"around": ["渝昆铁路"]}, "near it are 渝昆高铁"),
        ({"around": ["渝昆高铁"], "depth": ["-1"]}, "depth=-1"),
        ({"depth": ["2"]}, "add around"),
        ({"colour": ["red"]}, "no such key"),
        ({"type": ["Person"], "around": ["渝昆高铁"]}, "type=Person around=渝昆高铁"),
    ],
)
def test_unknown_parts_are_named(both: list[Linked], wanted: dict[str, list[str]], says: str) -> None:
    with pytest.raises(SelectionError, match=says):
        select(both, wanted, DEFAULT_BASE)


def test_what_xml_cannot_hold_is_named() -> None:
    with pytest.raises(ExportError, match=r"U\+000C"):
        xml("a\fb")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", "export", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, **environment}, timeout=120, check=False)


@pytest.mark.parametrize("form", ["trig", "gexf", "rdfxml"])
def test_other_processes_write_the_same_bytes(second: Path, form: str) -> None:
    first, other = (run(str(second), "--format", form, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0 and first.stdout == other.stdout and len(first.stdout) > 1000


def test_command(second: Path, tmp_path: Path) -> None:
    done = run(str(second), "--format", "csv", "-o", str(tmp_path / "tables"), "--select", "year=2021", "--select", "type=Target")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == ["edges.csv", "nodes.csv"]
    for arguments, says in (
        ([str(second), "--format", "csv"], "-o FOLDER"),
        ([str(second), "--format", "ttl", "-o", str(tmp_path)], "is a folder"),
        ([str(second), "--format", "ttl", "--select", "Project"], "KEY=VALUE"),
        ([str(second), "--format", "ttl", "--select", "type=Railway"], "Railway"),
        (["nowhere", "--format", "ttl"], "nowhere"),
        (["output/graph.ttl", "--format", "trig"], "made from reports"),
    ):
        failed = run(*arguments)
        error = failed.stderr.decode("utf-8")
        assert failed.returncode == 2 and says in error and error.count("\n") == 1 and "Traceback" not in error
