"""What is asked of a policy, in the two shapes that formats print: rows of text, and streams of doubles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.numbers.display import quantity_text
from lrcalc.report.data import Batch, Column, Render, rendered_runs, too_large
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.derivation import HEADINGS, Derivation
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.analysis.summary import Summary
    from lrcalc.command.when import Answers
    from lrcalc.marking.mark import Marking
    from lrcalc.pictures.curve import Curve

MOST_ROWS = 10_000
MOST_MARKED = 100
# What the machine formats carry, of those that a policy has.
NUMBER_COLUMNS = ("cosine", "scale", "learning_rate")
DATA_COLUMNS = ("phase", *NUMBER_COLUMNS)
MARK_COLUMNS = ("answer", "verdict", "expected", "mistakes")
MISSING = "–"


class Report(NamedTuple):
    """A policy, the steps asked, and to how many significant digits (None: each format's own).

    With `work` the working goes before the table; with a `marking` the answers and the verdicts
    stand in it, and with a `hint` (1 to 3) less than the diagnosis goes below.
    """

    policy: Policy
    runs: Iterable[range]
    digits: int | None = None
    work: bool = False
    marking: Marking | None = None
    hint: int | None = None
    when: Answers | None = None
    summary: Summary | None = None
    plot: bool = False

    @property
    def headings(self) -> list[str]:
        from lrcalc.schedule.formula import phases

        named = {item.key: item.heading for phase in phases(self.policy) for item in phase.quantities}
        marked = ["Your Answer", "Verdict"] if self.marking else []
        return ["Step", *(named.get(key) or HEADINGS.get(key, key) for key in self._columns), *marked]

    @property
    def _columns(self) -> tuple[str, ...]:
        """The columns shown; a hint does not show the numbers that are asked for."""
        return () if self.hint else self.policy.columns

    @property
    def keys(self) -> list[str]:
        """The columns of the machine formats, beside the step; a working has room in json alone."""
        own = [key for key in DATA_COLUMNS if key in self.policy.columns]
        return [*own, *(MARK_COLUMNS if self.marking else ()), *(["working"] if self.work else [])]

    @property
    def rate_keys(self) -> list[str]:
        return ["learning_rate"]

    def about(self) -> dict[str, object]:
        """The policy, its formula and the parameters as typed, what was reached when, and the summary."""
        from lrcalc.schedule.formula import formula_lines

        said: dict[str, object] = {
            "policy": self.policy.name,
            "formula": "; ".join(formula_lines(self.policy)),
            "parameters": self.policy.typed,
        }
        if self.when:
            said["when"] = self.when.as_objects()
        if self.summary:
            from lrcalc.report.summary import as_object

            said["summary"] = as_object(self.summary)
        return said

    def outcome(self) -> dict[str, object]:
        """What the marking comes to."""
        if self.marking is None:
            return {}
        from lrcalc.report.marks import sentences

        return {"accepted": self.marking.accepted, "diagnosis": list(sentences(self))}

    def curve(self, samples: int) -> Curve:
        """The curve to draw, the steps asked marked where they are few enough to be seen."""
        from lrcalc.pictures.curve import curve

        runs = list(self.runs)
        if sum(map(len, runs)) <= MOST_MARKED:
            return curve(self.policy, [step for run in runs for step in run], samples)
        return curve(self.policy, [], samples, max(max(run[0], run[-1]) for run in runs))

    def derivations(self) -> Iterator[Derivation]:
        """The derivation at each step asked, in order. Raises ScheduleError where they are too many."""
        count = 0
        for run in self.runs:
            count += len(run)
            if count > MOST_ROWS:
                raise ScheduleError(
                    f"--at: more than {MOST_ROWS} rows are too many for a table; taken: fewer, or -f csv"
                )
            yield from map(self.policy.derivation, run)

    def rows(self, derivations: list[Derivation] | None = None) -> list[list[str]]:
        """The cells of each row, as a person reads them: of the steps asked, unless derivations are given."""
        if derivations is None:
            derivations = list(self.derivations())
        rows = [
            [str(derivation.step), *(self._cell(derivation, key) for key in self._columns)]
            for derivation in derivations
        ]
        for row, marked in zip(rows, self.marking.rows if self.marking else ()):
            row += [marked.answers["learning_rate"].text or MISSING, marked.verdicts["learning_rate"].text]
        return rows

    def _cell(self, derivation: Derivation, key: str) -> str:
        if key == "phase":
            return derivation.phase.name
        if key not in derivation:
            return MISSING
        unit, digits = derivation.phase[key].unit, self.digits
        if self.when and unit == "rate":
            digits = digits or self.when.digits
        return quantity_text(unit, derivation[key], digits)

    def rendered(self, keys: list[str], render: Render) -> Iterator[str]:
        """The rows for the machine formats as text, as many at a time as come together."""
        numbers = [key for key in keys if key in NUMBER_COLUMNS]
        if self.digits is not None or self.work or self.marking:
            return map(render, self._single_rows(numbers))
        return rendered_runs(self.runs, lambda part: self._batches(part, numbers), render)

    def _batches(self, run: range, numbers: list[str]) -> Iterator[Batch]:
        for stretch in trajectory(self.policy, [run], numbers):
            columns: dict[str, Column] = {}
            for key in numbers:
                doubles = stretch.columns.get(key)
                if doubles is not None and math.inf in (doubles[0], doubles[-1]):
                    raise too_large(stretch.steps[doubles.index(math.inf)], f"the {key.replace('_', ' ')}")
                columns[key] = doubles
            yield Batch(stretch.steps, stretch.phase.name, columns)

    def _single_rows(self, numbers: list[str]) -> Iterator[Batch]:
        for index, step in enumerate(step for run in self.runs for step in run):
            derivation = self.policy.derivation(step)
            columns: dict[str, Column] = {
                key: [self._number(derivation, key)] if key in derivation else None for key in numbers
            }
            extra = self._extra(index, derivation)
            yield Batch(range(step, step + 1), derivation.phase.name, columns, extra)

    def _number(self, derivation: Derivation, key: str) -> str:
        value = derivation[key]
        return repr(value.double()) if self.digits is None else quantity_text("rate", value, self.digits)

    def _extra(self, index: int, derivation: Derivation) -> dict[str, object]:
        extra = self.marking.of_row(index) if self.marking else {}
        if self.work:
            from lrcalc.expression.notation import Notation
            from lrcalc.schedule.working import Writer

            extra["working"] = Writer(self.policy, Notation, self.digits).quantities(derivation)
        return extra
