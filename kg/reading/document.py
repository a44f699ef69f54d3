"""The values of a read report: text, paragraphs, sections and sentences, each with its place in the text.

All offsets are Unicode code points into :attr:`Report.text`, half-open (`start` inclusive, `end` exclusive), so that
``report.text[span.start:span.end]`` is the text of a span. Every value checks itself when it is built.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from kg.notebook import table


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    Raises:
        ValueError: if the range is empty or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """True if `other` lies wholly within this span (equal spans included)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Tense(StrEnum):
    """Whether a passage reports what was done or promises what will be done."""

    ACHIEVED = "achieved"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """The year that a passage speaks of and whether it reports or promises; `year` is None where nothing tells."""

    year: int | None
    tense: Tense


class ParagraphKind(StrEnum):
    """What a line of the report is."""

    TITLE = "title"
    DATELINE = "dateline"
    SPEAKER = "speaker"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Section:
    """A part (level 1, 一、) or section (level 2, （一）) of the report.

    Attributes:
        id: readable path, e.g. ``1.3`` for the third section of part one; ``0`` is the text before part one.
        number: the number as printed (一, （三）), empty for section 0.
        heading: the heading's words without number.
        span: from the heading to the end of the section's last paragraph.
        parent: id of the part that a section lies in, or None.
    """

    id: str
    level: int
    number: str
    heading: str
    span: Span
    parent: str | None
    frame: TimeFrame


def part_of(section: str) -> str:
    """The id of the part that a section, given by its id, lies in or is."""
    return section.split(".")[0]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-empty line, or a part of one that has lost its breaks. `line` counts from 1; `span` is without surrounding white space."""

    line: int
    span: Span
    kind: ParagraphKind
    section: str
    frame: TimeFrame


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, up to and including its closing 。！？ (or the paragraph's end).

    Attributes:
        index: position in :attr:`Report.sentences`.
        paragraph: position in :attr:`Report.paragraphs`.
        theme: true for the short sentence that names what the following ones are about (扎实推动乡村振兴。).
    """

    index: int
    span: Span
    paragraph: int
    section: str
    frame: TimeFrame
    theme: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: its text as it is shown, a paragraph a line, and where each of its pages begins (none where it has none)."""

    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a person states of a report: it wins over what the report says, `home` only stands in for a place not told.

    Attributes:
        year: the year the report plans for.
        level: national, province, city or county.
        home: the place of reports that name none, neither in their text nor in their file's name.
    """

    place: str | None = None
    level: str | None = None
    year: int | None = None
    date: str | None = None
    speaker: str | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A government work report that has been read.

    Attributes:
        id: readable key, e.g. ``重庆市-2020``; unique per place and year, with the month where a congress met in autumn (``南昌市-2021-10``).
        source: name of the file it came from (no folders).
        text: the document's text; of a text file its decoded text with line ends as ``\\n``, nothing else changed unless its
            lines were broken to fit a page (docs/formats.md).
        title, place, date (ISO 8601), meeting, speaker: as printed, None where the report does not say.
        year: the year the report plans for, None where nothing tells; it reviews the year before.
        pages: where each page of a paged document begins in the text; empty for others.
    """

    id: str
    source: str
    text: str
    title: str | None
    place: str | None
    level: str | None
    date: str | None
    meeting: str | None
    speaker: str | None
    year: int | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        size = len(self.text)
        if any(p.span.end > size for p in self.paragraphs) or any(s.span.end > size for s in self.sentences):
            raise ValueError(f"{self.source}: a span lies outside the text")

    def __hash__(self) -> int:
        # the other fields follow from these; the indexes of a report are looked up by it often
        return hash((self.source, self.text))

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def page(self, span: Span) -> int | None:
        """The page, counted from 1, on which a span begins; None where the document has no pages."""
        return bisect_right(self.pages, span.start) or None

    def __repr__(self) -> str:
        return f"<Report {self.id}: {len(self.text)} characters, {len(self.sentences)} sentences>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the parts and sections."""
        rows = ((s.id, s.number, s.heading, s.frame.year or "", s.frame.tense.value) for s in self.sections)
        return table(f"{self.title or self.id} ({self.id})", ("id", "number", "heading", "year", "tense"), rows)
