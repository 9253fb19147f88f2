"""A JSON array of flat objects: what `json.dump` makes of a list of rows."""

from __future__ import annotations

import re

from lrcalc.logs.forms.trainer_state import rows as rows

NAME = "JSON array"
OFFSETS = (0, -1, 1)
_START = re.compile(r"\s*\[\s*\{\s*\"")


def matches(sample: str) -> bool:
    return bool(_START.match(sample))
