"""The numbers that Word counts itself (一、, （一）, 1.) and does not write into a paragraph's text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONES = " 一二三四五六七八九"
CIRCLED = "decimalEnclosedCircle"
UNNUMBERED = ("bullet", "none")
PLACE = re.compile(r"%([1-9])")
# How many styles may rest upon one another.
DEEPEST = 20


class Numbering:
    """Counts the numbered paragraphs of a python-docx document; to be asked for each of them in their order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(WORD + "styleId"): style for style in document.styles.element.iter(WORD + "style")}
        self._lists: dict[str, Any] = {}
        self._kinds: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()
        if any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values()):
            root = document.part.numbering_part.element
            self._lists = {entry.get(WORD + "numId"): entry for entry in root.iter(WORD + "num")}
            self._kinds = {kind.get(WORD + "abstractNumId"): kind for kind in root.iter(WORD + "abstractNum")}

    def style_name(self, paragraph: Any) -> str:
        """The name of a paragraph's style, empty for the default one."""
        style = self._styles.get(_value(paragraph, "pPr", "pStyle"))
        return "" if style is None else _value(style, "name") or ""

    def number(self, paragraph: Any) -> str:
        """The number that stands before the words of a paragraph, empty where it has none."""
        identifier, depth = self._listed(paragraph)
        entry = self._lists.get(identifier)
        if entry is None:
            return ""
        kind = _value(entry, "abstractNumId") or ""
        level = self._level(kind, depth)
        if level is None:
            return ""
        counts = self._counts[kind]
        start = _value(entry, f"lvlOverride[@{WORD}ilvl='{depth}']", "startOverride")
        if start and (identifier, depth) not in self._restarted:
            self._restarted.add((identifier, depth))
            counts[depth] = _whole(start)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else _whole(_value(level, "start"))
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if _value(level, "numFmt") in UNNUMBERED:
            return ""
        words = PLACE.sub(lambda place: self._counted(kind, int(place[1]) - 1), _value(level, "lvlText") or "")
        return words + " " if words[-1:].isascii() and words else words

    def _listed(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph, or the style it has, belongs to, and how deep."""
        holder, depth = paragraph, None
        for _ in range(DEEPEST):
            depth = depth or _value(holder, "pPr", "numPr", "ilvl")
            if identifier := _value(holder, "pPr", "numPr", "numId"):
                return identifier, _whole(depth, 0)
            holder = self._styles.get(_value(holder, "basedOn") or _value(holder, "pPr", "pStyle"))
            if holder is None:
                break
        return "", 0

    def _level(self, kind: str, depth: int) -> Any:
        abstract = self._kinds.get(kind)
        return None if abstract is None else abstract.find(f"{WORD}lvl[@{WORD}ilvl='{depth}']")

    def _counted(self, kind: str, depth: int) -> str:
        level = self._level(kind, depth)
        form = "" if level is None else _value(level, "numFmt") or ""
        return written(self._counts[kind].get(depth, 1), form)


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; in Arabic figures where the form is none of Chinese lists."""
    if form.startswith(("chinese", "taiwanese", "japanese", "ideograph")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (ONES[tens] if tens > 1 else "") + ("十" if tens else "") + ONES[ones].strip()
    if form.startswith(CIRCLED) and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((ord("A") if form == "upperLetter" else ord("a")) + number - 1)
    return str(number)


def _value(element: Any, *path: str) -> str | None:
    found = element.find("/".join(WORD + step for step in path))
    return None if found is None else found.get(WORD + "val")


def _whole(value: str | None, otherwise: int = 1) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else otherwise
