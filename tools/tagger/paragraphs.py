"""The annotated paragraphs of reports: their words, the features of these, and the labels that the gold allows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from golds import OWN, SHIPPED

from kg.evaluation.gold import GoldParagraph, line_starts, load_gold
from kg.extraction.names import seen
from kg.extraction.segmenter import Token
from kg.extraction.tagger.features import Look, cut_tokens, look
from kg.extraction.tagger.network import LABELS
from kg.reading.reader import read

# 全市, 我国: optional in the gold, and no name that anybody looks for.
WHOLE = re.compile(r"[全我本]?(?:[国省市县区州旗乡镇]|自治区|域|境)")


@dataclass(frozen=True)
class Paragraph:
    """An annotated paragraph: its words, their features, and for each word the labels that the gold allows; `base` is where it begins in the text."""

    text: str
    looked: Look
    gold: GoldParagraph
    base: int
    allowed: np.ndarray


def annotated(files: dict[Path, list[Path]], known: Container[str]) -> Iterator[Paragraph]:
    """The annotated paragraphs of reports."""
    for path, golds in files.items():
        report = read(path)
        words, cut, names = seen(report)
        starts = line_starts(report.text)
        for gold in load_gold(golds, report.text) * (OWN if path == SHIPPED else 1):
            begin, end = starts[gold.line - 1], starts[gold.line]
            tokens = [t for t in cut_tokens(words, names, known) if begin <= t.start < end]
            clauses = [c for c in cut if begin <= c.span.start < end]
            inner = [c for c in names if begin <= c.span.start < end]
            looked = look(words, tokens, clauses, inner)
            yield Paragraph(report.text, looked, gold, begin, labels_allowed(report.text, tokens, gold, begin))


def labels_allowed(text: str, tokens: Sequence[Token], gold: GoldParagraph, base: int) -> np.ndarray:
    """For each word (rows) which labels (columns) the gold allows: each of its types for a name, and none at all where it is optional."""
    allowed = np.zeros((len(tokens), len(LABELS)), dtype=bool)
    allowed[:, 0] = True
    taken: set[int] = set()
    for mention in sorted(gold.mentions, key=lambda m: bool(m.get("optional"))):
        start, end = (base + at for at in mention["span"])
        rows = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        if not rows or taken.intersection(rows):
            continue
        quoted = rows[0] > 0 and rows[-1] + 1 < len(tokens) and text[tokens[rows[0] - 1].start] in "“《" and text[tokens[rows[-1] + 1].start] in "”》"
        if quoted and not taken.intersection((rows[0] - 1, rows[-1] + 1)):
            rows = [rows[0] - 1, *rows, rows[-1] + 1]
        taken.update(rows)
        if mention.get("optional") and WHOLE.fullmatch(mention["text"]):
            continue
        for row in rows:
            allowed[row, 0] = bool(mention.get("optional"))
            for kind in mention["types"]:
                allowed[row, LABELS.index(f"{'B' if row == rows[0] else 'I'}-{kind}")] = True
    return allowed
