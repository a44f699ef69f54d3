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
from kg.reading.evidence import contradicted, promise
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


@pytest.mark.parametrize("between", ["", " "])
def test_a_text_that_lost_its_line_breaks_keeps_its_parts(seed: Linked, between: str) -> None:
    whole = seed.extraction.report
    head, _, rest = whole.text.partition("各位代表")
    torn = parse(head + "各位代表" + between.join(line.strip() for line in rest.split("\n")), "chongqing-2020.txt")
    assert [(s.number, s.level, s.frame) for s in torn.sections] == [(s.number, s.level, s.frame) for s in whole.sections]


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


def test_a_space_before_the_mark_of_a_part() -> None:
    text = "各位代表：\n一、2020年工作回顾\n好。\n二、“十四五”时期的目标任务\n好。\n三 、2021 年 工作安排\n好。\n"
    assert [(s.number, s.frame.year) for s in parse(text, "某市_2021.txt").sections if s.id != "0"] == [("一", 2020), ("二", 2025), ("三", 2021)]


def test_a_part_numbered_like_a_section_of_the_review() -> None:
    text = (
        "各位代表：\n一、2019年工作回顾\n（二）项目有序推进\n新建广场3个。\n（三）民生不断改善\n好。\n三、2020年重点工作\n（二）强化项目投资\n好。\n"
    )
    frames = {s.heading: (s.frame.year, s.frame.tense) for s in parse(text, "某市_2020.txt").sections}
    assert frames["民生不断改善"] == (2019, Tense.ACHIEVED)
    assert frames["2020年重点工作"] == frames["强化项目投资"] == (2020, Tense.PLANNED)


def test_an_appendix_within_the_plan_says_what_it_tells_of() -> None:
    text = (
        "各位代表：\n一、2019年工作回顾\n新建广场3个。\n二、2020年重点工作\n新建广场5个。\n"
        "一、2019年实事完成情况\n（一）改善交通\n好。\n二、2020年实事工作安排\n（一）改善教育\n好。\n"
    )
    frames = {s.heading: (s.frame.year, s.frame.tense) for s in parse(text, "某市_2020.txt").sections}
    assert frames["2019年实事完成情况"] == frames["改善交通"] == (2019, Tense.ACHIEVED)
    assert frames["2020年实事工作安排"] == frames["改善教育"] == (2020, Tense.PLANNED)


PROMISE = "{n}是着力扩大有效投资。今年要加快推进重点项目建设，力争新开工项目50个以上，确保全年完成投资300亿元，进一步健全项目推进机制，着力打造一流营商环境，努力实现更好发展。"
RESULT = "{n}是投资较快增长。全年新开工项目52个，完成投资310亿元，同比增长11.2%，获评全国投资环境示范城市，成功引进企业30家，高新技术企业达到120家，居全省第二位，城乡面貌得到明显改善，取得了显著成效。"


def test_paragraphs_that_say_the_contrary_of_their_heading_are_believed() -> None:
    results, promises = ("\n".join(words.format(n=n) for n in "一二三四五六七八") for words in (RESULT, PROMISE))
    report = parse(f"各位代表：\n一、2019年工作回顾\n{results}\n{promises}\n二、加强自身建设\n{promises}\n", "某市_2020.txt")
    told = [p.frame for p in report.paragraphs if p.kind is ParagraphKind.BODY and len(p.span) > 40]
    assert [(f.year, f.tense) for f in told] == [(2019, Tense.ACHIEVED)] * 8 + [(2020, Tense.PLANNED)] * 16
    assert {
        s.frame for s in report.sentences if s.paragraph == report.paragraphs.index(next(p for p in report.paragraphs if p.frame == told[8]))
    } == {told[8]}


def test_a_line_within_a_contrary_stretch_says_for_what_period() -> None:
    results, promises = ("\n".join(words.format(n=n) for n in "一二三四五六七八") for words in (RESULT, PROMISE))
    report = parse(f"各位代表：\n2020年工作回顾\n{results}\n“十四五”发展的总体要求\n{promises}\n", "某市_2021.txt")
    assert {p.frame.year for p in report.paragraphs[-8:]} == {2025}


def test_one_paragraph_does_not_outweigh_its_heading() -> None:
    results = "\n".join(RESULT.format(n=n) for n in "一二三")
    report = parse(f"各位代表：\n一、2019年工作回顾\n{results}\n{PROMISE.format(n='四')}\n{results}\n", "某市_2020.txt")
    assert {p.frame.tense for p in report.paragraphs} == {Tense.ACHIEVED}


@pytest.mark.parametrize(
    ("heading", "year", "tense"),
    [
        ("二、“十四五”发展的总体考虑", 2025, Tense.PLANNED),
        ("二、 2021年工作安排", 2021, Tense.PLANNED),
        ("二、精心组织编制“十四五”规划《纲要》", 2025, Tense.PLANNED),
        ("二、“十三五”圆满收官", 2020, Tense.ACHIEVED),
        ("二、“十三五”发展成效和“十四五”目标任务", 2020, Tense.ACHIEVED),
        ("二、未来五年目标任务和2035年远景目标", 2025, Tense.PLANNED),
        ("二、今年以来工作情况", 2021, Tense.ACHIEVED),
        ("二、2020年和今年以来工作回顾", 2020, Tense.ACHIEVED),
    ],
)
def test_headings_that_name_a_period(heading: str, year: int, tense: Tense) -> None:
    report = parse(f"各位代表：\n一、2020年工作回顾\n好。\n{heading}\n好。\n", "某市_2021.txt")
    assert (report.sections[-1].frame.year, report.sections[-1].frame.tense) == (year, tense)


@pytest.mark.parametrize(
    ("line", "year", "tense"),
    [
        ("一年来的主要工作是：", 2020, Tense.ACHIEVED),
        ("今后五年工作的指导思想是：高举旗帜。", 2025, Tense.PLANNED),
        ("今年要做好以下工作：", 2021, Tense.PLANNED),
        ("“十四五”发展目标和主要任务\n主要目标是：", 2025, Tense.PLANNED),
        ("“十四五”时期是决胜期。\n发展目标：经济平稳增长。\n重点抓好以下工作：", 2025, Tense.PLANNED),
        ("“十四五”发展目标和主要任务\n今年的主要任务是：", 2021, Tense.PLANNED),
        ("“十三五”时期是收官期。", 2020, Tense.ACHIEVED),
        ("今后五年，要抓项目。\n2021 年是开局之年，必须抓重点。", 2021, Tense.PLANNED),
        ("2020 年，经济增长。", 2020, Tense.ACHIEVED),
    ],
)
def test_paragraphs_that_turn_the_time_of_a_part_without_telling_heading(line: str, year: int, tense: Tense) -> None:
    report = parse(f"各位代表：\n一、牢记嘱托，接续奋斗\n好。\n{line}\n好。\n", "某市_2021.txt")
    assert (report.paragraphs[-1].frame.year, report.paragraphs[-1].frame.tense) == (year, tense)


@given(st.lists(st.tuples(st.sampled_from([RESULT, PROMISE, ""]), st.booleans()), max_size=30))
def test_contradiction_is_symmetric_and_rare(paragraphs: list[tuple[str, bool]]) -> None:
    found = contradicted(paragraphs)
    assert len(found) == len(paragraphs)
    assert not any(contradicted([(words, promise(words) > 0) for words, _ in paragraphs]))
    switched = contradicted([(words, not promised) for words, promised in paragraphs])
    assert sum(map(sum, (found, switched))) <= len(paragraphs)


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
