"""The shapes: a graph that obeys them all, one that breaks each, pySHACL as witness, and the command."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH

from kg.cli import main
from kg.extraction.pipeline import extract
from kg.graph import statements, vocabulary
from kg.graph.dataset import build_dataset, report_statements
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.ontology.page import ontology
from kg.reading.structure import parse
from kg.validation.check import sentence_of, violations
from kg.validation.rules import Rule, ShapeError, rules, rules_of

from .conftest import ROOT, SEED
from .test_contract import PIECES

TABLES = ROOT / "tests" / "tables"
GOOD = (TABLES / "good.ttl").read_text(encoding="utf-8")
CASES = tomllib.loads((TABLES / "bad.toml").read_text(encoding="utf-8"))["case"]
SHAPES = Graph().parse(data=(files("kg.validation") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
VOCABULARY = ontology()
CORE = [rule for rule in rules() if rule.component != "sparql"]
DATA = "https://w3id.org/govreport/x/"
STRAY = URIRef(f"{DATA}stray")


def named(rule: Rule) -> str:
    return "-".join(part.replace("/", "#").rpartition("#")[2] for part in (rule.shape, rule.path or "itself", rule.component))


def store_of(turtle: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def asked(graph: Graph, rule: Rule) -> bool:
    store = store_of((graph + VOCABULARY).serialize(format="turtle"))
    return any(True for _ in store.query(rule.question))  # type: ignore[union-attr]


def focus(graph: Graph, rule: Rule) -> Iterator[URIRef]:
    """The nodes of a graph that the rule's shape is about."""
    shape = URIRef(rule.shape)
    for target in SHAPES.objects(shape, SH.targetClass):
        for kind in {target, *VOCABULARY.transitive_subjects(RDFS.subClassOf, target)}:
            yield from sorted(graph.subjects(RDF.type, kind))
    for target in SHAPES.objects(shape, SH.targetSubjectsOf):
        yield from sorted(graph.subjects(target, None))


def break_core(graph: Graph, rule: Rule) -> None:
    """Change the graph so that it breaks a core constraint."""
    if rule.path is None:
        node = BNode() if rule.component == "nodeKind" else STRAY
        for target in SHAPES.objects(URIRef(rule.shape), SH.targetClass):
            graph.add((node, RDF.type, target))
        for target in SHAPES.objects(URIRef(rule.shape), SH.targetSubjectsOf):
            graph.add((node, target, URIRef(f"{DATA}huawei")))
        return
    path = URIRef(rule.path)
    candidates = [n for n in focus(graph, rule) if (n, path, None) in graph]
    node = candidates[0]
    if rule.component in ("minCount", "lessThan", "lessThanOrEquals"):
        graph.remove((node, path, None))
    wrong = {
        "class": [STRAY],
        "datatype": [Literal("x", datatype=URIRef("urn:other"))],
        "nodeKind": [Literal("x")],
        "in": [Literal("nonsense")],
        "pattern": [Literal("!!")],
        "minInclusive": [Literal(-(10**9))],
        "maxInclusive": [Literal(10**9)],
        "lessThan": [Literal(10**9)],
        "lessThanOrEquals": [Literal(10**9)],
        "maxCount": [URIRef(f"urn:more:{n}") for n in range(3)],
    }
    for value in wrong.get(rule.component, []):
        graph.add((node, path, value))


def test_the_good_graph_obeys() -> None:
    assert violations(store_of(GOOD)) == ()


@pytest.mark.parametrize("rule", CORE, ids=named)
def test_core_rules_can_be_broken_and_kept(rule: Rule) -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    if rule.path is not None:
        assert any((node, URIRef(rule.path), None) in graph for node in focus(graph, rule)), "the good example has nothing to check"
    assert not asked(graph, rule)
    break_core(graph, rule)
    assert asked(graph, rule)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["rule"])
def test_sparql_rules_can_be_broken(case: dict[str, str]) -> None:
    assert case["old"] in GOOD
    found = violations(store_of(GOOD.replace(case["old"], case["new"], 1)))
    assert case["rule"] in {v.rule.messages[1] for v in found}


def test_every_sparql_rule_has_a_bad_example() -> None:
    assert sorted(r.messages[1] for r in rules() if r.component == "sparql") == sorted(c["rule"] for c in CASES)


def test_every_class_has_a_shape() -> None:
    shaped = set(SHAPES.objects(None, SH.targetClass))
    for term in VOCABULARY.subjects(RDF.type, OWL.Class):
        if isinstance(term, URIRef):
            assert shaped & {term, *VOCABULARY.objects(term, RDFS.subClassOf)}, term


