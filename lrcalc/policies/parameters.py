"""The parameters of a policy: what each is called, what it takes, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from fractions import Fraction
from typing import Any

from lrcalc.errors import ParameterError
from lrcalc.expression import Symbol
from lrcalc.numbers.literal import (
    MOST_STEPS,
    LiteralError,
    RateLike,
    StepsLike,
    as_text,
    parse_percentage,
    parse_rate,
    parse_steps,
    shown,
)

KEY = "parameter"


@dataclass(frozen=True)
class Parameter:
    """One parameter: its options, its symbol in the formula, its unit and what it means."""

    options: tuple[str, ...]
    symbol: str
    latex: str
    unit: str
    help: str
    least: int = 0
    default: str | None = None
    share_of: str | None = None

    @property
    def label(self) -> str:
        """The options as a message names them: `--max/--max-lr`."""
        return "/".join(self.options)

    @property
    def is_steps(self) -> bool:
        return self.unit == "steps"

    def read(self, given: Any, whole: Callable[[str], Fraction]) -> tuple[Fraction, str | None]:
        """The exact value of what was given, and a note where reading it took a decision.

        `whole` gives the value of the parameter that a percentage is taken of.
        """
        try:
            share = parse_percentage(given) if self.is_steps else None
            if share is None:
                return Fraction(self._literal(given)), None
            if self.share_of is None:
                raise LiteralError(
                    f"{shown(given)} is a percentage, and there is no total to take it of; taken: steps"
                )
            exact = share * whole(self.share_of)
            steps = exact.numerator // exact.denominator
            if not self.least <= steps <= MOST_STEPS:
                raise LiteralError(f"{shown(given)} is {steps} steps; taken: from {self.least} to 10^15")
        except LiteralError as error:
            raise ParameterError(self.label, str(error)) from None
        if exact == steps:
            return Fraction(steps), None
        total, typed = whole(self.share_of), as_text(given).strip()
        note = f"{self.label} {typed} of {total} steps is {float(exact):.15g}: taken as {steps}"
        return Fraction(steps), note

    def _literal(self, given: Any) -> Fraction | int:
        if self.is_steps:
            return parse_steps(given, least=self.least)
        return parse_rate(given)

    def as_symbol(self, value: Fraction) -> Symbol:
        return Symbol(self.symbol, self.latex, value)


def rate(*options: str, symbol: str, latex: str, help: str, default: str | None = None) -> Any:
    """A learning rate: not negative, exact as typed."""
    return _parameter(Parameter(options, symbol, latex, "rate", help, default=default))


def factor(*options: str, symbol: str, latex: str, help: str, default: str | None = None) -> Any:
    """A factor without a unit: not negative, exact as typed."""
    return _parameter(Parameter(options, symbol, latex, "factor", help, default=default))


def steps(
    *options: str,
    symbol: str,
    latex: str,
    help: str,
    least: int = 1,
    share_of: str | None = None,
    default: str | None = None,
) -> Any:
    """A count of steps, `least` or more; `share_of` names the total that a percentage is taken of."""
    return _parameter(Parameter(options, symbol, latex, "steps", help, least, default, share_of))


def _parameter(parameter: Parameter) -> Any:
    default = MISSING if parameter.default is None else parameter.default
    return field(default=default, metadata={KEY: parameter})


__all__ = ["Parameter", "RateLike", "StepsLike", "factor", "rate", "steps"]
