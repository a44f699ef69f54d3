"""A question can hurt nobody: time, memory, size and number are bounded, and a foreign page gets nothing."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import multiprocessing.connection
import os
import re
import socket
import threading
import time
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.query import engine
from kg.server import worker
from kg.server.connection import PATIENCE
from kg.server.jobs import Answer, Job, Limits, Look, Refusal
from kg.server.pool import Pool

BLOCKS = " ".join(f"VALUES ?v{i} {{ 0 1 2 3 4 5 6 7 8 9 }}" for i in range(9))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {BLOCKS} }}"
JSON = "application/sparql-results+json"


def job(question: str, limits: Limits) -> Job:
    return Job(question, rows_as=JSON, graph_as="text/turtle", limits=limits)


def test_a_runaway_question_is_stopped_while_others_are_answered(graph_file: Path) -> None:
    limits = Limits(seconds=2, workers=2)
    pool = Pool(graph_file, limits)
    assert isinstance(pool.answer(job("ASK {}", limits)), Answer)
    said: list[Answer | Refusal] = []
    runaway = threading.Thread(target=lambda: said.append(pool.answer(job(RUNAWAY, limits))))
    start = time.perf_counter()
    runaway.start()
    answered = 0
    while runaway.is_alive():
        assert isinstance(pool.answer(job("ASK { ?p a kg:Project }", limits)), Answer)
        answered += 1
    assert time.perf_counter() - start < 4
    assert answered > 20
    assert isinstance(said[0], Refusal) and said[0].status == 503 and "2 seconds" in said[0].sentence
    assert isinstance(pool.answer(job("ASK {}", limits)), Answer)
    pool.close()


def test_a_greedy_question_is_stopped(graph_file: Path) -> None:
    limits = Limits(seconds=60, megabytes=128, workers=1)
    pool = Pool(graph_file, limits)
    said = pool.answer(job(f"SELECT * {{ {BLOCKS} }} ORDER BY ?v1", limits))
    assert isinstance(said, Refusal) and "128 MB" in said.sentence
    assert isinstance(pool.answer(job("ASK {}", limits)), Answer)
    pool.close()


def test_the_worker_can_open_nothing(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a SERVICE that the check let through would find no socket."""
    monkeypatch.setattr(engine, "OUTWARD", re.compile("(?!)"))
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=worker.run, args=(theirs, graph_file, 512))
    process.start()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        assert ours.recv() == worker.READY
        # what the explorer asks leaves nothing open or closed behind
        for look in (Look("search", typed="fuling"), Look("around", ("region/500102",), steps=2), Look("overview")):
            ours.send(look)
            assert isinstance(ours.recv(), Answer)
        ours.send(job(f"SELECT * {{ SERVICE <http://127.0.0.1:{listening.getsockname()[1]}/> {{ ?s ?p ?o }} }}", Limits()))
        said = ours.recv()
        with pytest.raises(TimeoutError):
            listening.accept()
    process.kill()
    process.join()
    assert isinstance(said, Refusal) and "os error 24" in said.sentence


def openings(files: int, connection: multiprocessing.connection.Connection) -> None:
    worker._jail(512, files)
    done = 0
    with contextlib.suppress(OSError):
        for _ in range(9):
            os.open(os.devnull, os.O_RDONLY)
            done += 1
    connection.send(done)


@pytest.mark.parametrize("files", [0, 2])
def test_a_large_store_may_open_its_other_files_and_no_more(tmp_path: Path, files: int) -> None:
    """RocksDB opens some files of a large store only when a question needs them."""
    (tmp_path / "kept").mkdir()
    for number in range(files + 1):
        (tmp_path / "kept" / f"{number}.sst").touch()
    with (tmp_path / "kept" / "0.sst").open():
        assert worker._unopened(tmp_path) == files
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=openings, args=(files, theirs))
    process.start()
    assert ours.recv() == files
    process.join()


