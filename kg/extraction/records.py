"""The values that extraction produces: mentions, targets and relations (see docs/extraction-records.md).

`id` is unique within one report: ``m1``, ``t1``, ``r1`` … in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.notebook import table
from kg.reading.document import Report, Span, Tense


class EntityType(StrEnum):
    """The eight kinds of named things (annotation guideline, "Entity types")."""

    PROGRAM = "Program"
    PROJECT = "Project"
    REGION = "Region"
    ORGANIZATION = "Organization"
    INDUSTRY = "Industry"
    EVENT = "Event"
    POLICY = "Policy"
    PERSON = "Person"


class Status(StrEnum):
    """How far a project or programme is (annotation guideline, "Relations")."""

    PLANNED = "planned"
    APPROVED = "approved"
    STARTED = "started"
    ONGOING = "ongoing"
    COMPLETED = "completed"


class Measure(StrEnum):
    """What a target's number says about its indicator (annotation guideline, "Targets")."""

    LEVEL = "level"
    GROWTH = "growth"
    DECREASE = "decrease"
    INCREMENT = "increment"
    SHARE = "share"
    QUALITATIVE = "qualitative"


class Comparator(StrEnum):
    """How a target's value bounds the indicator."""

    EQUAL = "="
    ABOUT = "≈"
    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"


class RelationType(StrEnum):
    """The seven relations (annotation guideline, "Relations")."""

    LOCATED_IN = "locatedIn"
    PART_OF = "partOf"
    HAS_TARGET = "hasTarget"
    OPERATED_BY = "operatedBy"
    IN_INDUSTRY = "inIndustry"
    CONNECTS = "connects"
    COOPERATES_WITH = "cooperatesWith"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: longest continuous name of one thing, no mention inside another.

    Attributes:
        sentence: index of the sentence in the report.
        rule: identifier of the rule that found it.
        confidence: 0 to 1.
    """

    id: str
    type: EntityType
    span: Span
    text: str
    sentence: int
    status: Status | None
    year: int | None
    confidence: float
    rule: str

    def __post_init__(self) -> None:
        check(self.span, self.text, self.confidence)


@dataclass(frozen=True, slots=True)
class Target:
    """A number (or qualitative goal) that the report gives as result or promise.

    Attributes:
        value: the number as written (2.36 for 2.36万亿元), a pair for a range, None if qualitative.
        unit: as written, magnitude included (万亿元); None if qualitative.
        indicator: the noun phrase that is measured, as written.
        subject: span of the words that name the indicator, where they are continuous; None otherwise.
    """

    id: str
    span: Span
    text: str
    sentence: int
    indicator: str
    measure: Measure
    value: float | int | tuple[float | int, float | int] | None
    unit: str | None
    comparator: Comparator | None
    year: int | None
    status: Tense
    confidence: float
    rule: str
    subject: Span | None = None

    def __post_init__(self) -> None:
        check(self.span, self.text, self.confidence)


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie that one sentence states; `head` and `tail` are ids of mentions or targets.

    `span` covers the sentence that states it.
    """

    id: str
    type: RelationType
    head: str
    tail: str
    span: Span
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of the text and what became of it: ``target`` (with the target ids) or the reason why not."""

    span: Span
    text: str
    outcome: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records of one report, in the order of the text."""

    report: Report
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]
    relations: tuple[Relation, ...]
    numerals: tuple[Numeral, ...]

    def __repr__(self) -> str:
        return f"<Extraction {self.report.id}: {len(self.mentions)} mentions, {len(self.targets)} targets, {len(self.relations)} relations>"

    def _repr_html_(self) -> str:
        """What a notebook shows: how many records of each kind, and some of each."""
        kinds: dict[str, list[str]] = {}
        for mention in self.mentions:
            kinds.setdefault(mention.type.value, []).append(mention.text)
        for target in self.targets:
            kinds.setdefault("Target", []).append(f"{target.indicator} {target.text}")
        rows = ((kind, len(texts), "、".join(list(dict.fromkeys(texts))[:5])) for kind, texts in sorted(kinds.items()))
        return table(f"{self.report.id}: {len(self.relations)} relations", ("type", "n", "for example"), rows)


def check(span: Span, text: str, confidence: float) -> None:
    """Raise ValueError unless text fits the span and the confidence lies in [0, 1]."""
    if len(text) != len(span):
        raise ValueError(f"text {text!r} does not fit its span [{span.start}, {span.end})")
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
