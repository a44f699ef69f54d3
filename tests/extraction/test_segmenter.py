"""Words are the same whether jieba or rjieba cuts them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extraction import segmenter

from ..conftest import SEED

pytest.importorskip("rjieba")
PIECES = st.sampled_from(
    ["2016-2035", "年", "5G-A", "商用", "PM_2.5", "14.R&D", "经费", "1－4", "号机组", "，", "\n", " ", "渝湘高铁", "%", "#", "3+1", "é"]
)


def _by_jieba(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[segmenter.Token, ...]:
    with monkeypatch.context() as patch:
        patch.setattr(segmenter, "rjieba", None)
        segmenter.tokens.cache_clear()
        found = segmenter.tokens(text)
    segmenter.tokens.cache_clear()
    return found


def test_the_seed() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert _by_jieba(text, pytest.MonkeyPatch()) == segmenter.tokens(text)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("规划（2016-2035年），5G-A网络，PM_2.5平均浓度")
def test_mixed_text(text: str) -> None:
    assert _by_jieba(text, pytest.MonkeyPatch()) == segmenter.tokens(text)
