"""Report files become parts: those that changed are read, on all cores; the others are found as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpus import parts
from kg.corpus.parts import Part
from kg.corpus.processes import spread
from kg.errors import KgError
from kg.graph.blocks import blocks
from kg.graph.dataset import build_dataset
from kg.graph.quads import triples
from kg.linking.records import json_lines
from kg.reading.errors import ReadError
from kg.teaching.config import Config
from kg.teaching.corpus import read_linked


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no part, and why in one sentence."""

    path: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class Task:
    """A report file to be made a part of.

    Attributes:
        path: of the file.
        config: what it is taught.
        base: base IRI of the data.
        folder: where the part goes.
    """

    path: Path
    config: Config
    base: str
    folder: Path


def prepared(paths: Sequence[Path], configs: Mapping[Path, Config], base: str, folder: Path) -> Iterator[tuple[Path, Part | Failure, bool]]:
    """Each file with its part or why there is none, as they are ready, and whether the part was there already.

    Raises:
        WriteError: if the folder cannot be written to.
    """
    tasks: list[Task] = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield path, Failure(path, f"{path}: cannot be read ({error.strerror}); check the file and its permissions"), False
            continue
        task = Task(path, configs[path], base, folder / parts.key(data, path.name, configs[path].text, base))
        part = parts.kept(task.folder)
        if part is not None:
            yield path, part, True
        else:
            tasks.append(task)
    for task, outcome in spread(make, tasks, [__name__]):
        yield task.path, outcome or Failure(task.path, f"{task.path}: the process that read it ended (out of memory?); build again to go on"), False


def make(task: Task) -> Part | Failure:
    """Read, link and keep one report.

    Raises:
        WriteError: if the folder cannot be written to.
    """
    try:
        linked = read_linked(task.path, task.config)
        if not linked.extraction.report.text.strip():
            raise ReadError(f"{task.path}: the file is empty")
        ordered = triples(build_dataset([linked], task.base, part=True), task.base)
    except KgError as error:
        return Failure(task.path, str(error))
    return parts.keep(task.folder, linked, "".join(json_lines(linked, task.base)), blocks(ordered, task.base))
