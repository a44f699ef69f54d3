"""What the explorer of the whole graph is given: names that fit, the neighbourhood of things in its places, sentences, an overview.

Everything comes in the form that the page of one report holds its own data in. No drawing has more than MOST things; what is left
out is told relation by relation.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import pyoxigraph

from kg.ontology.namespaces import KG
from kg.query.engine import QueryError
from kg.server.catalogue import Catalogue, Entry
from kg.server.documents import Row, documents, rows, values
from kg.server.jobs import Answer, Look, Refusal
from kg.server.overview import CENTRES, overview
from kg.server.places import places

JSON = "application/json"
# Things in a drawing, names and sentences of an answer.
MOST, NAMES, SENTENCES = 2000, 60, 20
# Of what is only named beside a thing, a drawing has those named so most often: with all of them it would be a ball of hair.
BESIDE = 150
# Ties that no report states: named in one sentence, and numbers of one indicator and place.
TOGETHER, SERIES = "namedWith", "sameSeries"


@dataclass(frozen=True, slots=True)
class Group:
    """The neighbours of a thing by one relation, those that matter most first.

    Attributes:
        centre: IRI of the thing, empty for all things of the step before.
        kind: of the relation.
        inverse: whether the relation leads to the thing.
        step: how far from what was asked for.
        times: how often each neighbour is tied.
    """

    centre: str
    kind: str
    inverse: bool
    step: int
    times: dict[str, int]


def look(store: pyoxigraph.Store, catalogue: Catalogue, asked: Look) -> Answer | Refusal:
    """The answer as JSON.

    Raises:
        QueryError: if a question cannot be asked.
    """
    base = _base(store)
    things = tuple(dict.fromkeys(base + key for key in asked.things))
    if asked.what in ("around", "evidence"):
        known = catalogue.find(things)
        if missing := [iri for iri in things if iri not in known]:
            return Refusal(404, f"the graph names nothing {missing[0].removeprefix(base)[:80]!r}; search for it")
    if len(things) > CENTRES:
        return Refusal(400, f"a drawing has the neighbours of at most {CENTRES} things; begin anew from one of them")
    answers: dict[str, Callable[[], Any]] = {
        "overview": lambda: overview(store, catalogue, base),
        "search": lambda: _search(catalogue, asked.typed, base),
        "around": lambda: _around(store, catalogue, things, asked, base),
        "evidence": lambda: _evidence(store, things, asked.skip, base),
    }
    return Answer(json.dumps(answers[asked.what](), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), JSON)


def _base(store: pyoxigraph.Store) -> str:
    found = next(rows(store, "SELECT ?space WHERE { ?d void:uriSpace ?space } LIMIT 1"), None)
    if found is None:
        raise QueryError("the graph does not say below which IRI its data lie; build it with kg build")
    return found["space"]


def _search(catalogue: Catalogue, typed: str, base: str) -> dict[str, Any]:
    found = catalogue.search(typed, NAMES)
    return {"count": found.count, "nodes": [_node(entry, base) for entry in found.entries], "pinyin": catalogue.readings(found.entries)}


def _node(entry: Entry, base: str) -> dict[str, Any]:
    node = {
        "id": entry.iri.removeprefix(base),
        "kind": entry.kind,
        "label": entry.names[0],
        "aliases": entry.names[1:],
        "mentions": entry.mentions,
        "reports": entry.reports,
        "status": entry.status,
        "year": entry.year,
        "code": entry.code,
        "place": entry.places[0] if len(entry.places) == 1 else "",
    }
    return {key: value for key, value in node.items() if value not in ("", None, ())}


def _around(store: pyoxigraph.Store, catalogue: Catalogue, centres: Sequence[str], asked: Look, base: str) -> dict[str, Any]:
    known = catalogue.find(centres)
    first = _stated(store, centres, 1) + _series(store, [c for c in centres if known[c].kind == "Target"])
    groups = [first, _together(store, centres) if asked.together else []]
    shown = dict.fromkeys(centres)
    known |= catalogue.find({iri for tier in groups for group in tier for iri in group.times})
    _take(groups[0], known, shown, MOST)
    _take(groups[1], known, shown, min(MOST, len(shown) + BESIDE))
    if asked.steps == 2:
        ring = [iri for iri in shown if iri not in centres]
        groups.append(_merged(_stated(store, ring, 2), shown))
        known |= catalogue.find({iri for group in groups[-1] for iri in group.times})
        _take(groups[-1], known, shown, MOST)
    drawn = set(shown)
    statements = [row for row in _statements(store, drawn) if row["o"] in drawn]
    marks = {known[iri].first for iri in drawn} | {row[end] for row in statements for end in ("subjectMention", "objectMention")}
    found = documents(store, base, marks, statements)
    edges = _edges(found) + _light(groups, drawn, base)
    order = sorted(drawn, key=lambda iri: (iri not in centres, known[iri].rank))
    nodes = [_node(known[iri], base) for iri in order]
    numbers = _targets(store, [iri for iri in order if known[iri].kind == "Target"], base)
    at = places([(node["id"], node["label"]) for node in nodes], [(edge["from"], edge["to"]) for edge in edges])
    for number, node in enumerate(nodes):
        node |= {"rank": number, "at": at[node["id"]], "first": True, "places": known[base + node["id"]].places} | numbers.get(node["id"], {})
    cut = [
        {"centre": g.centre.removeprefix(base), "kind": g.kind, "inverse": g.inverse, "step": g.step, "drawn": kept, "of": len(g.times)}
        for tier in groups
        for g in tier
        if (kept := sum(iri in drawn for iri in g.times)) < len(g.times)
    ]
    return {"nodes": nodes, "edges": edges, "documents": found, "pairs": _pairs(store, drawn, base), "cut": cut, "most": MOST, "beside": BESIDE}


def _take(groups: Sequence[Group], known: dict[str, Entry], shown: dict[str, None], most: int) -> None:
    """Add the neighbours of all groups in turn, the best of each first, until so many are shown."""
    ordered = [sorted((iri for iri in g.times if iri in known), key=lambda iri: (-g.times[iri], known[iri].rank)) for g in groups]
    for turn in zip_longest(*ordered):
        for iri in turn:
            if iri is not None and len(shown) < most:
                shown.setdefault(iri)


def _stated(store: pyoxigraph.Store, things: Sequence[str], step: int) -> list[Group]:
    """What the reports state of things, by thing and relation."""
    groups: dict[tuple[str, str, bool], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for inverse, (own, other) in ((False, ("subject", "object")), (True, ("object", "subject"))):
        question = f"SELECT ?s ?p ?o (COUNT(?t) AS ?n) {{ {values('s', things)} ?t kg:{own} ?s ; kg:{other} ?o ; kg:predicate ?p }} GROUP BY ?s ?p ?o"
        for row in rows(store, question):
            groups[row["s"], row["p"].removeprefix(str(KG)), inverse][row["o"]] += int(row["n"])
    return [Group(centre, kind, inverse, step, dict(times)) for (centre, kind, inverse), times in sorted(groups.items())]


def _merged(groups: Sequence[Group], shown: dict[str, None]) -> list[Group]:
    """The groups of many things as one a relation, without what is shown already."""
    together: dict[tuple[str, bool], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in groups:
        for iri, times in group.times.items():
            if iri not in shown:
                together[group.kind, group.inverse][iri] += times
    return [Group("", kind, inverse, 2, dict(times)) for (kind, inverse), times in sorted(together.items())]


def _together(store: pyoxigraph.Store, things: Sequence[str]) -> list[Group]:
    return _tied(
        store,
        TOGETHER,
        f"SELECT ?s ?o (COUNT(DISTINCT ?sentence) AS ?n) {{ {values('s', things)} ?s kg:mention/kg:sentence ?sentence . "
        "?m kg:sentence ?sentence ; kg:mentionOf ?o FILTER(?o != ?s) } GROUP BY ?s ?o",
    )


def _series(store: pyoxigraph.Store, targets: Sequence[str]) -> list[Group]:
    return _tied(
        store,
        SERIES,
        f"SELECT DISTINCT ?s ?o (1 AS ?n) {{ {values('s', targets)} ?s kg:indicatorText ?name ; kg:measure ?measure ; kg:unit ?unit ; kg:report/kg:place ?place . "
        "?o kg:indicatorText ?name ; kg:measure ?measure ; kg:unit ?unit ; kg:report/kg:place ?place FILTER(?o != ?s) }",
        # what is compared comes first, and so counts more
        f"SELECT DISTINCT ?s ?o (2 AS ?n) {{ {values('s', targets)} {{ ?c kg:promise ?s ; kg:result ?o }} UNION {{ ?c kg:promise ?o ; kg:result ?s }} }}",
    )


def _tied(store: pyoxigraph.Store, kind: str, *questions: str) -> list[Group]:
    """The neighbours of each thing ?s that questions find: ?o, and how often as ?n; a later question overrules the earlier ones."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for question in questions:
        for row in rows(store, question):
            groups[row["s"]][row["o"]] = int(row["n"])
    return [Group(centre, kind, False, 1, times) for centre, times in sorted(groups.items())]


