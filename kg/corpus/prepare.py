"""Report files become parts: those that changed are read, on all cores or on the machines of a cluster; the others are found as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpus import parts
from kg.corpus.parts import Packed, Part
from kg.corpus.processes import Spread
from kg.errors import KgError
from kg.files import read_bytes
from kg.graph.dataset import report_statements
from kg.graph.order import blocks
from kg.linking.records import json_lines
from kg.reading.errors import ReadError
from kg.teaching.config import Config
from kg.teaching.corpus import linked_of


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no part, and why in one sentence."""

    path: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class Task:
    """A report file to be made a part of, with all that this takes: it may be done where there is no such file.

    Attributes:
        path: of the file.
        data: its bytes.
        config: what it is taught.
        base: base IRI of the data.
    """

    path: Path
    data: bytes
    config: Config
    base: str


def prepared(
    paths: Sequence[Path], configs: Mapping[Path, Config], base: str, folder: Path, spread: Spread
) -> Iterator[tuple[Path, Part | Failure, bool]]:
    """Each file with its part or why there is none, as they are ready, and whether the part was there already.

    Raises:
        WriteError: if the folder cannot be written to.
        KgError: if those who do the work cannot be reached.
    """
    missing: list[Path] = []
    for path in paths:
        task = _task(path, configs[path], base)
        part = parts.kept(folder / _key(task)) if isinstance(task, Task) else None
        if isinstance(task, Failure):
            yield path, task, False
        elif part is not None:
            yield path, part, True
        else:
            missing.append(path)
    gone: list[Failure] = []

    def tasks() -> Iterator[Task]:
        # read once more, each when its turn comes: the bytes of a whole corpus are not held
        for path in missing:
            task = _task(path, configs[path], base)
            if isinstance(task, Task):
                yield task
            else:
                gone.append(task)

    for task, outcome in spread(make, tasks(), [__name__]):
        if isinstance(outcome, Packed):
            yield task.path, parts.keep(folder / _key(task), outcome), False
        else:
            yield (
                task.path,
                outcome or Failure(task.path, f"{task.path}: the process that read it ended (out of memory?); build again to go on"),
                False,
            )
    for failure in gone:
        yield failure.path, failure, False


def _task(path: Path, config: Config, base: str) -> Task | Failure:
    try:
        return Task(path, read_bytes(path), config, base)
    except OSError as error:
        return Failure(path, f"{path}: cannot be read ({error.strerror}); check the file and its permissions")


def _key(task: Task) -> str:
    return parts.key(task.data, task.path.name, task.config.text, task.base)


def make(task: Task) -> Packed | Failure:
    """Read and link one report."""
    try:
        linked = linked_of(task.data, task.path, task.config)
        if not linked.extraction.report.text.strip():
            raise ReadError(f"{task.path}: the file is empty")
        said = report_statements(linked, task.base)
    except KgError as error:
        return Failure(task.path, str(error))
    return parts.pack(linked, "".join(json_lines(linked, task.base)), blocks(said, task.base))
