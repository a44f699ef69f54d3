"""What a hostile reader sends: questions made to run away, to reach elsewhere or to end the process, and requests made to lead astray.

tests/server/test_limits.py holds the limits themselves, tests/server/test_things.py and test_page.py script in the data.
"""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from starlette.testclient import TestClient

from kg.server.app import application
from kg.server.connection import ImpatientProtocol
from kg.server.guard import READING
from kg.server.jobs import Answer, Job, Limits, Refusal
from kg.server.pool import Pool

SEED = 20200111
LIMITS = Limits(seconds=1.5, megabytes=128, rows=1000, workers=1, answer_bytes=1_000_000)


def product(count: int) -> str:
    return " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(count))


def doubled(times: int) -> str:
    """A text of 100 characters, each time sixteen times as long."""
    steps = " ".join(f"BIND(CONCAT({','.join([f'?v{n}'] * 16)}) AS ?v{n + 1})" for n in range(times))
    return f'SELECT ?v{times} {{ BIND("{"a" * 100}" AS ?v0) {steps} }}'


RUNAWAY = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "path over everything": "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b }",
    "path in a path": "SELECT (COUNT(*) AS ?n) { ?a ((!<x:a>|^!<x:a>)*/(!<x:a>|^!<x:a>)*)* ?b }",
    "quadratic absence": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f FILTER(?d != ?a && STR(?c) > STR(?f) && ?f = "z") } }',
    "joined groups": f"SELECT (GROUP_CONCAT(STR(?a)) AS ?t) {{ ?a ?b ?c . {product(4)} }}",
    "sorted product": f"SELECT * {{ {product(8)} }} ORDER BY ?v1",
    "a pattern a row": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER REGEX(STR(?c), CONCAT("(.*", STR(?c), ".*){50}$")) }',
    "a text of 100 MB": doubled(5),
    "a text of 6 MB": doubled(4),
    "a text replaced": f'SELECT (REPLACE(?v, "a", ?v) AS ?w) {{ BIND(REPLACE("{"a" * 100}", "a", "{"a" * 100}") AS ?v) }}',
    "brackets": f"ASK {{ FILTER({'(' * 50_000}1{')' * 50_000}) }}",
    "negations": f"ASK {{ FILTER({'!' * 100_000}true) }}",
    "groups": f"ASK {'{' * 30_000}{'}' * 30_000}",
    "bracketed path": f"ASK {{ ?a {'(' * 30_000}<x:a>{')' * 30_000} ?b }}",
    "nodes in nodes": f"ASK {{ {'[ <x:a> ' * 20_000}[]{']' * 20_000} <x:p> <x:o> }}",
    "lists in lists": f"ASK {{ {'(' * 20_000}1{')' * 20_000} <x:p> <x:o> }}",
    "alternatives": f"ASK {{ FILTER({'||'.join(['true'] * 30_000)}) }}",
    "joins": f"SELECT * {{ {' '.join(f'?a{n} ?b{n} ?a{n + 1} .' for n in range(2000))} }}",
    "options": f"SELECT * {{ {' '.join(f'OPTIONAL {{ ?a{n} ?b ?a{n + 1} }}' for n in range(300))} }}",
    "deep, and FROM": f"SELECT * FROM <x:g> {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}",
}


@pytest.fixture(scope="module")
def pool(graph_file: Path) -> Iterator[Pool]:
    pool = Pool(graph_file, LIMITS)
    yield pool
    pool.close()


def job(question: str) -> Job:
    return Job(question, rows_as="application/sparql-results+json", graph_as="text/turtle", limits=LIMITS)


@pytest.mark.parametrize("name", RUNAWAY)
def test_questions_made_to_run_away(pool: Pool, name: str) -> None:
    assert isinstance(pool.answer(job("ASK {}")), Answer)
    start = time.perf_counter()
    said = pool.answer(job(RUNAWAY[name]))
    assert time.perf_counter() - start < 2 * LIMITS.seconds + 2
    assert isinstance(said, Refusal) and said.status in (400, 503) and "\n" not in said.sentence
    assert isinstance(pool.answer(job("ASK {}")), Answer)


