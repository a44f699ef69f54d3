"""The SPARQL page in headless Chromium, with the rich editor and without: what a reader does, and what hostile data cannot."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from kg.linking.iris import DEFAULT_BASE
from kg.ontology.namespaces import KG
from tests.explorer.browser import complaints, downloaded, requests, resize
from tests.explorer.firefox import FIREFOX, Firefox, firefox
from tests.hostile.markup import HOSTILE
from tests.server.conftest import serving

from ..conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.server]

EDITOR = ROOT / "kg" / "server" / "static" / "editor.js"
WAIT = 15.0
READY = "document.getElementById('ask')?.dataset.ready === 'true'"
DONE = "document.getElementById('answer').getAttribute('aria-busy') === 'false' && !document.getElementById('run').hidden"
ROWS = "[...document.querySelectorAll('#view-table tbody tr')].map(r => [...r.cells].map(c => c.textContent))"
SEVERAL = "CONSTRUCT { ?a kg:partOf ?b } WHERE { ?a kg:partOf ?b }"


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins with a large window, Chinese, nothing blocked, an empty log; and ends without a complaint it does not expect."""
    if "browser" not in request.fixturenames:
        yield
        return
    driver = request.getfixturevalue("browser")
    resize(driver, 1280, 900)
    driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    requests(driver), complaints(driver)
    yield
    driver.execute_script("localStorage.clear()")


@pytest.fixture(params=["plain", "rich"])
def kind(request: pytest.FixtureRequest, browser: Any) -> str:
    """Both editors; the plain one as where there is no editor.js."""
    if request.param == "plain":
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/static/editor.js"]})
    elif not EDITOR.is_file():
        pytest.skip("the rich editor is not built (make frontend)")
    return str(request.param)


def until(driver: Any, code: str) -> Any:
    """Wait for a condition of the page."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(driver, WAIT, 0.05).until(lambda d: d.execute_script(f"return {code}"), message=code)


def js(driver: Any, code: str, *values: Any) -> Any:
    return driver.execute_script(f"return {code}", *values)


def do(driver: Any, code: str, *values: Any) -> None:
    driver.execute_script(code, *values)


def visit(driver: Any, address: str, fragment: str = "") -> None:
    driver.get("about:blank")
    driver.get(f"{address}/sparql{fragment}")
    until(driver, READY)


def ask(driver: Any, address: str, question: str, **fields: str) -> None:
    """Open the page with a question in its address, and wait for the answer."""
    extra = "".join(f"&{quote(name)}={quote(value)}" for name, value in fields.items())
    visit(driver, address, f"#query={quote(question)}{extra}")
    until(driver, DONE)


def write(driver: Any, text: str, kind: str) -> None:
    """Type into the editor in the place of what it has."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    driver.find_element("css selector", "#text" if kind == "plain" else ".cm-content").click()
    ActionChains(driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).send_keys(Keys.DELETE).perform()
    ActionChains(driver).send_keys(text).perform()


def press(driver: Any, *keys: str, control: bool = False) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    chain = ActionChains(driver)
    if control:
        chain.key_down(Keys.CONTROL)
    chain.send_keys(*keys)
    if control:
        chain.key_up(Keys.CONTROL)
    chain.perform()


def text_of(kind: str) -> str:
    return (
        "document.getElementById('text').value"
        if kind == "plain"
        else "[...document.querySelectorAll('.cm-line')].map(l => l.textContent).join('\\n')"
    )


def test_from_the_gallery_to_an_answer(browser: Any, served: str, kind: str) -> None:
    visit(browser, served)
    assert js(browser, "document.getElementById('ask').dataset.editor") == kind
    assert js(browser, "document.querySelectorAll('.card').length") >= 30
    # every family has a Chinese name
    assert js(browser, "[...document.querySelectorAll('#families button')].every(b => /[\\u4e00-\\u9fff]/.test(b.textContent))")
    browser.find_element("id", "search").send_keys("地区有哪些项目")
    assert js(browser, "[...document.querySelectorAll('.card')].map(c => c.dataset.question)") == ["projects-of-a-region"]
    browser.find_element("css selector", ".card").click()
    assert js(browser, "document.activeElement.id") == "parameter-region"
    assert js(browser, "document.activeElement.value") == "重庆"
    assert js(browser, f"{text_of(kind)}.trim()").startswith("SELECT DISTINCT ?project")
    # the default is chosen: typing replaces it
    press(browser, "万州")
    browser.find_element("id", "run").click()
    until(browser, DONE)
    assert js(browser, ROWS) == [["万州北站", "ongoing", "2020"]]
    assert "1 行" in js(browser, "document.getElementById('status').textContent")
    # the missing editor.js of the plain one is told by the browser
    assert [message for message in complaints(browser) if "editor.js" not in message] == []


