"""The picture of a log: rates of 0 on a scale of powers of ten, what is counted, the lines below it."""

from __future__ import annotations

import io

from lrcalc.command.lines import read_line
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verify import verify
from lrcalc.report.log_drawing import log_drawing


def rate(step: int) -> float:
    """A line from 1e-3 down to 0 at 60, where 100 was meant."""
    return 1e-3 * max(0, 60 - step) / 60


def test_zeros_are_drawn_or_said_and_the_marks_are_counted() -> None:
    text = "step,lr\n" + "".join(f"{step},{rate(step)!r}\n" for step in range(100))
    found = verify(read_log(io.BytesIO(text.encode())), read_line(1, "linear --max 1e-3 --T 100"))
    # all rows but the first disagree; from 60 on 40 are 0
    _, log = log_drawing(found, name="run.csv").curves(50)
    assert len(log.points) == 100
    assert len(log.wrong) == 99
    drawing = log_drawing(found, log_scale=True, name="run.csv")
    _, log = drawing.curves(50)
    assert min(at for _, at in log.points) > 0
    assert len(log.wrong) == 59
    assert drawing.labels is not None
    schedule, logged = drawing.labels
    assert schedule.startswith("the schedule: linear with max 1e-3, T 100")
    assert logged == "logged in run.csv; 99 that disagree (59 of them marked); 40 at 0 lie below the scale"
