"""SHACL shapes as SPARQL: each constraint becomes one question whose answers are the violations.

A general SHACL engine asks each constraint of each node; on a report's graph that takes twenty times as long as building it. The
shapes keep to the components below, which one question each answers for all nodes at once. The tests hold the answers against pySHACL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"
TARGETS = {SH.targetClass: f"?this {TYPE} {{}} .", SH.targetSubjectsOf: "?this {} ?any .", SH.targetObjectsOf: "?any {} ?this ."}
# What violates a component, given what ?value stands for and the component's parameter.
VIOLATIONS = {
    # MINUS finds all that is of the class at once, NOT EXISTS asks value by value
    SH["class"]: f"{{value}} MINUS {{{{ ?value {TYPE} {{parameter}} }}}}",
    SH.datatype: "{value} FILTER(!COALESCE(DATATYPE(?value) = {parameter}, false){well_formed})",
    SH.nodeKind: "{value} FILTER(!{parameter}(?value))",
    SH["in"]: "{value} FILTER(?value NOT IN ({parameter}))",
    SH.pattern: "{value} FILTER(isBlank(?value) || !REGEX(STR(?value), {parameter}))",
    SH.minInclusive: "{value} FILTER(!COALESCE(?value >= {parameter}, false))",
    SH.maxInclusive: "{value} FILTER(!COALESCE(?value <= {parameter}, false))",
    SH.lessThan: "{value} ?this {parameter} ?limit FILTER(!COALESCE(?value < ?limit, false))",
    SH.lessThanOrEquals: "{value} ?this {parameter} ?limit FILTER(!COALESCE(?value <= ?limit, false))",
}
COUNTED = {
    component: f"SELECT ?this WHERE {{{{ {{focus}} OPTIONAL {{{{ ?this {{path}} ?each }}}} }}}} GROUP BY ?this HAVING(COUNT(DISTINCT ?each) {sign} {{parameter}})"
    for component, sign in ((SH.minCount, "<"), (SH.maxCount, ">"))
}
# The same where one is the limit, which is nearly always so: nothing needs to be counted.
COUNTS = {
    SH.minCount: {"1": "SELECT DISTINCT ?this WHERE {{ {focus} FILTER NOT EXISTS {{ ?this {path} ?each }} }}"},
    SH.maxCount: {"1": "SELECT DISTINCT ?this WHERE {{ {focus} ?this {path} ?each, ?other FILTER(!sameTerm(?each, ?other)) }}"},
}
NODE_KINDS = {SH.IRI: "isIRI", SH.Literal: "isLiteral", SH.BlankNode: "isBlank"}
# Datatypes whose ill-formed literals a cast finds.
CAST = {XSD.integer, XSD.decimal, XSD.date}
KNOWN = {*VIOLATIONS, *COUNTS, *TARGETS, SH.property, SH.sparql, SH.path, RDF.type}


class ShapeError(ValueError):
    """A shape uses what this check does not know."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one shape.

    Attributes:
        shape: IRI of the node shape.
        path: the property it is about, None for the node itself.
        component: local name of the constraint component (minCount, class, sparql …).
        parameter: the component's parameter as SPARQL writes it.
        question: SPARQL; answers ?this and, where one value is at fault, ?value.
        messages: in Chinese and English, empty for core components.
    """

    shape: str
    path: str | None
    component: str
    parameter: str
    question: str
    messages: tuple[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of kg/validation/shapes.ttl, in a fixed order."""
    return rules_of(Graph().parse(data=(files("kg.validation") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle"))


def rules_of(shapes: Graph) -> tuple[Rule, ...]:
    """The rules of a graph of shapes.

    Raises:
        ShapeError: if a shape uses a component that is not known here.
    """
    found = [rule for shape in shapes.subjects(RDF.type, SH.NodeShape) for rule in _shape(shapes, shape)]
    return tuple(sorted(found, key=lambda r: (r.shape, r.path or "", r.component, r.question)))


def _shape(shapes: Graph, shape: Node) -> Iterator[Rule]:
    targets = [pattern.format(o.n3()) for kind, pattern in TARGETS.items() for o in sorted(shapes.objects(shape, kind), key=str)]
    focus = " UNION ".join(f"{{ {target} }}" for target in targets)
    for node in (shape, *shapes.objects(shape, SH.property)):
        path = shapes.value(node, SH.path)
        for component, parameter in shapes.predicate_objects(node):
            if component not in KNOWN:
                raise ShapeError(f"{shape}: {component} is not checked; express it with sh:sparql")
            if component in VIOLATIONS or component in COUNTS:
                yield _core(shapes, shape, focus, path, URIRef(str(component)), parameter)
    for node in shapes.objects(shape, SH.sparql):
        told = {m.language: str(m) for m in shapes.objects(node, SH.message) if isinstance(m, Literal)}
        yield Rule(str(shape), None, "sparql", "", _select(shapes, node, focus), (told["zh"], told["en"]))


def _core(shapes: Graph, shape: Node, focus: str, path: Node | None, component: URIRef, parameter: Node) -> Rule:
    written = _written(shapes, component, parameter)
    if component in COUNTS:
        assert path is not None
        question = COUNTS[component].get(written, COUNTED[component]).format(focus=focus, path=path.n3(), parameter=written)
    else:
        value = f"?this {path.n3()} ?value ." if path is not None else "BIND(?this AS ?value)"
        well_formed = f" || !COALESCE({written}(STR(?value)) = ?value, false)" if parameter in CAST else ""
        violation = VIOLATIONS[component].format(value=value, parameter=written, well_formed=well_formed)
        question = f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {violation} }}"
    return Rule(str(shape), None if path is None else str(path), component.fragment, written, question, ("", ""))


def _written(shapes: Graph, component: URIRef, parameter: Node) -> str:
    if component == SH.nodeKind:
        return NODE_KINDS[URIRef(str(parameter))]
    if component == SH["in"]:
        return ", ".join(item.n3() for item in Collection(shapes, parameter))
    return str(parameter) if component in COUNTS else parameter.n3()


def _select(shapes: Graph, node: Node, focus: str) -> str:
    """The constraint's own question, asked of all target nodes at once."""
    prefixes = "".join(
        f"PREFIX {shapes.value(entry, SH.prefix)}: <{shapes.value(entry, SH.namespace)}> "
        for holder in shapes.objects(node, SH.prefixes)
        for entry in sorted(shapes.objects(holder, SH.declare), key=lambda e: str(shapes.value(e, SH.prefix)))
    )
    head, opening, body = str(shapes.value(node, SH.select)).replace("$this", "?this").partition("{")
    return f"{prefixes}{head.replace('SELECT', 'SELECT DISTINCT')}{opening} {focus} {body}"