def test_large_answers_are_cut_and_it_is_said(client: TestClient) -> None:
    for text, size in (
        ("SELECT * { ?s ?p ?o }", lambda r: len(r.json()["results"]["bindings"])),
        ("CONSTRUCT WHERE { ?s ?p ?o }", lambda r: r.text.count(" .\n")),
    ):
        kind = JSON if text.startswith("SELECT") else "application/n-triples"
        reply = client.get("/sparql", params={"query": text}, headers={"accept": kind})
        assert reply.headers["kg-truncated"] == "2000"
        assert size(reply) == 2000
    whole = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"})
    assert "kg-truncated" not in whole.headers and len(whole.json()["results"]["bindings"]) == 2000


def test_no_more_wait_than_may(graph_file: Path) -> None:
    limits = Limits(seconds=2, workers=1, waiting=1)
    pool = Pool(graph_file, limits)
    said: list[Answer | Refusal] = []
    threads = [threading.Thread(target=lambda: said.append(pool.answer(job(RUNAWAY, limits)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(s, Refusal) and "waiting already" in s.sentence for s in said) == 4
    pool.close()


def test_a_new_graph_is_served_at_once(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    pool = Pool(file, Limits(workers=1))
    for number in (1, 2):
        file.write_text("".join(f"<http://x/{i}> <http://x/p> {i} .\n" for i in range(number)), encoding="utf-8")
        said = pool.answer(job("SELECT * { ?s ?p ?o }", Limits()))
        assert isinstance(said, Answer) and said.body.count(b'"type":"uri"') == 2 * number
    file.write_text("no turtle", encoding="utf-8")
    assert isinstance(pool.answer(job("ASK {}", Limits())), Refusal)
    pool.close()


def test_large_requests_are_refused(client: TestClient) -> None:
    assert client.post("/sparql", content=b"x" * 70_000, headers={"content-type": "application/sparql-query"}).status_code == 413
    assert client.post("/sparql", content=(b"x" for _ in range(70_000)), headers={"content-type": "application/sparql-query"}).status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::", "0.0.0.0", "localhost@evil.example"])
def test_foreign_hosts_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    ],
)
def test_pages_of_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    reply = client.post("/sparql", data={"query": "ASK {}"}, headers=headers)
    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": "http://127.0.0.1"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/static/app.py",
        "/%00",
        "/%ff",
        "/project/%3Cscript%3E",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    reply = client.get(path, headers={"accept": "text/html"})
    assert reply.status_code == 404
    assert "root:" not in reply.text and "<script>" not in reply.text


def test_every_answer_protects_the_reader(client: TestClient) -> None:
    for path in ("/ontology", "/project/", "/sparql?query=ASK{}", "/nothing", "/health"):
        headers = client.get(path, headers={"accept": "text/html, */*;q=0.1"}).headers
        assert "default-src 'none'" in headers["content-security-policy"] and "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert "server" not in headers


def answered(connection: socket.socket) -> int:
    """The status of the next answer, read to its end: head and body may come apart."""
    reply = http.client.HTTPResponse(connection)
    reply.begin()
    reply.read()
    return reply.status


def test_slow_senders_of_headers_are_not_waited_for(served: str) -> None:
    """A request that never gets whole is closed in time; one that pauses is answered; others are answered meanwhile."""
    port = int(served.rpartition(":")[2])
    with (
        closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as slow,
        closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as pausing,
    ):
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        pausing.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(1)
        pausing.sendall(b"\r\n")
        assert answered(pausing) == 200
        start = time.monotonic()
        while time.monotonic() - start < PATIENCE + 5:
            slow.sendall(b"X-More: 1\r\n")
            time.sleep(0.5)
            slow.settimeout(0.1)
            try:
                if not slow.recv(1000):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            raise AssertionError("the connection is still open")
        # a further request on a connection that is kept: its time runs anew
        pausing.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert answered(pausing) == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET " + b"/a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
    ],
)
def test_requests_that_are_none(served: str, raw: bytes) -> None:
    """Two lengths, two hosts, bare line ends, endless lines: refused, nothing smuggled or split, and the server goes on."""
    port = int(served.rpartition(":")[2])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=15)) as connection:
        said = b""
        with suppress(OSError):
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                said += piece
    assert not said or re.match(rb"HTTP/1\.1 (?:4\d\d|307)", said), said[:200]
    assert b"\nset-cookie" not in said.lower() and b"Traceback" not in said
    assert urllib.request.urlopen(f"{served}/health", timeout=15).status == 200
