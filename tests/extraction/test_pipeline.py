"""The whole extraction as a guest in a process."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from kg.extraction import pipeline
from kg.extraction.pipeline import extract
from kg.reading.structure import parse

TEXT = "重庆市人民政府工作报告\n一、2019年工作回顾\n地区生产总值增长6.3%，郑万高铁、铁峰山隧道等项目加快建设。\n"


@pytest.mark.parametrize("searching", [True, False])
def test_the_search_for_cycles_is_left_as_it_was(searching: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if searching else gc.disable)()
        extract(parse(TEXT, "one.txt"))
        assert gc.isenabled() is searching
        monkeypatch.setattr(pipeline, "find_relations", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            extract(parse(TEXT, "two.txt"))
        assert gc.isenabled() is searching
    finally:
        (gc.enable if before else gc.disable)()


def test_extractions_beside_each_other_give_the_same_and_leave_the_threads_of_the_linear_algebra_as_they_were() -> None:
    np.ones((2, 2)) @ np.ones((2, 2))
    before = [(pool["filepath"], pool["num_threads"]) for pool in threadpool_info()]
    reports = [parse(TEXT + f"新建公路{n}公里。\n" * 40, f"report{n}.txt") for n in range(8)]
    alone = [extract(report) for report in reports]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(extract, reports)) == alone
    assert [(pool["filepath"], pool["num_threads"]) for pool in threadpool_info()] == before


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("加快建设云岭隧道。", 2020),
        ("到2025年，城市更加宜居，云岭隧道全面建成。", 2025),
        ("云岭隧道于2018年10月开工建设。", 2018),
        ("实施2018年云岭隧道改造工程。", 2020),
    ],
)
def test_a_name_has_the_year_that_its_sentence_tells(text: str, year: int) -> None:
    report = parse(f"政府工作报告\n——2020年1月11日在重庆市人民代表大会上\n各位代表：\n二、2020年工作安排\n{text}\n", "x.txt")
    assert [m.year for m in extract(report).mentions if m.status] == [year]
