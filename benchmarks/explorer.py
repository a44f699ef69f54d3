"""The explorer's page in headless Chromium, the network off, against the page that pyvis makes of the same network.

Milliseconds: until the page is drawn and answers, a step of panning with everything drawn, a key press in the search box.

usage: python -m benchmarks.explorer [REPORT] [--seed-only]    (plain pyvis takes minutes for the bigger network)
"""

from __future__ import annotations

import dataclasses
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyvis.network import Network

from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.reading.reader import read
from tests.explorer.browser import chromium, show

RUNS = 3
STEPS = 21
PLACES = ("重庆市", "四川省", "贵州省", "云南省")
TYPED = ("yuxianggaotie", "yux gao", "yxgt", "高铁", "地区生产总值", "zhongdianxiangmu", "a", "的")

# Two frames later the canvas is painted.
PAINTED = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));"
# Reading a pixel makes the browser do the drawing that it would put off.
PAN = """
const ctx = document.querySelector('#network canvas').getContext('2d'), times = [];
for (let i = 0; i < arguments[0]; i++) {
  const start = performance.now(), at = network.getViewPosition();
  network.moveTo({position: {x: at.x + 20, y: at.y + 10}, animation: false});
  network.redraw();
  ctx.getImageData(0, 0, 1, 1);
  times.push(performance.now() - start);
}
return times;
"""
KEYS = """
const box = document.getElementById('search'), times = [];
for (const word of arguments[0]) for (let end = 1; end <= word.length; end++) {
  const start = performance.now();
  box.value = word.slice(0, end);
  search();
  document.getElementById('hits').getBoundingClientRect();
  times.push(performance.now() - start);
}
closeHits();
return times;
"""
# The plain page says so in its title, which the browser knows while the page itself is too busy to answer.
SETTLED = "<script>network.once('stabilizationIterationsDone', () => { document.title = `settled ${performance.now()}`; });</script>"


def usable(driver: Any, page: Path, state: str = "") -> float:
    """Milliseconds from the address to the drawn page, best of a few."""
    times = []
    for _ in range(RUNS):
        show(driver, page, state)
        times.append(driver.execute_async_script(PAINTED))
    return float(min(times))


def pan(driver: Any, box: str = "network") -> float:
    """Median milliseconds of a step of panning on the page that is open; `box` is the element around its canvas."""
    return float(statistics.median(driver.execute_script(PAN.replace("#network", f"#{box}"), STEPS)))


def key_presses(driver: Any) -> list[float]:
    """Milliseconds from each key press to the list of hits on the page that is open, best of a few."""
    runs = [driver.execute_script(KEYS, TYPED) for _ in range(RUNS)]
    return [float(min(times)) for times in zip(*runs, strict=True)]


def many(linked: Linked) -> list[Linked]:
    """The report as if several places had given it: a network of its shape with several times its nodes."""
    reports = [dataclasses.replace(linked.extraction.report, id=f"{place}-2020", place=place) for place in PLACES]
    return [link(extract(report)) for report in reports]


def plain(reports: Sequence[Linked]) -> str:
    """The page that pyvis makes of the same nodes and edges as it comes."""
    network = Network(directed=True, cdn_resources="in_line")
    graph = build_network(reports)
    for node, data in graph.nodes(data=True):
        network.add_node(node, label=data["label"], title=data["type"], group=data["type"])
    for head, tail, data in graph.edges(data=True):
        network.add_edge(head, tail, title=data["type"])
    return str(network.generate_html()).replace("</body>", f"{SETTLED}</body>")


def stabilised(driver: Any, page: Path) -> float:
    """Milliseconds from the address until the plain page has settled its layout and can be used."""
    driver.execute_script("window.location.href = arguments[0]", page.as_uri())
    while True:
        titles = [target["title"] for target in driver.execute_cdp_cmd("Target.getTargets", {})["targetInfos"]]
        if settled := [title for title in titles if title.startswith("settled ")]:
            return float(settled[0].split()[1])
        time.sleep(0.5)


def main(path: str, alone: bool) -> None:
    """Print the measures of one report and, unless it is to stand alone, of a network several times as big."""
    linked = link(extract(read(path)))
    with tempfile.TemporaryDirectory() as folder, chromium() as driver:
        for reports in ([linked],) if alone else ([linked], many(linked)):
            own, other = Path(folder) / "own.html", Path(folder) / "plain.html"
            own.write_text(render(reports, DEFAULT_BASE), encoding="utf-8", newline="\n")
            other.write_text(plain(reports), encoding="utf-8", newline="\n")
            graph = build_network(reports)
            print(f"{len(graph)} nodes, {graph.number_of_edges()} edges; {own.stat().st_size:,} bytes, plain pyvis {other.stat().st_size:,} bytes")
            first, everything = usable(driver, own), usable(driver, own, "#all=1")
            step, presses, theirs = pan(driver), key_presses(driver), stabilised(driver, other)
            print(
                f"  usable after {first:.0f} ms, with everything drawn {everything:.0f} ms, plain pyvis {theirs:.0f} ms, ratio {everything / theirs:.3f}"
            )
            print(f"  pan step {step:.1f} ms; plain pyvis {pan(driver, 'mynetwork'):.1f} ms")
            print(f"  key press median {statistics.median(presses):.1f} ms, slowest {max(presses):.1f} ms")


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    main(given[0] if given else "seeds/chongqing-2020.txt", "--seed-only" in sys.argv)
