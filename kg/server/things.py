"""What a page about one thing says: what the graph states of it, what points to it, and the sentences that name it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDFS

from kg.linking.iris import DEFAULT_BASE
from kg.ontology.namespaces import KG, KINDS, compact, prefixes
from kg.ontology.page import ontology, said, terms
from kg.server.jobs import Job, Limits, Refusal
from kg.server.pool import Pool

ROWS = "application/sparql-results+json"
MOST = 500
LISTED = 5000
# What the evidence shows, and what only a program needs.
UNSHOWN = {"mention", "mentionOf", "hasSelector", "hasSource"}


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a property: text, and where it leads (empty if it is plain text)."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property; `inverse` if they are the things that have this one as a value."""

    name: str
    label: str
    label_en: str
    inverse: bool
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that names the thing, cut at the characters that do."""

    before: str
    said: str
    after: str
    section: str
    sentence: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a kind, by label; `cut` if there are more."""

    kind: str
    label: str
    label_en: str
    things: tuple[Link, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything about one IRI."""

    iri: str
    label: str
    kinds: tuple[Link, ...]
    groups: tuple[Group, ...]
    evidence: tuple[Evidence, ...]


def question(iri: str) -> str:
    """The CONSTRUCT question for everything that is stated of an IRI, in either place."""
    return f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"


def rows(pool: Pool, text: str, limits: Limits) -> list[dict[str, str]] | Refusal:
    """The rows of a SELECT, each variable with its plain value."""
    answer = pool.answer(Job(text, rows_as=ROWS, limits=limits))
    if isinstance(answer, Refusal):
        return answer
    found: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} | {f"{name} type": cell["type"] for name, cell in row.items()} for row in found]


def thing(pool: Pool, iri: str, limits: Limits) -> Thing | Refusal | None:
    """What is stated of an IRI; None if nothing is."""
    stated = rows(
        pool,
        f"SELECT ?way ?p ?o ?label ?text WHERE {{ {{ <{iri}> ?p ?o BIND('out' AS ?way) }} UNION {{ ?o ?p <{iri}> BIND('in' AS ?way) }} "
        f"OPTIONAL {{ ?o rdfs:label ?label }} OPTIONAL {{ ?o kg:text ?text }} }} ORDER BY ?way ?p ?label ?text ?o",
        limits,
    )
    if isinstance(stated, Refusal):
        return stated
    if not stated:
        return None
    named = rows(
        pool,
        f"SELECT ?said ?start ?end ?text ?from ?section ?sentence ?rule ?confidence WHERE {{ <{iri}> kg:mention ?m . ?m kg:text ?said ; kg:start ?start ; "
        "kg:end ?end ; kg:sentence ?sentence . ?sentence kg:text ?text ; kg:start ?from . OPTIONAL { ?sentence kg:section/rdfs:label ?section } "
        f"OPTIONAL {{ ?m kg:rule ?rule }} OPTIONAL {{ ?m kg:confidence ?confidence }} }} ORDER BY ?sentence ?start LIMIT {MOST}",
        limits,
    )
    if isinstance(named, Refusal):
        return named
    labels = [row["o"] for row in stated if row["way"] == "out" and row["p"] == str(RDFS.label)]
    own = [row["o"] for row in stated if row["way"] == "out" and row["p"] == str(KG.text)]
    kinds = tuple(Link(words(row["o"])[0], row["o"]) for row in stated if row["way"] == "out" and row["p"].endswith("#type"))
    return Thing(iri, (labels + own + [compact(iri)])[0], kinds, _groups(stated), tuple(_evidence(row) for row in named))


def listing(pool: Pool, base: str, kind: str, limits: Limits) -> Listing | Refusal:
    """The things whose IRIs lie below a kind."""
    if kind not in KINDS:
        return Refusal(404, f"there is no list of {kind!r}; there are {', '.join(KINDS)}")
    found = rows(
        pool,
        f"SELECT ?s ?label ?text WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ ?s a ?kind FILTER(STRSTARTS(STR(?s), '{base}{kind}/')) }} }} "
        f"OPTIONAL {{ ?s rdfs:label ?label }} OPTIONAL {{ ?s kg:text ?text }} }} ORDER BY ?label ?text ?s LIMIT {LISTED + 1}",
        limits,
    )
    if isinstance(found, Refusal):
        return found
    links = dict.fromkeys(Link(row.get("label") or row.get("text") or compact(row["s"]), row["s"]) for row in found)
    return Listing(kind, *words(str(KG[kind.capitalize()])), tuple(links)[:LISTED], len(links) > LISTED)


def base(pool: Pool, limits: Limits) -> str:
    """The IRI below which the data of the graph lie, as its description says."""
    found = rows(pool, "SELECT ?space WHERE { ?d <http://rdfs.org/ns/void#uriSpace> ?space } LIMIT 1", limits)
    return DEFAULT_BASE if isinstance(found, Refusal) or not found else found[0]["space"]


def _groups(stated: list[dict[str, str]]) -> tuple[Group, ...]:
    groups: dict[tuple[bool, str], dict[Link, None]] = {}
    for row in stated:
        name = compact(row["p"])
        if name.partition(":")[2] in UNSHOWN or name in ("rdf:type", "rdfs:label"):
            continue
        leads = row["o type"] == "uri"
        shown = row.get("label") or row.get("text") or (compact(row["o"]) if leads else row["o"])
        groups.setdefault((row["way"] == "in", row["p"]), {})[Link(shown, row["o"] if leads else "")] = None
    return tuple(Group(compact(p), *words(p), inverse, tuple(links)) for (inverse, p), links in sorted(groups.items()))


def _evidence(row: dict[str, str]) -> Evidence:
    start, end = int(row["start"]) - int(row["from"]), int(row["end"]) - int(row["from"])
    text = row["text"]
    return Evidence(
        text[:start], text[start:end], text[end:], row.get("section", ""), row["sentence"], row.get("rule", ""), row.get("confidence", "")
    )


@cache
def words(iri: str) -> tuple[str, str]:
    """The Chinese and English label of a term of the vocabulary; its prefixed name where it has none."""
    labels = [said(ontology(), URIRef(iri), RDFS.label, language) or compact(iri) for language in ("zh", "en")]
    return labels[0], labels[1]


@cache
def vocabulary(base: str) -> dict[str, Any]:
    """The classes and properties of the vocabulary with label and definition in both languages, and the known prefixes."""
    graph = ontology()
    classes = [_term(graph, term) for term in terms(graph, OWL.Class)]
    properties = [_term(graph, term) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for term in terms(graph, kind)]
    return {"base": base, "prefixes": prefixes(base), "classes": classes, "properties": properties}


def _term(graph: Graph, term: URIRef) -> dict[str, str]:
    chinese, english = words(str(term))
    return {
        "name": compact(str(term)),
        "label": chinese,
        "label_en": english,
        "definition": said(graph, term, RDFS.comment, "zh"),
        "definition_en": said(graph, term, RDFS.comment, "en"),
    }


def source() -> str:
    """The vocabulary as Turtle."""
    return (files("kg.ontology") / "kg.ttl").read_text(encoding="utf-8")
