"""Lines of detectron2: ` eta: …  iter: 19  total_loss: …  lr: 1.6068e-05  max_mem: …M`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER
from lrcalc.logs.reading.rows import Form, Found, Row
from lrcalc.logs.reading.stream import Line, matching

FORM = Form("detectron2", (0, -1), is_known=True, row_a_line=True)
_LINE = re.compile(rf"\biter: (\d+)\s.*?\blr: ({NUMBER})")


def matches(sample: str) -> bool:
    return bool(_LINE.search(sample)) and bool(re.search(r"total_loss:|max_mem:", sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line, match in matching(lines, _LINE):
        yield Row({"lr": match[2]}, int(match[1]), place=line.number)
