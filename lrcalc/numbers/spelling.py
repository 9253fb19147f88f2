"""Numbers as people write them: other signs, times a power of ten, per cent; what a comma was meant for."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

# Other signs for minus and for blanks.
SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "½": "1/2"})
# By how many places the sign of a share moves the point.
SHARES = {"%": 2, "‰": 3}
# Before an exponent there may be a blank.
_BEFORE_E = re.compile(r"(?<=[0-9.])\s+(?=e[+-]?[0-9])")
# The digits and signs of an exponent, and what they are on the line.
RAISED_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
RAISED = str.maketrans(RAISED_SIGNS, "0123456789+-")
_SUPERSCRIPTS = re.compile(f"[{RAISED_SIGNS}]+")
_TEN_TO = r"10(?:\s*(?:\^|\*\*)\s*[{(]?\s*([+-]?[0-9]{1,3})\s*[})]?|([+-][0-9]{1,3}))"
_TIMES_TEN = re.compile(rf"\s*(?:[×x*·∙⋅]|\\times|\\cdot)\s*{_TEN_TO}$")
_POWER_OF_TEN = re.compile(rf"([+-]?){_TEN_TO}")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,30})?(?:e[+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?P<mark>[,.'’ ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


def plain(text: str) -> str:
    """A number in small letters and in the signs of a keyboard, without the signs that set it in a text."""
    text = text.lower().translate(SIGNS).replace("\\,", "").replace("\\%", "%").strip("$ *`")
    return lowered(text)


def lowered(text: str) -> str:
    """The text with its raised exponents on the line: 10^-3 for 10⁻³."""
    return _SUPERSCRIPTS.sub(lambda raised: "^" + raised[0].translate(RAISED), text)


def decimal(text: str) -> tuple[str, int]:
    """A plain number with its power of ten as an exponent, 2e-3 for 2·10^-3; and by how many places the point
    is to be moved to the left, 2 of what is in per cent and 3 in per mille."""
    places = SHARES.get(text[-1:], 0)
    text = _BEFORE_E.sub("", text[:-1].rstrip("\\ ") if places else text)
    if power := _POWER_OF_TEN.fullmatch(text):
        return f"{power[1]}1e{power[2] or power[3]}", places
    return _TIMES_TEN.sub(lambda power: f"e{power[1] or power[2]}", text), places


def meant(text: str, is_count: bool = False) -> str | None:
    """What was meant by a number in per cent, with a decimal comma, or with signs between its thousands; None
    of others. 1,250 is a count of 1250, and else 1.25 with a comma."""
    text = plain(text)
    if text[-1:] in SHARES:
        number, places = decimal(text.replace(",", "."))
        return f"{Decimal(number).scaleb(-places):f}" if _NUMBER.fullmatch(number) else None
    grouped = _THOUSANDS.fullmatch(text)
    if grouped and (is_count or grouped["mark"] in "'’ " or text.count(grouped["mark"]) > 1):
        return text.replace(grouped["mark"], "")
    return text.replace(",", ".") if re.match(r"[+-]?[0-9]*,[0-9]", text) and "." not in text else None


def divided(text: str) -> list[str]:
    """The numbers between commas. Raises ValueError, with what was meant, where one was a decimal comma: no
    number is written as 001."""
    items = text.split(",")
    for one, two in pairwise(map(str.strip, items)):
        if one.isdecimal() and re.match("0[0-9]", two):
            pairs = zip(items[::2], items[1::2])
            both = ",".join(f"{left}.{right}" for left, right in pairs)
            raise ValueError(text.replace(f"{one},{two}", f"{one}.{two}") if len(items) % 2 else both)
    return items
