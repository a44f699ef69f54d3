"""What one report contributes to the outputs, kept in a folder under the digest of everything that it depends on.

A part is written under another name and renamed when it is whole: a build that was killed finds the parts that it had finished.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import pickle
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from kg.files import WriteError
from kg.graph.dataset import report_label
from kg.graph.order import Block
from kg.linking.entities import Linked

FOLDER = ".parts"
LINKED, RECORDS, BLOCKS, PAGE, SUMMARY = "linked.pickle", "records.jsonl", "blocks.pickle.gz", "page.html", "summary.json"
# In the summary: how many bytes each of the other files has.
SIZES = "sizes"
# Blocks that are unpickled at a time: of each of the files that are merged side by side so many are held.
BATCH = 100
# The server shows what was built and has no part in it.
APART = frozenset({"server", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a report without reading it again.

    Attributes:
        id: of the report.
        place: whose government reports, the id where the report names none.
        label: under which it is shown.
        entities: how many of each type.
        targets, planned, relations: how many.
    """

    id: str
    place: str
    label: str
    entities: dict[str, int]
    targets: int
    planned: int
    relations: int


@dataclass(frozen=True, slots=True)
class Part:
    """A kept report: its folder and its summary."""

    folder: Path
    summary: Summary

    def linked(self) -> Linked:
        """The linked extraction."""
        with (self.folder / LINKED).open("rb") as file:
            found: Linked = pickle.load(file)  # noqa: S301  (written by this program, under a digest of its own code)
            return found

    def records(self) -> str:
        """The extraction records as JSON Lines."""
        return (self.folder / RECORDS).read_text(encoding="utf-8")

    def page(self) -> Path:
        """The explorer of this report alone; made by :func:`kg.corpus.assemble.pages`."""
        return self.folder / PAGE

    def blocks(self) -> Path:
        """The file of the statements of the report's named graph."""
        return self.folder / BLOCKS


@dataclass(frozen=True, slots=True)
class Packed:
    """A part on the way to where it is kept: its files by name, and its summary."""

    files: Mapping[str, bytes]
    summary: Summary


def summary_of(linked: Linked) -> Summary:
    """The counts of a report."""
    extraction = linked.extraction
    return Summary(
        id=extraction.report.id,
        place=extraction.report.place or extraction.report.id,
        label=report_label(extraction.report),
        entities=dict(sorted(Counter(entity.type.value for entity in linked.entities).items())),
        targets=len(extraction.targets),
        planned=sum(t.status.value == "planned" for t in extraction.targets),
        relations=len(extraction.relations),
    )


def key(report: bytes, name: str, config: str, base: str) -> str:
    """The name of a part: a digest of the file, its name, what it is taught, the base IRI, and this software."""
    digest = hashlib.sha256(software().encode("ascii"))
    for piece in (report, name.encode("utf-8", "surrogateescape"), config.encode("utf-8", "surrogatepass"), base.encode("utf-8")):
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.hexdigest()[:32]


@cache
def software() -> str:
    """A digest of the program with all its data, and the version of the library that writes terms."""
    said = f"{version('kg')} {pyoxigraph.__version__} {contents(Path(str(files('kg'))))}"
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def contents(package: Path) -> str:
    """A digest of all files of the package that what is built depends on: code, word lists, weights, shapes and what pages are made of."""
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.is_file() and not APART.intersection(p.relative_to(package).parts)):
        digest.update(path.relative_to(package).as_posix().encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()


def kept(folder: Path) -> Part | None:
    """The part in a folder, None if there is none or it is not whole: made anew it costs one report, taken as it is the whole build."""
    try:
        rows = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        sizes = rows.pop(SIZES)
        whole = all((folder / name).stat().st_size == size for name, size in sizes.items())
        return Part(folder, Summary(**rows)) if whole else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def pack(linked: Linked, records: str, blocks: Iterable[Block]) -> Packed:
    """A part of what a report gives."""
    summary, file = summary_of(linked), io.BytesIO()
    write_blocks(file, blocks)
    files = {
        LINKED: pickle.dumps(linked, protocol=5),
        RECORDS: records.encode("utf-8", "surrogatepass"),
        BLOCKS: file.getvalue(),
    }
    sizes = {name: len(data) for name, data in files.items()}
    files[SUMMARY] = json.dumps(asdict(summary) | {SIZES: sizes}, ensure_ascii=False).encode("utf-8")
    return Packed(files, summary)


def keep(folder: Path, packed: Packed) -> Part:
    """Write a part.

    Raises:
        WriteError: if the folder cannot be written to.
    """
    making: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder.parent, prefix="making-"))
        for name, data in packed.files.items():
            (making / name).write_bytes(data)
        if folder.exists():
            _remove(folder)
        making.rename(folder)
    except OSError as error:
        raise WriteError(f"{folder.parent}: cannot be written ({error.strerror}); check the folder, its permissions and the free space") from None
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)
    return Part(folder, packed.summary)


def clear(folder: Path, used: Iterable[Path]) -> None:
    """Remove the parts that no report of the last build needs, and what a killed build left."""
    wanted = {path.name for path in used}
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # what cannot be removed hurts nobody; the next build tries again
            if path.name not in wanted and path.is_dir():
                _remove(path)
            elif path.name not in wanted:
                path.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    """Remove a part, first what makes it one: half of it is none."""
    (folder / SUMMARY).unlink(missing_ok=True)
    shutil.rmtree(folder)


def read_blocks(path: Path) -> Iterator[Block]:
    """The blocks of a file that :func:`write_blocks` wrote, one at a time."""
    with gzip.open(path, "rb") as file:
        while True:
            try:
                yield from pickle.load(file)  # noqa: S301
            except EOFError:
                return


def write_blocks(file: BinaryIO, blocks: Iterable[Block]) -> None:
    """Write blocks so that they can be read without holding all of them."""
    rest = iter(blocks)
    with gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed:
        while batch := list(islice(rest, BATCH)):
            pickle.dump(batch, packed, protocol=5)


def keep_blocks(path: Path, blocks: Iterable[Block]) -> None:
    """Write blocks to a file under another name, then rename it.

    Raises:
        WriteError: if it cannot be written.
    """
    temporary = path.with_suffix(".new")
    try:
        with temporary.open("wb") as file:
            write_blocks(file, blocks)
        temporary.replace(path)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); check the folder and the free space") from None
