"""Grading: each sheet marked, and its points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.class_table import Asked, Remark, Sheet, Unread
from lrcalc.exercises.generate import Exercise, from_code, is_meant_as_code
from lrcalc.exercises.sheet import asked_steps, marked
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import Found, Marked, Marking, mark
from lrcalc.marking.verdict import Marks, Verdict
from lrcalc.marking.worksheet import RATE
from lrcalc.numbers.literal import shown
from lrcalc.schedule.formula import phases
from lrcalc.schedule.policy import Policy

# Schedules whose evidence is kept: those of a class are one or a few, or one a student.
MOST_KEPT = 64
NO_SCHEDULE = "expected the schedule that is answered, or the code of an exercise, got none"


class Task(NamedTuple):
    """What a sheet answers: a schedule, the steps demanded (none: those on it), what is known of it, and the
    exercise that it is of, if any."""

    policy: Policy
    steps: Sequence[int]
    evidence: Evidence
    exercise: Exercise | None = None


def task_of(made: Exercise) -> Task:
    """What a sheet to an exercise answers."""
    return Task(made.policy, asked_steps(made), made.evidence, made)


class Graded(NamedTuple):
    """A sheet marked: the student, the exercise, the points out of how many, and the steps demanded; where
    none are, it is marked out of those that it answers."""

    student: str
    exercise: str
    marking: Marking
    points: Fraction
    out_of: Fraction
    demanded: Sequence[int]

    @property
    def found(self) -> Found | None:
        """The answer to what was to be found besides."""
        return self.marking.found

    @property
    def accepted(self) -> bool:
        """Whether every answer is accepted."""
        return self.marking.accepted

    @property
    def mistakes(self) -> list[str]:
        """The ids of the mistakes named, each once."""
        return list(dict.fromkeys(name for finding in self.marking.explained for name in finding.ids))

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdict on each row: that on η, or on the first other column that is not accepted."""
        found = []
        for row in self.marking.rows:
            refused = (item for item in row.verdicts.values() if not item.accepted)
            found.append(
                next(refused, row.verdicts[RATE]) if row.verdicts[RATE].accepted else row.verdicts[RATE]
            )
        return found

    @property
    def by_step(self) -> dict[int, tuple[Marked, Verdict]]:
        """The row and the verdict on it by its step, the steps demanded first; of several answers to a step
        the first that is not accepted, for all have to be right."""
        found: dict[int, tuple[Marked, Verdict]] = {}
        for row, verdict in zip(self.marking.rows, self.verdicts):
            step = row.derivation.step
            if step not in found or found[step][1].accepted:
                found[step] = row, verdict
        return found

    @property
    def not_asked(self) -> list[int]:
        """The steps that it answers and that are not demanded."""
        return [step for step in self.by_step if step not in self.demanded] if self.demanded else []

    @property
    def steps(self) -> list[int]:
        """The steps that it is marked out of: those demanded, or else those that it answers."""
        return list(self.demanded) or list(self.by_step)

    @property
    def is_wrong(self) -> bool:
        """Whether any answer is wrong, not only missing, unreadable or of too few digits."""
        return any(item.code == "wrong" for item in self.marking.verdicts)

    @property
    def is_refused(self) -> bool:
        """Whether a strict marker refuses answers, all of which would be accepted otherwise."""
        return not self.accepted and all(item.accepted or item.is_refused for item in self.marking.verdicts)

    @property
    def wrong_mistakes(self) -> list[tuple[str, str]]:
        """Of what explains wrong rows: the first id, and what is said of it."""
        wrong = {
            index
            for index, row in enumerate(self.marking.rows)
            if not row.verdicts[RATE].accepted and row.verdicts[RATE].code == "wrong"
        }
        found: dict[str, str] = {}
        for finding in self.marking.explained:
            if finding.ids and wrong & set(finding.rows):
                found.setdefault(finding.ids[0], finding.what)
        return list(found.items())


class Grader:
    """Grades sheets. `read_schedule` makes a schedule of a line such as on its own command line; sheets that
    name no exercise answer the schedule at the steps, or the exercise that is the default."""

    def __init__(
        self,
        read_schedule: Callable[[str], Policy],
        schedule: Policy | None = None,
        steps: Sequence[int] = (),
        marks: Marks = Marks(),  # noqa: B008
        points: Fraction | None = None,
        default: Exercise | None = None,
    ) -> None:
        self._read = read_schedule
        self._default = None if schedule is None else Task(schedule, steps, Evidence(schedule))
        if default is not None:
            self._default = task_of(default)
        self._steps = steps
        self._marks = marks
        self._points = points
        self._tasks: dict[str, Task] = {}

    def grade(self, sheets: Iterable[Sheet | Unread | Remark]) -> Iterator[Graded | Unread | Remark]:
        """Each sheet graded, in order; what cannot be graded comes as it is."""
        for sheet in sheets:
            if not isinstance(sheet, Sheet):
                yield sheet
                continue
            try:
                yield self._graded(sheet)
            except ScheduleError as error:
                yield Unread(
                    f"{sheet.place}, {sheet.student}",
                    str(error),
                    sheet.student,
                    sheet.exercise,
                    max(1, len(sheet.rows)),
                )

    def _graded(self, sheet: Sheet) -> Graded:
        task = self._task(sheet.exercise)
        made = task.exercise
        if sheet.found and (made is None or made.question is None):
            many, more = len(task.steps), shown(sheet.found)
            raise ScheduleError(f"expected an answer for each of the {many} steps, got one more: {more}")
        if made is None:
            marking = mark(task.policy, sheet.rows, self._marks, task.evidence, task.steps)
        else:
            marking = marked(made, sheet.rows, sheet.found, self._marks)
        graded = Graded(sheet.student, sheet.exercise, marking, Fraction(0), Fraction(0), task.steps)
        by_step, steps = graded.by_step, set(graded.steps)
        asked, accepted = len(steps), sum(by_step[step][1].accepted for step in steps)
        if marking.found is not None:
            asked, accepted = asked + 1, accepted + marking.found.verdict.accepted
        out_of = Fraction(asked) if self._points is None else self._points
        return graded._replace(points=out_of * accepted / max(1, asked), out_of=out_of)

    def asked_of(self, exercise: str) -> Asked:
        """What is asked in an exercise; nothing where that cannot be said."""
        try:
            task = self._task(exercise)
        except ScheduleError:
            return Asked()
        quantities = (item for phase in phases(task.policy) for item in phase.quantities)
        return Asked(task.steps, {item.heading: item.key for item in quantities})

    def _task(self, text: str) -> Task:
        if not text:
            if self._default is None:
                raise ScheduleError(NO_SCHEDULE)
            return self._default
        if text not in self._tasks:
            if len(self._tasks) >= MOST_KEPT:
                self._tasks.clear()
            if is_meant_as_code(text):
                self._tasks[text] = task_of(from_code(text))
            else:
                policy = self._read(text)
                self._tasks[text] = Task(policy, self._steps, Evidence(policy))
        return self._tasks[text]
