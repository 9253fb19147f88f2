"""The questions of `lrcalc.schedule.asked`, answered by the rooms that know how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lrcalc.errors import ParameterError, ScheduleError, expected
from lrcalc.numbers.literal import LiteralError, RateLike, parse_rate, parse_steps
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Checked, Crossings, Difference, Shown, Summary, Task

if TYPE_CHECKING:
    from lrcalc.report.report import Report


def rates(schedule: Policy, steps: Iterable[int] | str) -> list[float]:
    """η at each of the steps."""
    from lrcalc.sampling.trajectory import trajectory

    if not isinstance(steps, Iterable):
        given = f"{steps!r:.40}"
        raise ScheduleError(f"steps: {expected('several of them, such as range(5001) or [0, 1250]', given)}")
    if isinstance(steps, str):
        runs = _typed(schedule, steps)
    else:
        runs = [steps] if isinstance(steps, range) else _runs(steps)
    _check(run[end] for run in runs if run for end in (0, -1))
    return [rate for part in trajectory(schedule, runs) for rate in part.columns["learning_rate"]]


def _typed(schedule: Policy, text: str) -> list[range]:
    """The steps of a text as the command line takes it, 0:5000:1250."""
    from lrcalc.sampling.steps import parse_runs, reads_standard_input

    if reads_standard_input([text]):
        raise ScheduleError(f"steps: {expected('steps such as 0:5000:1250 or all', repr(text))}")
    try:
        return list(parse_runs([text], schedule.run_end, None, schedule.updates))
    except ParameterError as error:
        raise ScheduleError(f"steps: {error.reason}") from None


def _check(steps: Iterable[Any]) -> None:
    for step in steps:
        _step(step)


def _step(given: Any, name: str = "step") -> int:
    try:
        return parse_steps(given)
    except LiteralError as error:
        raise ScheduleError(f"{name}: {error}") from None


def _runs(steps: Iterable[Any]) -> list[range]:
    """Steps that follow one another drawn together."""
    runs: list[range] = []
    for step in map(_step, steps):
        if runs and runs[-1].stop == step:
            runs[-1] = range(runs[-1].start, step + 1)
        else:
            runs.append(range(step, step + 1))
    return runs


def when(schedule: Policy, rate: RateLike) -> Crossings:
    """The steps at which η reaches a rate."""
    from lrcalc.analysis.crossings import crossings

    try:
        return crossings(schedule, parse_rate(rate))
    except LiteralError as error:
        raise ScheduleError(f"rate: {error}") from None


def summary(schedule: Policy, updates: int | None = None) -> Summary:
    """The peak, the end, the mean and the sum of a run."""
    from lrcalc.analysis.summary import summarise

    length = schedule.updates if updates is None else _step(updates, "updates")
    if not length:
        raise ScheduleError("updates: expected how many there are, 1 or more, of a schedule without a total")
    found = summarise(schedule, length)
    if found is None:
        raise ScheduleError("expected a shorter run, got one with too many phases to look through")
    return found


def compare(schedule: Policy, other: Policy, end: int | None = None) -> Difference:
    """Where another schedule is farthest from this one."""
    from lrcalc.analysis.comparison import Schedule, largest_difference

    if not isinstance(other, Policy):
        reason = expected('another schedule such as Cosine(max="0.002", T=5000)', f"{other!r:.40}")
        raise ParameterError("other", reason)
    last = max(schedule.total or 0, other.total or 0, max(schedule.default_steps()))
    pair = [Schedule("", item) for item in (other, schedule)]
    return largest_difference(pair[0], pair[1], last if end is None else _step(end, "end"))


def check(schedule: Policy, answers: Mapping[int, str], strict: bool = False) -> Checked:
    """Answers marked, by step."""
    from lrcalc.marking.answer import read_answer
    from lrcalc.marking.mark import mark
    from lrcalc.marking.verdict import Marks
    from lrcalc.marking.worksheet import Row
    from lrcalc.report.marks import marks_part

    if not isinstance(answers, Mapping) or not answers:
        example = "{1250: '0.001721'}"
        raise ScheduleError(f"answers: expected an answer by its step such as {example}, got {answers!r:.40}")
    rows = [Row(_step(step), {"learning_rate": read_answer(str(answer))}) for step, answer in answers.items()]
    marking = mark(schedule, rows, Marks(strict=strict))
    verdicts = {row.derivation.step: row.verdicts["learning_rate"].code for row in marking.rows}
    mistakes = dict.fromkeys(name for finding in marking.findings for name in finding.ids)
    return Checked(
        marking.accepted, verdicts, list(mistakes), _shown(schedule, verdicts, marks_part(marking))
    )


def working(schedule: Policy, step: int) -> Shown:
    """The way to η at a step."""
    from lrcalc.report.working import working_part

    return _shown(schedule, [_step(step)], working_part(schedule))


def exercise(policy: type[Policy], seed: str, level: int, attempt: int) -> Task:
    """An exercise on a kind of schedule."""
    from lrcalc.exercises.generate import exercise as drawn
    from lrcalc.exercises.sheet import asked_steps
    from lrcalc.report.exercise import exercise_report

    made = drawn(policy.name, seed=str(seed), attempt=attempt, level=level)
    problem, solution = (_written(exercise_report([made], solution=told)) for told in (False, True))
    return Task(made.code, list(asked_steps(made)), problem, solution)


def _shown(schedule: Policy, steps: Iterable[int], part: Any) -> Shown:
    """An answer as a terminal and as a notebook show it."""
    from lrcalc.report.rates import Answer

    return _written(Answer(schedule, [range(step, step + 1) for step in steps], parts=[part]).report())


def _written(report: Report) -> Shown:
    from lrcalc.formats import format_named
    from lrcalc.terminal.screen import Screen

    texts = ["".join(format_named(name).write(report, Screen())) for name in ("table", "markdown")]
    return Shown(*texts)
