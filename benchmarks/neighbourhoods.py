"""How fast the explorer of the whole graph answers: `python -m benchmarks.neighbourhoods OUTPUT/graph.ttl ...` prints a row a graph.

Each request goes over HTTP to `kg serve`, one after the other; the median of several is told, after one that is not counted.
The things are those that most reports name, so the neighbourhoods are about the largest that there are.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

TIMES = 5
SEARCHES = {"name": "乡村振兴", "character": "工", "pinyin": "gongye", "initials": "zy"}


def main(paths: list[str]) -> None:
    """Print a line of JSON a graph; milliseconds."""
    for path in paths:
        started = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "kg", "serve", "--data", path, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                address = re.match(r"http://\S+?:\d+", process.stdout.readline())
                assert address is not None
                listening = time.perf_counter() - started
                print(json.dumps({"graph": path, "listening after s": round(listening, 1)} | measured(address[0], process.pid), ensure_ascii=False))
            finally:
                process.terminate()


def measured(address: str, process: int) -> dict[str, Any]:
    """Milliseconds of each kind of request, and what is drawn."""
    found: dict[str, Any] = {}
    first, overview, _ = asked(address, "overview")
    found |= {
        "first answer": first,
        "overview": median(address, "overview"),
        "reports": len(overview["reports"]),
        "things": sum(overview["kinds"].values()),
    }
    for name, typed in SEARCHES.items():
        found[f"search {name}"] = (median(address, "search", q=typed), asked(address, "search", q=typed)[1]["count"])
    for kind in ("Industry", "Region"):
        thing = overview["common"][kind][0]["ids"][0]
        for steps in (1, 2):
            _, drawn, size = asked(address, "around", thing=thing, steps=steps)
            left = sum(c["of"] - c["drawn"] for c in drawn["cut"])
            found[f"{thing}, {steps} step(s)"] = (
                median(address, "around", thing=thing, steps=steps),
                len(drawn["nodes"]),
                left,
                f"{size // 1024} KB",
            )
        found[f"{thing}, evidence"] = median(address, "evidence", thing=thing)
    children = subprocess.run(["ps", "-eo", "ppid=,pid=,rss="], capture_output=True, text=True, check=True).stdout.split("\n")  # noqa: S607
    rows = [tuple(map(int, line.split())) for line in children if line.strip()]
    family = {process}
    for _ in range(3):
        family |= {pid for parent, pid, _ in rows if parent in family}
    found["memory, largest process MB"] = max(rss for _, pid, rss in rows if pid in family) // 1024
    return found


def median(address: str, what: str, **parameters: Any) -> int:
    return round(statistics.median(asked(address, what, **parameters)[0] for _ in range(TIMES)))


def asked(address: str, what: str, **parameters: Any) -> tuple[int, dict[str, Any], int]:
    """Milliseconds, the answer and its bytes."""
    begun = time.perf_counter()
    with urlopen(f"{address}/explorer/{what}?{urlencode(parameters)}") as answer:  # noqa: S310
        body = answer.read()
    return round((time.perf_counter() - begun) * 1000), json.loads(body), len(body)


if __name__ == "__main__":
    main([str(Path(path)) for path in sys.argv[1:]])
