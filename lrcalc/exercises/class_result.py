"""A class graded: what it got wrong, what could not be read, and how the sheets were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lrcalc.exercises.class_table import Remark, Unread
from lrcalc.exercises.generate import is_meant_as_code
from lrcalc.exercises.group import Graded

# As many steps are named of those that are not asked for.
MOST_NAMED = 5
# What systems add to the name of a copy: Anna (1), Anna - Copy, Copy of Anna.
COPY = re.compile(r"^copy of |(?: ?[(][0-9]+[)]|[ _-]+copy(?: ?[(]?[0-9]*[)]?)?)$")


class Student(NamedTuple):
    """The sheets of a student, one to each exercise."""

    name: str
    sheets: list[Graded]

    @property
    def exercise(self) -> str:
        """What was answered, one after another."""
        return " ".join(filter(None, self.exercises))

    @property
    def exercises(self) -> list[str]:
        """The exercises that were answered."""
        return [item.exercise for item in self.sheets]

    @property
    def points(self) -> Fraction:
        return sum((item.points for item in self.sheets), Fraction(0))

    @property
    def out_of(self) -> Fraction:
        return sum((item.out_of for item in self.sheets), Fraction(0))

    @property
    def accepted(self) -> bool:
        """Whether every answer is accepted."""
        return all(item.accepted for item in self.sheets)

    @property
    def is_wrong(self) -> bool:
        """Whether any answer is wrong, not only missing, unreadable or of too few digits."""
        return any(item.is_wrong for item in self.sheets)

    @property
    def is_refused(self) -> bool:
        """Whether nothing is wrong but what a strict marker refuses."""
        return all(item.accepted or item.is_refused for item in self.sheets) and not self.accepted

    @property
    def wrong_mistakes(self) -> list[tuple[str, str]]:
        """Of what explains wrong rows: the first id, and what is said of it."""
        found = {name: text for item in reversed(self.sheets) for name, text in item.wrong_mistakes}
        return list(found.items())


class Class(NamedTuple):
    """All sheets of a class, what could not be read, the students who handed in one twice, and how the
    sheets were read."""

    graded: list[Graded]
    unread: list[Unread]
    twice: list[str]
    remarks: list[str]

    @property
    def ungraded(self) -> list[Unread]:
        """What could not be read of students of whom nothing could be, once for each."""
        known = {item.student for item in self.graded}
        return list({item.student: item for item in self.unread if item.student not in {*known, ""}}.values())

    @property
    def students(self) -> list[Student]:
        """The students in order; one who handed in an exercise twice stands there twice."""
        found: list[Student] = []
        own: dict[str, list[Student]] = {}
        for item in self.graded:
            mine = own.setdefault(item.student, [])
            open_for_it = next((one for one in mine if item.exercise not in one.exercises), None)
            if open_for_it is None:
                mine.append(Student(item.student, [item]))
                found.append(mine[-1])
            else:
                open_for_it.sheets.append(item)
        return found

    def summary(self) -> list[str]:
        """What the class got wrong, the most frequent first: `9 of 31: η_min was not added`."""
        counts: Counter[str] = Counter()
        words: dict[str, Counter[str]] = {}
        students = self.students
        for item in students:
            for name, text in item.wrong_mistakes:
                counts[name] += 1
                words.setdefault(name, Counter())[text] += 1
        unread = len(self.ungraded)
        total = len(students) + unread
        lines = [
            f"{count} of {total}: {words[name].most_common(1)[0][0]}" for name, count in counts.most_common()
        ]
        right = sum(item.accepted for item in students)
        lines.append(f"{right} of {total}: all accepted")
        unnamed = [item for item in students if not item.accepted and not item.wrong_mistakes]
        unknown = sum(item.is_wrong for item in unnamed)
        refused = sum(item.is_refused for item in unnamed)
        left = len(unnamed) - unknown - refused
        for count, what in (
            (unknown, "wrong, and no mistake recognised"),
            (refused, "nothing wrong, but an answer cut off or rounded early"),
            (left, "nothing wrong, but an answer missing, unreadable or of too few digits"),
            (unread, "not graded, for it could not be read"),
        ):
            lines += [f"{count} of {total}: {what}"] if count else []
        return lines


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
    return Class(
        graded,
        unread,
        twice,
        [
            *remarks,
            *_steps_twice(graded),
            *_not_asked(graded),
            *_beyond(graded),
            *_uneven(graded),
            *_alike(graded),
            *(f"{item.student}: {remark}" for item in graded for remark in item.marking.remarks),
        ],
    )


def _steps_twice(graded: Iterable[Graded]) -> Iterator[str]:
    """The students with two answers to a step."""
    for item in graded:
        counts = Counter(row.derivation.step for row in item.marking.rows)
        steps = ", ".join(str(step) for step, count in counts.items() if count > 1)
        if steps:
            yield f"{item.student} answers t = {steps} more than once; all answers to a step have to be right"


def _not_asked(graded: Iterable[Graded]) -> Iterator[str]:
    """The students who answer steps that are not asked for: with a code of their own it may be another's."""
    for item in graded:
        if steps := item.not_asked:
            named = _steps(steps)
            code = item.exercise if is_meant_as_code(item.exercise) else ""
            asked = (
                f", which {code} does not ask for; is the code right?" if code else ", which is not asked for"
            )
            yield f"{item.student} answers t = {named}{asked}"


def _beyond(graded: Iterable[Graded]) -> Iterator[str]:
    """The students who answer steps past the end of the schedule, where those are not demanded."""
    for item in graded:
        total = item.marking.policy.total
        steps = [] if total is None or item.demanded else [step for step in item.by_step if step > total]
        if steps:
            yield f"{item.student} answers t = {_steps(steps)}, past the end of the schedule, T = {total}"


def _steps(steps: Sequence[int]) -> str:
    return ", ".join(map(str, steps[:MOST_NAMED])) + ", …" * (len(steps) > MOST_NAMED)


def _alike(graded: Iterable[Graded]) -> Iterator[str]:
    """The students whose names differ by capitals alone, or by what is added to the name of a copy."""
    names: dict[str, list[str]] = {}
    for item in graded:
        same = names.setdefault(COPY.sub("", item.student.casefold()), [])
        if item.student not in same:
            same.append(item.student)
    for first, *others in names.values():
        if others:
            yield f"{first} and {', '.join(others)} are taken for {1 + len(others)} students"


def _uneven(graded: Iterable[Graded]) -> Iterator[str]:
    """Whether sheets to one schedule answer more steps or fewer, where none are demanded."""
    counts: dict[str, set[int]] = {}
    for item in graded:
        if not item.demanded:
            counts.setdefault(item.exercise, set()).add(len(item.by_step))
    for exercise, found in counts.items():
        if len(found) > 1:
            what = f" of {exercise}" if exercise else ""
            yield (
                f"the sheets{what} answer from {min(found)} to {max(found)} steps, and each is marked out of "
                "its own; say which steps are demanded to count those left out"
            )
