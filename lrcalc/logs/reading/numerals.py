"""How precisely a rate was written, and what it may have been before it was."""

from __future__ import annotations

import math
import re
import struct
from array import array
from collections.abc import Sequence
from typing import NamedTuple

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?")
_PARTS = re.compile(r"([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?")


class Numeral(NamedTuple):
    """A number as written: its value, the significant digits, and the exponent of the last one."""

    text: str
    value: float
    digits: int
    last: int


def numeral(text: str) -> Numeral | None:
    """The numeral of a text, or None where it is no finite number that is 0 or more."""
    text = text.strip().strip("'\"")
    if not text or len(text) > 60:
        return None
    match = _PARTS.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return None
    value = float(text)
    if not math.isfinite(value) or value < 0:
        return None
    digits = (match[2] + match[3]).lstrip("0")
    return Numeral(text, value, len(digits), int(match[4] or 0) - len(match[3]))


def values_of(texts: Sequence[str]) -> Sequence[float]:
    """The values of rates as they were written, each a numeral."""
    try:
        return array("d", map(float, texts))
    except ValueError:
        # between quotes
        return array("d", (found.value for text in texts if (found := numeral(text))))


def with_point(text: str) -> str:
    """A number with a point for its decimal comma."""
    return text.replace(",", ".") if "," in text and DECIMAL_COMMA.fullmatch(text) else text


def _single(value: float) -> float:
    """The float32 nearest to a number. Raises OverflowError where there is none."""
    return float(struct.unpack("f", struct.pack("f", value))[0])


def is_float32(value: float) -> bool:
    """Whether a number is one of float32."""
    try:
        return _single(value) == value
    except OverflowError:
        return False


def written_float32(value: float, digits: int) -> bool:
    """Whether a number is a float32 that was rounded to so many significant digits."""
    try:
        return float(f"{_single(value):.{digits}g}") == value
    except OverflowError:
        return False


def shortest_float32(text: Numeral) -> bool:
    """Whether a text of up to 9 digits is the shortest one of a float32; one with zeros at its end is not."""
    mantissa = text.text.lower().partition("e")[0]
    if "." in mantissa and mantissa.endswith("0") and not mantissa.endswith(".0"):
        return False
    single = _single(text.value)
    for digits in range(max(1, text.digits - 1), 10):
        short = f"{single:.{digits}g}"
        if _single(float(short)) == single:
            return float(short) == text.value
    return False
