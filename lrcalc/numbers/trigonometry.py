"""π and cos(π r) in fixed point: whole numbers over 2^bits, with a bound on the error."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

GUARD_BITS = 20


@lru_cache(maxsize=64)
def pi_bits(bits: int) -> int:
    """π·2^bits, off by less than 1, from Machin's π = 16 arctan(1/5) − 4 arctan(1/239)."""
    wide = bits + GUARD_BITS
    return _without_guard(16 * _arctangent_of_inverse(5, wide) - 4 * _arctangent_of_inverse(239, wide))


def _without_guard(wide: int) -> int:
    """The number without its guard bits, rounded: half a unit, and the errors the guard bits took."""
    return (wide + (1 << GUARD_BITS - 1)) >> GUARD_BITS


def _arctangent_of_inverse(number: int, bits: int) -> int:
    power = (1 << bits) // number
    square = number * number
    total, odd, sign = power, 1, 1
    while power:
        power //= square
        odd += 2
        sign = -sign
        total += sign * (power // odd)
    return total


def rational_cosine(half_turns: Fraction) -> Fraction | None:
    """cos(π r) where it is rational: only 0, ±1/2 and ±1 are (Niven's theorem)."""
    return _RATIONAL_COSINES.get(half_turns % 2) if half_turns.denominator <= 3 else None


_RATIONAL_COSINES = {
    Fraction(position, 6): value
    for position, value in (
        (0, Fraction(1)),
        (2, Fraction(1, 2)),
        (3, Fraction(0)),
        (4, Fraction(-1, 2)),
        (6, Fraction(-1)),
        (8, Fraction(-1, 2)),
        (9, Fraction(0)),
        (10, Fraction(1, 2)),
    )
}


def cosine_of_half_turns(half_turns: Fraction, bits: int) -> tuple[int, int]:
    """cos(π r)·2^bits and a bound on its error, in units of 2^-bits.

    The angle is reduced as a ratio of whole numbers to [0, π/4] before π is multiplied in.
    """
    return cosine_of_ratio(half_turns.numerator, half_turns.denominator, bits)


def cosine_of_ratio(numerator: int, denominator: int, bits: int) -> tuple[int, int]:
    """The same for r as two whole numbers, the second of them positive."""
    numerator %= 2 * denominator
    if numerator > denominator:  # cos(2π − x) = cos x
        numerator = 2 * denominator - numerator
    negative = 2 * numerator > denominator  # cos(π − x) = −cos x
    if negative:
        numerator = denominator - numerator
    if 4 * numerator > denominator:  # cos x = sin(π/2 − x)
        value = _sine(denominator - 2 * numerator, 2 * denominator, bits)
    else:
        value = _cosine(numerator, denominator, bits)
    return (-value if negative else value), 1


def _angle(numerator: int, denominator: int, wide: int) -> int:
    return pi_bits(wide) * numerator // denominator


def _cosine(numerator: int, denominator: int, bits: int) -> int:
    wide = bits + GUARD_BITS
    return _without_guard(_series(1 << wide, _angle(numerator, denominator, wide), 1, wide))


def _sine(numerator: int, denominator: int, bits: int) -> int:
    wide = bits + GUARD_BITS
    angle = _angle(numerator, denominator, wide)
    return _without_guard(_series(angle, angle, 2, wide))


def _series(term: int, angle: int, first: int, wide: int) -> int:
    """The Taylor series that starts with `term`; each further term is −x²/(n(n+1)) of the one before."""
    square = angle * angle >> wide
    total, factor = term, first
    while term:
        term = (term * square >> wide) // (factor * (factor + 1))
        factor += 2
        total -= term
        term = (term * square >> wide) // (factor * (factor + 1))
        factor += 2
        total += term
    return total
