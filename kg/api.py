"""The Python interface: reports in, an object with the graph in the forms of rdflib, networkx and pandas out (docs/python.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Dataset

from kg.extraction import pipeline
from kg.extraction.records import Extraction
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.notebook import table
from kg.reading.document import Report
from kg.reading.folder import report_paths
from kg.reading.reader import read
from kg.teaching.corpus import base_of, configs_of, link_files

if TYPE_CHECKING:
    import networkx as nx

    from kg.comparison.values import Compared
    from kg.exporting.frames import Frames

SHOWN = 10


def extract(source: Report | str | Path) -> Extraction:
    """The records of a report: mentions, targets and relations.

    Raises:
        ReadError: if a path is given and the file cannot be read.
    """
    return pipeline.extract(source if isinstance(source, Report) else read(source))


def build(paths: str | Path | Iterable[str | Path], base: str | None = None) -> ReportGraph:
    """The graph of report files, as the kg.toml beside them teaches; a folder stands for the report files in it.

    Raises:
        ReadError: if a path is missing, a file cannot be read or two files are the same report.
        ConfigError: if a kg.toml or the base cannot be used.
    """
    files = report_paths([paths] if isinstance(paths, str | Path) else list(paths))
    configs = configs_of(files)
    return ReportGraph(tuple(link_files(files, configs).values()), base_of(base, configs.values()))


@dataclass(frozen=True, repr=False)
class ReportGraph:
    """Linked reports as one graph.

    Attributes:
        reports: the linked extractions, in the order of their reports' ids.
        base: the IRI below which the data lie.
        part: true if it is a selection.
    """

    reports: tuple[Linked, ...]
    base: str = DEFAULT_BASE
    part: bool = False

    @cached_property
    def dataset(self) -> Dataset:
        """An rdflib Dataset: one named graph a report, the default graph is their union."""
        from kg.exporting.formats import dataset

        return dataset(self.reports, self.base, self.part)

    def network(self) -> nx.MultiDiGraph:
        """A networkx MultiDiGraph: entities and targets as nodes, relations as edges (kg.graph.network says which attributes)."""
        from kg.graph.network import build_network

        return build_network(self.reports)

    def frames(self) -> Frames:
        """Four pandas frames: entities, targets, relations, mentions.

        Raises:
            ImportError: if pandas is not installed.
        """
        from kg.exporting.frames import frames

        return frames(self.reports, self.base)

    def compare(self) -> tuple[Compared, ...]:
        """What the reports of each place promise and reach, and their works through the years (docs/compare.md)."""
        from kg.comparison.compare import compare

        return compare(self.reports)

    def select(self, **wanted: str | int | Iterable[str | int]) -> ReportGraph:
        """A part, by ``type``, ``region``, ``year``, ``around`` and ``depth`` (kg.exporting.selection); a list means one of them.

        Raises:
            SelectionError: if a key or value is unknown or nothing meets all of them.
        """
        from kg.exporting.selection import select

        values = {key: [str(v) for v in ([value] if isinstance(value, str | int) else value)] for key, value in wanted.items()}
        return ReportGraph(tuple(select(self.reports, values, self.base)), self.base, part=True)

    def write(self, path: str | Path, form: str) -> list[Path]:
        """Write a format of `kg export` to a file (csv: two files into a folder); returns the files.

        Raises:
            ExportError: if the format is unknown or cannot hold the graph.
            WriteError: if a file cannot be written.
        """
        from kg.exporting.formats import export
        from kg.files import write_text

        texts = export(self.reports, self.base, form, self.part)
        written = [Path(path) / name if name else Path(path) for name in texts]
        for file, text in zip(written, texts.values(), strict=True):
            write_text(file, text)
        return written

    def counts(self) -> dict[str, int]:
        """How many different things there are of each type, then targets and relations."""
        kinds = {entity.key: entity.type.value for linked in self.reports for entity in linked.entities}
        targets = sum(len(linked.extraction.targets) for linked in self.reports)
        relations = sum(len(linked.extraction.relations) for linked in self.reports)
        return dict(sorted(Counter(kinds.values()).items())) | {"Target": targets, "relations": relations}

    def _names(self) -> str:
        names = [linked.extraction.report.id for linked in self.reports]
        return ", ".join(names[:3]) + (f", … ({len(names)} reports)" if len(names) > 3 else "")

    def __repr__(self) -> str:
        counts = self.counts()
        entities = sum(counts.values()) - counts["Target"] - counts["relations"]
        part = "part of " if self.part else ""
        return f"<ReportGraph {part}{self._names()}: {entities} entities, {counts['Target']} targets, {counts['relations']} relations>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and the things that are named most."""
        named: Counter[tuple[str, str]] = Counter()
        for linked in self.reports:
            for entity in linked.entities:
                named[entity.label, entity.type.value] += len(entity.mentions)
        top = sorted(named.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        counts = table("part of " * self.part + self._names(), ("type", "n"), self.counts().items())
        return counts + table("named most", ("label", "type", "mentions"), ((*name, n) for name, n in top))
