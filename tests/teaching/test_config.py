"""kg.toml: every wrong file gets its sentence and line, none a traceback."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.records import EntityType
from kg.teaching.config import ConfigError, find, load, parse
from kg.teaching.lines import line_of
from tests.conftest import ROOT

ROWS = tomllib.loads((ROOT / "tests" / "tables" / "teaching.toml").read_text(encoding="utf-8"))["row"]
FILE = Path("kg.toml")
KEYS = st.sampled_from(
    [
        "base",
        "place",
        "name",
        "report",
        "reject",
        "correct",
        "text",
        "type",
        "aliases",
        "sentence",
        "file",
        "level",
        "year",
        "date",
        "speaker",
        "status",
        "indicator",
        "measure",
        "x",
    ]
)
VALUES = st.recursive(
    st.sampled_from(
        ['"某走廊"', '"Project"', '"a.txt"', '"planned"', '"https://example.org/"', "2020", "2020-01-11", "1.5", "nan", "true", '""', '"""\nx\n"""']
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda v: "[" + ",\n".join(v) + "]") | st.tuples(KEYS, inner).map(lambda p: f"{{{p[0]} = {p[1]}}}"),
    max_leaves=4,
)
LINES = (
    st.tuples(KEYS, VALUES).map(" = ".join)
    | KEYS.map("[[{}]]".format)
    | KEYS.map("[{}]".format)
    | st.sampled_from(["", "# 说明", "\t", '[[name]]\ntext = "某走廊"\ntype = "Project"', "[["])
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"][:40])
def test_a_wrong_file_gets_its_message(row: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(row["toml"].lstrip("\n"), FILE)
    said = re.sub(r"(?<=not TOML \()[^)]*?(?= at the end of the file\)|\);)", "…", str(caught.value))
    assert said == "kg.toml" + row["says"]


def message(text: str) -> str:
    try:
        parse(text, FILE)
    except ConfigError as error:
        return str(error)
    return ""


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_toml_like_text_gives_a_configuration_or_one_sentence(text: str) -> None:
    said = message(text)
    assert not said or said.startswith("kg.toml, line ") and "\n" not in said


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_a_configuration_or_one_sentence(text: str) -> None:
    assert "\n" not in message(text)


@pytest.mark.parametrize("text", ["year = " + "9" * 5000, "a = " + "[" * 5000])
def test_values_beyond_measure_are_refused(text: str) -> None:
    assert message(text).startswith("kg.toml")


@given(st.lists(st.sampled_from(["# 一", "", 'x{} = """\n\n"""', "x{} = [\n1,\n2]", "x{} = 1"]), max_size=12))
def test_an_entry_is_found_on_the_line_it_begins_on(pieces: list[str]) -> None:
    text = "".join(piece.format(i) + "\n" for i, piece in enumerate(pieces)) + "here = 1\nlast = 2"
    assert text.split("\n")[line_of(text, ["here"]) - 1] == "here = 1"


def test_load_names_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none.toml", "no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(ConfigError, match=says):
            load(path)
    (tmp_path / "kg.toml").write_bytes('place = "重庆市"\n'.encode() + "# 说明".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"kg\.toml, line 2: not UTF-8"):
        load(find(tmp_path / "report.txt"))


def test_marks_and_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes(b"\xef\xbb\xbf" + '[[name]]\r\ntext = "某走廊"\r\ntype = "Project"\r\n'.encode())
    assert load(find(tmp_path / "report.txt")).teaching.names[0].type is EntityType.PROJECT


def test_without_a_file_nothing_is_taught(tmp_path: Path) -> None:
    config = load(find(tmp_path / "report.txt"))
    assert (config.path, config.base, config.teaching.names, config.given("report.txt").place) == (None, None, (), None)
