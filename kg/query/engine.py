"""Questions are answered by Oxigraph; only reading is allowed, and nothing outside the given graph is read.

Oxigraph's own parser is the only one on the usual way. Only a question with the word SERVICE or FROM is parsed with rdflib's
SPARQL 1.1 grammar as well, to tell the keyword from a word in a text: Oxigraph would carry SERVICE out, and would take FROM
with a graph that it does not have for an empty graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import KgError
from kg.linking.iris import DEFAULT_BASE
from kg.ontology.namespaces import prefixes

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
OUTWARD = re.compile(r"(?<![?$\w])(?:SERVICE|FROM)\b", re.IGNORECASE)
UPDATES = re.compile(
    r"^\s*+(?:(?:PREFIX\s++[^\s<]*+\s*+|BASE\s*+)<[^<>]*+>\s*+|#[^\n]*+\n\s*+)*+(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
# IRIs, strings and comments; a string that is not closed goes to the end of its line, a long one to that of the question.
MASKED = re.compile(
    r"<[^<>\s]*+>|(?P<long>\"{3}|'{3})(?:[^\"'\\]|\\.|(?!(?P=long))[\"'])*+(?:(?P=long))?"
    r"|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|#[^\n]*+",
    re.DOTALL,
)
PLACE = re.compile(r"error at (\d+):(\d+)")
KNOWN = prefixes(DEFAULT_BASE)
VARIABLE = re.compile(r"[A-Za-z_]\w*")
SURROGATE = re.compile("[\ud800-\udfff]")
NEAR = 60
# Oxigraph's parser and planner call themselves for each bracket, operator and pattern: some thousands of them end the process,
# some hundreds take minutes.
STEP = re.compile(r"[{!/|^;&*+-]|\.(?!\d)|<<|\b(?:BIND|FILTER)\b", re.IGNORECASE)
NAMED = re.compile(r":[\w.%-]*+")
STEPS = 200
DEEPEST = 100
# Questions of which it is remembered what their text shows: the library has fewer.
KEPT = 64
BRACKETS = "[({"
SIGNS = (*"{!/|^;&*+-.<", "BIND", "FILTER")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a question's text shows before it is asked.

    Attributes:
        outward: whether SERVICE or FROM may stand in it as keywords.
        prefixes: those of our prefixes that it may use, with their IRIs.
    """

    outward: bool
    prefixes: dict[str, str]


class QueryError(KgError, ValueError):
    """A question cannot be asked; the message says why and, where known, in which line."""


