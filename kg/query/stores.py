"""Where questions find their triples: an RDF file in memory, the built graph in an Oxigraph store on disk beside it."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pyoxigraph

from kg.files import digest
from kg.query.engine import QueryError
from kg.release import settle

# What `kg build` calls its graph: only beside this file a store is kept.
BUILT = "graph.ttl"
FOLDER = ".store"
# Where an XML file declares its entities (bytes), and how many it may have there.
HEAD = 1 << 20
ENTITIES = 1000


def load(path: Path) -> pyoxigraph.Store:
    """A store in memory with the triples of an RDF file (by its ending: .ttl, .nt, .nq, .trig, .rdf, .jsonld).

    Raises:
        QueryError: if the file is missing or does not parse.
    """
    store = pyoxigraph.Store()
    _fill(store, path)
    return store


def open_graph(path: Path) -> pyoxigraph.Store:
    """The built graph from the store kept on disk beside it, made anew when the graph has changed; another file as by :func:`load`.

    Where the folder cannot be written to, the graph is read into memory.

    Raises:
        QueryError: see :func:`load`.
    """
    return open_kept(path)[0]


def open_kept(path: Path) -> tuple[pyoxigraph.Store, Path | None]:
    """A graph as by :func:`open_graph`, and the folder of the store that is kept of it: what is read from it may be kept there too.

    Raises:
        QueryError: see :func:`load`.
    """
    if path.name == BUILT:
        settle(path.parent)
    if path.name != BUILT or not path.is_file():
        return load(path), None
    kept = kept_store(path)
    try:
        return (pyoxigraph.Store.read_only(str(kept)) if kept else load(path)), kept
    except OSError:
        return load(path), kept


def kept_store(path: Path) -> Path | None:
    """The folder of the store of a graph as it is now, made if there is none; None where it cannot be written.

    It is filled under another name and renamed, so that a store is whole or not there, and read only from then on.

    Raises:
        QueryError: if the graph does not parse.
    """
    folder = path.parent / FOLDER
    kept = folder / f"{digest(path)[:32]}-{pyoxigraph.__version__}"
    if kept.is_dir():
        return kept
    try:
        folder.mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder, prefix="making-"))
    except OSError:
        return None
    try:
        store = pyoxigraph.Store(str(making))
        _fill(store, path)
        store.optimize()
        store.flush()
        del store
        stale = [other for other in folder.iterdir() if other not in (making, kept) and not other.name.startswith("making-")]
        making.rename(kept)
    except OSError:
        return kept if kept.is_dir() else None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    for other in stale:
        shutil.rmtree(other, ignore_errors=True)
    return kept


def _fill(store: pyoxigraph.Store, path: Path) -> None:
    if not path.is_file():
        raise QueryError(f"{path}: no such graph; run `kg build` first or name one with --data")
    kind = pyoxigraph.RdfFormat.from_extension(path.suffix.lstrip("."))
    if kind is None:
        raise QueryError(f"{path}: no RDF format has the ending {path.suffix!r}; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
    if kind == pyoxigraph.RdfFormat.RDF_XML and _expands(path):
        raise QueryError(f"{path}: an XML entity is made of other entities, and may have no end; write them out")
    try:
        store.bulk_load(path=str(path), format=kind)
    except (SyntaxError, ValueError, OSError, MemoryError) as error:
        # Oxigraph calls a term of more than 16 MiB a lack of memory
        raise QueryError(f"{path}: is not valid RDF ({error}); build it again") from None


def _expands(path: Path) -> bool:
    """True if an XML file declares an entity that is made of others: a few of these make a text of any length."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    declared = re.findall(rb"<!ENTITY([^>]*+)", head)
    return any(b"&" in entity for entity in declared) or len(declared) > ENTITIES
