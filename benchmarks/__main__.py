"""All ratios in one run: extraction, writing, questions, explorer, builds of growing size; with the machine and the versions.

usage: python -m benchmarks [--sizes 1,10,100,1000]
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

SEED = "seeds/chongqing-2020.txt"
VERSIONS = ("jieba", "rdflib", "pyoxigraph", "pyvis", "networkx", "igraph")


def main(sizes: str) -> None:
    """Run each benchmark as a process of its own, one after the other."""
    print(f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    print(", ".join(f"{name} {version(name)}" for name in VERSIONS))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", SEED, "-o", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for title, module, arguments in (
            ("Extraction", "extraction", [SEED]),
            ("Writing Turtle", "writing", [SEED]),
            ("Questions", "questions", [str(Path(folder) / "graph.ttl")]),
            ("Explorer", "explorer", [SEED, "--seed-only"]),
            ("Builds", "corpus", ["--sizes", sizes]),
        ):
            print(f"\n{title}\n", flush=True)
            subprocess.run([sys.executable, "-m", f"benchmarks.{module}", *arguments], check=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1,10,100,1000")
    main(parser.parse_args().sizes)
