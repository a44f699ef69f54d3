"""What two places or bodies of one clause have in common: the features that the weights of cooperatesWith judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.extraction.records import EntityType, Mention
from kg.extraction.relations.lists import SHORT
from kg.extraction.relations.scope import MANY, Clause, Scope, pattern, words

PARTNERS = (EntityType.REGION, EntityType.ORGANIZATION)
# So many names further on somebody still is a partner, and so many characters on a word of cooperation still speaks of both.
NEAR, SPOKEN = 6, 20
JOINERS = "与和同及、—－-"
LISTING = frozenset(("、", "和", "及", "以及"))


@dataclass(frozen=True, slots=True)
class Partners:
    """The places and bodies of a clause that speaks of cooperation.

    Attributes:
        gaps: the words between each and the next, without quotation marks.
        touching: for each whether the next follows at once.
    """

    clause: Clause
    names: tuple[Mention, ...]
    gaps: tuple[str, ...]
    touching: tuple[bool, ...]


def couples(scope: Scope) -> Iterator[tuple[Partners, int, int]]:
    """Two by two the places and bodies of clauses that speak of cooperation: all of them, and which two."""
    signs = pattern("cooperatesWith", "signs")
    for clause in scope.clauses:
        names = tuple(m for m in clause.mentions[:MANY] if m.type in PARTNERS)
        if len(names) > 1 and signs.search(clause.text):
            gaps = tuple(clause.between(a, b) for a, b in pairwise(names))
            row = Partners(clause, names, gaps, tuple(a.span.end == b.span.start for a, b in pairwise(names)))
            together = _of_another(row)
            for first in range(len(names) - 1):
                for second in range(first + 1, min(first + 1 + NEAR, len(names))):
                    if together[first] is None or together[first] != together[second]:
                        yield row, first, second


def _of_another(row: Partners) -> list[int | None]:
    """For each name the place of the list that it stands in if all of that are partners of somebody else; None if not."""
    found: list[int | None] = []
    for at, name in enumerate(row.names):
        if at and (row.touching[at - 1] or row.gaps[at - 1] in LISTING):
            found.append(found[-1])
        else:
            found.append(at if row.clause.before(name).endswith(words("cooperatesWith", "towards")) else None)
    return found


def features(row: Partners, one: int, other: int) -> Iterator[str]:
    """The features of two that may be partners."""
    clause, names, gaps, touching = row.clause, row.names, row.gaps, row.touching
    first, second = names[one], names[other]
    kinds = _kind(first) + _kind(second)
    # 甲与乙、丙、丁等|合作: what is said of the list that the second stands in
    last = next((at for at in range(other, len(gaps)) if gaps[at] not in LISTING), len(gaps))
    between, after = clause.between(first, second), clause.after(names[last])
    skipped = other - one - 1
    listed = all(gap in LISTING for gap in gaps[one + 1 : other])
    joined = "".join(mark for mark in JOINERS if mark in between)
    left, right = one > 0 and touching[one - 1], other < len(touching) and touching[other]
    signs = pattern("cooperatesWith", "signs")
    sign = signs.search(after, 0, SPOKEN)
    yield f"k{kinds}{min(skipped, 3)}"
    yield f"j{kinds}{min(skipped, 2)}{joined}"
    yield f"w{kinds}{between if not skipped and len(between) <= 6 else '*'}"
    yield f"h{kinds}{gaps[one] if len(gaps[one]) <= 4 else '*'}{listed}{sign is not None}"
    yield f"h{gaps[one][:1]}{min(skipped, 1)}{listed}"
    yield f"t{kinds}{left}{all(touching[one:other])}{right}"
    yield f"s{kinds}{sign[0] if sign else ''}"
    yield f"sn{kinds}{min(skipped, 2)}{min(sign.start() // 2, 4) if sign else ''}"
    yield f"sj{kinds}{joined}{sign is not None}"
    yield f"sb{kinds}{signs.search(between) is not None}"
    yield f"a{after[:2]}"
    yield f"a{kinds}{after[:1]}"
    yield f"ss{after[sign.end() : sign.end() + 2] if sign else ''}"
    yield f"b{clause.before(first)[-2:]}"
    yield f"n{kinds}{min(len(names), 6)}"
    yield f"at{one % 2}{min(one, 3)}{other == len(names) - 1}"


def _kind(partner: Mention) -> str:
    """The letter of its type, marked where one character stands for it."""
    return SHORT[partner.type] + ("1" if len(partner.span) == 1 else "")
