"""The words of many texts as arrays, and batches of the pieces that are read by themselves."""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from kg.extraction.tagger.features import Look
from kg.extraction.tagger.network import FORMS, LABELS
from tagger.tables import Tables

# Features that come from known names.
KNOWN = ("ps:", "pe:", "pro")
# So many words make a batch, pieces of like length together.
SIZE, ALIKE = 1500, 12
# Characters beyond the basic plane are one.
WIDEST = 0xFFFF

Piece = tuple[int, int]


class Letters(NamedTuple):
    """The characters of pieces side by side, the places of the first and the last one of each word, and how many each piece has."""

    codes: Tensor
    first: Tensor
    last: Tensor
    lengths: Tensor


class Batch(NamedTuple):
    """Pieces side by side: parts of forms, features with the place where each word's begin, which places hold a word, the labels allowed there, letters."""

    forms: Tensor
    features: Tensor
    offsets: Tensor
    filled: Tensor
    allowed: Tensor
    letters: Letters


@dataclass(frozen=True)
class Words:
    """Words of many texts: rows of their forms, of their features (those of word i from `offsets[i]` to the next), their pieces, the labels allowed.

    `told` says of each feature whether it comes from known names; the characters of word i are `letters` from `spelled[i]` to the next.
    """

    forms: np.ndarray
    features: np.ndarray
    offsets: np.ndarray
    pieces: list[Piece]
    allowed: np.ndarray
    told: np.ndarray
    letters: np.ndarray
    spelled: np.ndarray

    def batches(self, chance: random.Random) -> Iterator[list[Piece]]:
        """All pieces once, in batches in random order."""
        order = sorted(self.pieces, key=lambda piece: (piece[1] - piece[0]) // ALIKE + chance.random() * 2)
        found: list[list[Piece]] = [[]]
        widest = 0
        for piece in order:
            widest = max(widest, piece[1] - piece[0])
            if found[-1] and widest * (len(found[-1]) + 1) > SIZE:
                found.append([])
                widest = piece[1] - piece[0]
            found[-1].append(piece)
        chance.shuffle(found)
        yield from found

    def batch(self, pieces: Sequence[Piece], untold: Container[int] = ()) -> Batch:
        """A batch; in its `untold` pieces the features that come from known names are left out."""
        shape = len(pieces), max(last - first for first, last in pieces)
        forms, filled = np.zeros((*shape, len(FORMS)), dtype=np.int64), np.zeros(shape, dtype=np.float32)
        allowed, counts = np.ones((*shape, len(LABELS)), dtype=bool), np.zeros(shape, dtype=np.int64)
        features = []
        for row, (first, last) in enumerate(pieces):
            size = last - first
            forms[row, :size], filled[row, :size] = self.forms[first:last], 1
            if len(self.allowed):
                allowed[row, :size] = self.allowed[first:last]
            found = self.features[self.offsets[first] : self.offsets[last]].astype(np.int64)
            count = np.diff(self.offsets[first : last + 1])
            if row in untold:
                kept = ~self.told[found]
                count = np.bincount(np.repeat(np.arange(size), count)[kept], minlength=size)
                found = found[kept]
            features.append(found)
            counts[row, :size] = count
        offsets = np.concatenate([[0], np.cumsum(counts.ravel())[:-1]])
        return Batch(*map(torch.from_numpy, (forms, np.concatenate(features), offsets, filled, allowed)), self._letters(pieces, shape))

    def _letters(self, pieces: Sequence[Piece], shape: tuple[int, int]) -> Letters:
        lengths = np.array([self.spelled[last] - self.spelled[first] for first, last in pieces])
        codes = np.zeros((len(pieces), lengths.max()), dtype=np.int64)
        begins, ends = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, (first, last) in enumerate(pieces):
            places = self.spelled[first : last + 1]
            codes[row, : lengths[row]] = self.letters[places[0] : places[-1]]
            begins[row, : last - first], ends[row, : last - first] = places[:-1] - places[0], places[1:] - places[0] - 1
        return Letters(*map(torch.from_numpy, (codes, begins, ends, lengths)))


def words(tables: Tables, looks: Iterable[tuple[str, Look, Sequence[Piece], np.ndarray | None]]) -> Words:
    """The words of texts: for each the text, what was looked at, the pieces that are taken and the labels allowed, None where nothing is known of these."""
    forms, features, counts, allowed, letters, sizes = [], [], [], [], [], []
    pieces: list[Piece] = []
    size = 0
    for text, looked, taken, labels in looks:
        known = tables.known(looked)
        forms.append(np.array([tables.form(text[t.start : t.end], t.tag) for t in looked.tokens], dtype=np.uint16).reshape(-1, len(FORMS)))
        features.append(np.array([row for rows in known for row in rows], dtype=np.uint16))
        counts.append(np.array([len(rows) for rows in known], dtype=np.int64))
        letters.append(np.array([min(ord(letter), WIDEST) for t in looked.tokens for letter in text[t.start : t.end]], dtype=np.uint16))
        sizes.append(np.array([t.end - t.start for t in looked.tokens], dtype=np.int64))
        pieces += [(first + size, last + size) for first, last in taken]
        if labels is not None:
            allowed.append(labels)
        size += len(looked.tokens)
    labelled = np.concatenate(allowed) if allowed else np.zeros((0, len(LABELS)), dtype=bool)
    told = np.array([False, *(name.startswith(KNOWN) for name in tables.features)])
    offsets, spelled = (np.cumsum(np.concatenate([[0], *parts])) for parts in (counts, sizes))
    return Words(np.concatenate(forms), np.concatenate(features), offsets, pieces, labelled, told, np.concatenate(letters), spelled)