@pytest.mark.parametrize(
    "question",
    [
        f'ASK {{ VALUES ?t {{ "{"a" * 5000}!" }} FILTER REGEX(?t, "^(a+)+$") }}',
        'ASK { VALUES ?t { "a" } FILTER REGEX(?t, "((a{1000}){1000}){1000}") }',
        f"CONSTRUCT {{ {' '.join(f'?a <x:{n}> {n} .' for n in range(90))} }} WHERE {{ ?a ?b ?c }}",
        f"CONSTRUCT {{ [] <x:a> [ <x:b> [] ] }} WHERE {{ {product(8)} }}",
        f"SELECT DISTINCT * {{ {product(7)} }}",
    ],
)
def test_questions_that_only_look_so(pool: Pool, question: str) -> None:
    """Patterns are matched in linear time; graphs and rows are cut where the limit is, however many there would be."""
    said = pool.answer(job(question))
    assert isinstance(said, Answer) and len(said.body) < 1_000_000
    assert said.cut == (0 if question.startswith("ASK") else LIMITS.rows)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ sErViCe/**/<{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?g {{ <{0}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
        "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE#\n<{0}> {{ ?s ?p ?o }} }} }} }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "ASK FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
        "DESCRIBE <{0}> FROM <{0}>",
        "LOAD <{0}>",
        "LOAD SILENT <{0}> INTO GRAPH <x:g>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX x: <x:> DELETE WHERE {{ ?s ?p ?o }}",
        "#\n CLEAR ALL",
        "ASK {{}} ; DROP ALL",
    ],
)
def test_questions_that_reach_elsewhere(client: TestClient, question: str) -> None:
    """Refused at every door, and nobody is called."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        asked = question.format(address)
        for reply in (
            client.get("/sparql", params={"query": asked}),
            client.post("/sparql", data={"query": asked}),
            client.post("/sparql.csv", content=asked, headers={"content-type": "application/sparql-query"}),
        ):
            assert reply.status_code == 400 and "root:" not in reply.text
        for name in ("default-graph-uri", "named-graph-uri"):
            assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", name: address}).status_code == 400
        listening.settimeout(0.05)
        with pytest.raises(TimeoutError):
            listening.accept()
    reply = client.get("/sparql", params={"query": "ASK { ?p a kg:Project }"})
    assert reply.json()["boolean"] is True


HOSTS = ["127.0.0.1#evil.example", "127.0.0.1/evil.example", "127.0.0.1?evil", "evil@127.0.0.1", "evil:80@localhost", "127.0.0.1, evil.example"]


@pytest.mark.parametrize(
    "host", [*HOSTS, "127.0.0.1\\evil", "127.0.0.1:port", "127.0.0.1:123456", "0x7f.1", "2130706433", "localhost.", "[::1", "１２７.0.0.1"]
)
def test_hosts_that_look_like_ours(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host.encode("utf-8")}).status_code == 421  # type: ignore[dict-item]


@pytest.mark.parametrize("name", ["x-forwarded-host", "forwarded", "x-host", "x-original-url", "x-rewrite-url", "x-http-method-override"])
def test_headers_of_proxies_change_nothing(client: TestClient, name: str) -> None:
    reply = client.get("/sparql", headers={name: "evil.example", "accept": "text/turtle"})
    assert reply.status_code == 200 and "evil.example" not in reply.text


@pytest.mark.parametrize(
    "origin", ["http://[", "http://127.0.0.1@evil.example", "http://evil.example#127.0.0.1", "127.0.0.1", "//evil", "", "file://"]
)
def test_origins_that_are_none(client: TestClient, origin: str) -> None:
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": origin}).status_code == 403


STEPS = ["..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "%c0%ae%c0%ae", "..%00", "..;", "%ef%bc%8e%ef%bc%8e", "..%5c..", "....//.."]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("room", ["/", "/static/", "/pages/", "/explorer/", "/project/", "/sparql."])
def test_no_encoding_of_a_path_leads_out(served: str, room: str, step: str) -> None:
    """As raw bytes: clients tidy paths up before they send them."""
    for slash in ("/", "%2f", "%5c", "%252f"):
        for target in (
            slash.join([step] * 8 + ["etc", "passwd"]),
            slash.join([step, "graph.ttl"]),
            slash.join([step, "app.py"]),
            slash + "etc/passwd",
        ):
            said = raw(served, f"GET {room}{target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            assert said[9:12] in (b"400", b"404", b"406", b"307"), (target, said[:80])
            assert b"root:" not in said and b"@prefix" not in said and b"import" not in said


def test_names_that_no_file_has(tmp_path: Path, graph_file: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "graph.ttl").write_bytes(graph_file.read_bytes())
    with TestClient(application(tmp_path / "graph.ttl", LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        for path in (
            "/static/" + "a" * 300 + ".js",
            "/pages/" + "a" * 300 + ".html",
            "/pages/%00.html",
            "/static/%00.js",
            "/static/.js",
            "/pages/.html",
        ):
            assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "x\r\nSet-Cookie: a=b"])
def test_what_comes_back_is_no_page(client: TestClient, text: str) -> None:
    """A question, a parameter or a path that is told in an error or an answer is text: of a type that no browser runs, without a header of its own."""
    literal = text.replace("\r\n", "\\r\\n").replace('"', '\\"')
    for reply in (
        client.get("/sparql", params={"query": text}, headers={"accept": "text/html"}),
        client.get("/sparql", params={"query": f'SELECT ("{literal}" AS ?t) {{}}'}),
        client.get("/sparql", params={"query": f'SELECT ("{literal}" AS ?t) {{}}'}, headers={"accept": "text/csv"}),
        client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": f"x:{quote(text)}"}),
        client.get("/sparql", params={"query": "ASK {}", f"${text}": text}),
        client.get(f"/explorer/{quote(text, safe='')}"),
        client.get("/explorer/search", params={"q": text}),
        client.get("/explorer/around", params={"thing": text}),
        client.get(f"/static/{quote(text, safe='')}.js"),
        client.get(f"/sparql.{quote(text, safe='')}", params={"query": "ASK {}"}),
        client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": text.replace("\r\n", " ")}),
    ):
        kind = reply.headers["content-type"].partition(";")[0]
        assert reply.status_code < 500 and reply.headers["x-content-type-options"] == "nosniff" and "set-cookie" not in reply.headers
        assert kind != "text/html" or text not in reply.text
        assert "script-src 'self';" in reply.headers["content-security-policy"]


def raw(served: str, data: bytes, patience: float = 15, most: int = 1 << 20) -> bytes:
    """What the server says to these bytes."""
    said = b""
    with closing(socket.create_connection(("127.0.0.1", int(served.rpartition(":")[2])), timeout=patience)) as connection, suppress(OSError):
        connection.sendall(data)
        while len(said) < most and (piece := connection.recv(65536)):
            said += piece
    return said


def test_random_requests(served: str) -> None:
    """Bytes without sense in method, path, headers and body: refused or not found, never a failure of the server."""
    chance = random.Random(SEED)

    def some(most: int, alphabet: bytes = bytes(range(1, 256))) -> bytes:
        return bytes(chance.choice(alphabet) for _ in range(chance.randrange(most)))

    words = [
        b"/",
        b"/sparql",
        b"/sparql.csv",
        b"/project/",
        b"/region/500000",
        b"/static/",
        b"/explorer/around?thing=",
        b"/explorer/search?q=",
        b"/pages/",
    ]
    answered = 0
    for number in range(300):
        path = chance.choice(words) + quote(some(12)).encode() + chance.choice([b"", b"?query=", b"?%24a=", b"?skip="]) + quote(some(30)).encode()
        names = [b"Accept", b"Content-Type", b"Origin", b"Range", b"Accept-Encoding", b"If-None-Match", b"Content-Length", b"Expect", b"Upgrade"]
        headers = b"".join(chance.choice(names) + b": " + some(20, bytes(range(32, 256))) + b"\r\n" for _ in range(chance.randrange(3)))
        method = chance.choice([b"GET", b"POST", b"HEAD", b"OPTIONS", b"TRACE", b"CONNECT", b"PATCH", some(6)])
        data = method + b" " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + b"\r\n" + some(40)
        said = raw(served, data, patience=2)
        answered += bool(said)
        assert not said or said.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4")), (
            f"request {number} of seed {SEED}: {data!r}: {said[:200]!r}"
        )
    assert answered > 250
    assert urllib.request.urlopen(f"{served}/health", timeout=15).status == 200


def test_many_ranges_of_a_page(served: str) -> None:
    ranges = ",".join(f"{n}-" for n in range(2000))
    start = time.perf_counter()
    said = raw(served, f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nRange: bytes={ranges}\r\n\r\n".encode())
    assert said[9:10] in (b"2", b"4") and len(said) < 100_000 and time.perf_counter() - start < 5


def connected(port: int, *requests: str) -> socket.socket:
    """A connection with these requests sent, of which little is taken."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", port))
    for request in requests:
        connection.sendall(request.encode())
    return connection


