"""How large an exact number may become: beyond that it is enclosed, as an irrational one is."""

from __future__ import annotations

from fractions import Fraction

# Numerator and denominator, in bits; ten thousand digits.
MOST_BITS = 32_768


def bounded(value: Fraction) -> Fraction | None:
    """The value, or None where it is too long to be carried exactly."""
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        return None
    return value
