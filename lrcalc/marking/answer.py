"""An answer as typed: its value, and the digits it was written with."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

FORMS = "a number such as 0.00172, 1.72e-3 or 1/500"
LONGEST = 100
LONGEST_SHOWN = 40

_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:e([+-]?[0-9]{1,3}))?")
_RATIO = re.compile(r"([+-]?[0-9]+)/([0-9]+)")
_TIMES_TEN = re.compile(r"\s*(?:[×x*·]|\\times|\\cdot)\s*10\s*(?:\^|\*\*)\s*\{?([+-]?[0-9]{1,3})\}?")


class Answer(NamedTuple):
    """What was typed. `value` is None where it cannot be read; `places` is the number of decimals
    written (negative for tens), None for a ratio; `digits` are the significant digits written;
    `nearest` are the ends of what rounds to it, half a unit of the last digit below and above, and
    `around` a whole unit: exact, and quick to compare with."""

    text: str
    value: Fraction | None = None
    places: int | None = None
    digits: int = 0
    nearest: tuple[Decimal, Decimal] | None = None
    around: tuple[Decimal, Decimal] | None = None

    @property
    def unit(self) -> Fraction:
        """One in the last digit written; 0 for a ratio, which is exact."""
        return Fraction(0) if self.places is None else Fraction(10) ** -self.places


def read_answer(typed: str) -> Answer:
    """Read an answer, digits kept. Signs for minus, times ten and "about" are understood."""
    text = typed.strip()
    plain = text[:LONGEST].lower().replace("−", "-").strip("$ ").lstrip("≈~= ")
    plain = _TIMES_TEN.sub(r"e\1", plain)
    ratio = _RATIO.fullmatch(plain)
    if ratio and int(ratio[2]):
        return Answer(text, Fraction(int(ratio[1]), int(ratio[2])))
    match = _DECIMAL.fullmatch(plain)
    if match is None or len(text) > LONGEST or not (match[2] or match[3]):
        return Answer(_shown(text))
    sign, whole, decimals, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    places = len(decimals) - exponent
    units = int(sign + whole + decimals)
    digits = len((whole + decimals).lstrip("0"))
    nearest, around = (
        (Decimal(f"{10 * units - tenths}e{-places - 1}"), Decimal(f"{10 * units + tenths}e{-places - 1}"))
        for tenths in (5, 10)
    )
    return Answer(text, Fraction(units) * Fraction(10) ** -places, places, digits, nearest, around)


def _shown(text: str) -> str:
    """What cannot be read, short and safe to print: no control characters reach a terminal."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in short)
