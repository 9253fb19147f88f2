"""What transformers' Trainer prints: `{'loss': '1.481', 'learning_rate': '0.0005', 'epoch': '0.5714'}`.

There is no step in it; the progress bar beside it has the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.reading.numerals import NUMBER, numeral
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("transformers output", (-1, 0), is_known=True, has_two_clocks=True, row_a_line=True)
_RATE = re.compile(rf"'(learning_rate)': '?({NUMBER}|nan)")
_EPOCH = re.compile(rf"'epoch': '?({NUMBER})")
_STEP = re.compile(r"'step': '?(\d+)")
_BAR = re.compile(r"\|\s*(\d+)/(\d+) \[")


def matches(sample: str) -> bool:
    return bool(_RATE.search(sample)) and "{'" in sample


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line in lines:
        for bar in _BAR.finditer(line.text):
            # the evaluation has a bar of its own, shorter than that of the run
            found.total = max(found.total or 0, int(bar[2]))
        rate = _RATE.search(line.text)
        if rate is None:
            if "'eval_loss'" in line.text:
                found.left_out[EVALUATION] += 1
            elif "'train_runtime'" in line.text:
                found.left_out["closing summary"] += 1
            continue
        if numeral(rate[2]) is None:
            found.left_out[NO_NUMBER] += 1
            continue
        epoch, step = _EPOCH.search(line.text), _STEP.search(line.text)
        yield Row(
            {"learning_rate": rate[2]},
            int(step[1]) if step else None,
            float(epoch[1]) if epoch else None,
            place=line.number,
        )
