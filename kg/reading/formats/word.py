"""Word documents (docx): paragraphs, those of tables and text boxes too, with the numbers that Word counts itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from kg.reading.document import Document
from kg.reading.errors import ReadError
from kg.reading.extra import library
from kg.reading.formats.numbering import Numbering
from kg.reading.wrapped import unwrapped

# A docx that unpacks to more than this is no report.
LIMIT = 128 << 20
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What was taken out, stands twice or belongs to another paragraph.
SKIPPED = frozenset([WORD + name for name in ("del", "moveFrom", "rt", "txbxContent")] + [COMPATIBILITY + "Fallback"])
MARKS = {WORD + "tab": " ", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
# What zipfile and python-docx raise at packages that are none.
BROKEN = (BadZipFile, zlib.error, LookupError, ValueError, AttributeError, RuntimeError, OSError, EOFError)
# Styles of the table of contents.
CONTENTS = ("toc ", "TOC")


def read(data: bytes, name: str) -> Document:
    """The text of a Word document, a paragraph a line; heads, feet, notes and the table of contents are left out.

    Raises:
        ReadError: if it is none, is broken or unpacks to more than 128 MiB, or if python-docx is not installed.
    """
    docx = library("docx", name, "a Word file")
    etree = library("lxml.etree", name, "a Word file")
    try:
        with ZipFile(BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > LIMIT:
            raise ReadError(f"{name}: unpacks to {size >> 20} MiB, more than the {LIMIT >> 20} MiB of a report; save its text alone")
        document = docx.Document(BytesIO(data))
        lines = list(_lines(document))
    except ReadError:
        raise
    except (*BROKEN, etree.LxmlError):
        raise ReadError(f"{name}: is no Word document (docx) or is broken; open it in a word processor and save it as .docx") from None
    return unwrapped("".join(f"{line}\n" for line in lines))


def _lines(document: Any) -> Iterator[str]:
    numbering = Numbering(document)
    for paragraph in document.element.body.iter(WORD + "p"):
        if any(ancestor.tag == COMPATIBILITY + "Fallback" for ancestor in paragraph.iterancestors()):
            continue
        number = numbering.number(paragraph)
        if not numbering.style_name(paragraph).startswith(CONTENTS):
            words = "".join(_words(paragraph))
            yield (number + words) if words.strip() else words


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == WORD + "t":
            yield child.text or ""
        elif child.tag in MARKS and child.getparent().tag == WORD + "r":
            yield MARKS[child.tag]
        elif child.tag not in SKIPPED:
            yield from _words(child)