LARGE = f"GET /sparql?query={quote('SELECT * { ?s ?p ?o }')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def test_a_body_that_does_not_come(served: str) -> None:
    """A POST is told so after ten seconds; a GET needs none and is answered at once."""
    port = int(served.rpartition(":")[2])
    head = "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK"
    start = time.monotonic()
    with (
        closing(connected(port, head)) as post,
        closing(connected(port, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n")) as get,
    ):
        assert get.recv(1000).startswith(b"HTTP/1.1 200") and time.monotonic() - start < 5
        assert post.recv(1000).startswith(b"HTTP/1.1 408") and READING - 1 < time.monotonic() - start < READING + 10


def test_an_answer_that_is_not_taken(graph_file: Path) -> None:
    """Who takes nothing is cut off; who takes little by little gets the whole answer."""

    class Hasty(ImpatientProtocol):
        taking = 1.0

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    limits = Limits(workers=1)
    server = uvicorn.Server(
        uvicorn.Config(application(graph_file, limits, {"127.0.0.1"}), http=Hasty, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with (
            closing(connected(port, *[LARGE] * 6)) as still,
            closing(connected(port, LARGE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))) as slow,
        ):
            taken = 0
            begun = time.monotonic()
            while piece := slow.recv(65536):
                taken += len(piece)
                time.sleep(min(0.1, max(0.0, begun + 4 - time.monotonic())))
            whole = len(raw(f"http://127.0.0.1:{port}", LARGE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").encode(), most=1 << 26))
            assert taken == whole > 1_000_000
            time.sleep(2)
            got = 0
            with suppress(ConnectionResetError):
                while piece := still.recv(65536):
                    got += len(piece)
            assert got < 6 * whole
    finally:
        server.should_exit = True
        thread.join(timeout=20)
    assert not thread.is_alive()


def test_a_stopped_server_waits_for_nobody(graph_file: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--data", str(graph_file), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split()[0].rstrip("/").rpartition(":")[2])
        with closing(connected(port, *[LARGE] * 4)):
            time.sleep(3)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
