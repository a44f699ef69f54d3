"""The W3C SPARQL 1.1 test suite (https://www.w3.org/2009/sparql/docs/tests/): its manifests, its data as one data set, its expected answers.

The suite is not part of this project: `make w3c` fetches the copy that the source distribution of rdflib carries, pinned by its digest.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

SUITE = Path(__file__).parents[2] / ".w3c" / "sparql11"
# Where the tests lie in the names of graphs, and so in the answers.
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
# The groups that the suite names for the query language and the forms of results; federation for its refusal.
GROUPS = (
    "aggregates", "bind", "bindings", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res", "negation",
    "project-expression", "property-path", "service", "subquery", "syntax-fed", "syntax-query",
)  # fmt: skip
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
EVALUATED = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
REFUSED = {MF.NegativeSyntaxTest11}
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{kind}" for kind in ("integer", "decimal", "float", "double")}
FROM = re.compile(r"^\s*FROM\s+(?:NAMED\s+)?<(\w[\w.]*)>", re.IGNORECASE | re.MULTILINE)
# What a blank node is called where answers are compared without knowing which is which.
ANY = "_"

Value = pyoxigraph.Triple | NamedNode | BlankNode | Literal
Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A test: the question, the files of its data set, and the file of the expected answer (none for a test of syntax)."""

    name: str
    question: Path
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    answer: Path | None
    refused: bool

    @property
    def files(self) -> set[Path]:
        """The files of its data set, those too that the question itself names with FROM."""
        own = {self.question.parent / name for name in FROM.findall(self.question.read_text(encoding="utf-8"))}
        return {*self.default, *self.named, *(file for file in own if file.is_file())}

    @property
    def text(self) -> str:
        """The question, with its own place as the base of its names."""
        return f"BASE <{graph_name(self.question)}> {self.question.read_text(encoding='utf-8')}"


def graph_name(path: Path) -> str:
    """The name of the graph that a file of the suite holds."""
    return HOME + path.relative_to(SUITE).as_posix()


def cases() -> Iterator[Case]:
    """The tests of all groups, in the order of their manifests."""
    for group in GROUPS:
        manifest = SUITE / group / "manifest.ttl"
        graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
        entries = graph.value(graph.value(predicate=RDF.type, object=MF.Manifest), MF.entries)
        assert entries is not None
        for entry in Collection(graph, entries):
            action = graph.value(entry, MF.action)
            kinds = set(graph.objects(entry, RDF.type))
            if action is None:
                continue
            evaluated = bool(kinds & EVALUATED)
            answer = graph.value(entry, MF.result)
            yield Case(
                name=f"{group}/{str(entry).rpartition('#')[2]}",
                question=_path(graph.value(action, QT["query"]) if evaluated else action),
                default=tuple(_path(file) for file in graph.objects(action, QT.data)),
                named=tuple(sorted(_path(file) for file in graph.objects(action, QT.graphData))),
                answer=_path(answer) if evaluated else None,
                refused=bool(kinds & REFUSED),
            )


def _path(node: object) -> Path:
    assert isinstance(node, URIRef), node
    return Path(str(node).removeprefix("file://"))


def data_set(wanted: Iterable[Case]) -> tuple[pyoxigraph.Dataset, set[str]]:
    """The data of all tests, each file a named graph of its own; and the names of those that are not empty."""
    files = {file for case in wanted for file in case.files}
    found, names = pyoxigraph.Dataset(), set()
    for file in sorted(files):
        name = graph_name(file)
        kind = RdfFormat.from_extension(file.suffix[1:])
        for quad in pyoxigraph.parse(path=str(file), format=kind, base_iri=name, rename_blank_nodes=True):
            found.add(pyoxigraph.Quad(*quad.triple, NamedNode(name)))
            names.add(name)
    return found, names


def rows(data: bytes, form: QueryResultsFormat) -> bool | Counter[Row]:
    """An answer as the rows it has, or as yes or no; numbers by their value, blank nodes by the rows they stand in."""
    result = pyoxigraph.parse_query_results(data, form)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return bool(result)
    names = [variable.value for variable in result.variables]
    return _alike([{name: row[name] for name in names if row[name] is not None} for row in result])


def columns(data: bytes) -> Counter[Row]:
    """An answer in CSV, which tells no kinds of values."""
    found = [{name: value for name, value in row.items() if value} for row in csv.DictReader(io.StringIO(data.decode("utf-8")))]
    return Counter(tuple(sorted((name, ANY if value.startswith("_:") else _number(value)) for name, value in row.items())) for row in found)


def expected(case: Case) -> bool | Counter[Row] | pyoxigraph.Dataset:
    """The answer that the suite expects: rows, yes or no, or a graph."""
    assert case.answer is not None
    data = case.answer.read_bytes()
    if case.answer.suffix == ".csv":
        return columns(data)
    if (form := QueryResultsFormat.from_extension(case.answer.suffix[1:])) is not None:
        return rows(data, form)
    kind = RdfFormat.from_extension(case.answer.suffix[1:])
    triples = list(pyoxigraph.parse(data, kind, base_iri=graph_name(case.answer)))
    if any(quad.object == NamedNode(str(RS.ResultSet)) for quad in triples):
        return _listed(pyoxigraph.Store(), triples)
    return graph(triples)


def graph(quads: Iterable[pyoxigraph.Quad]) -> pyoxigraph.Dataset:
    """A graph in its canonical form, in which equal graphs are equal."""
    found = pyoxigraph.Dataset(pyoxigraph.Quad(*quad.triple) for quad in quads)
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return found


def _listed(store: pyoxigraph.Store, triples: list[pyoxigraph.Quad]) -> bool | Counter[Row]:
    """Rows that are written down in RDF (the result set vocabulary of the working group)."""
    store.extend(triples)
    truth = store.query(f"SELECT ?t {{ ?r <{RS.boolean}> ?t }}")
    for row in truth:
        return bool(row["t"].value == "true")
    found: dict[str, dict[str, Value]] = {}
    for row in store.query(f"SELECT ?s ?n ?v {{ ?s <{RS.binding}> [ <{RS.variable}> ?n ; <{RS.value}> ?v ] }}"):
        found.setdefault(str(row["s"]), {})[row["n"].value] = row["v"]
    return _alike(list(found.values()))


def _alike(found: list[dict[str, Value]]) -> Counter[Row]:
    """Rows in a form that is the same for the same rows: a blank node is told by the whole of what is said of it."""
    said: dict[str, list[str]] = {}
    for row in found:
        for name, value in row.items():
            if isinstance(value, BlankNode):
                said.setdefault(value.value, []).append(repr((name, sorted((n, _term(v, {})) for n, v in row.items()))))
    names = {node: f"{ANY}{sorted(places)}" for node, places in said.items()}
    return Counter(tuple(sorted((name, _term(value, names)) for name, value in row.items())) for row in found)


def _term(value: Value, names: dict[str, str]) -> str:
    if isinstance(value, BlankNode):
        return names.get(value.value, ANY)
    if isinstance(value, Literal) and value.datatype.value in NUMBERS:
        return f"{_number(value.value)}^^{value.datatype.value}"
    return str(value)


def _number(text: str) -> str:
    try:
        return f"{Decimal(text).normalize() + 0:f}"
    except InvalidOperation:
        return text
