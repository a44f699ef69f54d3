"""Text becomes a :class:`Report`: title, dateline, parts 一、, sections （一）, sentences, and the time frame of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.lexicon import loader
from kg.reading.document import Given, Paragraph, ParagraphKind, Report, Section, Sentence, Span, Tense, TimeFrame, part_of
from kg.reading.evidence import contradicted
from kg.reading.frames import YEAR, contrary, frame_of, tense_of, turn_of
from kg.reading.frontmatter import FrontMatter, front_matter
from kg.reading.headings import TITLE_LIMIT, Heading, TextLine, find_headings, text_lines
from kg.reading.script import printed, simplified

SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*")
THEME_LIMIT = 20
NOTHING = Given()


def parse(text: str, source: str, given: Given = NOTHING, pages: tuple[int, ...] = ()) -> Report:
    """Read the structure of a report's text. `source` is the file's name, asked only where the text is silent; `pages` are kept.

    Raises:
        ReadError: if the text is in traditional characters and OpenCC is not installed.
    """
    report = replace(_parse(simplified(text, source), source, given), pages=pages)
    return report if report.text == text else printed(report, text)


def _parse(text: str, source: str, given: Given) -> Report:
    lines = list(text_lines(text))
    front = front_matter([(line.number, line.text) for line in lines[:30]], source, given)
    headings = find_headings(lines)
    year = given.year or _plan_year(headings, front)
    sections = _sections(text, lines, headings, year)
    paragraphs, sentences = _body(text, lines, headings, sections, front, year)
    label = "-".join([front.place or source.rsplit(".", 1)[0], *([str(year)] if year else []), *_second(front.date)])
    about = (front.title, front.place, front.level, front.date, front.meeting, front.speaker)
    return Report(label, source, text, *about, year, sections, paragraphs, sentences)


def _second(date: str | None) -> list[str]:
    """The month of a meeting in autumn: the first congress of a new term, and the second of a year whose first met in spring."""
    return [date[5:7]] if date and "07" <= date[5:7] <= "11" else []


def _plan_year(headings: list[Heading], front: FrontMatter) -> int | None:
    """The year planned for: the headings' own words first, then the date of the meeting, then the file's name."""
    parts = [h for h in headings if h.level == 1]
    planned = [int(m[1]) for h in parts if tense_of(h.words) is Tense.PLANNED for m in YEAR.finditer(h.words)]
    reviewed = [int(m[1]) for h in parts if tense_of(h.words) is Tense.ACHIEVED for m in YEAR.finditer(h.words)]
    dated = front.year
    if dated is None:
        if planned:
            return min(planned)
        return max(reviewed) + 1 if reviewed else None
    # A meeting in December already plans for the year to come.
    december = front.date is not None and front.date[5:7] == "12"
    if dated in reviewed or dated not in planned and (december or dated + 1 in planned):
        return dated + 1
    return dated


def _sections(text: str, lines: list[TextLine], headings: list[Heading], year: int | None) -> tuple[Section, ...]:
    if not lines:
        return ()
    first = TimeFrame(year - 1 if year else None, Tense.ACHIEVED)
    end = lines[-1].span.end
    before = lines[headings[0].line].span.start if headings else end
    sections: list[Section] = []
    stops = _stops(lines, headings, end)
    planned = False
    if before > lines[0].span.start:
        sections.append(Section("0", 1, "", "", Span(lines[0].span.start, before), None, first))
    part: Section | None = None
    # what a section within a part says that it and those behind it promise or report
    told: TimeFrame | None = None
    count = [0, 0]
    for heading, stop in zip(headings, stops, strict=True):
        start = lines[heading.line].span.start
        if heading.level == 1:
            count = [count[0] + 1, 0]
            inherited = TimeFrame(year, Tense.PLANNED) if planned else None
            frame = frame_of(heading.words, year, inherited)
            if count[0] == 1 and frame.tense is Tense.PLANNED and 4 * heading.line < len(lines) and _opens_with_review(lines, heading):
                frame = first
            section = Section(str(count[0]), 1, heading.number, heading.words, Span(start, stop), None, frame)
            part = section
            planned = planned or frame.tense is Tense.PLANNED
            told = None
        else:
            count[1] += 1
            parent = part or (sections[0] if sections else None)
            frame = parent.frame if parent else first
            told = _told(heading, year) or told
            frame = told or frame
            identifier = f"{count[0]}.{count[1]}"
            section = Section(identifier, 2, heading.number, heading.words, Span(start, stop), parent.id if parent else None, frame)
        sections.append(section)
    return tuple(sections)


def _told(heading: Heading, year: int | None) -> TimeFrame | None:
    """The frame of a part that is numbered like a section of the one before it (三、2021年重点工作; 一、2020年民生实事完成情况); None if it is no such part."""
    tense = tense_of(heading.words)
    if year is None or tense is None or len(heading.words) > TITLE_LIMIT:
        return None
    of = year if tense is Tense.PLANNED else year - 1
    return TimeFrame(of, tense) if f"{of}年" in heading.words else None


def _stops(lines: list[TextLine], headings: list[Heading], end: int) -> list[int]:
    """Where the section of each heading ends: at the next heading of its level or above."""
    stops: list[int] = []
    following = {1: end, 2: end}
    for heading in reversed(headings):
        stops.append(following[heading.level])
        following[2] = lines[heading.line].span.start
        if heading.level == 1:
            following[1] = following[2]
    return stops[::-1]


def _opens_with_review(lines: list[TextLine], heading: Heading) -> bool:
    """A first part whose heading only praises (一、勠力同心，加快发展…) still reviews if its first words say so."""
    cues = loader.toml("structure")["cues"]["review"]
    years = ("年来", "年，", "年是")
    opening = "".join(line.text[:40] for line in lines[heading.line + 1 : heading.line + 3])
    return any(cue in opening for cue in cues) or any(y in opening for y in years) and "今年" not in opening


def _body(
    text: str,
    lines: list[TextLine],
    headings: list[Heading],
    sections: tuple[Section, ...],
    front: FrontMatter,
    year: int | None,
) -> tuple[tuple[Paragraph, ...], tuple[Sentence, ...]]:
    heading_at = {h.line: h for h in headings}
    # where no heading promises anything, the paragraphs say where the promises begin
    promised = any(s.frame.tense is Tense.PLANNED for s in sections)
    vague = {s.id: not promised or tense_of(s.heading) is None for s in sections if s.level == 1}
    paragraphs: list[Paragraph] = []
    owner = iter(sections)
    current = next(owner, None)
    upcoming = next(owner, None)
    turned: TimeFrame | None = None
    for index, line in enumerate(lines):
        while upcoming is not None and line.span.start >= upcoming.span.start:
            if upcoming.level == 1:
                turned = None
            current, upcoming = upcoming, next(owner, None)
        assert current is not None
        kind = front.kinds.get(line.number, ParagraphKind.BODY)
        heading = heading_at.get(index)
        if heading and len(line.text) <= len(heading.number) + len(heading.words) + 3:
            kind = ParagraphKind.HEADING
        elif kind is ParagraphKind.BODY and (part_of(current.id) == "0" or vague[part_of(current.id)]):
            turned = turn_of(line.text, year, turned or current.frame) or turned
        paragraphs.append(Paragraph(line.number, line.span, kind, current.id, turned or current.frame))
    paragraphs = _by_their_words(text, paragraphs, sections, year)
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        pieces = list(_split(text, paragraph.span))
        for order, span in enumerate(pieces):
            theme = order + 1 < len(pieces) and _is_theme(text[span.start : span.end])
            sentences.append(Sentence(len(sentences), span, number, paragraph.section, paragraph.frame, theme))
    return tuple(paragraphs), tuple(sentences)


def _by_their_words(text: str, paragraphs: list[Paragraph], sections: tuple[Section, ...], year: int | None) -> list[Paragraph]:
    """The paragraphs, with another frame where a stretch of them says plainly the contrary of its heading."""
    told = [(text[p.span.start : p.span.end] if p.kind is ParagraphKind.BODY else "", p.frame.tense is Tense.PLANNED) for p in paragraphs]
    headings = {s.id: s.heading for s in sections if s.level == 1}
    kept: list[Paragraph] = []
    turned: TimeFrame | None = None
    for paragraph, (words, _), wrong in zip(paragraphs, told, contradicted(told), strict=True):
        if not wrong:
            turned = None
            kept.append(paragraph)
            continue
        frame = contrary(paragraph.frame, headings.get(part_of(paragraph.section), ""), year)
        if frame.tense is Tense.PLANNED:
            # within it lines say for what period: “十三五”发展的总体要求
            turn = turn_of(words, year, turned or frame)
            turned = turn if turn and turn.tense is Tense.PLANNED else turned
            frame = turned or frame
        kept.append(replace(paragraph, frame=frame))
    return kept


def _split(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        yield Span(at, match.end())
        at = match.end()
        while at < span.end and text[at].isspace():
            at += 1
    if at < span.end:
        yield Span(at, span.end)


def _is_theme(words: str) -> bool:
    core = words.strip("—。 　")
    return len(core) <= THEME_LIMIT and "，" not in core and not any(c.isdigit() for c in core)
