"""graph.html: one file with the network, the facts, the tables and the report's text; it asks nothing of any network.

pyvis makes the page from a template of ours. Its own one loads styles and scripts from the web, puts names into the page
unescaped and settles the layout in the reader's browser; here everything is inlined, escaped and laid out beforehand.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.explorer.layout import positions
from kg.explorer.pinyin import spellings
from kg.explorer.story import first_view, headlines, pairs, rank
from kg.explorer.tiles import tiles
from kg.extraction.records import EntityType
from kg.graph.authorities import region_name
from kg.graph.dataset import report_label, stated_relations
from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.iris import slug
from kg.linking.lists import latin_names, magnitudes
from kg.linking.records import target_key
from kg.linking.regions import gazetteer

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
STYLES = ("base.css", "panels.css", "views.css")
SCRIPTS = (
    "words.js",
    "model.js",
    "state.js",
    "shapes.js",
    "evidence.js",
    "plans.js",
    "labels.js",
    "graph.js",
    "details.js",
    "charts.js",
    "board.js",
    "overview.js",
    "facets.js",
    "tables.js",
    "regions.js",
    "text.js",
    "pinyin.js",
    "search.js",
    "export.js",
    "turtle.js",
    "main.js",
)
# What the page of the whole graph has beside; the text view needs a whole report.
SERVED_STYLES = (*STYLES, "start.css")
SERVED_SCRIPTS = (*(name for name in SCRIPTS[:-1] if name != "text.js"), "served.js", "start.js", SCRIPTS[-1])
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(reports: Sequence[Linked], base: str) -> str:
    """The explorer of one or more reports as one HTML page; the same reports give the same bytes."""
    ordered = sorted(reports, key=lambda r: r.extraction.report.id)
    documents = [_document(linked) for linked in ordered]
    environment = _environment()
    network = _network(ordered, [document["headlines"] for document in documents])
    environment.globals |= {
        "documents": documents,
        "tiles": tiles(ordered),
        "pinyin": spellings(name for node in network.nodes for name in (node["label"], *node.get("aliases", ()))),
        "base": base,
        "title": "、".join(r.extraction.report.id for r in ordered[:3]),
        **_inlined(),
    }
    network.templateEnv = environment
    network.path = "template.html"
    return str(network.generate_html()) + "\n"


def render_served(base: str, reports: str) -> str:
    """The same page without data, which it asks of the server that shows it; scripts and styles are below /static/.

    Args:
        base: IRI below which the data lie.
        reports: where the reports' own pages are: `pages` (each below /pages/), `one` (all on the page at /) or `none`.
    """
    values = {"served": reports, "base": base, "title": "kg", "styles": SERVED_STYLES, "scripts": ("vis-network.min.js", *SERVED_SCRIPTS)}
    return _environment().get_template("template.html").render(**values)


def script(name: str) -> bytes | None:
    """A script or style of the page by its file name, None if there is none of that name."""
    return _static(name).encode("utf-8") if name in {*SERVED_SCRIPTS, *SERVED_STYLES} else None


def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("kg.explorer", "."), autoescape=True, trim_blocks=True)
    environment.filters["json"] = json_block
    environment.globals["units"] = magnitudes()
    return environment


def json_block(value: Any) -> Markup:
    """JSON that cannot end a script block, with Chinese as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)


@cache
def _inlined() -> Mapping[str, Any]:
    """What every page has alike: styles, scripts and the digests of these."""
    scripts = [Markup(_script((files("pyvis") / VIS).read_text(encoding="utf-8")))]
    scripts += [Markup(_script(_static(name))) for name in SCRIPTS]
    return {
        "style": Markup("\n".join(_static(name) for name in STYLES)),
        "scripts": scripts,
        "hashes": Markup(" ".join(f"'sha256-{_digest(script)}'" for script in scripts)),
    }


def _network(reports: Sequence[Linked], heads: Sequence[Sequence[str]]) -> Network:
    """The pyvis network with every node in its place; `heads` are the headlines of each report."""
    graph = build_network(reports)
    first = first_view(graph, heads)
    listed = _listed(reports)
    order = {node: i for i, node in enumerate(rank(graph))}
    places = positions(graph, first)
    network = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        if data["type"] == "Target":
            data = {**data, "aliases": latin_names(data["indicator"], data["measure"], data["unit"])}
        facts = {key: value for key, value in data.items() if key not in ("type", "label", "section", "report") and value not in ("", [], None)}
        network.add_node(
            node,
            label=data["label"],
            kind=data["type"],
            home=f"{data['report']}/{data['section']}",
            first=node in first,
            rank=order[node],
            at=places[node],
            listed=listed.get(node, ""),
            **facts,
        )
    for number, (head, tail, data) in enumerate(graph.edges(data=True)):
        network.add_edge(
            head,
            tail,
            id=f"e{number}",
            kind=data["type"],
            report=data["report"],
            span=data["span"],
            head=data["head_span"],
            tail=data["tail_span"],
            confidence=data["confidence"],
            rule=data["rule"],
        )
    return network


def _listed(reports: Sequence[Linked]) -> dict[str, str]:
    """The official names of regions that the text names otherwise (中国 for 中), by key."""
    names = {}
    for linked in reports:
        places = gazetteer(linked.extraction.report.year, linked.extraction.report.place)
        for entity in linked.entities:
            if entity.type is EntityType.REGION and (name := region_name(places, entity.key)) and name != entity.label:
                names[entity.key] = name
    return names


def _document(linked: Linked) -> dict[str, Any]:
    """A report's text with its structure, its marked spans and its targets side by side."""
    extraction = linked.extraction
    report = extraction.report
    paired = pairs(linked)
    marks: list[list[Any]] = [
        [m.span.start, m.span.end, linked.entity_of[m.id], m.sentence, m.confidence, m.rule, m.status.value if m.status else "", m.year, m.id]
        for m in extraction.mentions
    ]
    marks += [
        [t.span.start, t.span.end, target_key(linked, t), t.sentence, t.confidence, t.rule, t.status.value, t.year, t.id] for t in extraction.targets
    ]
    return {
        "id": report.id,
        "slug": slug(report.id),
        "label": report_label(report),
        "title": report.title or report.id,
        "text": report.text,
        "year": report.year,
        "place": report.place,
        "date": report.date,
        "meeting": report.meeting,
        "speaker": report.speaker,
        "sentences": [[s.span.start, s.span.end, s.section] for s in report.sentences],
        "sections": [[s.id, s.number, s.heading, s.level, s.span.start] for s in report.sections],
        **({"pages": report.pages} if report.pages else {}),
        "paragraphs": [[p.span.start, p.span.end, p.kind.value, p.section] for p in report.paragraphs],
        "marks": sorted(marks, key=lambda m: (m[0], m[1], m[2])),
        "statements": [[r.id, r.type.value, r.head, r.tail, r.rule, r.confidence] for r in stated_relations(linked)],
        "headlines": headlines(linked, paired),
        "pairs": paired,
    }


def _script(code: str) -> str:
    """Code that cannot end its own block; line ends as a browser reads them, so that its digest holds."""
    return code.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _static(name: str) -> str:
    return (files("kg.explorer") / "static" / name).read_text(encoding="utf-8")
