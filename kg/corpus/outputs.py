"""What the outputs were made of: a build that finds them made of the same, and unchanged, leaves them as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.corpus.graphs import NamedGraph
from kg.corpus.parts import FOLDER, Part
from kg.files import digest

KEPT = "outputs.json"


def source(graphs: Sequence[NamedGraph], parts: Sequence[Part]) -> str:
    """A digest of the names of all files that the outputs are made of: these are digests of what they hold and of the program."""
    names = [graph.name for graph in graphs] + [graph.path.name for graph in graphs] + [part.folder.name for part in parts]
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()


def kept(folder: Path, names: Iterable[str], source: str) -> str:
    """What is kept of the outputs of these names in a folder, made of that source."""
    return json.dumps({"source": source, "files": {name: digest(folder / name) for name in names}}, indent=0)


def stand(output: Path, source: str) -> bool:
    """Whether the outputs in the folder are those that this source gives."""
    try:
        row = json.loads((output / FOLDER / KEPT).read_text(encoding="utf-8"))
        return bool(row["source"] == source and all(digest(output / name) == known for name, known in row["files"].items()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False
