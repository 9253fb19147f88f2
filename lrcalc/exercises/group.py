"""Grading a class: each sheet marked, its points, and what the class got wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, Union

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import from_code, is_code
from lrcalc.exercises.roster import Sheet, Unread
from lrcalc.exercises.sheet import asked_steps
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import Marking, mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import RATE
from lrcalc.schedule.policy import Policy

# Schedules whose evidence is kept: those of a class are one or a few, or one a student.
MOST_KEPT = 64


class Task(NamedTuple):
    """What a sheet answers: a schedule, the steps demanded (none: those on it), what is known of it."""

    policy: Policy
    steps: Sequence[int]
    evidence: Evidence


class Graded(NamedTuple):
    """A sheet marked: the student, the exercise, the points out of how many."""

    student: str
    exercise: str
    marking: Marking
    points: Fraction
    out_of: Fraction

    @property
    def mistakes(self) -> list[str]:
        """The ids of the mistakes named, each once."""
        return list(dict.fromkeys(name for finding in self.marking.findings for name in finding.ids))

    @property
    def wrong_mistakes(self) -> list[tuple[str, str]]:
        """Of what explains wrong rows: the first id, and what is said of it."""
        wrong = {
            index
            for index, row in enumerate(self.marking.rows)
            if not row.verdicts[RATE].accepted and row.verdicts[RATE].code == "wrong"
        }
        found: dict[str, str] = {}
        for finding in self.marking.findings:
            if finding.ids and wrong & set(finding.rows):
                text = finding.sentences[0].partition(": ")[2].split(". ")[0].rstrip(".")
                found.setdefault(finding.ids[0], text)
        return list(found.items())


class Class(NamedTuple):
    """All sheets of a class, what could not be read, and the students who handed in one twice."""

    graded: list[Graded]
    unread: list[Unread]
    twice: list[str]

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
        unknown = sum(not item.marking.accepted and not item.wrong_mistakes for item in self.graded)
        right = sum(item.marking.accepted for item in self.graded)
        lines.append(f"{right} of {total}: all accepted")
        return lines + ([f"{unknown} of {total}: not accepted, no mistake recognised"] if unknown else [])


class Grader:
    """Grades sheets. `read_schedule` makes a schedule of a line such as on its own command line."""

    def __init__(
        self,
        read_schedule: Callable[[str], Policy],
        schedule: Policy | None = None,
        steps: Sequence[int] = (),
        marks: Marks = Marks(),  # noqa: B008
        points: Fraction | None = None,
    ) -> None:
        self._read = read_schedule
        self._default = None if schedule is None else Task(schedule, steps, Evidence(schedule))
        self._steps = steps
        self._marks = marks
        self._points = points
        self._tasks: dict[str, Task] = {}

    def grade(self, sheets: Iterable[Union[Sheet, Unread]]) -> Iterator[Graded | Unread]:
        """Each sheet graded, in order; what cannot be graded comes as it is."""
        for sheet in sheets:
            if isinstance(sheet, Unread):
                yield sheet
                continue
            try:
                yield self._graded(sheet)
            except ScheduleError as error:
                yield Unread(f"{sheet.place}, {sheet.student}", str(error))

    def _graded(self, sheet: Sheet) -> Graded:
        task = self._task(sheet.exercise)
        marking = mark(task.policy, sheet.rows, self._marks, task.evidence, task.steps)
        steps = set(task.steps) or {row.derivation.step for row in marking.rows}
        asked = len(steps)
        accepted = len(
            {
                row.derivation.step
                for row in marking.rows
                if row.derivation.step in steps and all(item.accepted for item in row.verdicts.values())
            }
        )
        out_of = Fraction(asked) if self._points is None else self._points
        return Graded(sheet.student, sheet.exercise, marking, out_of * accepted / max(1, asked), out_of)

    def _task(self, text: str) -> Task:
        if not text:
            if self._default is None:
                raise ScheduleError("expected the code of an exercise or a schedule, got none")
            return self._default
        if text not in self._tasks:
            if len(self._tasks) >= MOST_KEPT:
                self._tasks.clear()
            if is_code(text):
                made = from_code(text)
                self._tasks[text] = Task(made.policy, asked_steps(made), made.evidence)
            else:
                policy = self._read(text)
                self._tasks[text] = Task(policy, self._steps, Evidence(policy))
        return self._tasks[text]


def gathered(found: Iterable[Graded | Unread]) -> Class:
    """All of a class together."""
    graded: list[Graded] = []
    unread: list[Unread] = []
    for item in found:
        if isinstance(item, Graded):
            graded.append(item)
        else:
            unread.append(item)
    counts = Counter((item.student, item.exercise) for item in graded)
    twice = list(dict.fromkeys(student for (student, _), count in counts.items() if count > 1))
    return Class(graded, unread, twice)
