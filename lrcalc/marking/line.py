"""Answers on one line, one for each step; a decimal comma is asked about, and never misread in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lrcalc.errors import ScheduleError, counted
from lrcalc.marking.answer import looks_like_decimal_comma, read_answer
from lrcalc.marking.worksheet import RATE, Row
from lrcalc.numbers.literal import shown

_LEADING_ZEROS = re.compile(r"0[0-9]+|0+[0-9]*\s*(?:[e×x*·]|%|\\).*", re.IGNORECASE)
# What no number is written as that has an exponent or is a percentage: 722e-3, 1722 %.
_SEVERAL_DIGITS = re.compile(r"[0-9]{2,}\s*(?:[e×x*·∙⋅]|\\times|\\cdot|\\?%).*", re.IGNORECASE)
_WHOLE = re.compile(r"(?:.*[=≈~≃≅:]\s*)?[+-]?[0-9]+")


class DecimalCommaError(ScheduleError):
    """Answers apart at a comma that was likely a decimal one: what is wrong, and the question behind it."""

    def __init__(self, reason: str, meant: str) -> None:
        self.reason = reason
        self.question = f"is {meant} a decimal comma? write {meant.replace(',', '.', 1)}"
        super().__init__(f"{reason} ({self.question})")


def rows_from_line(text: str, steps: Sequence[int], decimal_comma: bool = False) -> list[Row]:
    """The answers given on the line, one for each step asked: between commas, or with decimal commas
    between semicolons or blanks. Raises ScheduleError."""
    items = re.split(r"[;\s]+", text.strip()) if decimal_comma else text.split(",")
    if len(items) == len(steps) + 1 and not items[-1].strip():
        items.pop()  # the comma after the last answer
    meant = None if decimal_comma else _decimal_commas(items, len(steps))
    if meant is not None or len(items) != len(steps):
        reason = (
            f"expected answers with a decimal point, got {shown(text)}"
            if len(items) == len(steps)
            else f"expected one answer for each step, got {counted(len(items), 'answer')} "
            f"for {counted(len(steps), 'step')}"
        )
        raise ScheduleError(reason) if meant is None else DecimalCommaError(reason, meant)
    return [Row(step, {RATE: read_answer(item, decimal_comma)}) for step, item in zip(steps, items)]


def _decimal_commas(items: list[str], steps: int) -> str | None:
    """The first pair of items that is likely one number with a decimal comma: 0 and 001721."""
    apart = re.split(r"[;\s]+", ",".join(items).strip())
    if len(apart) == steps and all(map(looks_like_decimal_comma, apart)):
        return apart[0]
    words = [item.strip() for item in items]
    for one, two in pairwise(words):
        if _WHOLE.fullmatch(one) and (_LEADING_ZEROS.fullmatch(two) or _SEVERAL_DIGITS.fullmatch(two)):
            return f"{one},{two}"
    if len(words) == 2 * steps and all(_WHOLE.fullmatch(word) for word in words):
        return f"{words[0]},{words[1]}"
    return None
