"""Named graphs on a server, by the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import KgError

if TYPE_CHECKING:
    from requests import Response
    from requests.auth import HTTPDigestAuth

# Seconds to reach the server, and for it to answer: it takes in a whole graph before it does.
CONNECT, PROBE, ANSWER = 10, 60, 900
# A fault that may pass is tried again so often, after 0, 2, 4 and 8 seconds; which answers are such faults.
RETRIES, PAUSE, PASSING = 4, 1, (429, 502, 503, 504)
ADDRESSES = "Oxigraph: http://HOST:7878/store, Virtuoso: http://HOST:8890/sparql-graph-crud-auth, Fuseki: http://HOST:3030/DATASET/data"


class GraphStoreError(KgError, OSError):
    """The server cannot be reached or does not do what was asked; the message says why and what to do."""


class GraphStore:
    """A graph store at an address.

    Requests that may be done twice are done again after faults that may pass; the server's challenge says whether user and password
    go by Basic or Digest.
    """

    def __init__(self, url: str, user: str | None = None, password: str | None = None) -> None:
        """
        Raises:
            GraphStoreError: if the address is none, or the library is missing.
        """
        try:
            import requests
        except ImportError:
            raise GraphStoreError('kg publish needs the library requests; install it with pip install "kg[publish]"') from None
        try:
            parts = urlsplit(url)
            legal = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            legal = False
        if not legal:
            raise GraphStoreError(f"--endpoint {url}: write it as http://… or https://… ({ADDRESSES})")
        if parts.username or parts.password:
            raise GraphStoreError("--endpoint: leave user and password out of the address; use --user NAME and the variable KG_PUBLISH_PASSWORD")
        self.url = url
        self._user = (user, password or "") if user else None
        self._session = requests.Session()

    def open(self, name: str) -> bool:
        """Ask for a graph, to see that a graph store answers here; from then on faults that may pass are tried again.

        Returns:
            whether the store holds the graph.

        Raises:
            GraphStoreError: if no graph store answers, or not for this user.
        """
        from requests.adapters import HTTPAdapter
        from urllib3.util import Retry

        reply = self._ask("GET", name, (200, 404))
        kind = reply.headers.get("Content-Type", "").partition(";")[0]
        reply.close()
        if reply.status_code == 200 and kind == "text/html":
            raise GraphStoreError(f"{self.url}: answers with a web page, no graph store; give the address of one ({ADDRESSES})")
        again = Retry(
            total=RETRIES,
            backoff_factor=PAUSE,
            status_forcelist=PASSING,
            allowed_methods=None,
            raise_on_status=False,
            respect_retry_after_header=False,
        )
        self._session.mount(self.url, HTTPAdapter(max_retries=again))
        return reply.status_code == 200

    def put(self, name: str, body: IO[bytes]) -> None:
        """Make the N-Triples of a seekable file the statements of a graph, in place of those it has.

        The file is sent with its length: of a body in chunks Virtuoso 7 takes nothing and says that all is well.

        Raises:
            GraphStoreError: if the server does not do it.
        """
        self._ask("PUT", name, (200, 201, 204), body)

    def delete(self, name: str) -> None:
        """Remove a graph; one that is not there is no error.

        Raises:
            GraphStoreError: if the server does not do it.
        """
        self._ask("DELETE", name, (200, 202, 204, 404))

    def _ask(self, method: str, name: str, expected: tuple[int, ...], body: IO[bytes] | None = None) -> Response:
        reply = self._send(method, name, body)
        if reply.status_code == 401 and self._user and self._session.auth is None:
            self._session.auth = self._authentication(reply)
            reply = self._send(method, name, body)
        if reply.status_code not in expected:
            raise GraphStoreError(self._refusal(method, name, reply))
        return reply

    def _send(self, method: str, name: str, body: IO[bytes] | None) -> Response:
        import requests

        # Virtuoso 7 refuses a DELETE that accepts only these
        headers = {"Accept": "text/turtle, application/n-triples;q=0.9"} if method == "GET" else {}
        if body is not None:
            body.seek(0)
            headers["Content-Type"] = "application/n-triples"
        try:
            return self._session.request(
                method,
                self.url,
                params={"graph": name},
                data=body,
                headers=headers,
                timeout=(CONNECT, PROBE if method == "GET" else ANSWER),
                allow_redirects=False,
                stream=method == "GET",
            )
        except requests.Timeout:
            raise GraphStoreError(
                f"{self.url}: no answer in time; is it the address of a graph store ({ADDRESSES})? publish again to go on"
            ) from None
        except (requests.RequestException, OSError) as error:
            raise GraphStoreError(
                f"{self.url}: no answer from the server ({_reason(error)}); check the address and that it runs, then publish again to go on"
            ) from None

    def _authentication(self, reply: Response) -> tuple[str, str] | HTTPDigestAuth:
        from requests.auth import HTTPDigestAuth

        assert self._user
        reply.close()
        return HTTPDigestAuth(*self._user) if reply.headers.get("WWW-Authenticate", "").lower().startswith("digest") else self._user

    def _refusal(self, method: str, name: str, reply: Response) -> str:
        code = reply.status_code
        if code == 401:
            who = f"refuses the user {self._user[0]} or the password" if self._user else "asks who you are"
            return f"{self.url}: the server {who} (401); give --user NAME and the password in the variable KG_PUBLISH_PASSWORD"
        if code == 403:
            return f"{self.url}: the server lets this user not write (403); give --user NAME who may (Virtuoso: at /sparql-graph-crud-auth)"
        if 300 <= code < 400:
            return f"{self.url}: has moved ({code}); give --endpoint {reply.headers.get('Location', 'the new address')}"
        if code in (400, 404, 405, 406, 501) and (method == "GET" or code != 400):
            return f"{self.url}: no graph store here ({method} is answered by {code}); give the address of one ({ADDRESSES})"
        if code == 413:
            return f"{self.url}: <{name}> is too large for the server or a proxy before it (413); raise its limit of a request body"
        said = " ".join(reply.content[:20000].decode("utf-8", "replace").split())
        return f"{self.url}: {method} of <{name}> is refused ({code} {reply.reason}): {_plain(said)[:300]}"


def _plain(said: str) -> str:
    """The words of an error page."""
    return " ".join(re.sub(r"<(title|style|script)\b.*?</\1>|<(?!https?:)[^>]*>", " ", said, flags=re.IGNORECASE).split())


def _reason(error: Exception) -> str:
    """What lies at the bottom of a fault of the line."""
    inner = error.args[0] if error.args else error
    return str(getattr(inner, "reason", inner)).rpartition(": ")[2] or type(error).__name__
