"""The grades of a class: a line a student, what the class got wrong, and the grade sheet for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from lrcalc.errors import counted
from lrcalc.exercises.class_result import Class, Student
from lrcalc.exercises.class_table import Unread
from lrcalc.exercises.generate import is_meant_as_code
from lrcalc.exercises.group import Graded
from lrcalc.marking.mark import Marked
from lrcalc.marking.verdict import Verdict
from lrcalc.marking.worksheet import FOUND, RATE
from lrcalc.numbers.display import MISSING
from lrcalc.report.blocks import Block, Column, Sentences, Table
from lrcalc.report.columns import headings
from lrcalc.report.marks import diagnosis
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch, Cells, Constant, Render
from lrcalc.schedule.formula import title

# The verdicts in short, a sign a step.
SHORT = {
    "exact": "✓", "correct": "✓", "truncated": "✓", "close": "~", "tolerance": "✓",
    "too-few-digits": "f", "not-graded": "?", "missing": "–", "wrong": "✗",
}  # fmt: skip
LEGEND = "✓ right, ~ rounded early, f too few digits, ✗ wrong, – missing, ? not graded"
# What a strict marker refuses: it is neither right enough nor wrong.
REFUSED = "!"
MOST_TOLD, MOST_NAMED = 20, 3
# What stands in place of verdicts on what could not be read.
UNREAD = "unreadable"


def points_text(points: Fraction) -> str:
    """Points to two decimals, a whole number as one."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".") or "0"


def grades_report(found: Class) -> Report:
    """The class as a table and sentences; rows for programs are the grade sheet."""

    def blocks() -> Iterator[Block]:
        answered = [*(item.exercise for item in found.graded), *(item.exercise for item in found.ungraded)]
        has_exercises = any(answered)
        heads = [Column("Student", True), *([Column("Exercise", True)] if has_exercises else [])]
        heads += [Column("Points"), Column("Out Of"), Column("Steps", True), Column("Mistakes", True)]
        rows, are_refused = [], False
        for item in found.students:
            exercise = [item.exercise] if has_exercises else []
            signs = " ".join(map(_signs, item.sheets))
            are_refused = are_refused or REFUSED in signs
            mistakes = "; ".join(text for _, text in item.wrong_mistakes) or (
                "not recognised" if item.is_wrong else ""
            )
            rows.append(
                [item.name, *exercise, points_text(item.points), points_text(item.out_of), signs, mistakes]
            )
        for unread in found.ungraded:
            exercise = [unread.exercise] if has_exercises else []
            rows.append([unread.student, *exercise, MISSING, MISSING, SHORT["not-graded"], UNREAD])
        yield Table("", heads, rows)
        refused = f", {REFUSED} cut off or rounded early, and not accepted" if are_refused else ""
        yield Sentences([f"{LEGEND}{refused}.", *found.summary(), *_unread(found)])

    rows = GradeRows(found)
    return Report(
        blocks=blocks,
        rows=rows,
        about=lambda: {"tool": "grade", "sheets": len(found.graded)},
        outcome=lambda: {
            "summary": found.summary(),
            "unread": [{"place": item.place, "reason": item.reason} for item in found.unread],
            "twice": found.twice,
            "remarks": found.remarks,
        },
        notes=list(_notes(found)),
        accepted=not found.unread,
        exit_code=2,
    )


def _signs(item: Graded) -> str:
    """The verdicts on a sheet in short."""
    by_step = item.by_step
    signs = "".join(_sign(*by_step[step]) for step in item.steps)
    return signs + (SHORT[item.found.verdict.code] if item.found else "")


def _sign(row: Marked, verdict: Verdict) -> str:
    """The verdict in short; an empty cell is a missing answer."""
    if verdict.is_refused:
        return REFUSED
    is_empty = verdict.code == "not-graded" and not row.answers[RATE].text
    return SHORT["missing" if is_empty else verdict.code]


def _unread(found: Class) -> Iterator[str]:
    """How much could not be read; what it is stands in the notes."""
    if found.unread:
        many = sum(item.rows for item in found.unread)
        yield f"{counted(many, 'row or file', 'rows or files')} could not be read"


