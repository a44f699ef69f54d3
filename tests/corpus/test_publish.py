"""A built output goes to servers that nobody here wrote, and to one made up here that fails as servers do."""

from __future__ import annotations

import base64
import csv
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kg.cli import main
from kg.corpus import graphstore
from kg.corpus.graphs import built_graphs
from kg.corpus.graphstore import GraphStore
from kg.corpus.published import NAME, published
from kg.linking.iris import DEFAULT_BASE

from ..server.others import oxigraph, virtuoso
from .test_build import LINES

pytestmark = pytest.mark.server
COUNT = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{DEFAULT_BASE}')) }} GROUP BY ?g"
TOLD = re.compile(r"sent (\d+) graphs \((\d+) triples, .* s\), (\d+) unchanged, (\d+) removed")
# A publisher that ends at its third graph, as if the power went.
DYING = """
import os, signal, sys
from kg.cli import main
from kg.corpus.graphstore import GraphStore
put, calls = GraphStore.put, []
def dying(store, name, body):
    calls.append(name)
    if len(calls) == 3:
        if sys.argv[1] == "after":
            put(store, name, body)
        os.kill(os.getpid(), signal.SIGKILL)
    put(store, name, body)
GraphStore.put = dying
main(sys.argv[2:])
"""


def write(folder: Path, place: str, year: int, first: int) -> Path:
    """A report of two paragraphs of the seed."""
    path = folder / f"{place}-{year}.txt"
    path.write_text("\n".join([f"{place}{year}年政府工作报告", f"一、{year - 1}年工作回顾", *LINES[first : first + 2]]), encoding="utf-8")
    return path


def build(folder: Path, output: Path) -> None:
    assert main(["build", str(folder), "-o", str(output)]) == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Reports of three places, two years of one that compare, and what is built of them."""
    folder, output = tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("output")
    for number, place in enumerate(("甲市", "乙县")):
        write(folder, place, 2020, 20 + 2 * number)
    for year in (Path(__file__).parents[1] / "comparison" / "years").glob("*.txt"):
        shutil.copy(year, folder)
    build(folder, output)
    return folder, output


@pytest.fixture
def work(made: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of them to change."""
    return Path(shutil.copytree(made[0], tmp_path / "reports")), Path(shutil.copytree(made[1], tmp_path / "out"))


