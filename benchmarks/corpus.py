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
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import family, memory
from benchmarks.recombined import write

TICK = 0.2


@dataclass
class Cost:
    """What a build took: seconds, seconds of processors, the largest memory of any of its processes and of all together (MB; what they share counts for each)."""

    seconds: float = 0.0
    processor: float = 0.0
    largest: float = 0.0
    together: float = 0.0


def built(folder: Path, output: Path) -> Cost:
    """Build, and say what it took; processor time and memory as the system tells them of running processes five times a second (Linux)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(folder), "-o", str(output)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    cost = Cost()
    watcher = threading.Thread(target=_watch, args=(process, cost))
    watcher.start()
    code = process.wait()
    cost.seconds = time.perf_counter() - start
    watcher.join()
    if code not in (0, 1):
        raise SystemExit(f"kg build ended with {code}")
    return cost


def _watch(process: subprocess.Popen[bytes], cost: Cost) -> None:
    spent: dict[int, float] = {}
    while process.poll() is None:
        for pid in family(process.pid):
            cost.largest = max(cost.largest, _peak(pid))
            spent[pid] = max(spent.get(pid, 0.0), _spent(pid))
        cost.together = max(cost.together, memory(process.pid))
        time.sleep(TICK)
    cost.processor = sum(spent.values())


def _spent(pid: int) -> float:
    """Seconds of processors that a process has had; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    """The largest resident memory that a process has had, in MB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024


def size(folder: Path) -> float:
    """Megabytes of all files below; a file of two names, as the pages are, counts once."""
    found = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(file.st_dev, file.st_ino): file.st_size for file in found}.values()) / 1e6


def main(sizes: Sequence[int], characters: int | None, source: Path | None) -> None:
    """Print a row for each size."""
    print(
        "| reports | build s | a report | processor s a report | ratio | memory MB, largest process | all | again s | again, one changed s | output MB |\n"
        "|---|---|---|---|---|---|---|---|---|---|",
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
            cost = built(folder, output)
            again = built(folder, output).seconds
            changed = min(folder.iterdir())
            changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            one = built(folder, output).seconds
            each = cost.processor / count
            first = first or each
            print(
                f"| {count:,} | {cost.seconds:.1f} | {cost.seconds / count:.2f} | {each:.2f} | {each / first:.2f} "
                f"| {cost.largest:.0f} | {cost.together:.0f} | {again:.1f} | {one:.1f} | {size(output):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=f"kg build of growing folders, on {os.cpu_count()} cores")
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--characters", type=int)
    parser.add_argument("--from", dest="source", type=Path)
    options = parser.parse_args()
    main([int(part) for part in options.sizes.split(",")], options.characters, options.source)
