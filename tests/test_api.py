"""The Python interface: what docs/python.md shows runs, notebooks are shown escaped text, missing pandas is one clear sentence."""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset
from rdflib.namespace import RDF

import kg
from kg.exporting.rdf import ExportError
from kg.exporting.selection import SelectionError
from kg.graph.turtle import write_turtle
from kg.notebook import table
from kg.ontology.namespaces import KG

from .conftest import ROOT, SEED


@pytest.fixture(scope="module")
def graph() -> kg.ReportGraph:
    return kg.build(SEED)


def test_documentation_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, globs={"folder": tmp_path}, encoding="utf-8", optionflags=doctest.ELLIPSIS
    )
    assert result.attempted > 15 and result.failed == 0


def test_extract_takes_a_path_or_a_report() -> None:
    assert kg.extract(SEED) == kg.extract(str(SEED)) == kg.extract(kg.read(SEED))


def test_build_takes_paths_and_folders(graph: kg.ReportGraph) -> None:
    assert kg.build(SEED.parent).reports == kg.build([str(SEED)]).reports == graph.reports
    with pytest.raises(kg.ReadError, match="nowhere"):
        kg.build("nowhere")


def test_dataset_and_network_agree(graph: kg.ReportGraph) -> None:
    assert isinstance(graph.dataset, Dataset) and graph.dataset is graph.dataset
    network = graph.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert {str(s).removeprefix(graph.base) for s in graph.dataset.subjects(RDF.type, KG.Project)} == {
        key for key, data in network.nodes(data=True) if data["type"] == "Project"
    }
    assert set(kg.build_dataset(graph.reports, graph.base).quads()) == set(graph.dataset.quads())


def test_frames_hold_every_record(graph: kg.ReportGraph) -> None:
    frames, (linked,) = graph.frames(), graph.reports
    extraction = linked.extraction
    assert len(frames.entities) == len(linked.entities) and len(frames.targets) == len(extraction.targets)
    assert len(frames.mentions) == len(extraction.mentions) and len(frames.relations) == graph.network().number_of_edges()
    assert set(frames.mentions["key"]) == set(frames.entities["key"])
    assert set(frames.relations["head"]) | set(frames.relations["tail"]) <= set(frames.entities["key"]) | set(frames.targets["key"])
    text = extraction.report.text
    assert all(text[row.start : row.end] == row.text for row in frames.mentions.itertuples())
    assert str(frames.targets["value"].dtype) == "Float64" and str(frames.entities["year"].dtype) == "Int64"
    empty = graph.select(type="Person", year=2020) if "Person" in graph.counts() else graph.select(type="Event")
    assert list(empty.frames().targets.columns) == list(frames.targets.columns)


def test_without_pandas_one_sentence(graph: kg.ReportGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'kg\[frames\]'"):
        graph.frames()


def test_select_is_a_graph_again(graph: kg.ReportGraph) -> None:
    part = graph.select(type=["Project", "Program"], year=2020)
    assert set(part.network()) < set(graph.network()) and "part of" in repr(part)
    assert len(part.dataset) < len(graph.dataset)
    with pytest.raises(SelectionError, match="1999"):
        graph.select(year=1999)


def test_write(graph: kg.ReportGraph, tmp_path: Path) -> None:
    assert graph.write(tmp_path / "x.nt", "nt") == [tmp_path / "x.nt"]
    assert graph.write(tmp_path / "x.ttl", "ttl") and (tmp_path / "x.ttl").read_text(encoding="utf-8") == write_turtle(graph.dataset, graph.base)
    assert graph.write(tmp_path, "csv") == [tmp_path / "nodes.csv", tmp_path / "edges.csv"]
    with pytest.raises(ExportError, match="ttl, trig"):
        graph.write(tmp_path / "x", "word")


def test_short_in_a_terminal_and_a_notebook(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("<b>政府工作报告\n各位代表：\n一、2019年<i>工作回顾\n实施“<script>alert(1)</script>”工程。\n", encoding="utf-8")
    graph = kg.build(path)
    (linked,) = graph.reports
    for shown in (linked.extraction.report, linked.extraction, graph):
        assert len(repr(shown)) < 200 and repr(shown).startswith(f"<{type(shown).__name__} ")
        assert "<table>" in shown._repr_html_() and not {"<script", "<i>"} & set(re.findall("<[a-z]+>?", shown._repr_html_()))
    assert "&lt;script&gt;" in graph._repr_html_() and "&lt;script&gt;" in linked.extraction._repr_html_()
    assert len(repr(linked)) < 200
    assert table("<b>", ["<a>"], [["&", 1]]) == (
        "<p><b>&lt;b&gt;</b></p><table><thead><tr><th>&lt;a&gt;</th></tr></thead><tbody><tr><td>&amp;</td><td>1</td></tr></tbody></table>"
    )
