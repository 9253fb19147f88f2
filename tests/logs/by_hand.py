"""A schedule by its formula, for the logs that are made here."""

from __future__ import annotations

import io
import math

from lrcalc.command.lines import read_line
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verification import Verification
from lrcalc.logs.verify import verify

LINE = "cosine --max 1e-3 --T 500 --warmup 50"


def cosine(update: int) -> float:
    """The rate by the formula: 50 updates up to 1e-3, then half a cosine wave down to 0 at 500."""
    update = min(update, 500)
    if update < 50:
        return 1e-3 * update / 50
    return 1e-3 * 0.5 * (1 + math.cos(math.pi * (update - 50) / 450))


def held(
    text: str, line: str = LINE, per_epoch: int | None = None, step_column: str | None = None
) -> Verification:
    """A log held against a schedule."""
    log = read_log(io.BytesIO(text.encode()), step_column=step_column)
    return verify(log, read_line(1, line), per_epoch=per_epoch)
