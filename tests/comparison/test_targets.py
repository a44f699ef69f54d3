"""Promises and results: a table of made-up pairs of reports for every rule, spans of several years, and the pairs of the seed."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from kg.comparison.compare import compare
from kg.comparison.targets import compare_targets
from kg.comparison.values import Comparison, Kind, Verdict
from kg.linking.entities import Linked

from ..conftest import ROOT
from .reports import report

CASES = tomllib.loads((ROOT / "tests" / "tables" / "comparison.toml").read_text(encoding="utf-8"))["case"]
QUIET = "推动高质量发展。"

# What a careful reader of the seed finds: (promise, number of the year before, number promised).
SEED = [
    ("地区生产总值", "增长6.3%", "增长6%"),
    ("固定资产投资", "增长5.7%", "增长6%左右"),
    ("社会消费品零售总额", "增长8.7%", "增长7.5%左右"),
    ("城镇新增就业", "75万人", "60万人以上"),
    ("居民消费价格", "上涨2.7%", "涨幅3.5%左右"),
    ("空气质量优良天数", "达到316天", "稳定在300天以上"),
    ("国考断面水质优良比例", "达到97.6%", "稳定在95.2%以上"),
    ("实施智能化改造项目", "1280个", "1250个"),
    ("建设数字化车间和智能工厂", "140个", "110个"),
    ("新建5G基站", "1万个", "3万个"),
    ("高新技术企业", "超过3100家", "达到3500家"),
    ("科技型企业", "突破1.6万家", "突破2万家"),
    ("国际航线", "增至95条", "超过100条"),
    ("新建“四好农村路”", "2.5万公里", "1.4万公里"),
    ("开工渝武扩能等项目", "445公里", "224公里"),
    ("完成水土流失治理", "1426平方公里", "1100平方公里"),
    ("实施重点民生实事", "15件", "15件"),
]


def outcomes(*reports: Linked) -> list[Comparison]:
    return [c for c in compare_targets(reports) if c.kind is Kind.OUTCOME]


def told(c: Comparison) -> list[str]:
    gap = "none" if c.gap is None else f"{c.gap:f}"
    return [c.promise.target.indicator, str(c.verdict), gap, c.unit or "", c.rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_promises_meet_their_results(case: dict[str, Any]) -> None:
    found = outcomes(report(2019, QUIET, case["plan"]), report(2020, case["review"], QUIET))
    assert [told(c) for c in found] == case["found"]


def test_every_verdict_and_rule_has_a_case() -> None:
    rows = [row for case in CASES for row in case["found"]]
    assert {row[1] for row in rows} == {verdict.value for verdict in Verdict}
    rules = {"comparison.statistic", "comparison.wording", "comparison.thing", "comparison.examples", "none"}
    assert {row[4] for row in rows} == rules


def test_the_seed_pairs_are_those_that_a_reader_finds(seed: Linked) -> None:
    found = [(c.promise.target.indicator, c.result.target.text, c.promise.target.text) for c in compare_targets([seed]) if c.result]
    number = [(name, _number(before), _number(after)) for name, before, after in found]
    assert sorted(number) == sorted((name, _number(before), _number(after)) for name, before, after in SEED)
    assert {c.kind for c in compare_targets([seed])} == {Kind.OUTLOOK}


def _number(text: str) -> str:
    """The number with what stands around it in the text, the thing counted aside."""
    start = next(i for i, character in enumerate(text) if character.isdigit())
    return text[start:].rstrip("以上左右")


def test_a_facility_may_be_left_out_where_nothing_else_is_so_called() -> None:
    plan, review = "国际航线超过100条。", "云州机场国际航线增至102条。"
    assert [told(c)[1] for c in outcomes(report(2019, QUIET, plan), report(2020, review, QUIET))] == ["met"]
    other = review + "青山机场国际航线增至8条。"
    assert [told(c)[1] for c in outcomes(report(2019, QUIET, plan), report(2020, other, QUIET))] == ["open"]


def test_goals_of_several_years_meet_their_last_year() -> None:
    plan = "到2020年，常住人口城镇化率达到60%，地区生产总值年均增长7%。"
    early = report(2016, QUIET, plan, ("2015年工作回顾", "“十三五”时期的目标任务"))
    late = report(2021, "五年来，地区生产总值年均增长6.5%。常住人口城镇化率达到61%。", QUIET, ("“十三五”时期工作回顾", "2021年工作安排"))
    assert [told(c)[:4] for c in outcomes(early, late)] == [
        ["常住人口城镇化率", "met", "1", "个百分点"],
        ["地区生产总值", "missed", "-0.5", "个百分点"],
    ]


def test_a_promise_waits_for_the_report_of_the_next_year() -> None:
    early = report(2019, QUIET, "地区生产总值增长6%。")
    assert outcomes(early) == []
    assert outcomes(early, report(2021, "地区生产总值增长6%。", QUIET)) == []


def test_a_promise_given_differently_in_one_report_is_not_judged() -> None:
    plan = "地区生产总值增长6%。东部片区加快发展，地区生产总值增长9%。"
    assert outcomes(report(2019, QUIET, plan), report(2020, "地区生产总值增长7%。", QUIET)) == []


def test_the_same_bytes_in_any_order(seed: Linked) -> None:
    reports = [report(2019, QUIET, "地区生产总值增长6%。"), report(2020, "地区生产总值增长7%。", QUIET), seed]
    assert compare(reports) == compare(reports[::-1])
    assert [place.place for place in compare(reports)] == ["云州市", "重庆市"]


def test_gaps_are_exact() -> None:
    found = outcomes(report(2019, QUIET, "城镇新增就业0.1万人。"), report(2020, "城镇新增就业0.3万人。", QUIET))
    assert found[0].gap == Decimal("2000")
