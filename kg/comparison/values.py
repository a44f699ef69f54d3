"""The values of comparison: a promise with its result, a project through the years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.extraction.records import Mention, Status, Target
from kg.linking.iris import slug
from kg.reading.document import Report, Tense


class Kind(StrEnum):
    """Which two statements are held against each other."""

    OUTLOOK = "outlook"  # within one report: what the year before reached, and what this year promises
    OUTCOME = "outcome"  # across reports: what was promised for a year, and what was reached in it


class Verdict(StrEnum):
    """What became of a promise."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"  # spoken of again, but without a number that settles it
    UNMENTIONED = "unmentioned"


class Outcome(StrEnum):
    """Where a project stands by the last of the reports."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    STALLED = "stalled"  # planned or begun, never completed, and not named in the last report


@dataclass(frozen=True, slots=True)
class Stated:
    """A target with the report that states it. `key` is its key below the base IRI, `area` that of the division it is of, None for the report's own place."""

    report: Report
    target: Target
    key: str
    area: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A promise and, where it was found, the result beside it.

    Attributes:
        verdict: None for an outlook: a promise of this year has no result yet.
        gap: what was stated later minus what was stated earlier, in `unit`: result minus promise, for an outlook promise minus result;
            None where one of them is missing.
        unit: that of the gap; percentages differ by 个百分点.
        rule: identifier of the rule that joined them, ``none`` where there is no result.
        reason: in words why they were joined and how the verdict came about.
    """

    kind: Kind
    promise: Stated
    result: Stated | None
    verdict: Verdict | None
    gap: Decimal | None
    unit: str | None
    rule: str
    confidence: float
    reason: str

    @property
    def key(self) -> str:
        """The key below the base IRI: of the promise and the result."""
        ends = [self.promise, *([self.result] if self.result else [])]
        return "comparison/" + "-".join(f"{slug(end.report.id)}-{end.target.id}" for end in ends)


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of how far a project is; in a plan (`tense`) it is what is to be."""

    report: Report
    mention: Mention
    status: Status
    year: int
    tense: Tense


@dataclass(frozen=True, slots=True)
class History:
    """A project through the reports of one place.

    Attributes:
        key: key below the base IRI.
        label: its fullest name.
        entities: the keys of the entities that are held to be this project, sorted.
        steps: in the order of the reports and of their text.
        named: the years of the reports that name it.
        outcome: where it stands by the last report.
    """

    key: str
    label: str
    entities: tuple[str, ...]
    steps: tuple[Step, ...]
    named: tuple[int, ...]
    outcome: Outcome
    rule: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """All that was held against each other in the reports of one place, in the order of years and of the text."""

    place: str
    reports: tuple[Report, ...]
    comparisons: tuple[Comparison, ...]
    histories: tuple[History, ...]
