"""Scores of the labels of each word: sums of embeddings, dilated convolutions, a memory of the words on either side, a linear layer.

All factors of a matrix product are whole numbers of at most 127 in size and all sums stay below 2**24, where 32-bit floats are exact; what stands between
the products is done element by element. So the scores are the same on every machine, whatever the order in which its linear algebra adds.

The shape is that of iterated dilated convolutions (Strubell et al. 2017, "Fast and Accurate Entity Recognition with Iterated Dilated Convolutions"); a layer
sees only some channels of the words beside it, which costs half as much. One layer remembers: at each word gates that see this word alone say how much is
forgotten for something new (Bradbury et al. 2017, "Quasi-Recurrent Neural Networks"), so that only this mixing goes word by word, from both ends.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from threading import Lock
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.extraction.records import EntityType
from kg.extraction.segmenter import Token
from kg.extraction.tagger.features import Look, word_form
from kg.lexicon import weights

Floats: TypeAlias = NDArray[np.float32]
Whole: TypeAlias = NDArray[np.int32]

# A name begins (B) or goes on (I) at a word, or there is none (O).
LABELS = ("O", *(f"{place}-{kind.value}" for kind in EntityType for place in "BI"))
# Scores are whole numbers of this part of a nat.
SCALE = 32
# How far off the words beside it stand that a layer sees; None is the layer that remembers.
LAYERS = (1, 2, None, 2)
GAP = max(step or 0 for step in LAYERS)
HIGHEST = 127
HALF = np.float32(0.5)
WIDTH = 96
# Of the words beside it a layer sees so many channels only: the first of the one before, the last of the one behind.
BESIDE = 32
# Channels of what is remembered from either end.
MEMORY = 48
# So many words are remembered with their rows.
MANY = 1 << 16
# Words that are computed at a time, and how many blocks at once.
BLOCK = 2000
THREADS = min(2, os.cpu_count() or 1)
# Limits on the linear algebra that overlap would restore each other's.
_ALONE = Lock()
# The parts of a word's form, in the order of `word_form`; each has a table of its own. 0 stands for what no table holds.
FORMS = ("word", "tag", "last", "first", "ending", "length", "head", "classes")


@dataclass(frozen=True)
class Model:
    """The weights of the tagger (``kg/lexicon/tagger.npz``): whole numbers, and the float by which a sum of their products is multiplied."""

    arrays: dict[str, NDArray[Any]]

    @cached_property
    def forms(self) -> tuple[dict[str, int], ...]:
        """For each part of a word's form the row of its table that stands for it."""
        return tuple({value: row for row, value in enumerate(self.arrays[f"names.{form}"].tolist()) if row} for form in FORMS)

    @cached_property
    def features(self) -> dict[str, int]:
        """The row of each feature of a word's surroundings."""
        return {value: row for row, value in enumerate(self.arrays["names.feature"].tolist()) if row}

    @cached_property
    def transitions(self) -> Whole:
        """What a label adds behind another, by rows the label before."""
        return self.arrays["transitions"].astype(np.int32)

    def _floats(self, name: str) -> Floats:
        known = self._converted.get(name)
        if known is None:
            known = self._converted[name] = self.arrays[name].astype(np.float32)
        return known

    @cached_property
    def _converted(self) -> dict[str, Floats]:
        return {}

    def scores(self, text: str, looked: Look) -> Whole:
        """The score of each label (columns) at each word (rows)."""
        found = np.zeros((len(looked.tokens), len(LABELS)), dtype=np.int32)
        if not looked.tokens:
            return found
        known, direct = self._surroundings(looked)
        known += self._words(text, looked.tokens)
        known *= self._floats("scale.input")
        direct *= self._floats("scale.direct")

        def read(pieces: list[tuple[int, int]]) -> None:
            words = slice(pieces[0][0], pieces[-1][1])
            scores = self._read(known[words], [last - first for first, last in pieces]) + direct[words]
            scores *= np.float32(SCALE)
            found[words] = np.rint(scores)

        # blocks beside each other, each in one thread: threads within one product wait for each other where other programs run
        with _ALONE, _linear_algebra().limit(limits=1, user_api="blas"), ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(read, _blocks(looked.pieces)))
        return found

    def _read(self, known: Floats, lengths: list[int]) -> Floats:
        """Convolutions and the layers behind them, for pieces of these lengths that lie behind each other."""
        places, gaps = _places(lengths)
        x = np.zeros((len(places) + len(gaps), WIDTH), dtype=np.float32)
        x[places] = known
        beside, total = np.zeros((len(x), WIDTH + 2 * BESIDE), dtype=np.float32), np.empty_like(x)
        for layer, step in enumerate(LAYERS):
            if step is None:
                x[places] += self._remember(x[places], lengths, layer)
                continue
            self._convolve(x, beside, total, layer, step)
            total[gaps] = 0
            x += total
        return self._product(_positive(self._product(x[places], "hidden")), "out")

    def _words(self, text: str, tokens: tuple[Token, ...]) -> Floats:
        rows: defaultdict[tuple[str, str], int] = defaultdict()
        rows.default_factory = rows.__len__
        at = [rows[text[start:end], tag] for start, end, tag in tokens]
        forms = np.fromiter(chain.from_iterable(self._form(*form) for form in rows), dtype=np.intp).reshape(-1, len(FORMS))
        total = np.zeros((len(rows), WIDTH), dtype=np.float32)
        for form, name in enumerate(FORMS):
            total += self._floats(f"embedding.{name}")[forms[:, form]]
        return total[at]

    def _form(self, word: str, tag: str) -> tuple[int, ...]:
        """The rows of the parts of a word's form."""
        known = self._known.get((word, tag))
        if known is None:
            known = tuple(table.get(str(part), 0) for table, part in zip(self.forms, word_form(word, tag), strict=True))
            if len(self._known) < MANY:
                self._known[word, tag] = known
        return known

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[int, ...]]:
        return {}

    def _surroundings(self, looked: Look) -> tuple[Floats, Floats]:
        """The sums of the embeddings of each word's features, and of what they say of the labels directly."""
        items, marks = self._summed(looked.items), self._summed(looked.marks)
        item_of, mark_of = np.array(looked.item_of), np.array(looked.mark_of)
        return items[0][item_of] + marks[0][mark_of], items[1][item_of] + marks[1][mark_of]

    def _summed(self, kinds: Sequence[tuple[str, ...]]) -> tuple[Floats, Floats]:
        known = self.features
        rows = [[known.get(feature, 0) for feature in kind] or [0] for kind in kinds]
        flat = np.array([row for kind in rows for row in kind], dtype=np.intp)
        starts = np.cumsum([0, *map(len, rows[:-1])])
        return np.add.reduceat(self._floats("embedding.feature")[flat], starts), np.add.reduceat(self._floats("direct")[flat], starts)

    def _convolve(self, x: Floats, beside: Floats, total: Floats, layer: int, step: int) -> None:
        """Into `total`, by way of `beside`: some of the word `step` before, the word itself and some of the word `step` behind, for one product."""
        whole = beside[:, BESIDE:-BESIDE] = self._whole(x, f"layer{layer}")
        # what lies before the first row and behind the last is a gap, and zero
        beside[step:, :BESIDE], beside[:step, :BESIDE] = whole[:-step, :BESIDE], 0
        beside[:-step, -BESIDE:], beside[-step:, -BESIDE:] = whole[step:, -BESIDE:], 0
        np.matmul(beside, self._floats(f"weight.layer{layer}"), out=total)
        total *= self._floats(f"scale.layer{layer}")
        total += self._floats(f"bias.layer{layer}")
        _positive(total)

    def _remember(self, x: Floats, lengths: list[int], layer: int) -> Floats:
        """What the words of pieces of these lengths remember of those before and behind them: a mean in which what is newer and what gates let in counts more."""
        sums = self._product(x, f"layer{layer}")
        gates = np.clip(sums[:, : 2 * MEMORY] / 4 + HALF, 0, 1)
        ahead, active = in_steps(lengths)
        sizes = np.array(lengths)
        behind = np.repeat(2 * np.cumsum(sizes) - sizes - 1, sizes)[ahead] - ahead
        gates, memory = (np.concatenate([part[ahead, :MEMORY], part[behind, MEMORY:]], axis=1) for part in (gates, sums[:, 2 * MEMORY :]))
        memory[: active[0]] *= gates[: active[0]]
        start = 0
        for passed, left in pairwise(active):
            end = start + passed
            before, here = memory[start : start + left], memory[end : end + left]
            here -= before
            here *= gates[end : end + left]
            here += before
            start = end
        found = np.empty_like(memory)
        found[ahead, :MEMORY], found[behind, MEMORY:] = memory[:, :MEMORY], memory[:, MEMORY:]
        return _positive(self._product(found, f"memory{layer}"))

    def _product(self, x: Floats, name: str) -> Floats:
        total = self._whole(x, name) @ self._floats(f"weight.{name}")
        total *= self._floats(f"scale.{name}")
        total += self._floats(f"bias.{name}")
        return total

    def _whole(self, x: Floats, name: str) -> Floats:
        whole = x * self._floats(f"grid.{name}")
        np.rint(whole, out=whole)
        return np.clip(whole, -HIGHEST, HIGHEST, out=whole)


