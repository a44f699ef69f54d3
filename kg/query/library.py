"""The question library: queries/*.rq, each headed by its title and parameters.

The head of a file is comment lines: ``# title: 中文 / English``, ``# description: …``, ``# tags: a, b`` and, for each
parameter, ``# param name = default: what it means``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.query.engine import QueryError

HEAD = re.compile(r"#\s*(title|description|tags|param)\s*:?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library. `parameters` maps names to default values."""

    name: str
    title: str
    title_en: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions of the library, by name."""
    packaged = Path(str(files("kg"))) / "queries"
    folder = packaged if packaged.is_dir() else packaged.parent.parent / "queries"
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def parse(name: str, text: str) -> Question:
    """Read the head of a question file.

    Raises:
        QueryError: if it has no title in two languages.
    """
    title = title_en = description = ""
    tags: tuple[str, ...] = ()
    parameters: list[tuple[str, str]] = []
    for line in text.splitlines():
        match = HEAD.match(line)
        if match is None:
            continue
        if match[1] == "title":
            title, _, title_en = (part.strip() for part in match[2].partition(" / "))
        elif match[1] == "description":
            description = match[2]
        elif match[1] == "tags":
            tags = tuple(t.strip() for t in match[2].split(","))
        else:
            parameter, _, default = match[2].partition(":")[0].partition("=")
            parameters.append((parameter.strip(), default.strip()))
    if not title or not title_en:
        raise QueryError(f"queries/{name}.rq: the head needs `# title: 中文 / English`")
    return Question(name, title, title_en, description, tags, tuple(parameters), text)


def find(name: str) -> Question | None:
    """The question of that name, None if the library has none."""
    return next((q for q in questions() if q.name == name.removesuffix(".rq")), None)
