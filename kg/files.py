"""The one place that opens files for writing: complete old content or complete new content, never half."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError


class WriteError(KgError, OSError):
    """A file cannot be written; the message says which and why."""


def write_text(path: Path, text: str | Iterable[str]) -> None:
    """Write UTF-8 text, whole or in pieces, with ``\\n`` line ends to a temporary file in the same folder, then rename it over `path`.

    Raises:
        WriteError: if the folder cannot be made or written to.
    """
    temporary: str | None = None
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
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise WriteError(f"{path}: cannot be written ({error.strerror}); check the folder and its permissions") from None


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
