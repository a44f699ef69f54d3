"""Names and texts that would like to be markup, script or control stay what they are: characters."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from kg.explorer.page import render
from kg.extraction.records import Extraction
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from tests.explorer.browser import asked_for, complaints, show
from tests.hostile.markup import HOSTILE


def spoiled(seed: Linked, words: str) -> Linked:
    """The seed with these words as report title, as a name, an alias, a rule, an indicator and a unit."""
    report = dataclasses.replace(seed.extraction.report, title=words, place=words, speaker=words)
    mentions = tuple(dataclasses.replace(m, rule=words) for m in seed.extraction.mentions)
    targets = tuple(dataclasses.replace(t, indicator=words, unit=words) for t in seed.extraction.targets)
    extraction = Extraction(report, mentions, targets, seed.extraction.relations, seed.extraction.numerals)
    entities = tuple(dataclasses.replace(e, label=words + e.label, aliases=(words,)) for e in seed.entities)
    return Linked(extraction, entities, seed.entity_of)


@pytest.mark.parametrize("words", HOSTILE)
def test_the_file_holds_no_markup_of_theirs(seed: Linked, words: str) -> None:
    page = render([spoiled(seed, words)], DEFAULT_BASE)
    clean = render([seed], DEFAULT_BASE)
    for tag in ("<script", "</script", "<img", "<style", "</style", "<!--", "<a "):
        assert page.count(tag) == clean.count(tag), tag


@pytest.mark.browser
@pytest.mark.parametrize("words", ["".join(HOSTILE), "__proto__"], ids=["all", "proto"])
def test_a_browser_shows_them_as_characters(driver: Any, seed: Linked, tmp_path: Path, words: str) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render([spoiled(seed, words)], DEFAULT_BASE), encoding="utf-8", newline="\n")
    asked_for(driver, path), complaints(driver)
    show(driver, path)
    driver.set_script_timeout(240)
    driver.execute_script("""
      for (const lang of ['zh', 'en']) for (const tab of TABS) { change({lang, tab}); for (const n of NODES.slice(0, 12).concat(NODES.slice(-6))) select(n.id); }
      for (const table of ['pairs', 'board', 'Region', 'Target']) change({tab: 'tables', table});
      for (const typed of ['script', 'img src', "ai'", 'yu gao <']) { $('search').value = typed; search(); }
      change({tab: 'graph', edge: EDGES[0].id, sel: ''}); change({all: true, plan: 'section'});
      $('search').value = '<'; search(); $('search').value = 'a'; search(); drawing();
    """)
    assert driver.execute_script("return document.title").endswith("· kg")
    assert driver.execute_script("return document.querySelectorAll('img, iframe, object, a:not(.skip)').length") == 0
    driver.execute_script("select(NODES[0].id)")
    shown = driver.execute_script("return $('chosen').textContent")
    assert shown.startswith(words)
    assert asked_for(driver, path) == []
    assert complaints(driver) == []
