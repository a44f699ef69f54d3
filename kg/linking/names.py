"""What one thing is called: the names of a region, body or sector brought to the one that its key is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.records import EntityType, Mention
from kg.extraction.teaching import Teaching, bare
from kg.lexicon import loader
from kg.linking.iris import QUOTES
from kg.linking.regions import Division, Gazetteer

PLAIN = str.maketrans({"－": "—", "–": "—", "─": "—", "-": "—", "·": "·", "•": "·", "＋": "+"} | {chr(c + 0xFEE0): chr(c) for c in range(0x30, 0x7B)})
# 中国（重庆）自由贸易试验区
PILOT = re.compile(r"中国[（(]([^（()）]{2,8})[）)](.+)")
OWN = re.compile(r"(自治区|省|市|县|区|州|旗|盟)(党委|委|人大常委会|人民代表大会常务委员会|人大|人民代表大会|政协|人民政府|政府|纪委|监委)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as its key has it.

    Attributes:
        text: without quotation marks, in its usual form.
        scoped: true where the name means something only in reports of one place.
        reason: why this is the name.
        division: the division that the name means, if it means one.
        within: code of the division that the thing lies in, where the name or the authority says so.
        label: the name that a person taught for it, None where nobody did.
    """

    text: str
    scoped: bool
    reason: str = "same name"
    division: Division | None = None
    within: str | None = None
    label: str | None = None


def plain(text: str) -> str:
    """A name without quotation marks and blanks, dashes and full-width letters in their usual form."""
    return text.translate(QUOTES).translate(PLAIN) or text


def called(mention: Mention, kind: EntityType, places: Gazetteer, teaching: Teaching) -> Name:
    """The name that a mention gives its thing, which is of the given kind."""
    text = plain(mention.text)
    taught = teaching.by_text.get(bare(mention.text))
    if taught is None or taught.type is not kind:
        return _called(text, mention.rule, kind, places)
    name = _called(plain(taught.text), mention.rule, kind, places)
    return replace(name, label=taught.text, reason=name.reason if plain(taught.text) == text else "taught alias")


def _called(text: str, rule: str, kind: EntityType, places: Gazetteer) -> Name:
    if kind is EntityType.REGION:
        return _region(text, rule, places)
    if kind is EntityType.ORGANIZATION:
        return _body(text, places)
    if kind is EntityType.INDUSTRY:
        return _sector(text)
    return Name(text, scoped=kind is not EntityType.PERSON)


@cache
def _national() -> frozenset[str]:
    """Names of regions and bodies that mean the same in every report."""
    regions, bodies = loader.toml("regions"), loader.toml("organizations")
    own = {name for name in bodies["bodies"]["names"] if OWN.fullmatch(name)}
    names = {*regions["countries"]["names"], *regions["areas"]["names"], *bodies["bodies"]["names"], *bodies["companies"]["names"]}
    return frozenset(names - own)


def _region(text: str, rule: str, places: Gazetteer) -> Name:
    data = loader.toml("regions")
    if rule == "abbreviation.state":
        country = data["countries"]["short"].get(text)
        return Name(country or text, scoped=False, reason="authority: abbreviation" if country else "same name")
    division = places.find(text)
    if division is not None:
        reason = "authority" if text == division.name else "authority: short form" if len(text) > 1 else "authority: abbreviation"
        return Name(division.name, scoped=False, reason=reason, division=division, within=division.parent or None)
    if text in _national():
        return Name(text, scoped=False)
    return _zone(text, places)


def _zone(text: str, places: Gazetteer) -> Name:
    """重庆高新技术产业开发区, 重庆高新区 and, in a report of 重庆, 高新区 are one."""
    data = loader.toml("regions")
    pilot = PILOT.fullmatch(text)
    usual = pilot[1] + pilot[2] if pilot else text.removeprefix("国家级")
    head = next((h for h in loader.longest_first(data["zones"]["same"]) if usual.endswith(h)), None)
    if head is not None:
        usual = usual.removesuffix(head) + data["zones"]["same"][head]
    area = next((name for name in data["areas"]["new"] if usual.endswith(name)), None)
    if area is not None and (usual == area or places.find(usual.removesuffix(area)) is not None):
        return Name(area, scoped=False, reason="same name" if text == area else "authority: new area", within=data["areas"]["new"][area])
    home = places.home
    if usual in data["zones"]["single"] and home is not None:  # one to a province, whichever city speaks of it
        home = places.by_code.get(f"{home.code[:2]}0000", home)
    elif home is not None and home.level == "province" and not home.name.endswith("市"):
        home = None  # 高新区 in the report of a province is any of them
    if usual in data["zones"]["bare"] and home is not None:
        return Name(home.short + usual, scoped=False, reason="zone of the report's own place", within=home.code)
    leading = places.leading(usual)
    if leading is None:
        return Name(usual, scoped=True)
    around, rest = leading
    same = text == around.short + rest
    if rest in data["zones"]["bare"]:
        return Name(around.short + rest, scoped=False, reason="same name" if same else "zone by its usual name", within=around.code)
    return Name(usual, scoped=True, within=around.code)


def _body(text: str, places: Gazetteer) -> Name:
    """市委 in a report of 重庆, 重庆市委 and 中共重庆市委 are one; so are 市政府 and 重庆市人民政府."""
    same = loader.toml("organizations")["bodies"]["same"].get(text)
    if same is not None:
        return Name(same, scoped=False, reason="another name of that body")
    stem = text.removeprefix("中共")
    for size in range(len(stem), 0, -1):
        match = OWN.fullmatch(stem, len(stem) - size)
        if match is None:
            continue
        before = stem[: match.start()]
        division = places.own(match[1]) if not before else places.find(before + match[1])
        if division is None:
            break
        usual = loader.toml("organizations")["bodies"]["usual"].get(match[2], match[2])
        name = division.name + usual
        name = f"中共{name}" if usual == "委" else name
        return Name(name, scoped=False, reason="same name" if name == text else "body of that place", within=division.code)
    return Name(text, scoped=text not in _national())


def _sector(text: str) -> Name:
    """电子 in 电子、材料产业 is 电子产业."""
    if text in loader.toml("sectors")["short"]["names"] and not text.endswith("业"):
        return Name(f"{text}产业", scoped=False, reason="sector by its short name")
    return Name(text, scoped=False)
