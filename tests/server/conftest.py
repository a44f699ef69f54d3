"""A graph on disk, the application in this process, and the real command in another."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.server.app import application
from kg.server.jobs import Limits
from tests.explorer.browser import CHROMIUM, DRIVER, chromium

LIMITS = Limits(seconds=20, megabytes=512, rows=2000, workers=2, waiting=8, request_bytes=64 * 1024)


@pytest.fixture(scope="session")
def graph_file(seed: Linked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "graph.ttl").write_text(write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE), encoding="utf-8")
    (folder / "graph.html").write_text("<!doctype html><title>explorer</title>", encoding="utf-8")
    return folder / "graph.ttl"


@pytest.fixture(scope="session")
def client(graph_file: Path) -> Iterator[TestClient]:
    with TestClient(application(graph_file, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """The address of a running `kg serve` of this file."""
    command = [sys.executable, "-m", "kg", "serve", "--data", str(data), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            address = re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert address
            yield address[0]
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def served(graph_file: Path) -> Iterator[str]:
    """The address of a running `kg serve` of the seed's graph."""
    with serving(graph_file, "--timeout", "20") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium is not installed")
    with chromium(offline=False) as found:
        yield found