def witness(graph: Graph) -> set[tuple[str, str, str]]:
    """Focus node, path and component of pySHACL's results."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=VOCABULARY)
    assert isinstance(results, Graph)
    found = set()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        component = str(results.value(result, SH.sourceConstraintComponent)).partition("#")[2].removesuffix("ConstraintComponent")
        node, path = results.value(result, SH.focusNode), results.value(result, SH.resultPath)
        found.add(("" if isinstance(node, BNode) else str(node), str(path or "") if component != "SPARQL" else "", component.lower()))
    return found


def ours(graph: Graph) -> set[tuple[str, str, str]]:
    found = violations(store_of(graph.serialize(format="turtle")))
    return {("" if v.node.startswith("_:") else v.node.strip("<>"), v.rule.path or "", v.rule.component.lower()) for v in found}


@pytest.mark.parametrize("removed", [True, False], ids=["missing", "wrong"])
def test_pyshacl_finds_the_same_core_violations(removed: bool) -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    for rule in CORE:
        if (rule.component == "minCount") == removed:
            break_core(graph, rule)
    found = ours(graph)
    assert len(found) > 50
    assert found == witness(graph)


def test_pyshacl_finds_the_same_sparql_violations() -> None:
    text = GOOD
    for case in CASES:
        assert case["old"] in text
        text = text.replace(case["old"], case["new"], 1)
    graph = Graph().parse(data=text, format="turtle")
    assert ours(graph) == witness(graph)


def test_unknown_components_are_no_silent_pass() -> None:
    shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:minLength 3 ] ."
    with pytest.raises(ShapeError, match="minLength"):
        rules_of(Graph().parse(data=shapes, format="turtle"))


def test_violations_are_told_in_words_with_the_sentence() -> None:
    store = store_of(GOOD.replace('"乙铁路" ; kg:start 19 ; kg:end 22 ; ', '"乙铁路" ; kg:start 19 ; kg:end 22 ; kg:confidence 1.3 ; '))
    found = next(v for v in violations(store) if v.rule.component == "maxInclusive")
    assert found.chinese == "x/m2：置信度 kg:confidence 须不大于 1，现为 1.3"
    assert found.english == "x/m2: confidence kg:confidence must be at most 1, but is 1.3"
    assert sentence_of(store, found.node) == "华为建设的甲铁路、乙铁路开工，投资2万元。"


def test_refused_build_leaves_the_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def spoiled(linked: Linked, base: str) -> list[statements.Statement]:
        return [*report_statements(linked, base), (statements.named(f"{base}report/x"), vocabulary.RDF.type, vocabulary.KG.Report)]

    (tmp_path / "graph.ttl").write_text("old", encoding="utf-8")
    monkeypatch.setattr("kg.corpus.prepare.report_statements", spoiled)
    assert main(["build", str(SEED), "-o", str(tmp_path)]) == 2
    assert "violates its shapes" in capsys.readouterr().err
    # The lock of the output stays; it is no output.
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir() if p.is_file() and not p.name.startswith(".")} == {"graph.ttl": "old"}


def build(text: str) -> str:
    return write_turtle(build_dataset([link(extract(parse(text, "x.txt")))], DEFAULT_BASE), DEFAULT_BASE)


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_no_report_is_refused(text: str) -> None:
    assert violations(store_of(build(text))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "持续开展“平安行?你我他”行动。建设“一老一小”项目。",
        "上云企业突破1万家。“上云”企业达到2万家。",
        "二、2020年工作安排\n地区生产总值增长6%—7%，居民收入增长与经济增长同步，到2035年GDP突破10万亿元。",
        "粮食产量达到30亿斤，PM2.5平均浓度下降3％，处理50亿次。",
    ],
)
def test_odd_reports_are_not_refused(text: str) -> None:
    assert violations(store_of(build(f"甲县政府工作报告\n{text}\n"))) == ()


def test_command(tmp_path: Path) -> None:
    from .test_cli import run

    good, bad, broken, empty = (tmp_path / f"{name}.ttl" for name in ("good", "bad", "broken", "empty"))
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(GOOD.replace("kg:characters 40", "kg:characters 0"), encoding="utf-8")
    broken.write_text("<urn:a> <urn:b>", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    done = run("validate", str(good))
    assert done.returncode == 0 and "obeys all" in done.stdout and "符合" in done.stdout
    done = run("validate", str(bad))
    assert done.returncode == 1 and "字符数 kg:characters 须不小于 1，现为 0" in done.stdout and "1 violations" in done.stdout
    for path, says in ((broken, "not valid RDF"), (empty, "no triples"), (tmp_path / "none.ttl", "no such file")):
        done = run("validate", str(path))
        assert done.returncode == 2 and says in done.stderr and done.stderr.count("\n") == 1
