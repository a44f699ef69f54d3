"""Precision, recall and F1 of an extraction against gold (docs/evaluation.md says what is counted).

Mentions: strict asks for the same text (quotation marks aside) and a fitting type, relaxed for overlap and a fitting type.
Targets: detected asks for overlap, value and unit; complete for every field. Optional gold counts neither for nor against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.gold import GoldParagraph, line_starts
from kg.extraction.records import Extraction, Mention, Target

QUOTES = str.maketrans("", "", "“”‘’「」『』《》〈〉\"' 　")
MAGNITUDES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}
CORE = ("Program", "Project", "Region")
FIELDS = ("indicator", "measure", "comparator", "year", "status")
Gold = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """Counts by name (``strict.Program.hit`` …), agreement of attributes, and errors by kind."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    # confidence and rightness of every scored mention and target, for the calibration table
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def figures(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a counted block."""
        hit, gold, predicted = (self.counts[f"{name}.{part}"] for part in ("hit", "gold", "predicted"))
        precision = hit / predicted if predicted else 0.0
        recall = hit / gold if gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def share(self, name: str, of: str) -> float:
        """One count as a share of another."""
        return self.counts[name] / self.counts[of] if self.counts[of] else 0.0


def plain(text: str | None) -> str:
    """A name or phrase without quotation marks and spaces."""
    return (text or "").translate(QUOTES)


def quantity(value: Any, unit: str | None) -> tuple[tuple[float | None, ...], str]:
    """Value and unit with the magnitude folded in, for comparison."""
    name = plain(unit).replace("％", "%").replace("百分点", "个百分点").replace("个个", "个")
    factor = 1.0
    for word, size in MAGNITUDES.items():
        if name.startswith(word) and name != "千米":
            name, factor = name[len(word) :], size
            break
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(None if v is None else round(float(v) * factor, 6) for v in values), name


def same_indicator(one: str, other: str) -> bool:
    """True if one phrase contains the other and the shorter has at least 60 % of the longer one's characters."""
    short, long = sorted((plain(one).replace("的", ""), plain(other).replace("的", "")), key=len)
    return short == long or bool(short) and short in long and len(short) >= 0.6 * len(long)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True if two spans of a line share a character."""
    return min(one[1], other[1]) > max(one[0], other[0])


def match(golds: Sequence[Gold], found: Sequence[Any], spans: Sequence[tuple[int, int]], fits: Callable[[Gold, int], bool]) -> list[tuple[int, int]]:
    """One to one: every prediction takes the first free gold that fits, equal spans and required gold first."""
    pairs: list[tuple[int, int]] = []
    free = list(range(len(golds)))
    for i in sorted(range(len(found)), key=lambda i: not any(spans[i] == g["span"] for g in golds)):
        options = [g for g in free if fits(golds[g], i)]
        options.sort(key=lambda g: (golds[g]["span"] != spans[i], bool(golds[g].get("optional"))))
        if options:
            free.remove(options[0])
            pairs.append((options[0], i))
    return pairs


def score(gold: Sequence[GoldParagraph], extraction: Extraction) -> Score:
    """Score an extraction on the annotated paragraphs only."""
    starts = line_starts(extraction.report.text)
    result = Score()
    for entry in gold:
        begin = starts[entry.line - 1]
        end = starts[entry.line]
        mentions = [m for m in extraction.mentions if begin <= m.span.start < end]
        targets = [t for t in extraction.targets if begin <= t.span.start < end]
        _mentions(result, entry, mentions, begin)
        partners = _targets(result, entry, targets, begin)
        _relations(result, entry, extraction, mentions, targets, partners, begin)
    return result


def _mentions(result: Score, entry: GoldParagraph, found: Sequence[Mention], begin: int) -> None:
    spans = [(m.span.start - begin, m.span.end - begin) for m in found]
    golds = entry.mentions

    def fits(g: Gold, i: int) -> bool:
        return overlap(g["span"], spans[i]) and found[i].type.value in g["types"]

    def exactly(g: Gold, i: int) -> bool:
        return fits(g, i) and plain(g["text"]) == plain(found[i].text)

    for level, rule in (("strict", exactly), ("relaxed", fits)):
        pairs = match(golds, found, spans, rule)
        hit_gold, partner = {g for g, _ in pairs}, {i: g for g, i in pairs}
        for g, record in enumerate(golds):
            if record.get("optional"):
                continue
            for name in _names(record["types"][0]):
                result.counts[f"{level}.{name}.gold"] += 1
                result.counts[f"{level}.{name}.hit"] += g in hit_gold
            if level == "strict" and g not in hit_gold:
                result.errors["mention missed"].append(f"{entry.line}: {record['types'][0]} {record['text']}")
        for i, mention in enumerate(found):
            if i in partner:
                if golds[partner[i]].get("optional"):
                    continue
                kind = golds[partner[i]]["types"][0]
            else:
                around = [g for g in golds if overlap(g["span"], spans[i])]
                nested = any(g["span"][0] <= spans[i][0] and spans[i][1] <= g["span"][1] and mention.type.value not in g["types"] for g in around)
                if nested or any(g.get("optional") for g in around):
                    continue
                kind = mention.type.value
                if level == "strict":
                    result.errors["mention invented"].append(f"{entry.line}: {mention.type.value} {mention.text} [{mention.rule}]")
            if level == "strict":
                result.judged.append((mention.confidence, i in partner))
            for name in _names(kind):
                result.counts[f"{level}.{name}.predicted"] += 1
        if level == "strict":
            for g, i in pairs:
                record = golds[g]
                if record.get("status") and not record.get("optional"):
                    right = found[i].status is not None and found[i].status == record["status"]
                    result.counts["status.n"] += 1
                    result.counts["status.right"] += right
                    result.counts["status.with_year"] += right and found[i].year == record.get("year")


def _names(kind: str) -> tuple[str, ...]:
    return ("all", kind, "core") if kind in CORE else ("all", kind)


def _targets(result: Score, entry: GoldParagraph, found: Sequence[Target], begin: int) -> dict[str, str]:
    spans = [(t.span.start - begin, t.span.end - begin) for t in found]
    golds = entry.targets

    def detected(g: Gold, i: int) -> bool:
        return overlap(g["span"], spans[i]) and quantity(g["value"], g.get("unit")) == quantity(found[i].value, found[i].unit)

    def facets(g: Gold, i: int) -> dict[str, bool]:
        t = found[i]
        return {
            "indicator": same_indicator(g["indicator"], t.indicator),
            "measure": g["measure"] == t.measure.value,
            "comparator": (g.get("comparator") or "=") == (t.comparator.value if t.comparator else "="),
            "year": g.get("year") == t.year,
            "status": g["status"] == t.status.value,
        }

    pairs = match(golds, found, spans, lambda g, i: detected(g, i) and all(facets(g, i).values()))
    taken, used = {g for g, _ in pairs}, {i for _, i in pairs}
    left = [g if n not in taken else {**g, "span": (-9, -9)} for n, g in enumerate(golds)]
    pairs += [(g, i) for g, i in match(left, found, spans, lambda g, i: i not in used and detected(g, i)) if i not in used]
    partner, hit = {i: g for g, i in pairs}, {g for g, _ in pairs}
    for g, record in enumerate(golds):
        if not record.get("optional"):
            result.counts["detected.gold"] += 1
            result.counts["complete.gold"] += 1
            if g not in hit:
                result.errors["target missed"].append(f"{entry.line}: {record['text']} | {record['indicator']}")
    for i, target in enumerate(found):
        if i in partner:
            record = golds[partner[i]]
            if record.get("optional"):
                continue
            sides = facets(record, i)
            result.counts["detected.hit"] += 1
            result.counts["complete.hit"] += all(sides.values())
            result.judged.append((target.confidence, all(sides.values())))
            for name, right in sides.items():
                result.counts[f"field.{name}"] += right
                if not right:
                    got = getattr(target, name)
                    result.errors["target field"].append(f"{entry.line}: {target.text}: {name}: gold {record.get(name)!r}, got {got!s}")
        elif any(g.get("optional") and overlap(g["span"], spans[i]) for g in golds):
            continue
        else:
            result.judged.append((target.confidence, False))
            result.errors["target invented"].append(f"{entry.line}: {target.text} | {target.indicator}")
        result.counts["detected.predicted"] += 1
        result.counts["complete.predicted"] += 1
    return {found[i].id: golds[g]["id"] for g, i in pairs}


def _relations(
    result: Score,
    entry: GoldParagraph,
    extraction: Extraction,
    mentions: Sequence[Mention],
    targets: Sequence[Target],
    partners: Mapping[str, str],
    base: int,
) -> None:
    gold_ends = {m["id"]: plain(m["text"]) for m in entry.mentions} | {t["id"]: t["id"] for t in entry.targets}
    optional = {r["id"] for r in (*entry.mentions, *entry.targets) if r.get("optional")}
    ends = {m.id: plain(m.text) for m in mentions} | {t.id: partners.get(t.id, "?" + t.id) for t in targets}

    def key(kind: str, head: str, tail: str) -> tuple[str, str, str]:
        if kind == "cooperatesWith":
            head, tail = sorted((head, tail))
        return kind, head, tail

    wanted: set[tuple[str, str, str]] = set()
    spared: set[tuple[str, str, str]] = set()
    for record in entry.relations:
        made = key(record["type"], gold_ends[record["head"]], gold_ends[record["tail"]])
        free = record.get("optional") or record["head"] in optional or record["tail"] in optional
        (spared if free else wanted).add(made)
    names = {gold_ends[i] for i in optional}
    gold_names = {plain(m["text"]) for m in entry.mentions}
    nested = {
        plain(m.text)
        for m in mentions
        if plain(m.text) not in gold_names and any(g["span"][0] <= m.span.start - base and m.span.end - base <= g["span"][1] for g in entry.mentions)
    }
    got: set[tuple[str, str, str]] = set()
    for relation in extraction.relations:
        if relation.head not in ends or relation.tail not in ends:
            continue
        made = key(relation.type.value, ends[relation.head], ends[relation.tail])
        if made not in wanted and (made in spared or {made[1], made[2]} & (names | nested)):
            continue
        got.add(made)
    for made in sorted(wanted | got):
        for name in ("all", made[0]):
            result.counts[f"relation.{name}.gold"] += made in wanted
            result.counts[f"relation.{name}.predicted"] += made in got
            result.counts[f"relation.{name}.hit"] += made in wanted and made in got
        if (made in wanted) != (made in got):
            result.errors["relation missed" if made in wanted else "relation invented"].append(f"{entry.line}: {made[0]} {made[1]} → {made[2]}")
