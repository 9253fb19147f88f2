"""What comes after the last step of a schedule: its rate is held, the formula goes on, or all comes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from math import floor as floor_of

from lrcalc.errors import ScheduleError
from lrcalc.expression import STEP, Node, Quantity, floor
from lrcalc.expression.functions import Cosine
from lrcalc.expression.point import Point
from lrcalc.expression.shape import phase_constants
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.moved import MovedPhase, Mover
from lrcalc.schedule.parameters import declared
from lrcalc.schedule.wrapper import Wrapper
from lrcalc.schedule.wrappers import PAST_END

TITLES = {
    "continue": "continued past its end",
    "repeat": "again and again",
    "error": "with nothing past its end",
}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class PastEnd(Wrapper):
    """A schedule, and what comes after its last step.

    past_end: hold, the last rate; continue, the formula of the last phase, so that half a cosine wave rises
    again; repeat, the whole schedule again and again, counted anew at the step of its total; error, nothing:
    a later step is refused with a ScheduleError.
    Source: hold optax and keras; continue torch and transformers; error torch OneCycleLR.

    >>> from lrcalc import Cosine
    >>> Cosine(max=1, T=3).with_past_end("continue").at(4)
    0.25
    """

    past_end: str = declared(PAST_END["past_end"])

    def entitled(self, title: str) -> str:
        if self.past_end == "hold" or self.inner.total is None:
            return title
        return f"{title}, {TITLES[self.past_end]}"

    @property
    def _goes_on(self) -> bool:
        return self.past_end in ("continue", "repeat") and self.inner.total is not None

    @property
    def total(self) -> int | None:
        return None if self._goes_on else self.inner.total

    @property
    def updates(self) -> int | None:
        return self.inner.updates

    @property
    def _length(self) -> int:
        """The steps after which the schedule comes again."""
        return self.inner.updates or 1

    @property
    def monotone_from(self) -> int | None:
        return None if self._goes_on else self.inner.monotone_from

    def check_step(self, step: int) -> None:
        total = self.inner.total
        if self.past_end == "error" and total is not None and step > total:
            raise ScheduleError(f"expected a step up to {total}, where the schedule ends, got {step}")

    def phase_at(self, step: int) -> Phase:
        total = self.inner.total
        if not self._goes_on or total is None:
            return self._same(self.phase_inside(step))
        if self.past_end == "repeat":
            return self._again(step, total)
        last = self.phase_inside(total)
        if step < last.first or self._is_endless:
            return self._same(self.phase_inside(step))
        found = self._counted_on(step) if any(phase_constants(last.quantities[-1])) else None
        if found is not None and found.quantities == last.quantities:
            return self._same(found)
        # the phase goes on, and so its condition does not end it
        return self._beyond(last, last.first, None, last.name)

    @cached_property
    def _is_endless(self) -> bool:
        """Whether it is a schedule without an end that was given a total."""
        core = self.inner
        while (inner := getattr(core, "inner", None)) is not None:
            core = inner
        item = core.parameters().get("T")
        if item is None or not item.optional or core.total is None:
            return False
        try:
            return type(core)(**{**core.typed, "T": None}).total is None
        except ScheduleError:
            return False  # it asks for another length in its place

    def _counted_on(self, step: int) -> Phase | None:
        """The phase of a step past the end of stairs or cycles that are counted by one formula."""
        try:
            found = self.phase_inside(step)
        except (ArithmeticError, ValueError):
            return None  # cycles that grow shorter have come to an end
        return found if found.last is None or step <= found.last else None

    def _same(self, phase: Phase) -> Phase:
        return self._beside(phase, phase.first, phase.last, phase.name)

    @cached_property
    def _beside(self) -> Mover:
        return Mover(self.inner, {})

    @cached_property
    def _beyond(self) -> Mover:
        """The formula of the last phase; past its end it may have no value, such as a root of less than 0."""
        from lrcalc.schedule.typed_formula import Computed

        def computed(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
            found: dict[Node, Node] = {}
            for item in quantities:
                expression = item.expression.replace(found)
                found[item] = Computed(item.key, item.name, item.latex, item.heading, expression, item.unit)
            return tuple(item for item in found.values() if isinstance(item, Quantity))

        return Mover(self.inner, {}, computed)

    @cached_property
    def _run(self) -> Quantity:
        return Quantity("run", "run", r"\text{run}", "Run", floor(STEP / self._length), "count")

    @cached_property
    def _counted(self) -> Mover:
        """The schedule counted from where it last began."""
        passed = STEP - self._run * self._length

        def with_run(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
            *others, eta = quantities
            return self._run, *others, eta

        return Mover(self.inner, {STEP: passed}, with_run)

    def _again(self, step: int, total: int) -> Phase:
        begin = step // self._length * self._length
        before = self.phase_inside(step - begin)
        last = self._length - 1 if before.last is None else min(before.last, self._length - 1)
        return self._counted(before, begin + before.first, begin + last, before.name)

    def turns(self, phase: Phase) -> Iterator[int]:
        if not isinstance(phase, MovedPhase):
            return
        begin, total = phase.first - phase.before.first, self.inner.total
        if self.past_end == "continue" and phase.last is None and total is not None:
            yield from _turns_of_waves(phase.quantities[-1], phase.first)
            return
        for turn in self.inner.turns(phase.before):
            if phase.last is None or begin + turn <= phase.last:
                yield begin + turn

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        return None if self.past_end == "continue" and self._goes_on else self.inner.bounds()

    def default_steps(self) -> list[int]:
        steps, total = self.inner.default_steps(), self.inner.total
        if not self._goes_on or total is None:
            return steps
        return sorted({*steps, total, total + (total + 1) // 2, 2 * total})

    def own_notes(self) -> Iterator[str]:
        yield from super().own_notes()
        if self.inner.total is None:
            yield "the schedule has no end, and nothing comes after it"

    def past_run(self, end: int) -> str:
        goes_on = f"past step {end} the formula of the last phase goes on"
        return {"continue": goes_on, "repeat": ""}.get(self.past_end, super().past_run(end))


def _turns_of_waves(node: Node, first: int) -> Iterator[int]:
    """The steps from the first on at which the cosines of a formula turn: where their angle is n·π."""
    waves = [line for wave in _cosines(node) if (line := _half_turns(wave, first)) and line[1]]
    passed = [floor_of(start) for start, _ in waves]
    while waves:
        # in turn, for a formula of one wave; of several they are in order too
        steps = [(number + 1 - start) / slope for number, (start, slope) in zip(passed, waves)]
        index = steps.index(min(steps))
        turn, (start, slope) = floor_of(steps[index]), waves[index]
        # of a wave that is shorter than a step one turn of each step is enough
        passed[index] = max(passed[index] + 1, ceil(start + slope * (turn + 1)) - 1)
        yield first + turn


def _cosines(node: Node) -> Iterator[Cosine]:
    if isinstance(node, Cosine):
        yield node
    for child in node.children:
        yield from _cosines(child)


def _half_turns(wave: Cosine, first: int) -> tuple[Fraction, Fraction] | None:
    """The angle in half turns at the first step, and by how much it grows from step to step."""
    start, after = wave.half_turns(Point(first)), wave.half_turns(Point(first + 1))
    return None if start is None or after is None else (start, abs(after - start))
