"""Twenty tasks of a newcomer, the last of them over several reports: the answer is on the screen after no more clicks than these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.reading.structure import parse
from tests.explorer.browser import CHROMIUM, DRIVER, chromium, complaints
from tests.explorer.tasks import SERVED, TASKS, Task, walked
from tests.server.conftest import serving

pytestmark = pytest.mark.browser
YEARS = range(2017, 2022)
TEXT = "重庆市{0}年政府工作报告\n各位代表：\n一、{0}年工作安排\n地区生产总值增长{1}%左右。加快推进渝湘高铁、重庆东站等项目建设。\n"


@pytest.mark.parametrize("task", TASKS, ids=[task.wanted for task in TASKS])
def test_a_newcomer_gets_there(driver: Any, page: Path, task: Task) -> None:
    complaints(driver)
    newcomer = walked(driver, page, task)
    assert newcomer.clicks <= task.clicks and newcomer.keys <= task.keys
    assert newcomer.slowest < 1000
    assert complaints(driver) == []


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Five reports, served, on one page as kg build makes it of so few."""
    reports = [link(extract(parse(TEXT.format(year, year - 2010), f"重庆市-{year}.txt"))) for year in YEARS]
    folder = tmp_path_factory.mktemp("five")
    (folder / "graph.html").write_text(render(reports, DEFAULT_BASE), encoding="utf-8", newline="\n")
    (folder / "graph.ttl").write_text(write_turtle(build_dataset(reports, DEFAULT_BASE), DEFAULT_BASE), encoding="utf-8")
    with serving(folder / "graph.ttl", "--timeout", "20") as found:
        yield found


@pytest.mark.server
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium is not installed")
def test_a_newcomer_gets_there_over_several_reports(address: str) -> None:
    with chromium(offline=False) as driver:
        newcomer = walked(driver, address, SERVED)
        assert newcomer.clicks <= SERVED.clicks and newcomer.keys <= SERVED.keys
        assert complaints(driver) == []
