"""What reports say of things, as the explorer's page has it: of each report the sentences, sections and marks that are wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pyoxigraph

from kg.query.engine import ask

Row = dict[str, str]


def rows(store: pyoxigraph.Store, question: str) -> Iterator[Row]:
    """The rows of a SELECT, each variable that is bound with its plain value."""
    solutions = ask(store, question)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}


def values(name: str, iris: Collection[str]) -> str:
    """A VALUES block; the IRIs are those of the store, written by the RDF library."""
    return f"VALUES ?{name} {{ {' '.join(str(pyoxigraph.NamedNode(iri)) for iri in iris)} }}"


def documents(store: pyoxigraph.Store, base: str, mentions: Collection[str], statements: Sequence[Row]) -> list[dict[str, Any]]:
    """The reports that hold these mentions, with the mentions as marks, their sentences and sections, and the statements.

    A statement is a row with `statement`, `kind`, `subjectMention`, `objectMention`, `rule`, `confidence`.
    """
    marks: dict[str, list[Row]] = defaultdict(list)
    wanted: dict[str, Row] = {}
    for row in _mentions(store, mentions):
        wanted.setdefault(row["m"], row)
    for row in wanted.values():
        marks[row["report"]].append(row)
    texts: dict[str, list[Row]] = defaultdict(list)
    sections: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in _sentences(store, {row["sentence"] for row in wanted.values()}):
        texts[row["report"]].append(row)
    for row in _sections(store, {row["section"] for found in texts.values() for row in found if "section" in row}):
        sections[row["report"]][row["section"]] = row
    stated: dict[str, list[Row]] = defaultdict(list)
    for row in statements:
        if row["objectMention"] in wanted and row["subjectMention"] in wanted:
            stated[wanted[row["objectMention"]]["report"]].append(row)
    found = []
    for iri, about in sorted(_reports(store, marks).items()):
        slug = iri.rpartition("/")[2]
        index = {row["sentence"]: _number(row["sentence"], slug) for row in texts[iri]}
        found.append(
            about
            | {
                "id": slug,
                "slug": slug,
                "sentences": {
                    index[r["sentence"]]: [int(r["start"]), int(r["end"]), _tail(r.get("section", ""), slug), r["text"]] for r in texts[iri]
                },
                "sections": [
                    [_tail(r["section"], slug), r.get("number", ""), r.get("label", ""), _tail(r["section"], slug).count(".") + 1, int(r["start"])]
                    for r in sorted(sections[iri].values(), key=lambda r: int(r["start"]))
                ],
                "marks": [_mark(r, base, slug, index) for r in sorted(marks[iri], key=lambda r: (int(r["start"]), int(r["end"]), r["m"]))],
                "statements": [
                    [
                        _tail(s["statement"], slug),
                        s["kind"],
                        _tail(s["subjectMention"], slug),
                        _tail(s["objectMention"], slug),
                        s["rule"],
                        float(s["confidence"]),
                    ]
                    for s in stated[iri]
                ],
            }
        )
    return found


def _mark(row: Row, base: str, slug: str, index: dict[str, int]) -> list[Any]:
    year = int(row["year"]) if "year" in row else None
    where = [int(row["start"]), int(row["end"]), row["thing"].removeprefix(base), index[row["sentence"]]]
    return [*where, float(row["confidence"]), row["rule"], row.get("status", ""), year, _tail(row["m"], slug)]


def _tail(iri: str, slug: str) -> str:
    """The part of a report's own IRI behind the report's name."""
    return iri.rpartition("/")[2].removeprefix(f"{slug}-")


def _number(sentence: str, slug: str) -> int:
    return int(_tail(sentence, slug)[1:]) - 1


def _mentions(store: pyoxigraph.Store, mentions: Collection[str]) -> Iterator[Row]:
    return rows(
        store,
        f"SELECT * WHERE {{ {values('m', sorted(mentions))} ?m kg:mentionOf ?thing ; kg:start ?start ; kg:end ?end ; kg:sentence ?sentence ; "
        "oa:hasSource ?report ; kg:rule ?rule ; kg:confidence ?confidence "
        "OPTIONAL { ?m kg:status ?status } OPTIONAL { ?m kg:statusYear ?year } }",
    )


def _sentences(store: pyoxigraph.Store, sentences: Collection[str]) -> Iterator[Row]:
    return rows(
        store,
        f"SELECT * WHERE {{ {values('sentence', sorted(sentences))} ?sentence kg:text ?text ; kg:start ?start ; kg:end ?end ; kg:report ?report "
        "OPTIONAL { ?sentence kg:section ?section } }",
    )


def _sections(store: pyoxigraph.Store, sections: Collection[str]) -> Iterator[Row]:
    """The sections and those that hold them."""
    return rows(
        store,
        f"SELECT DISTINCT ?section ?report ?start ?label ?number WHERE {{ {values('own', sorted(sections))} ?own dcterms:isPartOf* ?section . "
        "?section kg:report ?report ; kg:start ?start OPTIONAL { ?section rdfs:label ?label } OPTIONAL { ?section kg:number ?number } }",
    )


def _reports(store: pyoxigraph.Store, reports: Collection[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    question = (
        f"SELECT * WHERE {{ {values('r', sorted(reports))} ?r rdfs:label ?label OPTIONAL {{ ?r dcterms:title ?title }} OPTIONAL {{ ?r kg:year ?year }} "
        "OPTIONAL { ?r kg:place ?place } OPTIONAL { ?r kg:date ?date } OPTIONAL { ?r kg:meeting ?meeting } OPTIONAL { ?r kg:speaker ?speaker } }"
    )
    for row in rows(store, question):
        about = {key: row.get(key) for key in ("label", "place", "date", "meeting", "speaker")}
        found.setdefault(row["r"], about | {"title": row.get("title") or row["label"], "year": int(row["year"]) if "year" in row else None})
    return found
