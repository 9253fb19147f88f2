"""An exercise as a paper shows it: what is given, what is asked, and the solution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lrcalc.exercises.generate import Exercise
from lrcalc.exercises.sheet import INSTRUCTION, answers, asked_steps, formula, given, table
from lrcalc.expression.notation import Notation
from lrcalc.marking.worksheet import RATE
from lrcalc.report.blocks import Block, Column, Equations, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.report.working import equations_at, working_part
from lrcalc.schedule.working import Line


def exercise_blocks(
    exercise: Exercise, number: int | None = None, solution: bool = False, blank: Sequence[str] = ()
) -> Iterator[Block]:
    """The problem; with the solution the working of each step and the summary table, else with columns left
    blank the table."""
    policy = exercise.policy
    head = f"Exercise {number} ({exercise.code})" if number else f"Exercise {exercise.code}"
    numbers = ", ".join(f"{name} = {value}" for name, value in given(exercise))
    yield Sentences([f"{head}. {policy.title}.", f"Given: {numbers}."])
    general = next(item for item in working_part(policy).before([]) if isinstance(item, Equations))
    yield Equations(lambda notation: _formulas(general, notation))
    yield Sentences(list(_questions(exercise, blank)))
    if blank or solution:
        yield from _solution(exercise, solution)
        heads, rows = table(exercise, () if solution else blank)
        yield Table("", [Column(text) for text in heads], rows)


def _formulas(general: Equations, notation: type[Notation]) -> list[Line]:
    """The general formula of each phase, without the numbers: those are for the student to put in."""
    return [line for line in general.lines(notation) if line.left]


def _questions(exercise: Exercise, blank: Sequence[str] = ()) -> Iterator[str]:
    """What is asked: the rates, or where those are given the columns left empty."""
    steps = ", ".join(str(step) for step in asked_steps(exercise))
    if blank and RATE not in blank:
        yield f"Calculate what is left empty in the table, at the steps t = {steps}."
    else:
        yield f"Calculate the learning rate η at the steps t = {steps}. {INSTRUCTION}"
    if exercise.question is not None:
        yield exercise.question.text(asked_steps(exercise)[-1])


def _solution(exercise: Exercise, is_asked: bool) -> Iterator[Block]:
    if not is_asked:
        return
    for number, step in enumerate(asked_steps(exercise), 1):
        yield equations_at(exercise.policy, exercise.policy.derivation(step), number, None)
    asked = exercise.question
    if asked is not None:
        yield Sentences([f"To be found: {asked.symbol} = {asked.answer}. With it the rate is the one given:"])
        number = len(asked_steps(exercise)) + 1
        yield equations_at(asked.policy, asked.policy.derivation(asked.step), number, None)


def exercise_report(
    made: Sequence[Exercise], solution: bool = False, blank: Sequence[str] = (), heading: str = ""
) -> Report:
    """Exercises one after the other, below the name of a student; for programs the problem, the solution and
    the code."""

    def blocks() -> Iterator[Block]:
        yield from [Sentences([heading])] if heading else []
        for number, item in enumerate(made, 1):
            yield from exercise_blocks(item, number if len(made) > 1 else None, solution, blank)

    codes = [item.code for item in made]
    return Report(
        blocks=blocks,
        about=lambda: {"exercises": [as_object(item, solution) for item in made]},
        values=[answer for item in made for answer in answers(item)] if solution else codes,
    )


def as_object(exercise: Exercise, solution: bool) -> dict[str, object]:
    """The exercise for programs."""
    found: dict[str, object] = {
        "code": exercise.code,
        "policy": exercise.policy.name,
        "level": exercise.level,
        "parameters": exercise.policy.typed,
        "steps": asked_steps(exercise),
        "problem": [*formula(exercise), *_questions(exercise)],
    }
    if exercise.question is not None:
        found["find"] = exercise.question.key or "step"
    if solution:
        found["answers"] = answers(exercise)
    return found
