"""Headless Chromium for tests: no network, a profile of its own, and a log of what a page asked for."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def chromium(*, webgl: bool = True, offline: bool = True) -> Iterator[Any]:
    """A browser; one that is not offline reaches this machine alone."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, LOCAL, "--window-size=1400,900", f"--user-data-dir={profile}", *(() if webgl else ("--disable-3d-apis",))):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
        try:
            driver.execute_cdp_cmd("Network.enable", {})
            if offline:
                nothing = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
                driver.execute_cdp_cmd("Network.emulateNetworkConditions", nothing)
            yield driver
        finally:
            driver.quit()


def resize(driver: Any, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def show(driver: Any, page: Path, state: str = "") -> None:
    """Open a page afresh, with this state in its address, and wait until it stands (a busy machine may draw after it has loaded)."""
    driver.get("about:blank")
    driver.get(page.as_uri() + state)
    for _ in range(200):
        if driver.execute_script("return document.documentElement.dataset.ready"):
            break
        time.sleep(0.05)


def downloaded(driver: Any, folder: Path, button: str) -> str:
    """The text of the file that this button of the page saves."""
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    driver.execute_script("document.getElementById(arguments[0]).click()", button)
    for _ in range(100):
        found = [path for path in folder.iterdir() if path.suffix != ".crdownload" and not path.name.startswith(".")]
        if found and found[0].stat().st_size:
            return found[0].read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"{button} saved nothing within ten seconds")


def requests(driver: Any) -> list[str]:
    """Addresses that were asked for since the last call, inline data and the browser's own aside."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [u for u in urls if not u.startswith(("about:", "data:", "blob:", "chrome:", "chrome-untrusted:"))]


def asked_for(driver: Any, page: Path) -> list[str]:
    """What a page in a file asked for beside itself since the last call."""
    return [u for u in requests(driver) if not u.startswith(page.as_uri())]


def complaints(driver: Any) -> list[str]:
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
