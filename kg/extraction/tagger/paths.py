"""The best row of labels, and by how much it beats the best one that differs at a word (max-marginals); all in whole numbers.

Viterbi 1967; all pieces at once, longest first, so that each step works on those that are not at their end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.extraction.tagger.network import LABELS, Whole

# Added where a label may not stand: a name that goes on without having begun.
FORBIDDEN = -(1 << 20)
_INSIDE = np.array([label.startswith("I-") for label in LABELS])
_BEGIN, _OUTER = np.flatnonzero([label.startswith("B-") for label in LABELS]), np.flatnonzero(~_INSIDE)
_INNER = np.flatnonzero(_INSIDE)


def best(scores: Whole, pieces: tuple[tuple[int, int], ...], transitions: Whole) -> tuple[NDArray[np.intp], Whole]:
    """For each word the label on the best path of its piece, and the margin to the best path with another label there."""
    # a name goes on only behind its own beginning or going on: two labels may stand before I, any before the others
    outer, begun, going = transitions[:, _OUTER], transitions[_BEGIN, _INNER], transitions[_INNER, _INNER]
    order = sorted(range(len(pieces)), key=lambda i: pieces[i][0] - pieces[i][1])
    first = np.array([pieces[i][0] for i in order], dtype=np.intp)
    length = np.array([pieces[i][1] - pieces[i][0] for i in order], dtype=np.intp)
    forward, backward = scores.copy(), np.zeros_like(scores)
    if len(pieces) == 0:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int32)
    forward[first] += np.where(_INSIDE, FORBIDDEN, 0).astype(np.int32)
    active = [int(np.searchsorted(-length, -at, side="left")) for at in range(int(length[0]))]
    for at in range(1, int(length[0])):
        rows = first[: active[at]] + at
        before = forward[rows - 1]
        reached = np.empty_like(before)
        reached[:, _OUTER] = (before[:, :, None] + outer).max(axis=1)
        reached[:, _INNER] = np.maximum(before[:, _BEGIN] + begun, before[:, _INNER] + going)
        forward[rows] += reached
    for at in range(int(length[0]) - 1, 0, -1):
        rows = first[: active[at]] + at
        behind = backward[rows] + scores[rows]
        reached = (behind[:, None, _OUTER] + outer).max(axis=2)
        inner = behind[:, _INNER]
        reached[:, _BEGIN] = np.maximum(reached[:, _BEGIN], inner + begun)
        reached[:, _INNER] = np.maximum(reached[:, _INNER], inner + going)
        backward[rows - 1] = reached
    through = forward + backward
    labels = through.argmax(axis=1)
    top = through[np.arange(len(labels)), labels]
    through[np.arange(len(labels)), labels] = 2 * FORBIDDEN
    return labels, top - through.max(axis=1)
