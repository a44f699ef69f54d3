"""The routes of `kg serve`: the explorer, the SPARQL page, the endpoint, a page for every thing, descriptions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import anyio
from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.explorer.page import render_served, script
from kg.linking.iris import iri_of_path
from kg.ontology.namespaces import KG
from kg.query.library import questions
from kg.server import description, things
from kg.server.guard import Guard
from kg.server.jobs import Answer, Job, Limits, Look, Refusal
from kg.server.pool import Pool
from kg.server.protocol import ENDINGS, GRAPHS, ProtocolError, accepted, job_of, look_of, wants_page

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
STATIC = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
EXPLORER, PAGES = "graph.html", "pages"
# The rich editor of the SPARQL page, where it was built (make frontend).
EDITOR = "editor.js"
TOO_MANY = 8
# Values of a property that a page shows before it folds the others.
SHOWN = 12


def application(data: Path, limits: Limits, hosts: Collection[str]) -> Starlette:
    """The server of a graph file. The workers start with the first questions; closing the application stops them."""
    return _Site(data, limits).application(hosts)


class _Site:
    def __init__(self, data: Path, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.pool = Pool(data, limits)
        self.threads = anyio.CapacityLimiter(limits.workers + limits.waiting + TOO_MANY)
        self.templates = Environment(loader=PackageLoader("kg.server", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self.templates.globals |= {"vocabulary_iri": str(KG), "shown": SHOWN}
        self.known_base = ((0, 0), "")
        self.known_overview = ((0, 0), Answer(b"", ""))

    def application(self, hosts: Collection[str]) -> Starlette:
        """The routes behind the guard."""
        asked = ["GET", "POST"]
        routes = [
            Route("/", self.explorer),
            Route("/reports", self.reports),
            Route("/pages/{name}", self.reports),
            Route("/explorer", self.corpus),
            Route("/explorer/{what}", self.excerpt),
            Route("/sparql", self.sparql, methods=asked),
            Route("/sparql.{ending}", self.sparql, methods=asked),
            Route("/api/questions", self.library),
            Route("/api/vocabulary", self.vocabulary),
            Route("/ontology", self.ontology),
            Route("/void", self.void),
            Route("/void.{ending}", self.void),
            Route("/.well-known/void", self.well_known),
            Route("/health", self.health),
            Route("/static/{name}", self.static),
            Route("/{kind}/", self.listing),
            Route("/{path:path}", self.thing),
        ]
        guard = Middleware(Guard, hosts=hosts, most=self.limits.request_bytes)
        handlers: dict[Any, Any] = {HTTPException: _plain, ProtocolError: _protocol, Exception: _broken}
        return Starlette(routes=routes, middleware=[guard], exception_handlers=handlers, lifespan=self.life)

    @asynccontextmanager
    async def life(self, app: Starlette) -> AsyncIterator[None]:
        """The workers end with the server."""
        yield
        self.pool.close()

    async def ask(self, job: Job | Look) -> Answer | Refusal:
        """The pool's answer; other requests go on meanwhile."""
        return await anyio.to_thread.run_sync(self.pool.answer, job, limiter=self.threads)

    async def explorer(self, request: Request) -> Response:
        """The explorer that was built with the graph; of a corpus that of the whole graph; else the SPARQL page."""
        if (self.data.parent / PAGES).is_dir():
            return await self.corpus(request)
        return self.built(self.data.parent / EXPLORER) or RedirectResponse("/sparql")

    async def reports(self, request: Request) -> Response:
        """The list of the reports of a corpus, or the page of one."""
        name = request.path_params.get("name")
        page = self.data.parent / PAGES / name if name else self.data.parent / EXPLORER
        found = self.built(page) if page.suffix == ".html" else None
        if found is None:
            raise HTTPException(404, "there is no such page; see /reports")
        return found

    def built(self, page: Path) -> Response | None:
        """A page that was built with the graph."""
        # it carries a policy of its own, with the digests of its scripts
        try:
            there = page.is_file()
        except (OSError, ValueError):  # a name that no file can have
            there = False
        return FileResponse(page, headers={"content-security-policy": "frame-ancestors 'none'"}) if there else None

    async def corpus(self, request: Request) -> Response:
        """The explorer of the whole graph, which asks for what it shows."""
        folder = self.data.parent
        where = "pages" if (folder / PAGES).is_dir() else "one" if (folder / EXPLORER).is_file() else "none"
        return HTMLResponse(render_served(await self.base(), where))

    async def excerpt(self, request: Request) -> Response:
        """What the explorer of the whole graph asks."""
        asked = look_of(request.path_params["what"], request.query_params.multi_items())
        if asked.what != "overview":
            return _sent(await self.ask(asked))
        # the same for everyone as long as the graph is the same
        stamp = self.pool.stamp()
        if self.known_overview[0] != stamp:
            answer = await self.ask(asked)
            if isinstance(answer, Refusal):
                return _sent(answer)
            self.known_overview = stamp, answer
        return _sent(self.known_overview[1])

    async def sparql(self, request: Request) -> Response:
        """The endpoint; without a question, the page for browsers and the service description for programs."""
        accept = request.headers.get("accept")
        kind = request.headers.get("content-type", "")
        ending = request.path_params.get("ending", "")
        job = job_of(request.method, kind, request.url.query, request.state.body if request.method == "POST" else b"", accept, ending, self.limits)
        if job is not None:
            return _sent(await self.ask(job))
        if not ending and wants_page(accept):
            return self.page(request, "static/sparql.html", editor=(files("kg.server") / "static" / EDITOR).is_file())
        return _described(description.service(str(request.url.replace(path="/sparql", query="")), self.limits), accept, ending)

    async def library(self, request: Request) -> Response:
        """The question library."""
        return JSONResponse([asdict(question) for question in questions()])

    async def vocabulary(self, request: Request) -> Response:
        """The terms of the vocabulary."""
        return JSONResponse(things.vocabulary(await self.base()))

    async def ontology(self, request: Request) -> Response:
        """The vocabulary: a page for browsers, RDF for programs."""
        if wants_page(request.headers.get("accept")):
            return self.page(request, "templates/vocabulary.html", vocabulary=things.vocabulary(await self.base()))
        return _described(things.source(), request.headers.get("accept"), "")

    async def void(self, request: Request) -> Response:
        """What the data set is."""
        answer = await self.ask(Job(description.DATASET, graph_as="text/turtle", limits=self.limits))
        if isinstance(answer, Refusal):
            return _sent(answer)
        return _described(answer.body.decode("utf-8"), request.headers.get("accept"), request.path_params.get("ending", ""))

    async def well_known(self, request: Request) -> Response:
        """Where the VoID description is (https://www.w3.org/TR/void/#well-known)."""
        return RedirectResponse("/void", status_code=303)

    async def health(self, request: Request) -> Response:
        """Whether questions are answered."""
        answer = await self.ask(Job("ASK {}", rows_as=things.ROWS, limits=self.limits))
        if isinstance(answer, Refusal):
            return JSONResponse({"status": "failing", "reason": answer.sentence}, answer.status)
        return JSONResponse({"status": "ok"})

    async def static(self, request: Request) -> Response:
        """A script or style of the pages."""
        name = request.path_params["name"]
        kind = STATIC.get(Path(name).suffix)
        content = script(name) if kind else None
        if kind and content is None:
            ours = {file.name: file for file in (files("kg.server") / "static").iterdir()} | {"vis-network.min.js": files("pyvis") / VIS}
            content = ours[name].read_bytes() if name in ours else None
        if content is None:
            raise HTTPException(404, f"there is no /static/{name}")
        return Response(content, media_type=kind, headers={"cache-control": "no-cache"})

    async def listing(self, request: Request) -> Response:
        """All things of a kind."""
        base = await self.base()
        found = await anyio.to_thread.run_sync(things.listing, self.pool, base, request.path_params["kind"], self.limits, limiter=self.threads)
        if isinstance(found, Refusal):
            return _sent(found)
        return self.page(request, "templates/listing.html", listing=found, base=base)

    async def thing(self, request: Request) -> Response:
        """A page, or RDF, about the IRI that the path stands for; an ending .ttl, .jsonld, .nt or .rdf asks for that form."""
        raw = request.scope["raw_path"].partition(b"?")[0]
        base = await self.base()
        stem, _, ending = raw.decode("ascii", "replace").rpartition(".")
        ending = ending if ending in ENDINGS and ENDINGS[ending] in GRAPHS.values() else ""
        iri = iri_of_path(base, stem if ending else raw.decode("ascii", "replace"))
        accept = request.headers.get("accept")
        if iri is not None and not ending and wants_page(accept):
            found = await anyio.to_thread.run_sync(things.thing, self.pool, iri, self.limits, limiter=self.threads)
            if isinstance(found, Refusal):
                return _sent(found)
            if found is not None:
                return self.page(request, "templates/thing.html", thing=found, base=base, path="/" + iri.removeprefix(base))
        elif iri is not None:
            form = ENDINGS.get(ending) or accepted(accept, GRAPHS)
            if not form:
                return _sent(Refusal(406, f"no answer can be given as {accept}"))
            answer = await self.ask(Job(things.question(iri), graph_as=form, limits=self.limits))
            if isinstance(answer, Refusal) or answer.triples:
                return _sent(answer)
        raise HTTPException(404, "the graph has nothing of that name; see /sparql and the lists there")

    async def base(self) -> str:
        """The IRI below which the data of the graph lie."""
        stamp = self.pool.stamp()
        if self.known_base[0] != stamp:
            self.known_base = stamp, await anyio.to_thread.run_sync(things.base, self.pool, self.limits, limiter=self.threads)
        return self.known_base[1]

    def page(self, request: Request, template: str, **values: Any) -> Response:
        """A page made of a template."""
        return HTMLResponse(self.templates.get_template(template).render(nonce=request.state.nonce, **values), headers={"vary": "Accept"})


def _sent(answer: Answer | Refusal) -> Response:
    if isinstance(answer, Refusal):
        headers = {"retry-after": "1"} if answer.status == 503 else {}
        return PlainTextResponse(answer.sentence, answer.status, headers)
    headers = {"vary": "Accept"} | ({"kg-truncated": str(answer.cut)} if answer.cut else {})
    return Response(answer.body, media_type=answer.media_type, headers=headers)


def _described(turtle: str, accept: str | None, ending: str) -> Response:
    form = ENDINGS.get(ending, "") if ending else accepted(accept, GRAPHS)
    if form not in GRAPHS.values():
        return _sent(Refusal(406, "this description is a graph: accept Turtle, JSON-LD, N-Triples or RDF/XML"))
    return _sent(Answer(description.converted(turtle, form), form))


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(str(error.detail), error.status_code, error.headers)


async def _protocol(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProtocolError)
    return PlainTextResponse(error.sentence, error.status)


async def _broken(request: Request, error: Exception) -> Response:
    return PlainTextResponse("the server failed at this request; its log says where", 500)