def _statements(store: pyoxigraph.Store, things: set[str]) -> list[Row]:
    question = (
        f"SELECT * {{ {values('s', sorted(things))} ?statement kg:subject ?s ; kg:predicate ?p ; kg:object ?o ; kg:subjectMention ?subjectMention ; "
        "kg:objectMention ?objectMention ; kg:rule ?rule ; kg:confidence ?confidence }"
    )
    found = [row | {"kind": row["p"].removeprefix(str(KG))} for row in rows(store, question)]
    return sorted(found, key=lambda row: row["statement"])


def _edges(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of the reports as edges with their characters; the sentence is that of the object."""
    edges = []
    for document in found:
        marks = {mark[8]: mark for mark in document["marks"]}
        for name, kind, head, tail, rule, confidence in document["statements"]:
            start, end = document["sentences"][marks[tail][3]][:2]
            edges.append(
                {"id": f"{document['id']}-{name}", "from": marks[head][2], "to": marks[tail][2], "kind": kind, "report": document["id"]}
                | {"span": [start, end], "head": marks[head][:2], "tail": marks[tail][:2], "confidence": confidence, "rule": rule}
            )
    return edges


def _light(groups: Sequence[Sequence[Group]], drawn: set[str], base: str) -> list[dict[str, Any]]:
    """The ties that no report states, once each."""
    found: dict[tuple[str, str, str], int] = {}
    for group in (g for tier in groups for g in tier if g.kind in (TOGETHER, SERIES)):
        for iri, times in group.times.items():
            if iri in drawn:
                found.setdefault((group.kind, *sorted((group.centre, iri))), times)  # type: ignore[arg-type]
    return [
        {"id": f"{kind}-{number}", "from": a.removeprefix(base), "to": b.removeprefix(base), "kind": kind, "times": times}
        for number, ((kind, a, b), times) in enumerate(sorted(found.items()))
    ]


def _targets(store: pyoxigraph.Store, targets: Sequence[str], base: str) -> dict[str, dict[str, Any]]:
    """Indicator, number and words of targets, by key."""
    question = (
        f"SELECT * {{ {values('s', targets)} ?s kg:indicatorText ?indicator ; kg:measure ?measure ; kg:mention/kg:text ?text "
        "OPTIONAL { ?s kg:value ?value } OPTIONAL { ?s kg:minValue ?least } OPTIONAL { ?s kg:maxValue ?most } "
        "OPTIONAL { ?s kg:unit ?unit } OPTIONAL { ?s kg:comparator ?comparator } }"
    )
    found = {}
    for row in rows(store, question):
        facts: dict[str, Any] = {key: row[key] for key in ("indicator", "measure", "text", "unit", "comparator") if key in row}
        if "value" in row:
            facts["value"] = float(row["value"])
        elif "least" in row and "most" in row:
            facts["value"] = [float(row["least"]), float(row["most"])]
        facts["label"] = f"{facts['indicator']} {facts['text']}" if "value" in facts else facts["indicator"]
        found[row["s"].removeprefix(base)] = facts
    return found


def _pairs(store: pyoxigraph.Store, drawn: set[str], base: str) -> list[tuple[str, str]]:
    """Targets that are compared: (key reached, key promised)."""
    question = f"SELECT DISTINCT ?a ?b {{ {values('a', sorted(drawn))} ?c kg:result ?a ; kg:promise ?b }}"
    return sorted((row["a"].removeprefix(base), row["b"].removeprefix(base)) for row in rows(store, question) if row["b"] in drawn)


def _evidence(store: pyoxigraph.Store, things: Sequence[str], skip: int, base: str) -> dict[str, Any]:
    """Sentences that name a thing, or all of several things, the newest reports first; further ones on request."""
    named = " ".join(f"{pyoxigraph.NamedNode(iri)} kg:mention ?m{i} . ?m{i} kg:sentence ?sentence ." for i, iri in enumerate(things))
    question = (
        f"SELECT DISTINCT ?sentence ?year ?report {{ {named} ?sentence kg:report ?report OPTIONAL {{ ?report kg:year ?year }} }} "
        f"ORDER BY DESC(?year) ?report ?sentence LIMIT {SENTENCES + 1} OFFSET {skip}"
    )
    found = [row["sentence"] for row in rows(store, question)]
    sentences = found[:SENTENCES]
    marks = rows(store, f"SELECT ?m {{ {values('sentence', sentences)} {values('s', things)} ?s kg:mention ?m . ?m kg:sentence ?sentence }}")
    return {"documents": documents(store, base, [row["m"] for row in marks], []), "more": len(found) > SENTENCES, "given": len(sentences)}
