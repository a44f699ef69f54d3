"""The rule tables: a sentence, then the records it must give, and no others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.pipeline import extract
from kg.extraction.records import Extraction
from kg.reading.structure import parse

TABLES = Path(__file__).parent / "tables"
HEADINGS = {"review": "一、2019年工作回顾", "plan": "二、2020年工作安排"}


def rows(name: str) -> list[Any]:
    data = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))["row"]
    return [pytest.param(row, id=row["text"][:16]) for row in data]


def extracted(row: dict[str, Any]) -> Extraction:
    text = f"重庆市人民政府工作报告\n——2020年1月11日在重庆市第五届人民代表大会第三次会议上\n各位代表：\n{HEADINGS[row['part']]}\n{row['text']}\n"
    return extract(parse(text, "table.txt"))


@pytest.mark.parametrize("row", rows("names"))
def test_names(row: dict[str, Any]) -> None:
    body = extracted(row)
    start = body.report.text.index(row["text"])
    found = [" ".join(filter(None, (m.type.value, m.text, m.status.value if m.status else ""))) for m in body.mentions if m.span.start >= start]
    assert found == row["names"]


@pytest.mark.parametrize("row", rows("targets"))
def test_targets(row: dict[str, Any]) -> None:
    found = [
        f"{t.indicator} | {t.measure.value} | {t.comparator.value if t.comparator else ''} {t.value} {t.unit} | {t.year} {t.status.value}"
        for t in extracted(row).targets
    ]
    assert found == row["targets"]
