"""graph.html: one file with the network, the facts, the tables and the report's text; it asks nothing of any network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.explorer.layout import positions
from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.records import target_key

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = ("words.js", "model.js", "graph.js", "panels.js", "text.js", "main.js")
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
# How many nodes the first view shows, so that it tells a story and is no hairball.
FIRST_VIEW = 70


def render(reports: Sequence[Linked], base: str) -> str:
    """The explorer of one or more reports as one HTML page; the same reports give the same bytes."""
    graph = build_network(reports)
    place = positions(graph)
    network = Network(directed=True, cdn_resources="in_line")
    ranked = sorted(graph, key=lambda n: (-_rank(graph, n), n))
    first = set(ranked[:FIRST_VIEW])
    for node, data in graph.nodes(data=True):
        x, y = place[node]
        network.add_node(
            node,
            label=data["label"],
            kind=data["type"],
            x=x,
            y=y,
            aliases=data["aliases"],
            status=data["status"],
            year=data["year"],
            code=data["code"],
            mentions=data["mentions"],
            first=node in first,
        )
    for number, (head, tail, data) in enumerate(graph.edges(data=True)):
        network.add_edge(
            head, tail, id=f"e{number}", kind=data["type"], sentence=data["sentence"], report=data["report"], confidence=data["confidence"]
        )
    environment = Environment(loader=PackageLoader("kg.explorer", "."), autoescape=True)
    environment.filters["json"] = json_block
    environment.globals |= {
        "documents": [_document(linked) for linked in sorted(reports, key=lambda r: r.extraction.report.id)],
        "base": base,
        "title": "、".join(r.extraction.report.id for r in reports[:3]),
        "style": Markup(_static("style.css")),
        "scripts": [Markup(_script(_static(name))) for name in SCRIPTS],
        "vis": Markup(_script((files("pyvis") / VIS).read_text(encoding="utf-8"))),
    }
    network.templateEnv = environment
    network.path = "template.html"
    return str(network.generate_html()) + "\n"


def json_block(value: Any) -> Markup:
    """JSON that cannot end a script block, with Chinese as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)


def _script(code: str) -> str:
    return code.replace("</script", "<\\/script")


def _static(name: str) -> str:
    return (files("kg.explorer") / "static" / name).read_text(encoding="utf-8")


def _rank(graph: Any, node: str) -> float:
    data = graph.nodes[node]
    weight = {"Program": 1.3, "Project": 1.3, "Target": 0.7, "Person": 0.2}.get(data["type"], 0.8)
    return float(weight * (2 * graph.degree(node) + min(data["mentions"], 6) * 0.5))


def _document(linked: Linked) -> dict[str, Any]:
    """The report's text with its sentences, sections and marked spans."""
    extraction = linked.extraction
    report = extraction.report
    marks: list[list[Any]] = [
        [m.span.start, m.span.end, linked.entity_of[m.id], m.sentence, m.confidence, m.rule, m.status.value if m.status else "", m.year]
        for m in extraction.mentions
    ]
    marks += [[t.span.start, t.span.end, target_key(linked, t), t.sentence, t.confidence, t.rule, t.status.value, t.year] for t in extraction.targets]
    targets = [
        {
            "id": target_key(linked, t),
            "indicator": t.indicator,
            "value": t.value,
            "unit": t.unit,
            "comparator": t.comparator.value if t.comparator else "",
            "measure": t.measure.value,
            "year": t.year,
            "status": t.status.value,
            "text": t.text,
        }
        for t in extraction.targets
    ]
    return {
        "id": report.id,
        "title": report.title or report.id,
        "text": report.text,
        "year": report.year,
        "sentences": [[s.span.start, s.span.end, s.section] for s in report.sentences],
        "sections": [[s.id, s.number, s.heading] for s in report.sections],
        "paragraphs": [[p.span.start, p.span.end, p.kind.value] for p in report.paragraphs],
        "marks": sorted(marks, key=lambda m: (m[0], m[1], m[2])),
        "targets": targets,
    }
