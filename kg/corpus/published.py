"""What of an output has been published where, kept in a small database beside it so that an interrupted run goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import KgError

NAME = ".published.sqlite"
# The digest of a graph that was begun: what the server has of it is not known.
BEGUN = ""


class StateError(KgError, OSError):
    """The record of what has been published cannot be used."""


class Published:
    """The graphs at one endpoint, each with the digest of what was sent last."""

    def __init__(self, database: sqlite3.Connection, endpoint: str) -> None:
        self._database = database
        self._endpoint = endpoint

    def digests(self) -> dict[str, str]:
        """The digest of each graph; :data:`BEGUN` where an attempt did not come to its end."""
        return dict(self._database.execute("SELECT graph, digest FROM published WHERE endpoint = ? ORDER BY graph", (self._endpoint,)))

    def note(self, graph: str, digest: str) -> None:
        """Note that the graph was begun or is there; it is on disk when this returns."""
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO published VALUES (?, ?, ?)", (self._endpoint, graph, digest))

    def forget(self, graph: str) -> None:
        """Note that the graph is not there."""
        with self._database:
            self._database.execute("DELETE FROM published WHERE endpoint = ? AND graph = ?", (self._endpoint, graph))


@contextmanager
def published(output: Path, endpoint: str) -> Iterator[Published]:
    """The record of an output and an endpoint.

    Raises:
        StateError: if it cannot be read or written, or another process publishes from this output.
    """
    path = output / NAME
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute(
                "CREATE TABLE IF NOT EXISTS published (endpoint TEXT, graph TEXT, digest TEXT, PRIMARY KEY (endpoint, graph)) WITHOUT ROWID"
            )
            # taken here, kept until the end
            database.execute("BEGIN EXCLUSIVE")
            database.execute("COMMIT")
            yield Published(database, endpoint)
    except sqlite3.OperationalError as error:
        raise StateError(
            f"{path}: cannot be used ({error}); is another kg publish running? Check the folder, its permissions and the free space"
        ) from None
    except sqlite3.DatabaseError as error:
        raise StateError(f"{path}: is no record of kg publish ({error}); remove it, then publish again") from None
