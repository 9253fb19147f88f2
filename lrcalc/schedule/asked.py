"""What can be asked of a whole schedule in Python. The rooms above answer: the package says which, so that a
schedule itself knows none of them."""

from __future__ import annotations

# as type checkers know it; imported from typing it would be most of the time of `import lrcalc`
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from lrcalc.numbers.literal import RateLike
    from lrcalc.schedule.results import Checked, Crossings, Difference, Shown, Summary, Task

_ANSWERED_BY: list[Callable[[], Any]] = []


def answer_by(find: Callable[[], Any]) -> None:
    """Have the questions answered by the functions of the same names of what `find` returns."""
    _ANSWERED_BY[:] = [find]


def _questions() -> Any:
    return _ANSWERED_BY[0]()


class Asked:
    """The questions that every schedule answers."""

    def rates(self, steps: Iterable[int] | str) -> list[float]:
        """η at each of the steps: the doubles nearest to the exact values, many of them at once.

        The steps may be a text as the command line takes it: "0:5000:1250", "all".

        Raises ScheduleError for a step that is not a whole number from 0 to 10^15.
        """
        found: list[float] = _questions().rates(self, steps)
        return found

    def when(self, rate: RateLike) -> Crossings:
        """The steps at which η reaches a rate. Raises ScheduleError for a rate that cannot be read."""
        found: Crossings = _questions().when(self, rate)
        return found

    def summary(self, updates: int | None = None) -> Summary:
        """The peak, the end, the mean and the sum of a run; `updates` are needed where there is no total.

        Raises ScheduleError where they are missing, or the schedule has too many phases.
        """
        found: Summary = _questions().summary(self, updates)
        return found

    def compare(self, other: Any, end: int | None = None) -> Difference:
        """Where another schedule is farthest from this one, up to the later of their totals, or to `end`."""
        found: Difference = _questions().compare(self, other, end)
        return found

    def check(self, answers: Mapping[int, str], strict: bool = False) -> Checked:
        """Answers marked, by step, as `--check` marks them. Raises ScheduleError."""
        found: Checked = _questions().check(self, answers, strict)
        return found

    def working(self, step: int) -> Shown:
        """The way to η at a step, line by line."""
        found: Shown = _questions().working(self, step)
        return found

    @classmethod
    def exercise(cls, seed: str = "", level: int = 1, attempt: int = 1) -> Task:
        """An exercise on this kind of schedule; the same seed gives the same on every machine, and another
        attempt another one for the same seed."""
        found: Task = _questions().exercise(cls, seed, level, attempt)
        return found
