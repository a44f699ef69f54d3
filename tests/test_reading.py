"""Files become reports: encodings, front matter, sections, time frames, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.entities import Linked
from kg.reading.document import ParagraphKind, Span, Tense
from kg.reading.encoding import decode
from kg.reading.errors import ReadError
from kg.reading.reader import read
from kg.reading.structure import parse


def test_front_matter(seed: Linked) -> None:
    report = seed.extraction.report
    assert report.title == "重庆市人民政府工作报告"
    assert (report.place, report.level, report.date, report.year) == ("重庆市", "province", "2020-01-11", 2020)
    assert report.meeting == "重庆市第五届人民代表大会第三次会议"
    assert report.speaker == "唐良智"


def test_sections_and_frames(seed: Linked) -> None:
    sections = {s.id: s for s in seed.extraction.report.sections}
    assert [s.number for s in sections.values() if s.level == 1 and s.number] == ["一", "二", "三"]
    assert sections["1.2"].heading == "推进产业转型升级"
    assert sections["2.10"].parent == "2"
    assert (sections["1.4"].frame.year, sections["1.4"].frame.tense) == (2019, Tense.ACHIEVED)
    assert (sections["2.4"].frame.year, sections["2.4"].frame.tense) == (2020, Tense.PLANNED)


def test_theme_sentences(seed: Linked) -> None:
    report = seed.extraction.report
    themes = [report.quote(s.span) for s in report.sentences if s.theme]
    assert "扎实推动乡村振兴。" in themes
    assert not any("，" in theme for theme in themes)


def test_sentences_cover_the_body(seed: Linked) -> None:
    report = seed.extraction.report
    for number, paragraph in enumerate(report.paragraphs):
        if paragraph.kind is ParagraphKind.BODY:
            covered = "".join(report.quote(s.span) for s in report.sentences if s.paragraph == number)
            assert covered == report.quote(paragraph.span)


@pytest.mark.parametrize(
    ("head", "year", "place"),
    [
        ("政府工作报告\n——2019年3月5日在第十三届全国人民代表大会第二次会议上\n国务院总理　李克强\n各位代表：\n一、2018年工作回顾\n", 2019, "中国"),
        ("——2022年12月26日在岳阳市第九届人民代表大会第二次会议上\n各位代表：\n", 2023, "岳阳市"),
        ("某县政府工作报告\n各位代表：\n一、2015年工作回顾\n好。\n二、2016年工作安排\n好。\n", 2016, None),
    ],
)
def test_other_heads(head: str, year: int, place: str | None) -> None:
    report = parse(head, "report.txt")
    assert (report.year, report.place) == (year, place)


@pytest.mark.parametrize(
    ("day", "name"),
    [("2021年3月4日", "南昌市-2021"), ("2021年10月26日", "南昌市-2021-10"), ("2020年5月9日", "南昌市-2020"), ("2021年12月26日", "南昌市-2022")],
)
def test_two_congresses_of_a_year_are_two_reports(day: str, name: str) -> None:
    assert parse(f"——{day}在南昌市第十六届人民代表大会第一次会议上\n各位代表：\n", "report.txt").id == name


def test_parts_without_number() -> None:
    text = (
        "各位代表：\n2019年工作回顾\n一、抓招商、上项目，发展后劲进一步增强。新建广场3个。\n2020年工作目标任务\n一、强力推进建设，实现稳增长\n好。\n"
    )
    report = parse(text, "某市_2020.txt")
    frames = [(s.id, s.frame.year, s.frame.tense) for s in report.sections if s.id != "0"]
    assert frames == [
        ("1", 2019, Tense.ACHIEVED),
        ("1.1", 2019, Tense.ACHIEVED),
        ("2", 2020, Tense.PLANNED),
        ("2.1", 2020, Tense.PLANNED),
    ]


def test_a_part_numbered_like_a_section_of_the_review() -> None:
    text = (
        "各位代表：\n一、2019年工作回顾\n（二）项目有序推进\n新建广场3个。\n（三）民生不断改善\n好。\n三、2020年重点工作\n（二）强化项目投资\n好。\n"
    )
    frames = {s.heading: (s.frame.year, s.frame.tense) for s in parse(text, "某市_2020.txt").sections}
    assert frames["民生不断改善"] == (2019, Tense.ACHIEVED)
    assert frames["2020年重点工作"] == frames["强化项目投资"] == (2020, Tense.PLANNED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes("政府工作报告\r\n全年增长6.3%。\r\n".encode(encoding))
    assert read(path).text == "政府工作报告\n全年增长6.3%。\n"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00", b"", b"  \n", b"\xff\xfe\xfd\xfc\x80\x81\xff"])
def test_bad_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"r\.txt"):
        read(path)


@given(st.binary(max_size=200))
def test_decode_never_surprises(data: bytes) -> None:
    try:
        assert "\r" not in decode(data, "x")
    except ReadError as error:
        assert "\n" not in str(error)


def test_span_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 3)
