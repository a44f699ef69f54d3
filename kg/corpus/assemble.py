"""Parts become the outputs. Graph and records are written as a stream: memory does not grow with the corpus."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from kg.corpus.graphs import NamedGraph
from kg.corpus.parts import Part, keep_blocks, read_blocks
from kg.corpus.processes import spread
from kg.explorer.page import render
from kg.files import write_text
from kg.graph.blocks import merged, turtle
from kg.linking.iris import slug
from kg.ontology.namespaces import prefixes

# Bytes of a page's name without its ending.
LONGEST = 200
# More files than this are not held open at the same time.
OPEN = 200


def records(parts: Sequence[Part]) -> Iterator[str]:
    """records.jsonl, report by report."""
    for part in parts:
        yield part.records()


@contextmanager
def graph(graphs: Sequence[NamedGraph], base: str) -> Iterator[Iterator[str]]:
    """graph.ttl in pieces, from the blocks of all named graphs; temporary files go when the context ends."""
    with ExitStack() as stack:
        sources = [graph.path for graph in graphs]
        while len(sources) > OPEN:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-merge-")))
            together: list[Path] = []
            for number in range(0, len(sources), OPEN):
                path = folder / f"{number}.gz"
                keep_blocks(path, merged([read_blocks(s) for s in sources[number : number + OPEN]], base))
                together.append(path)
            sources = together
        yield turtle(merged([read_blocks(s) for s in sources], base), prefixes(base))


def pages(parts: Sequence[Part], base: str) -> Iterator[Part]:
    """Make the explorer of each report a page of its own, kept with its part and made once; gives each part when its page is there.

    Raises:
        WriteError: if the folder of the part cannot be written to.
    """
    there: list[Part] = []
    missing: list[Part] = []
    for part in parts:
        (there if part.page().is_file() else missing).append(part)
    made = (part for part, _ in spread(partial(make_page, base=base), missing, [__name__]))
    return chain(there, made)


def make_page(part: Part, base: str) -> None:
    """Write the page of a report beside its part.

    Raises:
        WriteError: if it cannot be written.
    """
    write_text(part.page(), render([part.linked()], base))


def page_name(part: Part) -> str:
    """The file name of a report's page; of a long id its beginning and a digest, for file systems take 255 bytes and temporary names need some."""
    name = slug(part.summary.id)
    if len(name.encode("utf-8")) > LONGEST:
        digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:16]
        name = name.encode("utf-8")[: LONGEST - 17].decode("utf-8", "ignore") + "-" + digest
    return f"{name}.html"


def index(parts: Sequence[Part], folder: str) -> str:
    """The page that leads to the pages of all reports."""
    rows = [(p.summary, f"{folder}/{page_name(p)}", sum(p.summary.entities.values())) for p in parts]
    environment = Environment(loader=PackageLoader("kg.corpus", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["urlquote"] = quote
    return environment.get_template("index.html").render(rows=rows)
