"""Pages that are made from the truth are fresh; the READMEs show real answers."""

from __future__ import annotations

from kg.ontology.page import page

from .conftest import ROOT


def test_ontology_page_is_fresh() -> None:
    assert (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8") == page()


def test_readmes_have_no_gaps() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make graph" in text and "make test" in text and "pip install ." in text
        assert "@ANSWER@" not in text and "@TURTLE@" not in text
