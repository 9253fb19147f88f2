"""What questions about a whole schedule come to. The rooms above find the answers."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.numbers.real import Real


class Crossings(NamedTuple):
    """The steps at which η reaches a rate, in order; whether there are more; and how far was searched, None:
    to the end."""

    steps: list[int]
    more: bool
    looked_to: int | None


class Summary(NamedTuple):
    """A run of `updates` steps, t = 0 … updates − 1. What would take too long to find is None.

    Without `sum_is_exact`, sum and mean are those of the rates rounded to doubles.
    """

    updates: int
    peak: tuple[int, Real]
    final: tuple[int, Real]
    sum: Real | None
    mean: Real | None
    above_half: int
    sum_is_exact: bool


class Difference(NamedTuple):
    """By how much a schedule is farthest from another, and at which step that is so first."""

    step: int
    amount: Real
    every_step: bool


class Shown(NamedTuple):
    """Something to be read: as a terminal shows it, and as a notebook does."""

    text: str
    markdown: str

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


class Checked(NamedTuple):
    """Answers that were marked: whether all are accepted, the verdict at each step, and the ids of the
    mistakes that explain those that are wrong."""

    accepted: bool
    verdicts: dict[int, str]
    mistakes: list[str]
    shown: Shown

    def __str__(self) -> str:
        return self.shown.text

    def _repr_markdown_(self) -> str:
        return self.shown.markdown


class Task(NamedTuple):
    """An exercise: the code by which it is had again, the steps asked, the problem and its solution."""

    code: str
    steps: list[int]
    problem: Shown
    solution: Shown

    def __str__(self) -> str:
        return self.problem.text

    def _repr_markdown_(self) -> str:
        return self.problem.markdown
