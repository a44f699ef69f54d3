"""A running `kg serve`, and what it and the processes that it started take."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


@contextmanager
def serving(graph: Path, *options: str) -> Iterator[tuple[int, int]]:
    """A running server of a graph: its port and process."""
    command = [sys.executable, "-m", "kg", "serve", "--data", str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            port = urlsplit(process.stdout.readline().split()[0]).port
            assert port is not None
            yield port, process.pid
        finally:
            process.terminate()


def family(pid: int) -> list[int]:
    """A process and all that it started, as far as they still run (Linux)."""
    found = [pid]
    for known in found:
        try:
            found += [int(child) for child in Path(f"/proc/{known}/task/{known}/children").read_text(encoding="ascii").split()]
        except OSError:
            continue
    return found


def memory(pid: int) -> float:
    """Resident memory of a process and all that it started, in MB."""
    total = 0
    for known in family(pid):
        try:
            total += int(Path(f"/proc/{known}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):
            continue
    return total * 4096 / 1e6
