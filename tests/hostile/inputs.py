"""Hostile and broken inputs by name, made by small generators: texts, files, RDF, configurations, questions and their parameters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.conftest import SEED
from tests.hostile.markup import HOSTILE

SENTENCE = "推进渝昆高铁建设，地区生产总值增长6.3%，新增城镇就业75万人。"
HEAD = "政府工作报告\n——2020年1月11日在重庆市第五届人民代表大会第三次会议上\n重庆市市长 某某某\n各位代表：\n"
REPORT = f"{HEAD}一、2019年工作回顾\n{SENTENCE}\n二、2020年工作安排\n（一）发展\n{SENTENCE}\n"
CONTROLS = {f"U+{code:04X}": chr(code) for code in (0, 1, 7, 8, 9, 0xB, 0xC, 0xD, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xA0, 0xAD)}
MARKS = {
    f"U+{code:04X}": chr(code)
    for code in (
        *(0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060),
        *(0x2066, 0x2067, 0x2068, 0x2069, 0x3000, 0x3164, 0xE000, 0xF8FF, 0xFB01, 0xFDD0, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE),
        *(0xFFFF, 0x1D173, 0x1F600, 0x1FFFE, 0x1FFFF, 0x20BB7, 0x2F800, 0xE0001, 0xE0041, 0xE0100, 0xF0000, 0x10FFFD, 0x10FFFF),
    )
}
# The nastiest fragments to repeat: what a rule begins at, and never finds the end of.
FRAGMENTS = {
    "figures": "7",
    "decimals": "1.",
    "signs of a range": "1—",
    "numbers": "达到5万",
    "shares": "增长5%、",
    "several": "分别",
    "of these": "其中",
    "commas of lists": "、",
    "ands": "和",
    "ands with": "与",
    "and alsos": "以及",
    "names in a list": "渝昆高铁、",
    "head nouns": "工程",
    "other head nouns": "项目行动计划",
    "verbs": "加快推进建设",
    "opening quotation marks": "“",
    "closing quotation marks": "”",
    "nested quotation marks": "“‘",
    "quoted names": "“甲”、",
    "titles": "《",
    "brackets": "（",
    "closed brackets": "（其中12个）",
    "square brackets": "[(",
    "dashes": "——",
    "colons": "：",
    "full stops": "。",
    "commas": "，",
    "ideographic spaces": "　",
    "spaces": " ",
    "tabs": "\t",
    "empty lines": "\n",
    "letters": "A",
    "words": "abc ",
    "regions": "重庆市",
    "one region": "区",
    "abbreviations": "渝",
    "countries": "中美",
    "bodies": "市政府",
    "companies": "集团有限公司",
    "years": "2020年",
    "dates": "1月1日",
    "counts in words": "一二三",
    "fractions": "百分之",
    "ordinals": "第一",
    "sections": "（一）",
    "parts": "一、",
    "of": "的",
    "to": "到",
    "and so on": "等项目",
    "names": "推进渝昆高铁建设发展",
    "traditional": "國務院",
    "emoji": "😀",
    "turned round": "\u202e",
    "formulas": "=1+",
    "tags": "<b>",
    "ampersands": "&amp;",
}


def texts() -> Iterator[tuple[str, str]]:
    """Texts of reports."""
    yield "one character", "一"
    yield "one mark", "。"
    yield "a fair without its first character", "博会发来贺信。\n交会在重庆举办。"
    yield "only marks", "，。；：、！？——……"
    yield "only a heading", "一、标题"
    yield "only numbers", "1 2 3.4 5%"
    yield "no end of line", REPORT.rstrip()
    yield "old line ends", REPORT.replace("\n", "\r")
    yield "line ends of Windows", REPORT.replace("\n", "\r\n")
    yield "form feeds", REPORT.replace("\n", "\f\n")
    yield "the same page again and again", "推进建设，发展经济\n\f" * 60
    yield "one line", SEED.read_text(encoding="utf-8")[:6000].replace("\n", "")
    yield "a character a line", "\n".join(REPORT)
    yield "in full width", REPORT.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
    yield "in figures of Arabic", REPORT.translate({0x30 + n: 0x660 + n for n in range(10)})
    yield "backwards", REPORT[::-1]
    yield "no such day", REPORT.replace("1月11日", "13月45日")
    yield "no such month", REPORT.replace("1月11日", "0月0日")
    yield "the 30th of February", REPORT.replace("1月11日", "2月30日")
    yield "year of the last century", REPORT.replace("2020", "1900")
    yield "year of the next", REPORT.replace("2020", "2099")
    yield "years that contradict", REPORT + "".join(f"三、20{n}年工作安排\n{SENTENCE}" for n in (10, 30, 99))
    yield "a number of 5,000 digits", REPORT.replace("6.3", "9" * 5000)
    yield "a number of 15 digits", REPORT.replace("75万", "999999999999999万亿")
    yield "a range downwards", REPORT.replace("6.3%", "9—3%")
    yield "a range of 5,000 digits", REPORT.replace("6.3", "1" * 5000 + "—" + "2" * 5000)
    yield "nothing after the point", REPORT.replace("6.3", "6.")
    yield "many points", REPORT.replace("6.3", "6.3.3.3")
    yield "negative", REPORT.replace("6.3", "-6.3")
    yield "place of 13 characters", REPORT.replace("重庆", "甲乙丙丁戊己庚辛壬癸子丑")
    yield "title of 5,000 characters", "政府工作报告" * 900 + "\n" + REPORT
    yield "speaker of 5,000 characters", REPORT.replace("某某某", "某" * 5000)
    yield "spaces of 5,000 characters", REPORT.replace("，", " " * 5000)
    yield "page number with 3,000 spaces", f"{REPORT}1{' ' * 3000}x\n"
    yield "running heads of 5,000 digits", ("1" * 5000 + "\n" + "甲乙丙丁\n" * 12 + "\f") * 4
    yield "800 headings", HEAD + "".join(f"（{'一二三'[n % 3]}）标题{n}\n" for n in range(800))
    yield "80 parts", HEAD + "".join(f"{'一二三'[n % 3]}、2020年工作安排{n}\n{SENTENCE}\n" for n in range(80))
    yield "nested brackets", HEAD + "（" * 2000 + SENTENCE + "）" * 2000
    yield "nested quotation marks", HEAD + "“‘" * 1000 + SENTENCE + "’”" * 1000
    yield "a quotation without end", HEAD + "“" + SENTENCE * 20
    yield "combining marks", REPORT.replace("高", "高" + "\u0301" * 500)
    yield "the same name in 300 kinds", HEAD + "".join(f"推进甲乙{head}建设。" for head in ("工程", "项目", "行动", "计划", "产业", "集团") * 50)
    for name, character in {**CONTROLS, **MARKS}.items():
        yield f"{name} between all characters of a name", REPORT.replace("渝昆高铁", character.join("渝昆高铁"))
    for number, words in enumerate(HOSTILE):
        yield f"hostile {number} as a name", f"{HEAD}推进“{words}”工程建设，实施{words}项目，{words}增长5%。\n"
    for name, fragment in FRAGMENTS.items():
        yield f"repeated: {name}", HEAD + fragment * (400 // len(fragment)) + "\n"


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def word(body: str = "", *, head: str = "", drop: str = "", extra: dict[str, bytes | str] | None = None) -> bytes:
    """A Word file with this in its body."""
    import docx

    whole = io.BytesIO()
    docx.Document().save(whole)
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(whole) as package:
        parts: dict[str, bytes | str] = {entry: package.read(entry) for entry in package.namelist() if entry != drop}
    if "word/document.xml" in parts:
        parts["word/document.xml"] = f'{head}<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'
    return archive(parts | (extra or {}))


def pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n".encode(
            "latin-1"
        )
    )


def page_tree(levels: int, fan: int) -> bytes:
    """A PDF file whose tree of pages names the same few nodes again and again: fan ** levels pages."""
    nodes = ["<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(levels):
        kids = " ".join([f"{level + 3} 0 R"] * fan)
        nodes.append(f"<< /Type /Pages /Count {fan ** (levels - level)} /Kids [{kids}] >>")
    return pdf(*nodes, "<< /Type /Page /MediaBox [0 0 9 9] >>")


def drawn(text: str, unicode: str) -> bytes:
    """A PDF file that draws some letters, and says of the letter A that it means these code units (hexadecimal)."""
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <{unicode}> endbfchar endcmap end"
    content = f"BT /F 12 Tf 20 100 Td ({text}) Tj ET"
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    )


def files() -> Iterator[tuple[str, str, bytes]]:
    """Name of the case, name of the file, its bytes."""
    text = REPORT.encode("utf-8")
    yield "empty", "x.txt", b""
    yield "white space", "x.txt", b" \n\t\r\n" * 99
    yield "only a byte order mark", "x.txt", b"\xef\xbb\xbf"
    yield "half a byte order mark", "x.txt", b"\xef\xbb" + text
    yield "two byte order marks", "x.txt", b"\xef\xbb\xbf" * 2 + text
    yield "mark of UTF-16 before UTF-8", "x.txt", b"\xff\xfe" + text
    yield "mark of UTF-32", "x.txt", REPORT.encode("utf-32")
    yield "UTF-16 with an odd byte", "x.txt", REPORT.encode("utf-16") + b"x"
    yield "UTF-16 with a lone surrogate", "x.txt", REPORT.encode("utf-16") + b"\x00\xd8"
    yield "lone surrogates as UTF-8", "x.txt", text + "\ud800".encode("utf-8", "surrogatepass")
    yield "overlong UTF-8", "x.txt", text + b"\xc0\xaf\xe0\x80\xaf"
    yield "UTF-8 beyond Unicode", "x.txt", text + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80"
    yield "cut amid a character", "x.txt", text[:-5]
    yield "CESU-8", "x.txt", text + b"\xed\xa0\xbd\xed\xb8\x80"
    yield "a NUL byte", "x.txt", text + b"\0" + text
    yield "only NUL bytes", "x.txt", b"\0" * 5000
    yield "every byte", "x.txt", bytes(range(256)) * 20
    yield "only 0xFF", "x.txt", b"\xff" * 5000
    yield "GB18030 and UTF-8 in one", "x.txt", REPORT.encode("gb18030") + text
    yield "UTF-8 and GB18030 in one", "x.txt", text + REPORT.encode("gb18030")
    yield "GB18030 cut amid a character", "x.txt", REPORT.encode("gb18030")[:-1]
    yield "GB18030 of four bytes", "x.txt", (REPORT + "😀𠮷").encode("gb18030")
    yield "Big5 of simplified text", "x.txt", REPORT.encode("big5", "ignore")
    for encoding in (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "gb18030",
        "gbk",
        "gb2312",
        "hz",
        "utf-7",
        "cp037",
        "iso2022_jp",
        "euc_kr",
        "latin-1",
    ):
        yield f"in {encoding}", "x.txt", REPORT.encode(encoding, "replace")
    for name, begins in {
        "a picture": b"\x89PNG\r\n\x1a\n",
        "a program": b"\x7fELF\x02\x01\x01",
        "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "RTF": b"{\\rtf1\\ansi ",
        "gzip": b"\x1f\x8b\x08\0",
        "a database": b"SQLite format 3\0",
        "RAR": b"Rar!\x1a\x07\0",
        "7z": b"7z\xbc\xaf'\x1c",
    }.items():
        yield name, "x.txt", begins + bytes(range(256)) * 4
    for suffix in ("docx", "pdf"):
        for name, content in {"empty": b"", "text": text, "zeros": b"\0" * 999, "a page": b"<html><p>" + text}.items():
            yield f"{suffix} that is {name}", f"x.{suffix}", content
    good = word("<w:p><w:r><w:t>推进建设。</w:t></w:r></w:p>")
    yield "docx", "x.docx", good
    yield "docx under another name", "x.txt", good
    for part in (1, 30, len(good) // 2, len(good) - 30, len(good) - 1):
        yield f"docx cut at {part}", "x.docx", good[:part]
    for place in range(40, len(good), len(good) // 12):
        yield f"docx with a wrong byte at {place}", "x.docx", good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]
    yield "docx without document", "x.docx", word(drop="word/document.xml")
    yield "docx without types", "x.docx", word(drop="[Content_Types].xml")
    yield "docx without relations", "x.docx", word(drop="_rels/.rels")
    yield "docx without styles", "x.docx", word("<w:p/>", drop="word/styles.xml")
    yield "docx of nothing", "x.docx", word("")
    yield "docx of 20,000 empty paragraphs", "x.docx", word("<w:p/>" * 20_000)
    yield "docx nested 200 deep", "x.docx", word("<w:p>" + "<w:r>" * 200 + "<w:t>甲</w:t>" + "</w:r>" * 200 + "</w:p>")
    yield "docx nested 5,000 deep", "x.docx", word("<w:p>" * 5000 + "</w:p>" * 5000)
    yield "docx with 5,000 breaks", "x.docx", word("<w:p><w:r>" + "<w:br/>" * 5000 + "</w:r></w:p>")
    yield "docx of no XML", "x.docx", word("<w:p>")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "docx with a billion laughs", "x.docx", word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", head=f'<!DOCTYPE d [<!ENTITY l0 "哈">{laughs}]>')
    yield (
        "docx with a file of ours as entity",
        "x.docx",
        word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    )
    yield "docx with an address as entity", "x.docx", word("<w:p/>", head='<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">')
    yield "docx with a path upwards", "x.docx", word("<w:p/>", extra={"../../../tmp/owned": "x"})
    yield "docx that holds a zip bomb", "x.docx", word("<w:p/>", extra={"word/media/x.bin": b"\0" * (129 << 20)})
    yield (
        "docx with an endless number format",
        "x.docx",
        word(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{"9" * 5000}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'),
    )
    yield "zip of nothing", "x.docx", archive({})
    yield "zip of something else", "x.docx", archive({"x": "y"})
    yield "zip in a zip", "x.docx", archive({"x.docx": good})
    yield "only the end of a zip", "x.docx", b"PK\x05\x06" + b"\0" * 18
    yield "only the head of a zip", "x.docx", b"PK\x03\x04"
    broken = drawn("AAAA report", "4E00")
    yield "pdf", "x.pdf", broken
    for part in (5, 9, len(broken) // 2, len(broken) - 9):
        yield f"pdf cut at {part}", "x.pdf", broken[:part]
    for place in range(10, len(broken), len(broken) // 12):
        yield f"pdf with a wrong byte at {place}", "x.pdf", broken[:place] + bytes([broken[place] ^ 0xFF]) + broken[place + 1 :]
    yield "pdf without pages", "x.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>")
    yield "pdf with pages that are not there", "x.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 999999999 /Kids [] >>")
    yield "pdf that is its own page", "x.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>")
    yield "pdf with 10,000,000,000 pages", "x.pdf", page_tree(10, 10)
    yield "pdf with a letter that means half a character", "x.pdf", drawn("A A A report of the government 2020", "D83D")
    yield "pdf with a letter that means the other half", "x.pdf", drawn("A A A report of the government 2020", "DE00")
    yield "pdf with a letter that means nothing", "x.pdf", drawn("A A A report of the government 2020", "0000")
    yield "pdf with a letter that is no character", "x.pdf", drawn("A A A report of the government 2020", "FFFF")
    yield "pdf with a letter that turns text round", "x.pdf", drawn("A A A report of the government 2020", "202E")
    yield "pdf with a letter beyond the plane", "x.pdf", drawn("A A A report of the government 2020", "D842DFB7")
    yield (
        "pdf that runs a script",
        "x.pdf",
        drawn("A", "4E00").replace(b"/Pages 2 0 R", b"/Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    )
    for number, words in enumerate(HOSTILE[:20]):
        yield f"page with hostile {number}", "x.html", f"<h1>{REPORT.split(chr(10))[0]}</h1>{words}<p>{REPORT}{words}".encode()
        yield f"Markdown with hostile {number}", "x.md", f"---\ntitle: {words}\n---\n# {words}\n\n{REPORT}\n\n{words}".encode("utf-8", "replace")
    for name, tag in {
        "blocks": "<div>",
        "inline": "<b>",
        "lists": "<ul><li>",
        "tables": "<table><tr><td>",
        "quotes": "<blockquote>",
        "articles": "<article>",
    }.items():
        yield f"page of nested {name}", "x.html", (tag * 3000 + REPORT).encode()
    for name, piece in {
        "comments": "<!-- -->甲",
        "scripts": "<script></script>甲",
        "hidden": "<b hidden>乙</b>甲",
        "breaks": "<br>甲",
        "members": "<li>甲",
        "links": "<a>乙</a>甲",
    }.items():
        yield f"page of 3,000 {name}", "x.html", ("<ol>" + piece * 3000).encode()
    yield "page that is hidden", "x.html", f"<body style='display: none'>{REPORT}".encode()
    yield "page whose body is a script", "x.html", f"<script>{REPORT}".encode()
    yield "page of frames", "x.html", b"<frameset><frame src=x></frameset>"
    yield "page with a list that begins at 9 ** 5000", "x.html", b"<ol start=" + b"9" * 5000 + b"><li>a<li>b</ol>"
    yield "page with a list that begins at minus one", "x.html", "<ol start=-1><li>甲<li>乙</ol>".encode()
    yield "page with a title of spaces", "x.html", f"<title>政府工作报告{chr(0x3000) * 30_000}x</title><p>{REPORT}".encode()
    yield "page that states no encoding that there is", "x.html", "<meta charset=nonsense><p>推进".encode("gb18030")
    yield "page that states a codec that is no encoding", "x.html", "<meta charset=base64><p>推进".encode("gb18030")
    yield "page that states another encoding", "x.html", "<meta charset=utf-16><p>推进建设".encode("gb18030")
    yield "page of references", "x.html", ("<p>" + "&#x4e00;&#0;&#xD800;&#x110000;&#99999999999;&nosuch;" * 200).encode()
    yield "page of an XML bomb", "x.html", f"<!DOCTYPE d [<!ENTITY l0 '哈'>{laughs}]><p>&l11;".encode()
    for name, piece in {
        "brackets": "[",
        "stars": "*a_",
        "quotes": ">",
        "ticks": "`",
        "images": "![](",
        "tables": "|a|",
        "rules": "---\n",
        "tags": "<b",
    }.items():
        yield f"Markdown of {name}", "x.md", (piece * 2000 + "\n" + REPORT).encode()
    yield "Markdown with a head without end", "x.md", b"---\n" + b"title: x\n" * 3000
    yield "Markdown with a title of quotation marks", "x.md", b"---\ntitle: " + b"\"'" * 3000 + b"\n---\n"


def graphs() -> Iterator[tuple[str, str, bytes]]:
    """Name of the case, ending, content of what is no graph of ours."""
    for name, text in {
        "empty": "",
        "no Turtle": "this is no Turtle",
        "a byte order mark": "\ufeff<a:b> <a:c> 1 .",
        "no end": "<a:b> <a:c> 1",
        "a text without end": '<a:b> <a:c> "x',
        "a long text without end": '<a:b> <a:c> """x',
        "a space in an IRI": "<a b> <a:c> 1 .",
        "a line end in an IRI": "<a:b\n> <a:c> 1 .",
        "a quote in an IRI": '<a:"> <a:c> 1 .',
        "a brace in an IRI": "<a:{}> <a:c> 1 .",
        "half an escape in an IRI": "<a:%4> <a:c> 1 .",
        "an escaped space in an IRI": "<a:\\u0020> <a:c> 1 .",
        "a relative IRI": "<b> <c> 1 .",
        "an empty IRI": "<> <a:c> 1 .",
        "a lone surrogate": '<a:b> <a:c> "\\uD800" .',
        "beyond Unicode": '<a:b> <a:c> "\\U00110000" .',
        "NUL": '<a:b> <a:c> "\0\\u0000" .',
        "a literal as subject": '"x" <a:c> 1 .',
        "a literal as property": '<a:b> "x" 1 .',
        "a blank property": "<a:b> _:x 1 .",
        "no such prefix": "x:b x:c 1 .",
        "a keyword that there is not": "@nonsense <a:b> .",
        "no such language": '<a:b> <a:c> "x"@1234567890 .',
        "a number that is none": '<a:b> <https://w3id.org/govreport/ontology#year> "x"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "a number of 5,000 digits": f"<a:b> <https://w3id.org/govreport/ontology#year> {'9' * 5000} .",
        "a year of 99999": "<a:b> <https://w3id.org/govreport/ontology#year> 99999 .",
        "deep lists": "<a:b> <a:c> " + "(" * 20_000 + ")" * 20_000 + " .",
        "deep blank nodes": "<a:b> <a:c> " + "[ <a:c> " * 20_000 + "]" * 20_000 + " .",
        "deep quoted triples": "<< " * 20_000 + "<a:b> <a:c> <a:d>" + " >>" * 20_000 + " <a:c> <a:d> .",
        "a literal of 17 MiB": '<a:b> <a:c> "' + "x" * (17 << 20) + '" .',
        "a class of everything": "<a:b> a <https://w3id.org/govreport/ontology#Project>, <https://w3id.org/govreport/ontology#Region>, <https://w3id.org/govreport/ontology#Target> .",
        "a circle of parts": "<a:b> <https://w3id.org/govreport/ontology#partOf> <a:b> .",
        "a circle of classes": "<a:b> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <a:b> ; a <a:b> .",
        "hostile labels": "".join(
            f'<a:{n}> <http://www.w3.org/2000/01/rdf-schema#label> "{"".join(f"{chr(92)}U{ord(c):08X}" for c in w)}" .' for n, w in enumerate(HOSTILE)
        ),
        "a base of no scheme": "@base <x> . <a> <b> <c> .",
        "a prefix of script": "@prefix j: <javascript:> . j:alert j:x j:y .",
    }.items():
        yield f"Turtle: {name}", "ttl", text.encode("utf-8")
    yield "Turtle in UTF-16", "ttl", "<a:b> <a:c> 1 .".encode("utf-16")
    yield "Turtle in GB18030", "ttl", '<a:b> <a:c> "重庆" .'.encode("gb18030")
    yield "N-Triples with a comma", "nt", b"<a:b> <a:c> <a:d>, <a:e> ."
    yield "N-Quads of five", "nq", b"<a:b> <a:c> <a:d> <a:e> <a:f> ."
    yield "TriG without end", "trig", b"<a:g> { <a:b> <a:c> <a:d>"
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:"><rdf:Description rdf:about="a:b"><a:c>%s</a:c></rdf:Description></rdf:RDF>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "RDF/XML with a billion laughs", "rdf", (f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>' + rdf % "&l11;").encode()
    yield "RDF/XML with a file of ours", "rdf", ('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rdf % "&x;").encode()
    yield "RDF/XML of no XML", "rdf", b"<rdf:RDF"
    yield "RDF/XML 20,000 deep", "rdf", b"<a>" * 20_000
    yield "RDF/XML with an entity for a name", "rdf", ('<!DOCTYPE d [<!ENTITY x "x">]>' + rdf % "&x;").encode()
    yield "JSON-LD 100,000 deep", "jsonld", b"[" * 100_000
    yield "JSON-LD with a context from elsewhere", "jsonld", b'{"@context": "http://127.0.0.1:9/x", "@id": "a:b"}'
    yield "JSON-LD of no JSON", "jsonld", b"{"
    yield "JSON-LD of NaN", "jsonld", b'{"@id": "a:b", "a:c": NaN}'
    yield "an ending that is none", "xyz", b"<a:b> <a:c> 1 ."
    yield "no ending", "", b"<a:b> <a:c> 1 ."


def configurations() -> Iterator[tuple[str, str]]:
    """What stands in a kg.toml."""
    yield from {
        "empty": "",
        "no TOML": "this is no TOML",
        "lists without end": "a = " + "[" * 5000,
        "a text without end": 'place = "',
        "a long text without end": 'place = """',
        "the same key twice": 'place = "甲"\nplace = "乙"',
        "an unknown key": "nonsense = 1",
        "an unknown table": "[[nonsense]]\na = 1",
        "a table for a list": '[name]\ntext = "甲"',
        "a text for a table": 'name = "甲"',
        "a list of texts for a table": 'name = ["甲"]',
        "a name without type": '[[name]]\ntext = "甲"',
        "a type that is none": '[[name]]\ntext = "甲"\ntype = "Thing"',
        "a type that is a list": '[[name]]\ntext = "甲"\ntype = ["Project"]',
        "a name of marks": '[[name]]\ntext = "“”"\ntype = "Project"',
        "an empty name": '[[name]]\ntext = ""\ntype = "Project"',
        "a name of two lines": '[[name]]\ntext = "甲\\n乙"\ntype = "Project"',
        "a name with NUL": '[[name]]\ntext = "甲\\u0000乙"\ntype = "Project"',
        "a lone surrogate": '[[name]]\ntext = "\\ud800"\ntype = "Project"',
        "an alias that is a number": '[[name]]\ntext = "甲"\ntype = "Project"\naliases = [1]',
        "an alias that is the name": '[[name]]\ntext = "甲"\ntype = "Project"\naliases = ["甲"]',
        "a name of 100,000 characters": f'[[name]]\ntext = "{"甲" * 100_000}"\ntype = "Project"',
        "a base that is no IRI": 'base = "not an IRI"',
        "a base of script": 'base = "javascript:alert(1)//"',
        "a base with half an escape": 'base = "http://x/%z/"',
        "a base with a bracket": 'base = "http://[/"',
        "a base of 5,000 digits": f'base = "http://x/{"9" * 5000}/"',
        "a year that is a text": '[[report]]\nfile = "x.txt"\nyear = "2020"',
        "a year of 99999": '[[report]]\nfile = "x.txt"\nyear = 99999',
        "a year that is true": '[[report]]\nfile = "x.txt"\nyear = true',
        "a year of 5,000 digits": f'[[report]]\nfile = "x.txt"\nyear = {"9" * 5000}',
        "no such day": '[[report]]\nfile = "x.txt"\ndate = 2020-02-30',
        "a day with an hour": '[[report]]\nfile = "x.txt"\ndate = 2020-01-11T00:00:00',
        "a file upwards": '[[report]]\nfile = "../../x.txt"',
        "a correction of nothing": '[[correct]]\ntext = "甲"',
        "a rejection of a Thing": '[[reject]]\ntext = "甲"\ntype = "Thing"',
        "numbers that are none": "place = nan",
        "a control character": 'place = "\x01"',
        "old line ends": 'place = "甲"\rbase = 1',
        "a list over 300 lines that is wrong at its end": "[[name]]\ntext = 'a'\ntype = 'Project'\naliases = [\n"
        + "".join(f"'b{n}',\n" for n in range(300))
        + "'b1']\n",
    }.items()


def questions() -> Iterator[tuple[str, str]]:
    """Questions that are none, that are too much, or that ask for what they must not."""
    for number in (90, 5000):
        for name, text in {
            "groups": "SELECT * " + "{" * number + "}" * number,
            "brackets": "SELECT * { FILTER(" + "(" * number + "1" + ")" * number + ") }",
            "negations": "SELECT * { FILTER(" + "!" * number + "true) }",
            "inverses": "SELECT * { ?s " + "^" * number + "<a:b> ?o }",
            "sums": "SELECT * { FILTER(1" + "+1" * number + ") }",
            "alternatives": "SELECT * { FILTER(1" + "||1" * number + ") }",
            "unions": "SELECT * { {} " + " UNION {}" * number + "}",
            "lists": "SELECT * { ?s ?p " + "(" * number + ")" * number + "}",
            "blank nodes": "SELECT * { ?s ?p " + "[" * number + "]" * number + "}",
            "options": "SELECT * {" + "OPTIONAL {?s ?p ?o} " * (number // 5) + "}",
            "bindings": "SELECT * {" + "".join(f"BIND(1 AS ?a{n}) " for n in range(number)) + "}",
            "quoted triples": "SELECT * { " + "<<" * number + "?s ?p ?o" + ">>" * number + " ?p ?o}",
            "values": "SELECT * { VALUES ?a {" + "1 " * number + "}}",
            "unclosed texts": "SELECT * { ?s ?p '\\" + "'\\" * number,
            "prefixes": "PREFIX " + "<>PREFIX " * number + "x",
            "hyphens": "ASK { ?s ?p " + "a-" * number + "}",
        }.items():
            yield f"{number} {name}", text
    yield from {
        "nothing": "",
        "white space": " \n\t ",
        "a NUL": "SELECT\0 * {}",
        "a lone surrogate": "SELECT * { ?s ?p '\udc80' }",
        "an update": "INSERT DATA { <a:b> <a:c> 1 }",
        "an update behind a comment": "# SELECT\nPREFIX a: <b:>\nDELETE WHERE { ?s ?p ?o }",
        "LOAD": "LOAD <http://127.0.0.1:9/x>",
        "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SERVICE in disguise": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "FROM an address": "SELECT * FROM NAMED <http://127.0.0.1:9/x> { ?s ?p ?o }",
        "a regular expression that backtracks": "SELECT * { FILTER(REGEX('" + "a" * 40 + "', '^(a+)+$')) }",
        "a regular expression that is none": "SELECT * { FILTER(REGEX('a', '(')) }",
        "a number of 5,000 digits": f"SELECT ({'9' * 5000} AS ?x) {{}}",
        "division by zero": "SELECT (1/0 AS ?x) {}",
        "a limit below zero": "SELECT * {} LIMIT -1",
        "a limit of 99 digits": f"SELECT * {{}} LIMIT {'9' * 99}",
        "bidirectional marks": "SELECT * { ?s ?p '\u202e\u2066' }",
        "hostile words": " ".join(HOSTILE).replace("\x00", ""),
    }.items()


def parameters() -> Iterator[tuple[str, str, str]]:
    """Name of the case, variable, value."""
    for number, words in enumerate(
        (*HOSTILE, *('"', "'", "\\", '"""', "'''", "} SELECT * {", "?s", "$s", "<", ">", "<>", "<a:b> . ?s ?p ?o", "<a b>", "<a:b\n>", "<x>"))
    ):
        yield f"value {number}", "s", words
    yield from (
        ("nothing", "s", ""),
        ("a lone surrogate", "s", "\udc80"),
        ("a number", "s", "+007"),
        ("a number of 5,000 digits", "s", "9" * 5000),
        ("figures of full width", "s", "１２３"),
        ("100,000 characters", "s", "甲" * 100_000),
        ("no such variable", "nosuch", "x"),
        ("no name", "", "x"),
        ("a name with a space", "s p", "x"),
        ("a name with a line end", "s\n", "x"),
        ("a pattern as a name", "s|.*", "x"),
        ("a name that closes", "s) } #", "x"),
        ("a name of 100,000 characters", "s" * 100_000, "x"),
    )
