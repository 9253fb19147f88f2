"""Lines of Megatron-LM and gpt-neox: ` iteration 10/ 1000 | … | learning rate: 1.5E-04 | …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER
from lrcalc.logs.reading.rows import NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line, matching

FORM = Form("Megatron", (0, -1), is_known=True, row_a_line=True)
_LINE = re.compile(rf"iteration\s+(\d+)\s*/\s*(\d+)\s*\|.*?(?<!decoupled )learning rate:\s*({NUMBER}|nan)")
_SKIPPED = re.compile(r"number of skipped iterations:\s*(\d+)")


def matches(sample: str) -> bool:
    return bool(_LINE.search(sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    skipped = 0
    for line, match in matching(lines, _LINE):
        # each line counts those since the line before
        more = _SKIPPED.search(line.text)
        skipped += int(more[1]) if more else 0
        found.total = int(match[2])
        if match[3] == "nan":
            found.left_out[NO_NUMBER] += 1
            continue
        yield Row({"learning rate": match[3]}, int(match[1]), skipped=skipped, place=line.number)
