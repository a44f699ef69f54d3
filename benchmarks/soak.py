"""`kg serve` under many mixed requests: every answer as a single user gets it, no failure beyond the limits, memory that does not grow.

usage: python -m benchmarks.soak [REQUESTS] [GRAPH]
"""

from __future__ import annotations

import hashlib
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.processes import memory, serving
from kg.query.library import questions
from kg.query.stores import load

CLIENTS = 20
SEED = 20200111
# MB that a thousand requests may add in a run of so many; in a shorter one the filling of caches and new workers weigh more.
STEEPEST, LONG = 0.5, 50_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# So many requests come between two that never end by themselves.
RUNAWAY_EVERY = 1000
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(10)))} }}" for n in range(9)) + " }"


@dataclass(frozen=True, slots=True)
class Request:
    """A request and the status it must get."""

    method: str
    path: str
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200


@dataclass
class Soaked:
    """What came of it: statuses, wrong answers, memory samples (MB) by the number of requests answered, seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)
    seconds: float = 0.0

    def growth(self) -> float:
        """Median memory in the last third, in terms of that in the middle third."""
        values = [megabytes for _, megabytes in self.memory]
        third = len(values) // 3
        return statistics.median(values[2 * third :]) / statistics.median(values[third : 2 * third])

    def slope(self) -> float:
        """Memory that 1,000 requests add (MB), by least squares over the last two thirds: before, the workers are being started."""
        late = self.memory[len(self.memory) // 3 :]
        return 1000 * statistics.linear_regression([at for at, _ in late], [megabytes for _, megabytes in late]).slope


def requests(graph: Path) -> list[Request]:
    """One of each kind: pages, data, questions, and what is refused."""
    store = load(graph)
    things = [row["s"].value for row in store.query("SELECT DISTINCT ?s { ?s a ?t ; ?p ?o } ORDER BY ?s LIMIT 4000")]  # type: ignore[union-attr]
    chosen = random.Random(SEED).sample([iri for iri in things if isinstance(iri, str) and "/ontology" not in iri], 40)
    found = [
        Request("GET", quote(urlsplit(iri).path.removeprefix("/govreport"), safe="/%"), headers=(("Accept", kind),))
        for iri in chosen
        for kind in ("text/html", "text/turtle")
    ]
    found += [
        Request("GET", path)
        for path in ("/", "/health", "/void", "/api/questions", "/api/vocabulary", "/static/sparql.css", "/static/sparql.js", "/ontology")
    ]
    for question in questions():
        fields = {"query": question.text, **{f"${name}": value for name, value in question.defaults.items()}}
        found.append(Request("POST", "/sparql", urlencode(fields), (("Accept", "application/sparql-results+json"), *FORM.items())))
    found += [
        Request("GET", "/nothing/here", status=404),
        Request("GET", "/static/../../etc/passwd", status=404),
        Request("GET", "/sparql?" + urlencode({"query": "SELECT"}), status=400),
        Request("GET", "/sparql?" + urlencode({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}), status=400),
        Request("POST", "/sparql", "update=DROP+ALL", tuple(FORM.items()), 403),
        Request("POST", "/sparql", "x" * 400_000, (("Content-Type", "application/sparql-query"),), 413),
        Request("GET", "/health", headers=(("Host", "evil.example"),), status=421),
        Request("DELETE", "/sparql", status=405),
    ]
    return found


def send(connection: http.client.HTTPConnection, request: Request) -> tuple[int, str]:
    """Status and a digest of the answer; answers are the same up to the nonce of their policy."""
    connection.request(request.method, request.path, request.body or None, dict(request.headers))
    response = connection.getresponse()
    body = response.read()
    policy = response.headers.get("content-security-policy", "")
    nonce = policy.partition("nonce-")[2].partition("'")[0]
    return response.status, hashlib.sha256(body.replace(nonce.encode(), b"") if nonce else body).hexdigest()


def soak(port: int, pid: int, asked: Sequence[Request], count: int, clients: int = CLIENTS) -> Soaked:
    """Send `count` requests from several clients at once, after one user has asked each of them."""
    alone = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    expected: dict[Request, str] = {}
    result = Soaked()
    for request in asked:
        status, expected[request] = send(alone, request)
        if status != request.status:
            result.wrong.append(f"{request.method} {request.path[:80]}: {status}, not {request.status}, to a single user")
    done, lock = [0], threading.Lock()

    def client(number: int) -> None:
        chance = random.Random(SEED + number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                if done[0] >= count:
                    return
                done[0] += 1
                at = done[0]
                if at % max(1, count // 60) == 0:
                    result.memory.append((at, memory(pid)))
            runaway = at % RUNAWAY_EVERY == 0
            request = Request("GET", "/sparql?" + urlencode({"query": RUNAWAY}), status=503) if runaway else chance.choice(asked)
            try:
                status, digest = send(connection, request)
            except (http.client.HTTPException, OSError) as error:
                # a server that refuses a body may close the line
                connection.close()
                if request.status != 413:
                    with lock:
                        result.wrong.append(f"{request.method} {request.path[:80]}: {error!r}")
                continue
            with lock:
                result.statuses[status] += 1
                if status != request.status or not runaway and digest != expected[request]:
                    result.wrong.append(f"{request.method} {request.path[:80]}: {status}, another answer than a single user's")

    start = time.perf_counter()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - start
    return result


def main(count: int, graph: Path) -> None:
    """Print what came of it; ends with 1 if anything was wrong or memory grew."""
    with serving(graph, "--timeout", "5") as (port, pid):
        result = soak(port, pid, requests(graph), count)
    print(
        f"{sum(result.statuses.values()):,} answers to {CLIENTS} clients in {result.seconds:.0f} s, {count / result.seconds:.0f} a second; statuses {dict(sorted(result.statuses.items()))}"
    )
    print(
        f"memory of the server and its workers: {result.memory[0][1]:.0f} MB at first, {result.memory[-1][1]:.0f} MB at last, growth {result.growth():.3f}, {result.slope():+.3f} MB a thousand requests"
    )
    print(f"{len(result.wrong)} wrong, requests of seed {SEED}", *result.wrong[:10], sep="\n  ")
    sys.exit(bool(result.wrong) or count >= LONG and result.slope() > STEEPEST)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        main(wanted, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-m", "kg", "build", "seeds", "-o", folder], check=True, capture_output=True)
            main(wanted, Path(folder) / "graph.ttl")
