"""Evidence from a PDF names its page, in the panel and in what is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.iris import DEFAULT_BASE
from kg.linking.resolve import link
from kg.ontology.namespaces import KG
from kg.reading.reader import read
from tests.explorer.browser import complaints, downloaded, show
from tests.explorer.test_turtle import rows
from tests.reading import files

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "words"), [("zh", "第 {} 页"), ("en", "page {}")])
def test_evidence_names_its_page(driver: Any, tmp_path: Path, language: str, words: str) -> None:
    files.pdf(tmp_path / "r.pdf")
    linked = link(extract(read(tmp_path / "r.pdf")))
    (tmp_path / "graph.html").write_text(render([linked], DEFAULT_BASE), encoding="utf-8", newline="\n")
    complaints(driver)
    last = linked.extraction.mentions[-1]
    show(driver, tmp_path / "graph.html", f"#lang={language}&sel={quote(linked.entity_of[last.id])}")
    page = linked.extraction.report.page(last.span)
    assert page is not None and page > 3
    assert words.format(page) in driver.execute_script("return [...document.querySelectorAll('.evidence .facts')].map(e => e.textContent).join()")
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = rows(downloaded(driver, folder, "export-turtle"))
    graph = rows(write_turtle(build_dataset([linked], DEFAULT_BASE), DEFAULT_BASE))
    assert saved <= graph and any(predicate == str(KG.page) for _, predicate, _ in saved)
    assert complaints(driver) == []
