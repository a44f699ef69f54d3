"""Regions that authorities and grammar know, and what the extractor makes of organisations, industries and persons, sentence by sentence."""

from __future__ import annotations

import pytest

from kg.extraction.authorities import known_names
from kg.extraction.candidates import outermost
from kg.extraction.pipeline import extract
from kg.extraction.records import EntityType
from kg.reading.structure import parse

HEAD = "政府工作报告\n——2020年1月11日在{place}第五届人民代表大会第三次会议上\n{place}人民政府市长　张三\n各位代表：\n"


def known(sentence: str, kind: EntityType, place: str) -> list[str]:
    """The outermost known names of one kind in a sentence of a report of 2020."""
    head = HEAD.format(place=place)
    report = parse(head + sentence, "report.txt")
    assert report.place == place and report.year == 2020
    kept = outermost(c for c in known_names(report) if c.span.start >= len(head))
    return [report.quote(c.span) for c in kept if c.type is kind]


def found(sentence: str, kind: EntityType) -> list[str]:
    """The mentions of one kind in a sentence of a report of 重庆."""
    head = HEAD.format(place="重庆市")
    return [m.text for m in extract(parse(head + sentence, "report.txt")).mentions if m.type is kind and m.span.start >= len(head)]


REGIONS = [
    ("城口、巫溪、酉阳、彭水4个县能够摘帽。", "重庆市", ["城口", "巫溪", "酉阳", "彭水"]),
    ("城口与我们相距很远。", "四川省", []),  # a county's short form counts at home only
    ("渝桂、渝黔、渝陕等合作取得新进展。", "重庆市", ["渝", "桂", "渝", "黔", "渝", "陕"]),
    ("妥善应对中美经贸摩擦。", "重庆市", ["中", "美"]),
    ("驻渝领馆增至12家。", "重庆市", ["渝"]),
    ("在新的一年里，应急救援新格局形成。", "重庆市", []),
    ("坚持走中国特色社会主义道路。", "重庆市", []),
    ("顺应城市发展规律。", "湖北省", []),  # no 应城市
    ("有效防控非洲猪瘟。", "重庆市", []),
    ("长江干流重庆段水质为优。", "重庆市", ["长江干流重庆段"]),
    ("习近平总书记考察广东湛江。", "重庆市", ["广东湛江"]),
    ("平乡广宗自行车产业壮大。", "邢台市", ["平乡", "广宗"]),  # neighbours, not one in the other
    ("对“一带一路”沿线国家进出口增长。", "重庆市", ["“一带一路”沿线国家"]),
    ("争取设立中国（江苏）自由贸易试验区南京片区。", "南京市", ["中国（江苏）自由贸易试验区南京片区"]),
    ("川东北经济区经济保持较快增长。", "四川省", ["川东北经济区"]),
    ("以东港经济开发区为重点。", "丹东市", ["东港经济开发区"]),
    ("推进各类开发区和国家级新区建设。", "重庆市", []),
    ("新城旧城一个样。", "乌海市", []),
    ("横峰县姚家乡获评示范。", "上饶市", ["横峰县姚家乡"]),
    ("玄武湖、滁河等水环境改善。", "南京市", ["玄武湖", "滁河"]),
    ("引导人才返乡，治理2020年4个白洋淀上游流域，猛虎下山。", "河北省", ["白洋淀上游流域"]),
    ("绿水青山就是金山银山。", "重庆市", []),
]


@pytest.mark.parametrize(("sentence", "place", "names"), REGIONS)
def test_regions(sentence: str, place: str, names: list[str]) -> None:
    assert known(sentence, EntityType.REGION, place) == names


ORGANIZATIONS = [
    ("在市人大、市政协监督支持下，在中共重庆市委直接领导下。", ["市人大", "市政协", "中共重庆市委"]),
    ("现在，我代表重庆市人民政府报告工作。", ["重庆市人民政府"]),
    ("各级人民政府要过紧日子。", []),
    ("省市县政府数据资源共享。", []),
    ("中央财政加大投入。", []),
    ("贯彻党中央、国务院决策部署。", ["党中央", "国务院"]),
    ("深化与航天科技、华润集团、中铝集团、中铁、中建等企业合作。", ["航天科技", "华润集团", "中铝集团", "中铁", "中建"]),
    ("引进优质售电公司和跨国公司。", []),
    ("筹建西湖大学，建设高水平大学。", ["西湖大学"]),
    ("小康、现代、大众的生活。", []),
]


@pytest.mark.parametrize(("sentence", "names"), ORGANIZATIONS)
def test_organizations(sentence: str, names: list[str]) -> None:
    assert found(sentence, EntityType.ORGANIZATION) == names


INDUSTRIES = [
    ("汽车产业加速转型，电子、材料产业增加值分别增长14.3%、14.7%。", ["汽车产业", "电子", "材料产业"]),
    ("动漫、游戏、网络视听等产业快速发展。", ["动漫", "游戏", "网络视听"]),
    ("规模以上工业增加值增长6.2%，服务业支撑力增强。", ["工业", "服务业"]),
    ("规模以上软件和信息服务业营业收入增长45.2%。", ["软件和信息服务业"]),
    ("4大支柱型服务业增加值突破1万亿元。", ["4大支柱型服务业"]),
    ("推动产业转型升级，一是改造提升制造业。", ["制造业"]),
    ("大力发展现代服务业和数字经济。", ["现代服务业", "数字经济"]),
    ("促进国民经济和民营经济健康发展。", []),
    ("建设汽车产业园，解决农业农村问题。", []),
    ("培育重点产业、特色优势产业。", []),
]


@pytest.mark.parametrize(("sentence", "names"), INDUSTRIES)
def test_industries(sentence: str, names: list[str]) -> None:
    assert found(sentence, EntityType.INDUSTRY) == names


PERSONS = [
    ("以习近平同志为核心的党中央。", ["习近平"]),
    ("坚持习近平新时代中国特色社会主义思想、邓小平理论。", []),
    ("加强与张伯礼院士团队合作。", ["张伯礼"]),
]


@pytest.mark.parametrize(("sentence", "names"), PERSONS)
def test_persons(sentence: str, names: list[str]) -> None:
    assert found(sentence, EntityType.PERSON) == names


def test_speaker() -> None:
    report = parse(HEAD.format(place="重庆市") + "一切顺利。", "report.txt")
    assert [m.text for m in extract(report).mentions if m.type is EntityType.PERSON] == ["张三"]


def test_divisions_follow_the_year() -> None:
    """开县 became 开州区 in 2016."""
    for year, name in ((2010, "开县"), (2020, "开州区")):
        text = f"政府工作报告\n——{year}年1月11日在重庆市人民代表大会上\n各位代表：\n{name}与湖北相邻。"
        report = parse(text, "report.txt")
        assert report.year == year
        assert name in [report.quote(c.span) for c in known_names(report)]