def _notes(found: Class) -> Iterator[str]:
    """What could not be read, who stands twice, how the sheets were read."""
    told = [
        *(f"{item.place}: {item.reason}" for item in found.unread),
        *(f"{student} handed in the same exercise twice; each sheet is graded" for student in found.twice),
        *found.remarks,
    ]
    if sum(item.rows for item in found.unread) > min(len(found.unread), MOST_TOLD):
        yield from _unread(found)
    yield from told[:MOST_TOLD]
    yield from [f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []


def nothing_graded(found: Class) -> str:
    """Why there is no grade at all, in one sentence."""
    places: dict[str, list[str]] = {}
    for item in found.unread:
        places.setdefault(item.reason, []).append(item.place)
    told = [f"{_named(alike)}: {reason}" for reason, alike in places.items()]
    more = f"; and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    said = "; ".join(told[:MOST_TOLD]) or "; ".join(found.remarks[:MOST_TOLD]) or "no rows"
    return f"expected a sheet that can be graded, got none: {said}{more}"


def _named(places: Sequence[str]) -> str:
    """Some places, the first of many."""
    more = len(places) - MOST_NAMED
    return ", ".join(places[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


class GradeRows:
    """The grade sheet: a row a student, with the exercise, points, out_of, a verdict a step and the ids of
    the mistakes; a student of whom nothing could be read has no points."""

    def __init__(self, found: Class) -> None:
        self._found = found
        self._students = found.students
        # with an exercise each, or several, the steps differ: they are counted then
        are_several = len({item.exercise for item in found.graded}) > 1
        has_found = any(item.found for item in found.graded)
        self._by_place = are_several or has_found or any(len(item.sheets) > 1 for item in self._students)
        if self._by_place:
            most = max(len(_codes(item)) for item in self._students)
            self._keys = [f"question_{number}" for number in range(1, most + 1)]
        else:
            self._keys = [f"t_{step}" for step in sorted({s for item in found.graded for s in item.by_step})]
        self.columns = ["student", "exercise", "points", "out_of", *self._keys, "mistakes"]
        self.values = ["points"]

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        for item in self._students:
            yield render(Batch(1, {"step": Constant(""), **self._cells(item)}))
        for unread in self._found.ungraded:
            yield render(Batch(1, {"step": Constant(""), **self._empty(unread)}))

    def _empty(self, unread: Unread) -> dict[str, Cells]:
        return {
            "student": Constant(unread.student),
            "exercise": Constant(unread.exercise),
            "points": Constant(""),
            "out_of": Constant(""),
            **{key: Constant(UNREAD) for key in self._keys},
            "mistakes": Constant([]),
        }

    def _cells(self, item: Student) -> dict[str, Cells]:
        if self._by_place:
            codes = dict(zip(self._keys, _codes(item)))
        else:
            (sheet,) = item.sheets
            codes = {f"t_{step}": verdict.code for step, (_, verdict) in sheet.by_step.items()}
        return {
            "student": Constant(item.name),
            "exercise": Constant(item.exercise),
            "points": [points_text(item.points)],
            "out_of": [points_text(item.out_of)],
            **{key: Constant(codes.get(key, "")) for key in self._keys},
            "mistakes": Constant([name for name, _ in item.wrong_mistakes]),
        }


def _codes(item: Student) -> list[str]:
    """The verdicts of a student, question by question."""
    codes: list[str] = []
    for sheet in item.sheets:
        by_step = sheet.by_step
        codes += [by_step[step][1].code for step in sheet.steps]
        codes += [sheet.found.verdict.code] if sheet.found else []
    return codes


def feedback_report(item: Graded) -> Report:
    """What one student is given back: the points, what was asked, the marked sheet, the diagnosis."""

    def blocks() -> Iterator[Block]:
        unit = "point" if item.out_of == 1 else "points"
        yield Sentences([f"{item.student}: {points_text(item.points)} of {points_text(item.out_of)} {unit}"])
        code = f"{item.exercise}: " if is_meant_as_code(item.exercise) else ""
        yield Sentences([code + title(item.marking.policy)])
        keys, named = item.marking.columns, headings(item.marking.policy)
        columns = [Column("Step")]
        for key in keys:
            what = "Answer" if len(keys) == 1 else named[key].heading
            columns += [Column(f"Your {what}"), Column("Verdict", is_text=True)]
        rows = [[str(row.derivation.step), *chain(*(_marked(row, key) for key in keys))]
                for row in item.marking.rows]  # fmt: skip
        if (found := item.found) is not None:
            own = {RATE: [found.text or MISSING, found.verdict.text]}
            rows.append([FOUND, *chain(*(own.get(key, [MISSING, MISSING]) for key in keys))])
        yield Table("", columns, rows)
        texts = diagnosis(item.marking)
        yield from [Sentences(texts)] if texts else []

    return Report(blocks=blocks)


def _marked(row: Marked, key: str) -> list[str]:
    """An answer and the verdict on it."""
    if key not in row.verdicts:
        return [MISSING, MISSING]
    text, verdict = row.answers[key].text, row.verdicts[key]
    is_empty = verdict.code == "not-graded" and not text
    return [text or MISSING, "missing" if is_empty else verdict.text]
