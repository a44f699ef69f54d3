"""How government work reports are built, counted: what opens a list, what closes it, predicates, comparators, units (docs/language.md).

usage: python benchmarks/language.py FOLDER     (a folder of reports as .txt)
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from kg.extraction.pipeline import extract
from kg.extraction.records import EntityType
from kg.lexicon import loader
from kg.reading.reader import read

CLAUSE = re.compile(r"[^，。；：！？\n]+")
SHOWN = 15
# What the nouns behind 等 may be.
KINDS = """
项目 工程 高速公路 高速 铁路 高铁 公路 机场 隧道 大桥 桥梁 水库 水电站 枢纽 电站 园区 产业园 基地 中心 平台 线路
通道 景区 码头 港口 场馆 道路 路网 车行道 街道 主干道 次干道 路段 断头路 生产线 博物馆 公园 实验室 商圈 小镇 古镇
街区 度假区 旅游区 灌区 口岸 航道 车站 站点 港区 大道 干道 快速路 国道 省道 研究院 纪念馆 体育场 剧院 物流园 科技园
示范园 绿道 水厂 电厂 变电站 隧洞 地标 央企 企业 公司 集团 银行 高校 院校 大学 医院 科研院所 院所 机构 单位 龙头企业
领军企业 知名企业 活动 展会 论坛 赛事 会议 节会 峰会 试点 改革 行动 战略 计划 规划 品牌 专项行动 国家战略 重大战略
政策 法规 条例 办法 专项政策 文件 意见 方案 区县 县 市 省 省市 省份 省区市 国家 地区 国家和地区 县市 城市 区 镇
乡镇 新区 开发区
"""
ERRORS = Console(stderr=True)
# Every so many reports are extracted; counts of words are of all.
STEP = 10


def patterns() -> dict[str, re.Pattern[str]]:
    """What is counted in every clause, by the title of its table."""
    names, numbers = loader.toml("names"), loader.toml("quantities")
    verbs = loader.alternation([*names["verbs"]["cut"], *names["verbs"]["lead"]])
    adverbs = loader.alternation(names["adverbs"]["words"])
    stages = loader.alternation([word for _, words in names["status"]["tail"] for word in words])
    heads = loader.alternation(names["heads"]["Project"])
    marks = loader.alternation([m for side in ("before", "after") for _, group in numbers["comparators"][side] for m in group])
    return {
        "verb before a list that 等 closes": re.compile(rf"^(?:{adverbs})*({verbs})[^等]*、[^等]*等"),
        "noun behind 等": re.compile(rf"、[^、]+等(?:\d+[个项座条家])?[\u4e00-\u9fff]{{0,4}}?({loader.alternation(KINDS.split())})"),
        "head of a list's first member": re.compile(rf"({heads})(?=、)"),
        "predicate behind a list": re.compile(rf"等[\u4e00-\u9fff\d]{{0,10}}?({stages})$"),
        "comparator": re.compile(rf"({marks})(?=\d)|(?<=[\d%万亿个元人公里户])({marks})"),
        "unit": re.compile(rf"\d(?:[万亿]+)?({loader.alternation(numbers['units']['names'])})"),
    }


def main(folder: str) -> None:
    """Print the tables as Markdown."""
    files = sorted(Path(folder).glob("*.txt"))
    kinds = patterns()
    counts: dict[str, Counter[str]] = {title: Counter() for title in kinds}
    sizes: list[int] = []
    for path in track(files, "counting", console=ERRORS):
        text = path.read_text(encoding="utf-8")
        sizes.append(len(text))
        for clause in CLAUSE.findall(text):
            for title, pattern in kinds.items():
                counts[title].update(next(filter(None, found.groups())) for found in pattern.finditer(clause))
    print(f"{len(files)} reports, {statistics.median(sizes):,.0f} characters in the middle one\n")
    for title, found in counts.items():
        shown = "、".join(f"{word} {number}" for word, number in found.most_common(SHOWN))
        print(f"| {title} | {sum(found.values()):,} | {shown} |")
    density(files[::STEP])


def density(files: Sequence[Path]) -> None:
    """Records per 1,000 characters, and the reports that give suspiciously few or many."""
    rates: list[tuple[float, float, str]] = []
    for path in track(files, "extracting", console=ERRORS):
        found = extract(read(path))
        size = len(found.report.text) / 1000
        core = sum(m.type in (EntityType.PROGRAM, EntityType.PROJECT) for m in found.mentions)
        rates.append((core / size, len(found.targets) / size, path.stem))
    for place, label in ((0, "programmes and projects"), (1, "targets")):
        values = sorted(rates, key=lambda rate: rate[place])
        middle = statistics.median(v[place] for v in values)
        print(f"\n{label} per 1,000 characters: {middle:.1f} in the middle of {len(values)} reports; ", end="")
        print(
            "fewest " + ", ".join(f"{v[2]} {v[place]:.1f}" for v in values[:3]) + "; most " + ", ".join(f"{v[2]} {v[place]:.1f}" for v in values[-3:])
        )


if __name__ == "__main__":
    main(sys.argv[1])
