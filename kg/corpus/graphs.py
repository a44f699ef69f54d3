"""The named graphs of a built output: one a report, one a place for its comparisons, one that describes the whole.

A list beside the parts says which file holds which; it is what a reader of the output may trust, since it is written when all of them are there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpus.parts import FOLDER, Part, keep_blocks, read_blocks, software
from kg.errors import KgError
from kg.files import digest
from kg.graph.comparisons import comparisons_name
from kg.graph.dataset import description_statements
from kg.graph.description import description_name, graph_name
from kg.graph.order import Block, blocks

LIST = "graphs.json"


class OutputError(KgError, ValueError):
    """A folder holds no built graphs, or they changed while they were read."""


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph and where its statements are kept.

    Attributes:
        name: its IRI.
        path: the file of its blocks.
    """

    name: str
    path: Path

    def digest(self) -> str:
        """A digest of the file: the same statements, written by the same version of this program, have the same.

        Raises:
            OutputError: if the file is gone.
        """
        try:
            return digest(self.path)
        except OSError:
            raise self._gone() from None

    def ntriples(self) -> Iterator[bytes]:
        """The statements as N-Triples, in pieces.

        Raises:
            OutputError: if the file is gone.
        """
        try:
            for _, text in read_blocks(self.path):
                yield text
        except OSError:
            raise self._gone() from None

    def _gone(self) -> OutputError:
        return OutputError(f"{self.path}: the kept statements of <{self.name}> are gone; run `kg build` to its end, then this again")


def described_blocks(reports: Iterable[str], places: Iterable[str], base: str) -> Iterator[Block]:
    """What describes the whole: it holds the reports of these ids and the comparisons of these places."""
    return blocks(description_statements(reports, places, base), base)


def graphs_of(parts: Sequence[Part], compared: Iterable[tuple[str, Path]], base: str, folder: Path) -> list[NamedGraph]:
    """All named graphs, the description, which is kept in the folder of the parts, last; `compared` are places with their files.

    Raises:
        WriteError: if the folder cannot be written to.
    """
    places = [(place, path) for place, path in compared if next(read_blocks(path), None) is not None]
    graphs = [NamedGraph(graph_name(base, part.summary.id), part.blocks()) for part in parts]
    graphs += [NamedGraph(comparisons_name(base, place), path) for place, path in places]
    name = description_name(base)
    source = hashlib.sha256("\n".join([software(), name, *(graph.name for graph in graphs)]).encode("utf-8")).hexdigest()
    path = folder / f"{source[:32]}.description.gz"
    if not path.is_file():
        keep_blocks(path, described_blocks([part.summary.id for part in parts], [place for place, _ in places], base))
    return [*graphs, NamedGraph(name, path)]


def listed(graphs: Sequence[NamedGraph], folder: Path) -> str:
    """The list of the named graphs, as it is kept in the folder of the parts."""
    rows = {graph.name: graph.path.relative_to(folder).as_posix() for graph in graphs}
    return json.dumps(rows, ensure_ascii=False, indent=0)


def built_graphs(output: Path) -> list[NamedGraph]:
    """The named graphs that the last build left in its output folder, the description last.

    Raises:
        OutputError: if there is no list of them.
    """
    folder = output / FOLDER
    try:
        rows = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except OSError:
        raise OutputError(f"{output}: no built graphs here; run `kg build … -o {output}` first or name the folder that it wrote to") from None
    except ValueError:
        raise OutputError(f"{folder / LIST}: cannot be read; run `kg build` again") from None
    return [NamedGraph(name, folder / path) for name, path in rows.items()]