def test_keys_run_and_tab_leaves(browser: Any, served: str, kind: str) -> None:
    visit(browser, served)
    write(browser, "ASK { ?p a kg:Project }", kind)
    press(browser, "\ue006", control=True)
    until(browser, DONE)
    assert js(browser, "document.querySelector('.verdict').textContent") == "是"
    editing = "document.activeElement.closest('.rich, .plain') !== null"
    assert js(browser, editing)
    press(browser, "\ue00c")  # Escape: closes a list of completions, if any
    press(browser, "\ue004")
    assert not js(browser, editing)


def test_an_error_marks_its_line(browser: Any, served: str, kind: str) -> None:
    ask(browser, served, "SELECT * WHERE {\n  ?a a kg:Project .\n  FILTR(?a)\n}")
    assert "第 3 行" in js(browser, "document.getElementById('error').textContent")
    assert "FILTR" in js(browser, "document.getElementById('error').textContent")
    marked = ".numbers .wrong" if kind == "plain" else ".cm-gutterElement.cm-wrong"
    assert js(browser, f"[...document.querySelectorAll('{marked}')].map(l => l.textContent)") == ["3"]
    js(browser, "document.querySelector('#error button').click()")
    assert js(browser, "document.activeElement.closest('.rich, .plain') !== null")
    if kind == "plain":
        assert js(browser, "document.getElementById('text').value.slice(0, document.getElementById('text').selectionStart)").count("\n") == 2
    else:
        assert js(browser, "document.querySelector('.cm-activeLine').textContent").strip() == "FILTR(?a)"
    # the mark goes with the next question
    write(browser, "ASK { }", kind)
    press(browser, "\ue006", control=True)
    until(browser, DONE)
    assert js(browser, f"document.querySelectorAll('{marked}').length") == 0
    assert js(browser, "document.getElementById('error').hidden")


@pytest.mark.parametrize(
    ("typed", "name", "label"), [("kg:Proj", "kg:Project", "项目"), ("产业", "kg:Industry", "产业"), ("?pro", "?programme", "变量")]
)
def test_completion(browser: Any, served: str, typed: str, name: str, label: str) -> None:
    if not EDITOR.is_file():
        pytest.skip("the rich editor is not built (make frontend)")
    visit(browser, served, "#question=programme-contents")
    until(browser, DONE)
    browser.find_element("css selector", ".cm-content").click()
    press(browser, "\ue010", control=True)
    press(browser, f" {typed}")
    options = "[...document.querySelectorAll('.cm-tooltip-autocomplete li')].map(o => o.textContent)"
    until(browser, f"{options}[0]?.startsWith({json.dumps(name)})")
    assert label in js(browser, f"{options}[0]")
    if name.startswith("kg:"):
        until(browser, "document.querySelector('.cm-completionInfo')?.textContent.length > 4")
    # CodeMirror takes no key for a choice in the first moments of a list
    until(browser, "(window.waited ??= performance.now()) + 150 < performance.now()")
    press(browser, "\ue006")
    assert js(browser, text_of("rich")).endswith(name)
    assert complaints(browser) == []


def test_the_vocabulary_is_written_by_a_click(browser: Any, served: str, kind: str) -> None:
    visit(browser, served)
    write(browser, "ASK { ?x a ", kind)
    browser.find_element("id", "terms-button").click()
    browser.find_element("id", "terms-search").send_keys("region")
    js(browser, "[...document.querySelectorAll('.term')].find(t => t.textContent.startsWith('kg:Region')).click()")
    assert "ASK { ?x a kg:Region" in js(browser, text_of(kind))


