"""Lines of fairseq: `epoch 001:  450 / 1891 loss=…, num_updates=445, lr=8.90889e-05, …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line, matching

FORM = Form("fairseq", (0, -1), is_known=True, row_a_line=True)
_LINE = re.compile(rf"num_updates[=:]?\s*(\d+).*?\blr[=:]?\s*({NUMBER}|nan)")


def matches(sample: str) -> bool:
    return bool(_LINE.search(sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line, match in matching(lines, _LINE):
        if re.search(r"\bvalid\b", line.text):
            found.left_out[EVALUATION] += 1
        elif match[2] == "nan":
            found.left_out[NO_NUMBER] += 1
        else:
            yield Row({"lr": match[2]}, int(match[1]), place=line.number)
