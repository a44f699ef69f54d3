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
_ALLOWED = np.array([[not b.startswith("I-") or a[2:] == b[2:] and a != "O" for b in LABELS] for a in LABELS])


def best(scores: Whole, pieces: tuple[tuple[int, int], ...], transitions: Whole) -> tuple[NDArray[np.intp], Whole]:
    """For each word the label on the best path of its piece, and the margin to the best path with another label there."""
    step = np.where(_ALLOWED, transitions, FORBIDDEN).astype(np.int32)
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
        forward[rows] += (forward[rows - 1][:, :, None] + step).max(axis=1)
    for at in range(int(length[0]) - 1, 0, -1):
        rows = first[: active[at]] + at
        backward[rows - 1] = ((backward[rows] + scores[rows])[:, None, :] + step).max(axis=2)
    through = forward + backward
    labels = through.argmax(axis=1)
    top = through[np.arange(len(labels)), labels]
    through[np.arange(len(labels)), labels] = 2 * FORBIDDEN
    return labels, top - through.max(axis=1)
