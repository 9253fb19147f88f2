"""An answer as typed: its value, and the digits it was written with."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

FORMS = "a number such as 0.00172, 1.72e-3 or 1/500"
LONGEST = 100

_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:e([+-]?[0-9]{1,4}))?")
_RATIO = re.compile(r"([+-]?[0-9]+)/([0-9]+)")
_TIMES_TEN = re.compile(r"\s*[×x*·]\s*10\s*(?:\^|\*\*)\s*\{?([+-]?[0-9]+)\}?")


class Answer(NamedTuple):
    """What was typed. `value` is None where it cannot be read; `places` is the number of decimals
    written (negative for tens), None for a ratio; `digits` are the significant digits written."""

    text: str
    value: Fraction | None = None
    places: int | None = None
    digits: int = 0

    @property
    def unit(self) -> Fraction:
        """One in the last digit written; 0 for a ratio, which is exact."""
        return Fraction(0) if self.places is None else Fraction(10) ** -self.places


def read_answer(typed: str) -> Answer:
    """Read an answer, digits kept. Signs for minus, times ten and "about" are understood."""
    text = typed.strip()
    plain = text[:LONGEST].lower().replace("−", "-").lstrip("≈~= ").strip("$ ")
    plain = _TIMES_TEN.sub(r"e\1", plain)
    ratio = _RATIO.fullmatch(plain)
    if ratio and int(ratio[2]):
        return Answer(text, Fraction(int(ratio[1]), int(ratio[2])))
    match = _DECIMAL.fullmatch(plain)
    if match is None or len(text) > LONGEST or not (match[2] or match[3]):
        return Answer(text)
    sign, whole, decimals, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    places = len(decimals) - exponent
    value = Fraction(int(sign + whole + decimals)) * Fraction(10) ** -places
    return Answer(text, value, places, len((whole + decimals).lstrip("0")))
