"""Lines of mmengine and mmcv: `Epoch(train) [1][10/50]  lr: 1.8449e-04`, `Epoch [1][50/500] lr: 2e-02`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, NO_RATE, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("mmengine", (-1, 0), is_known=True, row_a_line=True)
_EPOCH = re.compile(r"\bEpoch(?:\((\w+)\))?\s*\[\s*(\d+)\]\[\s*(\d+)/\s*(\d+)\]")
_ITER = re.compile(r"\bIter(?:\((\w+)\))?\s*\[\s*(\d+)/\s*(\d+)\]")
_RATE = re.compile(rf"(?<![\w])lr: ({NUMBER}|nan)")


def matches(sample: str) -> bool:
    return any(
        _RATE.search(line) and (_EPOCH.search(line) or _ITER.search(line)) for line in sample.splitlines()
    )


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line in lines:
        by_epoch, by_iter = _EPOCH.search(line.text), _ITER.search(line.text)
        match = by_epoch or by_iter
        if match is None:
            continue
        if match[1] in ("val", "test"):
            found.left_out[EVALUATION] += 1
            continue
        rate = _RATE.search(line.text)
        if rate is None or rate[1] == "nan":
            found.left_out[NO_RATE if rate is None else NO_NUMBER] += 1
        elif by_epoch:
            epoch, inner, length = (int(by_epoch[group]) for group in (2, 3, 4))
            found.per_epoch = length
            yield Row({"lr": rate[1]}, length * (epoch - 1) + inner, epoch, length, place=line.number)
        elif by_iter:
            found.total = int(by_iter[3])
            yield Row({"lr": rate[1]}, int(by_iter[2]), place=line.number)
