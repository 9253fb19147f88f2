"""What a paper says: what is given, what is asked, and the answer to each question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import FIGURES, Exercise, exercises
from lrcalc.marking.line import rows_from_line
from lrcalc.marking.mark import Marking, mark
from lrcalc.marking.verdict import Marks
from lrcalc.numbers.display import RATE_DIGITS, quantity_text
from lrcalc.numbers.literal import LiteralError, parse_steps
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.formula import formula_lines

LONGEST_ROSTER = 10_000


class Paper(NamedTuple):
    """A student and the exercises of their paper."""

    student: str
    exercises: list[Exercise]


def given(exercise: Exercise) -> list[tuple[str, str]]:
    """The parameters by their symbols: `η_max` and `0.002`."""
    policy = exercise.policy
    known = [(symbol.name, symbol.value) for symbol in policy.named_symbols().values()]
    lists = [
        (item.name, ", ".join(decimal_text_of(value) for value in item.values))
        for item in policy.named_lists().values()
    ]
    return [(name, decimal_text_of(value)) for name, value in known] + lists


def decimal_text_of(value: object) -> str:
    """A parameter as it is written on a paper."""
    from fractions import Fraction

    from lrcalc.expression.notation import number_text

    assert isinstance(value, (Fraction, int))
    return number_text(Fraction(value))


def asked_steps(exercise: Exercise) -> list[int]:
    """The steps at which the rate is asked; at level 3 the last is to be found instead."""
    return exercise.steps if exercise.target is None else exercise.steps[:-1]


def target_rate(exercise: Exercise) -> str:
    """The rate whose step is to be found."""
    assert exercise.target is not None
    return rate_text(exercise, exercise.target)


def rate_text(exercise: Exercise, step: int) -> str:
    """η at a step as the key has it, to six figures."""
    return quantity_text("rate", exercise.policy.derivation(step).learning_rate)


def answers(exercise: Exercise) -> list[str]:
    """The right answers in order: rates, and at level 3 the step."""
    found = [rate_text(exercise, step) for step in asked_steps(exercise)]
    return found if exercise.target is None else [*found, str(exercise.target)]


def check(exercise: Exercise, text: str, marks: Marks, decimal_comma: bool = False) -> tuple[Marking, bool]:
    """The answers on a line marked, and whether the step to be found is right (True where none is asked).

    Raises ScheduleError where they are not one for each question.
    """
    steps = asked_steps(exercise)
    parts = text.split(";" if decimal_comma else ",")
    found = True
    if exercise.target is not None and len(parts) == len(steps) + 1:
        *_, last = parts
        text = text[: -len(last) - 1]
        found = is_step_found(exercise, last)
    return mark(exercise.policy, rows_from_line(text, steps, decimal_comma), marks, demanded=steps), found


def is_step_found(exercise: Exercise, typed: str) -> bool:
    """Whether η at a step is the rate that was to be found, to four figures."""
    assert exercise.target is not None
    try:
        step = parse_steps(typed.strip())
    except LiteralError:
        return False
    right, given_rate = (exercise.policy.derivation(item).learning_rate for item in (exercise.target, step))
    return right.significant(RATE_DIGITS - 2) == given_rate.significant(RATE_DIGITS - 2)


def table(exercise: Exercise, blank: Iterable[str] = ()) -> tuple[list[str], list[list[str]]]:
    """The summary table: headings, and a row a step; the columns that are left blank are empty."""
    policy = exercise.policy
    steps = asked_steps(exercise)
    derivations = [policy.derivation(step) for step in steps]
    headings: dict[str, str] = {}
    for derivation in derivations:
        headings |= {item.key: item.heading for item in derivation.phase.quantities}
    headings = {key: headings[key] for key in policy.columns if key in headings}
    empty = set(blank)
    for key in empty - set(headings):
        raise ScheduleError(f"expected a column out of {', '.join(headings)}, got {key!r}")
    rows = [
        [str(item.step), *("" if key in empty else _cell(item, key) for key in headings)]
        for item in derivations
    ]
    return ["Step", *headings.values()], rows


def _cell(derivation: Derivation, key: str) -> str:
    if key not in derivation:
        return "–"
    return quantity_text(derivation.phase[key].unit, derivation[key])


def formula(exercise: Exercise) -> list[str]:
    """The closed form, a line a phase."""
    return formula_lines(exercise.policy)


def papers(
    students: Iterable[str], name: str, seed: str, count: int, attempt: int, level: int
) -> list[Paper]:
    """A paper for each student. Raises ScheduleError for a student who stands twice, or too many."""
    found: dict[str, Paper] = {}
    for student in students:
        if student in found:
            raise ScheduleError(f"expected each student once, got {student!r} twice")
        if len(found) == LONGEST_ROSTER:
            raise ScheduleError(f"expected up to {LONGEST_ROSTER} students, got more")
        own = f"{seed}\n{student}" if seed else student
        found[student] = Paper(student, list(exercises(name, own, count, attempt, level)))
    return list(found.values())


def key_rows(made: Iterable[Paper]) -> list[list[str]]:
    """The key as rows: student, exercise, step, learning_rate."""
    rows = [["student", "exercise", "step", "learning_rate"]]
    for paper in made:
        for item in paper.exercises:
            steps = [str(step) for step in asked_steps(item)]
            rows += [[paper.student, item.code, step, rate] for step, rate in zip(steps, answers(item))]
    return rows


INSTRUCTION = f"Write η to at least 4 significant figures ({FIGURES} tell every mistake apart)."
