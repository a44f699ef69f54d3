"""The page in Firefox: it opens, finds, chooses, draws and complains of nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.linking.entities import Linked
from tests.explorer.firefox import FIREFOX, Firefox, firefox

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed")]
ENTER = "\ue007"


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    with firefox() as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(browser: Firefox, page: Path) -> None:
    browser.resize(1280, 800)
    browser.events.clear()
    browser.show(page)


def silent(browser: Firefox) -> bool:
    return browser.complaints() == [] and browser.asked_for() == []


def test_opens_and_draws_every_view(browser: Firefox, seed: Linked) -> None:
    assert "Firefox" in browser.js("navigator.userAgent")
    assert browser.js("document.documentElement.dataset.ready") == str(len(seed.entities) + len(seed.extraction.targets))
    assert browser.js("document.compatMode") == "CSS1Compat"
    painted = "(c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 30)(document.querySelector('#network canvas'))"
    assert browser.js(painted)
    for table in ("pairs", "board", "Region", "Target"):
        browser.js(f"change({{tab: 'tables', table: '{table}', lang: 'en'}})")
        assert browser.js("document.querySelectorAll('tbody tr, .ticket').length") > 5
    browser.js("change({tab: 'text'})")
    assert browser.js("document.querySelectorAll('#view-text .m').length") > 500
    assert silent(browser)


def test_the_policy_holds(browser: Firefox) -> None:
    browser.js("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.intruder = 1'}))")
    assert browser.js("window.intruder === undefined")
    until = time.monotonic() + 20
    while not any("Content-Security-Policy" in message for message in browser.complaints()):
        assert time.monotonic() < until, "the browser did not complain of the script"


@pytest.mark.parametrize("typed", ["渝湘高铁", "yuxianggaotie", "yux gao"])
def test_finds_and_chooses_by_keyboard(browser: Firefox, typed: str) -> None:
    browser.keys("/")
    browser.keys(typed)
    assert browser.js("document.querySelector('#hits [role=option] .name').textContent").startswith("渝湘高铁")
    browser.keys(ENTER)
    chosen = browser.js("document.getElementById('chosen').textContent")
    assert chosen.startswith("渝湘高铁") and browser.js("byId.get(state.sel).label") == chosen
    assert browser.js("document.querySelector('#details mark').textContent")[:2] == "渝湘"
    assert browser.js("location.hash.includes('sel=')")
    assert silent(browser)


def test_a_click_on_the_canvas_chooses_what_is_there(browser: Firefox) -> None:
    at = browser.js("(n => ({id: n.id, ...network.canvasToDOM(network.getPosition(n.id))}))(drawn.nodes.find(n => n.kind === 'Program'))")
    box = browser.js("(b => [b.left, b.top])(document.getElementById('network').getBoundingClientRect())")
    place = {"type": "pointerMove", "x": round(box[0] + at["x"]), "y": round(box[1] + at["y"])}
    press = [place, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    browser.send("input.performActions", context=browser.tab, actions=[{"type": "pointer", "id": "mouse", "actions": press}])
    # A tap waits for a second one before it counts
    browser.settle(0.6)
    assert browser.js("state.sel") == at["id"]
    assert silent(browser)


def test_a_phone_width_does_not_overflow(browser: Firefox, page: Path) -> None:
    browser.resize(360, 740)
    for language in ("zh", "en"):
        browser.show(page, f"#lang={language}")
        assert browser.js("document.documentElement.scrollWidth <= 360")
        tops = browser.js("[...document.querySelectorAll('#plans button')].map(b => b.getBoundingClientRect().top)")
        assert len(tops) == 4 and len(set(tops)) == 1
    assert silent(browser)
