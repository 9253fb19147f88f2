"""The columns of a schedule: which it has, what they are called, and which of them are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lrcalc.errors import ScheduleError, did_you_mean, nearest
from lrcalc.numbers.literal import shown
from lrcalc.schedule.derivation import HEADINGS
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.report.blocks import Column


def headings(schedule: Policy) -> dict[str, Column]:
    """The columns beside the step, by key, in order."""
    from lrcalc.report.blocks import Column
    from lrcalc.schedule.formula import phases

    named = {item.key: item.heading for phase in phases(schedule) for item in phase.quantities}
    return {
        key: Column(named.get(key) or HEADINGS.get(key, key), is_text=key == "phase")
        for key in schedule.columns
    }


def chosen(asked: Sequence[str], known: Sequence[str], where: str = "") -> list[str]:
    """The columns asked for, in that order; `where` says where there are those that are known alone. Raises
    ScheduleError for one that there is not."""
    for key in asked:
        if key not in known:
            near = nearest(key, known)
            hint = did_you_mean(near)
            raise ScheduleError(f"expected columns out of {', '.join(known)}{where}, got {shown(key)}{hint}")
    return list(asked)
