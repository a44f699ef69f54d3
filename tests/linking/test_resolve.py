"""Mentions and entities: one thing has one key, different things stay apart, and the reason is told."""

from __future__ import annotations

import pytest

from kg.extraction.records import EntityType, Extraction, Mention
from kg.linking.entities import Linked
from kg.linking.resolve import link
from kg.reading.document import Span
from kg.reading.structure import parse

HEAD = "政府工作报告\n——2020年1月11日在{place}人民代表大会上\n各位代表：\n"


def linked(place: str, *names: tuple[str, EntityType] | tuple[str, EntityType, str]) -> Linked:
    """A report of a place that mentions these names, resolved."""
    head = HEAD.format(place=place)
    report = parse(head + "、".join(n[0] for n in names) + "。", "report.txt")
    assert report.place == place
    mentions, at = [], len(head)
    for number, (text, kind, *rule) in enumerate(names, 1):
        span = Span(at, at + len(text))
        mentions.append(Mention(f"m{number}", kind, span, text, 0, None, None, 0.9, rule[0] if rule else "test"))
        at = span.end + 1
    return link(Extraction(report, tuple(mentions), (), (), ()))


REGION, BODY, PROGRAM, PROJECT = EntityType.REGION, EntityType.ORGANIZATION, EntityType.PROGRAM, EntityType.PROJECT
INDUSTRY, POLICY = EntityType.INDUSTRY, EntityType.POLICY

ONE = [
    ("重庆市", [("城口", REGION), ("城口县", REGION)], "region/500229"),
    ("重庆市", [("渝", REGION), ("重庆", REGION), ("重庆市", REGION)], "region/500000"),
    ("重庆市", [("自贸试验区", REGION), ("重庆自贸试验区", REGION), ("中国（重庆）自由贸易试验区", REGION)], "region/重庆自贸试验区"),
    ("重庆市", [("高新区", REGION), ("重庆高新技术产业开发区", REGION)], "region/重庆高新区"),
    ("成都市", [("自贸试验区", REGION), ("四川自贸区", REGION)], "region/四川自贸试验区"),
    ("重庆市", [("两江新区", REGION), ("重庆两江新区", REGION)], "region/两江新区"),
    ("重庆市", [("市委", BODY), ("中共重庆市委", BODY), ("重庆市委", BODY)], "organization/中共重庆市委"),
    ("重庆市", [("市政府", BODY), ("市人民政府", BODY), ("重庆市人民政府", BODY)], "organization/重庆市人民政府"),
    ("曲阳县", [("市委", BODY), ("中共保定市委", BODY)], "organization/中共保定市委"),
    ("重庆市", [("国家发改委", BODY), ("国家发展改革委", BODY)], "organization/国家发展改革委"),
    ("重庆市", [("汽车", INDUSTRY), ("汽车产业", INDUSTRY)], "industry/汽车产业"),
    ("重庆市", [("双高计划", PROGRAM), ("“双高计划”", PROGRAM), ("“双高”计划", PROGRAM)], "program/重庆市-双高计划"),
    ("重庆市", [("乡村振兴", PROGRAM), ("乡村振兴战略", PROGRAM)], "program/重庆市-乡村振兴战略"),
    ("重庆市", [("渝西供水工程", PROJECT), ("重庆渝西供水工程", PROJECT)], "project/重庆市-重庆渝西供水工程"),
    ("重庆市", [("科学城", PROJECT), ("科学城", REGION)], "region/重庆市-科学城"),
]


@pytest.mark.parametrize(("place", "names", "key"), ONE, ids=[key for *_, key in ONE])
def test_one_thing(place: str, names: list[tuple[str, EntityType]], key: str) -> None:
    result = linked(place, *names)
    assert [e.key for e in result.entities] == [key]
    assert result.entities[0].mentions == tuple(f"m{n}" for n in range(1, len(names) + 1))
    assert set(result.entity_of.values()) == {key}
    assert result.entities[0].reason != "same name"


APART = [
    ("重庆市", [("渝湘高铁主城至黔江段", PROJECT), ("渝湘高铁黔江至吉首段", PROJECT)]),
    ("重庆市", [("江北机场一期工程", PROJECT), ("江北机场二期工程", PROJECT), ("江北机场", PROJECT)]),
    ("重庆市", [("一带一路", PROGRAM), ("“一带一路”项目", PROGRAM)]),
    ("重庆市", [("市人大", BODY), ("市人大常委会", BODY)]),
    ("重庆市", [("重庆高新区", REGION), ("成都高新区", REGION)]),
    ("重庆市", [("重庆经济开发区", REGION), ("重庆经济技术开发区", REGION)]),
    ("重庆市", [("新", REGION, "abbreviation.state"), ("新", REGION, "abbreviation.run")]),  # 中新 is Singapore, 陕甘新 Xinjiang
    ("临沂市", [("沂蒙山", REGION), ("《沂蒙山》", POLICY)]),
]


@pytest.mark.parametrize(("place", "names"), APART)
def test_different_things(place: str, names: list[tuple[str, EntityType]]) -> None:
    result = linked(place, *names)
    assert len(result.entities) == len(names)


def test_where_a_zone_lies() -> None:
    entities = {
        e.key: e for e in linked("重庆市", ("两江新区", REGION), ("涪陵综保区", REGION), ("成渝地区双城经济圈", REGION), ("城口", REGION)).entities
    }
    assert entities["region/两江新区"].within == "region/500000"
    assert entities["region/涪陵综保区"].within == "region/500102"
    assert entities["region/重庆市-成渝地区双城经济圈"].within is None
    assert entities["region/500229"].within == "region/500000" and entities["region/500229"].code == "500229"


def test_bare_zone_of_a_province_stays_open() -> None:
    """高新区 in the report of a province may be any."""
    (entity,) = linked("四川省", ("高新区", REGION)).entities
    assert entity.key == "region/四川省-高新区" and entity.code is None and entity.within is None


def test_same_key_in_reports_of_one_place() -> None:
    first, second = (linked("重庆市", (name, PROJECT)) for name in ("郑万高铁", "“郑万高铁”"))
    assert [e.key for e in first.entities] == [e.key for e in second.entities] == ["project/重庆市-郑万高铁"]