def ask(
    store: pyoxigraph.Store,
    question: str,
    parameters: Mapping[str, str] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Result:
    """The answer of a store. Parameters are bound as variables, never pasted into the text.

    Graphs may be chosen with FROM or as the SPARQL 1.1 Protocol has it (section 2.1.4); else the union of all graphs is asked.

    Raises:
        QueryError: if the question does not parse, is too long or too deep, uses an unknown prefix, asks for more than reading the store,
            names a graph that the store does not have, or if a parameter's name is no variable of it or its value no term.
    """
    known = _known(question)
    union = not (default_graphs or named_graphs)
    if known.outward and _chooses_graphs(store, question):
        union = False
    chosen: dict[str, list[pyoxigraph.NamedNode]] = {}
    if default_graphs or named_graphs:
        _refuse_unknown(store, [*default_graphs, *named_graphs])
        chosen = {"default_graph": [pyoxigraph.NamedNode(g) for g in default_graphs], "named_graphs": [pyoxigraph.NamedNode(g) for g in named_graphs]}
    whole = bind(question, parameters) if parameters else question
    try:
        return store.query(whole, base_iri=DEFAULT_BASE, prefixes=known.prefixes, use_default_graph_as_union=union, **chosen)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise QueryError(_explained(question, whole, str(error))) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the question cannot be answered: {str(error).splitlines()[0][:200]}") from None


def _explained(question: str, whole: str, message: str) -> str:
    """What is wrong with a question, from the place where Oxigraph's parser stopped."""
    if match := UPDATES.match(question):
        return f"{match[1].upper()} is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
    place = PLACE.search(message)
    if place is None:
        return f"the question does not parse: {message.splitlines()[0][:200]}"
    number, column = int(place[1]), int(place[2])
    line = (whole.split("\n") + [""])[number - 1]
    if "Prefix not found" in message and (used := re.search(r"([\w.-]*):[\w%.-]*\s*$", line[: column - 1])):
        return f"line {number}: prefix {used[1]}: is not declared; add a line PREFIX {used[1]}: <…>"
    near = line[max(0, column - 1 - NEAR // 2) :].strip()[:NEAR]
    if "unbound" in message:
        return f"line {number}: SELECT names a variable that the question neither groups by nor binds"
    return f"line {number}: the question does not parse near {near!r}" if near else f"line {number}: the question ends too early"


@lru_cache(maxsize=KEPT)
def _known(question: str) -> _Known:
    """What is known of a question's text; one of the library would need a third of its time for it each time.

    Raises:
        QueryError: if it is too long or too deep to be parsed and planned.
    """
    upper = question.upper()
    _refuse_endless(question, upper)
    return _Known(
        outward=("FROM" in upper or "SERVICE" in upper) and OUTWARD.search(question) is not None,
        prefixes={prefix: name for prefix, name in KNOWN.items() if f"{prefix}:" in question},
    )


def _refuse_endless(question: str, upper: str) -> None:
    """Refuse what is too long or too deep to be parsed and planned; `upper` is the question in capitals."""
    # what has too few of the signs, those in names and texts included, need not be read
    if sum(map(upper.count, BRACKETS)) <= DEEPEST and sum(map(upper.count, SIGNS)) <= STEPS:
        return
    body = MASKED.sub(" ", question)
    if len(STEP.findall(NAMED.sub(" ", body))) > STEPS:
        raise QueryError(f"the question has more than {STEPS} patterns and operators; ask in parts, or give many values with VALUES")
    depth = 0
    for bracket in re.findall(r"[][(){}]", body):
        depth += 1 if bracket in "({[" else -1
        if depth > DEEPEST:
            raise QueryError(f"the question has brackets more than {DEEPEST} deep; ask in parts")


def _chooses_graphs(store: pyoxigraph.Store, question: str) -> bool:
    """Refuse SERVICE, and FROM with a graph that the store does not have; true if FROM chooses graphs."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translatePrologue
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(declared(question))
        prologue = translatePrologue(tree[0], DEFAULT_BASE)
    except ParseException as error:
        raise QueryError(f"line {error.lineno}: the question does not parse near {error.line.strip()[:NEAR]!r}") from None
    except RecursionError:
        raise QueryError("the question is nested too deeply to be checked for SERVICE and FROM, which are refused") from None
    except Exception as error:  # the grammar's own actions raise bare exceptions on odd input
        raise QueryError(f"the question does not parse: {error}") from None
    chosen = False
    for node in _nodes(tree):
        if node.name == "ServiceGraphPattern":
            raise QueryError("SERVICE is refused: a question reads only the built graph")
        if node.name == "DatasetClause":
            _refuse_unknown(store, [str(prologue.absolutize(node.get("default") or node.get("named")))])
            chosen = True
    return chosen


def _refuse_unknown(store: pyoxigraph.Store, wanted: Sequence[str]) -> None:
    """Refuse graphs that the store does not have: nothing is fetched."""
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode)}
    for name in wanted:
        if name not in graphs:
            raise QueryError(f"FROM <{name}> is refused: a question reads only the built graph, and that has no graph of this name")


def _nodes(node: object) -> Iterator[CompValue]:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif hasattr(node, "__iter__") and not isinstance(node, str):
        for value in node:
            yield from _nodes(value)


def declared(question: str) -> str:
    """The question with those known prefixes declared that it uses without declaring them, before its first line."""
    body = MASKED.sub(" ", question)
    own = set(re.findall(r"\bPREFIX\s+([\w.-]*):", question, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w<:?$\"'])([A-Za-z][\w-]{0,30}):", body))
    return "".join(f"PREFIX {p}: <{KNOWN[p]}> " for p in sorted(used - own) if p in KNOWN) + question


def bind(question: str, parameters: Mapping[str, str]) -> str:
    """The question with a VALUES block at the head of its first group; terms come escaped from the RDF library.

    Raises:
        QueryError: if a name is no variable of the question, a value no term, or there is no group.
    """
    opening, variables = _open(question)
    for name in parameters:
        if not VARIABLE.fullmatch(name):
            raise QueryError(f"parameter {name!r} is no variable name")
        if name not in variables:
            raise QueryError(f"the question has no variable ?{name}")
    if opening < 0:
        raise QueryError("the question has no { … } group to bind parameters in")
    names = " ".join(f"?{name}" for name in sorted(parameters))
    values = " ".join(str(term(parameters[name])) for name in sorted(parameters))
    return f"{question[: opening + 1]} VALUES ({names}) {{ ({values}) }} {question[opening + 1 :]}"


@lru_cache(maxsize=KEPT)
def _open(question: str) -> tuple[int, frozenset[str]]:
    """Where the first group of a question opens (-1: nowhere), and the names of its variables."""
    return MASKED.sub(lambda m: " " * len(m[0]), question).find("{"), frozenset(re.findall(r"[?$](\w+)", question))


def term(value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """A parameter's value as an RDF term: <iri>, a whole number, else a plain string.

    Raises:
        QueryError: if what stands in <…> is no absolute IRI, or the value is no Unicode text (a lone surrogate).
    """
    if SURROGATE.search(value):
        raise QueryError(f"{value!r} is no text (bytes that are not UTF-8); give it in UTF-8")
    if value.startswith("<") and value.endswith(">"):
        try:
            return pyoxigraph.NamedNode(value[1:-1])
        except ValueError as error:
            raise QueryError(f"{value!r} is no IRI ({' '.join(str(error).split())})") from None
    if re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        return pyoxigraph.Literal(int(value))
    return pyoxigraph.Literal(value)
