"""1,000 questions of the library from 20 clients at once: `kg serve` beside the bare oxigraph server, in turns, with the same client.

Usage: python benchmarks/serving.py output/graph.ttl
"""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.processes import serving
from kg.query.engine import bind, declared
from kg.query.library import questions

CLIENTS, ASKED, ROUNDS = 20, 1000, 3
JSON = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}


def main(graph: Path) -> None:
    """Print throughput and percentiles of both, and their ratios."""
    texts = [declared(bind(q.text, q.defaults) if q.defaults else q.text) for q in questions()]
    figures: dict[str, list[tuple[float, float, float, float]]] = {"kg serve": [], "oxigraph": []}
    with tempfile.TemporaryDirectory() as folder, serving(graph) as (port, _), bare(graph, Path(folder)) as theirs:
        mine = port, "/sparql"
        for port, path in (mine, theirs):
            run(port, path, texts, 2 * len(texts))
        for _ in range(ROUNDS):
            figures["kg serve"].append(run(*mine, texts, ASKED))
            figures["oxigraph"].append(run(*theirs, texts, ASKED))
    print(f"{ASKED} questions of {len(texts)} kinds from {CLIENTS} clients, median of {ROUNDS} rounds")
    print("| server | questions a second | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in figures.items()}
    for name, row in medians.items():
        print(f"| {name} | {row[0]:.0f} | {row[1]:.1f} | {row[2]:.1f} | {row[3]:.1f} |")
    print("| ratio | " + " | ".join(f"{a / b:.2f}" for a, b in zip(*medians.values(), strict=True)) + " |")


def run(port: int, path: str, texts: list[str], asked: int) -> tuple[float, float, float, float]:
    """Questions a second, and the 50th, 95th and 99th percentile of the time of one in milliseconds."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        start = time.perf_counter()
        times = sorted(
            t
            for share in clients.map(lambda c: client(port, path, [texts[i % len(texts)] for i in range(c, asked, CLIENTS)]), range(CLIENTS))
            for t in share
        )
        took = time.perf_counter() - start
    return asked / took, *(1000 * times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))


def client(port: int, path: str, texts: list[str]) -> list[float]:
    """One client with one connection: the time of each question in seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    times = []
    for text in texts:
        start = time.perf_counter()
        connection.request("POST", path, urlencode({"query": text}), JSON)
        reply = connection.getresponse()
        reply.read()
        if reply.status != 200:
            raise SystemExit(f"port {port}: {reply.status} {reply.reason}")
        times.append(time.perf_counter() - start)
    connection.close()
    return times


@contextmanager
def bare(graph: Path, folder: Path) -> Iterator[tuple[int, str]]:
    """The oxigraph server with the same data."""
    program = str(Path(sys.executable).parent / "oxigraph")
    subprocess.run([program, "load", "--location", str(folder), "--file", str(graph)], check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [program, "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL
    ) as process:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, "/query"
        process.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
