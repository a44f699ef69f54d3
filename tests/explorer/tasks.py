"""Twenty tasks of somebody who sees the explorer for the first time, each walked as that person would, counted and timed.

usage: python -m tests.explorer.tasks output/graph.html [ADDRESS]

prints the table of docs/explorer.md for the page of the seed report; ADDRESS is a `kg serve` of several reports for the last task.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.explorer.browser import chromium, resize, show

# From an event to the end of the frame that shows what it did.
STOPWATCH = """
window.slowest = 0;
for (const type of ['click', 'input', 'keydown']) addEventListener(type, event => requestAnimationFrame(() => {
  const shown = new MessageChannel();
  shown.port1.onmessage = () => { window.slowest = Math.max(window.slowest, performance.now() - event.timeStamp); };
  shown.port2.postMessage(0);
}), true);
"""
# Of the elements that have the words, those that have least beside, the one in sight, where a mouse would meet it; else one to scroll to.
MEET = """
const [where, words] = arguments;
const having = [...document.querySelectorAll(where)].filter(x => x.textContent.includes(words) && x.getClientRects().length);
const least = Math.min(...having.map(x => x.textContent.length)), found = having.filter(x => x.textContent.length === least);
const meet = part => { const b = part.getClientRects()[0], x = b.left + b.width / 2, y = b.top + b.height / 2, top = document.elementFromPoint(x, y); return top && part.contains(top) ? [x, y] : null; };
for (const part of found) { const at = meet(part); if (at) return [...at, 0]; }
if (!found.length) return null;
found[0].scrollIntoView({block: 'center', behavior: 'instant'});
return [...(meet(found[0]) || [-1, -1]), 1];
"""
STANDS = """
const done = arguments[0], view = document.getElementById('view-text');
let last = -1, same = 0;
const look = () => { const at = view ? view.scrollTop : 0; same = at === last ? same + 1 : 0; last = at; if (same > 5) done(); else requestAnimationFrame(look); };
requestAnimationFrame(look);
"""


@dataclass
class Newcomer:
    """Somebody with mouse and keyboard; whatever is done is counted, a scroll like a click."""

    driver: Any
    page: Path | str
    clicks: int = 0
    keys: int = 0
    slowest: float = 0
    folder: Path = field(default_factory=Path)

    def open(self, state: str = "", width: int = 1400, height: int = 900) -> None:
        """See the page for the first time."""
        resize(self.driver, width, height)
        if isinstance(self.page, Path):
            show(self.driver, self.page, state)
        else:
            self.driver.get("about:blank")
            self.driver.get(self.page + state)
        self.until("document.documentElement.dataset.ready")
        self.slowest = 0
        self.driver.execute_script(STOPWATCH)

    def js(self, code: str) -> Any:
        return self.driver.execute_script(f"return {code}")

    def until(self, condition: str) -> None:
        """Wait for what a server or another page has to give first; that counts as the answer's time too."""
        start = time.monotonic()
        while not self.js(f"Boolean({condition})"):
            assert time.monotonic() < start + 20, condition
            time.sleep(0.01)
        self.slowest = max(self.slowest, 1000 * (time.monotonic() - start))

    def click(self, where: str, words: str = "") -> None:
        """Click what has these words, after scrolling to it where it is not in sight."""
        met = self.driver.execute_script(MEET, where, words)
        assert met and met[0] >= 0, f"{where} {words} cannot be met with a mouse"
        self.clicks += met[2]
        self.press(met[0], met[1])

    def thing(self, name: str) -> None:
        """Click a thing on the canvas."""
        place = "(n => [network.canvasToDOM(network.getPosition(n.id)), $('network').getBoundingClientRect()])"
        at, box = self.js(f"{place}(drawn.nodes.find(n => n.label === '{name}'))")
        self.press(box["left"] + at["x"], box["top"] + at["y"])

    def press(self, x: float, y: float) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        chain = ActionChains(self.driver, duration=0)
        chain.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        chain.click().perform()
        self.clicks += 1
        self.rest()

    def type(self, *typed: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        for key in (c for word in typed for c in word):
            ActionChains(self.driver, duration=0).send_keys(key).perform()
            self.keys += 1
        self.rest()

    def rest(self) -> None:
        """Wait until the page stands still, and note how long it took to answer."""
        self.driver.execute_async_script(STANDS)
        self.slowest = max(self.slowest, self.js("window.slowest || 0"))

    def back(self) -> None:
        self.driver.back()
        self.clicks += 1
        self.rest()

    def sees(self, where: str, words: str = "") -> bool:
        """Whether what has these words is in sight, without a scroll."""
        met = self.driver.execute_script(MEET, where, words)
        return bool(met) and met[0] >= 0 and met[2] == 0

    def search(self, typed: str, words: str) -> None:
        self.click("#search")
        self.type(typed)
        self.until("document.querySelectorAll('#hits [role=option]').length")
        self.click("#hits [role=option]", words)

    def saved(self, ending: str) -> bytes:
        """The file of that name that the page saved."""
        for _ in range(100):
            found = [path for path in self.folder.iterdir() if path.name.endswith(ending)]
            if found and found[0].stat().st_size:
                return found[0].read_bytes()
            time.sleep(0.1)
        raise AssertionError(f"no {ending} was saved within ten seconds")


PROJECTS = "NODES.filter(n => n.kind === 'Project')"


def overview(w: Newcomer) -> None:
    w.open()
    assert w.sees("#details h2", "重庆市2020年政府工作报告") and w.sees("#details .soft", "唐良智")
    assert w.sees("#details .card", "地区生产总值6%2019 年完成 6.3%") and w.sees("#details .node", "高铁建设五年行动方案")
    w.search("GDP", "地区生产总值 增长6%")
    assert w.sees("#details .point", "2020 年目标6%") and w.sees("#details .point", "2019 年完成6.3%")
    assert w.sees("#details blockquote", "今年经济社会发展的主要预期目标是") and w.sees("#details mark", "增长6%")


def sentence(w: Newcomer) -> None:
    w.open()
    w.search("渝湘高铁", "主城至黔江段")
    assert w.sees("#details blockquote", "扎实推进高铁建设五年行动方案") and w.sees("#details mark", "渝湘高铁主城至黔江段")


def completed(w: Newcomer) -> None:
    w.open()
    w.click("[role=tab]", "表格")
    w.click(".kinds button", "项目看板")
    count = w.js(f"{PROJECTS}.filter(n => n.status === 'completed').length")
    assert w.sees(".column h2", f"建成{count}") and w.sees(".ticket", "仙女山机场")


def place(w: Newcomer) -> None:
    w.open()
    w.search("涪陵", "涪陵区")
    assert w.sees("#names-with .node", "主城区至涪陵计划") and w.sees("#details blockquote", "争取潼南、铜梁、涪陵等获批国家级高新区")


def bound(w: Newcomer) -> None:
    w.open()
    w.click("[role=tab]", "表格")
    w.click("#table-filter")
    w.type(">10%")
    rows = w.js("[...document.querySelectorAll('#view-tables tbody tr')].map(r => byId.get(r.dataset.id))")
    assert rows and all(row["unit"] == "%" and min([row["value"]] if isinstance(row["value"], (int, float)) else row["value"]) > 10 for row in rows)
    all_rows = w.js("NODES.filter(n => n.kind === 'Target').length")
    assert w.sees("#rows", f"{len(rows)} / {all_rows} 行")


def programmes(w: Newcomer) -> None:
    w.open()
    w.click("[role=tab]", "表格")
    w.click(".kinds button", "规划与行动")
    w.click("th button", "项目数")
    counts = w.js("[...document.querySelectorAll('#view-tables tbody tr')].map(r => Number(r.cells[3].textContent))")
    assert counts == sorted(counts, reverse=True) and counts[0] >= 5
    assert w.sees("#view-tables td", "高铁建设五年行动方案") and w.sees("#view-tables td", "交通建设三年行动计划")


def path(w: Newcomer) -> None:
    w.open()
    w.search("重庆东站", "重庆东站")
    w.click("#details button", "由此找路径")
    w.search("第四跑道", "第四跑道")
    assert w.sees("#details h4", "路径：4 步") and w.sees("#details .node", "“五张网”") and w.sees("#details .verb", "属于")


def section(w: Newcomer) -> None:
    w.open()
    w.click(".facet", "（二）推进产业转型升级")
    words, shown, everything = w.js("$('count').textContent").replace("/", "").split()
    assert words == "显示" and w.js("drawn.nodes.length") == int(shown) and 20 < int(shown) < int(everything) / 5
    assert w.sees(".chip", "（二）推进产业转型升级")


def started(w: Newcomer) -> None:
    w.open()
    w.click(".facet", "开工")
    w.click(".facet", "2020")
    w.click("[role=tab]", "表格")
    fits = f"{PROJECTS}.filter(n => n.status === 'started' && n.year === 2020).length"
    assert w.sees("#rows", f"{w.js(fits)} / {w.js(f'{PROJECTS}.length')} 行") and w.sees("#view-tables td", "渝西高铁")


def industry(w: Newcomer) -> None:
    w.open()
    w.search("汽车", "汽车产业")
    assert w.sees("#details .node", "比亚迪动力电池") and w.sees("#details .node", "小康中高端智能网联汽车")


def districts(w: Newcomer) -> None:
    w.open()
    w.click("[role=tab]", "表格")
    w.click(".kinds button", "地区")
    w.click(".tile", "铜梁")
    assert w.sees("#details h2", "铜梁区") and w.sees("#details mark", "铜梁")


def share(w: Newcomer) -> None:
    from selenium.webdriver.common.keys import Keys

    w.open()
    w.click(".facet", "建成")
    w.click("summary", "导出")
    w.click(".menu button", "复制链接")
    assert w.sees(".toast", "已复制")
    shown = w.js("drawn.nodes.map(n => n.id)")
    # what a paste brings
    w.driver.find_element("id", "search").send_keys(Keys.CONTROL + "v")
    address = w.js("$('search').value")
    w.driver.get("about:blank")
    w.driver.get(address)
    assert w.js("drawn.nodes.map(n => n.id)") == shown and len(shown) > 20


def export(w: Newcomer) -> None:
    w.open()
    w.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(w.folder)})
    for words, ending, begins in (("图片 PNG", ".png", b"\x89PNG"), ("节点 CSV", "nodes.csv", b'\xef\xbb\xbf"iri"'), ("Turtle", ".ttl", b"@prefix")):
        w.click("summary", "导出")
        w.click(".menu button", words)
        assert w.saved(ending).startswith(begins)


