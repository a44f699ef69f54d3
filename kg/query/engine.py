"""Questions are answered by Oxigraph over a Turtle file; only reading is allowed.

A question is parsed with rdflib's SPARQL 1.1 grammar first, so that errors name the line, and what would leave the graph
(SERVICE, FROM, updates) is refused before anything is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph
from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.ontology.namespaces import PREFIXES

Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
USED = re.compile(r"(?<![\w<:/?$\"'])([A-Za-z][\w-]*):(?=[A-Za-z_\u4e00-\u9fff])")
UPDATES = re.compile(r"^\s*(?:(?:PREFIX|BASE)[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
VARIABLE = re.compile(r"^[A-Za-z_]\w*$")


class QueryError(ValueError):
    """A question cannot be asked; the message says why and, where known, in which line."""


def load(path: Path) -> pyoxigraph.Store:
    """A store with the triples of an RDF file (by its ending: .ttl, .nt, .nq, .trig, .rdf, .jsonld).

    Raises:
        QueryError: if the file is missing or does not parse.
    """
    if not path.is_file():
        raise QueryError(f"{path}: no such graph; run `kg build` first or name one with --data")
    kind = pyoxigraph.RdfFormat.from_extension(path.suffix.lstrip("."))
    if kind is None:
        raise QueryError(f"{path}: no RDF format has the ending {path.suffix!r}; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=str(path), format=kind)
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"{path}: is not valid RDF ({error}); build it again") from None
    return store


def prepare(question: str) -> str:
    """The question with the known prefixes that it uses but does not declare; refused if it is no reading question.

    Raises:
        QueryError: if it does not parse, uses an unknown prefix, or asks for more than reading the graph.
    """
    if match := UPDATES.search(re.sub(r"#[^\n<>]*\n", "\n", question)):
        raise QueryError(f"{match[1].upper()} is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    body = re.sub(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|(?m:^\s*#.*$)", " ", question)
    declared = set(DECLARED.findall(question))
    missing = sorted({p for p in USED.findall(body) if p not in declared})
    unknown = [p for p in missing if p not in PREFIXES]
    if unknown:
        raise QueryError(f"prefix {unknown[0]}: is not declared; add a line PREFIX {unknown[0]}: <…>")
    lines = "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing)
    whole = lines + question
    try:
        tree = parseQuery(whole)
    except ParseException as error:
        raise QueryError(f"line {error.lineno}: the question does not parse near {error.line.strip()[:60]!r}") from None
    except Exception as error:  # the grammar's own actions raise bare exceptions on odd input
        raise QueryError(f"the question does not parse: {error}") from None
    _refuse(tree)
    return whole


def _refuse(node: object) -> None:
    if isinstance(node, CompValue):
        if node.name == "ServiceGraphPattern":
            raise QueryError("SERVICE is refused: a question reads only the built graph")
        if node.name == "DatasetClause" or "datasetClause" in node:
            raise QueryError("FROM is refused: a question reads only the built graph")
        for value in node.values():
            _refuse(value)
    elif hasattr(node, "__iter__") and not isinstance(node, str):
        for value in node:
            _refuse(value)


def ask(store: pyoxigraph.Store, question: str, parameters: Mapping[str, str] | None = None) -> Result:
    """The answer of a store. Parameters are bound as variables, never pasted into the text.

    Raises:
        QueryError: see :func:`prepare`; also if a parameter's name is no variable or evaluation fails.
    """
    whole = prepare(question)
    bound: dict[pyoxigraph.Variable, pyoxigraph.NamedNode | pyoxigraph.Literal] = {}
    for name, value in (parameters or {}).items():
        if not VARIABLE.match(name):
            raise QueryError(f"parameter {name!r} is no variable name")
        if not re.search(rf"[?${{}}]{name}\b", whole):
            raise QueryError(f"the question has no variable ?{name}")
        bound[pyoxigraph.Variable(name)] = term(value)
    try:
        return store.query(whole, substitutions=bound, use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the question cannot be answered: {error}") from None


def term(value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """A parameter's value as an RDF term: <iri>, a whole number, else a plain string."""
    if value.startswith("<") and value.endswith(">"):
        return pyoxigraph.NamedNode(value[1:-1])
    if re.fullmatch(r"[+-]?\d{1,18}", value):
        return pyoxigraph.Literal(int(value))
    return pyoxigraph.Literal(value)
