"""Files become reports."""

from __future__ import annotations

from pathlib import Path

from kg.files import read_bytes
from kg.reading.document import Document, Given, Report
from kg.reading.encoding import decode
from kg.reading.errors import ReadError
from kg.reading.formats import html, markdown, pdf, word
from kg.reading.structure import NOTHING, parse
from kg.reading.wrapped import unwrapped

# How the bytes of a file begin that is no text, whatever it is called.
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
# Reports have some 20,000 characters; of so many the graph alone takes 2.5 GB.
LONGEST = 1_000_000


def read(path: Path | str, given: Given = NOTHING) -> Report:
    """Read a text, Markdown, HTML, Word (docx) or PDF file as a report (docs/formats.md); `given` is what a person states of it.

    Raises:
        ReadError: if the file is missing, not a regular file, empty, longer than a million characters, broken, in no known encoding or form, or in a form whose
            library is not installed.
    """
    path = Path(path)
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a folder; name a report file") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); name a report file that you may read") from None
    return report_of(data, path, given)


def report_of(data: bytes, path: Path, given: Given = NOTHING) -> Report:
    """The report that the bytes of the file at `path` are; the file itself is not looked at.

    Raises:
        ReadError: if they are empty, broken, in no known encoding or form, or in a form whose library is not installed.
    """
    document = open_document(data, str(path))
    if not document.text.strip():
        raise ReadError(f"{path}: the file is empty; give a report with text")
    if len(document.text) > LONGEST:
        raise ReadError(f"{path}: {len(document.text):,} characters, more than the {LONGEST:,} of any report; give reports one by one")
    # a name that is no UTF-8 has characters that stand for its bytes, which nothing can write
    source = path.name.encode("utf-8", "replace").decode("utf-8")
    return parse(document.text, source, given, document.pages)


def open_document(data: bytes, name: str) -> Document:
    """The text of a file's bytes: PDF and Word by what they begin with, the others by the file's name.

    Raises:
        ReadError: as :func:`read`.
    """
    if PDF in data[:1024]:
        return pdf.read(data, name)
    if data.startswith(ZIP):
        return word.read(data, name)
    if data.startswith((OLE, RTF)):
        raise ReadError(f"{name}: an old Word or other Office file, or one locked with a password; save it as .docx or PDF without password")
    suffix = Path(name).suffix.lower()
    if suffix in (".pdf", ".docx") and data.strip():
        raise ReadError(f"{name}: holds no {suffix[1:]} document; check the file, or name it after what it holds")
    text = decode(data, name)
    if suffix in (".html", ".htm"):
        return html.read(text, name)
    if suffix == ".md":
        return markdown.read(text, name)
    return unwrapped(text)
