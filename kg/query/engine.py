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

from kg.errors import KgError
from kg.graph.dataset import prefixes
from kg.linking.iris import DEFAULT_BASE

Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
USED = re.compile(r"(?<![\w<:?$\"'])([A-Za-z][\w-]*):(?=[\w%])")
UPDATES = re.compile(r"^\s*(?:(?:PREFIX|BASE)[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
MASKED = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
KNOWN = prefixes(DEFAULT_BASE)
VARIABLE = re.compile(r"^[A-Za-z_]\w*$")


class QueryError(KgError, ValueError):
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
    body = MASKED.sub(" ", question)
    if re.search(r"\bSERVICE\b", body, re.IGNORECASE):
        raise QueryError("SERVICE is refused: a question reads only the built graph")
    declared = set(DECLARED.findall(question))
    missing = sorted({p for p in USED.findall(body) if p not in declared})
    unknown = [p for p in missing if p not in KNOWN]
    if unknown:
        raise QueryError(f"prefix {unknown[0]}: is not declared; add a line PREFIX {unknown[0]}: <…>")
    lines = "".join(f"PREFIX {p}: <{KNOWN[p]}> " for p in missing)
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
    bound: list[tuple[str, str]] = []
    for name, value in sorted((parameters or {}).items()):
        if not VARIABLE.match(name):
            raise QueryError(f"parameter {name!r} is no variable name")
        if not re.search(rf"[?$]{name}\b", question):
            raise QueryError(f"the question has no variable ?{name}")
        bound.append((name, str(term(value))))
    whole = prepare(bind(question, bound) if bound else question)
    try:
        return store.query(whole, use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the question cannot be answered: {str(error).splitlines()[0][:200]}") from None


def bind(question: str, bound: list[tuple[str, str]]) -> str:
    """The question with a VALUES block at the head of its first group; terms come escaped from the RDF library."""
    masked = MASKED.sub(lambda m: " " * len(m[0]), question)
    opening = masked.find("{")
    if opening < 0:
        raise QueryError("the question has no { … } group to bind parameters in")
    names = " ".join(f"?{name}" for name, _ in bound)
    values = " ".join(value for _, value in bound)
    return f"{question[: opening + 1]} VALUES ({names}) {{ ({values}) }} {question[opening + 1 :]}"


def term(value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """A parameter's value as an RDF term: <iri>, a whole number, else a plain string."""
    if value.startswith("<") and value.endswith(">"):
        return pyoxigraph.NamedNode(value[1:-1])
    if re.fullmatch(r"[+-]?\d{1,18}", value):
        return pyoxigraph.Literal(int(value))
    return pyoxigraph.Literal(value)
