"""How many of the rates that the frameworks computed are ours, by `lrcalc read`.

`python -m tests.golden` compares every rate and prints the figures.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.golden.cases import Case, cases

FRAMEWORKS = ("torch", "transformers", "optax", "keras", "timm")


class Figures(NamedTuple):
    """Calls of a framework, those reproduced at every step, its rates and those that are ours."""

    calls: int
    whole: int
    rates: int
    ours: int

    def __str__(self) -> str:
        return (
            f"{self.whole} of {self.calls} calls reproduced at every step; {self.ours} of {self.rates} rates"
        )


def agreeing(case: Case) -> set[int]:
    """The steps at which the call as it is read has the rate of the framework."""
    schedule = case.reading().schedule
    return {step for step in case.rates if case.agrees(step, schedule.at(step))}


def figures(framework: str) -> Figures:
    compared = [(case, agreeing(case)) for case in cases() if case.framework == framework]
    return Figures(
        len(compared),
        sum(ours == set(case.rates) for case, ours in compared),
        sum(len(case.rates) for case, _ in compared),
        sum(len(ours) for _, ours in compared),
    )
