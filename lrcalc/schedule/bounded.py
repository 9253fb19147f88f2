"""What many policies have alike: a maximum and a minimum, a total, and how the range between is scaled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lrcalc.errors import ParameterError
from lrcalc.expression import Node, Quantity, Symbol
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.derivation import Symbols
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import ONE, RateLike, factor, rate, steps
from lrcalc.schedule.policy import Policy


def total_steps(help: str = "the total", **more: Any) -> Any:
    """The total T of a policy."""
    return steps("--T", "--total-steps", symbol="T", latex="T", help=help, **more)


def end_of_run() -> Any:
    """The total T of a policy that goes on without it."""
    return total_steps(
        "the total, after which the last rate holds; for all, and shares such as 50%", optional=True
    )


def drop_count(number: Node) -> Quantity:
    """The step of a derivation that says how often the rate has dropped."""
    return Quantity("drops", "drops", r"\text{drops}", "Drops", number, "count")


def cycle_count(number: Node) -> Quantity:
    """The step of a derivation that says in which cycle the step lies, counted from 0."""
    return Quantity("cycle", "cycle", r"\text{cycle}", "Cycle", number, "count")


def range_mistakes(p: Symbols, scale: Node, eta: Quantity) -> Iterator[Mistake]:
    """The ways to go wrong in η_min + (η_max − η_min) × scale."""
    yield Mistake(
        "min-not-added", "η_min was not added", "add η_min at the end", {eta: (p.max - p.min) * scale}
    )
    yield Mistake(
        "min-ignored",
        "η_min was ignored: η_max × scale",
        "scale the range η_max − η_min, then add η_min",
        {eta: p.max * scale},
    )
    yield Mistake(
        "range-not-subtracted",
        "η_max was scaled instead of the range",
        "scale η_max − η_min",
        {eta: p.min + p.max * scale},
    )


def total_mistakes(T: Symbol) -> Iterator[Mistake]:
    """A total that is one off."""
    for name, sign, other in (("minus", "−", T - 1), ("plus", "+", T + 1)):
        yield Mistake(
            f"total-{name}-1",
            f"{T.name} {sign} 1 was used for {T.name}",
            "divide by the total itself",
            {T: other},
            ends_early=name == "minus",
        )


# As many drops as are looked at from both sides.
MOST_INTERVALS = 10


def up_to(total: int | None, steps: Iterable[int]) -> list[int]:
    """Those of the steps that a schedule has, in order, and the quarters of its total."""
    last = MOST_STEPS if total is None else total
    quarters = () if total is None else (total * quarter // 4 for quarter in range(5))
    return sorted(step for step in {*steps, *quarters} if 0 <= step <= last)


def both_sides(size: int, total: int | None) -> list[int]:
    """The first and the last step of the first three intervals, or of all up to the total if they are few."""
    count = 3 if total is None else total // size + 1
    return [each * size + side for each in range(min(count, MOST_INTERVALS)) for side in (0, size - 1)]


def intervals(size: int) -> list[int]:
    """Steps that show a decay over intervals of a size: within the first, and where some are over."""
    return [0, 100, 1000, 10000] if size == 1 else [0, size // 2, size, 2 * size, 10 * size]


def around_peak(warm: int) -> list[int]:
    """Steps that show a warm-up of that length, and a slow decay after it."""
    return [0, warm // 2, warm, 4 * warm, 16 * warm]


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class MaxPolicy(Policy):
    """A policy with a maximum.

    max: η_max (rate).
    """

    max: RateLike = rate("--max", "--max-lr", symbol="η_max", latex=r"\eta_{max}", help="the maximum")


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class MaxMinPolicy(MaxPolicy):
    """A policy between a maximum and a minimum.

    max: η_max (rate).
    min: η_min (rate; default 0), or min_ratio: η_min/η_max (factor).
    Raises ParameterError where both min and min_ratio are given.
    """

    min: RateLike | None = rate(
        "--min",
        "--min-lr",
        symbol="η_min",
        latex=r"\eta_{min}",
        help="the minimum; default 0",
        optional=True,
    )
    min_ratio: RateLike | None = factor(
        "--min-ratio",
        symbol="η_min/η_max",
        latex=r"\eta_{min}/\eta_{max}",
        help="the minimum as a share of the maximum, 0.1 or 10%, in place of --min",
        share_of=ONE,
        optional=True,
    )

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        own = self.parameters()
        if "min" in symbols and "min_ratio" in symbols:
            raise ParameterError(own["min_ratio"].label, f"expected this or {own['min'].label}, got both")
        if "min" not in symbols:
            ratio = symbols["min_ratio"].value if "min_ratio" in symbols else Fraction(0)
            symbols["min"] = own["min"].as_symbol(symbols["max"].value * ratio)
            self.keep(min=symbols["min"].value)
            if "min_ratio" not in symbols:
                self.typed["min"] = "0"
        first = {"max": symbols["max"], "min": symbols["min"]}
        return {**first, **{name: item for name, item in symbols.items() if name != "min_ratio"}}

    def scaled(self, scale: Node) -> Node:
        """η_min + (η_max − η_min) × scale."""
        p = self.symbols
        return p.min + (p.max - p.min) * scale


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class TotalPolicy(MaxMinPolicy):
    """A policy between a maximum and a minimum that ends at step T.

    T: the total steps (steps).
    """

    T: Any = total_steps()

    @property
    def total(self) -> int:
        return self.symbols.T.steps
