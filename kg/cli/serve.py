"""kg serve: the explorer, the SPARQL page and endpoint, and a page for every thing, on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from kg.cli.common import CommandError
from kg.server.jobs import Limits

LIMITS = Limits(workers=max(2, os.cpu_count() or 2))
LOCAL = ("localhost", "127.0.0.1", "::1")
# Open connections beyond those that are answered or wait: pages keep some open.
SPARE = 256
QUIET = 20
# Seconds that are left to open requests when the server is stopped.
ENDING = 5


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "serve",
        description="Serve the built graph on this machine: explorer, SPARQL page and endpoint, a page for every thing. Only reading is answered.",
        epilog="example: kg serve --port 8765",
    )
    parser.add_argument("--data", default="output/graph.ttl", help="RDF file to serve (default: output/graph.ttl)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, this machine alone)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen at; 0 takes a free one (default: 8765)")
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME", help="a further name under which requests may come")
    parser.add_argument(
        "--timeout", type=_more, default=LIMITS.seconds, metavar="SECONDS", help=f"longest time of a question (default: {LIMITS.seconds:g})"
    )
    parser.add_argument(
        "--memory", type=_whole, default=LIMITS.megabytes, metavar="MB", help=f"most memory of a question (default: {LIMITS.megabytes})"
    )
    parser.add_argument("--rows", type=_whole, default=LIMITS.rows, help=f"most rows or triples of an answer (default: {LIMITS.rows})")
    parser.add_argument("--workers", type=_whole, default=LIMITS.workers, help=f"questions answered at the same time (default: {LIMITS.workers})")
    parser.add_argument("--waiting", type=_whole, default=LIMITS.waiting, help=f"questions that may wait (default: {LIMITS.waiting})")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; returns the exit code."""
    import uvicorn

    from kg.query.stores import open_kept
    from kg.server.app import application
    from kg.server.catalogue import opened
    from kg.server.connection import ImpatientProtocol

    data = Path(options.data)
    # tells what is wrong with the file, and makes what is kept beside it, before anything listens
    opened(*open_kept(data))
    limits = Limits(options.timeout, options.memory, options.rows, options.workers, options.waiting)
    app = application(data, limits, {*LOCAL, options.host, *options.allow_host})
    listening = _listen(options.host, options.port)
    name = f"[{options.host}]" if ":" in options.host else options.host
    print(f"http://{name}:{listening.getsockname()[1]}/  （Ctrl+C 停止 / to stop）", flush=True)
    if options.host not in LOCAL:
        print("kg: other machines can reach this address; docs/serve.md says how to put it behind a proxy", file=sys.stderr)
    config = uvicorn.Config(
        app,
        http=ImpatientProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=options.workers + options.waiting + SPARE,
        timeout_keep_alive=QUIET,
        timeout_graceful_shutdown=ENDING,
    )
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(found[0], found[1])
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(found[4])
        # from now on requests wait, so that the address can be told
        listening.listen()
    except (OSError, OverflowError, UnicodeError) as error:
        raise CommandError(f"cannot listen at {host} port {port} ({error}); choose another with --port") from None
    return listening


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _more(text: str) -> float:
    number = float(text)
    if not 0 < number < 86_400:
        raise ValueError(text)
    return number
