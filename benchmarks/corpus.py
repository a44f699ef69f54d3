"""`kg build` of folders of growing size: seconds and memory a report, and what a second build costs.

Without a folder the reports are recombined from the seed (benchmarks/recombined.py).

usage: python -m benchmarks.corpus [--sizes 1,10,100] [--characters N] [--from FOLDER]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import family
from benchmarks.recombined import write

TICK = 0.2


def built(folder: Path, output: Path) -> tuple[float, float]:
    """Seconds that the build takes, and the largest memory (MB) of any of its processes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(folder), "-o", str(output)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    most = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watcher.start()
    code = process.wait()
    took = time.perf_counter() - start
    if code not in (0, 1):
        raise SystemExit(f"kg build ended with {code}")
    return took, most[0]


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max([most[0], *(_peak(pid) for pid in family(process.pid))])
        time.sleep(TICK)


def _peak(pid: int) -> float:
    """The largest resident memory that a process has had, in MB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024


def size(folder: Path) -> float:
    """Megabytes of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main(sizes: Sequence[int], characters: int | None, source: Path | None) -> None:
    """Print a row for each size."""
    print(
        "| reports | build s | s a report | ratio | memory MB | again s | again, one changed s | output MB |\n|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    first = 0.0
    for count in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder, output = Path(place) / "reports", Path(place) / "output"
            if source is None:
                write(folder, count, characters)
            else:
                folder.mkdir()
                for path in random.Random(count).sample(sorted(source.glob("*.txt")), count):
                    shutil.copy(path, folder)
            took, memory = built(folder, output)
            again, _ = built(folder, output)
            changed = min(folder.iterdir())
            changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            one, _ = built(folder, output)
            each = took / count
            first = first or each
            print(
                f"| {count:,} | {took:.1f} | {each:.2f} | {each / first:.2f} | {memory:.0f} | {again:.1f} | {one:.1f} | {size(output):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=f"kg build of growing folders, on {os.cpu_count()} cores")
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--characters", type=int)
    parser.add_argument("--from", dest="source", type=Path)
    options = parser.parse_args()
    main([int(part) for part in options.sizes.split(",")], options.characters, options.source)
