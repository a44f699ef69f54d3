"""The status board, the tile map, the small charts and the search by pinyin, used as a reader uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks.explorer import many
from kg.explorer.page import render
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.lexicon import loader
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.lists import split
from kg.ontology.namespaces import KG
from tests.explorer.browser import complaints, resize, show
from tests.explorer.test_browser import js, keys

pytestmark = pytest.mark.browser
CARDS = "[...document.querySelectorAll('.ticket')]"
COLUMNS = "Object.fromEntries([...document.querySelectorAll('.column')].map(c => [c.querySelector('h2 i').className, c.querySelectorAll('.ticket').length]))"


@pytest.fixture(autouse=True)
def fresh(driver: Any, page: Path) -> None:
    resize(driver, 1280, 800)
    complaints(driver)
    show(driver, page)


def test_the_board_holds_every_project_once_in_its_column(driver: Any, page: Path) -> None:
    js(driver, "document.getElementById('open-board').click()")
    wanted = Counter(js(driver, "NODES.filter(n => n.kind === 'Project').map(n => n.status || 'none')"))
    assert js(driver, COLUMNS) == dict(wanted) and len(wanted) >= 4
    assert js(driver, f"new Set({CARDS}.map(c => c.dataset.id)).size") == wanted.total()
    assert js(driver, "document.querySelector('.board').getBoundingClientRect().right") <= 1280
    show(driver, page, js(driver, "location.hash") + "&lang=en")
    heads = js(driver, "[...document.querySelectorAll('.column h2 span')].map(h => h.innerText)")
    named = {"planned": "planned", "approved": "approved", "started": "started", "ongoing": "ongoing", "completed": "completed", "none": "not stated"}
    assert [h.lower() for h in heads] == [head for status, head in named.items() if status in wanted]
    assert complaints(driver) == []


def test_the_board_keeps_step_with_filters_words_and_graph(driver: Any) -> None:
    js(driver, "change({tab: 'tables', table: 'board'})")
    js(driver, "document.querySelector('[data-facet=status][data-value=completed]').click()")
    assert list(js(driver, COLUMNS)) == ["completed"]
    js(driver, "document.querySelector('[data-facet=status][data-value=completed]').click()")
    js(driver, "$('table-filter').focus()")
    keys(driver, "高铁")
    assert js(driver, f"{CARDS}.length") == int(js(driver, "$('rows').textContent").split()[0]) > 3
    told = "byId.get(c.dataset.id).label + edgesOf.get(c.dataset.id).map(e => byId.get(e.to).label)"
    assert js(driver, f"{CARDS}.every(c => ({told}).includes('高铁'))")
    chosen = js(driver, f"{CARDS}[1].dataset.id")
    js(driver, f"{CARDS}[1].click()")
    assert js(driver, "document.querySelector('#details mark') !== null")
    assert js(driver, f"{CARDS}.filter(c => c.getAttribute('aria-pressed') === 'true').map(c => c.dataset.id)") == [chosen]
    js(driver, "$('tab-graph').click()")
    assert js(driver, "network.getSelectedNodes()") == [chosen]
    js(driver, f"select(NODES.find(n => n.kind === 'Project' && n.id !== {chosen!r}).id)")
    js(driver, "$('tab-tables').click()")
    assert js(driver, f"{CARDS}.filter(c => c.getAttribute('aria-pressed') === 'true').every(c => c.dataset.id === state.sel)")


def test_the_board_by_keyboard_and_for_a_screen_reader(driver: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    js(driver, "change({tab: 'tables', table: 'board'})")
    assert js(driver, f"{CARDS}.filter(c => c.tabIndex === 0).length") == 1
    js(driver, "document.querySelector('.ticket').focus()")
    keys(driver, Keys.ARROW_DOWN)
    assert js(driver, f"document.activeElement === {CARDS}[1]")
    keys(driver, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    sizes = js(driver, "[...document.querySelectorAll('.column')].map(c => c.querySelectorAll('.ticket').length)")
    row = min(1, *(size - 1 for size in sizes[1:3]))
    assert js(driver, f"document.activeElement === document.querySelectorAll('.column')[2].querySelectorAll('.ticket')[{row}]")
    keys(driver, Keys.END)
    keys(driver, Keys.ARROW_LEFT)
    assert js(driver, "document.activeElement === [...document.querySelectorAll('.column')[1].querySelectorAll('.ticket')].pop()")
    keys(driver, Keys.ENTER)
    assert js(driver, "state.sel === document.activeElement.dataset.id && document.activeElement.tabIndex === 0")
    assert js(driver, "document.querySelector('.board').getAttribute('aria-label').includes('方向键')")
    assert js(driver, "[...document.querySelectorAll('.column')].every(c => document.getElementById(c.getAttribute('aria-labelledby')).textContent)")


def test_the_tile_map_says_how_much_is_said(driver: Any, seed: Linked) -> None:
    from selenium.webdriver.common.keys import Keys

    js(driver, "change({tab: 'tables', table: 'Region'})")
    tiles = js(
        driver, "[...document.querySelectorAll('.tile')].map(b => [b.textContent, b.disabled, b.dataset.id, b.querySelector('small')?.textContent])"
    )
    assert len(tiles) == 38
    for text, disabled, key, facts in tiles:
        entity = next((e for e in seed.entities if e.key == key), None)
        assert disabled == (entity is None)
        if entity:
            ties = sum(r.head in entity.mentions or r.tail in entity.mentions for r in seed.extraction.relations)
            assert facts == str(len(entity.mentions) + ties) and text.endswith("处提及与关系")
        else:
            assert facts is None and "未单独提及" in text
    shades = js(
        driver,
        "[...document.querySelectorAll('.tile:not(:disabled)')].map(b => [Number(b.querySelector('small').textContent), getComputedStyle(b).backgroundColor])",
    )
    assert len({colour for _, colour in shades}) == len({facts for facts, _ in shades}) > 0
    shown = "const b = map.appendChild(tile({...TILES.find(x => x.nodes.length), facts}, 4, true)), c = getComputedStyle(b).backgroundColor; b.remove(); return c"
    little, much = js(driver, f"(map => [1, 4].map(facts => {{ {shown}; }}))(document.querySelector('.tiles'))")
    assert little != much
    js(driver, "document.querySelector('.tile[tabindex=\"0\"]').focus()")
    before = js(driver, "document.activeElement.dataset.id")
    keys(driver, Keys.ARROW_UP)
    keys(driver, Keys.ENTER)
    after = js(driver, "document.activeElement.dataset.id")
    assert after != before and js(driver, "state.sel") == after
    assert js(driver, "document.activeElement.getAttribute('aria-pressed')") == "true"
    assert js(driver, "[...document.querySelectorAll('tbody tr[aria-selected=true]')].map(r => r.dataset.id)") == [after]


def test_regions_are_ranked_by_what_is_said_of_them(driver: Any) -> None:
    js(driver, "change({tab: 'tables', table: 'Region'})")
    facts = js(driver, "[...document.querySelectorAll('tbody tr')].map(r => Number(r.cells[1].textContent))")
    assert facts == sorted(facts, reverse=True) and facts[0] > facts[-1]


def test_charts_show_planned_beside_reached_in_one_scale(driver: Any) -> None:
    js(driver, "change({tab: 'tables', table: 'Target'})")
    pair = js(driver, "PAIRS.find(([a, b]) => byId.get(a).indicator === '城镇新增就业')")
    chart = f"[...document.querySelectorAll('tbody tr')].find(r => r.dataset.id === {pair[0]!r}).querySelector('.twin')"
    widths = js(driver, f"[...{chart}.querySelectorAll('i')].map(i => [i.className, parseFloat(i.style.width)])")
    assert widths == [["", 100], ["hollow", 80]]
    assert js(driver, f"{chart}.getAttribute('aria-label')") == "2019 年完成 75 万人，2020 年目标 ≥ 60 万人"
    js(driver, f"select({pair[0]!r})")
    assert js(driver, "[...document.querySelectorAll('#details .point .much')].map(x => x.textContent)") == ["75 万人", "≥ 60 万人"]
    long, short = js(driver, "[...document.querySelectorAll('#details .point i')].map(i => i.getBoundingClientRect().width)")
    assert short / long == pytest.approx(60 / 75, abs=0.02) and long > 50
    js(driver, "document.querySelectorAll('#details .point')[1].click()")
    assert js(driver, "state.sel") == pair[1]


def test_a_series_keeps_to_one_place_and_one_indicator(driver: Any, seed: Linked, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(many(seed)[:2], DEFAULT_BASE), encoding="utf-8", newline="\n")
    show(driver, path)
    series = js(
        driver,
        "NODES.filter(n => n.kind === 'Target' && isNumber(n)).map(n => seriesOf(n).map(x => [x.unit, x.measure, DOCS[marksOf.get(x.id)[0][0]].place, x.year]))",
    )
    assert max(len(points) for points in series) > 1
    for points in series:
        assert len({tuple(point[:3]) for point in points}) == 1
        assert [year or 0 for *_, year in points] == sorted(year or 0 for *_, year in points)
    one = js(driver, "seriesOf(NODES.find(n => n.indicator === '城镇新增就业' && n.status === 'planned')).map(n => n.value)")
    assert one == [75, 60]


def test_sections_of_several_reports_stand_below_their_names(driver: Any, seed: Linked, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(many(seed)[:2], DEFAULT_BASE), encoding="utf-8", newline="\n")
    show(driver, path)
    reports = js(driver, "DOCS.map(reportName)")
    assert js(driver, "[...document.querySelectorAll('#facets .report')].map(x => x.textContent)") == reports
    js(driver, "change({tab: 'text'})")
    assert js(driver, "[...document.querySelectorAll('#facets nav .report')].map(x => x.textContent)") == reports
    js(driver, "$('search').focus()")
    keys(driver, "三大攻坚战")
    assert set(js(driver, "[...document.querySelectorAll('#hits .words + small')].map(x => x.textContent)")) <= set(reports)
    assert js(driver, "document.querySelectorAll('#hits .words + small').length") > 1


@pytest.mark.parametrize(
    "typed", ["渝湘高铁", "yuxianggaotie", "yuxiang gaotie", "yux gao", "yu gao", "yxgt", "yuxianggt", "yuxiangga", "渝xiang高t"]
)
def test_pinyin_finds_a_name_however_it_is_typed(driver: Any, typed: str) -> None:
    js(driver, "$('search').focus()")
    keys(driver, typed)
    hits = js(
        driver,
        "[...document.querySelectorAll('#hits [role=option] .name')].slice(0, 3).map(x => [x.textContent, [...x.querySelectorAll('b')].map(b => b.textContent).join('')])",
    )
    assert any(name.startswith("渝湘高铁") for name, _ in hits)
    assert all(bold for _, bold in hits)


@pytest.mark.parametrize(("typed", "name"), [("chongqingdongzhan", "重庆东站"), ("changan", "长安汽车"), ("lv", "绿"), ("lü se", "绿")])
def test_pinyin_reads_characters_as_their_words_do(driver: Any, typed: str, name: str) -> None:
    js(driver, "$('search').focus()")
    keys(driver, typed)
    assert any(name in found for found in js(driver, "[...document.querySelectorAll('#hits [role=option] .name')].map(x => x.textContent)"))


def test_pinyin_that_spells_nothing_finds_nothing(driver: Any) -> None:
    assert js(driver, "spans([...'渝湘高铁'], ['xg', 'y'])") is None
    assert js(driver, "spans([...'渝湘高铁'], ['yxtg'])") is None
    assert js(driver, "asPinyin('y')") == [] and js(driver, "asPinyin('6.3')") == []


def test_a_filtered_table_is_one_that_has_rows_and_says_of_how_many(driver: Any) -> None:
    js(driver, "document.querySelectorAll('.key:not([disabled])')[3].click()")
    count, whole = js(driver, "[drawn.nodes.length, NODES.filter(n => n.kind === 'Project').length]")
    js(driver, "$('tab-tables').click()")
    rows = "document.querySelectorAll('#view-tables tbody tr').length"
    assert js(driver, f"[state.table, {rows}, $('rows').textContent]") == ["Project", count, f"{count} / {whole} 行"]
    js(driver, "change({table: 'pairs'})")
    js(driver, "document.querySelector('[data-facet=type][data-value=Program]').click()")
    assert js(driver, f"['Program', 'Project'].includes(state.table) && {rows} > 0")
    js(driver, "$('table-clear').click()")
    whole = js(driver, "NODES.filter(n => n.kind === state.table).length")
    assert js(driver, f"[filtered(), {rows}, $('table-clear').hidden]") == [False, whole, True]


@pytest.mark.parametrize(
    ("typed", "unit", "fits"),
    [
        (">10%", "%", lambda x: x > 10),
        ("≥ 10 %", "%", lambda x: x >= 10),
        ("<=2万公里", "公里", lambda x: x <= 20000),
        (">1万亿", None, lambda x: x > 1e12),
    ],
)
def test_the_table_of_targets_is_filtered_by_a_bound(driver: Any, typed: str, unit: str | None, fits: Callable[[float], bool]) -> None:
    js(driver, "change({tab: 'tables', table: 'Target'})")
    js(driver, "$('table-filter').focus()")
    keys(driver, typed)
    amounts = js(driver, "NODES.filter(n => n.kind === 'Target' && n.value !== undefined).map(n => [n.id, amountOf(n), splitUnit(n.unit || '')[0]])")
    expected = {key for key, amount, base in amounts if fits(amount) and unit in (None, base)}
    assert set(js(driver, "[...document.querySelectorAll('#view-tables tbody tr')].map(r => r.dataset.id)")) == expected
    assert 0 < len(expected) < len(amounts)


def test_units_are_split_as_in_the_graph(driver: Any) -> None:
    units = loader.toml("units")
    plain = [unit for kind, table in units.items() if kind != "magnitudes" for unit in table.get("words", table)]
    written = [magnitude + unit for magnitude in ("", *units["magnitudes"]) for unit in plain]
    assert [tuple(pair) for pair in driver.execute_script("return arguments[0].map(splitUnit)", written)] == [split(unit) for unit in written]


def test_a_decrease_is_not_shown_as_a_growth(driver: Any) -> None:
    shown = js(driver, "NODES.filter(n => n.measure === 'decrease' && n.value !== undefined).map(quantity)")
    assert shown and all(text.startswith("↓ ") for text in shown)


def test_programmes_tell_how_many_projects_they_have(driver: Any) -> None:
    js(driver, "change({tab: 'tables', table: 'Program'})")
    js(driver, "document.querySelectorAll('#view-tables th button')[3].click()")
    rows = js(driver, "[...document.querySelectorAll('#view-tables tbody tr')].map(r => [r.cells[0].textContent, Number(r.cells[3].textContent)])")
    assert [count for _, count in rows] == sorted((count for _, count in rows), reverse=True)
    owner = f"NODES.find(n => n.kind === 'Program' && n.label === {rows[0][0]!r}).id"
    of = f"new Set(EDGES.filter(e => BELONGING.has(e.kind) && e.to === {owner} && byId.get(e.from).kind === 'Project').map(e => e.from)).size"
    assert rows[0][1] == js(driver, of) >= 5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bars_fit_a_narrow_phone(driver: Any, page: Path, language: str) -> None:
    resize(driver, 360, 740)
    for state in ("", "&tab=tables&year=2020", "&tab=tables&table=board", "&tab=tables&table=Region", "&tab=tables&table=Target"):
        show(driver, page, f"#lang={language}{state}")
        assert js(driver, "document.documentElement.scrollWidth") <= 360
        assert js(driver, "[...document.querySelectorAll('header > *, .table-tools > *')].every(b => b.getBoundingClientRect().right <= 360)")
    assert js(driver, "(b => b.left >= 0 && b.right <= 360)(document.getElementById('table-Target').getBoundingClientRect())")
    show(driver, page, f"#lang={language}")
    heights = js(driver, "[...document.querySelectorAll('#plans button')].map(b => [b.getBoundingClientRect().top, b.getBoundingClientRect().right])")
    assert len(heights) == 4 and len({top for top, _ in heights}) == 1 and max(right for _, right in heights) <= 352
    show(driver, page, f"#lang={language}&tab=tables&table=board")
    js(driver, f"{CARDS}[0].click()")
    card, sheet = js(driver, f"[{CARDS}[0].getBoundingClientRect().top, $('details').getBoundingClientRect().top]")
    assert 0 < card < sheet
    wide = js(driver, "[...document.querySelectorAll('.ticket')].map(c => [c.clientWidth, c.scrollWidth, c.getBoundingClientRect().height])")
    assert all(scroll <= client and height >= 44 for client, scroll, height in wide)


@pytest.mark.parametrize("width", [1024, 1280, 1400])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bars_below_the_network_do_not_overlap(driver: Any, page: Path, width: int, language: str) -> None:
    resize(driver, width, 800)
    show(driver, page, f"#lang={language}&all=1")
    boxes = js(
        driver,
        "[...document.querySelectorAll('#plans button, #graph-tools > *')].map(b => b.getBoundingClientRect()).filter(b => b.width).map(b => [b.left, b.top, b.right, b.bottom])",
    )
    stage = js(driver, "(b => [b.left, b.right])($('stage').getBoundingClientRect())")
    assert all(stage[0] <= left and right <= stage[1] for left, _, right, _ in boxes)
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[0] >= b[2] - 2 or b[0] >= a[2] - 2 or a[1] >= b[3] or b[1] >= a[3]
    assert len(boxes) > 8


CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * x + .7152 * y + .0722 * z; };
const behind = node => { for (let at = node; at; at = at.parentElement) { const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] > 250) return found; } return [255, 255, 255]; };
const ratio = node => { const [a, b] = [light(rgba(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x); return (a + .05) / (b + .05); };
return [...document.querySelectorAll(arguments[0])].map(ratio);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_colours_are_readable(driver: Any, page: Path, theme: str) -> None:
    for table, words in (
        ("board", ".ticket .name, .ticket .meta span, .column h2"),
        ("Region", ".tile span:first-child, .tile small, .state"),
        ("Target", "td, .state"),
    ):
        show(driver, page, f"#tab=tables&table={table}&theme={theme}")
        # a busy machine takes a moment to draw the table
        ratios = WebDriverWait(driver, 10).until(lambda driver, words=words: driver.execute_script(CONTRAST, words))
        assert len(ratios) > 20 and min(ratios) >= 4.5


def test_counts_are_those_of_sparql(driver: Any, seed: Linked) -> None:
    """Types, statuses and industries as counted in the panel and in the graph that is built of the same report."""
    store = pyoxigraph.Store()
    store.bulk_load(write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    about = "?thing kg:mention ?mention . ?thing"
    asked = {
        "type": f"{about} a ?value",
        "status": f"{about} kg:status ?value",
        "industry": "{ ?thing kg:inIndustry ?value } UNION { ?thing kg:mention ?mention ; a kg:Industry BIND (?thing AS ?value) }",
    }
    for facet, pattern in asked.items():
        rows = store.query(f"PREFIX kg: <{KG}> SELECT ?value (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {pattern} }} GROUP BY ?value")
        counted = {row["value"].value.removeprefix(str(KG)).removeprefix(DEFAULT_BASE): int(row["n"].value) for row in rows}
        shown = dict(
            js(
                driver,
                f"[...document.querySelectorAll('[data-facet={facet}]')].map(b => [b.dataset.value, Number(b.querySelector('.n').textContent)])",
            )
        )
        assert len(shown) >= 6
        assert {value: counted.get(value) for value in shown} == shown
