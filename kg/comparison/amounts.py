"""Numbers with their units as exact decimals, and whether a result keeps what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from kg.comparison.values import Verdict
from kg.extraction.records import Comparator, Measure, Target
from kg.lexicon import loader
from kg.linking.lists import split

PERCENT = "%"
POINTS = "个百分点"
LEAST = (Comparator.AT_LEAST, Comparator.MORE)
MOST = (Comparator.AT_MOST, Comparator.LESS)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range in a base unit; a decrease in per cent is a negative change.

    Attributes:
        base: the unit as written without its magnitude; `unit` is what that converts to.
        step: the worth of the last digit as written, in `unit`.
        falls: true if the text speaks of a decrease, so that `low` and `high` are the negated words of the text.
    """

    low: Decimal
    high: Decimal
    unit: str
    base: str
    step: Decimal
    comparator: Comparator
    falls: bool = False


def amount_of(target: Target) -> Amount | None:
    """The amount of a target, None if it is qualitative."""
    if target.value is None or target.unit is None:
        return None
    base, power = split(target.unit)
    unit, factor = _conversions().get(base, (base, Decimal(1)))
    times = factor * Decimal(10) ** power
    ends = target.value if isinstance(target.value, tuple) else (target.value, target.value)
    written = [Decimal(str(end)) for end in ends]
    low, high = sorted(end * times for end in written)
    exponent = min(int(end.normalize().as_tuple().exponent) for end in written)
    step = Decimal(10) ** min(exponent, 0) * times
    sign = target.comparator or Comparator.EQUAL
    if target.measure is Measure.DECREASE and unit in (PERCENT, POINTS):
        turned = {Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.MORE: Comparator.LESS, Comparator.AT_MOST: Comparator.AT_LEAST}
        turned[Comparator.LESS] = Comparator.MORE
        return Amount(-high, -low, unit, base, step, turned.get(sign, sign), falls=True)
    return Amount(low, high, unit, base, step, sign)


@cache
def _conversions() -> dict[str, tuple[str, Decimal]]:
    return {unit: (base, Decimal(times)) for unit, (base, times) in loader.toml("comparison")["conversions"].items()}


def less_is_better(name: str) -> bool:
    """True if the indicator of that name is one that ought to be low."""
    words = loader.toml("comparison")["direction"]["lower"]
    return any(word in name for word in words)


def judge(promise: Amount, result: Amount, name: str) -> tuple[Verdict, str]:
    """Whether the result keeps the promise, and how that was read; both amounts must have the same unit.

    Without a comparator a number is promised as "at least", as "at most" where less is better. "About" is kept by a result that
    comes to the promised number when rounded to its last digit, "more than" by the number itself, since results are rounded too
    (突破2.5万亿元, 达到2.5万亿元). A bound as a result may leave it open.
    """
    sign = promise.comparator
    most = sign in MOST or sign not in LEAST and (promise.falls or less_is_better(name))
    reading = "at most" if most else "at least"
    if sign is Comparator.ABOUT:
        reading = f"about, {reading}"
    low, high = result.low, result.high
    open_above, open_below = result.comparator in LEAST, result.comparator in MOST
    if sign is Comparator.ABOUT:
        low, high = (_rounded(end, promise.step) for end in (low, high))
    # the mirror of "at least" is "at most": turn everything round and ask once
    if most:
        bound, worst, best = -promise.high, -high, -low
        open_above, open_below = open_below, open_above
    else:
        bound, worst, best = promise.low, low, high
    if not open_below and worst >= bound:
        return Verdict.MET, reading
    if not open_above and best < bound:
        return Verdict.MISSED, reading
    return Verdict.OPEN, f"{reading}; the result is only a bound"


def difference(later: Amount, earlier: Amount, falls: bool) -> tuple[Decimal, str]:
    """What was stated later minus what was stated earlier, and its unit; where it `falls`, how much more it decreased.

    Of ranges the ends that count first are taken. The unit is the one of both as written without magnitude, else what both convert
    to; two percentages differ by percentage points.
    """
    found = earlier.high - later.high if falls else later.low - earlier.low
    if later.base != earlier.base:
        return _plain(found), POINTS if later.unit == PERCENT else later.unit
    factor = _conversions().get(later.base, ("", Decimal(1)))[1]
    return _plain(found / factor), POINTS if later.unit == PERCENT else later.base


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and closing zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
