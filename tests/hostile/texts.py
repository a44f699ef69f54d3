"""Hypothesis strategies: texts as reports have them and as nobody would write them.

Mutations of real sentences and clauses put together from the words of the grammar reach further into the rules than random
characters do; both are here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from tests.conftest import SEED
from tests.hostile.markup import HOSTILE

LINES = tuple(line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip())
SENTENCES = tuple(s for line in LINES for s in re.findall(r"[^。！？]+[。！？]?", line))
# What the rules look at: verbs, head nouns, units, places, marks, counts.
PIECES = (
    *[
        "推进",
        "实施",
        "建成",
        "开工",
        "加快",
        "启动",
        "完成",
        "开通",
        "投用",
        "引进",
        "出台",
        "获得",
        "荣获",
        "命名为",
        "分别",
        "其中",
        "预计",
        "力争",
        "同比",
        "累计",
        "全年",
        "到",
        "至",
        "从",
        "由",
        "和",
        "与",
        "及",
        "以及",
        "暨",
        "等",
        "的",
        "了",
    ],
    *[
        "高铁",
        "铁路",
        "高速公路",
        "大桥",
        "隧道",
        "机场",
        "工程",
        "项目",
        "行动",
        "计划",
        "战略",
        "规划",
        "方案",
        "条例",
        "产业",
        "产业园",
        "制造业",
        "集团",
        "公司",
        "有限公司",
        "大学",
        "医院",
        "论坛",
        "博览会",
        "攻坚战",
    ],
    *[
        "重庆",
        "重庆市",
        "两江新区",
        "万州区",
        "渝中",
        "渝黔",
        "成渝",
        "中美",
        "长江经济带",
        "一带一路",
        "市委",
        "市政府",
        "国务院",
        "发改委",
        "中共",
        "党中央",
        "村",
        "镇",
        "街道",
        "县",
        "自治州",
    ],
    *[
        "地区生产总值",
        "增加值",
        "投资",
        "收入",
        "增长",
        "下降",
        "提高",
        "新增",
        "达到",
        "突破",
        "超过",
        "占",
        "为",
        "左右",
        "以上",
        "以下",
        "不低于",
        "控制在",
        "翻一番",
        "过半",
        "三分之二",
        "百分之五",
    ],
    *[
        "6.3%",
        "75万人",
        "2.36万亿元",
        "3—5个",
        "1、2",
        "第3",
        "〇",
        "12",
        "0.0001%",
        "5G",
        "4A级",
        "2020年",
        "20世纪90年代",
        "“十三五”",
        "十四五时期",
        "1月1日",
        "100公里",
        "50余个",
        "二十三条",
        "9:30",
    ],
    *[
        "，",
        "、",
        "。",
        "；",
        "：",
        "！",
        "？",
        "——",
        "…",
        "“",
        "”",
        "‘",
        "’",
        "《",
        "》",
        "（",
        "）",
        "「",
        "」",
        "(",
        ")",
        '"',
        "'",
        "·",
        "－",
        "％",
        "％",
        "～",
    ],
    "\n",
    "　",
    " ",
    "\t",
    "\n\n",
    "各位代表：",
    "政府工作报告\n",
    "——2020年1月11日在重庆市第五届人民代表大会第三次会议上\n",
    "重庆市市长 某某某\n",
    "一、2019年工作回顾\n",
    "二、2020年工作安排\n",
    "（一）",
    "1．",
    "2019年99月99日",
    "国務院總理",
    "「臺灣」",
    "😀",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b",
    "\u2028",
    "\ud800",
    "１２３",
    "٣٤",
    "²½Ⅷ㈠①",
    "9" * 40,
    "(" * 30,
    "“" * 30,
    "\U0010ffff",
)
ANY = st.text(max_size=60)
HARD = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(PIECES), ANY)


def without_surrogates(text: str) -> str:
    """What a file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def mutated(text: str, steps: Sequence[tuple[int, int, int, str]]) -> str:
    """The text after some steps: cut out, double, put in, replace, swap round, cut off, change its figures."""
    for kind, one, other, words in steps:
        a, b = sorted((one % (len(text) + 1), other % (len(text) + 1)))
        b = min(b, a + 12)
        match kind:
            case 0:
                text = text[:a] + text[b:]
            case 1:
                text = text[:b] + text[a:b] + text[b:]
            case 2:
                text = text[:a] + words + text[a:]
            case 3:
                text = text[:a] + words + text[b:]
            case 4:
                text = text[:a] + text[a:b][::-1] + text[b:]
            case 5:
                text = text[b:] + text[:a]
            case _:
                figures = words[:5] if words[:1].isdigit() else str(other)
                text = re.sub(r"\d+", lambda _, figures=figures: figures, text)  # type: ignore[misc]
    return text[:1500]


STEPS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 400), st.integers(0, 400), HARD), max_size=4)
MUTATED = st.builds(mutated, st.sampled_from(SENTENCES), STEPS)
ASSEMBLED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
SENTENCE = st.one_of(MUTATED, MUTATED, ASSEMBLED, st.builds(mutated, ASSEMBLED, STEPS)).map(without_surrogates)
TEXT = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=4).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES).map(lambda line: line[:60]), HARD), max_size=8).map("\n".join).map(without_surrogates),
)
NAME = st.one_of(HARD, st.lists(HARD, min_size=1, max_size=3).map("".join), st.sampled_from(SENTENCES))
