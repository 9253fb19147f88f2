"""The curve of a schedule as a block: the steps asked are marked where they are few enough to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Drawing
from lrcalc.report.part import Part
from lrcalc.sampling.stretch import Steps, furthest
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.marking.mark import Marking

MOST_MARKED = 100


def drawing(
    schedule: Policy, runs: Sequence[Steps], digits: int | None = None, log_scale: bool = False
) -> Drawing:
    """The curve up to the end of the schedule, or to the last step asked where that is later."""
    from lrcalc.pictures.curve import curve

    if sum(map(len, runs)) <= MOST_MARKED:
        steps = [step for run in runs for step in run]
        return Drawing(lambda samples: [curve(schedule, steps, samples)], None, digits, log_scale)
    last = max(map(furthest, runs))
    return Drawing(lambda samples: [curve(schedule, [], samples, last)], None, digits, log_scale)


def with_answers(block: Drawing, marking: Marking) -> Drawing:
    """The same curve with the answers on it: dots where they are accepted, crosses where they are not."""
    from lrcalc.marking.worksheet import RATE
    from lrcalc.pictures.curve import with_answers as answered

    accepted: list[tuple[int, float]] = []
    wrong: list[tuple[int, float]] = []
    for row in marking.rows:
        value = row.answers[RATE].value
        if value is not None:
            points = accepted if row.verdicts[RATE].accepted else wrong
            points.append((row.derivation.step, Real(value).double()))
    return block._replace(
        curves=lambda samples: [answered(item, accepted, wrong) for item in block.curves(samples)]
    )


def drawing_part(block: Drawing) -> Part:
    """The curve below everything else."""
    return Part(after=lambda derivations: iter([block]))
