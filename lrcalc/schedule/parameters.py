"""The parameters of a policy: what each is called, what it takes, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, field, fields
from fractions import Fraction
from functools import cache
from typing import Any

from lrcalc.errors import ParameterError, expected, nearest
from lrcalc.expression import Symbol
from lrcalc.numbers.literal import (
    MOST_STEPS,
    LiteralError,
    as_text,
    parse_factor,
    parse_length,
    parse_list,
    parse_number,
    parse_percentage,
    parse_rate,
    parse_steps,
    parse_whole,
    shown,
)
from lrcalc.numbers.literal import RateLike as RateLike
from lrcalc.numbers.literal import StepsLike as StepsLike

KEY = "parameter"
# What a percentage is a share of, where it is no other parameter: 10% is 0.1.
ONE = "1"
LONGEST_LIST = 10_000

# What a parameter comes to: a number, a word out of a set, whether a flag is set, or several numbers.
Value = Fraction | str | bool | tuple[Fraction, ...]


class Parameter:
    """One parameter: its options, its symbol in the formula, its unit and what it means.

    `unit` is "rate", "factor", "number", "whole number", "steps" or "length"; "rates" or "steps list" for
    several between commas; "choice" for one of the `choices`; "flag" for one that is set or not; "clock" for
    what is counted. A parameter without a default is required unless it is `optional`.
    """

    def __init__(
        self,
        options: tuple[str, ...],
        symbol: str,
        latex: str,
        unit: str,
        help: str,
        least: int = 0,
        default: str | None = None,
        share_of: str | None = None,
        optional: bool = False,
        choices: tuple[str, ...] = (),
        # of steps: whether a fraction of one is taken, which only a Fraction is
        takes_parts: bool = False,
    ) -> None:
        self.options = options
        self.symbol = symbol
        self.latex = latex
        self.unit = unit
        self.help = help
        self.least = least
        self.default = default
        self.share_of = share_of
        self.optional = optional
        self.choices = choices
        self.takes_parts = takes_parts

    def changed(self, **changes: Any) -> Parameter:
        """The same but for some of what it says."""
        return Parameter(**{**vars(self), **changes})

    @property
    def label(self) -> str:
        """The parameter as a message names it, by the document's symbol: `--max`."""
        return self.options[0]

    @property
    def is_required(self) -> bool:
        return self.default is None and not self.optional and self.unit != "flag"

    @property
    def is_steps(self) -> bool:
        return self.unit == "steps"

    @property
    def is_list(self) -> bool:
        return self.unit in ("rates", "steps list")

    @property
    def takes_shares(self) -> bool:
        """Whether it may be a percentage: of a total, of a maximum, or of 1."""
        return self.is_steps or self.share_of is not None

    @property
    def is_number(self) -> bool:
        return self.unit in ("rate", "factor", "number", "whole number", "steps", "length")

    def read(self, given: Any, total_of: Callable[[str], Fraction]) -> tuple[Value, str | None]:
        """The exact value of what was given, and a note where reading it took a decision.

        `total_of` gives the value of the parameter that a percentage is taken of; it raises KeyError
        where there is none. Raises ParameterError.
        """
        try:
            if self.unit == "flag":
                return bool(given), None
            if self.unit == "clock":
                return as_text(given).strip(), None
            if self.unit == "choice":
                return self._choice(as_text(given)), None
            if self.is_list:
                return self._list(given, total_of)
            share = parse_percentage(given) if self.takes_shares else None
            if share is not None:
                return self._share(given, share, total_of)
            value = self._number(given)
            return value, self._note_of_a_point(given, value)
        except LiteralError as error:
            raise ParameterError(self.label, str(error)) from None

    def _note_of_a_point(self, given: Any, value: Fraction) -> str | None:
        """What a count was read as that may have been written with a point between thousands: 5.000."""
        if not self.is_steps or not isinstance(given, str):
            return None
        thousands, _, rest = given.strip().partition(".")
        if rest != "000" or not thousands.isdecimal() or len(thousands) > len(rest):
            return None
        return f"{self.symbol} = {given.strip()} was read as {value}; a point is a decimal point"

    def _number(self, given: Any) -> Fraction:
        if self.takes_parts and isinstance(given, Fraction) and given > 1:
            return parse_length(given)
        if self.unit in ("steps", "steps list"):
            return Fraction(parse_steps(given, least=self.least))
        if self.unit == "length":
            return parse_length(given)
        if self.unit == "whole number":
            return Fraction(parse_whole(given, least=self.least))
        if self.unit == "number":
            return parse_number(given)
        return parse_factor(given) if self.unit == "factor" else parse_rate(given)

    def _choice(self, given: str) -> str:
        if given in self.choices:
            return given
        near = nearest(given, self.choices)
        raise LiteralError(expected(" or ".join(self.choices), shown(given), near))

    def _list(
        self, given: Any, total_of: Callable[[str], Fraction]
    ) -> tuple[tuple[Fraction, ...], str | None]:
        items = parse_list(given) if isinstance(given, str) else given
        if len(items) > LONGEST_LIST:
            raise LiteralError(expected(f"up to {LONGEST_LIST} numbers", len(items)))
        shares = [parse_percentage(item) if self.share_of else None for item in items]
        read = [
            (self._number(item), None) if share is None else self._share(item, share, total_of)
            for item, share in zip(items, shares)
        ]
        return tuple(value for value, _ in read), "; ".join(note for _, note in read if note) or None

    def _share(
        self, given: Any, share: Fraction, total_of: Callable[[str], Fraction]
    ) -> tuple[Fraction, str | None]:
        """A percentage: of a total, rounded down to a whole step; of a maximum; of 1."""
        if self.share_of == ONE:
            return share, None
        kind, whole = ("a rate", "maximum") if self.unit == "rate" else ("a number of steps", "total")
        try:
            total = total_of(self.share_of or "")
        except KeyError:
            reason = f"{kind}, for there is no {whole} to take a percentage of"
            raise LiteralError(expected(reason, shown(given))) from None
        exact = share * total
        if self.unit == "rate":
            return parse_rate(exact), None
        steps = exact.numerator // exact.denominator
        if not self.least <= steps <= MOST_STEPS:
            raise LiteralError(
                expected(f"from {self.least} to 10^15 steps", f"{shown(given)}, which is {steps}")
            )
        if exact == steps:
            return Fraction(steps), None
        typed = as_text(given).strip()
        whole = "1 step" if total == 1 else f"{total} steps"
        note = f"{self.label} {typed} of {whole} is {float(exact):.15g}, rounded down to {steps}"
        return Fraction(steps), f"{note} (transformers rounds up)"

    def as_symbol(self, value: Fraction) -> Symbol:
        return Symbol(self.symbol, self.latex, value)


