"""Files become reports."""

from __future__ import annotations

import codecs
from pathlib import Path

from kg.errors import KgError
from kg.reading.document import Given, Report
from kg.reading.structure import NOTHING, parse


class ReadError(KgError, ValueError):
    """A file cannot be read as a report; the message says which, why and what to do."""


def read(path: Path | str, given: Given = NOTHING) -> Report:
    """Read a text file (UTF-8, UTF-16 with a byte order mark, or GB18030) as a report; `given` is what a person states of it.

    Raises:
        ReadError: if the file is missing, not a regular file, empty, binary or in no known encoding.
    """
    path = Path(path)
    if path.is_dir():
        raise ReadError(f"{path}: is a folder; name a report file")
    if not path.exists():
        raise ReadError(f"{path}: no such file; check the path")
    if not path.is_file():
        raise ReadError(f"{path}: not a regular file; name a text file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    text = decode(data, str(path))
    if not text.strip():
        raise ReadError(f"{path}: the file is empty; give a report with text")
    return parse(text, path.name, given)


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file and normalise its line ends to ``\\n``; nothing else is changed.

    Raises:
        ReadError: if the bytes are not text in a known encoding.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise ReadError(f"{name}: binary data (a NUL byte at {data.index(0)}); give a plain text file")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            first_bad = error.start
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    else:
        raise ReadError(f"{name}: neither UTF-8, UTF-16 nor GB18030 (byte {first_bad} does not fit); save the file as UTF-8")
    raise ReadError(f"{name}: binary data (NUL characters); give a plain text file")