@dataclass
class Server:
    endpoint: str
    query: str

    def counts(self) -> dict[str, int]:
        """How many triples each of our graphs has there."""
        request = urllib.request.Request(f"{self.query}?{urlencode({'query': COUNT})}", headers={"Accept": "text/csv"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            rows = list(csv.reader(reply.read().decode("utf-8").splitlines()))[1:]
        return {name: int(count) for name, count in rows}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    if request.param == "oxigraph":
        with oxigraph(folder) as address:
            yield Server(f"{address}/store", f"{address}/query")
    else:
        with virtuoso(folder) as (address, _):
            yield Server(f"{address}/sparql-graph-crud-auth", f"{address}/sparql")


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso's first user; Oxigraph asks nobody."""
    monkeypatch.setenv("KG_PUBLISH_USER", "dba")
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "dba")


def publish(output: Path, endpoint: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, int, int, int]:
    """Graphs sent, triples sent, graphs unchanged and removed."""
    capsys.readouterr()
    assert main(["publish", str(output), "--endpoint", endpoint]) == 0
    told = TOLD.search(capsys.readouterr().out)
    assert told
    sent, triples, unchanged, removed = (int(number) for number in told.groups())
    return sent, triples, unchanged, removed


def exported(folder: Path, path: Path) -> Counter[str]:
    """How many statements each graph has in the N-Quads file of the reports; none has a blank node, which would be another at each sending."""
    assert main(["export", str(folder), "--format", "nq", "-o", str(path)]) == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not any(re.search(r"(^| )_:", line) for line in lines)
    return Counter(line.rpartition("<")[2].partition(">")[0] for line in lines)


def test_the_server_holds_what_is_built(server: Server, work: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = work
    wanted = exported(folder, tmp_path / "first.nq")
    assert any(name.endswith("-comparison") for name in wanted)
    assert publish(output, server.endpoint, capsys) == (len(wanted), wanted.total(), 0, 0)
    assert server.counts() == wanted
    assert publish(output, server.endpoint, capsys) == (0, 0, len(wanted), 0)
    (output / NAME).unlink()
    assert publish(output, server.endpoint, capsys) == (len(wanted), wanted.total(), 0, 0)
    assert server.counts() == wanted

    write(folder, "乙县", 2020, 30)
    write(folder, "丙/丁 %2F州".replace("/", "／"), 2020, 34)
    (folder / "甲市-2020.txt").unlink()
    build(folder, output)
    changed = exported(folder, tmp_path / "second.nq")
    gone = f"{DEFAULT_BASE}graph/甲市-2020"
    assert gone in wanted and gone not in changed
    # the changed report, the new one, the description
    assert publish(output, server.endpoint, capsys)[::2] == (3, len(changed) - 3)
    assert server.counts() == changed


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_run_goes_on(server: Server, work: tuple[Path, Path], tmp_path: Path, moment: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = work
    wanted = exported(folder, tmp_path / "graph.nq")
    store = GraphStore(server.endpoint, "dba", "dba")
    store.open("http://none/")
    for name in server.counts():
        store.delete(name)
    assert server.counts() == {}
    ended = subprocess.run([sys.executable, "-c", DYING, moment, "publish", str(output), "--endpoint", server.endpoint], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert publish(output, server.endpoint, capsys)[::2] == (len(wanted) - 2, 2)
    assert server.counts() == wanted


class Faulty(ThreadingHTTPServer):
    """A graph store in memory that fails as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graphs: dict[str, bytes] = {}
        self.answers: list[int] = []
        self.asked: list[tuple[str, str, str]] = []
        self.user: str | None = None
        self.url = f"http://127.0.0.1:{self.server_port}/store"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Faulty

    def answer(self) -> None:
        store, name = self.server, parse_qs(urlsplit(self.path).query)["graph"][0]
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        assert "Transfer-Encoding" not in self.headers
        store.asked.append((self.command, name, self.headers.get("Authorization", "")))
        status = store.answers.pop(0) if store.answers and self.command == "PUT" else 0
        if store.user is not None and self.headers.get("Authorization") != f"Basic {base64.b64encode(store.user.encode()).decode()}":
            status = 401
        if status == 1:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if not status:
            status = 200 if name in store.graphs else 404
            if self.command == "PUT":
                store.graphs[name] = body
                status = 204
            elif self.command == "DELETE":
                store.graphs.pop(name, None)
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Retry-After", "9999")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_DELETE = answer

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    monkeypatch.setattr(graphstore, "PAUSE", 0)
    with Faulty() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_faults_that_pass_are_tried_again(faulty: Faulty, work: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    graphs = built_graphs(work[1])
    faulty.answers = [503, 1, 502, 0, 429]
    sent, triples, _, _ = publish(work[1], faulty.url, capsys)
    assert sent == len(graphs)
    assert faulty.graphs == {graph.name: b"".join(graph.ntriples()) for graph in graphs}
    assert triples == sum(body.count(b"\n") for body in faulty.graphs.values())


def test_faults_that_stay_end_the_run_and_the_next_goes_on(faulty: Faulty, work: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    graphs = built_graphs(work[1])
    for answers, says in (
        ([503] * 99, "503"),
        ([400], "refused (400"),
        ([301], "elsewhere"),
        ([413], "too large"),
        ([403], "403"),
        ([1] * 99, "no answer"),
    ):
        asked = len(faulty.asked)
        # the first graph goes through, the second does not
        faulty.answers = ([0] if not faulty.graphs else []) + answers
        assert main(["publish", str(work[1]), "--endpoint", faulty.url]) == 2
        error = capsys.readouterr().err
        assert says in error and error.count("\n") == 1 and "Traceback" not in error, error
        assert len(faulty.asked) - asked <= 2 + 1 + graphstore.RETRIES
    faulty.answers = []
    faulty.graphs[graphs[0].name] = b"held"
    assert publish(work[1], faulty.url, capsys)[::2] == (len(graphs) - 1, 1)
    assert faulty.graphs[graphs[0].name] == b"held"


def test_a_store_that_lost_all_is_filled_again(faulty: Faulty, work: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    sent = publish(work[1], faulty.url, capsys)
    faulty.graphs.clear()
    assert publish(work[1], faulty.url, capsys) == sent


def test_who_may_write(faulty: Faulty, work: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    faulty.user = "me:secret"
    for user, password, says in (("", "", "asks who you are"), ("me", "wrong", "refuses the user me")):
        monkeypatch.setenv("KG_PUBLISH_PASSWORD", password)
        assert main(["publish", str(work[1]), "--endpoint", faulty.url, "--user", user]) == 2
        error = capsys.readouterr().err
        assert says in error and "KG_PUBLISH_PASSWORD" in error and "wrong" not in error
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "secret")
    monkeypatch.setenv("KG_PUBLISH_USER", "me")
    assert publish(work[1], faulty.url, capsys)[0] == len(faulty.graphs)
    assert b"secret" not in (work[1] / NAME).read_bytes()


def test_what_is_said_when_it_cannot_be(
    faulty: Faulty, work: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = work[1]

    def told(endpoint: str, folder: Path = output) -> str:
        assert main(["publish", str(folder), "--endpoint", endpoint]) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        return error

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert "Connection refused" in told(f"http://127.0.0.1:{closed.getsockname()[1]}/store")
    assert "write it as http" in told("localhost/store")
    assert "leave user and password out" in told("http://a:b@localhost/store")
    assert "kg build" in told(faulty.url, tmp_path)
    with published(output, "http://other/"):
        assert "another kg publish" in told(faulty.url)
    blocks = built_graphs(output)[0].path
    blocks.rename(blocks.with_suffix(".away"))
    assert "are gone" in told(faulty.url)
    (output / NAME).write_bytes(b"spoiled" * 1000)
    assert "no record" in told(faulty.url)
    monkeypatch.setitem(sys.modules, "requests", None)
    assert "kg[publish]" in told(faulty.url)


def test_what_is_no_graph_store_is_said(server: Server, work: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The servers' own pages and SPARQL endpoints, which are easily taken for it."""
    for address in (server.query, server.query.rpartition("/")[0] + "/", server.query.rpartition("/")[0] + "/nothing"):
        assert main(["publish", str(work[1]), "--endpoint", address]) == 2
        error = capsys.readouterr().err
        assert "graph store" in error and error.count("\n") == 1, error