def _positive(x: Floats) -> Floats:
    # with a limit above too numpy is three times as fast
    return np.clip(x, 0, np.inf, out=x)


def _blocks(pieces: tuple[tuple[int, int], ...]) -> Iterator[list[tuple[int, int]]]:
    """The pieces in groups of so many words that their numbers stay in the processor's cache."""
    block: list[tuple[int, int]] = []
    for piece in pieces:
        if block and piece[1] - block[0][0] > BLOCK:
            yield block
            block = []
        block.append(piece)
    yield block


def _places(lengths: list[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each word stands when pieces lie behind each other with gaps that no convolution reaches across, and where the gaps are."""
    offsets = np.repeat(np.arange(1, len(lengths) + 1) * GAP, lengths)
    places = np.arange(len(offsets)) + offsets
    gap = np.ones(len(offsets) + (len(lengths) + 1) * GAP, dtype=bool)
    gap[places] = False
    return places, np.flatnonzero(gap)


def in_steps(lengths: Sequence[int]) -> tuple[NDArray[np.intp], list[int]]:
    """The words of pieces of these lengths in the order of steps that go through all pieces at once, the longest first, and how many pieces each step has.

    What a step works on lies side by side, and the pieces that are left at the next one come first.
    """
    sizes = np.array(lengths)
    longest = np.argsort(-sizes, kind="stable")
    first = (np.cumsum(sizes) - sizes)[longest]
    active = np.searchsorted(-sizes[longest], -np.arange(sizes.max()), side="left").tolist()
    return np.concatenate([first[:left] + at for at, left in enumerate(active)]), active


@cache
def _linear_algebra() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def model() -> Model:
    """The weights that kg is shipped with."""
    return Model(weights.arrays("tagger"))
