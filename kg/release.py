"""Files that change together: a reader of the folder finds all of the old ones or all of the new ones.

They are written into a folder of their own beside the old ones. When all are there, a journal says so, and each is renamed over
its predecessor; whoever finds a journal finishes that (the next build, or a question to the graph). So a process that is killed
leaves the old files, or the new ones, or a journal from which the new ones are made without reading a report again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import KgError
from kg.files import WriteError, link_file, write_text

JOURNAL = ".release.json"
STAGING = ".new-"
LOCK = ".lock"


class BusyError(KgError, OSError):
    """Another process writes to the same folder."""


class Release:
    """The files of one version, gathered beside the old ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
        except OSError as error:
            raise _refused(folder, error) from None
        self.names: list[str] = []

    def write(self, name: str, text: str | Iterable[str]) -> None:
        """A file of the version, by its path below the folder.

        Raises:
            WriteError: if it cannot be written.
        """
        write_text(self.staging / name, text)
        self.names.append(name)

    def link(self, name: str, source: Path) -> None:
        """A file of the version that is kept elsewhere too; nothing is done where it is in its place already.

        Raises:
            WriteError: if it cannot be written.
        """
        path = self.folder / name
        if not (path.exists() and path.samefile(source)):
            link_file(source, self.staging / name)
            self.names.append(name)

    def publish(self, stale: Iterable[str] = ()) -> None:
        """Put the files in their places and remove those that are stale.

        Raises:
            WriteError: if the journal cannot be written; then nothing has changed.
        """
        journal = self.staging / JOURNAL
        write_text(journal, json.dumps({"staging": self.staging.name, "files": self.names, "stale": sorted(stale)}))
        try:
            journal.replace(self.folder / JOURNAL)
            finish(self.folder)
        except KeyboardInterrupt:  # nothing is half done when it is told that nothing is
            finish(self.folder)
            raise
        except OSError as error:
            raise _refused(self.folder, error) from None

    def discard(self) -> None:
        """Remove what was gathered, unless a journal waits for it: then it is all that is left of the new version."""
        if not (self.folder / JOURNAL).exists():
            shutil.rmtree(self.staging, ignore_errors=True)


def finish(folder: Path) -> bool:
    """Finish what a journal in the folder says, as its only writer; true if there was one.

    Raises:
        WriteError: if the journal cannot be read, or a file not be put in its place.
    """
    try:
        journal = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
        staging, files, stale = folder / journal["staging"], list(journal["files"]), list(journal["stale"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return False
    except OSError as error:
        raise _refused(folder, error) from None
    try:
        for name in files:
            with suppress(FileNotFoundError):  # in its place already
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (staging / name).replace(folder / name)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
        (folder / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise _refused(folder, error) from None
    shutil.rmtree(staging, ignore_errors=True)
    return True


def settle(folder: Path) -> None:
    """Finish, before the folder is read, what a killed build left; one that is alive does so itself, and a folder that is only read stays."""
    if not (folder / JOURNAL).exists():
        return
    lock = FileLock(folder / LOCK)
    with suppress(Timeout, OSError):
        lock.acquire(timeout=0)
        try:
            finish(folder)
        finally:
            lock.release()


def _refused(folder: Path, error: OSError) -> WriteError:
    return (
        error
        if isinstance(error, WriteError)
        else WriteError(f"{folder}: cannot be written ({error.strerror}); check the folder and its permissions")
    )


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """No other process builds into the folder meanwhile; what a killed one left is finished or removed.

    Raises:
        BusyError: if another process does.
        WriteError: if the folder cannot be written to.
    """
    lock, new = FileLock(folder / LOCK), not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(f"{folder}: another build is writing here; wait for its end or name another folder with -o") from None
    except OSError as error:
        raise _refused(folder, error) from None
    try:
        finish(folder)
        for left in folder.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()
        if new and [path.name for path in folder.iterdir()] == [LOCK]:  # nothing was built: leave no trace
            with suppress(OSError):
                (folder / LOCK).unlink(missing_ok=True)
                folder.rmdir()
