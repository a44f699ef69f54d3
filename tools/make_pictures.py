"""Make the pictures of docs/images from a page of the explorer, in headless Chromium with Noto CJK fonts.

usage: python -m tools.make_pictures output/graph.html [ADDRESS]

ADDRESS is where `kg serve` shows many reports, for the pictures of the explorer of the whole graph.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.explorer.browser import chromium, resize, show

FOLDER = Path(__file__).parents[1] / "docs" / "images"
# The best tied programme of the report, around which the evidence is shown.
CHOSEN = "NODES.filter(n => n.kind === 'Program').sort((a, b) => edgesOf.get(b.id).length - edgesOf.get(a.id).length || a.rank - b.rank)[0].id"
# Name, width, height, address, what is done on the page.
PICTURES = (
    ("explorer", 1400, 860, "", ""),
    ("explorer-evidence", 1400, 860, "", f"select({CHOSEN}, {{plan: 'around'}})"),
    ("explorer-sections", 1400, 860, "#plan=section", ""),
    ("explorer-targets", 1400, 860, "#tab=tables&table=pairs", "select(PAIRS[0][1])"),
    ("explorer-board", 1400, 860, "#tab=tables&table=board", ""),
    ("explorer-regions", 1400, 860, "#tab=tables&table=Region&lang=en", "document.querySelector('.tile:not(:disabled)').click()"),
    ("explorer-text", 1180, 700, "#tab=text&theme=dark", f"select({CHOSEN})"),
    ("explorer-phone", 390, 844, "", ""),
    ("explorer-phone-board", 390, 844, "#tab=tables&table=board&lang=en", "document.querySelectorAll('.ticket')[1].click()"),
)
# The same of the whole graph, which comes by request.
SERVED = (
    ("corpus", 1400, 860, "", ""),
    ("corpus-neighbourhood", 1400, 860, "", "centre(...whole.common.Region[1].ids)"),
)


def main(page: str, address: str) -> None:
    """Take every picture afresh."""
    if address:
        with chromium(offline=False) as driver:
            for name, width, height, state, act in SERVED:
                resize(driver, width, height)
                driver.get(address + state)
                time.sleep(4)
                driver.execute_script(act)
                time.sleep(4)
                driver.save_screenshot(str(FOLDER / f"{name}.png"))
    with chromium() as driver:
        for name, width, height, address, act in PICTURES:
            resize(driver, width, height)
            show(driver, Path(page).resolve(), address)
            driver.execute_script(act)
            time.sleep(1)
            driver.save_screenshot(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m tools.make_pictures output/graph.html [ADDRESS]")
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else "")
