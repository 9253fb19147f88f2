"""Lines of DeepSpeed: `[Rank 0] step=35, skipped=0, lr=[2.1e-06, …], mom=[…]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import numeral
from lrcalc.logs.reading.rows import NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line, matching

FORM = Form("DeepSpeed", (0, -1), is_known=True, in_full=True, row_a_line=True)
_LINE = re.compile(r"step=(\d+), skipped=(\d+), lr=\[([^\]]*)\]")


def matches(sample: str) -> bool:
    return bool(_LINE.search(sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line, match in matching(lines, _LINE):
        texts = [text.strip() for text in match[3].split(",")]
        rates = {f"lr[{index}]": text for index, text in enumerate(texts) if numeral(text)}
        if rates:
            yield Row(rates, int(match[1]), skipped=int(match[2]), place=line.number)
        else:
            found.left_out[NO_NUMBER] += 1
