"""How the signs of the field, and the letters of names, are spelled where there is ASCII alone."""

from __future__ import annotations

import unicodedata

from lrcalc.numbers.spelling import lowered

# How a sign is spelled where it cannot be printed. Signs of one column stay one column.
SPELLINGS = {
    "×": "*", "·": "*", "∙": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "½": "1/2", "′": "'",
    "‰": "o/oo", "°": "deg",
    "≈": "~", "≃": "~", "≅": "~", "≤": "<=", "≥": ">=", "≠": "!=",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "√": "sqrt",
    **{sign: str(digit) for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "…": ".", "‘": "'", "’": "'", "“": '"', "”": '"', "●": "o", "•": "*", "✓": "+", "✗": "x", "ⓘ": "i",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2800": " ", "\ufeff": "",
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "─": "-", "│": "|", "├": "+", "┤": "+", "┬": "+", "┴": "+",
    "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "┼": "+", "━": "-", "┃": "|", "┏": "+", "┓": "+", "┗": "+", "┛": "+", "┡": "+", "┩": "+", "╇": "+",
}  # fmt: skip
# Letters that are no plain letter with an accent.
LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "å": "a", "Å": "A",
}  # fmt: skip
# The drawings of curves: a cell with any dot.
_DOTS = range(0x2801, 0x2900)


def spelled(text: str) -> str:
    """The text in ASCII: signs spelled out, accents left out, Greek letters by their names. A letter of
    another alphabet becomes its code, as Python writes it, so that two names stay two; any other sign a
    question mark."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else _spelled(sign) for sign in lowered(text))


def _spelled(sign: str) -> str:
    from lrcalc.expression import greek

    known = SPELLINGS.get(sign, LETTERS.get(sign, greek.NAMES.get(sign)))
    if known is not None:
        return known
    if ord(sign) in _DOTS:
        return "."
    if unicodedata.combining(sign):
        return ""
    letter = unicodedata.normalize("NFD", sign)[0]
    if letter.isascii():
        return letter
    return sign.encode("ascii", "backslashreplace").decode() if sign.isalnum() else "?"
