"""docs/teaching.md is run: its files give the table that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.teaching.config import parse
from kg.teaching.shape import TABLES, TOP
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
TOML, REPORT, TABLE, MESSAGE = re.findall(r"^```(?:toml|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "kg.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "reports" / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "random"},
        timeout=120,
        check=False,
    )


def test_the_example_gives_its_table(folder: Path) -> None:
    done = kg(folder, "extract", "reports/report.txt", "--format", "table")
    assert done.stderr == ""
    assert [line.rstrip() for line in done.stdout.splitlines()] == [line.rstrip() for line in TABLE.splitlines()]


def test_build_says_what_was_taught_and_keeps_it_in_the_graph(folder: Path) -> None:
    done = kg(folder, "build", "reports", "-o", "out")
    assert done.stdout.splitlines()[-1] == f"{Path('reports') / 'kg.toml'}: 名称 names 1、剔除 rejections 2、更正 corrections 2"
    graph = (folder / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix project: <https://example.org/reports/project/> ." in graph
    assert 'kg:linkReason "taught alias"' in graph and 'kg:rule "taught.name"' in graph
    assert 'kg:text "“一窗通办”" ' not in graph
    assert 'kg:speaker "林一"' in graph and 'kg:date "2023-01-09"' in graph
    (folder / "reports" / "kg.toml").unlink()
    assert "kg.toml" not in kg(folder, "build", "reports", "-o", "out").stdout
    assert 'kg:text "“一窗通办”" ' in (folder / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["build reports -o out", "extract reports/report.txt", "evaluate --source reports/report.txt gold.jsonl"])
def test_the_message_is_the_real_one(folder: Path, command: str) -> None:
    path = folder / "reports" / "kg.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Project"', '"Projekt"', 1), encoding="utf-8")
    done = kg(folder, *command.split())
    assert (done.returncode, done.stderr, done.stdout) == (2, MESSAGE, "")
    assert not (folder / "out").exists()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readmes_show_a_file_that_fits(readme: str) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert parse(text, Path("kg.toml")).teaching.names[0].aliases


def test_every_key_is_documented() -> None:
    assert {f"`{key}`" for kinds in (TOP, *TABLES.values()) for key in kinds} <= set(re.findall(r"`\w+`", PAGE))
