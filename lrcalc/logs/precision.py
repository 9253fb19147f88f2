"""The rules by which a logged rate agrees with a schedule: by the digits that were written."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from operator import sub
from typing import NamedTuple

from lrcalc.errors import counted
from lrcalc.logs.reading.numerals import Numeral, is_float32, shortest_float32, written_float32

# A double of this many digits was written in full, and so was a float32.
FULL_DOUBLE, FULL_FLOAT32 = 15, 7
# Of more digits than tell every float32 apart it can be seen whether they are one's.
MOST_FLOAT32 = 9
# Recursions drift; a cosine of float32 cancels near its end; a double has noise in its last bits.
DRIFT, CANCELLED, NOISE = 1e-9, 3e-7, 4e-15
# So near to a whole number the logarithm of a power of ten is.
NEAR_A_POWER = 1e-13
# So many of the rates of a column are what its kind would write.
MOSTLY = 0.9
# A printed tie may go either way; neighbours in the last digit have no more than that in common.
TIE, TOUCHING = 1 + 1e-6, 1e-5


class Bounds(NamedTuple):
    """Between what each rate was before it was written."""

    low: Sequence[float]
    high: Sequence[float]

    def common(self) -> tuple[float, float] | None:
        """Between what one rate lies that all of them may have been; None where two of them only touch."""
        low, high = max(self.low), min(self.high)
        width = min(map(sub, self.high, self.low))
        return (low, high) if high - low >= TOUCHING * width else None


class Rule(NamedTuple):
    """A rule of agreement: to significant digits, to decimals, as doubles, or as float32.

    is_single: whether what was written to so many digits was computed in float32. decimals, above: to how
    many decimals rates are written that are not below a number, where smaller ones have significant digits.
    """

    kind: str
    digits: int = 0
    is_single: bool = False
    decimals: int = 0
    above: float = math.inf

    def __str__(self) -> str:
        if self.kind == "significant":
            digits = max(1, self.digits)
            mixed = f", or {counted(self.decimals, 'decimal')}," * (self.above < math.inf)
            return (
                f"to the {counted(digits, 'digit')}{mixed} logged" + ", computed in float32" * self.is_single
            )
        if self.kind == "decimals":
            return (
                f"to the {counted(self.digits, 'decimal')} logged" + ", computed in float32" * self.is_single
            )
        return f"as {self.kind}"

    def bounds(self, rates: Iterable[float], peak: float) -> Bounds:
        """The least and the greatest that each rate may have been."""
        low, high = array("d"), array("d")
        more = NOISE * peak + (CANCELLED * peak if self.is_single else 0.0)
        for rate in rates:
            half = self._half(rate, peak) * TIE
            # below 0.1 the digits are finer: 0.094 would have been written as 0.09
            is_finer = self.kind == "significant" and rate < self.above and _is_power_of_ten(rate)
            below = half / 10 if is_finer else half
            low.append(rate - below - more)
            high.append(rate + half + more)
        return Bounds(low, high)

    def _half(self, rate: float, peak: float) -> float:
        if self.kind == "float32":
            return CANCELLED * peak
        if self.kind == "double":
            return DRIFT * rate
        if self.kind == "decimals":
            return float(0.5 * 10.0**-self.digits)
        if rate >= self.above:
            return float(0.5 * 10.0**-self.decimals)
        if rate == 0:
            return 0.0
        return float(0.5 * 10.0 ** (math.floor(math.log10(rate)) - self.digits + 1))


def _is_power_of_ten(value: float) -> bool:
    if value <= 0:
        return False
    exponent = math.log10(value)
    return abs(exponent - round(exponent)) < NEAR_A_POWER


def rules(rates: Sequence[Numeral], in_full: bool = False) -> list[Rule]:
    """The rules that a column of rates may have been written by, the most likely first.

    in_full: whether numbers of this kind of log are written in full, so that 0.1 is 0.1 and not 0.14.
    """
    digits = max(rate.digits for rate in rates)
    if in_full and digits < FULL_FLOAT32:
        return [Rule("double")]
    decimals = max(0, max(-rate.last for rate in rates))
    if digits == 0:
        # 0.0 is how a 0 is printed in full; 0.0000 may have been 0.00003
        is_full = all("e" in rate.text.lower() or decimals < 2 for rate in rates)
        return [Rule("double")] if is_full else [Rule("decimals", decimals)]
    if digits > MOST_FLOAT32 and all(is_float32(rate.value) for rate in rates):
        return [Rule("float32")]
    if digits >= FULL_DOUBLE:
        # a double in full may be a product of float32 numbers
        return [Rule("double"), Rule("float32")]
    may_be_single = digits <= MOST_FLOAT32 or all(written_float32(rate.value, digits) for rate in rates)
    found = [Rule("significant", digits)]
    by_decimals = Rule("decimals", decimals)
    full = sum(rate.digits == digits for rate in rates)
    if decimals and sum(-rate.last == decimals for rate in rates) > full:
        found.insert(0, by_decimals)
    elif decimals:
        found.append(by_decimals)
    if not may_be_single:
        return found
    if digits >= FULL_FLOAT32:
        written = [rate for rate in rates if rate.value]
        if digits <= 9 and sum(map(shortest_float32, written)) > MOSTLY * len(written):
            return [Rule("float32")]
        found.append(Rule("float32"))
    found = [*_mixed(rates), *found]
    # a float32 that was rounded: its cosine cancels, and a tie of the exact value goes the other way
    found += [rule._replace(is_single=True) for rule in found if rule.kind != "float32"]
    return found


def _mixed(rates: Sequence[Numeral]) -> list[Rule]:
    """The rule where small rates are written with an exponent, to one number of digits, and others to one
    number of decimals, as composer does; none where all are written alike."""
    small = [rate for rate in rates if rate.value and "e" in rate.text.lower()]
    digits = {rate.digits for rate in small}
    if len(digits) != 1:
        return []
    large = [rate for rate in rates if rate.value and "e" not in rate.text.lower()]
    decimals = {-rate.last for rate in large}
    if len(decimals) != 1 or min(decimals) < 1:
        return []
    if {-rate.last for rate in small} == decimals:
        # those of all are as many
        return []
    above = min(rate.value for rate in large)
    if max(rate.value for rate in small) > above:
        return []
    return [Rule("significant", digits.pop(), decimals=decimals.pop(), above=above)]
