"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what a request asks, and in which form the answer goes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kg.server.jobs import Job, Limits, Look

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# Media types that may be asked for, the preferred one of each kind first, and what is served for them.
ROWS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
GRAPHS = {
    "text/turtle": "text/turtle",
    "application/ld+json": "application/ld+json",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
}
ENDINGS = {
    "json": "application/sparql-results+json",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "srx": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}


# What the explorer of the whole graph asks, and the longest search.
LOOKS = ("overview", "search", "around", "evidence")
LONGEST = 200


class ProtocolError(Exception):
    """A request is no question by the protocol: the HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def accepted(header: str | None, offered: dict[str, str]) -> str:
    """The media type in which to answer a request with this Accept header, empty if none of those offered will do."""
    if header is None or not header.strip():
        return next(iter(offered.values()))
    wanted = parse_accept_header(header, MIMEAccept)
    return offered.get(wanted.best_match(offered, "") or "", "")


def wants_page(header: str | None) -> bool:
    """True if a browser asks: HTML is preferred to every RDF form."""
    if not header or "html" not in header:
        return False
    wanted = parse_accept_header(header, MIMEAccept)
    return wanted.best_match(["text/html", *GRAPHS], "") == "text/html"


def job_of(method: str, content_type: str, query_string: str, body: bytes, accept: str | None, ending: str, limits: Limits) -> Job | None:
    """The question of a request; None if it is a GET without one, which asks for a description of the service.

    Raises:
        ProtocolError: if it is no question by the protocol.
    """
    fields = _fields(query_string)
    question: list[str]
    if method == "POST":
        kind = content_type.partition(";")[0].strip().lower()
        if kind == FORM:
            fields += _fields(_text(body))
            question = [value for name, value in fields if name == "query"]
        elif kind == QUERY:
            if any(name == "query" for name, _ in fields):
                raise ProtocolError(400, "the question stands in the body; leave query out of the address")
            question = [_text(body)]
        elif kind == UPDATE:
            raise ProtocolError(403, "updates are refused: this server only reads")
        else:
            raise ProtocolError(415, f"send the question as {QUERY}, or as the field query of {FORM}")
    else:
        question = [value for name, value in fields if name == "query"]
        if not question and not fields:
            return None
    if any(name == "update" for name, _ in fields):
        raise ProtocolError(403, "updates are refused: this server only reads")
    if len(question) != 1:
        raise ProtocolError(400, "the request has no question: give it as query=…" if not question else "the request has more than one question")
    if len(question[0].encode("utf-8", "surrogatepass")) > limits.request_bytes:
        raise ProtocolError(413, f"the question is longer than {limits.request_bytes} bytes")
    rows, graph = _forms(accept, ending)
    return Job(
        question=question[0],
        rows_as=rows,
        graph_as=graph,
        parameters=tuple((name[1:], value) for name, value in fields if name.startswith("$")),
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
        limits=limits,
    )


def _forms(accept: str | None, ending: str) -> tuple[str, str]:
    """The media types for rows and for a graph."""
    if ending:
        kind = ENDINGS.get(ending)
        if kind is None:
            raise ProtocolError(404, f"no form of answer has the ending .{ending}; there are {', '.join(ENDINGS)}")
        return (kind, "") if kind in ROWS else ("", kind)
    rows, graph = accepted(accept, ROWS), accepted(accept, GRAPHS)
    if not rows and not graph:
        raise ProtocolError(406, f"no answer can be given as {accept}; there are {', '.join(dict.fromkeys(ENDINGS.values()))}")
    return rows, graph


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise ProtocolError(400, "the fields of the request are not UTF-8, or too many") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProtocolError(400, "the body is not UTF-8") from None


def look_of(what: str, parameters: Sequence[tuple[str, str]]) -> Look:
    """What the explorer of the whole graph asks: `q` to search; `thing` (again and again), `steps`, `together`, `skip`.

    Raises:
        ProtocolError: if there is no such question, or a parameter is missing or no number.
    """
    if what not in LOOKS:
        raise ProtocolError(404, f"there is no /explorer/{what}; there are {', '.join(LOOKS)}")
    things = tuple(value for name, value in parameters if name == "thing")
    given = dict(parameters)
    if what in ("around", "evidence") and not things:
        raise ProtocolError(400, f"/explorer/{what} needs a parameter thing, such as region/500000")
    if (
        given.get("steps", "1") not in ("1", "2")
        or given.get("together", "1") not in ("0", "1")
        or not re.fullmatch(r"[0-9]{1,9}", given.get("skip", "0"))
    ):
        raise ProtocolError(400, "steps is 1 or 2, together 0 or 1, skip a whole number")
    return Look(
        what, things, given.get("q", "")[:LONGEST], int(given.get("steps", "1")), given.get("together", "1") == "1", int(given.get("skip", "0"))
    )
