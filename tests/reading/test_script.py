"""Reports in traditional characters give the facts that their simplified twins give, in the characters that they print."""

from __future__ import annotations

import json
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exporting.documents import langextract
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.linking.iris import DEFAULT_BASE
from kg.linking.records import records
from kg.linking.resolve import link
from kg.ontology.namespaces import KG, OA
from kg.reading.reader import read
from kg.reading.script import as_read, is_traditional, kept, simplified
from tests.conftest import SEED
from tests.reading import files

CORNERS = str.maketrans("“”‘’", "「」『』")
HONG_KONG, TAIWAN = opencc.OpenCC("s2hk"), opencc.OpenCC("s2tw")


def traditional(form: opencc.OpenCC) -> str:
    return str(form.convert("\n".join(files.LINES)).translate(CORNERS))


@pytest.mark.parametrize("form", [HONG_KONG, TAIWAN], ids=["Hong Kong", "Taiwan"])
def test_traditional_reports_give_the_same_facts_in_their_own_characters(tmp_path: Path, form: opencc.OpenCC) -> None:
    text = traditional(form)
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    files.plain(tmp_path / "plain.txt")
    report, twin = read(tmp_path / "r.txt"), read(tmp_path / "plain.txt")
    assert report.text == text
    assert (report.id, report.place, report.date) == (twin.id, twin.place, twin.date)
    assert (report.title, report.speaker) == ("重慶市人民政府工作報告", "唐良智")
    assert report.sections[1].heading.endswith("工作回顧")
    linked, plain = link(extract(report)), link(extract(twin))
    assert [(m.span, m.text) for m in linked.extraction.mentions] == [(m.span, m.text) for m in plain.extraction.mentions]
    assert [(t.span, t.indicator, t.value) for t in linked.extraction.targets] == [(t.span, t.indicator, t.value) for t in plain.extraction.targets]
    assert [e.key for e in linked.entities] == [e.key for e in plain.entities]
    rows = [row for row in records(linked, DEFAULT_BASE) if row["kind"] != "relation"]
    assert all(row["text"] == text[row["start"] : row["end"]] for row in rows)
    assert any(row["text"] != twin.text[row["start"] : row["end"]] for row in rows)
    graph = build_dataset([linked], DEFAULT_BASE)
    for mention, quoted in graph.subject_objects(KG.text):
        assert str(quoted) == text[int(graph.value(mention, KG.start)) : int(graph.value(mention, KG.end))]
    assert {str(o) for o in graph.objects(None, OA.exact)} == {row["text"] for row in rows}
    document = json.loads(langextract([linked], DEFAULT_BASE))
    assert document["text"] == text
    assert all(e["extraction_text"] == text[slice(*e["char_interval"].values())] for e in document["extractions"])
    regions = {e.label: e.aliases for e in linked.entities if e.code}
    assert any("重慶" in alias for alias in regions["重庆市"])


def test_simplified_reports_are_read_as_they_are() -> None:
    report = read(SEED)
    assert as_read(report) is report
    assert not is_traditional("乾隆年间，瞭望塔，鍾山区2019年项目建成。")
    assert is_traditional("重慶市")
    assert not is_traditional("") and not is_traditional("6.3% GDP")


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"])))
def test_every_character_stays_in_its_place(words: str) -> None:
    assert len(simplified("於是" * 200 + words, "x")) == 400 + len(words)


@given(st.text("甲乙丙\n", max_size=30))
def test_changes_of_length_are_taken_back_where_they_happen(words: str) -> None:
    changed = kept(lambda part: part.replace("乙丙", "丁").replace("甲", "戊"), words)
    assert len(changed) == len(words) and "甲" not in changed
    assert changed == words.replace("甲", "戊")
