"""Reports recombined from real ones: their paragraphs with changed places, years and values. The same seed gives the same texts.

usage: python -m benchmarks.recombined FOLDER COUNT [CHARACTERS] [SOURCE …]
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.lexicon import loader

SEED = 20200111
YEARS = range(2005, 2025)
SOURCES = ("seeds/chongqing-2020.txt",)
YEAR = re.compile(r"20\d\d(?=年)")
VALUE = re.compile(r"(?<![\dA-Za-z])(?!20\d\d年)\d+(?:\.\d+)?(?=[%％万亿个项公家件条户人次元吨倍])")
# The first sentence of a long paragraph under a numeral is its heading.
HEADED = re.compile(r"[\s　]*[一二三四五六七八九十（][^。]{0,60}。(?=.{60})")
PARAGRAPH = re.compile(r"^[\s　]*(?:——)?[^一二三四五六七八九十（\s].{60,}")


def reports(count: int, characters: int | None = None, sources: Sequence[str] = SOURCES) -> Iterator[tuple[str, str]]:
    """File name and text of each report; about so many characters long, or as long as its source."""
    texts = [Path(source).read_text(encoding="utf-8") for source in sources]
    divisions = [
        row for row in loader.table("regions") if row["level"] in ("county", "prefecture") and row["last"] == "2024" and len(row["short"]) >= 2
    ]
    shorts = {row["short"] for row in divisions if len(row["short"]) == 2}
    for number in range(count):
        chance = random.Random(SEED + number)
        place = divisions[number % len(divisions)]
        year = YEARS[number // len(divisions) % len(YEARS)]
        yield f"{place['code']}-{year}-{number:05d}.txt", _report(chance, chance.choice(texts), place["name"], year, characters, sorted(shorts))


def _report(chance: random.Random, text: str, place: str, year: int, characters: int | None, shorts: Sequence[str]) -> str:
    """One text under a heading of its own: paragraphs kept in order, as many as are asked for, and all headings."""
    lines = text.splitlines()
    share = 1.0 if characters is None else min(1.0, characters / len(text))
    body = [line for line in lines[5:] if not PARAGRAPH.match(line) or chance.random() < share]
    if share < 1:
        body = [heading[0] if (heading := HEADED.match(line)) and chance.random() >= share else line for line in body]
    found = {name for name in shorts if name in text}
    others = dict(zip(sorted(found), chance.sample(shorts, len(found)), strict=True))
    names = re.compile("|".join(sorted(map(re.escape, others), key=len, reverse=True)) or r"(?!)")
    own = re.search(r"(\S+?)人民政府工作报告", text)
    shift = year - max(map(int, YEAR.findall(text[:200])), default=year)
    whole = "\n".join(body)
    if own:
        whole = whole.replace(own[1], place)
    whole = names.sub(lambda match: others[match[0]], whole)
    whole = YEAR.sub(lambda match: str(int(match[0]) + shift), whole)
    whole = VALUE.sub(lambda match: _value(chance, match[0]), whole)
    return f"{place}人民政府工作报告\n——{year}年1月11日在{place}第五届人民代表大会第三次会议上\n\n各位代表：\n{whole}\n"


def _value(chance: random.Random, digits: str) -> str:
    whole, _, part = digits.partition(".")
    new = str(chance.randint(10 ** (len(whole) - 1), 10 ** len(whole) - 1))
    return f"{new}.{chance.randint(0, 10 ** len(part) - 1):0{len(part)}d}" if part else new


def write(folder: Path, count: int, characters: int | None = None, sources: Sequence[str] = SOURCES) -> None:
    """Write the reports into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reports(count, characters, sources):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None, sys.argv[4:] or SOURCES)
