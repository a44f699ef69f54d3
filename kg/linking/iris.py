"""The one place that makes IRIs: readable, deterministic, legal by RFC 3987."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes, urlsplit

DEFAULT_BASE = "https://w3id.org/govreport/"
# What RFC 3987 forbids in an IRI, what divides its parts, and marks that only quote a name.
FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0<>\"{}|^`\\%#?\[\]/:@&=+$,;\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# What divides the parts of an IRI, and percent-encoded bytes.
DELIMITERS = re.compile(r"[:/?#@!$&()*+,;=]|%[0-9A-Fa-f]{2}")
QUOTES = str.maketrans("", "", "“”‘’《》〈〉「」『』 　")


def is_base(base: str) -> bool:
    """True if data IRIs can be appended: an absolute http(s) IRI that ends in / or #."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return False
    legal = "'" not in base and "#" not in base[:-1] and parts.scheme in ("http", "https") and bool(parts.netloc) and base[-1] in "/#"
    return legal and not FORBIDDEN.search(parts.netloc.replace(":", "").replace("@", "")) and not FORBIDDEN.search(DELIMITERS.sub("", base))


def slug(name: str) -> str:
    """A name as one segment of a path: without quotation marks, forbidden characters percent-encoded."""
    bare = name.translate(QUOTES) or name
    return FORBIDDEN.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "surrogatepass")), bare)


def iri(base: str, key: str) -> str:
    """The IRI of a key such as ``region/500229``; the segments of the key must be slugs."""
    return f"{base}{key}"


def iri_of_path(base: str, path: str) -> str | None:
    """The IRI below a base that the percent-encoded path of an address stands for (RFC 3987, section 3.2); None if it stands for none.

    Only what is beyond ASCII is decoded: an escaped slash or space is part of the name.
    """
    try:
        decoded = re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote_to_bytes(m[0]).decode("utf-8"), path.removeprefix("/"))
    except UnicodeDecodeError:
        return None
    kept = re.sub(r"[^\x00-\x7f]", lambda m: slug(m[0]) or "", decoded)
    return None if re.search(r"[\x00-\x20\x7f<>\"{}|^`\\\[\]#?]|%(?![0-9A-Fa-f]{2})", kept) else base + kept
