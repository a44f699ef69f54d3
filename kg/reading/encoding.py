"""Bytes become text: byte order mark, UTF-8, the encoding that a page states, else what the characters tell."""

from __future__ import annotations

import codecs
import re

from kg.reading.errors import ReadError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What reports come in beside UTF-8, the first where nothing tells them apart.
LEGACY = ("gb18030", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")
# What UTF-16 without a byte order mark must be made of, so that other data with zero bytes is not taken for it.
LEGIBLE = re.compile(r"[\n\r\t\x20-\x7e\u00a0-\u00ff\u2010-\u203b\u3000-\u3011\u4e00-\u9fff\uff00-\uffef]")
SHARE = 0.95
# Names that pages state for less than what they use; the WHATWG Encoding Standard reads them so too.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
STATED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,20})""", re.IGNORECASE)
PRIVATE = re.compile("[\ue000-\uf8ff]")
# Where a page may state its encoding, and how much of it tells one from another (the text on a page may begin late).
HEAD = 8192
SAMPLE = 1 << 18


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text and normalise its line ends to ``\\n``; nothing else is changed.

    Raises:
        ReadError: if the bytes are not text in a known encoding.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    if b"\0" in data:
        raise ReadError(f"{name}: binary data (a NUL byte at {data.index(0)}); give a text, Word, PDF or HTML file")
    raise ReadError(f"{name}: neither UTF-8, UTF-16, GB18030 nor Big5; save the file as UTF-8")


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    if b"\0" in data:
        return _wide(data)
    try:
        data.decode("utf-8")
        return ["utf-8"]
    except UnicodeDecodeError:
        stated = STATED.search(data[:HEAD])
        named = stated[1].decode("ascii").lower() if stated else ""
        likely = [*_guess(data), *LEGACY]
        return [*([WIDER.get(named, named)] if named else []), *sorted(likely, key=lambda encoding: _private(data, encoding))]


def _wide(data: bytes) -> list[str]:
    """UTF-16 in the order of bytes that makes more of a text, if one does."""
    shares = {encoding: _legible(data[:SAMPLE].decode(encoding, "replace")) for encoding in WIDE}
    best = max(WIDE, key=lambda encoding: shares[encoding])
    return [best] if shares[best] >= SHARE else []


def _legible(text: str) -> float:
    """The share of characters that reports are made of."""
    return len(LEGIBLE.findall(text)) / max(1, len(text))


def _private(data: bytes, encoding: str) -> int:
    """How many characters without meaning the bytes would have, as those of another encoding do."""
    return len(PRIVATE.findall(data[:SAMPLE].decode(encoding, "ignore")))


def _guess(data: bytes) -> list[str]:
    """The one of the older encodings whose characters make a text, if any does."""
    from charset_normalizer import from_bytes  # only files that are no UTF-8 need it

    best = from_bytes(data[:SAMPLE], cp_isolation=list(LEGACY)).best()
    return [best.encoding] if best is not None else []
