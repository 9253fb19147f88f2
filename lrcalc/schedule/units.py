"""Lengths in epochs, tokens and samples: how many steps they are, and how a part of one is rounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from lrcalc.errors import ParameterError, ScheduleError, any_of, counted, expected, nearest
from lrcalc.numbers.literal import LiteralError, as_text, parse_length, parse_percentage, shown
from lrcalc.schedule.parameters import Parameter


class Unit(NamedTuple):
    """A unit of lengths. A step of a run is one of the optimizer's updates.

    names: what it may be called in a length, the shortest first; several: what many are called; heading: that
    of a column of them; example: a length.
    size: the field of `Units` that says how many of it a step is, or, where `is_of_steps`, how many steps one
    of it is.
    """

    names: tuple[str, ...]
    several: str
    heading: str
    example: str
    size: str
    is_of_steps: bool = False

    @property
    def pattern(self) -> str:
        """What finds a length in it within a text."""
        return rf"\d[kKMGBT]?\s*(?:{'|'.join(self.names)})\b"

    @property
    def lacking(self) -> str:
        """What is wrong with a length in it where its size is not said."""
        return f"expected the {self.size.replace('_', ' ')} with a length in {self.several}, got none"


EPOCHS = Unit(("ep", "epoch", "epochs"), "epochs", "Epoch", "30ep", "steps_per_epoch", is_of_steps=True)
TOKENS = Unit(("tok", "tokens"), "tokens", "Tokens", "2T tok", "tokens_per_step")
SAMPLES = Unit(("smp", "samples"), "samples", "Samples", "4M smp", "samples_per_step")
UNITS = (EPOCHS, TOKENS, SAMPLES)
BY_NAME = {name: unit for unit in UNITS for name in unit.names}
_MULTIPLES = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}
_LENGTH = re.compile(
    r"(?P<number>[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)(?P<multiple>[kKMGBT]?)\s*(?P<unit>[a-z]{2,})"
)


class Units(NamedTuple):
    """How many epochs, tokens or samples a step is, each None where it was not said; and the rounding.

    steps_per_epoch, tokens_per_step, samples_per_step: numbers above 0.
    rounding: floor, ceil, nearest (a half up) or none, which carries what need not be whole, and refuses
    the rest.
    """

    steps_per_epoch: Fraction | None = None
    tokens_per_step: Fraction | None = None
    samples_per_step: Fraction | None = None
    rounding: str = "floor"

    def steps(self, text: str) -> tuple[int, str] | None:
        """The steps that a text such as 2.4ep comes to, and a note where they were rounded; None where the
        text has no unit. Raises ScheduleError."""
        exact = self.exact(text)
        return None if exact is None else self.rounded(exact, text.strip())

    def exact(self, text: str) -> Fraction | None:
        """The steps that a text such as 2.4ep comes to, unrounded; None where the text has no unit. Raises
        ScheduleError."""
        match = _LENGTH.fullmatch(text.strip())
        if match is None:
            return None
        unit = BY_NAME.get(match["unit"])
        if unit is None:
            near = nearest(match["unit"], [unit.names[0] for unit in UNITS])
            known = any_of(unit.example for unit in UNITS)
            raise ScheduleError(
                expected(f"a number of steps such as 5000 or 5k, or {known}", shown(text), near)
            )
        per_step = self.per_step(unit)
        if per_step is None:
            raise ScheduleError(unit.lacking)
        return Fraction(match["number"].replace("_", "")) * _MULTIPLES[match["multiple"]] / per_step

    def in_parts(self, given: Any, is_list: bool, total: int | None = None) -> Any:
        """What is given with each length that has a unit, and each share of the total, as exact steps."""
        if isinstance(given, Fraction):
            return given
        parts = given if isinstance(given, list) else as_text(given).split(",") if is_list else [given]
        found = [self._in_part(part, total) for part in parts]
        return given if found == parts else found if is_list else found[0]

    def _in_part(self, given: Any, total: int | None) -> Any:
        if isinstance(given, Fraction):
            return given
        share = None if total is None else parse_percentage(given)
        exact = share * total if share is not None and total is not None else self.exact(as_text(given))
        return given if exact is None else exact

    def per_step(self, unit: Unit) -> Fraction | None:
        """How many of a unit a step is; None where that was not said."""
        size = getattr(self, unit.size)
        if size is None:
            return None
        return 1 / Fraction(size) if unit.is_of_steps else Fraction(size)

    def rounded(self, exact: Fraction, what: str) -> tuple[int, str]:
        """A length as whole steps, and a note where it was not one already. Raises ScheduleError."""
        if exact.denominator == 1:
            return int(exact), ""
        if self.rounding == "none":
            raise ScheduleError(expected("a whole number of steps", f"{what}, which is {_text(exact)}"))
        whole = {"floor": floor(exact), "ceil": ceil(exact)}.get(self.rounding, floor(exact + Fraction(1, 2)))
        how = {"floor": "down", "ceil": "up"}.get(self.rounding, "to the nearest")
        others = " (transformers rounds up)" if self.rounding == "floor" else ""
        return whole, f"{what} is {_text(exact)} steps, rounded {how} to {whole}{others}"

    def share(self, typed: Any, total: int) -> tuple[int, str] | None:
        """The steps that a percentage of a total comes to; None where it is none. Raises ScheduleError."""
        try:
            share = parse_percentage(typed)
        except LiteralError:
            return None
        return (
            None
            if share is None
            else self.rounded(share * total, f"{as_text(typed).strip()} of {counted(total, 'step')}")
        )


def in_steps(
    given: Mapping[str, Any], parameters: Mapping[str, Parameter], units: Units
) -> tuple[dict[str, Any], list[str]]:
    """The same parameters with all lengths in steps, and what there is to note. Raises ParameterError."""
    found, notes = dict(given), []
    for name, item in parameters.items():
        if item.unit not in ("steps", "steps list", "length") or found.get(name) is None:
            continue
        try:
            if (item.unit == "length" or item.takes_parts) and units.rounding == "none":
                found[name] = units.in_parts(found[name], item.is_list)  # it need not be whole
                continue
            texts = as_text(found[name]).split(",") if item.is_list else [as_text(found[name])]
            read = [units.steps(text) for text in texts]
        except ScheduleError as error:
            raise ParameterError(item.label, str(error)) from None
        if any(read):
            found[name] = ",".join(text if one is None else str(one[0]) for text, one in zip(texts, read))
            notes += [f"{item.label} {one[1]}" for one in read if one and one[1]]
    if units.rounding != "floor":
        notes += _round_shares(found, parameters, units)
    return found, notes


def _round_shares(found: dict[str, Any], parameters: Mapping[str, Parameter], units: Units) -> list[str]:
    """Put whole steps in place of percentages of a total, rounded as it was asked."""
    notes = []
    for name, item in parameters.items():
        whole = found.get(item.share_of or "")
        if found.get(name) is None or whole is None:
            continue
        try:
            total = int(parse_length(whole))
            if item.takes_parts and units.rounding == "none":
                found[name] = units.in_parts(found[name], item.is_list, total)
                continue
            texts = as_text(found[name]).split(",") if item.is_list else [as_text(found[name])]
            shares = [units.share(text, total) for text in texts]
        except LiteralError:
            continue  # the total itself cannot be read, which will be said
        except ScheduleError as error:
            raise ParameterError(item.label, str(error)) from None
        if any(shares):
            found[name] = ",".join(text if one is None else str(one[0]) for text, one in zip(texts, shares))
            notes += [f"{item.label} {one[1]}" for one in shares if one and one[1]]
    return notes


def _text(value: Fraction) -> str:
    return f"{float(value):.15g}"
