"""The networkx graph, what the first view chooses from it, and where the nodes stand."""

from __future__ import annotations

import os
import subprocess
import sys

import networkx as nx
import pytest

from kg.explorer.layout import HALF_HEIGHT, VILLAGE, positions
from kg.explorer.story import FIRST_VIEW, HEADLINES, first_view, headlines, pairs, rank
from kg.extraction.pipeline import extract
from kg.graph.network import build_network
from kg.linking.entities import Linked
from kg.linking.records import target_key
from kg.linking.resolve import link
from kg.reading.structure import parse
from tests.conftest import ROOT, SEED

SCRIPT = """
import hashlib, sys
from pathlib import Path
from kg.explorer.page import render
from kg.extraction.pipeline import extract
from kg.linking.resolve import link
from kg.reading.reader import read
print(hashlib.sha256(render([link(extract(read(Path(sys.argv[1]))))], "https://example.org/").encode()).hexdigest())
"""


def test_every_entity_and_target_is_a_node(seed: Linked) -> None:
    graph = build_network([seed])
    keys = [e.key for e in seed.entities] + [target_key(seed, t) for t in seed.extraction.targets]
    assert list(graph) == keys
    assert all(data["confidence"] > 0 and data["section"] for _, data in graph.nodes(data=True))


def test_edges_carry_the_words_that_state_them(seed: Linked) -> None:
    text = seed.extraction.report.text
    edges = list(build_network([seed]).edges(data=True))
    assert len(edges) > 50
    for _, _, data in edges:
        assert data["sentence"] == text[slice(*data["span"])]
        assert text[slice(*data["tail_span"])] and text[slice(*data["head_span"])]


def test_a_thing_of_two_reports_is_one_node(seed: Linked) -> None:
    other = link(extract(parse("重庆市2021年政府工作报告\n各位代表：\n一、2021年工作安排\n加快建设郑万高铁，郑万高铁建成通车。\n", "b.txt")))
    one, both = build_network([seed]), build_network([seed, other])
    shared = {e.key for e in other.entities} & set(one)
    assert shared
    for key in shared:
        assert both.nodes[key]["mentions"] > one.nodes[key]["mentions"]
        assert both.nodes[key]["label"] not in both.nodes[key]["aliases"]
    assert list(both) == list(build_network([other, seed]))


def test_the_first_view_tells_the_story(seed: Linked) -> None:
    graph = build_network([seed])
    heads = headlines(seed, pairs(seed))
    first = first_view(graph, [heads])
    assert FIRST_VIEW - 2 < len(first) == len(set(first)) <= FIRST_VIEW
    assert all(set(nx.all_neighbors(graph, n)) & set(first) for n in first[HEADLINES:])
    assert first[:HEADLINES] == heads[:HEADLINES]
    labels = {graph.nodes[n]["label"] for n in first}
    assert {"高铁建设五年行动方案", "郑万高铁", "地区生产总值 增长6%"} <= labels
    assert sorted(rank(graph)) == sorted(graph)


def test_promises_stand_beside_what_was_reached(seed: Linked) -> None:
    graph = build_network([seed])
    texts = {(graph.nodes[a]["label"], graph.nodes[b]["label"]) for a, b in pairs(seed)}
    assert ("地区生产总值 增长6.3%", "地区生产总值 增长6%") in texts
    assert ("全市固定资产投资 增长5.7%", "固定资产投资 增长6%左右") in texts
    assert all(graph.nodes[a]["status"] == "achieved" and graph.nodes[b]["status"] == "planned" for a, b in pairs(seed))


def test_names_of_the_first_view_have_room(seed: Linked) -> None:
    graph = build_network([seed])
    first = first_view(graph, [headlines(seed, pairs(seed))])
    places = positions(graph, first)
    assert set(places) == set(graph) and len(set(places.values())) == len(places)
    crowded = [
        (a, b) for i, a in enumerate(first) for b in first[:i]
        if abs(places[a][1] - places[b][1]) < HALF_HEIGHT and abs(places[a][0] - places[b][0]) < 40
    ]  # fmt: skip
    assert not crowded
    points = sorted(places.values())
    assert all((x - a) ** 2 + (y - b) ** 2 >= (VILLAGE - 2) ** 2 for (x, y), (a, b) in zip(points, points[1:], strict=False))


def test_nothing_to_draw_is_no_error() -> None:
    linked = link(extract(parse("各位代表：\n谢谢大家。\n", "empty.txt")))
    graph = build_network([linked])
    assert positions(graph, first_view(graph, [headlines(linked, pairs(linked))])).keys() == set(graph)


@pytest.mark.parametrize("seed_of_hash", ["1", "2"])
def test_the_page_is_the_same_in_every_process(seed_of_hash: str, seed: Linked) -> None:
    import hashlib

    from kg.explorer.page import render

    environment = os.environ | {"PYTHONHASHSEED": seed_of_hash, "PYTHONPATH": str(ROOT)}
    printed = subprocess.run([sys.executable, "-c", SCRIPT, str(SEED)], env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    assert printed.stdout.strip() == hashlib.sha256(render([seed], "https://example.org/").encode()).hexdigest()