def english(w: Newcomer) -> None:
    w.open()
    w.click("#language", "English")
    w.click("#theme")
    assert w.sees("#details h3", "Headline targets") and w.sees(".facet", "Programmes")
    assert w.js("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    own = "new Set([...Object.values(WORDS.zh), ...[TYPES, STATUSES, MEASURES].flatMap(list => Object.values(list).map(x => x.zh))])"
    said = "[...document.querySelectorAll('body *')].filter(x => x.id !== 'language' && !x.children.length && x.getClientRects().length).map(x => x.textContent)"
    assert w.js(f"(own => {said}.filter(text => own.has(text) && /[^ -~]/.test(text) && !Object.values(WORDS.en).includes(text)))({own})") == []


def pinyin(w: Newcomer) -> None:
    w.open()
    w.search("yxgt", "渝湘高铁主城至黔江段")
    assert w.sees("#details h2", "渝湘高铁主城至黔江段")


def report(w: Newcomer) -> None:
    w.open()
    w.click("[role=tab]", "原文")
    w.click(".outline", "（四）推进城乡区域协调发展")
    w.click(".m", "高铁建设五年行动方案")
    w.click("#details button", "在关系图中查看")
    assert w.js("state.tab") == "graph" and w.sees("#details .node", "郑万高铁")
    assert w.js("edgesOf.get(state.sel).every(e => nodeSet.get(e.from) && nodeSet.get(e.to))")


def neighbours(w: Newcomer) -> None:
    w.open()
    w.thing("“米”字型高铁网")
    chosen, before = w.js("state.sel"), w.js("drawn.nodes.length")
    w.click("#details button", "展开全部相邻")
    assert w.js("drawn.nodes.length") > before
    w.click("#details button", "隐藏")
    assert w.js(f"!nodeSet.get({chosen!r})") and w.sees(".chip", "已隐藏 1 个")
    w.back()
    assert w.js(f"Boolean(nodeSet.get({chosen!r}))") and w.sees("#details h2", "“米”字型高铁网")


def keyboard(w: Newcomer) -> None:
    from selenium.webdriver.common.keys import Keys

    w.open()
    w.type(Keys.TAB, Keys.ENTER, Keys.ARROW_DOWN, Keys.ENTER)
    assert w.js("state.tab") == "tables" and w.sees("#details blockquote") and w.clicks == 0
    w.type("/", "郑万高铁", Keys.ENTER)
    assert w.sees("#details h2", "郑万高铁") and w.sees("#details mark", "郑万高铁") and w.clicks == 0


def phone(w: Newcomer) -> None:
    w.open(width=375, height=812)
    w.click("button", "概览")
    assert w.sees("#details .card", "地区生产总值6%2019 年完成 6.3%")
    w.click("#details .card", "地区生产总值")
    assert w.sees("#details .point", "2020 年目标6%") and w.sees("#details mark", "增长6%")


def reports(w: Newcomer) -> None:
    w.open("/explorer")
    w.search("渝湘高铁", "渝湘高铁")
    w.until("document.querySelectorAll('#details .evidence').length > 1")
    w.click("#details a", "在原文中查看")
    w.until("!document.body.dataset.served && document.documentElement.dataset.ready && document.querySelector('.m.on')")
    w.slowest = max(w.slowest, w.js("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    assert w.sees(".m.on", "渝湘高铁")


@dataclass(frozen=True)
class Task:
    """What is wanted, how somebody goes about it, what is then on the screen, and how many clicks and keys that may take."""

    wanted: str
    way: str
    answer: str
    walk: Callable[[Newcomer], None]
    clicks: int
    keys: int = 0


TASKS = (
    Task(
        "What is the report about? GDP: aim, last result, the sentence",
        "it opens with all but the sentence; search `GDP`, choose",
        "6 %, after 6.3 % in 2019; 主要预期目标 quoted",
        overview,
        2,
        3,
    ),
    Task("The exact sentence about 渝湘高铁", "search, choose", "both sentences, name marked", sentence, 2, 4),
    Task("Which projects are completed?", "表格, 项目看板", "the cards below 建成", completed, 2),
    Task("What is planned for 涪陵?", "search, choose the district", "a road and a waterway planned, a sentence on its high-tech zone", place, 2, 2),
    Task("All numbers above 10 %", "表格, filter `>10%`", "the rows above it, and of how many", bound, 2, 4),
    Task("Which programme has most projects?", "表格, 规划与行动, heading 项目数", "高铁建设五年行动方案, then 交通建设三年行动计划", programmes, 3),
    Task("How are 重庆东站 and 第四跑道 connected?", "search, 由此找路径, search", "4 steps by way of “五张网”, each with its sentence", path, 5, 8),
    Task("Everything in one section", "the section on the left", "some 60 of 800 things", section, 1),
    Task("Projects started in 2020", "开工, 2020, 表格", "its rows, and of how many", started, 3),
    Task("Projects of the car industry", "search `汽车`, choose", "the projects among its members", industry, 2, 2),
    Task("What is said of a district?", "表格, 地区, its tile", "铜梁区: its sentence", districts, 3),
    Task("A link to this very view", "建成, 导出, 复制链接", "the same things in a fresh page", share, 3),
    Task("The view as PNG, CSV and Turtle", "导出 and the kind, three times", "three files", export, 6),
    Task("English, and dark", "English, ☾", "no Chinese but the report's own", english, 2),
    Task("A name without a Chinese keyboard", "search `yxgt`, choose", "渝湘高铁主城至黔江段", pinyin, 2, 4),
    Task("Read the report, from a mark to the network", "原文, a section, a mark, 在关系图中查看", "the programme with its projects", report, 4),
    Task("Expand, hide, and go back", "a node, 展开全部相邻, 隐藏, back", "its other neighbours too; the hidden one back", neighbours, 4),
    Task("By keyboard alone: a row's sentence, then a name", "Tab, Enter, ↓, Enter; `/`, name, Enter", "both sentences", keyboard, 0, 10),
    Task("On a phone (375 pixels): GDP and its sentence", "概览, the card", "aim, result and sentence above the fold", phone, 2),
)
SERVED = Task(
    "渝湘高铁 in several reports, and where one says it", "`kg serve`: search, choose, 在原文中查看", "the mark, in the year's report", reports, 3, 4
)


def walked(driver: Any, page: Path | str, task: Task) -> Newcomer:
    """The task done; fails where the answer is not on the screen."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        newcomer = Newcomer(driver, page, folder=Path(folder))
        task.walk(newcomer)
    return newcomer


def main(page: str, address: str) -> None:
    """Print the table, with the slowest answer of three walks of each task."""
    print("| task | way | clicks | keys | result | slowest answer (ms) |\n|---|---|---|---|---|---|")
    with chromium(offline=False) as driver:
        for number, task in enumerate((*TASKS, *([SERVED] if address else [])), 1):
            where = address if task is SERVED else Path(page).resolve()
            walks = [walked(driver, where, task) for _ in range(3)]
            slowest = max(w.slowest for w in walks)
            print(f"| {number}. {task.wanted} | {task.way} | {walks[0].clicks} | {walks[0].keys} | {task.answer} | {slowest:.0f} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m tests.explorer.tasks output/graph.html [ADDRESS]")
    main(sys.argv[1], sys.argv[2].rstrip("/") if len(sys.argv) == 3 else "")
