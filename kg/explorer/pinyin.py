"""How the names on the page are spelt in pinyin, so that they are found by what a keyboard without Chinese can type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.simpleseg import seg


def syllables(name: str) -> list[str]:
    """The syllable of every character, without tone (ü as v); what has no reading stands for itself."""
    return [syllable for word in seg(name) for syllable in _word(word)]


@lru_cache(maxsize=50_000)
def _word(word: str) -> list[str]:
    """The syllables of a word that pypinyin cuts out; the reports use the same words over and over."""
    # one item a character; pypinyin documents lists but annotates text only
    return lazy_pinyin(word, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]


def spellings(names: Iterable[str]) -> Mapping[str, str]:
    """Syllables, each with the characters that are read so in one of the names.

    A character of several readings has those of the words it stands in: 重 of 重庆 is chong, of 重点 zhong.
    """
    characters: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for character, syllable in zip(name, syllables(name), strict=True):
            if character != syllable:
                characters[syllable].add(character)
    return {syllable: "".join(sorted(characters[syllable])) for syllable in sorted(characters)}
