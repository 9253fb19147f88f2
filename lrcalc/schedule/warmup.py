"""Warm-up: the ramp that some policies begin with, and that can go before any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from lrcalc.errors import ParameterError
from lrcalc.expression import PI, STEP, Node, Number, NumberList, Quantity, Symbol, cosine, power
from lrcalc.expression.nodes import Point, replace_together
from lrcalc.schedule.derivation import Condition, Phase, cosine_value, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, declared
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.warmup_parameters import RAMP, SHAPES

NAME = "warm-up"
# Formulas of a policy that are remembered after a warm-up; those that come again are one or two.
MOST_SHIFTS = 8


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class RampPolicy(Policy):
    """A policy that begins with a warm-up.

    warmup: W, the steps of the warm-up (steps).
    warmup_start: η_start, the rate at step 0 (rate; default 0).
    warmup_shape: linear, η_start + (η_max − η_start)·t/W; cosine, half a wave up; or exponential,
    η_start·(η_max/η_start)^(t/W), which needs a start above 0.
    """

    warmup: StepsLike = declared(RAMP["warmup"])
    warmup_start: RateLike = declared(RAMP["warmup_start"])
    warmup_shape: str = declared(RAMP["warmup_shape"])

    def __post_init__(self) -> None:
        super().__post_init__()
        usual = {"warmup_start": "0", "warmup_shape": SHAPES[0]}
        typed = {name: text for name, text in self.typed.items() if text != usual.get(name)}
        object.__setattr__(self, "typed", typed)

    def named_symbols(self) -> dict[str, Symbol]:
        symbols = vars(self.symbols).items()
        return {name: symbol for name, symbol in symbols if name != "warmup_start" or symbol.value}

    def check(self) -> None:
        super().check()
        if self.warmup_shape == "exponential" and self.symbols.warmup_start.value == 0:
            label = self.parameters()["warmup_start"].label
            raise ParameterError(label, "an exponential warm-up cannot start at 0; taken: a rate above 0")

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, start = super().bounds(), self.symbols.warmup_start.value
        return None if found is None else (min(*found, start), max(*found, start))

    def ramp(self, peak: Node) -> Phase:
        """The phase of the warm-up, t ≤ W, up to the peak."""
        p = self.symbols
        progress = STEP / p.warmup
        start = p.warmup_start
        quantities: tuple[Quantity, ...]
        if self.warmup_shape == "exponential":
            scale = scale_factor(power(peak / start, progress))
            quantities = (scale, learning_rate(start * scale))
        elif self.warmup_shape == "cosine":
            value = cosine_value(cosine(PI * progress))
            scale = scale_factor((1 - value) / 2)
            quantities = (value, scale, learning_rate(self._risen(peak, scale)))
        else:
            scale = scale_factor(progress)
            quantities = (scale, learning_rate(self._risen(peak, scale)))
        return Phase(0, p.warmup.steps, quantities, NAME, (STEP, "≤", p.warmup))

    def _risen(self, peak: Node, scale: Node) -> Node:
        start = self.symbols.warmup_start
        return start + (peak - start) * scale if start.value else peak * scale

    def after(self) -> tuple[int, Condition]:
        """The first step after the warm-up, and when it is after. Without a warm-up, step 0 is."""
        p = self.symbols
        return (p.warmup.steps + 1, (STEP, ">", p.warmup)) if p.warmup.steps else (0, (STEP, "≥", p.warmup))

    def ramp_mistakes(self, phase: Phase, minimum: Node | None) -> Iterator[Mistake]:
        """The ways to go wrong in a linear warm-up from 0."""
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        if self.warmup_shape != "linear" or p.warmup_start.value:
            return
        whole = "divide t by W"
        yield Mistake(
            "warmup-inclusive", "(t + 1)/(W + 1) was used", whole, {scale: (STEP + 1) / (p.warmup + 1)}
        )
        if hasattr(p, "T"):
            yield Mistake("over-total", "t was divided by T", whole, {scale: STEP / p.T})
        if minimum is not None:
            peak = eta.expression.children[0]
            started = minimum + (peak - minimum) * scale
            yield Mistake(
                "warmup-from-min", "the warm-up was started at η_min", "start it at 0", {eta: started}
            )

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        warm, total = self.symbols.warmup.steps, self.total
        if total is not None and warm > total:
            yield (
                f"W = {warm} is longer than T = {total}: the maximum is never reached, "
                f"the highest rate is {self.at(total)!r}"
            )
        elif warm == total:
            yield f"W = T = {total}: the schedule is all warm-up and ends at the maximum"


@dataclass(frozen=True, kw_only=True)
class WarmedUp(RampPolicy):
    """Any policy after a warm-up to its first rate. A total T counts the warm-up, as the document's does.

    η_t = η_peak·t/W for t ≤ W, then the policy at t − W, its T less W.
    """

    inner: Policy = field()

    def __post_init__(self) -> None:
        super().__post_init__()
        inner, own = self.inner, vars(self.symbols)
        total = vars(inner.symbols).get("T")
        left = None if total is None else total.steps - self.symbols.warmup.steps
        rest = inner if left is None else (type(inner)(**{**inner.typed, "T": left}) if left > 0 else None)
        # what a field of the class says of every policy, said for this one
        for name, value in {
            "rest": rest,
            "name": inner.name,
            "title": f"{inner.title}, after a warm-up",
            "columns": _columns(inner.columns, self.warmup_shape == "cosine"),
            "typed": {**inner.typed, **self.typed},
        }.items():
            object.__setattr__(self, name, value)
        # what follows from the total follows from what is left of it: T alone is shown as it was typed
        left_over = {} if rest is None else {**vars(rest.symbols), **({"T": total} if total else {})}
        symbols = {**vars(inner.symbols), **left_over, **own}
        object.__setattr__(self, "symbols", type(self.symbols)(symbols))

    # the policy as it is after the warm-up, None where nothing is left of its total
    rest: Any = field(init=False, default=None, repr=False, compare=False)
    # what became of formulas: one that comes again in the policy comes again here
    shifts: dict[tuple[Quantity, ...], dict[Node, Node]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def whole_of(self, name: str) -> Fraction:
        total: Symbol = vars(self.inner.symbols)[name]
        return total.value

    @property
    def total(self) -> int | None:
        if self.inner.total is None or "T" in vars(self.inner.symbols):
            return self.inner.total
        return self.inner.total + self.symbols.warmup.steps

    @property
    def updates(self) -> int | None:
        own, total = self.inner.updates, self.inner.total
        return None if self.total is None or own is None or total is None else self.total + own - total

    def named_lists(self) -> dict[str, NumberList]:
        return self.inner.named_lists()

    @property
    def monotone_from(self) -> int | None:
        inner = None if self.rest is None else self.rest.monotone_from
        return None if inner is None else inner + self.symbols.warmup.steps

    def turns(self, phase: Phase) -> Iterator[int]:
        warm = self.symbols.warmup.steps
        if self.rest is not None and phase.last != warm:
            yield from (warm + turn for turn in self.rest.turns(self.rest.phase_at(phase.first - warm)))

    def default_steps(self) -> list[int]:
        if self.total is not None:
            return super().default_steps()
        warm = self.symbols.warmup.steps
        return sorted({0, warm // 2, *(warm + step for step in self.inner.default_steps())})

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, start = self.inner.bounds(), self.symbols.warmup_start.value
        return None if found is None else (min(*found, start), max(*found, start))

    def phase_at(self, step: int) -> Phase:
        warm = self.symbols.warmup.steps
        if self.rest is None or (step <= warm and warm > 0):
            return self.ramp(self._peak())
        return self._shifted(self.rest.phase_at(step - warm))[0]

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
    def _counted(self) -> dict[Node, Node]:
        """What stands for the step and for the total of the policy."""
        p = self.symbols
        counted: dict[Node, Node] = {STEP: STEP - p.warmup} if p.warmup.steps else {}
        if "T" in vars(self.rest.symbols):
            counted[self.rest.symbols.T] = p.T - p.warmup if p.warmup.steps else p.T
        return counted

    def _shifted(self, phase: Phase) -> tuple[Phase, Mapping[Node, Node]]:
        """A phase of the policy counted from the end of the warm-up, and what became of its nodes."""
        p = self.symbols
        if phase.quantities not in self.shifts:
            if len(self.shifts) == MOST_SHIFTS:
                self.shifts.clear()
            self.shifts[phase.quantities] = replace_together(phase.quantities, self._counted)
        condition = [part for part in phase.condition if isinstance(part, Node)]
        known = replace_together(condition, self.shifts[phase.quantities])
        after, late = self.after()
        shifted = Phase(
            max(phase.first + p.warmup.steps, after),
            None if phase.last is None else phase.last + p.warmup.steps,
            tuple(known[quantity] for quantity in phase.quantities),  # type: ignore[misc]
            phase.name or self.inner.name,
            tuple(known[part] if isinstance(part, Node) else part for part in phase.condition) or late,
        )
        return shifted, known

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        if phase.name == NAME:
            yield from self.ramp_mistakes(phase, getattr(self.symbols, "min", None))
            return
        before = self.rest.phase_at(phase.first - self.symbols.warmup.steps)
        shifted, known = self._shifted(before)
        same: dict[Node, Node] = dict(zip(shifted.quantities, phase.quantities))
        for mistake in self.rest.mistakes(before):
            nodes = replace_together([*mistake.replacements, *mistake.replacements.values()], known)
            final = replace_together(list(nodes.values()), same)
            yield mistake._replace(
                replacements={final[nodes[a]]: final[nodes[b]] for a, b in mistake.replacements.items()}
            )

    def notes(self) -> Iterator[str]:
        yield from (self.rest or self.inner).notes()
        yield from super().notes()


def _columns(columns: tuple[str, ...], with_cosine: bool) -> tuple[str, ...]:
    """The columns of a policy with those that the warm-up needs."""
    wanted = {"phase", "scale", *columns, *(["cosine"] if with_cosine else [])}
    others = [key for key in columns if key not in ("phase", "cosine", "scale", "learning_rate")]
    order = ["phase", *others, "cosine", "scale", "learning_rate"]
    return tuple(key for key in order if key in wanted)
