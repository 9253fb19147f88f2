"""Grading a class: each sheet marked, its points, and what the class got wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, Union

from lrcalc.errors import ScheduleError
from lrcalc.exercises.class_table import Asked, Remark, Sheet, Unread
from lrcalc.exercises.generate import Exercise, from_code, is_meant_as_code
from lrcalc.exercises.sheet import asked_steps, marked
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import Found, Marking, mark
from lrcalc.marking.verdict import Marks, Verdict
from lrcalc.marking.worksheet import RATE
from lrcalc.numbers.literal import shown
from lrcalc.schedule.formula import phases
from lrcalc.schedule.policy import Policy

# Schedules whose evidence is kept: those of a class are one or a few, or one a student.
MOST_KEPT = 64


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
    """A sheet marked: the student, the exercise, the points out of how many, and whether its steps were
    demanded; else it is marked out of those that it answers."""

    student: str
    exercise: str
    marking: Marking
    points: Fraction
    out_of: Fraction
    is_demanded: bool

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
    def is_wrong(self) -> bool:
        """Whether any answer is wrong, not only missing, unreadable or of too few digits."""
        codes = [item.code for row in self.marking.rows for item in row.verdicts.values()]
        return "wrong" in [*codes, self.found.verdict.code if self.found else ""]

    @property
    def is_refused(self) -> bool:
        """Whether a strict marker refuses answers, all of which would be accepted otherwise."""
        verdicts = [item for row in self.marking.rows for item in row.verdicts.values()]
        verdicts += [self.found.verdict] if self.found else []
        return not self.accepted and all(item.accepted or item.is_refused for item in verdicts)

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
                text = finding.sentences[0].partition(": ")[2].split(". ")[0].rstrip(".")
                found.setdefault(finding.ids[0], text)
        return list(found.items())


class Class(NamedTuple):
    """All sheets of a class, what could not be read, the students who handed in one twice, and how the
    sheets were read."""

    graded: list[Graded]
    unread: list[Unread]
    twice: list[str]
    remarks: list[str]

    def summary(self) -> list[str]:
        """What the class got wrong, the most frequent first: `9 of 31: η_min was not added`."""
        counts: Counter[str] = Counter()
        words: dict[str, Counter[str]] = {}
        for item in self.graded:
            for name, text in item.wrong_mistakes:
                counts[name] += 1
                words.setdefault(name, Counter())[text] += 1
        total = len(self.graded)
        lines = [
            f"{count} of {total}: {words[name].most_common(1)[0][0]}" for name, count in counts.most_common()
        ]
        right = sum(item.accepted for item in self.graded)
        lines.append(f"{right} of {total}: all accepted")
        unnamed = [item for item in self.graded if not item.accepted and not item.wrong_mistakes]
        unknown = sum(item.is_wrong for item in unnamed)
        refused = sum(item.is_refused for item in unnamed)
        left = len(unnamed) - unknown - refused
        for count, what in (
            (unknown, "wrong, and no mistake recognised"),
            (refused, "nothing wrong, but an answer cut off or rounded early"),
            (left, "nothing wrong, but an answer missing, unreadable or of too few digits"),
        ):
            lines += [f"{count} of {total}: {what}"] if count else []
        return lines


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

    def grade(self, sheets: Iterable[Union[Sheet, Unread, Remark]]) -> Iterator[Graded | Unread | Remark]:
        """Each sheet graded, in order; what cannot be graded comes as it is."""
        for sheet in sheets:
            if not isinstance(sheet, Sheet):
                yield sheet
                continue
            try:
                yield self._graded(sheet)
            except ScheduleError as error:
                yield Unread(f"{sheet.place}, {sheet.student}", str(error))

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
        steps = set(task.steps) or {row.derivation.step for row in marking.rows}
        asked = len(steps)
        # of two answers to one step both have to be right
        refused = {
            row.derivation.step
            for row in marking.rows
            if not all(item.accepted for item in row.verdicts.values())
        }
        accepted = len(steps - refused)
        if marking.found is not None:
            asked, accepted = asked + 1, accepted + marking.found.verdict.accepted
        out_of = Fraction(asked) if self._points is None else self._points
        return Graded(
            sheet.student,
            sheet.exercise,
            marking,
            out_of * accepted / max(1, asked),
            out_of,
            bool(task.steps),
        )

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
                raise ScheduleError("expected the code of an exercise or a schedule, got none")
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


def gathered(found: Iterable[Graded | Unread | Remark]) -> Class:
    """All of a class together."""
    graded: list[Graded] = []
    unread: list[Unread] = []
    remarks: list[str] = []
    for item in found:
        if isinstance(item, Graded):
            graded.append(item)
        elif isinstance(item, Unread):
            unread.append(item)
        else:
            remarks.append(item.text)
    counts = Counter((item.student, item.exercise) for item in graded)
    twice = list(dict.fromkeys(student for (student, _), count in counts.items() if count > 1))
    return Class(graded, unread, twice, [*remarks, *_steps_twice(graded), *_uneven(graded)])


def _steps_twice(graded: Iterable[Graded]) -> Iterator[str]:
    """The students with two answers to a step."""
    for item in graded:
        counts = Counter(row.derivation.step for row in item.marking.rows)
        steps = ", ".join(str(step) for step, count in counts.items() if count > 1)
        if steps:
            yield f"{item.student} answers t = {steps} more than once; all answers to a step have to be right"


def _uneven(graded: Iterable[Graded]) -> Iterator[str]:
    """Whether sheets to one schedule answer more steps or fewer, where none are demanded."""
    counts: dict[str, set[int]] = {}
    for item in graded:
        if not item.is_demanded:
            counts.setdefault(item.exercise, set()).add(
                len({row.derivation.step for row in item.marking.rows})
            )
    for exercise, found in counts.items():
        if len(found) > 1:
            what = f" of {exercise}" if exercise else ""
            yield (
                f"the sheets{what} answer from {min(found)} to {max(found)} steps, and each is marked out of "
                "its own; say which steps are demanded to count those left out"
            )
