"""Ask the rules of a graph, and tell what violates them with the sentence concerned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph
from rdflib import URIRef
from rdflib.namespace import RDFS

from kg.ontology.namespaces import KG, PREFIXES, compact
from kg.ontology.page import ontology
from kg.validation.rules import Rule, rules

SENTENCE = f"""PREFIX kg: <{KG}> PREFIX oa: <{PREFIXES["oa"]}>
SELECT ?text WHERE {{ VALUES ?this {{ %s }}
  {{ ?this kg:sentence ?s }} UNION {{ ?this kg:mention/kg:sentence ?s }} UNION {{ ?this ^oa:hasSelector/kg:sentence ?s }}
  UNION {{ ?this ^kg:mentionOf/kg:sentence ?s }} UNION {{ ?this ^kg:indicator/kg:mention/kg:sentence ?s }} UNION {{ ?this a kg:Sentence BIND(?this AS ?s) }}
  ?s kg:text ?text OPTIONAL {{ ?s kg:start ?start }} }} ORDER BY ?start LIMIT 1"""
# What each core component demands, in Chinese and English.
DEMANDS = {
    "minCount": ("至少要有 {p} 个", "must be there at least {p} times"),
    "maxCount": ("至多只能有 {p} 个", "must not be there more than {p} times"),
    "class": ("须为 {p}", "must be a {p}"),
    "datatype": ("须为 {p} 类型且书写合法", "must be a well-formed {p}"),
    "nodeKind": ("节点种类须为 {p}", "must satisfy {p}"),
    "in": ("须为其中之一：{p}", "must be one of {p}"),
    "pattern": ("须符合 {p}", "must match {p}"),
    "minInclusive": ("须不小于 {p}", "must be at least {p}"),
    "maxInclusive": ("须不大于 {p}", "must be at most {p}"),
    "lessThan": ("须小于 {p}", "must be less than {p}"),
    "lessThanOrEquals": ("须不大于 {p}", "must not be more than {p}"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that a rule does not hold for.

    Attributes:
        node, value: as N-Triples writes them; the value is None where something is missing.
        chinese, english: the whole sentence of what is wrong.
    """

    rule: Rule
    node: str
    value: str | None
    chinese: str
    english: str


def violations(store: pyoxigraph.Store) -> tuple[Violation, ...]:
    """All violations in a store that holds a graph, in the order of the rules; the vocabulary is added to the store."""
    store.load((files("kg.ontology") / "kg.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    found = []
    for rule in rules():
        answers = store.query(rule.question, use_default_graph_as_union=True)
        assert isinstance(answers, pyoxigraph.QuerySolutions)
        has_value = "value" in {v.value for v in answers.variables}
        rows = sorted((str(row["this"]), str(row["value"]) if has_value and row["value"] is not None else None) for row in answers)
        found += [_violation(rule, node, value) for node, value in rows]
    return tuple(found)


def _violation(rule: Rule, node: str, value: str | None) -> Violation:
    name = _short(node)
    if rule.component == "sparql":
        chinese, english = rule.messages
    else:
        demand = [text.format(p=_parameter(rule)) for text in DEMANDS[rule.component]]
        chinese, english = (f"{label} {text}" for label, text in zip(_labels(rule.path), demand, strict=True))
    shown = "" if value is None or value == node else _short(value)
    now = (f"，现为 {shown}", f", but is {shown}") if shown else ("", "")
    if rule.component == "sparql" and shown:
        now = (f"（{shown}）", f" ({shown})")
    return Violation(rule, node, value, f"{name}：{chinese}{now[0]}", f"{name}: {english}{now[1]}")


def sentence_of(store: pyoxigraph.Store, node: str) -> str | None:
    """The first sentence of the reports that a node (as N-Triples writes it) comes from; None where there is none."""
    if not node.startswith("<"):
        return None
    answers = store.query(SENTENCE % node, use_default_graph_as_union=True)
    assert isinstance(answers, pyoxigraph.QuerySolutions)
    return next((row["text"].value for row in answers), None)


@cache
def _labels(path: str | None) -> tuple[str, str]:
    """The property's name with its label in the vocabulary, in Chinese and English."""
    if path is None:
        return "它", "it"
    graph, name = ontology(), _short(f"<{path}>")
    found = {o.language: f"{o} {name}" for o in graph.objects(URIRef(path), RDFS.label) if getattr(o, "language", None)}  # type: ignore[attr-defined]
    return found.get("zh", name), found.get("en", name)


def _parameter(rule: Rule) -> str:
    return ", ".join(_short(part) for part in rule.parameter.split(", "))


def _short(term: str) -> str:
    """A term as people write it: prefixed names, plain literals, the data's own path."""
    if term.startswith('"'):
        return term.split('"^^<')[0].strip('"') if '"^^<' in term else term.rpartition('"')[0].strip('"') or term
    name = term.strip("<>")
    if (known := compact(name)) != name:
        return known
    return "/".join(name.rsplit("/", 2)[-2:]) if name.startswith("http") else name
