"""What a paper says: what is given, what is asked, and the answer to each question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import FIGURES, Exercise, exercises
from lrcalc.marking.line import rows_from_line
from lrcalc.marking.mark import Marking, mark
from lrcalc.marking.verdict import FIGURES_ASKED, Marks
from lrcalc.marking.worksheet import FOUND, RATE, Row
from lrcalc.numbers.display import MISSING, RATE_DIGITS, quantity_text
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.formula import formula_lines

LONGEST_ROSTER = 10_000
KEY_HEADER = ["student", "exercise", "step", RATE]


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
    """The steps at which the rate is asked; at level 3 the last is none of them."""
    return exercise.steps if exercise.question is None else exercise.steps[:-1]


def rate_text(exercise: Exercise, step: int) -> str:
    """η at a step as the key has it, to six figures."""
    return quantity_text("rate", exercise.policy.derivation(step).learning_rate)


def answers(exercise: Exercise) -> list[str]:
    """The right answers in order: rates, and at level 3 what is to be found."""
    found = [rate_text(exercise, step) for step in asked_steps(exercise)]
    return found if exercise.question is None else [*found, exercise.question.answer]


def without_found(exercise: Exercise, text: str, decimal_comma: bool) -> tuple[str, str]:
    """The answers on a line without that to what was to be found, which is the last, and that alone."""
    if exercise.question is None:
        return text, ""
    parts = re.split(r"[;\s]+", text.strip()) if decimal_comma else text.split(",")
    found = parts.pop() if len(parts) == len(asked_steps(exercise)) + 1 else ""
    return (";" if decimal_comma else ",").join(parts), found


def check(exercise: Exercise, text: str, marks: Marks, decimal_comma: bool = False) -> Marking:
    """The answers on a line marked, that to what was to be found at level 3 among them.

    Raises ScheduleError where they are not one for each question.
    """
    text, found = without_found(exercise, text, decimal_comma)
    return marked(exercise, rows_from_line(text, asked_steps(exercise), decimal_comma), found, marks)


def marked(exercise: Exercise, rows: Sequence[Row], found: str, marks: Marks) -> Marking:
    """The rows of a sheet and what was found marked; as many figures are demanded as the paper asks for."""
    steps, asked = asked_steps(exercise), figures_asked(marks)
    marking = mark(exercise.policy, rows, asked, exercise.evidence, steps)
    question = exercise.question
    return marking if question is None else marking._replace(found=question.judge(found))


def figures_asked(marks: Marks) -> Marks:
    """What is asked for on a paper: where nothing else is said, four figures."""
    return marks if marks.digits is not None else marks._replace(digits=FIGURES_ASKED)


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
        [str(item.step), *("" if key in empty else _cell(item, key, bool(empty)) for key in headings)]
        for item in derivations
    ]
    if exercise.question is not None:
        # what is to be found has a row of its own
        right = "" if RATE in empty else exercise.question.answer
        rows.append([FOUND, *(right if key == RATE else MISSING for key in headings)])
    return ["Step", *headings.values()], rows


def _cell(derivation: Derivation, key: str, is_given: bool) -> str:
    """A cell; where others are to be found from it, with more figures than are asked for."""
    if key not in derivation:
        return MISSING
    unit = derivation.phase[key].unit
    return quantity_text(unit, derivation[key], RATE_DIGITS if is_given and unit == "ratio" else None)


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
    rows = [KEY_HEADER]
    for paper in made:
        for item in paper.exercises:
            steps = [str(step) for step in asked_steps(item)]
            steps += [FOUND] * (item.question is not None)
            rows += [[paper.student, item.code, step, rate] for step, rate in zip(steps, answers(item))]
    return rows


INSTRUCTION = f"Write η to at least {FIGURES_ASKED} significant figures, better {FIGURES}."
