"""The explorer of the whole graph: what the server gives it, and what a reader does with it in headless Chromium."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.query.stores import kept_store
from kg.reading.structure import parse
from kg.server.app import application
from kg.server.catalogue import FILE
from kg.server.excerpts import BESIDE, MOST
from tests.explorer.browser import complaints, downloaded, requests, resize
from tests.explorer.test_hostile import HOSTILE
from tests.server.conftest import LIMITS, serving

pytestmark = [pytest.mark.server]

PLACES = ("甲州市", "乙州市", "丙州市")
SENTENCES = "地区生产总值增长{0}%左右。推进渝湘高铁建设，渝湘高铁建成通车。大力实施“乡村振兴行动”，发展装备制造业。渝湘高铁和涪陵区变化很大。"
HIGH_SPEED = "project/渝湘高铁"


def graph(text: str, folder: Path) -> Path:
    (folder / "graph.ttl").write_text(text, encoding="utf-8")
    return folder / "graph.ttl"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of three places and three years, each with a page."""
    reports = [
        link(
            extract(parse(f"{place}{year}年政府工作报告\n各位代表：\n一、{year}年工作安排\n{SENTENCES.format(year - 2010)}\n", f"{place}-{year}.txt"))
        )
        for place in PLACES
        for year in (2018, 2019, 2020)
    ]
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "pages").mkdir()
    for linked in reports:
        (folder / "pages" / f"{linked.extraction.report.id}.html").write_text(render([linked], DEFAULT_BASE), encoding="utf-8")
    (folder / "graph.html").write_text("<!doctype html><title>list</title>", encoding="utf-8")
    return graph(write_turtle(build_dataset(reports, DEFAULT_BASE), DEFAULT_BASE), folder)


