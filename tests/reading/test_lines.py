"""Lines that were broken to fit a page become the paragraphs that they were; places in the text lead to pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading.furniture import body, is_number
from kg.reading.lines import Line, document, join
from kg.reading.reader import read
from kg.reading.wrapped import ems, head_width, unwrapped
from tests.conftest import SEED
from tests.reading import files

INDENT = "　　"
# What a typesetter keeps together: brackets with what they open, figures, marks with what they end.
KEPT = re.compile(r"[“（]*(?:[!-~]+|.)[，。；：、！”）%]*")
CLAUSE = st.text(st.sampled_from("全市重点项目建设生产总值粮食产业园区铁路开工建成年均农村改革开放"), min_size=7, max_size=12)
FIGURE = st.integers(1, 99999).map(lambda n: f"城镇新增就业增长{n / 10}%")
# Sentences of several lines, so that most lines end amid one as they do in print.
SENTENCE = st.lists(CLAUSE | FIGURE, min_size=12, max_size=16).map(lambda parts: "，".join(parts) + "。")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=2).map("".join)
PARAGRAPHS = st.lists(PARAGRAPH, min_size=4, max_size=6)


def columns(words: str, width: int) -> list[str]:
    """The lines of a typesetter: after so many columns, nothing torn."""
    rows = [""]
    for piece in KEPT.findall(words):
        if rows[-1].strip() and ems(rows[-1] + piece) > width:
            rows.append("")
        rows[-1] += piece
    return rows


def characters(words: str, width: int) -> list[str]:
    """The lines of a program that counts characters."""
    return [words[at : at + width] for at in range(0, len(words), width)]


@given(PARAGRAPHS, st.sampled_from([columns, characters]), st.integers(20, 38), st.sampled_from(["indent", "blank"]))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_broken_lines_become_their_paragraphs(paragraphs: list[str], cut: object, width: int, style: str) -> None:
    assert callable(cut)
    rows = [row for words in paragraphs for row in (cut(INDENT + words, width) if style == "indent" else [*cut(words, width), ""])]
    assert unwrapped("\n".join(rows)).text.splitlines() == paragraphs


@given(
    st.integers(files.HEADED + 1, 60),
    st.integers(24, 44),
    st.integers(9, 30),
    st.sampled_from(["— {} —", "{}", "第{}页", "- {} -\n某县文件", "\f某县 {}", "某县文件 {}/99\f"]),
)
@settings(deadline=None, max_examples=50)
def test_numbers_and_heads_of_pages_are_left_out(start: int, width: int, depth: int, foot: str) -> None:
    paragraphs = files.ALL[start : start + 25]
    rows = [row for words in paragraphs for row in columns(INDENT + words, width)]
    paged = [text for number, at in enumerate(range(0, len(rows), depth), 1) for text in (*rows[at : at + depth], foot.format(number))]
    assert unwrapped("\n".join(paged)).text.splitlines() == paragraphs


@given(st.lists(PARAGRAPH, min_size=1, max_size=6), st.sampled_from(["", INDENT]))
def test_text_with_a_paragraph_a_line_stays_as_it_is(paragraphs: list[str], indent: str) -> None:
    text = "".join(f"{indent}{words}\n\n" for words in paragraphs)
    assert unwrapped(text).text == text


def test_the_seed_stays_as_it_is() -> None:
    assert read(SEED).text == SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [26, 34])
@pytest.mark.parametrize("indent", [INDENT, ""])
def test_a_report_copied_from_print_gives_the_same_facts(tmp_path: Path, width: int, indent: str) -> None:
    files.plain(tmp_path / "r.txt")
    rows: list[str] = []
    for number, words in enumerate(files.LINES):
        if number < files.HEADED:
            rows += ["　" * int((width - ems(line)) / 2) + line for line in columns(words, width)]
        else:
            rows += [*columns(indent + words, width), *([] if indent else [""])]
    paged = [row for number, at in enumerate(range(0, len(rows), 20), 1) for row in (*rows[at : at + 20], f"— {number} —")]
    (tmp_path / "print.txt").write_text("\n".join(paged), encoding="utf-8")
    assert files.facts(tmp_path / "print.txt") == files.facts(tmp_path / "r.txt")


def line(words: str, left: float = 0, *, page: int = 0, gap: bool = False) -> Line:
    return Line(words, left, left + ems(words), head_width(words, ems), gap, page)


PRINT = st.lists(st.tuples(st.text("甲乙丙。，ab1", min_size=1, max_size=20), st.floats(0, 6), st.booleans(), st.booleans()), min_size=1, max_size=40)


@given(PRINT, st.integers(0, 2))
def test_pages_begin_with_their_first_line(printed: Sequence[tuple[str, float, bool, bool]], blank: int) -> None:
    page = blank
    lines: list[Line] = []
    for words, left, gap, turn in printed:
        page += turn * (1 + blank)
        lines.append(line(words, left, page=page, gap=gap))
    found = document(lines, page + 1 + blank)
    assert len(found.pages) == page + 1 + blank and list(found.pages) == sorted(found.pages)
    firsts = {printed_line.page: printed_line for printed_line in reversed(lines)}
    for number, start in enumerate(found.pages):
        if number in firsts:
            assert found.text.startswith(firsts[number].text, start)
    assert re.sub(r"\s", "", found.text) == re.sub(r"\s", "", "".join(part.text for part in lines))


@pytest.mark.parametrize(
    ("before", "behind", "whole"),
    [
        ("政府", "工作", "政府工作"),
        ("增长6", ".3%", "增长6.3%"),
        ("Big", "Data", "Big Data"),
        ("5", "G", "5G"),
        ("PM", "2.5", "PM2.5"),
        ("", "a", "a"),
    ],
)
def test_words_are_not_torn(before: str, behind: str, whole: str) -> None:
    assert join(before, behind) == whole


def middle(words: str) -> Line:
    return line(words, (28 - ems(words)) / 2)


def test_headings_stand_alone() -> None:
    full = "全面贯彻落实新发展理念构建新发展格局推动高质量发展取得"
    rows = [
        middle("政府工作报告"),
        middle("——2020年1月11日在重庆市第五届人民代表大"),
        middle("会第三次会议上"),
        middle("市长　唐良智"),
        line("各位代表："),
        line(full[:26], 2),
        line("新成效。"),
        middle("一、勠力同心，加快发展，"),
        middle("奋力开创新局面"),
        line("（一）工业", 2),
        line(full[:26], 2),
        line(full),
        line("实效。"),
        line("二、2020年工作安排", 2),
        line(full[:26], 2),
        line("三、四线城市稳定。"),
    ]
    assert document(rows).text.splitlines() == [
        "政府工作报告",
        "——2020年1月11日在重庆市第五届人民代表大会第三次会议上",
        "市长　唐良智",
        "各位代表：",
        full[:26] + "新成效。",
        "一、勠力同心，加快发展，奋力开创新局面",
        "（一）工业",
        full[:26] + full + "实效。",
        "二、2020年工作安排",
        full[:26] + "三、四线城市稳定。",
    ]


@pytest.mark.parametrize("words", ["— 3 —", "3", "-12-", "第3页", "第三页", "第 3 页 共 20 页", "3/20", "Page 3 of 20", "· 3 ·"])
def test_page_numbers(words: str) -> None:
    assert is_number(words)


@pytest.mark.parametrize("words", ["", "3亿元", "2020年", "一、", "3.5", "第三", "12%"])
def test_other_numbers(words: str) -> None:
    assert not is_number(words)


def test_running_heads_go_and_what_is_said_thrice_stays() -> None:
    pages = [
        [line("某县政府工作报告", page=n), line("各位代表：", page=n), line(f"第{2 * n}件事", page=n), line(str(n + 1), page=n)] for n in range(4)
    ]
    assert [part.text for part in body(pages)] == [
        "某县政府工作报告",
        "各位代表：",
        "第0件事",
        "各位代表：",
        "第2件事",
        "各位代表：",
        "第4件事",
        "各位代表：",
        "第6件事",
    ]
