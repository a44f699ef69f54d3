"""Some paragraphs of the seed, written as the files that people have."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import docx
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from kg.extraction.pipeline import extract
from kg.linking.iris import DEFAULT_BASE
from kg.linking.records import records
from kg.linking.resolve import link
from kg.reading.reader import read
from tests.conftest import SEED

ALL = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
# Title, dateline, speaker and salutation; both parts with their headings and long paragraphs full of names and numbers.
PART = next(i for i, line in enumerate(ALL) if line.startswith("二、"))
LINES = [*ALL[:16], *ALL[PART : PART + 12]]
HEADED = 3
FONT = "STSong-Light"
MARGIN = 72


def plain(path: Path) -> None:
    path.write_text("\n".join(LINES), encoding="utf-8")


def markdown(path: Path) -> None:
    path.write_text("\n\n".join([f"# {LINES[0]}", *LINES[1:]]), encoding="utf-8")


def whole_lines_markdown(path: Path) -> None:
    path.write_text("\n".join(["---", "layout: report", "---", *(f"    {line}" for line in LINES)]), encoding="utf-8")


def page(path: Path) -> None:
    """As government sites write it: title above the text, encoding stated, menus and notes around."""
    body = "".join(f'<p style="text-indent: 2em">　　<span>{html.escape(line)}</span></p>\n' for line in LINES[1:])
    path.write_bytes(
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>政府工作报告_某市政府</title>
        <style>p {{ color: red }}</style><script>var report = "增长99%";</script></head><body>
        <div class="menu"><a href="/">首页</a><a href="/gk">政务公开 2021年政府工作报告</a></div>
        <div><h1>{LINES[0]}</h1><div>{body}</div><p style="display: none">隐藏的项目增长88%。</p></div>
        <footer>主办：某市人民政府办公厅，共建成网站77个。</footer></body></html>""".encode("gb18030")
    )


def broken_page(path: Path) -> None:
    path.write_text("<body>" + "<br>\n".join(f"&nbsp;&nbsp;{html.escape(line)}" for line in LINES), encoding="utf-8")


def word(path: Path) -> None:
    document = docx.Document()
    document.add_heading(LINES[0], 0)
    for line in LINES[1:]:
        half = len(line) // 2
        paragraph = document.add_paragraph(line[:half])
        paragraph.add_run(line[half:]).bold = True
    document.sections[0].header.paragraphs[0].text = "政府工作报告 页眉 增长66%"
    document.save(str(path))


def pdf(path: Path, lines: list[str] = LINES, *, indent: bool = True, password: str | None = None) -> None:
    """Pages with head and number, the title in the middle, and the text set like a book."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK", alignment=TA_JUSTIFY)
    if not indent:
        text = ParagraphStyle("block", parent=text, firstLineIndent=0, spaceAfter=14)
    head = ParagraphStyle("head", parent=text, firstLineIndent=0, fontSize=14, alignment=TA_CENTER)

    def around(canvas: Any, template: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(MARGIN, 560, "重庆市文件汇编")
        canvas.drawCentredString(210, 30, f"— {template.page} —")

    story = [Paragraph(html.escape(line), head if i < HEADED else text) for i, line in enumerate(lines)]
    template = SimpleDocTemplate(str(path), pagesize=(420, 595), leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, encrypt=password)
    template.build(story, onFirstPage=around, onLaterPages=around)


def block_pdf(path: Path) -> None:
    pdf(path, indent=False)


def facts(path: Path) -> list[tuple[object, ...]]:
    """What a file states: kind, type or measure, quotation, year, status, section; relations by the quotations of their ends."""
    linked = link(extract(read(path)))
    found: list[tuple[object, ...]] = []
    rows = list(records(linked, DEFAULT_BASE))
    quotes = {row["id"]: row["text"] for row in rows if row["kind"] != "relation"}
    for row in rows:
        if row["kind"] == "relation":
            found.append(("relation", row["type"], quotes[row["head"]], quotes[row["tail"]]))
        else:
            kind = row.get("type") or row["measure"]
            found.append((row["kind"], kind, row["text"], row.get("value"), row.get("year"), row.get("status"), row["section"]))
    return found
