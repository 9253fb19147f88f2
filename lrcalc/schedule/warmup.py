"""Warm-up: the ramp that can go before any policy, over its first steps, or be multiplied with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Node, Number, NumberList, Quantity, Symbol, power
from lrcalc.expression.point import Point
from lrcalc.schedule.arguments import written
from lrcalc.schedule.derivation import Phase, Symbols, learning_rate, merged_columns
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.moved import MovedPhase, Mover
from lrcalc.schedule.parameters import declared
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.ramp import NAME, RampPolicy
from lrcalc.schedule.shifted import is_smooth, shares_in_steps, shift_notes
from lrcalc.schedule.warmup_parameters import WARMUP

TITLES = {
    "before": "after a warm-up",
    "over": "with a warm-up over its first steps",
    "times": "times a warm-up",
}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class WarmedUp(RampPolicy):
    """Any policy with a warm-up to its first rate.

    η_t = η_peak·t/W for t ≤ W, then the policy at t − W, its T less W.

    warmup_mode: before, as above: a total T counts the warm-up, as the document's does; over: the policy runs
    from step 0, and the ramp stands in place of its first W steps; times: the policy runs from step 0, and is
    multiplied by the ramp, which goes up to 1.
    Source: before transformers; over timm, whose ramp goes up to the first rate; times BERT, pytorch-warmup.
    """

    inner: Policy = field()
    warmup_mode: str = declared(WARMUP["warmup_mode"])

    # what was typed of the warm-up alone
    own_typed: ClassVar[dict[str, str]]
    # the policy as it is after the warm-up, None where nothing is left of its total
    rest: Any = field(init=False, default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        inner, own, ramp = self.inner, vars(self.symbols), self.typed
        total = vars(inner.symbols).get("T") if self._has_total else None
        rest: Policy | None = inner
        if total is not None and self.is_before:
            left = total.steps - self.symbols.warmup.steps
            rest = type(inner)(**{**inner.typed, **shares_in_steps(inner), "T": left}) if left > 0 else None
        # what follows from the total follows from what is left of it: T alone is shown as it was typed
        left_over = {} if rest is None else {**vars(rest.symbols), **({"T": total} if total else {})}
        self.keep(
            rest=rest,
            name=inner.name,
            title=f"{inner.title}, {TITLES[self.warmup_mode]}",
            typed={**inner.typed, **ramp},
            own_typed=ramp,
            symbols=Symbols({**vars(inner.symbols), **left_over, **own}),
        )

        if self.has_parts and self.is_before and not is_smooth(inner):
            self.refuse_parts("a schedule after it that counts whole steps")
        start = self.symbols.warmup_start.value
        if self.warmup_mode == "times" and start and self._peak.exact(Point(0)) == 0:
            label = self.parameters()["warmup_start"].label
            raise ParameterError(label, f"expected 0 with a schedule that begins at 0, got {float(start)!r}")

    def __repr__(self) -> str:
        arguments = {name.removeprefix("warmup_"): text for name, text in self.own_typed.items()}
        return f"{self.inner!r}.after_warmup({written(arguments)})"

    @property
    def is_before(self) -> bool:
        return self.warmup_mode == "before"

    @property
    def _has_total(self) -> bool:
        """Whether the policy has a total T, which counts the warm-up; what is put together has none."""
        own = self.inner.parameters()
        return self.inner.total is not None and "T" in own and "T" in vars(self.inner.symbols)

    @property
    def _reaches_peak(self) -> bool:
        # where the policy runs under the ramp, step W is its own
        return self.is_before and super()._reaches_peak

    def total_for_percentage(self, name: str) -> Fraction:
        own = vars(self.inner.symbols)
        total = own.get(name) or (own.get("lr") if name == "max" else None)
        return self.inner.total_for_percentage(name) if total is None else total.value

    def named_symbols(self) -> dict[str, Symbol]:
        left_out = set(vars(self.inner.symbols)) - set(self.inner.named_symbols())
        return {name: item for name, item in super().named_symbols().items() if name not in left_out}

    def named_lists(self) -> dict[str, NumberList]:
        return self.inner.named_lists()

    @property
    def total(self) -> int | None:
        if self.inner.total is None or not self.is_before or self.rest is None:
            return self.inner.total
        # cycles that grow shorter may come to an end before what is left of T
        return int(self.rest.total) + self.symbols.warmup.steps

    @property
    def updates(self) -> int | None:
        inner = self.rest or self.inner
        own, total = inner.updates, inner.total
        return None if self.total is None or own is None or total is None else self.total + own - total

    @property
    def monotone_from(self) -> int | None:
        inner: int | None = None if self.rest is None else self.rest.monotone_from
        if inner is None or (self.warmup_mode == "times" and self.ramp_for_ever):
            return None
        # a ramp that does not come to the peak may turn after its last step
        after = self.ramp_last + (not self._reaches_peak)
        return max(after, inner + self.symbols.warmup.steps if self.is_before else inner)

    def turns(self, phase: Phase) -> Iterator[int]:
        if isinstance(phase, MovedPhase) and self.rest is not None:
            begin = self.symbols.warmup.steps if self.is_before else 0
            yield from (begin + turn for turn in self.rest.turns(phase.before) if begin + turn >= phase.first)

    @property
    def columns(self) -> tuple[str, ...]:
        after = () if self.rest is None else self.rest.columns
        return merged_columns(
            ["phase"] if self.symbols.warmup.steps or self.is_before else [], super().columns, after
        )

    def check_step(self, step: int) -> None:
        shift = self.symbols.warmup.steps if self.is_before else 0
        if self.rest is not None:
            self.rest.check_step(max(0, step - shift))

    def default_steps(self) -> list[int]:
        warm = self.symbols.warmup.steps
        if self.total is not None:
            return sorted({*super().default_steps(), min(warm, self.total)})
        shift = warm if self.is_before else 0
        return sorted({0, warm // 2, warm, *(shift + step for step in self.inner.default_steps())})

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, start = self.inner.bounds(), self.symbols.warmup_start.value
        if found is None:
            return None
        lowest = Fraction(0) if self.warmup_mode == "times" else start
        return min(*found, start, lowest), max(*found, start)

    def phase_at(self, step: int) -> Phase:
        if self.rest is None:
            first, late = self.after()
            if step <= self.ramp_last:
                return self.ramp(self._peak, step)
            return Phase(first, None, (learning_rate(self._peak),), "peak", late)
        if self.warmup_mode == "times" and (step <= self.ramp_last or self.ramp_for_ever):
            return self._multiplied(step)
        if step <= self.ramp_last:
            return self.ramp(self._peak, step)
        warm = self.symbols.warmup.steps if self.is_before else 0
        before = self.rest.phase_at(step - warm)
        first, late = self.after()
        return self._shifted(
            before,
            max(before.first + warm, first),
            None if before.last is None else before.last + warm,
            before.name or self.inner.phase_name or self.inner.name,
            None if before.condition else late,
        )

    @cached_property
    def _peak(self) -> Node:
        """The first rate of the policy: by the symbol that has its value, where one has."""
        first = (self.rest or self.inner).phase_at(0).quantities[-1]
        value = first.exact(Point(0))
        if value is None:
            return first.expression.replace({STEP: Number(Fraction(0))})
        named = [symbol for symbol in vars(self.inner.symbols).values() if symbol.value == value]
        return named[0] if named else Symbol("η_peak", r"\eta_{peak}", value)

    # Made once: a mistake that takes T for T − 1 finds what stands for T in a phase made before.
    @cached_property
    def _shifted(self) -> Mover:
        """The policy counted from the end of the warm-up."""
        p = self.symbols
        counted: dict[Node, Node] = {}
        if self.is_before:
            counted |= {STEP: STEP - p.warmup} if p.warmup.steps else {}
            if self._has_total:
                counted[self.rest.symbols.T] = p.T - p.warmup if p.warmup.steps else p.T
        return Mover(self.rest, counted)

    @property
    def ramp_for_ever(self) -> bool:
        """Whether the ramp never comes to the peak."""
        return self.warmup_shape == "saturating" and self.symbols.warmup.steps > 0

    def _multiplied(self, step: int) -> Phase:
        """The policy at the step times the ramp, which goes up to 1."""
        before, ramp = self.rest.phase_at(step), self.ramp(self._peak, step)
        last = before.last
        if not self.ramp_for_ever:
            last = ramp.last if last is None or ramp.last is None else min(last, ramp.last)
        mover = self._at_first if step < ramp.first or ramp.last == 0 else self._beside
        condition = before.condition if self.ramp_for_ever else ramp.condition
        return mover(before, max(before.first, ramp.first), last, NAME, condition)

    @cached_property
    def _at_first(self) -> Mover:
        return Mover(self.rest, {}, lambda quantities: self._times(quantities, 0))

    @cached_property
    def _beside(self) -> Mover:
        return Mover(self.rest, {}, lambda quantities: self._times(quantities, 1))

    def _times(self, quantities: tuple[Quantity, ...], step: int) -> tuple[Quantity, ...]:
        *others, eta = quantities
        alone = eta.renamed("schedule", "schedule", r"\text{schedule}", "Schedule")
        factor = Quantity("warmup", "warm-up", r"\text{warm-up}", "Warm-up", self._factor(step))
        return *others, alone, factor, learning_rate(alone * factor)

    def _factor(self, step: int) -> Node:
        """The ramp as a share of the peak."""
        start, before = self.symbols.warmup_start, self.ramp_scale(step)
        least = start / self._peak if start.value else start
        if not before:
            return least
        scale = before[-1].expression
        if self.warmup_shape == "exponential":
            return power(least, 1 - scale)
        return least + (1 - least) * scale if start.value else scale

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        if not isinstance(phase, MovedPhase):
            yield from self.ramp_mistakes(phase, getattr(self.symbols, "min", None))
            return
        yield from phase.mistakes()
        if self.is_before and self.symbols.warmup.steps:
            eta = phase.quantities[-1]
            for mistake in self._mistakes_after(phase):
                if eta.replace(mistake.replacements) is not eta:
                    yield mistake

    def _mistakes_after(self, phase: MovedPhase) -> Iterator[Mistake]:
        """The ways to go wrong in counting after the warm-up."""
        p = self.symbols
        passed = phase.known[STEP]
        counts = "after the warm-up t − W is counted"
        if self._has_total:
            left = phase.known[self.rest.symbols.T]
            counts = "after the warm-up t − W is counted, out of T − W"
            yield Mistake("total-with-warmup", "T was used for T − W", counts, {left: p.T})
            what = "t/T was used, as if there were no warm-up"
            yield Mistake("warmup-forgotten", what, counts, {left: p.T, passed: STEP})
        yield Mistake("step-with-warmup", "t was used for t − W", counts, {passed: STEP})
        carried_on = {phase.quantities[-1]: self._peak * STEP / p.warmup}
        yield Mistake(
            "still-warming-up", "the warm-up was carried on", "past W the schedule holds", carried_on
        )

    def notes(self) -> Iterator[str]:
        inner = self.rest or self.inner
        shifted = shift_notes(self.inner, self.rest, self.symbols.warmup.steps if self.is_before else 0)
        yield from dict.fromkeys([*inner.notes(), *super().notes(), *shifted, *self._level_notes()])

    def _level_notes(self) -> Iterator[str]:
        """That the ramp does not rise, where the schedule begins at no more than the ramp begins at."""
        p, is_flat = self.symbols, self.warmup_mode == "times" or self.warmup_shape == "constant"
        if is_flat or not p.warmup.steps:
            return
        peak, start = self._peak.exact(Point(0)), float(p.warmup_start.value)
        if peak is not None and peak < p.warmup_start.value:
            yield f"the warm-up falls from {start:.15g} to {float(peak):.15g}, the schedule's first rate"
        elif peak == p.warmup_start.value:
            times = f"; {WARMUP['warmup_mode'].label} times multiplies the schedule by the ramp"
            yield f"the warm-up stays at {start:.15g}, the schedule's first rate{'' if start else times}"
