"""The head of a report: title, place, date, meeting, speaker."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.lexicon import loader
from kg.reading.document import Given, ParagraphKind

# The years in which there may be a report: the first were given in the 1950s; the graph's shapes hold years up to 2100.
REPORTED = r"19[5-9]\d|20\d\d"
DATE = re.compile(rf"({REPORTED})年(\d{{1,2}})月(\d{{1,2}})日")
MEETING = re.compile(r"在?([^，。\s—在]{2,40}(?:代表大会|人大)(?:第[一二三四五六七八九十]{1,3}次)?会议)(?:上|$)?")
PLACE = re.compile(
    r"(?:^|[—在\s　）)])在?((?!自治|在)[\u4e00-\u9fff]{2,13}?(?:省|自治区|自治州|自治县|市|州|县|区|旗|盟))"
    r"(?:第[一二三四五六七八九十]{1,3}届|人民政府|政府工作报告|代?[省市州县区]长|(?:代?(?:省|市|州|县|区))?人民代表大会)"
)
SPEAKER = re.compile(
    r"(?:国务院总理|总理|自治区主席|政府主席|主席|省长|市长|州长|县长|区长|旗长|盟长|专员)[\s　:：]{0,4}"
    r"([\u4e00-\u9fff·]{1,8}[\s　]{0,4}[\u4e00-\u9fff]{0,4})$"
)
SALUTATION = re.compile(r"(?:各位|尊敬的各位)?(?:代表|委员|同志)们?[：:，,！!]")
# How the title of a report ends, whatever it is of.
TITLED = re.compile(r"报告\s*(?:[（(][^（()）]*[）)])?$")
FILE_YEAR = re.compile(REPORTED)
FILE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,15}")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of the report says; `kinds` maps line numbers to what those lines are."""

    title: str | None
    place: str | None
    level: str | None
    date: str | None
    year: int | None
    meeting: str | None
    speaker: str | None
    kinds: Mapping[int, ParagraphKind]


def front_matter(lines: list[tuple[int, str]], source: str, given: Given) -> FrontMatter:
    """Read the lines before the salutation; the file's name `source` stands in for a place or year not printed."""
    kinds: dict[int, ParagraphKind] = {}
    title = date = meeting = speaker = place = None
    year: int | None = None
    for number, line in lines:
        if SALUTATION.match(line):
            kinds[number] = ParagraphKind.SALUTATION
            break
        if len(line) > 80:
            break
        if place is None and (found := PLACE.search(line)):
            place = found[1]
        if dated := DATE.search(line):
            kinds[number] = ParagraphKind.DATELINE
            date = _date(*map(int, dated.groups())) or date
            year = int(dated[1])
        if found := MEETING.search(line[dated.end() if dated else 0 :]):
            kinds[number] = ParagraphKind.DATELINE
            meeting = found[1]
        elif title is None and "报告" in line and len(line) <= 40:
            kinds[number] = ParagraphKind.TITLE
            title = line
            year = year or _year(line)
        elif (found := SPEAKER.search(line)) and len(line) <= 40:
            kinds[number] = ParagraphKind.SPEAKER
            speaker = re.sub(r"[\s　]", "", found[1])
            if "国务院" in line:
                place = "中国"
    stem = source.rsplit(".", 1)[0]
    if year is None:
        year = _year(stem)
    if place is None:
        named = [m[0] for m in FILE_PLACE.finditer(stem)]
        place = next((n for n in named if _level(n)), None)
    place = given.place or place or given.home
    place = "中国" if place == "国务院" else place
    if given.date is not None:
        date, year = given.date, int(given.date[:4])
    level = given.level or (_level(place) if place else None)
    return FrontMatter(title, place, level, date, year, meeting, given.speaker or speaker, kinds)


def _date(year: int, month: int, day: int) -> str | None:
    """A day as ISO 8601 writes it, None where the calendar has none such (13月45日)."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(words: str) -> int | None:
    found = FILE_YEAR.search(words)
    return int(found[0]) if found else None


def _level(place: str) -> str | None:
    levels = loader.toml("structure")["levels"]
    if place in levels["national"]:
        return "national"
    if place in levels["municipalities"]:
        return "province"
    return next((name for name in ("province", "city", "county") if place.endswith(tuple(levels[name]))), None)