def test_a_table_sorts_links_and_aligns(browser: Any, served: str) -> None:
    ask(browser, served, "SELECT ?t ?v WHERE { ?t a kg:Target ; kg:value ?v } LIMIT 300")
    assert js(browser, "document.querySelectorAll('#view-table tbody tr').length") in range(50, 201)
    numbers = "[...document.querySelectorAll('td.number')].map(c => Number(c.textContent.replaceAll(',', '')))"
    assert js(browser, "getComputedStyle(document.querySelector('td.number')).textAlign") == "right"
    browser.find_element("css selector", "[data-column=v]").click()
    assert js(browser, "document.activeElement.dataset.column") == "v"
    assert js(browser, "document.querySelectorAll('th')[1].getAttribute('aria-sort')") == "ascending"
    found = js(browser, numbers)
    assert found == sorted(found) and len(set(found)) > 10
    js(browser, "document.querySelector('[data-column=v]').click()")
    found = js(browser, numbers)
    assert found == sorted(found, reverse=True)
    link = js(browser, "document.querySelector('td a').getAttribute('href')")
    assert link.startswith("/target/") and js(browser, "document.querySelector('td a').textContent").startswith("target:")
    js(browser, "document.querySelector('td a').click()")
    until(browser, "location.pathname.startsWith('/target/') && document.querySelector('h1') !== null")


def test_more_rows_are_shown_on_demand(browser: Any, served: str) -> None:
    ask(browser, served, "SELECT ?s ?p WHERE { ?s ?p ?o } LIMIT 450")
    rows = "document.querySelectorAll('#view-table tbody tr').length"
    assert js(browser, rows) == 200
    js(browser, "document.querySelector('.more button').click()")
    js(browser, "document.querySelector('.more button').click()")
    assert js(browser, rows) == 450
    assert js(browser, "document.querySelector('.more button')") is None


@pytest.mark.parametrize("question", [SEVERAL, "SELECT ?a ?p ?b WHERE { VALUES ?p { kg:partOf } ?a ?p ?b }"], ids=["graph", "rows"])
def test_the_network_is_drawn(browser: Any, served: str, question: str) -> None:
    ask(browser, served, question, view="graph")
    drawn = int(until(browser, "document.querySelector('.canvas')?.dataset.drawn"))
    assert 50 < drawn <= 300
    assert "属于" in js(browser, "document.querySelector('.drawing-tools').textContent")
    assert "项目" in js(browser, "document.querySelector('.legend').textContent")
    pixels = """(() => { const c = document.querySelector('.canvas canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      let inked = 0; for (let i = 3; i < d.length; i += 4) inked += d[i] > 0; return inked; })()"""
    assert js(browser, pixels) > 1000
    assert complaints(browser) == []


def test_a_network_too_large_says_what_is_cut(browser: Any, served: str) -> None:
    ask(browser, served, "CONSTRUCT { ?m kg:sentence ?s } WHERE { ?m kg:sentence ?s }")
    assert js(browser, "document.getElementById('tab-graph').getAttribute('aria-selected')") == "true"
    assert until(browser, "document.querySelector('.canvas')?.dataset.drawn") == "300"
    assert "只画关系最多的 300 个事物" in js(browser, "document.querySelector('.drawing-tools .cut').textContent")


def test_a_chosen_thing_says_what_it_is(browser: Any, served: str) -> None:
    ask(browser, served, "CONSTRUCT { ?p kg:status ?s } WHERE { ?p rdfs:label '万州北站'@zh ; kg:status ?s }")
    until(browser, "document.querySelector('.canvas')?.dataset.drawn === '1'")
    js(browser, "document.querySelector('.drawing-tools select').focus()")
    press(browser, "\ue015")
    until(browser, "document.querySelector('.chosen').textContent.includes('ongoing')")
    assert js(browser, "document.querySelector('.chosen h3').textContent") == "万州北站"
    assert js(browser, "document.querySelector('.chosen h3 a').pathname").startswith("/project/")
    browser.find_element("css selector", ".chosen .close").click()
    assert not js(browser, "document.querySelector('.chosen').checkVisibility()")


