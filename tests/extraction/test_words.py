"""Numerals in Chinese words: what each is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.pipeline import extract
from kg.extraction.words import NUMERAL, UNEXPLAINED, word_numerals
from kg.linking.entities import Linked
from kg.reading.structure import parse

HEAD = "政府工作报告\n——2023年1月9日在渝北区第三届人民代表大会第三次会议上\n各位代表：\n"


def told(text: str) -> list[str]:
    return [f"{n.text} {n.outcome}" for n in word_numerals(extract(parse(HEAD + text, "x.txt"))) if n.span.start >= len(HEAD)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、工作回顾", ["一、 section number"]),
        ("（三）改善民生", ["（三） section number"]),
        ("共建“一带一路”，办好事情。", ["“一带一路” part of a name"]),
        ("五年来，经济发展。", ["五年 period"]),
        ("前三季度增速加快。", ["三季度 date"]),
        ("抓好十个方面的工作。", ["十个 count of things"]),
        ("完善四大体系。", ["四大 count of things"]),
        ("引进一批人才，面临一些矛盾。", ["一批 indefinite amount", "一些 indefinite amount"]),
        ("进一步提升，零售额上升。", ["进一步 part of a word", "零售额 part of a word"]),
        ("贯彻党的十九大和十九届三中、四中全会精神。", ["党的十九大 part of a name", "十九届三中、四中全会 part of a name"]),
        ("抓好第二方面。", ["第二 ordinal"]),
        ("七成的人来自外地，是前年的两倍。", ["七成 share or multiple, not read", "两倍 share or multiple, not read"]),
        ("提高百分之六点五。", ["百分之六点五 share or multiple, not read"]),
        ("形成百亿级园区。", ["百亿级 attribute of a thing"]),
        ("实现零感染。", ["零 none of a thing"]),
        ("每万人拥有量提高。", ["每万人 base of a rate"]),
        ("工作十分重要。", ["十分 part of a word"]),
        ("以一域服务全局。", ["一域 set phrase"]),
        ("利用棉二和老厂房。", [f"二 {UNEXPLAINED}"]),
        ("总值达到2.3万亿元。", []),
    ],
)
def test_each_is_told(text: str, found: list[str]) -> None:
    assert told(text) == found


def test_none_of_the_seed_is_left_out_or_unexplained(seed: Linked) -> None:
    extraction = seed.extraction
    rows = word_numerals(extraction)
    assert [n.text for n in rows if n.outcome == UNEXPLAINED] == []
    spans = [*(n.span for n in rows), *(n.span for n in extraction.numerals), *(t.span for t in extraction.targets)]
    covered = {at for span in spans for at in range(span.start, span.end)}
    for sentence in extraction.report.sentences:
        for match in NUMERAL.finditer(extraction.report.text, sentence.span.start, sentence.span.end):
            assert match.start() in covered, extraction.report.text[match.start() - 5 : match.end() + 5]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="一二三十百万亿零两几半第届年个大“”（）、。每成A项重庆\n", max_size=40))
def test_any_words_are_told_once_and_in_order(text: str) -> None:
    extraction = extract(parse(text, "x.txt"))
    rows = word_numerals(extraction)
    assert all(n.text == extraction.report.quote(n.span) and n.outcome for n in rows)
    assert [n.span for n in rows] == sorted({n.span for n in rows})
