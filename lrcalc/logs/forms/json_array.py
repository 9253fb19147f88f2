"""A JSON array of objects: what `json.dump` makes of a list of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.forms.trainer_state import objects
from lrcalc.logs.reading.rows import Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("JSON array")
_START = re.compile(r"\s*\[\s*\{\s*\"")


def matches(sample: str) -> bool:
    return bool(_START.match(sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    """The rows, each of which may hold other objects."""
    return objects(lines, found, outermost=True)
