"""The best row of labels, and by how much it beats the best one that differs at a word (max-marginals); all in whole numbers.

Viterbi 1967; all pieces at once, longest first, so that each step works on those that are not at their end.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.extraction.tagger.network import LABELS, Whole, in_steps

# Added where a label may not stand: a name that goes on without having begun.
FORBIDDEN = -(1 << 20)
_INSIDE = np.array([label.startswith("I-") for label in LABELS])
_BEGIN, _OUTER = np.flatnonzero([label.startswith("B-") for label in LABELS]), np.flatnonzero(~_INSIDE)
_INNER = np.flatnonzero(_INSIDE)
# Here labels are rows, those within a name last; behind the first of them, none, stand those that begin one.
_ROWS = np.concatenate([_OUTER, _INNER])
OUTERS = len(_OUTER)


def best(scores: Whole, pieces: tuple[tuple[int, int], ...], transitions: Whole) -> tuple[NDArray[np.intp], Whole]:
    """For each word the label on the best path of its piece, and the margin to the best path with another label there; the pieces lie behind each other."""
    labels, margins = np.zeros(len(scores), dtype=np.intp), np.zeros(len(scores), dtype=np.int32)
    if len(pieces) == 0:
        return labels, margins
    # a name goes on only behind its own beginning or going on: two labels may stand before I, any before the others
    outer = transitions[np.ix_(_ROWS, _OUTER)]
    into, onwards = outer[:, :, None], np.ascontiguousarray(outer.T)[:, :, None]
    begun, going = transitions[_BEGIN, _INNER][:, None], transitions[_INNER, _INNER][:, None]
    words, active = in_steps([last - first for first, last in pieces])
    own = np.ascontiguousarray(scores[words].T[_ROWS])
    forward, backward = own.copy(), np.zeros_like(own)
    forward[OUTERS:, : active[0]] += FORBIDDEN
    start = 0
    for passed, left in pairwise(active):
        before = forward[:, start : start + left]
        start += passed
        here = forward[:, start : start + left]
        here[:OUTERS] += (before[:, None] + into).max(axis=0)
        here[OUTERS:] += np.maximum(before[1:OUTERS] + begun, before[OUTERS:] + going)
    end = len(words)
    for left, passed in pairwise(reversed(active)):
        start = end - left
        behind = backward[:, start:end] + own[:, start:end]
        reached = backward[:, start - passed : start - passed + left]
        (behind[:OUTERS, None] + onwards).max(axis=0, out=reached)
        inner = behind[OUTERS:]
        np.maximum(reached[1:OUTERS], inner + begun, out=reached[1:OUTERS])
        np.maximum(reached[OUTERS:], inner + going, out=reached[OUTERS:])
        end = start
    through = forward + backward
    chosen = through.argmax(axis=0)[None]
    top = np.take_along_axis(through, chosen, 0)[0]
    np.put_along_axis(through, chosen, 2 * FORBIDDEN, 0)
    labels[words], margins[words] = _ROWS[chosen[0]], top - through.max(axis=0)
    return labels, margins
