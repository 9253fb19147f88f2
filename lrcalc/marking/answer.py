"""An answer as typed: its value, and the digits it was written with."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from lrcalc.numbers import spelling
from lrcalc.numbers.literal import LiteralError, parse_steps

FORMS = "a number such as 0.00172, 1.72e-3, 0.172 % or 1/500"
LONGEST = 100
LONGEST_SHOWN = 40
# Decimals to which a root is taken: more than any answer is compared to.
ROOT_PLACES = 60

_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:e([+-]?[0-9]{1,3}))?")
_RATIO = re.compile(r"([+-]?[0-9]+)/([0-9]+)")
_ROOT = re.compile(r"([+-]?)([0-9]*)\*?√\(?([0-9]{1,6})\)?(?:/([0-9]+))?")
_SUM_WITH_ROOT = re.compile(r"([+-]?)\(([0-9]+)([+-])([0-9]*)\*?√\(?([0-9]{1,6})\)?\)/([0-9]+)")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*(?:\{[^{}]*\})?[^{}]*)\}\{([0-9]+)\}")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
# Before the number, the step that it is said to be the rate of: η_2500, eta(2500), lr[t = 2500], t = 2500: η.
_LABELLED = re.compile(
    r"(?:(?:η|eta|lr|learning[ _]rate|rate)\s*_?\s*(?:[({\[]+\s*(?:(?:t|step)\s*=\s*)?)?"
    r"|(?:at\s+)?(?:t|step)\s*=?\s*)([0-9][0-9_]*k?|[0-9]{1,3}(?:[, ][0-9]{3})+)\s*[)}\]]*"
    r"\s*(?:[=≈~≃≅:]|[,;→⇒]\s*(?:η|eta|lr))"
)
# A label ends with a colon, but where a number stands before it.
_LABEL = re.compile(r"^[^0-9.+-].*:")
# Digits after the point in groups of three, a number of siunitx, and what shows that digits were cut off.
_IN_GROUPS = re.compile(r"(?<=[.,][0-9]{3}) (?=[0-9]{1,3}\b)|(?<=[.,][0-9]{3} [0-9]{3}) (?=[0-9]{1,3}\b)")
_SIUNITX = re.compile(r"\\num\{([^{}]*)\}")
_CUT_OFF = re.compile(r"(?<=[0-9])\s*(?:…|\.{3}|\\l?dots)$")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
# What begins with one of these has no label.
_FIRST_OF_NUMBERS = tuple("0123456789.+-")


class Answer(NamedTuple):
    """What was typed. `value` is None where it cannot be read; `places` is the number of decimals
    written (negative for tens), None for a ratio or a root; `digits` are the significant digits written;
    `nearest` are the ends of what rounds to it, half a unit of the last digit below and above, and
    `around` a whole unit: exact, and quick to compare with. A root is known to `ROOT_PLACES` only.
    `step` is the step that a label before it names: 2500 of `η_2500 = 0.00105`."""

    text: str
    value: Fraction | None = None
    places: int | None = None
    digits: int = 0
    nearest: tuple[Decimal, Decimal] | None = None
    around: tuple[Decimal, Decimal] | None = None
    is_root: bool = False
    step: int | None = None

    @property
    def unit(self) -> Fraction:
        """One in the last digit written; 0 for a ratio, which is exact."""
        return Fraction(0) if self.places is None else Fraction(10) ** -self.places

    @property
    def places_or_0(self) -> int:
        """The decimals written, 0 where there is no saying."""
        return self.places or 0

    @property
    def is_power_of_ten(self) -> bool:
        """Whether it is 1 followed or led by zeros: below it a digit is worth a tenth of one above."""
        return self.nearest is not None and self.value is not None and _is_power_of_ten(abs(self.value))


def read_answer(typed: str, decimal_comma: bool = False) -> Answer:
    """Read an answer, digits kept.

    Signs for minus, times ten, roots, per cent and "about" are understood, and `η = ` before the number.
    """
    text = typed.strip()
    if len(text) > LONGEST:
        return Answer(_shown(text))
    found = _read(text, decimal_comma)
    step = None if found.value is None or text[:1] in _FIRST_OF_NUMBERS else _labelled(text)
    return found if step is None else found._replace(step=step)


def _read(text: str, decimal_comma: bool) -> Answer:
    plain = _plain(text)
    if decimal_comma and _COMMA.match(plain):
        plain = plain.replace(",", ".")
    plain, shift = spelling.decimal(plain)
    compact = plain.replace(" ", "") if "√" in plain or "/" in plain else plain
    value = _ratio(compact) if shift == 0 else None
    if value is not None:
        return Answer(printable(text), value, is_root="√" in compact)
    match = _DECIMAL.fullmatch(plain)
    if match is None or not (match[2] or match[3]):
        return Answer(_shown(text))
    sign, whole, decimals, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    places = len(decimals) - exponent + shift
    units = int(sign + whole + decimals)
    digits = len((whole + decimals).lstrip("0"))
    nearest, around = (
        (Decimal(f"{10 * units - tenths}e{-places - 1}"), Decimal(f"{10 * units + tenths}e{-places - 1}"))
        for tenths in (5, 10)
    )
    return Answer(printable(text), Fraction(units) * Fraction(10) ** -places, places, digits, nearest, around)


def without_zeros(answer: Answer) -> Answer | None:
    """A decimal without the zeros at the end of its digits; None where there are none."""
    if not answer.value or answer.places is None or answer.places < 1:
        return None
    digits, places = int(answer.value / answer.unit), answer.places
    while digits % 10 == 0 and places > 0:
        digits, places = digits // 10, places - 1
    return None if places == answer.places else read_answer(f"{Decimal(digits).scaleb(-places):f}")


def looks_like_decimal_comma(text: str) -> bool:
    """Whether a text would be a number if its comma were a point: 0,001721."""
    plain = _plain(text.strip()) if len(text) <= LONGEST else ""
    return _COMMA.match(plain) is not None and read_answer(text, decimal_comma=True).value is not None


def _plain(text: str) -> str:
    """The number alone, in small letters and the signs of a keyboard."""
    plain = _IN_GROUPS.sub("", spelling.plain(text)).strip("$ *`'")
    plain = _LABEL.sub("", plain.replace("\\approx", "≈").replace("{,}", ","))
    plain = re.split(r"[=≈~≃≅]|\b(?:ca\.|circa|about|approx\.)", plain)[-1].strip("$ *`'")
    plain = _CUT_OFF.sub("", _SIUNITX.sub(r"\1", plain))
    plain = re.sub(r"\\?sqrt\{?\(?([0-9]+)\)?\}?", r"√\1", plain)
    return _FRACTION.sub(r"\1/\2", plain)


def _labelled(text: str) -> int | None:
    """The step that the label before a number names; None where it names none."""
    plain = text.lower().translate(spelling.SIGNS).translate(_LOWERED).replace("\\approx", "≈")
    match = _LABELLED.match(re.sub(r"[\\$*`]", "", plain).strip())
    try:
        return None if match is None else parse_steps(re.sub("[, ]", "", match[1]))
    except LiteralError:
        return None


def _ratio(plain: str) -> Fraction | None:
    """The value of a ratio or of a root: 1/500, √2/2, (2+√2)/4."""
    ratio = _RATIO.fullmatch(plain)
    if ratio:
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else None
    root = _ROOT.fullmatch(plain)
    if root and int(root[4] or 1):
        value = int(root[2] or 1) * _root(int(root[3])) / int(root[4] or 1)
        return -value if root[1] == "-" else value
    both = _SUM_WITH_ROOT.fullmatch(plain)
    if both and int(both[6]):
        part = int(both[4] or 1) * _root(int(both[5]))
        value = (int(both[2]) + (part if both[3] == "+" else -part)) / int(both[6])
        return -value if both[1] == "-" else value
    return None


def _root(number: int) -> Fraction:
    return Fraction(isqrt(number * 10 ** (2 * ROOT_PLACES)), 10**ROOT_PLACES)


def _is_power_of_ten(value: Fraction) -> bool:
    one, other = sorted((value.numerator, value.denominator))
    return one == 1 and str(other).strip("0") == "1"


def _shown(text: str) -> str:
    """What cannot be read, short and safe to print."""
    return printable(text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…")


def printable(text: str) -> str:
    """A text without control characters: none reaches a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
