"""graph.html: one file, no request, hostile names stay inert."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.reading.structure import parse

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
browser_there = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium is not installed")
HOSTILE = "政府工作报告\n各位代表：\n一、2019年工作回顾\n实施“<script>document.title=1</script>”工程、“</script><img src=x onerror=document.title=2>”行动计划、“javascript:alert(1) href”品牌。\n"


def test_page_is_self_contained(seed: Linked) -> None:
    page = render([seed], DEFAULT_BASE)
    assert page.startswith("<!DOCTYPE html>") and 'lang="zh-CN"' in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:link|script|img)[^>]+(?:src|href)=", page)
    assert len(page.encode("utf-8")) < 2_000_000
    assert page == render([seed], DEFAULT_BASE)


def test_hostile_names_stay_in_their_block() -> None:
    page = render([link(extract(parse(HOSTILE, "x.txt")))], DEFAULT_BASE)
    for block in ("nodes", "edges", "documents"):
        data = re.search(rf'<script type="application/json" id="{block}">(.*?)</script>', page, re.S)
        assert data and json.loads(data[1]) is not None
        assert "<" not in data[1]


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    with tempfile.TemporaryDirectory() as profile:
        for flag in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--window-size=1400,900",
            f"--user-data-dir={profile}",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        found = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
        found.execute_cdp_cmd("Network.enable", {})
        found.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})
        yield found
        found.quit()


def opened(driver: Any, path: Path) -> list[str]:
    """Open a page; the addresses that it asked for, itself and inline data aside."""
    driver.get_log("performance")
    driver.get(path.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith((path.as_uri(), "data:", "chrome:", "blob:"))]


@pytest.mark.browser
@browser_there
def test_page_in_a_browser(driver: Any, seed: Linked, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    path = tmp_path / "graph.html"
    path.write_text(render([seed], DEFAULT_BASE), encoding="utf-8")
    assert opened(driver, path) == []
    assert [e for e in driver.get_log("browser") if e["level"] == "SEVERE"] == []
    assert driver.execute_script("return document.compatMode") == "CSS1Compat"
    assert int(driver.execute_script("return document.documentElement.dataset.ready")) == len(seed.entities) + len(seed.extraction.targets)
    shown = driver.execute_script("return nodeSet.length")
    assert 20 <= shown <= 100
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    driver.switch_to.active_element.send_keys("铁峰山隧道", Keys.ENTER)
    details = driver.find_element(By.ID, "details").text
    assert "铁峰山隧道" in details and "全线贯通" in details
    assert driver.find_element(By.CSS_SELECTOR, "#details mark").text == "铁峰山隧道"
    address = driver.execute_script("return location.hash")
    driver.find_element(By.ID, "tab-text").click()
    assert len(driver.find_elements(By.CSS_SELECTOR, "#view-text .m.on")) == 1
    driver.find_element(By.ID, "tab-tables").click()
    assert len(driver.find_elements(By.CSS_SELECTOR, "#view-tables tbody tr")) == len(seed.extraction.targets)
    driver.find_element(By.ID, "language").click()
    assert "Programmes" in driver.find_element(By.ID, "facets").text
    driver.get("about:blank")
    driver.get(path.as_uri() + address)
    assert driver.find_element(By.ID, "chosen").text == "铁峰山隧道"
    driver.find_element(By.ID, "toggle-all").click()
    assert driver.execute_script("return nodeSet.length") == len(seed.entities) + len(seed.extraction.targets)


@pytest.mark.browser
@browser_there
def test_hostile_names_in_a_browser(driver: Any, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render([link(extract(parse(HOSTILE, "x.txt")))], DEFAULT_BASE), encoding="utf-8")
    assert opened(driver, path) == []
    driver.execute_script(
        "NODES.forEach(n => select(n.id)); for (const k of ['tables', 'text', 'graph']) document.getElementById('tab-' + k).click();"
    )
    assert driver.title not in ("1", "2")
