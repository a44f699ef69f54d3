"""Questions to a SPARQL server, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/).

They go as a form ("query via URL-encoded POST"): Virtuoso 7 never answers a question that is posted directly.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import pyoxigraph

from kg.query.engine import MASKED, SURROGATE, QueryError, Result, bind, declared

# Asked for by what the question gives: Virtuoso 7 answers CONSTRUCT in rows where it may.
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
GRAPH = "application/n-triples, text/turtle;q=0.9"
FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
TIMEOUT = 60


def ask_endpoint(url: str, question: str, parameters: Mapping[str, str] | None = None, timeout: float = TIMEOUT) -> Result | list[pyoxigraph.Triple]:
    """The answer of a SPARQL server, which waits at most `timeout` seconds for each reply on the line.

    Known prefixes are declared for it; what the question may do there is the server's to say.

    Raises:
        QueryError: if the server cannot be reached, refuses the question, or gives what is no SPARQL answer.
    """
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        raise QueryError(f"--endpoint {url}: write it as http://… or https://…")
    if SURROGATE.search(question):
        raise QueryError("the question is no text (bytes that are not UTF-8); give it in UTF-8")
    text = declared(bind(question, parameters) if parameters else question)
    form = FORM.search(MASKED.sub(" ", text))
    accept = GRAPH if form and form[1].upper() in ("CONSTRUCT", "DESCRIBE") else ROWS
    request = urllib.request.Request(url, data=urlencode({"query": text}).encode("ascii"), headers={"Accept": accept}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            body, kind = reply.read(), reply.headers.get_content_type()
    except urllib.error.HTTPError as error:
        said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:200]
        raise QueryError(f"{url}: the server refused the question ({error.code} {error.reason}): {said}") from None
    except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError) as error:
        raise QueryError(f"{url}: no answer from the server ({getattr(error, 'reason', error)}); check the address and that it runs") from None
    return _read(url, body, kind)


def _read(url: str, body: bytes, kind: str) -> Result | list[pyoxigraph.Triple]:
    rows, triples = pyoxigraph.QueryResultsFormat.from_media_type(kind), pyoxigraph.RdfFormat.from_media_type(kind)
    try:
        if rows is not None:
            # read whole before any of it is shown: what is wrong in it shows only then
            pyoxigraph.parse_query_results(body, rows).serialize(format=rows)
            return pyoxigraph.parse_query_results(body, rows)
        if triples is not None:
            return [quad.triple for quad in pyoxigraph.parse(body, triples)]
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"{url}: the answer is no {kind} ({error})") from None
    raise QueryError(f"{url}: the answer is {kind}, not a SPARQL answer; is this the address of a SPARQL endpoint?")
