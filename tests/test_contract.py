"""The record contract: what must hold for every report, real or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.pipeline import extract
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.linking.records import json_lines, records
from kg.linking.resolve import link
from kg.reading.structure import parse

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "reports"
PIECES = st.sampled_from(
    [
        "一、2019年工作回顾\n",
        "二、2020年工作安排\n",
        "（一）",
        "推进",
        "实施",
        "“双高",
        "计划”",
        "《",
        "》",
        "高铁",
        "、",
        "，",
        "。",
        "\n",
        "等项目",
        "增长",
        "6.3%",
        "分别",
        "和",
        "重庆",
        "渝黔合作",
        "产业",
        "建成",
        "3万个",
        "12",
        "（",
        "）",
        "——",
        "　",
        "5G",
        "😀",
        "abc",
        "至",
        "段",
        "的",
        "\u202e",
    ]
)


def check(linked: Linked) -> None:
    text = linked.extraction.report.text
    rows = list(records(linked, DEFAULT_BASE))
    ids = {r["id"] for r in rows if r["kind"] != "relation"}
    assert len(ids) == sum(r["kind"] != "relation" for r in rows)
    for row in rows:
        assert 0 <= row["confidence"] <= 1
        if row["kind"] == "relation":
            assert row["head"] in ids and row["tail"] in ids
        else:
            assert row["text"] == text[row["start"] : row["end"]]
            assert row["entity"].startswith(DEFAULT_BASE)
    mentions = [r for r in rows if r["kind"] == "mention"]
    for one, other in zip(mentions, mentions[1:], strict=False):
        assert one["end"] <= other["start"], "mentions never nest or cross"
    targets = [(r["start"], r["end"], r["indicator"]) for r in rows if r["kind"] == "target"]
    assert len(targets) == len(set(targets))


def test_seed(seed: Linked) -> None:
    check(seed)


def test_json_lines_are_json(seed: Linked) -> None:
    assert all(json.loads(line)["kind"] for line in json_lines(seed, DEFAULT_BASE).splitlines())


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_report_like_text(text: str) -> None:
    check(link(extract(parse(text, "x.txt"))))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    check(link(extract(parse(text, "x.txt"))))


def test_every_numeral_is_explained(seed: Linked) -> None:
    import re

    report = seed.extraction.report
    covered = {at for n in seed.extraction.numerals for at in range(n.span.start, n.span.end)}
    body = [s.span for s in report.sentences]
    for match in re.finditer(r"\d+(?:\.\d+)?", report.text):
        if any(span.start <= match.start() < span.end for span in body):
            assert match.start() in covered, report.text[match.start() - 10 : match.end() + 10]
    assert all(n.outcome for n in seed.extraction.numerals)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of other reports is not here")
def test_other_reports() -> None:
    for path in sorted(CORPUS.glob("*.txt"))[::180]:
        linked = link(extract(parse(path.read_text(encoding="utf-8"), path.name)))
        check(linked)
        assert len(linked.extraction.mentions) > 50, path.name
