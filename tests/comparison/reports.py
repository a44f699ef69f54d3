"""Made-up reports of one city."""

from __future__ import annotations

from kg.extraction.pipeline import extract
from kg.linking.entities import Linked
from kg.linking.resolve import link
from kg.reading.structure import parse


def report(year: int, review: str, plan: str, headings: tuple[str, str] | None = None) -> Linked:
    """The report of a year with the given words in its review and its plan."""
    back, ahead = headings or (f"{year - 1}年工作回顾", f"{year}年工作安排")
    text = (
        f"云州市人民政府工作报告\n——{year}年1月10日在云州市第五届人民代表大会第三次会议上\n云州市人民政府市长 李明\n\n"
        f"各位代表：\n现在，我代表市人民政府向大会报告工作。\n一、{back}\n{review}\n二、{ahead}\n{plan}\n三、政府自身建设\n坚持依法行政。\n"
    )
    return link(extract(parse(text, f"云州市{year}.txt")))
