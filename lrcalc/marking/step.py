"""A step as people write it: 1250, t = 1250, Step 1250, 1,250 or 1250.0."""

from __future__ import annotations

import re

from lrcalc.numbers.literal import parse_steps

_STEP = re.compile(r"(?:[0-9]+[.)]\s+)?(?:steps?\b\s*)?(?:t\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_THOUSANDS = re.compile(r"[0-9]{1,3}([,. \u00a0\u202f'’])[0-9]{3}(?:\1[0-9]{3})*")


def read_step(text: str, decimal_comma: bool = False) -> int:
    """A step as people write it: 1250, t = 1250, Step 1250, 1,250 or 1250.0. Raises LiteralError."""
    bare = text.replace("\\", "").strip("$* ")
    match = _STEP.fullmatch(bare)
    plain = match[1].strip("$*: ") if match and match[1] else bare
    thousands = _THOUSANDS.fullmatch(plain)
    if thousands and (thousands[1] != "." or decimal_comma):
        plain = plain.replace(thousands[1], "")
    elif decimal_comma:
        plain = plain.replace(",", ".")
    return parse_steps(plain)


def is_step(text: str) -> bool:
    """Whether a text is a step."""
    try:
        read_step(text)
    except ValueError:
        return False
    return True
