"""The rows of the embeddings: which words, characters, endings and features the model knows.

The words are those of many places; none is the name of an annotated programme or project.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kg.extraction.segmenter import Token
from kg.extraction.tagger.features import CUT, Look, word_form
from kg.extraction.tagger.network import FORMS

# A word is known by itself when it stands so often, in so many reports, and is so short; endings and features when they stand so often.
OFTEN, SPREAD, LONG = 20, 15, 4
ENDINGS, FEATURES = 100, 8


class Tables:
    """The rows of the embeddings, made of the words of reports; `texts` holds for each report the rows of its words' forms, in `forms`."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[Token]]], unnamed: frozenset[str]) -> None:
        words: Counter[tuple[str, str]] = Counter()
        spread: Counter[str] = Counter()
        self.texts: list[np.ndarray] = []
        seen: dict[tuple[str, str], int] = {}
        for text, tokens in texts:
            forms = [(text[t.start : t.end], t.tag) for t in tokens]
            words.update(forms)
            spread.update({word for word, _ in forms})
            self.texts.append(np.array([seen.setdefault(form, len(seen)) for form in forms], dtype=np.int32))
        parts: list[Counter[Any]] = [Counter() for _ in FORMS]
        for (word, tag), count in words.items():
            for part, value in zip(parts, word_form(word, tag), strict=True):
                part[value] += count
        for word in list(parts[0]):
            if word != "0" and (parts[0][word] < OFTEN or spread[word] < SPREAD or len(word) > LONG or word in unnamed):
                del parts[0][word]
        for index, least in ((2, OFTEN), (3, OFTEN), (4, ENDINGS)):
            parts[index] = Counter({value: count for value, count in parts[index].items() if count >= least and value not in unnamed})
        parts[1][CUT] += 1
        self.names = [["", *sorted(map(str, part))] for part in parts]
        self.index = [{value: row for row, value in enumerate(names) if row} for names in self.names]
        self.forms = np.array([self.form(*form) for form in seen])
        self.features: dict[str, int] = {}

    def form(self, word: str, tag: str) -> list[int]:
        """The rows of the parts of a word's form."""
        return [table.get(str(part), 0) for table, part in zip(self.index, word_form(word, tag), strict=True)]

    def learn_features(self, looks: Iterable[Look]) -> None:
        """Know the features that stand at enough words."""
        counted: Counter[str] = Counter()
        for looked in looks:
            counted.update(f for row in looked.mark_of for f in looked.marks[row])
            counted.update(f for row in looked.item_of for f in looked.items[row])
        self.features = {name: row for row, name in enumerate(sorted(n for n, count in counted.items() if count >= FEATURES), 1)}

    def known(self, looked: Look) -> list[list[int]]:
        """The rows of the features of each word."""
        rows = zip(looked.mark_of, looked.item_of, strict=True)
        return [[self.features[f] for f in (*looked.marks[mark], *looked.items[item]) if f in self.features] for mark, item in rows]
