"""The same report in every form that people have gives the same facts, each with its characters."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from kg.errors import KgError
from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.linking.iris import DEFAULT_BASE
from kg.linking.records import records
from kg.linking.resolve import link
from kg.ontology.namespaces import KG
from kg.reading import extra
from kg.reading.errors import ReadError
from kg.reading.folder import report_paths
from kg.reading.formats import pdf as pdf_reader
from kg.reading.formats import word as word_reader
from kg.reading.reader import open_document, read
from tests.reading import files

FORMS: list[tuple[str, Callable[[Path], None]]] = [
    ("r.md", files.markdown),
    ("lines.md", files.whole_lines_markdown),
    ("r.html", files.page),
    ("r.HTM", files.broken_page),
    ("r.docx", files.word),
    ("r.pdf", files.pdf),
    ("block.pdf", files.block_pdf),
]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    path = tmp_path_factory.mktemp("plain") / "r.txt"
    files.plain(path)
    found = files.facts(path)
    assert len(found) > 100
    return found


@pytest.mark.parametrize(("name", "write"), FORMS, ids=[name for name, _ in FORMS])
def test_every_form_gives_the_same_facts(tmp_path: Path, wanted: list[tuple[object, ...]], name: str, write: Callable[[Path], None]) -> None:
    path = tmp_path / name
    write(path)
    assert files.facts(path) == wanted
    report = read(path)
    assert (report.place, report.year, report.speaker, report.date) == ("重庆市", 2020, "唐良智", "2020-01-11")
    assert [s.number for s in report.sections if s.level == 1 and s.number] == ["一", "二"]


@pytest.mark.parametrize("write", [files.pdf, files.block_pdf])
def test_facts_of_a_pdf_lead_to_their_page(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "r.pdf"
    write(path)
    linked = link(extract(read(path)))
    with pypdfium2.PdfDocument(path) as document:
        printed = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(printed) == len(linked.extraction.report.pages) > 3
    rows = list(records(linked, DEFAULT_BASE))
    pages = [row["page"] for row in rows]
    assert set(pages) >= set(range(1, len(printed)))
    text = [re.sub(r"重庆市文件汇编|—\d+—", "", words) for words in printed]
    for row in rows:
        if row["kind"] != "relation":
            words = "".join(row["text"].split())
            own, overleaf = text[row["page"] - 1], "".join(text[row["page"] : row["page"] + 1])
            assert 0 <= (own + overleaf).find(words) < len(own), row
    graph = build_dataset([linked], DEFAULT_BASE)
    told = {(str(graph.value(m, KG.text)), int(p)) for m, p in graph.subject_objects(KG.page)}
    assert told == {(row["text"], row["page"]) for row in rows if row["kind"] != "relation"}
    assert '"pages":[0,' in render([linked], DEFAULT_BASE)


def test_forms_without_pages_name_none(tmp_path: Path) -> None:
    files.word(tmp_path / "r.docx")
    linked = link(extract(read(tmp_path / "r.docx")))
    assert not any("page" in row for row in records(linked, DEFAULT_BASE))
    assert not set(build_dataset([linked], DEFAULT_BASE).subject_objects(KG.page))
    assert '"pages":' not in render([linked], DEFAULT_BASE)


def test_a_folder_of_all_forms(tmp_path: Path) -> None:
    for number, (name, write) in enumerate(FORMS):
        write(tmp_path / f"{number}{name}")
    files.plain(tmp_path / "7r.TXT")
    for other in ("~$r.docx", "._r.pdf", "README.md", "graph.html", "notes.xlsx"):
        (tmp_path / other).write_bytes(b"other")
    paths = report_paths([tmp_path])
    assert [p.name[0] for p in paths] == list("01234567")
    assert {read(p).year for p in paths} == {2020}


# Markup


def text_of(data: str, name: str = "r.html") -> list[str]:
    return open_document(data.encode(), name).text.splitlines()


def test_what_a_site_puts_around_the_text_is_left_out() -> None:
    words = "全年地区生产总值增长6.3%，粮食总产量达到1075万吨。"
    page = f"<title>2020年政府工作报告-某县</title><nav>导航</nav><div id=a><p>{words}<p>{words}<b>甲</b>乙<!-- 丙 --></div><aside>其他</aside>"
    assert text_of(page) == ["2020年政府工作报告", words, words + "甲乙"]
    assert text_of(f"<article><header>某县政府工作报告</header><p>{words}</article><p>{words[:20]}") == ["某县政府工作报告", words]


def test_lines_of_a_page_are_those_that_a_browser_shows() -> None:
    page = "<p>政府\n   工作报告<p>5G\n network&nbsp;甲<table><tr><td>一<td>二</table><ol start=3><li>甲<li><p>乙</p><p>丙</p></ol>丁\u200b戊"
    assert text_of(page) == ["政府工作报告", "5G network 甲", "一", "二", "3. 甲", "4. 乙", "丙", "丁戊"]


def test_markdown_is_read_as_markdown() -> None:
    source = "---\ntitle: '2020年某县政府工作报告'\n---\n> **一、工作回顾**\n    增长*6.3%*。\n\n1. 甲\n2. 乙\n\n| 指标 | 数 |\n|---|---|\n| 粮食 | 3 |\n\n第[三](http://x.org)产业\n---\n"
    assert text_of(source, "r.md") == [
        "2020年某县政府工作报告",
        "一、工作回顾",
        "增长6.3%。",
        "1. 甲",
        "2. 乙",
        "指标",
        "数",
        "粮食",
        "3",
        "第三产业",
    ]


# Word


def test_numbers_that_word_counts_stand_before_their_words(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = [("chineseCountingThousand", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%1.%3"), ("bullet", "•")]
    level = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{level}</w:abstractNum>'))
    number = numbering.add_num(90).numId

    def add(words: str, depth: int) -> None:
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = depth

    for words, depth in [("回顾", 0), ("工业", 1), ("农业", 1), ("打算", 0), ("外贸", 1), ("口岸", 2), ("点", 3)] + [("又", 0)] * 10:
        add(words, depth)
    document.add_paragraph("一项", style="List Number")
    document.save(str(tmp_path / "r.docx"))
    lines = read(tmp_path / "r.docx").text.splitlines()
    assert lines[:7] == ["一、回顾", "（一）工业", "（二）农业", "二、打算", "（一）外贸", "二.1 口岸", "点"]
    assert lines[-3:] == ["十一、又", "十二、又", "1. 一项"]


def test_what_word_shows_is_read_and_nothing_else(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    box = "<w:p><w:r><w:t>框</w:t></w:r></w:p>"
    body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>甲</w:t></w:r>'
            "<w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r></w:hyperlink>"
            f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{box}</w:txbxContent></mc:Choice>"
            f"<mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    document.add_table(1, 2).cell(0, 1).text = "格"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、目录……1", style="toc 1")
    document.save(str(tmp_path / "r.docx"))
    assert read(tmp_path / "r.docx").text.split() == ["甲乙丙", "丁", "框", "格"]


def test_a_docx_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (word_reader.LIMIT + 1))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ReadError, match=r"bomb\.docx: unpacks to 128 MiB"):
        read(path)


# What cannot be read

ZIP = b"PK\x03\x04" + bytes(40)


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")


def pictures(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 200, 200)
    canvas.save()


def cut(write: Callable[[Path], None], size: int) -> Callable[[Path], None]:
    def cut_off(path: Path) -> None:
        write(path)
        path.write_bytes(path.read_bytes()[:size])

    return cut_off


def bad_xml(path: Path) -> None:
    files.word(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data[:500] if name == "word/document.xml" else data)


@pytest.mark.parametrize(
    ("name", "write", "says"),
    [
        ("r.docx", lambda p: p.write_bytes(ZIP), "no Word document"),
        ("r.docx", a_zip, "no Word document"),
        ("r.docx", bad_xml, "no Word document"),
        ("r.docx", cut(files.word, 9000), "no Word document"),
        ("r.docx", lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "locked with a password"),
        ("r.doc", lambda p: p.write_bytes(b"{\\rtf1 text}"), "save it as .docx"),
        ("r.docx", lambda p: p.write_text("一、回顾"), "holds no docx document"),
        ("r.docx", lambda p: docx.Document().save(str(p)), "empty"),
        ("r.pdf", lambda p: p.write_bytes(b""), "empty"),
        ("r.pdf", lambda p: p.write_bytes(b"%PDF-1.7\n" + bytes(99)), "no PDF file"),
        ("r.pdf", lambda p: files.pdf(p, password="secret"), "locked with a password"),
        ("r.pdf", pictures, "no text"),
        ("r.html", lambda p: p.write_text("<html></html>"), "empty"),
        ("r.html", lambda p: p.write_text(""), "empty"),
        ("r.html", lambda p: p.write_text(render([], DEFAULT_BASE)), "explorer that kg made"),
        ("r.md", lambda p: p.write_text("---\n---\n"), "empty"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path: Path, name: str, write: Callable[[Path], object], says: str) -> None:
    path = tmp_path / name
    write(path)
    with pytest.raises(KgError) as error:
        read(path)
    assert says in str(error.value) and name in str(error.value) and "\n" not in str(error.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40), form=st.sampled_from(["r.docx", "r.pdf", "r.html"]))
def test_damage_never_surprises(tmp_path: Path, at: float, junk: bytes, form: str) -> None:
    source = tmp_path / f"whole-{form}"
    if not source.exists():
        dict(FORMS)[form](source)
    data = source.read_bytes()
    place = int(at * len(data))
    try:
        open_document(data[:place] + junk + data[place + len(junk) :], form)
    except ReadError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(("name", "write"), FORMS, ids=[name for name, _ in FORMS])
def test_without_the_extra_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)

    def missing(module: str) -> object:
        if module.split(".")[0] in ("docx", "lxml", "markdown_it", "opencc", "pypdfium2"):
            raise ModuleNotFoundError(module)
        return import_module(module)

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(ReadError, match=r"pip install 'kg\[formats\]'$"):
        read(tmp_path / name)


# PDF


def test_glyphs_become_words() -> None:
    def row(*placed: tuple[str, float, float]) -> list[pdf_reader.Glyph]:
        return [pdf_reader.Glyph(c, left, 0, right, 10) for c, left, right in placed]

    assert pdf_reader._words(row(("增", 0, 10), ("长", 13, 23)), 10) == "增长"
    assert pdf_reader._words(row(("a", 0, 5), ("i", 5, 8), ("n", 13, 18)), 10) == "ai n"
    assert pdf_reader._words(row(("粗", 0, 10), ("粗", 0.4, 10.4), ("字", 10, 20)), 10) == "粗字"
    assert pdf_reader._words(row(("产", 0, 10), ("3", 40, 45)), 10) == "产\u30003"
    assert pdf_reader._words([*row(("市", 0, 10)), pdf_reader.Glyph("长", 13, 0, 23, 10, spaced=True)], 10) == "市 长"


def test_lookalikes_of_characters_become_those(monkeypatch: pytest.MonkeyPatch) -> None:
    class Raw:
        FPDFText_GetUnicode = staticmethod(lambda page, i: ord("⼯作\ufa19"[i]))
        FPDFText_IsGenerated = staticmethod(lambda page, i: 0)

    class Page:
        count_chars = staticmethod(lambda: 3)
        get_charbox = staticmethod(lambda i, loose: (0, 0, 1, 1))

    assert [g.character for g in pdf_reader._glyphs(Raw, Page)] == ["工", "作", "神"]
