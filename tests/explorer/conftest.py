"""A browser and the page of the seed, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.explorer.page import render
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from tests.explorer.browser import CHROMIUM, DRIVER, chromium


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium is not installed")
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def page(seed: Linked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "graph.html"
    path.write_text(render([seed], DEFAULT_BASE), encoding="utf-8", newline="\n")
    return path
