"""Whether the machine was quiet: what other programs took of it while something was measured.

A program with two processes suffers more from another program than one with a single process. So not even a
ratio can be relied on then.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

WORK = Path("/proc/stat")
# Of one core. The system itself takes a little.
MOST = 0.1


@contextmanager
def watched() -> Iterator[None]:
    """Say so where other programs worked meanwhile. Only Linux tells."""
    start, before = perf_counter(), _of_others()
    yield
    if before is not None and (after := _of_others()) is not None:
        share = (after - before) / (perf_counter() - start)
        if share > MOST:
            print(f"  NOT QUIET: other programs took {share:.2f} of a core in this measurement\n")


def _of_others() -> float | None:
    """The seconds that the processors have worked for all but this process and those that it started."""
    if not WORK.exists():
        return None
    ticks = WORK.read_text(encoding="ascii").split()[1:4]  # user, nice, system
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") - sum(os.times()[:4])
