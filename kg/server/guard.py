"""What stands before every route: whose requests are taken, how large they may be, and what a browser may do with the answers.

A page of another site must not read the graph through its visitor's browser: the Host must be one of ours (against DNS
rebinding), and the Origin, where a browser tells it, our own.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = 10.0
# A name or address and a port, and nothing that another reader of the same header might take otherwise.
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::[0-9]{1,5})?", re.ASCII)
LENGTH = re.compile(r"[0-9]{1,15}")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def policy(nonce: str) -> str:
    """The Content-Security-Policy of a page whose style blocks carry this nonce: nothing from elsewhere, no inline script."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data: blob:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware: refuses foreign hosts and origins and overlong bodies; adds the headers that protect the reader."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], most: int) -> None:
        self.app = app
        self.hosts = {host.lower() for host in hosts}
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                extra = HEADERS if b"content-security-policy" in given else HEADERS | {"content-security-policy": policy(nonce)}
                message["headers"] = [*message["headers"], *((name.encode(), value.encode()) for name, value in extra.items())]
            await send(message)

        request = Request(scope)
        if refusal := self._refusal(request):
            await refusal(scope, receive, protected)
            return
        try:
            body = await asyncio.wait_for(self._body(receive), READING) if request.method in ("POST", "PUT", "PATCH", "DELETE") else b""
        except TimeoutError:
            await PlainTextResponse(f"the body did not arrive within {READING:g} seconds", 408)(scope, receive, protected)
            return
        if body is None:
            await PlainTextResponse(f"the body is larger than {self.most} bytes", 413)(scope, receive, protected)
            return
        scope["state"]["body"] = body
        await self.app(scope, receive, protected)

    def _refusal(self, request: Request) -> Response | None:
        host = _name(request.headers.get("host", ""))
        if host not in self.hosts:
            return PlainTextResponse("this server does not go by that name; start it with --allow-host to add one", 421)
        origin = request.headers.get("origin")
        if origin is not None and _site(origin) != request.headers.get("host", "").lower():
            return PlainTextResponse("requests from pages of other sites are refused", 403)
        foreign = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if foreign and request.headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("requests from pages of other sites are refused", 403)
        length = request.headers.get("content-length", "0")
        if not LENGTH.fullmatch(length) or int(length) > self.most:
            return PlainTextResponse(f"the body is larger than {self.most} bytes", 413)
        return None

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, None if it is too large."""
        body = b""
        while True:
            message = await receive()
            body += bytes(message.get("body", b""))
            if len(body) > self.most:
                return None
            if message["type"] == "http.disconnect" or not message.get("more_body", False):
                return body


def _name(host: str) -> str:
    """The name in a Host header, without the port; empty if it is none."""
    match = HOST.fullmatch(host)
    return (match[1] or match[2]).lower() if match else ""


def _site(origin: str) -> str:
    """The host and port of an Origin header; empty if it is none (``null``, or what no browser sends)."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
