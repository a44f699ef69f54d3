"""kg compare: its formats read back, what it refuses, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph
import pytest

from kg.api import build
from kg.cli import main
from kg.comparison.compare import compare
from kg.comparison.tables import target_rows

from ..conftest import SEED
from .reports import report

YEARS = str(Path(__file__).parent / "years")


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["compare", *arguments]) == code
    found = capsys.readouterr()
    return found.err if code else found.out


def test_the_formats_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, YEARS, "--format", "csv"))))
    objects = json.loads(said(capsys, YEARS, "--format", "json"))
    assert [(r["indicator"], r["verdict"]) for r in rows] == [(o["promise"]["indicator"], o["verdict"] or o["kind"]) for o in objects]
    assert len(rows) == 18
    table = said(capsys, YEARS)
    assert table.count("未达 missed") == 5 and "(18 行 / rows)" in table  # one more in the line that counts them
    assert said(capsys, YEARS, "--format", "markdown").count("\n") == 20
    turtle = said(capsys, YEARS, "--format", "turtle").encode()
    kinds = [
        t.object.value.rpartition("#")[2]
        for t in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
        if "22-rdf-syntax" in t.predicate.value
    ]
    assert (kinds.count("Comparison"), kinds.count("History")) == (18, 4)


def test_gaps_are_told_in_the_unit_of_the_promise(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, YEARS, "--format", "csv", "--verdict", "met"))))
    assert {row["verdict"] for row in rows} == {"met"}
    found = next(row for row in rows if (row["year"], row["indicator"]) == ("2019", "城镇新增就业"))
    assert (found["promised"], found["reached"], found["gap"], found["unit"]) == ("≥6万人", "6.5万人", "0.5", "万人")


def test_both_ends_are_the_characters_of_their_reports(capsys: pytest.CaptureFixture[str]) -> None:
    texts = {linked.extraction.report.id: linked.extraction.report.text for linked in build(YEARS).reports}
    ends = [end for o in json.loads(said(capsys, YEARS, "--format", "json")) for end in (o["promise"], o["result"]) if end]
    assert len(ends) == 34
    assert all(texts[end["report"]][end["start"] : end["end"]] == end["text"] and end["text"] in end["sentence"] for end in ends)


def test_projects(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, YEARS, "--projects", "--format", "csv"))))
    assert {row["project"]: row["outcome"] for row in rows} == {
        "云东高铁": "completed",
        "云州大桥": "ongoing",
        "石门隧道": "completed",
        "青龙水库": "stalled",
    }
    objects = json.loads(said(capsys, YEARS, "--projects", "--format", "json"))
    assert [o["outcome"] for o in objects] == [row["outcome"] for row in rows]


def test_one_report_and_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "pairs.csv"
    assert "outlook 17" in said(capsys, str(SEED), "--format", "csv", "--output", str(target))
    first = target.read_bytes()
    said(capsys, str(SEED), "--format", "csv", "--output", str(target))
    assert target.read_bytes() == first and first.count(b"\n") == 18


def test_a_fall_where_growth_was_promised_is_told() -> None:
    plan, review = "进出口总额增长5%，单位地区生产总值能耗下降3%。", "进出口总额下降2.6%，单位地区生产总值能耗上升1%。"
    rows = target_rows(compare([report(2019, "推动发展。", plan), report(2020, review, "推动发展。")]))
    assert [(row[4], row[5], row[7]) for row in rows] == [("5%", "降2.6%", "-7.6"), ("3%", "增1%", "-4")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--projects", "--verdict", "met"), "leave out --projects"),
        (("--format", "turtle", "--verdict", "met"), "turtle holds all"),
        (("--output", "/proc/none/x"), "cannot be written"),
    ],
)
def test_refusals(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str) -> None:
    told = said(capsys, YEARS, *arguments, code=2)
    assert says in told and told.count("\n") == 1
