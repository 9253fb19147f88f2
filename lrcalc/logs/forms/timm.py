"""Lines of timm: `Train: 0 [   2/10 ( 22%)]  Loss: …  LR: 1.000e-05  …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("timm", (0, -1), is_known=True, row_a_line=True)
_LINE = re.compile(rf"\bTrain: (\d+) \[\s*(\d+)/\s*(\d+) .*?\bLR: ({NUMBER}|nan)")


def matches(sample: str) -> bool:
    return bool(_LINE.search(sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line in lines:
        match = _LINE.search(line.text)
        if match is None:
            found.left_out[EVALUATION] += bool(re.search(r"\bTest:", line.text))
            continue
        if match[4] == "nan":
            found.left_out[NO_NUMBER] += 1
            continue
        epoch, inner, length = (int(match[group]) for group in (1, 2, 3))
        found.per_epoch = length
        yield Row({"LR": match[4]}, length * epoch + inner, epoch, length, place=line.number)
