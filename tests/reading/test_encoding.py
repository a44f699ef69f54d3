"""Bytes become the text that was written, whatever it was saved as."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading.encoding import decode
from kg.reading.errors import ReadError
from kg.reading.reader import open_document
from tests.conftest import SEED

TEXT = SEED.read_text(encoding="utf-8")
TRADITIONAL = "".join(c for c in opencc.OpenCC("s2t").convert(TEXT) if c.encode("big5hkscs", "ignore"))
PLACES = st.tuples(st.integers(0, len(TRADITIONAL) - 300), st.integers(250, 2000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@given(place=PLACES)
@settings(max_examples=25, deadline=None)
def test_simplified_text(encoding: str, place: tuple[int, int]) -> None:
    words = TEXT[place[0] : sum(place)] + "\n"
    assert decode(words.encode(encoding), "x") == words


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-16-le", "utf-8"])
@given(place=PLACES)
@settings(max_examples=25, deadline=None)
def test_traditional_text(encoding: str, place: tuple[int, int]) -> None:
    words = TRADITIONAL[place[0] : sum(place)] + "\n"
    assert decode(words.encode(encoding), "x") == words


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [("big5", "big5hkscs"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "gb18030"), ("no-such", "gb18030"), ("rot13", "gb18030")],
)
@pytest.mark.parametrize("meta", ['<meta charset="{}">', "<meta http-equiv=Content-Type content='text/html; charset={}'>"])
def test_pages_state_their_encoding(stated: str, encoding: str, meta: str) -> None:
    data = (meta.format(stated) + "<p>年度報告，內容甚多。").encode(encoding)
    assert open_document(data, "r.html").text == "年度報告，內容甚多。\n"


def test_what_a_page_states_counts_where_the_bytes_leave_it_open() -> None:
    data = "成長".encode("big5")
    assert decode(b"<meta charset=big5>" + data, "x").endswith("成長")
    assert data.decode("gb18030") == decode(b"<meta charset=gbk>" + data, "x").removeprefix("<meta charset=gbk>")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\xfd\xfc\x80\x81\xff", b"\x00\x01\x02", Path(pytest.__file__).read_bytes()[:50] + bytes(9), b"\xff\xff\xff"]
)
def test_what_is_no_text_gets_one_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^r\.txt: [^\n]+; [^\n]+$"):
        decode(data, "r.txt")
