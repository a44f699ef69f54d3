"""One process that answers questions, one after the other. It may open nothing and take little, so that no question can do harm.

Oxigraph has no switch against SERVICE and no time or memory limit; so the process itself is jailed once the graph is open:
no further file or socket, a ceiling on memory, and the pool kills it when a question takes too long.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib.plugins.sparql.algebra  # noqa: F401  (the jail lets nothing be imported later)
import rdflib.plugins.stores.memory  # noqa: F401

from kg.graph.quads import serialized
from kg.ontology.namespaces import PREFIXES
from kg.query.engine import QueryError, ask
from kg.query.stores import FOLDER, open_kept
from kg.server.catalogue import Catalogue, opened
from kg.server.excerpts import look
from kg.server.jobs import Answer, Job, Look, Refusal
from kg.server.places import NAMED, places

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

READY = "ready"
# The libraries of the layout import some of what they use when they are first called, and the jail lets nothing be imported later.
for count in (2, NAMED + 1):
    places([(str(number), "") for number in range(count)], [("0", "1")])


class _Full(Exception):
    """The answer has as many lines as it may have."""


class _Large(Exception):
    """The answer has more bytes than it may have: a single text can be of any length."""


class _Lines(io.BytesIO):
    """A sink that takes a number of lines and bytes and stops the evaluation at the next."""

    def __init__(self, most: int, bytes_most: int) -> None:
        super().__init__()
        self.most = most
        self.bytes_most = bytes_most
        self.count = 0

    def write(self, data: Buffer) -> int:
        """Take a piece.

        Raises:
            _Full: if there are more lines than may be.
            _Large: if there are more bytes than may be.
        """
        if self.tell() + memoryview(data).nbytes > self.bytes_most:
            raise _Large
        piece = bytes(data)
        self.count += piece.count(b"\n")
        size = super().write(piece)
        if self.count > self.most:
            raise _Full
        return size

    def lines(self) -> bytes:
        """What was taken, whole lines and no more than may be."""
        data = self.getvalue()
        return b"".join(data.splitlines(keepends=True)[: self.most]) if self.count > self.most else data


def run(connection: Connection, path: Path, megabytes: int) -> None:
    """Open the graph, enter the jail, answer until the connection closes. Sends READY or a Refusal first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        store, kept = open_kept(path)
        catalogue = opened(store, kept)
    except QueryError as error:
        connection.send(Refusal(503, str(error)))
        return
    _jail(megabytes, _unopened(path.parent / FOLDER))
    connection.send(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(answer(store, catalogue, connection.recv()))


def answer(store: pyoxigraph.Store, catalogue: Catalogue, job: Job | Look) -> Answer | Refusal:
    """The answer in the form that was asked for, cut at the limit."""
    try:
        if isinstance(job, Look):
            return look(store, catalogue, job)
        result = ask(store, job.question, dict(job.parameters), job.default_graphs, job.named_graphs)
        if isinstance(result, pyoxigraph.QueryTriples):
            return _graph(result, job)
        return _rows(result, job)
    except QueryError as error:
        return Refusal(400, str(error))
    except _Large:
        return Refusal(503, f"the answer is larger than {job.limits.answer_bytes} bytes; narrow the question or add a LIMIT")  # type: ignore[union-attr]
    except (OSError, RuntimeError, ValueError) as error:
        return Refusal(400, f"the question cannot be answered: {str(error).splitlines()[0][:200]}")


def _rows(result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, job: Job) -> Answer | Refusal:
    if not job.rows_as:
        return Refusal(406, "SELECT and ASK give rows: accept JSON, XML, CSV or TSV results")
    form = pyoxigraph.QueryResultsFormat.from_media_type(job.rows_as)
    assert form is not None
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Answer(result.serialize(format=form) or b"", job.rows_as)
    if not result.variables:
        # TSV cannot tell rows without variables from none
        return Answer(result.serialize(format=form) or b"", job.rows_as)
    sink = _Lines(job.limits.rows + 1, job.limits.answer_bytes)
    cut = 0
    try:
        result.serialize(sink, format=pyoxigraph.QueryResultsFormat.TSV)
    except _Full:
        cut = job.limits.rows
    lines = sink.lines()
    if form is not pyoxigraph.QueryResultsFormat.TSV:
        read = pyoxigraph.parse_query_results(lines, pyoxigraph.QueryResultsFormat.TSV)
        lines = read.serialize(format=form) or b""
    return Answer(lines, job.rows_as, cut)


def _graph(result: pyoxigraph.QueryTriples, job: Job) -> Answer | Refusal:
    if not job.graph_as:
        return Refusal(406, "CONSTRUCT and DESCRIBE give a graph: accept Turtle, JSON-LD, N-Triples or RDF/XML")
    form = pyoxigraph.RdfFormat.from_media_type(job.graph_as)
    assert form is not None
    sink = _Lines(job.limits.rows, job.limits.answer_bytes)
    cut = 0
    try:
        result.serialize(sink, format=pyoxigraph.RdfFormat.N_TRIPLES)
    except _Full:
        cut = job.limits.rows
    triples = {quad.triple for quad in pyoxigraph.parse(sink.lines(), pyoxigraph.RdfFormat.N_TRIPLES)}
    return Answer(serialized(sorted(triples, key=str), form, PREFIXES).encode("utf-8"), job.graph_as, cut, len(triples))


def _unopened(folder: Path) -> int:
    """How many files of the store are not open yet: RocksDB opens 16 of each index at first, the others of a large graph when needed."""
    opened = set()
    for entry in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):
            opened.add(str(entry.readlink()))
    return sum(str(file.resolve()) not in opened for file in folder.glob("*/*.sst"))


def _jail(megabytes: int, files: int) -> None:
    """No file or socket from now on but so many of the store's own, and a ceiling on memory above what is in use (POSIX systems)."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone
        return
    with contextlib.suppress(OSError, ValueError):
        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        ceiling = in_use + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = max(int(entry.name) for entry in Path("/dev/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (most + 1 + files, most + 1 + files))
    # numbers below the limit that are free would still serve: take all but those
    taken = []
    with contextlib.suppress(OSError):
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    for number in taken[len(taken) - files :]:
        os.close(number)
