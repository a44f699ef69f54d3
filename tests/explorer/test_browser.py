"""What a reader does, done in headless Chromium with the network off."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from kg.linking.entities import Linked
from tests.explorer.browser import asked_for, chromium, complaints, resize, show

pytestmark = pytest.mark.browser


def keys(driver: Any, *typed: str) -> None:
    driver.switch_to.active_element.send_keys(*typed)


def js(driver: Any, code: str) -> Any:
    return driver.execute_script(f"return {code}")


@pytest.fixture(autouse=True)
def fresh(driver: Any, page: Path) -> None:
    resize(driver, 1400, 900)
    asked_for(driver, page), complaints(driver)
    show(driver, page)


def test_opens_at_once_and_asks_for_nothing(driver: Any, page: Path, seed: Linked) -> None:
    assert js(driver, "document.compatMode") == "CSS1Compat"
    assert js(driver, "NODES.length") == len(seed.entities) + len(seed.extraction.targets)
    assert js(driver, "performance.getEntriesByType('navigation')[0].loadEventEnd") < 2000
    for tab in ("tables", "text", "graph"):
        js(driver, f"$('tab-{tab}').click()")
    assert asked_for(driver, page) == []
    assert complaints(driver) == []


def test_the_policy_stops_scripts_and_requests(driver: Any) -> None:
    js(driver, "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.intruder = 1'}))")
    js(driver, "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'}))")
    time.sleep(0.2)
    assert js(driver, "window.intruder === undefined")
    assert any("Content Security Policy" in message for message in complaints(driver))


def test_names_of_the_first_view_do_not_overlap(driver: Any) -> None:
    code = """
      const ctx = document.createElement('canvas').getContext('2d'), box = $('network').getBoundingClientRect();
      ctx.font = `500 ${LABEL_SIZE}px ${FONT}`;
      const point = n => { const p = network.canvasToDOM(network.getPosition(n.id)); return [p.x, p.y, sizeOf(n) * network.getScale()]; };
      const placed = placeLabels(ctx, drawn.nodes, point, drawn.near, [0, 0, box.width, box.height]).map(([, text, x, y]) => [x - ctx.measureText(text).width / 2, y - 6, x + ctx.measureText(text).width / 2, y + 6]);
      const hits = placed.filter((a, i) => placed.slice(0, i).some(b => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]));
      return [placed.length, drawn.nodes.length, hits.length];
    """
    named, drawn, overlapping = driver.execute_script(code)
    assert overlapping == 0
    assert named >= 0.85 * drawn


def test_evidence_is_the_exact_characters(driver: Any, seed: Linked) -> None:
    text = seed.extraction.report.text
    mention = next(m for m in seed.extraction.mentions if m.text == "铁峰山隧道")
    js(driver, f"select({seed.entity_of[mention.id]!r})")
    quote = js(driver, "document.querySelector('#details blockquote').textContent")
    sentence = seed.extraction.report.sentences[mention.sentence].span
    assert quote == text[sentence.start : sentence.end]
    assert js(driver, "document.querySelector('#details mark').textContent") == "铁峰山隧道"
    assert f"{mention.span.start}–{mention.span.end}" in js(driver, "$('details').textContent")
    js(driver, "document.querySelector('#details .source button').click()")
    assert js(driver, "state.tab") == "text"
    assert js(driver, "document.querySelector('#view-text .m.on').textContent") == "铁峰山隧道"


def test_an_edge_shows_both_its_ends_in_the_sentence(driver: Any) -> None:
    js(driver, "change({edge: EDGES.find(e => e.kind === 'partOf').id})")
    marked = js(driver, "[...document.querySelectorAll('#details mark')].map(m => m.textContent)")
    head, tail = js(driver, "(e => [cut(0, ...e.head), cut(0, ...e.tail)])(EDGES.find(e => e.kind === 'partOf'))")
    assert head in marked and tail in marked


def test_the_report_is_whole_and_every_mark_leads_to_its_node(driver: Any, seed: Linked) -> None:
    js(driver, "$('tab-text').click()")
    report = seed.extraction.report
    assert js(driver, "[...document.querySelectorAll('#view-text article > *')].map(p => p.textContent)") == [
        report.quote(p.span) for p in report.paragraphs
    ]
    covered = js(driver, "[...new Set([...document.querySelectorAll('#view-text .m')].flatMap(m => m.dataset.ids.split('|')))].length")
    assert covered == js(driver, "NODES.length")
    js(driver, "document.querySelector('#view-text .m.target').click()")
    assert js(driver, "byId.get(state.sel).kind") == "Target"


def test_crossing_and_nested_spans_keep_their_own_characters(driver: Any) -> None:
    cover = "pieces(0, 0, 10, [[0, 5, 'a'], [3, 8, 'b'], [4, 5, 'c']]).map(p => [p.from, p.to, p.cover.map(s => s[2]).sort().join('')])"
    assert js(driver, cover) == [[0, 3, "a"], [3, 4, "ab"], [4, 5, "abc"], [5, 8, "b"], [8, 10, ""]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("郑万高铁", "郑万高铁"), ("zwgt", "郑万高铁"), ("cqdz", "重庆东站"), ("GDP", "GDP"), ("gross reg", "gross regional product")],
)
def test_search_by_name_and_by_initials(driver: Any, typed: str, first: str) -> None:
    driver.find_element("tag name", "body").send_keys("/")
    keys(driver, typed)
    assert js(driver, "document.querySelector('#hits [role=option] .name').textContent") == first
    assert js(driver, "$('live').textContent").split()[0].isdigit()


def test_search_without_result_says_so(driver: Any) -> None:
    js(driver, "$('search').focus()")
    keys(driver, "没有这样的东西")
    assert "没有结果" in js(driver, "$('hits').textContent")


def test_with_the_keyboard_alone_from_search_to_evidence_and_table(driver: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    driver.find_element("tag name", "body").send_keys("/")
    keys(driver, "高铁", Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    wanted = js(driver, "document.querySelector('#hits [aria-selected=true] .name').textContent")
    keys(driver, Keys.ENTER)
    assert js(driver, "$('chosen').textContent") == wanted
    keys(driver, Keys.ESCAPE)
    assert js(driver, "state.sel") == ""
    js(driver, "$('tab-graph').focus()")
    keys(driver, Keys.ARROW_RIGHT)
    assert js(driver, "state.tab") == "tables"
    js(driver, "document.querySelector('#view-tables tbody tr').focus()")
    keys(driver, Keys.ARROW_DOWN)
    keys(driver, Keys.ENTER)
    assert js(driver, "state.sel") == js(driver, "document.querySelectorAll('#view-tables tbody tr')[1].dataset.id")


def test_facet_counts_are_what_a_click_shows(driver: Any) -> None:
    for facet, value in (("type", "Project"), ("status", "completed"), ("year", "2020")):
        told = js(driver, f"Number(document.querySelector('[data-facet={facet}][data-value=\"{value}\"] .n').textContent)")
        js(driver, f"document.querySelector('[data-facet={facet}][data-value=\"{value}\"]').click()")
        assert js(driver, "drawn.nodes.length") == told == js(driver, "NODES.filter(n => passes(n)).length")
    assert js(driver, "document.querySelectorAll('#chips .chip:not(.clear)').length") == 3
    js(driver, "document.querySelector('#chips .chip.clear').click()")
    assert js(driver, "filtered()") is False


def test_neighbours_are_counted_before_they_are_expanded(driver: Any) -> None:
    js(driver, "select(NODES.filter(n => nodeSet.get(n.id) && edgesOf.get(n.id).some(e => !nodeSet.get(e.from) || !nodeSet.get(e.to)))[0].id)")
    missing = js(driver, "new Set(edgesOf.get(state.sel).flatMap(e => [e.from, e.to]).filter(id => !nodeSet.get(id))).size")
    before = js(driver, "nodeSet.length")
    js(driver, "$('expand').click()")
    assert missing > 0 and js(driver, "nodeSet.length") == before + missing


def test_a_path_between_two_things(driver: Any) -> None:
    ends = js(
        driver,
        """(parts => {
          const tied = (a, b) => edgesOf.get(a).some(e => e.from === b || e.to === b);
          const apart = (e, x) => x.to === e.to && x.from !== e.from && !tied(x.from, e.from);
          const first = parts.find(e => parts.some(x => apart(e, x)));
          return [first.from, parts.find(x => apart(first, x)).from];
        })(EDGES.filter(e => e.kind === 'partOf'))""",
    )
    driver.execute_script("select(arguments[0]); $('path').click(); select(arguments[1])", *ends)
    path = js(driver, "state.path")
    assert path[0] == ends[0] and path[-1] == ends[1] and len(path) == 3


def test_state_lives_in_the_address_and_comes_back(driver: Any, page: Path) -> None:
    js(driver, "change({type: new Set(['Project', 'Program']), year: new Set(['2020']), plan: 'section', lang: 'en', theme: 'dark'})")
    js(driver, "select(NODES.find(n => n.kind === 'Project' && n.year === 2020).id)")
    address, chosen, count = js(driver, "[location.hash, $('chosen').textContent, drawn.nodes.length]")
    show(driver, page, address)
    assert js(driver, "[location.hash, $('chosen').textContent, drawn.nodes.length]") == [address, chosen, count]
    assert js(driver, "[document.documentElement.dataset.theme, document.documentElement.lang]") == ["dark", "en"]
    js(driver, "select(NODES[0].id)")
    driver.back()
    assert js(driver, "$('chosen').textContent") == chosen


@pytest.mark.parametrize(("facet", "relation"), [("region", "locatedIn"), ("industry", "inIndustry"), ("programme", "partOf")])
def test_facets_of_what_things_belong_to(driver: Any, page: Path, facet: str, relation: str) -> None:
    button = f"document.querySelector('.facet[data-facet={facet}]')"
    owner, count = js(driver, f"[{button}.dataset.value, Number({button}.querySelector('.n').textContent)]")
    belonging = f"NODES.filter(n => n.id === {owner!r} || EDGES.some(e => e.kind === {relation!r} && e.from === n.id && e.to === {owner!r}))"
    expected = js(driver, f"{belonging}.map(n => n.id).sort()")
    js(driver, f"{button}.click()")
    assert js(driver, "drawn.nodes.map(n => n.id).sort()") == expected and len(expected) == count > 1
    assert js(driver, "$('count').textContent").split()[1] == str(count)
    show(driver, page, js(driver, "location.hash"))
    assert js(driver, "drawn.nodes.map(n => n.id).sort()") == expected
    js(driver, "document.querySelector('#chips .chip').click()")
    assert js(driver, f"state.{facet}.size") == 0


def test_an_address_full_of_nonsense_does_no_harm(driver: Any, page: Path) -> None:
    show(driver, page, "#sel=%3Cscript%3E&plan=x&type=Nothing&camera=1,2,nan&edge=e99999&tab=__proto__&table=constructor&lang=de&extra=a|b")
    assert complaints(driver) == []
    assert js(driver, "document.documentElement.dataset.ready") == str(js(driver, "NODES.length"))


@pytest.mark.parametrize("plan", ["network", "section", "type", "around"])
def test_every_plan_draws_all_nodes_apart(driver: Any, plan: str) -> None:
    js(driver, "select(NODES.filter(n => n.kind === 'Program').sort((a, b) => a.rank - b.rank)[0].id)")
    js(driver, f"change({{plan: '{plan}', all: true}})")
    points = js(driver, "nodeSet.get().map(n => n.x + ',' + n.y)")
    assert len(points) == len(set(points)) > 5
    assert complaints(driver) == []


def test_tables_sort_filter_and_pair(driver: Any) -> None:
    js(driver, "change({tab: 'tables', table: 'pairs'})")
    row = js(driver, "[...document.querySelectorAll('#view-tables tbody tr')].map(r => r.textContent).find(x => x.includes('地区生产总值'))")
    assert "6.3%" in row and "6%" in row and "-0.3" in row
    js(driver, "change({table: 'Target'})")
    js(driver, "document.querySelectorAll('#view-tables th button')[2].click()")
    amounts = js(
        driver,
        "[...document.querySelectorAll('#view-tables tbody tr')].map(r => byId.get(r.dataset.id)).filter(n => n.value !== undefined).map(amountOf)",
    )
    assert amounts == sorted(amounts, reverse=True) and amounts[0] == 2.36e12
    assert js(driver, "document.querySelectorAll('#view-tables th')[2].getAttribute('aria-sort')") == "descending"
    js(driver, "$('table-filter').focus()")
    keys(driver, "贫困")
    rows = js(driver, "[...document.querySelectorAll('#view-tables tbody tr')].map(r => r.textContent)")
    assert rows and all("贫困" in r for r in rows)


def test_exports_hold_what_is_shown(driver: Any) -> None:
    assert js(driver, "drawing().querySelectorAll('.thing').length") == js(driver, "drawn.nodes.length")
    assert js(driver, "drawing().querySelectorAll('line').length") == js(driver, "edgeSet.length") > 20
    js(driver, "change({plan: 'section'})")
    groups = js(driver, "drawn.groups.length")
    assert (
        js(driver, "[drawing().querySelectorAll('circle').length, drawing().querySelector('circle + text') !== null]") == [groups, True]
        and groups > 3
    )
    assert js(driver, "cell('=1+1')") == '"\'=1+1"' and js(driver, "cell('-0.3')") == '"-0.3"'
    assert js(driver, "sparql()").startswith("PREFIX kg:")


def test_at_the_width_of_a_phone(driver: Any, page: Path) -> None:
    resize(driver, 390, 844)
    show(driver, page)
    assert js(driver, "document.documentElement.scrollWidth") <= 390
    js(driver, "$('open-facets').click()")
    assert js(driver, "$('facets').getBoundingClientRect().width") > 200
    js(driver, "document.querySelector('#facets .close').click()")
    js(driver, "select(NODES[0].id)")
    assert js(driver, "$('details').getBoundingClientRect().height") > 100


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_overview_on_a_phone(driver: Any, page: Path, language: str) -> None:
    resize(driver, 360, 740)
    show(driver, page, f"#lang={language}")
    driver.find_element("id", "open-overview").click()
    assert driver.find_element("css selector", "#details .card").is_displayed()
    assert js(driver, "$('details').scrollWidth <= $('details').clientWidth && document.documentElement.scrollWidth <= 360")
    driver.find_element("id", "close-overview").click()
    assert not driver.find_element("id", "details").is_displayed()
    assert js(driver, "document.activeElement.id") == "open-overview"
    assert js(driver, "[...$('graph-tools').querySelectorAll(':scope > *')].every(b => b.getBoundingClientRect().right <= 360)")


def test_without_webgl(page: Path) -> None:
    with chromium(webgl=False) as plain:
        show(plain, page)
        assert js(plain, "drawn.nodes.length") > 20 and complaints(plain) == []


PLACED = """
  const ctx = document.createElement('canvas').getContext('2d'), box = $('network').getBoundingClientRect();
  ctx.font = `500 ${LABEL_SIZE}px ${FONT}`;
  const point = n => { const p = network.canvasToDOM(network.getPosition(n.id)); return [p.x, p.y, sizeOf(n) * network.getScale()]; };
  return [box.width, placeLabels(ctx, drawn.nodes, point, drawn.near, [0, 0, box.width, box.height]).map(([n, text, x]) => [n.id, x - ctx.measureText(text).width / 2, x + ctx.measureText(text).width / 2])];
