"""What is taught acts on names, targets, relations, entities and the head of a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.pipeline import extract
from kg.extraction.teaching import Teaching
from kg.linking.entities import Linked
from kg.linking.resolve import link
from kg.reading.document import Given
from kg.reading.structure import parse as read
from kg.teaching.config import Config, ConfigError, parse
from kg.teaching.corpus import base_of
from tests.conftest import SEED
from tests.test_contract import PIECES, check

HEAD = "渝北区人民政府工作报告\n——2023年1月9日在渝北区第三届人民代表大会第三次会议上\n各位代表：\n一、2022年工作回顾\n"


def linked(text: str, toml: str) -> Linked:
    config = parse(toml, Path("kg.toml"))
    return link(extract(read(HEAD + text + "\n", "report.txt", config.given("report.txt")), config.teaching), config.teaching)


def names(result: Linked) -> list[str]:
    return [f"{m.type.value} {m.text}" for m in result.extraction.mentions if m.span.start >= len(HEAD)]


def name(text: str, type: str, *aliases: str) -> str:
    return f'[[name]]\ntext = "{text}"\ntype = "{type}"\naliases = [{", ".join(f"{chr(34)}{a}{chr(34)}" for a in aliases)}]\n'


@pytest.mark.parametrize(
    ("text", "toml", "found"),
    [
        ("春晓五号好。", "", []),
        ("春晓五号好。", name("春晓五号", "Project"), ["Project 春晓五号"]),
        ("推进云桥科创走廊。", name("云桥科创走廊", "Policy"), ["Policy 云桥科创走廊"]),
        ("推进“云桥科创走廊”建设。", name("云桥科创走廊", "Policy"), ["Policy “云桥科创走廊”"]),
        ("实施云桥提升行动。", name("提升", "Industry"), ["Program 云桥提升行动"]),
        ("晨曲好、晨曲三号好。", name("晨曲三号", "Project") + name("晨曲", "Event"), ["Event 晨曲", "Project 晨曲三号"]),
        ("实施云桥提升行动。", name("提升", "Industry") + '[[reject]]\ntext = "云桥提升行动"\n', ["Industry 提升"]),
        ("实施云桥提升行动。", '[[reject]]\ntext = "云桥提升行动"\ntype = "Program"\n', []),
        ("实施云桥提升行动。", '[[reject]]\ntext = "云桥提升行动"\ntype = "Project"\n', ["Program 云桥提升行动"]),
        ("实施云桥提升行动。", '[[reject]]\ntext = "云桥提升行动"\nfile = "other.txt"\n', ["Program 云桥提升行动"]),
        ("实施云桥提升行动。", '[[correct]]\ntext = "云桥提升行动"\ntype = "Project"\n', ["Project 云桥提升行动"]),
        ("春晓五号。春晓五号好。", name("春晓五号", "Project") + '[[reject]]\ntext = "春晓五号"\nsentence = "好"\n', ["Project 春晓五号"]),
    ],
)
def test_names(text: str, toml: str, found: list[str]) -> None:
    assert names(linked(text, toml)) == found


def test_a_taught_name_says_so_and_gets_its_status() -> None:
    (mention,) = [m for m in linked("晨曲三号开工建设。", name("晨曲三号", "Project")).extraction.mentions if m.text == "晨曲三号"]
    assert (mention.rule, mention.confidence, mention.status, mention.year) == ("taught.name", 1.0, "started", 2022)


def test_name_and_aliases_are_one_entity() -> None:
    result = linked("推进晨曲三号，建成“三号工程”。晨曲运行良好。", name("晨曲三号", "Project", "三号工程", "晨曲"))
    (entity,) = [e for e in result.entities if e.type == "Project"]
    assert (entity.label, entity.aliases, len(entity.mentions)) == ("晨曲三号", ("“三号工程”", "晨曲"), 3)
    assert "taught alias" in entity.reason


def test_the_taught_name_is_the_label_also_where_only_an_alias_stands() -> None:
    (entity,) = [e for e in linked("建成“三号工程”。", name("晨曲三号", "Project", "三号工程")).entities if e.type == "Project"]
    assert (entity.key, entity.label) == ("project/渝北区-晨曲三号", "晨曲三号")


def test_relations_apply_to_taught_names_and_go_with_rejected_ones() -> None:
    text = "云桥示范工程投资30亿元。"
    toml = name("云桥示范工程", "Project")
    tied = [r for r in linked(text, toml).extraction.relations if r.type == "hasTarget"]
    assert len(tied) == 1
    assert not linked(text, toml + '[[reject]]\ntext = "云桥示范工程"\n').extraction.relations


def test_a_rejected_target_is_gone_and_its_numeral_says_so() -> None:
    text = "地区生产总值增长6.3%，财政收入增长5%。"
    all_of_them = linked(text, "").extraction
    left = linked(text, '[[reject]]\ntext = "增长6.3%"\ntype = "Target"\n').extraction
    assert [t for t in all_of_them.targets if t.text != "增长6.3%"] == list(left.targets)
    assert [n.outcome for n in left.numerals if n.text.startswith("6.3")] == ["rejected"]


def test_corrections_keep_the_trail() -> None:
    toml = '[[correct]]\ntext = "增长6.3%"\nindicator = "工业产值"\nstatus = "planned"\nyear = 2025\nmeasure = "level"\n'
    (target,) = linked("地区生产总值增长6.3%。", toml).extraction.targets
    assert (target.indicator, target.status, target.year, target.measure) == ("工业产值", "planned", 2025, "level")
    assert (target.rule, target.confidence, target.subject) == ("quantity.growth+corrected", 1.0, None)
    (mention,) = [
        m
        for m in linked("推进云桥科创走廊。", '[[correct]]\ntext = "云桥科创走廊"\nstatus = "completed"\nyear = 2021\n').extraction.mentions
        if m.text == "云桥科创走廊"
    ]
    assert (mention.status, mention.year, mention.confidence) == ("completed", 2021, 1.0)
    assert mention.rule.endswith("+corrected")


def test_a_corrected_type_stands_in_the_graph_beside_other_mentions_of_the_name() -> None:
    toml = '[[correct]]\ntext = "云桥提升行动"\ntype = "Project"\nsentence = "今年"\n'
    result = linked("实施云桥提升行动。实施云桥提升行动。今年实施云桥提升行动。", toml)
    assert sorted(k for k in result.entity_of.values() if "云桥" in k) == ["program/渝北区-云桥提升行动"] * 2 + ["project/渝北区-云桥提升行动"]


def test_facts_of_a_report_win_and_the_place_only_fills_a_gap() -> None:
    body = HEAD + "推进工作。\n"
    told = read(body, "r.txt", Given(place="江北区", level="county", year=2030, date="2024-02-03", speaker="林一", home="重庆市"))
    assert (told.id, told.place, told.level, told.year, told.date, told.speaker) == ("江北区-2030", "江北区", "county", 2030, "2024-02-03", "林一")
    assert read(body, "r.txt", Given(home="重庆市")).place == "渝北区"
    silent = read("政府工作报告\n各位代表：\n推进工作。\n", "r.txt", Given(home="重庆市", date="2024-02-03"))
    assert (silent.place, silent.level, silent.year) == ("重庆市", "province", 2024)


def test_the_named_base_wins_and_two_that_differ_are_refused() -> None:
    one, other = (Config(path=Path(f"{n}/kg.toml"), base=f"https://{n}.example/") for n in "ab")
    assert base_of(None, [Config()]) == "https://w3id.org/govreport/"
    assert base_of(None, [one, Config(), one]) == "https://a.example/"
    assert base_of("https://c.example/", [one, other]) == "https://c.example/"
    with pytest.raises(ConfigError, match="--base"):
        base_of(None, [one, other])


def test_entries_that_meet_no_words_are_told() -> None:
    config = parse(name("晨曲三号", "Project") + name("没有", "Event", "也没有") + '[[reject]]\ntext = "无此"\n', Path("kg.toml"))
    assert config.unmet([read(HEAD + "“晨曲”三号。\n", "r.txt")]) == ["line 5 没有", "line 9 无此"]


def test_the_seed_is_unchanged_by_an_empty_teaching(seed: Linked) -> None:
    text = SEED.read_text(encoding="utf-8")
    assert link(extract(read(text, SEED.name, Given()), Teaching()), Teaching()).entities == seed.entities


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.lists(st.sampled_from(["双高", "高铁", "重庆", "abc", "推进", "项目、高", "5G"]), unique=True))
def test_the_record_contract_holds_for_taught_names(text: str, taught: list[str]) -> None:
    toml = "".join(name(t, kind) for t, kind in zip(taught, ("Project", "Region", "Event") * 3, strict=False))
    toml += '[[reject]]\ntext = "高铁"\nsentence = "重庆"\n[[correct]]\ntext = "双高"\ntype = "Policy"\nstatus = "started"\n'
    check(linked(text, toml))