def hub(names: list[str]) -> str:
    """A graph in which one sentence of a report gives a programme a project of each name."""
    base = DEFAULT_BASE
    lines = [
        f"@prefix kg: <https://w3id.org/govreport/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix r: <{base}> .",
        f"@prefix oa: <http://www.w3.org/ns/oa#> . <{base}dataset/d> <http://rdfs.org/ns/void#uriSpace> '{base}' .",
        f"<{base}report/a-2020> a kg:Report ; rdfs:label 'a 2020'@zh ; kg:place 'a' ; kg:year 2020 .",
        f"<{base}sentence/a-2020-s0001> a kg:Sentence ; kg:text {json.dumps('总体规划：' + '项目' * 40)} ; kg:start 0 ; kg:end 85 ; kg:report <{base}report/a-2020> .",
    ]
    mention = "a kg:Mention ; kg:start 0 ; kg:end 4 ; kg:sentence <{0}sentence/a-2020-s0001> ; oa:hasSource <{0}report/a-2020> ; kg:rule 'x' ; kg:confidence 0.9"
    things = [("program/hub", "Program", "总体规划"), *((f"project/p{i}", "Project", name) for i, name in enumerate(names))]
    for number, (key, kind, name) in enumerate(things):
        lines.append(
            f"<{base}{key}> a kg:{kind} ; rdfs:label {json.dumps(name, ensure_ascii=False)}@zh ; kg:mention <{base}mention/a-2020-m{number}> ."
        )
        lines.append(f"<{base}mention/a-2020-m{number}> kg:mentionOf <{base}{key}> ; {mention.format(base)} .")
        if number:
            lines.append(
                f"<{base}statement/a-2020-r{number}> a kg:Statement ; kg:subject <{base}{key}> ; kg:predicate kg:partOf ; kg:object <{base}program/hub> ; "
                f"kg:subjectMention <{base}mention/a-2020-m{number}> ; kg:objectMention <{base}mention/a-2020-m0> ; kg:rule 'x' ; kg:confidence 0.9 ."
            )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def asked(corpus: Path) -> Iterator[TestClient]:
    with TestClient(application(corpus, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def get(client: TestClient, what: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(f"/explorer/{what}", params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_overview_counts_reports_and_what_most_of_them_name(asked: TestClient) -> None:
    found = get(asked, "overview")
    assert [(r["place"], r["year"]) for r in found["reports"]] == sorted((place, year) for place in PLACES for year in (2018, 2019, 2020))
    regions = found["common"]["Region"]
    assert regions[0] == {"label": "涪陵区", "ids": [next(i for i in regions[0]["ids"])], "reports": 9}
    growth = next(aim for aim in found["aims"] if aim["label"].startswith("地区生产总值"))
    assert growth["years"][-1] == {"year": 2020, "middle": 10.0, "least": 10.0, "most": 10.0, "reports": 3}


@pytest.mark.parametrize("typed", ["渝湘高铁", "渝湘", "yuxianggaotie", "yux gao", "yxgt", "YXGT"])
def test_names_are_found_as_on_the_page(asked: TestClient, typed: str) -> None:
    found = get(asked, "search", q=typed)
    assert {node["label"] for node in found["nodes"]} >= {"渝湘高铁"}
    assert found["count"] == len(found["nodes"])
    assert "湘" in found["pinyin"]["xiang"]


def test_indicators_are_found_by_the_name_that_everybody_uses(asked: TestClient) -> None:
    assert {node["label"].split("：")[0] for node in get(asked, "search", q="GDP")["nodes"]} == {"地区生产总值"}
    assert get(asked, "search", q="gross regional")["count"] == 9


def test_search_finds_whole_names_first_and_nothing_for_a_letter(asked: TestClient) -> None:
    assert get(asked, "search", q="涪陵区")["nodes"][0]["label"] == "涪陵区"
    assert get(asked, "search", q="y")["count"] == get(asked, "search", q=" ")["count"] == get(asked, "search", q="没有的名称")["count"] == 0


def test_a_neighbourhood_holds_evidence_for_all_it_draws_and_is_always_the_same(asked: TestClient) -> None:
    key = get(asked, "search", q="涪陵区")["nodes"][0]["id"]
    found = get(asked, "around", thing=key)
    assert found == get(asked, "around", thing=key)
    assert found["nodes"][0]["id"] == key and found["cut"] == []
    marked = {mark[2] for document in found["documents"] for mark in document["marks"]}
    assert {node["id"] for node in found["nodes"]} <= marked
    for document in found["documents"]:
        for start, end, _, sentence, *_ in document["marks"]:
            first, _, _, text = document["sentences"][str(sentence)]
            assert text[start - first : end - first]
    spots = [tuple(node["at"]) for node in found["nodes"]]
    assert len(set(spots)) == len(spots)
    alone = get(asked, "around", thing=key, together=0)
    assert len(alone["nodes"]) < len(found["nodes"]) and not any(edge["kind"] == "namedWith" for edge in alone["edges"])


def test_evidence_comes_from_all_reports_the_newest_first(asked: TestClient) -> None:
    key = get(asked, "search", q="涪陵区")["nodes"][0]["id"]
    found = get(asked, "evidence", thing=key)
    assert len(found["documents"]) == 9 and found["given"] == 9 and not found["more"]
    assert get(asked, "evidence", thing=key, skip=8)["given"] == 1


def test_targets_bring_their_years(asked: TestClient) -> None:
    target = get(asked, "search", q="地区生产总值")["nodes"][0]
    found = get(asked, "around", thing=target["id"])
    series = [node for node in found["nodes"] if node["kind"] == "Target" and node.get("indicator") == "地区生产总值"]
    assert sorted(node["value"] for node in series) == [8, 9, 10]
    assert len({node["year"] for node in series}) == 3


def test_what_is_beyond_the_limit_is_left_out_and_counted(tmp_path: Path) -> None:
    data = graph(hub([f"工程{i}" for i in range(MOST + 300)]), tmp_path)
    with TestClient(application(data, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1") as client:
        found = get(client, "around", thing="program/hub")
        assert len(found["nodes"]) == MOST
        assert {"centre": "program/hub", "kind": "partOf", "inverse": True, "step": 1, "drawn": MOST - 1, "of": MOST + 300} in found["cut"]
        beside = get(client, "around", thing="project/p7")
        assert len(beside["nodes"]) == 2 + BESIDE
        assert [(c["kind"], c["drawn"], c["of"]) for c in beside["cut"]] == [("namedWith", BESIDE + 1, MOST + 300)]
        further = get(client, "around", thing="project/p7", steps=2, together=0)
        assert len(further["nodes"]) == MOST
        assert [(c["centre"], c["step"], c["of"]) for c in further["cut"]] == [("", 2, MOST + 299)]


def test_wrong_requests_are_told_in_one_sentence(asked: TestClient) -> None:
    for path, status, words in [
        ("/explorer/around?thing=project/nothing", 404, "project/nothing"),
        ("/explorer/around", 400, "needs a parameter thing"),
        ("/explorer/around?thing=a&steps=3", 400, "steps is 1 or 2"),
        ("/explorer/evidence?thing=a&skip=-1", 400, "whole number"),
        ("/explorer/nothing", 404, "no /explorer/nothing"),
        ("/explorer/around?thing=x%3E%20%7D%20DELETE", 404, "search for it"),
    ]:
        answer = asked.get(path)
        assert (answer.status_code, "\n" in answer.text) == (status, False) and words in answer.text, path
    assert asked.post("/explorer/search").status_code == 405


def test_the_names_are_kept_beside_the_store_and_need_no_second_reading(corpus: Path, asked: TestClient) -> None:
    get(asked, "search", q="渝湘")
    kept = kept_store(corpus)
    assert kept is not None
    before = (kept / FILE).stat().st_mtime_ns
    with TestClient(application(corpus, LIMITS, {"127.0.0.1"}), base_url="http://127.0.0.1") as client:
        assert get(client, "search", q="渝湘") == get(asked, "search", q="渝湘")
    assert (kept / FILE).stat().st_mtime_ns == before


def test_the_page_has_no_inline_script_or_style_and_the_policy_of_the_others(asked: TestClient) -> None:
    page = asked.get("/")
    assert page.text == asked.get("/explorer").text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    assert "<style" not in page.text and 'style="' not in page.text
    blocks = page.text.count("<script src=") + page.text.count('<script type="application/json"')
    assert page.text.count("<script") == blocks == page.text.count("</script>")
    assert asked.get("/reports").text == "<!doctype html><title>list</title>"
    assert asked.get(f"/pages/{PLACES[0]}-2018.html").status_code == 200 and asked.get("/pages/none.html").status_code == 404


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with serving(corpus, "--timeout", "20") as found:
        yield found


def until(driver: Any, condition: str) -> None:
    end = time.monotonic() + 20
    while not driver.execute_script(f"return Boolean({condition})"):
        assert time.monotonic() < end, (condition, complaints(driver))
        time.sleep(0.05)


def opened(driver: Any, address: str, state: str = "") -> None:
    resize(driver, 1280, 900)
    driver.get("about:blank")
    requests(driver), complaints(driver)
    driver.get(address + state)
    until(driver, "document.documentElement.dataset.ready")


def typed(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def chosen(driver: Any, address: str, name: str) -> None:
    """Search by keyboard and choose the first name."""
    from selenium.webdriver.common.keys import Keys

    opened(driver, address)
    typed(driver, "/", name)
    until(driver, "document.querySelectorAll('#hits [role=option]').length")
    typed(driver, Keys.ENTER)
    until(driver, "NODES.length && document.getElementById('chosen')")


@pytest.mark.browser
def test_a_reader_searches_chooses_reads_and_goes_back_by_keyboard(browser: Any, address: str) -> None:
    chosen(browser, address, "yuxianggaotie")
    assert browser.execute_script("return document.getElementById('chosen').textContent") == "渝湘高铁"
    assert browser.execute_script("return document.activeElement.id") == "details"
    until(browser, "document.querySelectorAll('#details .evidence').length >= 3")
    assert "2020" in browser.execute_script("return document.querySelector('#details .evidence .where').textContent")
    assert browser.execute_script("return document.querySelector('#details .evidence mark').textContent") == "渝湘高铁"
    where = browser.execute_script("return location.href")
    browser.back()
    until(browser, "!NODES.length && !document.getElementById('view-start').hidden")
    browser.forward()
    until(browser, "NODES.length && document.getElementById('chosen')")
    assert browser.execute_script("return location.href") == where
    assert not complaints(browser)
    assert all(url.startswith(address) for url in requests(browser))


@pytest.mark.browser
def test_the_address_restores_the_view_and_english_says_the_same(browser: Any, address: str, tmp_path: Path) -> None:
    chosen(browser, address, "涪陵区")
    browser.execute_script("document.getElementById('steps-2').click()")
    until(browser, "location.hash.includes('steps=2') && document.documentElement.dataset.ready.includes(',2,')")
    browser.execute_script("document.getElementById('language').click()")
    state = browser.execute_script("return location.hash")
    spots = "return JSON.stringify(NODES.map(n => [n.id, n.at]))"
    before = browser.execute_script(spots)
    opened(browser, address, "/" + state)
    assert browser.execute_script(spots) == before
    assert browser.execute_script("return [state.sel === state.around[0], state.steps, document.documentElement.lang]") == [True, 2, "en"]
    assert "within" in browser.execute_script("return document.getElementById('steps-2').title").lower()
    browser.execute_script("document.getElementById('tab-tables').click()")
    until(browser, "document.querySelectorAll('#view-tables tbody tr').length")
    saved = downloaded(browser, tmp_path, "table-csv")
    assert DEFAULT_BASE in saved
    assert not complaints(browser)


@pytest.mark.browser
def test_following_a_neighbour_draws_more_and_a_light_tie_shows_the_sentences(browser: Any, address: str) -> None:
    chosen(browser, address, "涪陵区")
    tie = "EDGES.find(e => e.kind === 'namedWith')"
    browser.execute_script(f"change({{edge: {tie}.id, sel: ''}})")
    until(browser, "document.querySelectorAll('#details .evidence').length === EDGES.find(e => e.id === state.edge).times")
    ends = "[...new Set([...document.querySelectorAll('#details .evidence')].map(x => x.querySelectorAll('mark.from').length && x.querySelectorAll('mark.to').length && 1))]"
    assert browser.execute_script(f"return [EDGES.find(e => e.id === state.edge).times > 1, {ends}]") == [True, [1]]
    browser.execute_script("select(NODES[1].id); document.getElementById('expand').click()")
    until(browser, "state.around.length === 2 && wanted() === loaded && NODES.length")
    browser.execute_script("document.getElementById('centre').click()")
    until(browser, "state.around.length === 1 && wanted() === loaded && NODES.length")
    assert not complaints(browser)


@pytest.mark.browser
def test_what_is_cut_is_said_and_hostile_names_are_inert(browser: Any, tmp_path: Path) -> None:
    data = graph(hub([*HOSTILE, *(f"工程{i}" for i in range(MOST + 300 - len(HOSTILE)))]), tmp_path)
    with serving(data, "--timeout", "20") as address:
        opened(browser, address + "/explorer", "#around=program/hub")
        assert str(MOST) in browser.execute_script("return document.getElementById('count').textContent")
        said = browser.execute_script("return document.getElementById('cut').textContent")
        assert f"{MOST - 1} / {MOST + 300}" in said
        browser.execute_script("select('program/hub')")
        heading = browser.execute_script("return document.querySelector('#details .relation h4 small').textContent")
        assert heading == f"{MOST - 1} / {MOST + 300}"
        browser.execute_script("document.getElementById('tab-tables').click(); document.getElementById('table-Project').click()")
        until(browser, f"document.querySelectorAll('#view-tables tbody tr').length === {MOST - 1}")
        typed(browser, "/", "script")
        until(browser, "!document.getElementById('hits').hidden")
        assert browser.execute_script("return document.querySelectorAll('#view-tables img, #hits img, #hits script').length") == 0
        assert browser.execute_script("return document.title").endswith("· kg")
        assert not complaints(browser)


@pytest.mark.browser
def test_a_phone_shows_the_start_without_sideways_scrolling(browser: Any, address: str) -> None:
    opened(browser, address)
    resize(browser, 390, 844)
    until(browser, "document.querySelector('.start .matrix')")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    resize(browser, 1280, 900)


@pytest.mark.browser
def test_nothing_is_opened_before_a_name_is_chosen(browser: Any, address: str) -> None:
    opened(browser, address)
    tabs = "[...document.querySelectorAll('[role=tab]')].map(b => b.disabled)"
    assert browser.execute_script(f"return {tabs}") == [False, True, True]
    until(browser, "document.querySelector('.common button')")
    browser.execute_script("document.getElementById('skip').click()")
    assert browser.execute_script("return [state.tab, document.activeElement.closest('.common') !== null]") == ["start", True]
    chosen(browser, address, "涪陵区")
    assert browser.execute_script(f"return {tabs}") == [False, False, False]


@pytest.mark.browser
def test_a_link_to_a_report_leads_to_that_very_sentence(browser: Any, address: str) -> None:
    chosen(browser, address, "yuxianggaotie")
    link = "[...document.querySelectorAll('#details a.quiet')].find(a => a.href.includes('2019'))"
    until(browser, link)
    second = browser.execute_script(f"return {link}.closest('.evidence').querySelector('.facts').textContent").split("第 ")[1].split("–")[0]
    browser.execute_script(f"location.href = {link}.href")
    until(browser, "document.documentElement.dataset.ready && document.querySelector('#view-text .on')")
    assert browser.execute_script(f"return document.querySelector('[data-at=\"0:{second}\"]').classList.contains('on')")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bars_and_menus_of_a_phone(browser: Any, address: str, language: str) -> None:
    chosen(browser, address, "涪陵区")
    browser.execute_script(f"change({{sel: '', lang: '{language}'}})")
    resize(browser, 360, 740)
    time.sleep(0.3)
    inside = "(b => b.left >= 0 && b.right <= 360 && b.height < 40)"
    assert browser.execute_script(
        f"return [...document.querySelectorAll('#graph-tools > :not(.menu), #graph-tools summary')].map(x => x.getBoundingClientRect()).filter(b => b.width).every{inside}"
    )
    browser.execute_script("document.getElementById('export').click()")
    assert browser.execute_script(
        "return (b => b.left >= 0 && b.right <= 360 && b.top > 0)(document.querySelector('.menu > div').getBoundingClientRect())"
    )
    spot = browser.execute_script("return (b => [b.left + 40, b.top + 20])(document.getElementById('export-png').getBoundingClientRect())")
    assert browser.execute_script("return document.elementFromPoint(...arguments).id", *spot) == "export-png"
