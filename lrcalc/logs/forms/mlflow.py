"""A metric's file of MLflow: time stamp, value and step, between blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER, numeral
from lrcalc.logs.reading.rows import NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("MLflow metric", in_full=True)
_LINE = re.compile(rf"(\d{{10,16}}) ({NUMBER}|nan|NaN)(?: (\d+))?(?: \S+)*\s*")


def matches(sample: str) -> bool:
    return bool(_LINE.fullmatch(next(iter(sample.splitlines()), "")))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line in lines:
        match = _LINE.fullmatch(line.text)
        if match is None or numeral(match[2]) is None:
            found.left_out[NO_NUMBER if match else "lines of another form"] += 1
        else:
            yield Row({"value": match[2]}, int(match[3]) if match[3] else None, place=line.number)
