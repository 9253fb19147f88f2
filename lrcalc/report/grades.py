"""The grades of a class: a line a student, what the class got wrong, and the grade sheet for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from lrcalc.exercises.group import Class, Graded
from lrcalc.marking.worksheet import RATE
from lrcalc.report.blocks import Block, Column, Sentences, Table
from lrcalc.report.marks import diagnosis
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch, Cells, Constant, Render

# The verdicts in short, a sign a step.
SHORT = {
    "exact": "✓", "correct": "✓", "truncated": "✓", "close": "~", "tolerance": "✓",
    "too-few-digits": "f", "not-graded": "?", "missing": "–", "wrong": "✗",
}  # fmt: skip
LEGEND = "✓ right, ~ rounded early, f too few digits, ✗ wrong, – missing, ? not graded."
MOST_TOLD = 20


def points_text(points: Fraction) -> str:
    """Points to two decimals, a whole number as one."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".") or "0"


def grades_report(found: Class) -> Report:
    """The class as a table and sentences; rows for programs are the grade sheet."""

    def blocks() -> Iterator[Block]:
        has_exercises = any(item.exercise for item in found.graded)
        heads = [Column("Student", True), *([Column("Exercise", True)] if has_exercises else [])]
        heads += [Column("Points"), Column("Out Of"), Column("Steps", True), Column("Mistakes", True)]
        rows = []
        for item in found.graded:
            exercise = [item.exercise] if has_exercises else []
            signs = "".join(SHORT[row.verdicts[RATE].code] for row in item.marking.rows)
            mistakes = "; ".join(text for _, text in item.wrong_mistakes) or (
                "" if item.marking.accepted else "–"
            )
            rows.append(
                [item.student, *exercise, points_text(item.points), points_text(item.out_of), signs, mistakes]
            )
        yield Table("", heads, rows)
        yield Sentences([LEGEND, *found.summary()])
        yield from [Sentences(list(_trouble(found)))] if found.unread or found.twice else []

    rows = GradeRows(found)
    return Report(
        blocks=blocks,
        rows=rows,
        outcome=lambda: {
            "summary": found.summary(),
            "unread": [{"place": item.place, "reason": item.reason} for item in found.unread],
            "twice": found.twice,
        },
        notes=list(_trouble(found)),
        accepted=not found.unread,
        refusal="",
    )


def _trouble(found: Class) -> Iterator[str]:
    """What could not be read, and who stands twice."""
    if found.unread:
        count = len(found.unread)
        yield f"{count} {'row or file' if count == 1 else 'rows or files'} could not be read:"
        yield from (f"{item.place}: {item.reason}" for item in found.unread[:MOST_TOLD])
        yield from [f"and {count - MOST_TOLD} more"] if count > MOST_TOLD else []
    for student in found.twice[:MOST_TOLD]:
        yield f"{student} handed in the same exercise twice; each sheet is graded"


class GradeRows:
    """The grade sheet: student, exercise, points, out_of, a verdict a step, the ids of the mistakes."""

    def __init__(self, found: Class) -> None:
        self._found = found
        steps = {row.derivation.step for item in found.graded for row in item.marking.rows}
        # with an exercise each the steps differ: they are counted then
        orders = {tuple(row.derivation.step for row in item.marking.rows) for item in found.graded}
        self._by_place = len(orders) > 1
        most = max((len(order) for order in orders), default=0)
        self._steps = [str(number) for number in (range(1, most + 1) if self._by_place else sorted(steps))]
        prefix = "question_" if self._by_place else "t_"
        self._keys = [f"{prefix}{step}" for step in self._steps]
        self.columns = ["student", "exercise", "points", "out_of", *self._keys, "mistakes"]
        self.values = ["points"]

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        for item in self._found.graded:
            yield render(Batch(1, {"step": Constant(""), **self._cells(item)}))

    def _cells(self, item: Graded) -> dict[str, Cells]:
        rows = item.marking.rows
        if self._by_place:
            codes = {str(number): row.verdicts[RATE].code for number, row in enumerate(rows, 1)}
        else:
            codes = {str(row.derivation.step): row.verdicts[RATE].code for row in rows}
        return {
            "student": Constant(item.student),
            "exercise": Constant(item.exercise),
            "points": [points_text(item.points)],
            "out_of": [points_text(item.out_of)],
            **{key: Constant(codes.get(step, "")) for key, step in zip(self._keys, self._steps)},
            "mistakes": Constant([name for name, _ in item.wrong_mistakes]),
        }


def feedback_text(item: Graded, marked: Callable[[Graded], str]) -> str:
    """What one student is given back: the points, the marked sheet, the diagnosis."""
    head = f"{item.student}: {points_text(item.points)} of {points_text(item.out_of)} points"
    return "\n\n".join([head, marked(item), *diagnosis(item.marking)]) + "\n"


def marked_table(item: Graded) -> str:
    """The sheet of a student as a Markdown table."""
    lines = ["| Step | Your Answer | Verdict |", "|------|-------------|---------|"]
    for row in item.marking.rows:
        lines.append(f"| {row.derivation.step} | {row.answers[RATE].text} | {row.verdicts[RATE].text} |")
    return "\n".join(lines)
