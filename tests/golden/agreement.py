"""What is said of the frameworks' calls, and how many of their rates are ours.

`python -m tests.golden` compares every rate and prints the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.golden.cases import Case, Different, Same, cases, rates
from tests.golden.keras_calls import KERAS
from tests.golden.optax_calls import OPTAX
from tests.golden.timm_calls import TIMM
from tests.golden.torch_calls import TORCH
from tests.golden.transformers_calls import TRANSFORMERS

STATEMENTS = {"torch": TORCH, "transformers": TRANSFORMERS, "optax": OPTAX, "keras": KERAS, "timm": TIMM}


class Figures(NamedTuple):
    """Calls of a framework, those reproduced at every step and at none, its rates and those that are ours."""

    calls: int
    whole: int
    without: int
    rates: int
    ours: int

    def __str__(self) -> str:
        return (
            f"{self.whole} of {self.calls} calls reproduced at every step; {self.ours} of {self.rates} rates"
        )


def applying(case: Case, kind: type) -> Iterator[tuple[Same | Different, list[int]]]:
    """What is said of that kind of a call, with the steps it is said of."""
    for statement in STATEMENTS[case.framework]:
        if isinstance(statement, kind) and statement.source == case.source and case.knows(statement.when):
            steps = case.steps(statement.steps)
            if steps:
                yield statement, steps


def said_to_agree(case: Case) -> set[int]:
    return {step for _, steps in applying(case, Same) for step in steps}


def agreeing(case: Case) -> set[int]:
    """The steps at which a command that is said to be the call prints the rate of the framework."""
    found = set()
    for statement, steps in applying(case, Same):
        ours = rates(case, statement.command, steps)
        found |= {step for step, rate in zip(steps, ours, strict=True) if case.agrees(step, rate)}
    return found


def figures(framework: str) -> Figures:
    compared = [(case, agreeing(case)) for case in cases() if case.framework == framework]
    return Figures(
        len(compared),
        sum(ours == set(case.rates) for case, ours in compared),
        sum(not ours for _, ours in compared),
        sum(len(case.rates) for case, _ in compared),
        sum(len(ours) for _, ours in compared),
    )
