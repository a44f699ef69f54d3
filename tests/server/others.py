"""Servers that nobody here wrote, for the tests: started on this machine, killed at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OXIGRAPH = Path(sys.executable).parent / "oxigraph"


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """A server, from when it answers; it is killed at the end."""
    with (folder / "server.log").open("w") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(address, timeout=2).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    assert process.poll() is None, (folder / "server.log").read_text()
                    time.sleep(0.1)
            yield
        finally:
            process.kill()


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server with an empty store that can be written to."""
    address = f"http://127.0.0.1:{free_port()}"
    with running([str(OXIGRAPH), "serve", "--location", str(folder / "db"), "--bind", address.removeprefix("http://")], folder, address):
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a Virtuoso with an empty store in a folder that it may read, and its port for isql; the user is dba, password dba."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("no Virtuoso (Debian package virtuoso-opensource)")
    sql, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\nxa_persistent_file = v.pxa\n"
        "[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{sql}\nDirsAllowed = .\nNumberOfBuffers = 10000\n[HTTPServer]\nServerPort = 127.0.0.1:{port}\n",
        encoding="ascii",
    )
    address = f"http://127.0.0.1:{port}"
    with running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder, f"{address}/sparql"):
        yield address, sql
