"""The authority of divisions: the right code for the year and place, and none rather than a wrong one."""

from __future__ import annotations

import pytest

from kg.lexicon import loader
from kg.linking.regions import gazetteer

CODES = [
    (2020, "重庆市", "城口", "500229"),
    (2020, "重庆市", "城口县", "500229"),
    (2010, "重庆市", "开县", "500234"),
    (2020, "重庆市", "开县", None),
    (2020, "重庆市", "开州区", "500154"),
    (2030, "重庆市", "开州区", "500154"),
    (2020, "重庆市", "渝", "500000"),
    (2020, "重庆市", "江北区", "500105"),
    (2020, "浙江省", "江北区", "330205"),
    (2020, "山东省", "江北区", None),
    (2020, "北京市", "朝阳", "110105"),
    (2020, "辽宁省", "朝阳", "211300"),
    (2020, "重庆市", "朝阳", None),
    (2020, "重庆市", "朝阳区", None),
    (2020, "吉林省", "吉林", "220000"),
    (2020, "重庆市", "广东湛江", "440800"),
    (2020, "重庆市", "湖北省武汉市", "420100"),
    (2020, "重庆市", "海南", "460000"),
    (2020, "青海省", "海南", "632500"),
    (2020, "龙岩市", "古田", None),  # the town of the conference, not the county of another prefecture
    (2020, "宁德市", "古田", "350922"),
    (2020, "保定市满城区", "满城", "130607"),
    (2020, None, "城口", None),
    (2020, "国务院", "深圳", "440300"),
    (2020, "重庆市", "不存在", None),
]


@pytest.mark.parametrize(("year", "place", "name", "code"), CODES)
def test_codes(year: int, place: str | None, name: str, code: str | None) -> None:
    division = gazetteer(year, place).find(name)
    assert (division.code if division else None) == code


@pytest.mark.parametrize(
    ("name", "code", "rest"), [("成都高新区", "510100", "高新区"), ("重庆自贸试验区", "500000", "自贸试验区"), ("两江新区", None, None)]
)
def test_leading(name: str, code: str | None, rest: str | None) -> None:
    found = gazetteer(2020, "重庆市").leading(name)
    assert (found[0].code, found[1]) == (code, rest) if found else code is None


def test_own_levels() -> None:
    places = gazetteer(2020, "曲阳县")
    assert [places.own(level).name for level in ("县", "市", "省")] == ["曲阳县", "保定市", "河北省"]  # type: ignore[union-attr]
    assert places.own("自治区") is None


def test_table_is_sound() -> None:
    """Every division lies in one that the table has in all of its years; codes are six digits."""
    rows = loader.table("regions")
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        assert len(row["code"]) == 6 and row["code"].isdigit() and int(row["first"]) <= int(row["last"])
        spans.setdefault(row["code"], []).append((int(row["first"]), int(row["last"])))
    orphans = [r["name"] for r in rows if r["parent"] and r["parent"] not in spans]
    assert not orphans