"""


def test_names_are_not_cut_by_the_edge_of_the_canvas(driver: Any) -> None:
    js(driver, "document.querySelectorAll('[data-facet=section]')[4].click()")
    width, placed = driver.execute_script(PLACED)
    assert len(placed) > 40
    assert all(left >= 0 and right <= width for _, left, right in placed)


def test_the_words_of_a_level_line_stand_on_it(driver: Any) -> None:
    """vis-network writes them in the middle of the canvas where they are to be turned with a line that needs no turning."""
    level = js(driver, "EDGES.find(e => byId.get(e.from).first && byId.get(e.from).at[1] === byId.get(e.to).at[1])")
    js(driver, f"select({level['from']!r})")
    aligned = js(driver, "edgeSet.get().filter(e => e.label).map(e => [byId.get(e.from).at[1] === byId.get(e.to).at[1], e.font.align])")
    assert [True, "horizontal"] in aligned
    assert all(align == ("horizontal" if is_level else "middle") for is_level, align in aligned)


def test_all_is_shown_with_one_click_whatever_is_filtered(driver: Any) -> None:
    js(driver, "document.querySelector('[data-facet=status][data-value=completed]').click()")
    assert js(driver, "$('toggle-all').textContent") == "显示全部"
    js(driver, "$('toggle-all').click()")
    assert js(driver, "[drawn.nodes.length === NODES.length, filtered(), $('toggle-all').textContent]") == [True, False, "只看要点"]
    js(driver, "$('toggle-all').click()")
    assert js(driver, "drawn.nodes.every(n => n.first)")


def test_what_is_hidden_is_counted_and_comes_back(driver: Any) -> None:
    before = js(driver, "drawn.nodes.length")
    js(driver, "select(drawn.nodes[0].id)")
    js(driver, "[...document.querySelectorAll('.actions button')].find(b => b.textContent === '隐藏').click()")
    assert js(driver, "[drawn.nodes.length, $('unhide').textContent]") == [before - 1, "已隐藏 1 个×"]
    js(driver, "$('unhide').click()")
    assert js(driver, "[drawn.nodes.length, $('unhide')]") == [before, None]


def test_neighbours_that_are_all_drawn_are_not_offered_again(driver: Any) -> None:
    js(driver, "select(NODES.find(n => edgesOf.get(n.id).length > 2 && edgesOf.get(n.id).some(e => !nodeSet.get(e.from) || !nodeSet.get(e.to))).id)")
    js(driver, "$('expand').click()")
    assert js(driver, "$('expand')") is None


@pytest.mark.parametrize("tab", ["tables", "text"])
def test_from_a_row_or_a_mark_to_the_network(driver: Any, tab: str) -> None:
    js(driver, f"change({{tab: '{tab}'}})")
    js(driver, "select(NODES.find(n => !n.first && edgesOf.get(n.id).length > 2).id)")
    js(driver, "$('in-network').click()")
    assert js(driver, "state.tab") == "graph"
    assert js(driver, "edgesOf.get(state.sel).every(e => nodeSet.get(e.from) && nodeSet.get(e.to))")


def test_a_path_says_how_its_steps_are_tied_and_why(driver: Any) -> None:
    js(driver, "select(NODES.find(n => n.label === '重庆东站').id)")
    js(driver, "$('path').click()")
    assert "搜索" in js(driver, "document.querySelector('#details .hint').textContent")
    js(driver, "select(NODES.find(n => n.label === '第四跑道').id)")
    assert js(driver, "[...document.querySelectorAll('#details .verb')].map(x => x.textContent)") == ["属于", "属于", "包含", "包含"]
    js(driver, "document.querySelector('#details .verb + .quiet').click()")
    assert js(driver, "[...document.querySelectorAll('#details mark')].map(m => m.textContent)") == ["“米”字型高铁网", "重庆东站"]


def test_two_things_without_a_path_are_named(driver: Any) -> None:
    js(driver, "select(NODES.find(n => n.label === '重庆东站').id)")
    js(driver, "$('path').click()")
    js(driver, "select(NODES.find(n => n.label === '比亚迪动力电池').id)")
    assert js(driver, "document.querySelector('#details .hint').textContent") == "重庆东站 与 比亚迪动力电池 之间没有路径"


def test_a_section_that_is_filtered_is_one_circle(driver: Any) -> None:
    js(driver, "document.querySelectorAll('[data-facet=section]')[3].click()")
    js(driver, "change({plan: 'section'})")
    assert js(driver, "drawn.groups.map(g => g.key)") == js(driver, "[...state.section]")


def test_words_found_in_the_text_are_selected_there(driver: Any) -> None:
    js(driver, "$('search').focus()")
    keys(driver, "生态环境监管")
    js(driver, "[...document.querySelectorAll('#hits [role=option]')].pop().click()")
    assert js(driver, "[state.tab, getSelection().toString(), $('search').value]") == ["text", "生态环境监管", ""]
    time.sleep(1)
    view, words = js(driver, "[$('view-text'), getSelection().getRangeAt(0)].map(x => (b => [b.top, b.bottom])(x.getBoundingClientRect()))")
    assert view[0] < words[0] < words[1] < view[1]


def test_any_words_of_any_sentence_can_be_selected(driver: Any) -> None:
    js(driver, "change({tab: 'text'})")
    code = """
      const wrong = [];
      for (const s of DOCS[0].sentences) { const text = cut(0, s[0], s[1]), words = text.slice(text.length >> 1).toLowerCase(); showWords(0, s, words); const got = getSelection().toString(); if (!text.toLowerCase().includes(got.toLowerCase()) || got.toLowerCase() !== words) wrong.push([words, got]); }
      return wrong;
    """
    assert driver.execute_script(code) == []


def test_an_address_of_the_text_leads_to_its_mark(driver: Any, page: Path) -> None:
    name = js(driver, "encodeURIComponent(NODES.find(n => n.label === '重庆东站').id)")
    places = js(driver, "marksOf.get(NODES.find(n => n.label === '重庆东站').id).map(([, m]) => m[0])")
    report = js(driver, "DOCS[0].id")
    for address, start in (("", places[0]), (f"&at={report}|{places[1]}", places[1]), ("&at=x|1", places[0])):
        show(driver, page, f"#tab=text&sel={name}{address}")
        time.sleep(1)
        top, bottom = js(driver, f"(b => [b.top, b.bottom])(document.querySelector('[data-at=\"0:{start}\"]').getBoundingClientRect())")
        assert 52 < top < bottom < 900


def test_a_mark_chosen_on_a_phone_is_not_covered(driver: Any, page: Path) -> None:
    resize(driver, 375, 812)
    show(driver, page, "#tab=text")
    mark = "[...document.querySelectorAll('.m')].find(m => m.textContent === '高铁建设五年行动方案')"
    js(driver, f"{mark}.click()")
    time.sleep(1)
    assert 0 < js(driver, f"{mark}.getBoundingClientRect().bottom") < js(driver, "$('details').getBoundingClientRect().top")


def test_a_place_shows_what_is_named_after_it(driver: Any) -> None:
    js(driver, "select(NODES.find(n => n.label === '涪陵区').id)")
    named = js(driver, "[...document.querySelectorAll('#names-with .name')].map(x => x.textContent)")
    assert named == ["主城区至涪陵", "朝天门至涪陵段4.5米水深航道整治", "涪陵综保区"]
    js(driver, "select(NODES.find(n => n.label === '重庆市').id)")
    assert js(driver, "document.querySelectorAll('#names-with > .node').length") == 8
    js(driver, "select(NODES.find(n => n.label === '渝昆高铁').id)")
    assert js(driver, "$('names-with')") is None


def test_a_press_beside_the_drawer_closes_it_and_does_no_more(driver: Any, page: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    resize(driver, 375, 812)
    show(driver, page)
    driver.find_element("id", "open-facets").click()
    driver.find_element("css selector", "[data-facet=status][data-value=completed]").click()
    assert driver.find_element("id", "facets").is_displayed() and driver.find_element("id", "open-facets").text == "筛选 1"
    pressed = ActionChains(driver)
    pressed.w3c_actions.pointer_action.move_to_location(345, 500)
    pressed.click().perform()
    assert not driver.find_element("id", "facets").is_displayed()
    assert js(driver, "[state.sel, state.edge]") == ["", ""]


def test_the_keyboard_stays_at_the_button_that_was_pressed(driver: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    for button in ("plan-type", "toggle-all", "tab-tables"):
        js(driver, f"$('{button}').focus()")
        keys(driver, Keys.ENTER)
        assert js(driver, "document.activeElement.id") == button
    js(driver, "change({tab: 'graph'})")
    js(driver, "select(NODES.find(n => n.label === '重庆东站').id)")
    js(driver, "$('path').focus()")
    keys(driver, Keys.ENTER)
    assert js(driver, "document.activeElement.id") == "path"
    js(driver, "document.querySelector('#details .relation .node').focus()")
    keys(driver, Keys.ENTER)
    assert js(driver, "$('details').contains(document.activeElement)")


@pytest.mark.parametrize("table", ["Target", "board"])
def test_the_first_link_leads_to_rows_or_cards(driver: Any, page: Path, table: str) -> None:
    show(driver, page, f"#table={table}")
    js(driver, "$('skip').click()")
    assert js(driver, "document.activeElement.closest('#view-tables') !== null && document.activeElement.dataset.id in Object.fromEntries(byId)")
    assert complaints(driver) == []


def test_an_indicator_is_found_by_the_name_that_everybody_uses(driver: Any) -> None:
    js(driver, "$('search').focus()")
    keys(driver, "GDP")
    hits = js(driver, "[...document.querySelectorAll('#hits [role=option] small')].slice(0, 3).map(x => x.textContent)")
    assert any("地区生产总值 增长6%" in hit and "2020" in hit for hit in hits)
    assert js(driver, "NODES.filter(n => n.kind === 'Target' && (n.aliases || []).includes('GDP')).every(n => n.indicator.includes('生产总值'))")


def test_a_tie_that_is_the_same_from_both_ends_has_one_list(driver: Any) -> None:
    js(driver, "select('region/500000')")
    heads = js(driver, "[...document.querySelectorAll('#details .relation h4')].map(x => x.firstChild.textContent)")
    assert heads.count("合作") == 1
    assert js(driver, "edgesOf.get('region/500000').filter(e => e.kind === 'cooperatesWith').map(e => e.from === 'region/500000').sort()") == [
        False,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("width", [375, 1400])
def test_long_names_of_what_is_found_keep_their_room(driver: Any, page: Path, width: int) -> None:
    resize(driver, width, 800)
    show(driver, page)
    js(driver, "$('search').focus()")
    keys(driver, "GDP")
    assert js(driver, "$('hits').scrollWidth <= $('hits').clientWidth")
    assert all(
        height < 70 for height in js(driver, "[...document.querySelectorAll('#hits [role=option]')].map(x => x.getBoundingClientRect().height)")
    )
