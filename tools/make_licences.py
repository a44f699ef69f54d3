"""The licences of everything in requirements.lock, from the packages' own metadata: docs/licences.md.

usage: python tools/make_licences.py
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "licences.md"
LOCKED = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+?)(?: ; (.+?))? \\$", re.MULTILINE)
LONGEST = 60


def locked() -> list[tuple[str, str]]:
    """Name and version of each locked package."""
    return [(match[1], match[2]) for match in LOCKED.finditer((ROOT / "requirements.lock").read_text(encoding="ascii"))]


def licence(name: str) -> str:
    """What a package says of its licence: the SPDX expression, else the classifier, else the field's first line; empty if not installed here."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = [
        c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or [] if c.startswith("License ::") and c.rpartition(" :: ")[2] != "OSI Approved"
    ]
    first = (said.get("License") or "").strip().splitlines()
    return ", ".join(classifiers) or (first[0][:LONGEST] if first else "see its files")


def used_at_run_time() -> set[str]:
    """The packages that an installed kg draws in, extras aside, as far as they are installed here."""
    found: set[str] = set()
    waiting = ["kg"]
    while waiting:
        for requirement in requires(waiting.pop()) or []:
            name = re.match(r"[\w.-]+", requirement)
            if name is None or "extra ==" in requirement:
                continue
            normal = re.sub(r"[-_.]+", "-", name[0]).lower()
            if normal not in found and licence(normal):
                found.add(normal)
                waiting.append(normal)
    return found


def table() -> str:
    """The page."""
    run = used_at_run_time()
    lines = [
        "# Licences",
        "",
        "kg itself is under the MIT licence; each data file in `kg/lexicon` names its source and licence in its head. Below is everything in",
        "`requirements.lock`, as the packages state it. What is drawn in when kg runs is marked; the rest is for extras, tests and the build.",
        "Made by `python tools/make_licences.py`; packages for other systems or Python versions than the one it ran on are left blank.",
        "The SPARQL page's editor bundle carries the licences of its parts at its end.",
        "",
        "igraph, which computes the explorer's layouts, is under the GPL (2 or later): nothing of it is copied here, but who passes on kg",
        "and igraph as one program does so under the GPL's terms.",
        "",
        "| package | version | licence | at run time |",
        "|---|---|---|---|",
    ]
    lines += [f"| {name} | {version} | {licence(name)} | {'yes' if name.lower() in run else ''} |" for name, version in locked()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
    print(f"{TARGET}: {len(locked())} packages", file=sys.stderr)
