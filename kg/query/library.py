"""The question library: queries/*.rq, each headed by its title and parameters.

The head of a file is comment lines: ``# title: 中文 / English``, ``# description: 中文 / English``, ``# tags: a, b`` and, for
each parameter, ``# param name = default: 中文 / English``.
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
class Parameter:
    """A variable of a question that the one who asks may give a value; `about` says what it means."""

    name: str
    default: str
    about: str
    about_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def defaults(self) -> dict[str, str]:
        """The values of its parameters where none are given."""
        return {parameter.name: parameter.default for parameter in self.parameters}


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
    said: dict[str, tuple[str, str]] = {}
    tags: tuple[str, ...] = ()
    parameters: list[Parameter] = []
    for line in text.splitlines():
        match = HEAD.match(line)
        if match is None:
            continue
        if match[1] == "tags":
            tags = tuple(t.strip() for t in match[2].split(","))
        elif match[1] == "param":
            parameter, _, about = match[2].partition(":")
            variable, _, default = parameter.partition("=")
            parameters.append(Parameter(variable.strip(), default.strip(), *_both(about)))
        else:
            said[match[1]] = _both(match[2])
    if not all(said.get("title", ("", ""))):
        raise QueryError(f"queries/{name}.rq: the head needs `# title: 中文 / English`")
    return Question(name, *said["title"], *said.get("description", ("", "")), tags, tuple(parameters), text)


def _both(text: str) -> tuple[str, str]:
    """The Chinese and the English of a line."""
    chinese, _, english = text.partition(" / ")
    return chinese.strip(), english.strip()


def find(name: str) -> Question | None:
    """The question of that name, None if the library has none."""
    return next((q for q in questions() if q.name == name.removesuffix(".rq")), None)
