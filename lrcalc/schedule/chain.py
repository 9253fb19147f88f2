"""Schedules one after the other, each on its own clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lrcalc.errors import ScheduleError, expected
from lrcalc.expression import STEP, Node, Number, Symbol
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.derivation import Condition, Phase, Symbols, merged_columns, scale_meanings
from lrcalc.schedule.milestones import MOST_SHOWN, as_typed, by_totals, chain_title, least, read_milestones
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.moved import MovedPhase, Mover
from lrcalc.schedule.policy import Policy

MOST_PARTS = 1000


class Chain(Policy):
    """One schedule after another: part k holds from its milestone on, and counts from there.

    parts: the schedules, two or more, or one with the milestone at which it is cut.
    milestones: the steps at which the second part and those after it begin, in order (steps); one more is the
    step at which the last part is cut and its rate held. Without them a part is as long as its total.
    A part that is over before the next begins holds its last rate; the last part may have no end.
    Raises ParameterError for milestones that do not fit the parts, ScheduleError where a part has no end and
    nothing says when the next begins.
    Source: torch SequentialLR, optax join_schedules; paddle and fvcore composites.

    >>> from lrcalc import Cosine, Linear
    >>> Chain(Linear(max="0.1", min="0.01", T=5), Cosine(max="0.1", T=95)).at(5)
    0.1
    """

    example = "'linear --max 0.1 --min 0.01 --T 5' 'cosine --max 0.1 --T 95' --at 0,4,5,52,100"

    def __init__(self, *parts: Policy, milestones: Any = None) -> None:
        if not 1 <= len(parts) <= MOST_PARTS:
            raise ScheduleError(expected(f"1 to {MOST_PARTS} schedules", len(parts)))
        for part in parts:
            if not isinstance(part, Policy):
                raise ScheduleError(
                    expected("schedules such as Fixed(lr=1), one after another", f"{part!r:.40}")
                )
        begins = by_totals(parts) if milestones is None else read_milestones(milestones, len(parts))
        end = begins[len(parts) - 1] if len(begins) == len(parts) else None
        starts = [0, *begins[: len(parts) - 1]]
        if end is None and parts[-1].total is not None:
            end = starts[-1] + parts[-1].total
        if end is not None and end > MOST_STEPS:
            raise ScheduleError(expected("a chain of up to 10^15 steps", end))
        symbols = [Symbol(f"b_{k}", f"b_{{{k}}}", Fraction(start)) for k, start in enumerate(starts)]
        typed = {f"part {k}": as_typed(part) for k, part in enumerate(parts, 1)}
        vars(self).update(
            name="chain",
            title=chain_title(parts, starts),
            typed=typed | ({"milestones": ",".join(map(str, begins))} if begins else {}),
            symbols=Symbols({}),
            reading_notes=[],
            parts=parts,
            asked=milestones,
            starts=starts,
            end=end,
            begins=symbols,
            movers=[self._mover(part, begin) for part, begin in zip(parts, symbols)],
            held={},
        )

    parts: tuple[Policy, ...]
    asked: Any
    starts: list[int]
    end: int | None
    begins: list[Symbol]
    movers: list[Mover]
    held: dict[int, Mover]

    def __repr__(self) -> str:
        milestones = [] if self.asked is None else [f"milestones={self.asked!r}"]
        return f"Chain({', '.join([*map(repr, self.parts), *milestones])})"

    def _values(self) -> tuple[object, ...]:
        return self.parts, *self.starts, self.end

    @staticmethod
    def _mover(part: Policy, begin: Symbol) -> Mover:
        return Mover(part, {STEP: STEP - begin} if begin.value else {})

    @property
    def total(self) -> int | None:
        return self.end

    @property
    def updates(self) -> int | None:
        own, last = self.parts[-1].updates, self.parts[-1].total
        if self.end is None or own is None or last is None or self.end != self.starts[-1] + last:
            return self.end
        return self.starts[-1] + own

    def total_for_percentage(self, name: str) -> Fraction:
        if name != "T" or self.end is None:
            raise KeyError(name)
        return Fraction(self.end)

    def _index(self, step: int) -> int:
        return bisect_right(self.starts, step) - 1

    def _last(self, index: int) -> int | None:
        """The last step of a part."""
        return self.starts[index + 1] - 1 if index + 1 < len(self.starts) else self.end

    def phase_at(self, step: int) -> Phase:
        index = self._index(step)
        part, start, last = self.parts[index], self.starts[index], self._last(index)
        inside = step - start
        self._check(index, step)
        if part.total is not None and inside > part.total:
            first, ends = start + part.total + 1, last
            before = part.phase_at(part.total)
            mover = self.held.setdefault(index, Mover(part, {STEP: Number(Fraction(part.total))}))
        else:
            before, mover = part.phase_at(inside), self.movers[index]
            first = start + before.first
            limits = [before.last, part.total]
            ends = least([last, *(None if limit is None else start + limit for limit in limits)])
        name = f"part {index + 1}: {before.name or part.phase_name or part.name}"
        condition = None if before.condition and mover is self.movers[index] else self._condition(index)
        return mover(before, first, ends, name, condition)

    def _condition(self, index: int) -> Condition:
        begin, after = self.begins[index], self.begins[index + 1 : index + 2]
        if not after:
            return (STEP, "≥", begin)
        return (begin, "≤", STEP, "<", after[0]) if index else (STEP, "<", after[0])

    @property
    def columns(self) -> tuple[str, ...]:
        merged = merged_columns(["phase"], *(part.columns for part in self.parts))
        meanings = {meaning for part in self.parts for meaning in scale_meanings(part.first_phases())}
        # a share that is left in one part and one that is over in the next are no column
        return merged if len(meanings) < 2 else tuple(key for key in merged if key != "scale")

    @property
    def monotone_from(self) -> int | None:
        found = self.parts[-1].monotone_from
        return None if found is None else self.starts[-1] + found

    def turns(self, phase: Phase) -> Iterator[int]:
        if isinstance(phase, MovedPhase):
            start = self.starts[self._index(phase.first)]
            for turn in phase.origin.turns(phase.before):
                if phase.first <= start + turn and (phase.last is None or start + turn <= phase.last):
                    yield start + turn

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found = [part.bounds() for part in self.parts]
        known = [ends for ends in found if ends is not None]
        if len(known) < len(found):
            return None
        return min(min(ends) for ends in known), max(max(ends) for ends in known)

    def default_steps(self) -> list[int]:
        steps = set() if self.end is None else {self.end}
        for index, (part, start) in enumerate(zip(self.parts[:MOST_SHOWN], self.starts)):
            last = self._last(index)
            own = {start, *(start + step for step in part.default_steps())}
            steps |= {step for step in own if last is None or step <= last}
            steps |= set() if last is None else {last}
        return sorted(step for step in steps if step <= MOST_STEPS)

    def check_step(self, step: int) -> None:
        index = self._index(step)
        part, start, last = self.parts[index], self.starts[index], self._last(index)
        # past its own end the last part says what there is
        is_cut = last is not None and (index + 1 < len(self.parts) or last - start != part.total)
        self._check(index, min(step, last) if last is not None and is_cut else step)

    def _check(self, index: int, step: int) -> None:
        start = self.starts[index]
        try:
            self.parts[index].check_step(step - start)
        except ScheduleError as error:
            begun = f", which begins at step {start}" if start else ""
            raise ScheduleError(f"part {index + 1}{begun}: {error}") from None

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        if not isinstance(phase, MovedPhase):
            return
        index = self._index(phase.first)
        for mistake in phase.mistakes():
            what = f"part {index + 1}: {mistake.what}"
            # the end of a part is not that of the schedule
            yield mistake.changed(id=f"part-{index + 1}-{mistake.id}", what=what, ends_early=False)
        yield from self._of_the_chain(phase, index)

    def _of_the_chain(self, phase: MovedPhase, index: int) -> Iterator[Mistake]:
        """The ways to go wrong in passing from part to part."""
        eta = phase.quantities[-1]
        own = f"part {index + 1} counts from step {self.starts[index]}"
        counted = {phase.known.get(STEP, STEP): STEP}
        if index and eta.replace(counted) is not eta:
            what = f"t was counted from step 0 in part {index + 1}"
            yield Mistake("clock-not-restarted", what, own, dict(counted))
        if index:
            before, start = self.parts[index - 1], self.begins[index - 1]
            end = before.total
            old = before.phase_at(phase.first - self.starts[index - 1] if end is None else end)
            carried: Node = old.quantities[-1].replace({STEP: STEP - start})
            what = f"part {index} was carried on"
            yield Mistake("part-before-carried-on", what, own, {eta: carried})

    def notes(self) -> Iterator[str]:
        yield from self.reading_notes
        for index, part in enumerate(self.parts, 1):
            yield from (f"part {index}: {note}" for note in part.notes())
