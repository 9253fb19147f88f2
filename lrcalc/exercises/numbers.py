"""Numbers that a person can work with, drawn from a hash: the same on every machine, for ever.

Each number has a hash of its own, of the text of the draw and the name of the number, so that one drawn more
or less changes no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from hashlib import blake2b
from typing import TypeVar

Item = TypeVar("Item")

# Rates of one or two figures, and what divides by 48: a quarter, a third, a sixth, an eighth are whole.
FIGURES = ("1", "1.2", "1.5", "1.6", "2", "2.4", "2.5", "3", "3.2", "3.6", "4", "4.8", "5", "6", "6.4", "8")
POWERS = (-2, -3, -4)
TOTALS = (480, 720, 960, 1200, 1440, 2400, 3600, 4800, 6000)
# A minimum is such a part of the maximum: none that is a power of ten, which a slip of the point would give.
PARTS = ("1/20", "1/25", "1/50", "3/50", "1/16", "3/40", "1/40")
DROPS = ("0.1", "0.2", "0.25", "0.3", "0.4", "0.5")
DECAYS = ("0.99", "0.995", "0.996", "0.997", "0.998", "0.9985", "0.999")


class Draw:
    """Numbers from a text: of the same text always the same."""

    def __init__(self, text: str) -> None:
        self._text = text

    def number(self, name: str, below: int) -> int:
        """A whole number from 0 up to, not including, `below`."""
        digest = blake2b(f"{self._text}\n{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") * below >> 64

    def one_of(self, name: str, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.number(name, len(items))]

    def some_of(self, name: str, items: Sequence[Item], count: int) -> list[Item]:
        """So many of the items, in their order."""
        ranked = sorted(range(len(items)), key=lambda index: self.number(f"{name} {index}", 1 << 32))
        return [items[index] for index in sorted(ranked[:count])]


def rate(draw: Draw, name: str) -> str:
    """A rate of at most two figures."""
    return shortest(
        Fraction(draw.one_of(name, FIGURES)) * Fraction(10) ** draw.one_of(f"{name} size", POWERS)
    )


def part_of(draw: Draw, name: str, whole: str) -> str:
    """A small part of a rate, of at most two figures."""
    value = Fraction(whole) * Fraction(draw.one_of(name, PARTS))
    power = 0
    while value * Fraction(10) ** power < 10:
        power += 1
    return shortest(Fraction(round(value * Fraction(10) ** power), 10**power))


def shortest(value: Fraction) -> str:
    """A decimal as a person writes it: 0.0012."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    units = value * 10**places
    text = str(int(units)).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text