def test_an_answer_without_things_says_so(browser: Any, served: str) -> None:
    ask(browser, served, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", view="graph")
    until(browser, "document.getElementById('view-graph').textContent.includes('没有可画')")


def test_a_link_restores_question_parameters_and_view(browser: Any, served: str, kind: str) -> None:
    visit(browser, served, "#question=programme-contents")
    until(browser, DONE)
    write(browser, "SELECT ?x ?n WHERE { ?x rdfs:label ?n FILTER(CONTAINS(?n, '高铁') && ?programme != 'x') } # 100% &=+", kind)
    do(browser, "const f = document.getElementById('parameter-programme'); f.value = '高铁 & <b>+%'; f.dispatchEvent(new Event('input'));")
    browser.find_element("id", "run").click()
    until(browser, DONE)
    js(browser, "document.getElementById('tab-raw').click()")
    do(browser, "navigator.clipboard.writeText = async words => { window.copied = words; }; document.getElementById('copy-link').click();")
    link = until(browser, "window.copied")
    before = js(browser, f"{text_of(kind)}")
    browser.get("about:blank")
    browser.get(link)
    until(browser, READY)
    until(browser, DONE)
    assert js(browser, text_of(kind)) == before
    assert js(browser, "document.getElementById('parameter-programme').value") == "高铁 & <b>+%"
    assert js(browser, "document.getElementById('view-raw').textContent").startswith("application/sparql-results+json")
    assert js(browser, "location.href") == link
    assert "已改动" in js(browser, "document.getElementById('title').textContent")


def test_order_and_view_are_restored_and_back_goes_back(browser: Any, served: str) -> None:
    visit(browser, served, "#question=projects-by-status")
    until(browser, DONE)
    js(browser, "document.querySelector('.sort').click()")
    js(browser, "document.querySelector('.sort').click()")
    shown, address = js(browser, ROWS), js(browser, "location.href")
    visit(browser, served, "#" + address.partition("#")[2])
    until(browser, DONE)
    assert js(browser, ROWS) == shown
    js(browser, "document.querySelector('[data-question=rules]').click()")
    assert "question=rules" in js(browser, "location.hash")
    browser.back()
    until(browser, "document.querySelector('.card[aria-current]')?.dataset.question === 'projects-by-status'")
    until(browser, DONE)
    assert js(browser, ROWS) == shown


def test_copied_commands_give_the_same_answer(browser: Any, served: str) -> None:
    visit(browser, served, "#question=projects-of-a-region&$region=" + quote("万州") + "&query=" + quote(HARD))
    until(browser, DONE)
    rows = js(browser, ROWS)
    assert rows == [['a\'b"""c\\d', "万州"]]

    def copied(button: str) -> str:
        do(
            browser,
            "window.copied = ''; navigator.clipboard.writeText = async words => { window.copied = words; }; document.getElementById(arguments[0]).click();",
            button,
        )
        return str(until(browser, "window.copied"))

    program = subprocess.run([sys.executable, "-c", copied("copy-python")], capture_output=True, text=True, encoding="utf-8", timeout=30, check=True)
    assert program.stdout.strip() == str({"x": rows[0][0], "region": "万州"})
    if shutil.which("curl") and shutil.which("sh"):
        shell = subprocess.run(["sh", "-c", copied("copy-curl")], capture_output=True, text=True, encoding="utf-8", timeout=30, check=True)
        assert shell.stdout.splitlines() == ["x,region", '"a\'b""""""c\\d",万州']


# Quotes of every kind, a backslash, and a quotation mark at the end.
HARD = 'SELECT ?x ?region WHERE { BIND(\'a\\\'b"""c\\\\d\' AS ?x) } # """" \'$(x)\' `x` \\"'


@pytest.mark.parametrize(
    ("question", "form", "begins"),
    [
        ("SELECT ?p WHERE { ?p a kg:Project }", "CSV", "p\r\n"),
        ("SELECT ?p WHERE { ?p a kg:Project }", "TSV", "?p\n"),
        ("SELECT ?p WHERE { ?p a kg:Project }", "JSON", '{"head"'),
        ("SELECT ?p WHERE { ?p a kg:Project }", "XML", "<?xml"),
        (SEVERAL, "Turtle", "@prefix"),
        (SEVERAL, "JSON-LD", ("{", "[")),
    ],
)
def test_downloads(browser: Any, served: str, tmp_path: Path, question: str, form: str, begins: str | tuple[str, ...]) -> None:
    ask(browser, served, question)
    js(browser, "[...document.querySelectorAll('#downloads button')].find(b => b.textContent === arguments[0]).id = 'wanted'", form)
    assert (
        downloaded(browser, tmp_path, "wanted")
        .replace("\r\n", "\n")
        .startswith(begins if isinstance(begins, tuple) else begins.replace("\r\n", "\n"))
    )


@pytest.fixture(scope="module")
def narrow(graph_file: Path) -> Iterator[str]:
    """A server that gives little and is soon tired."""
    with serving(graph_file, "--rows", "20", "--timeout", "3") as address:
        yield address


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_cut_answer_says_so(browser: Any, narrow: str) -> None:
    ask(browser, narrow, "SELECT ?s WHERE { ?s ?p ?o }")
    assert "20 行" in js(browser, "document.getElementById('status').textContent")
    assert "截断" in js(browser, "document.querySelector('#status .cut').textContent")


def test_a_question_can_be_stopped(browser: Any, narrow: str) -> None:
    visit(browser, narrow, f"#query={quote(ENDLESS)}")
    until(browser, "!document.getElementById('stop').hidden")
    js(browser, "document.getElementById('stop').click()")
    until(browser, DONE)
    assert js(browser, "document.getElementById('status').textContent") == "已停止"
    assert js(browser, "document.getElementById('error').hidden")


def test_a_slow_question_and_a_silent_server_are_told(browser: Any, narrow: str) -> None:
    ask(browser, narrow, ENDLESS)
    assert "超过 3 秒" in js(browser, "document.getElementById('error').textContent")
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/sparql"]})
    browser.find_element("id", "run").click()
    until(browser, "document.getElementById('error').textContent.includes('没有应答')")


def test_hostile_names_are_characters(browser: Any, tmp_path: Path) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = []
    for i, words in enumerate(HOSTILE):
        thing = f"<{DEFAULT_BASE}project/{i}>"
        lines += [f"{thing} a <{KG.Project}> ; {label} {pyoxigraph.Literal(words, language='zh')} ; <http://x/see> <javascript:alert(1)> ."]
        lines += [f"{thing} <{KG.partOf}> <{DEFAULT_BASE}/evil.example/x> ."]
    (tmp_path / "graph.ttl").write_text("\n".join(lines), encoding="utf-8")
    with serving(tmp_path / "graph.ttl") as address:
        for view in ("table", "graph", "raw"):
            for question in (
                "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
                "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
                "SELECT ?__proto__ ?constructor { ?__proto__ rdfs:label ?constructor }",
            ):
                ask(browser, address, question, view=view, order="constructor")
                if view == "graph":
                    until(browser, "document.querySelector('.canvas')?.dataset.drawn")
                if view == "table":
                    while js(browser, "document.querySelector('.more button')"):
                        do(browser, "document.querySelector('.more button').click()")
                    shown = js(browser, "[...document.querySelectorAll('td')].map(c => c.textContent)")
                    assert set(HOSTILE) <= set(shown)
                    leads = js(browser, "[...document.querySelectorAll('td a')].map(a => [a.protocol, a.origin])")
                    assert {origin for _, origin in leads if "evil" in origin} == set()
                    assert {protocol for protocol, _ in leads} == {"http:"} or {protocol for protocol, _ in leads} == {"http:", "https:"}
                assert js(browser, "document.querySelectorAll('#answer img, #answer iframe, #answer script, #answer style').length") == 0
                assert js(browser, "document.title") == "提问 Ask · kg"
        # names in the address are as harmless
        visit(
            browser,
            address,
            "#question=" + quote("<img src=x onerror=alert(1)>") + "&query=" + quote("".join(HOSTILE[:3])) + "&view=__proto__&order=constructor",
        )
        until(browser, DONE)
        assert js(browser, "document.querySelectorAll('main img').length") == 0
        assert {url for url in requests(browser) if not url.startswith(address)} == set()


def test_nothing_is_asked_of_elsewhere_and_the_policy_holds(browser: Any, served: str, kind: str) -> None:
    visit(browser, served)
    requests(browser), complaints(browser)
    ask(browser, served, SEVERAL, view="graph")
    until(browser, "document.querySelector('.canvas')?.dataset.drawn")
    found = requests(browser)
    assert any(url.endswith("/static/vis-network.min.js") for url in found)
    assert {url for url in found if not url.startswith(served)} == set()
    assert not [message for message in complaints(browser) if "Content Security Policy" in message]
    if kind == "rich":
        assert js(browser, "getComputedStyle(document.querySelector('.cm-scroller')).fontFamily").startswith("ui-monospace")
    js(browser, "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.intruder = 1'}))")
    assert js(browser, "window.intruder === undefined")


def test_english_dark_and_kept(browser: Any, served: str) -> None:
    ask(browser, served, "SELECT ?p WHERE { ?p a kg:Project } LIMIT 3")
    js(browser, "document.getElementById('language').click()")
    js(browser, "document.getElementById('theme').click()")
    assert js(browser, "document.getElementById('run').textContent") == "Run"
    assert js(browser, "document.getElementById('status').textContent").startswith("3 rows")
    assert js(browser, "document.querySelector('.card .name').textContent").isascii()
    theme = js(browser, "document.documentElement.dataset.theme")
    visit(browser, served)
    assert js(browser, "document.getElementById('run').textContent") == "Run"
    assert js(browser, "document.documentElement.dataset.theme") == theme


NAMELESS = """[...document.querySelectorAll('button, input, textarea, [role=tab], [contenteditable=true]')].filter(e => e.checkVisibility()
  && !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).map(e => e.outerHTML)"""


def test_everything_has_a_name_and_fits_a_phone(browser: Any, served: str, kind: str) -> None:
    resize(browser, 360, 740)
    visit(browser, served)
    for language in ("zh", "en"):
        js(browser, "localStorage.setItem('kg-language', arguments[0])", language)
        for fragment in ("", "#question=targets-of-things", "#question=cooperation&view=graph", "#question=rules&view=raw", "#query=SELECT"):
            visit(browser, served, fragment)
            if fragment:
                until(browser, DONE)
            assert js(browser, "document.documentElement.scrollWidth") <= 360, (language, fragment)
            assert js(browser, NAMELESS) == [], (language, fragment)
    js(browser, "document.getElementById('unfold').click()")
    assert js(browser, "document.querySelector('.card').checkVisibility()")
    assert js(browser, "document.documentElement.scrollWidth") <= 360


def test_tabs_go_by_arrow_keys(browser: Any, served: str) -> None:
    ask(browser, served, "SELECT ?p WHERE { ?p a kg:Project } LIMIT 3")
    js(browser, "document.getElementById('tab-table').focus()")
    press(browser, "\ue012")
    assert js(browser, "document.activeElement.id") == "tab-raw"
    assert js(browser, "document.getElementById('view-raw').textContent").count("w3id.org") == 3
    press(browser, "\ue014")
    assert js(browser, "document.activeElement.id") == "tab-table"


def test_the_page_says_which_editor_it_has(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": "text/html"})
    assert f'data-editor="{"rich" if EDITOR.is_file() else "plain"}"' in page.text
    nonce = page.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert nonce and f'nonce="{nonce}"' in page.text
    assert "<style" not in page.text and "onclick" not in page.text and "style=" not in page.text


def settled(found: Firefox, code: str) -> None:
    """Wait for a condition of the page in Firefox."""
    last = time.monotonic() + WAIT
    while not found.js(code):
        assert time.monotonic() < last, code
        time.sleep(0.05)


def test_firefox_asks_and_draws(served: str) -> None:
    if not FIREFOX:
        pytest.skip("Firefox is not installed")
    with firefox() as found:
        address = f"{served}/sparql#question=projects-of-a-region&$region={quote('万州')}"
        found.send("browsingContext.navigate", context=found.tab, url=address, wait="complete")
        settled(found, f"{READY} && {DONE}")
        assert found.js(ROWS) == [["万州北站", "ongoing", "2020"]]
        assert found.js("document.querySelectorAll('.cm-line, .numbers div').length > 4")
        found.js("document.getElementById('start-drawing').click()")
        settled(found, "document.querySelector('.canvas')?.dataset.drawn !== undefined")
        assert found.js("document.querySelector('.legend').textContent.includes('项目')")
        assert found.complaints() == []
        assert {url for url in found.asked_for() if not url.startswith(served)} == set()