def rate(
    *options: str,
    symbol: str,
    latex: str,
    help: str,
    default: str | None = None,
    optional: bool = False,
) -> Any:
    """A learning rate: not negative, exact as typed."""
    return declared(Parameter(options, symbol, latex, "rate", help, default=default, optional=optional))


def factor(
    *options: str,
    symbol: str,
    latex: str,
    help: str,
    default: str | None = None,
    share_of: str | None = None,
    optional: bool = False,
) -> Any:
    """A factor without a unit: not negative, exact as typed."""
    return declared(Parameter(options, symbol, latex, "factor", help, 0, default, share_of, optional))


def whole_number(
    *options: str, symbol: str, latex: str, help: str, least: int = 1, optional: bool = False
) -> Any:
    """A whole number that counts no steps, `least` or more."""
    return declared(Parameter(options, symbol, latex, "whole number", help, least, optional=optional))


def number(*options: str, symbol: str, latex: str, help: str, default: str | None = None) -> Any:
    """A number without a unit that may be negative, exact as typed."""
    return declared(Parameter(options, symbol, latex, "number", help, default=default))


def steps(
    *options: str,
    symbol: str,
    latex: str,
    help: str,
    least: int = 1,
    share_of: str | None = None,
    default: str | None = None,
    optional: bool = False,
) -> Any:
    """A count of steps, `least` or more; `share_of` names the total that a percentage is taken of."""
    return declared(Parameter(options, symbol, latex, "steps", help, least, default, share_of, optional))


def length(*options: str, symbol: str, latex: str, help: str, share_of: str | None = None) -> Any:
    """A length in steps that need not be whole."""
    return declared(Parameter(options, symbol, latex, "length", help, share_of=share_of))


def several(
    *options: str,
    unit: str,
    help: str,
    symbol: str = "",
    latex: str = "",
    least: int = 0,
    share_of: str | None = None,
    optional: bool = False,
    takes_parts: bool = False,
) -> Any:
    """Several numbers between commas: `unit` is "rates" or "steps list", of which some may be shares."""
    more: dict[str, Any] = {"share_of": share_of, "optional": optional, "takes_parts": takes_parts}
    return declared(Parameter(options, symbol, latex, unit, help, least, **more))


def choice(*options: str, choices: tuple[str, ...], help: str, optional: bool = False) -> Any:
    """One word out of a set; the first is the default, unless it is `optional`: then None is."""
    default = None if optional else choices[0]
    return declared(
        Parameter(options, "", "", "choice", help, default=default, optional=optional, choices=choices)
    )


def flag(*options: str, help: str) -> Any:
    """Something that is so or not."""
    return declared(Parameter(options, "", "", "flag", help))


def declared(parameter: Parameter) -> Any:
    """The dataclass field of a parameter."""
    default: Any = MISSING
    if parameter.unit == "flag":
        default = False
    elif not parameter.is_required:
        default = parameter.default
    return field(default=default, metadata={KEY: parameter})


@cache
def parameters_of(kind: type[Any]) -> dict[str, Parameter]:
    """The parameters that a kind of policy declares, found once: a class makes thousands of policies."""
    return {item.name: item.metadata[KEY] for item in fields(kind) if KEY in item.metadata}
