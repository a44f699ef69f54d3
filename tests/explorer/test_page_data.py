"""What the page is given beside the network: tiles of the reporting place and spellings of the names on it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.pinyin import spellings
from kg.explorer.tiles import tiles
from kg.extraction.pipeline import extract
from kg.lexicon import loader
from kg.linking.entities import Linked
from kg.linking.regions import LAST_TABLE
from kg.linking.resolve import link
from kg.reading.structure import parse

ROWS = loader.table("tiles")
NEWEST = {row["code"]: row for row in loader.table("regions") if row["last"] == str(LAST_TABLE)}


def report(place: str, year: int, sentence: str) -> Linked:
    return link(extract(parse(f"{place}{year}年政府工作报告\n各位代表：\n一、{year}年工作安排\n{sentence}\n", f"{place}-{year}.txt")))


def test_every_division_of_a_mapped_place_is_one_tile_under_its_current_name() -> None:
    assert all(NEWEST[row["code"]]["name"] == row["name"] for row in ROWS)
    for parent in {NEWEST[row["code"]]["parent"] for row in ROWS}:
        wanted = sorted(code for code, row in NEWEST.items() if row["parent"] == parent and row["level"] == "county")
        assert sorted(row["code"] for row in ROWS if NEWEST[row["code"]]["parent"] == parent) == wanted
    assert sum(row["code"].startswith("50") for row in ROWS) == 38


def test_tiles_do_not_cover_one_another_and_hang_together() -> None:
    places = {(int(row["row"]), int(row["column"])) for row in ROWS if row["code"].startswith("50")}
    assert len(places) == 38
    reached = [min(places)]
    for row, column in reached:
        reached += [p for p in places - set(reached) if abs(p[0] - row) + abs(p[1] - column) == 1]
    assert set(reached) == places


def test_the_map_keeps_north_and_east() -> None:
    at = {row["name"]: (int(row["row"]), int(row["column"])) for row in ROWS}
    for north, south in (("城口县", "万州区"), ("渝北区", "巴南区"), ("合川区", "江津区"), ("黔江区", "酉阳土家族苗族自治县"), ("垫江县", "丰都县")):
        assert at[north][0] < at[south][0]
    for west, east in (("潼南区", "合川区"), ("大足区", "渝中区"), ("渝中区", "涪陵区"), ("万州区", "云阳县"), ("奉节县", "巫山县")):
        assert at[west][1] < at[east][1]


def test_tiles_know_the_regions_of_the_report(seed: Linked) -> None:
    found = {name: keys for name, _, _, keys in tiles([seed])}
    assert len(found) == 38
    assert found["铜梁"] == ["region/500151"] and found["渝中"] == []
    named = {e.key for e in seed.entities if (e.code or "").startswith("50") and e.code != "500000"}
    assert {key for keys in found.values() for key in keys} == named


def test_a_division_with_a_former_name_keeps_its_tile_and_a_code_given_anew_does_not() -> None:
    old = report("重庆市", 2010, "支持梁平县、万盛区发展。")
    new = report("重庆市", 2020, "支持梁平区、綦江区发展。")
    found = {name: keys for name, _, _, keys in tiles([old, new])}
    assert found["梁平"] == ["region/500155", "region/500228"]
    assert found["綦江"] == ["region/500110"]
    assert [keys for _, _, _, keys in tiles([old]) if keys] == [["region/500228"]]


def test_a_place_without_a_map_gets_no_tiles() -> None:
    assert tiles([report("成都市", 2020, "支持武侯区发展。")]) == []
    assert tiles([]) == []


def test_spellings_follow_the_words_and_hold_only_what_is_needed() -> None:
    assert spellings(["重庆", "重点", "长寿", "5G·AI绿"]) == {
        "chang": "长", "chong": "重", "dian": "点", "lv": "绿", "qing": "庆", "shou": "寿", "zhong": "重"
    }  # fmt: skip
    assert spellings(["no Chinese", "𠮷 <script>"]) in ({}, {"ji": "𠮷"})


@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_text_has_spellings_that_fit_a_script_block(names: list[str]) -> None:
    for syllable, characters in spellings(names).items():
        assert re.fullmatch("[a-z]+", syllable), syllable
        assert set(characters) <= set("".join(names))
