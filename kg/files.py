"""The one place that opens files: what is written is complete old or complete new content, never half; only regular files are read."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError

# No report, Word and PDF files with pictures included, and no other file that is read whole is larger (bytes).
LARGEST = 256 << 20


class WriteError(KgError, OSError):
    """A file cannot be written; the message says which and why."""


def read_bytes(path: Path) -> bytes:
    """The content of a regular file; pipes and devices, which may have no end, are not waited for.

    Raises:
        OSError: if it cannot be read, is not a regular file or is larger than 256 MiB; its `strerror` says which.
    """
    with open(path, "rb", opener=_without_waiting) as file:  # noqa: PTH123  (Path.open takes no opener)
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        if found.st_size > LARGEST:
            raise OSError(errno.EFBIG, f"larger than {LARGEST >> 20} MiB", str(path))
        return file.read()


def digest(path: Path) -> str:
    """A digest of what a file holds, read in pieces.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to is opened too."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_text(path: Path, text: str | Iterable[str]) -> None:
    """Write UTF-8 text, whole or in pieces, with ``\\n`` line ends to a temporary file in the same folder, then rename it over `path`.

    Raises:
        WriteError: if the folder cannot be made or written to.
    """
    temporary: str | None = None
    whole = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            for piece in (text,) if isinstance(text, str) else text:
                file.write(piece.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        whole = True
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); check the folder and its permissions") from None
    finally:  # an interruption leaves nothing either
        if temporary is not None and not whole:
            Path(temporary).unlink(missing_ok=True)


def link_file(source: Path, path: Path) -> None:
    """Put a file under a second name without a second copy of its bytes, or a copy where that cannot be.

    Raises:
        WriteError: if the folder cannot be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.new")
        temporary.unlink(missing_ok=True)
        try:
            temporary.hardlink_to(source)
        except OSError:
            shutil.copyfile(source, temporary)
        temporary.replace(path)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); check the folder and its permissions") from None
