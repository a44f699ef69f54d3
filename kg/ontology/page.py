"""docs/ontology.md is made from kg.ttl: ``python -m kg.ontology.page > docs/ontology.md``."""

from __future__ import annotations

from importlib.resources import files

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg.ontology.namespaces import KG, PREFIXES

INTRODUCTION = """# The vocabulary

Made from `kg/ontology/kg.ttl` by `python -m kg.ontology.page`; do not edit by hand.

Namespace `https://w3id.org/govreport/ontology#`, prefix `kg:`. Data lie under `https://w3id.org/govreport/` (changed with `--base`):
`region/500229` (a division by its code), `project/重庆市-…` (a thing named in reports of a place), `industry/汽车产业`,
`indicator/地区生产总值`, `target/重庆市-2020-t1`, `report/重庆市-2020`, `sentence/重庆市-2020-s0001`, `mention/重庆市-2020-m1`.
Each report's facts stand in the named graph `graph/重庆市-2020`; `graph.ttl` is the union. Labels are `rdfs:label "…"@zh`.

## Evidence of entities and targets

`?thing kg:mention ?m`. The mention has `kg:text`, `kg:start`, `kg:end` (code points, end exclusive), `kg:sentence`, `kg:rule`,
`kg:confidence`, for programmes and projects `kg:status` and `kg:statusYear` as stated there, and the selectors of Web Annotation
(`oa:hasSelector` an `oa:TextPositionSelector` and an `oa:TextQuoteSelector`). The sentence has `kg:text`, `kg:start`, `kg:end`,
`kg:section`, `kg:report`.

## Evidence of relations

A relation is a direct triple (`?project kg:partOf ?programme`) and a statement that leads to its sentence:

```sparql
SELECT ?sentence { ?s a kg:Statement ; kg:subject ?project ; kg:predicate kg:partOf ; kg:object ?programme ; kg:sentence/kg:text ?sentence }
```

## Targets

`kg:value` is the number as written, `kg:unit` the unit as written with its magnitude (2.36 and 万亿元); `kg:normalizedValue` and
`kg:baseUnit` have the magnitude multiplied in (2360000000000 and 元). Ranges have `kg:minValue` and `kg:maxValue`.
"""


def page() -> str:
    """The page as Markdown."""
    graph = Graph().parse(data=(files("kg.ontology") / "kg.ttl").read_text(encoding="utf-8"), format="turtle")
    parts = [INTRODUCTION, "\n## Classes\n\n| class | 中文 | meaning | also |\n|---|---|---|---|\n"]
    for node in _sorted(graph, OWL.Class):
        above = ", ".join(sorted(_short(str(o)) for o in graph.objects(node, RDFS.subClassOf)))
        parts.append(f"| `{_short(str(node))}` | {_text(graph, node, RDFS.label, 'zh')} | {_text(graph, node, RDFS.comment, 'en')} | {above} |\n")
    parts.append("\n## Properties\n\n| property | 中文 | from | to | meaning |\n|---|---|---|---|---|\n")
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for node in _sorted(graph, kind):
            ends = [_short(str(graph.value(node, p) or "")) for p in (RDFS.domain, RDFS.range)]
            label, comment = _text(graph, node, RDFS.label, "zh"), _text(graph, node, RDFS.comment, "en")
            parts.append(f"| `{_short(str(node))}` | {label} | {ends[0]} | {ends[1]} | {comment} |\n")
    return "".join(parts)


def _sorted(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and str(s).startswith(str(KG)))


def _text(graph: Graph, node: URIRef, predicate: URIRef, language: str) -> str:
    return next((str(o) for o in graph.objects(node, predicate) if getattr(o, "language", None) == language), "")


def _short(name: str) -> str:
    for prefix, namespace in sorted(PREFIXES.items()):
        if name.startswith(namespace):
            return f"{prefix}:{name[len(namespace) :]}"
    return name


if __name__ == "__main__":
    print(page(), end="")
