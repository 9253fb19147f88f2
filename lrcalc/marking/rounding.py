"""Rounded too early: what η becomes where a quantity on the way to it was rounded before it was used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

from lrcalc.expression.estimate import estimate
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Node, Number
from lrcalc.expression.point import Point
from lrcalc.marking.agreement import agrees, within, within_a_unit
from lrcalc.marking.answer import Answer
from lrcalc.numbers.display import decimal_text
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Derivation

# The decimals to which people round on the way; and those that a calculator shows, which tell only where the
# answer has more figures.
PLACES = (3, 4, 5, 2, 6, 7, 8)
MOST_PLACES = 5
# A number with more decimals is not carried by anybody, be it irrational or not.
MOST_CARRIED = 12
LARGEST_ROUNDING = Fraction(1, 200)
# What is close is less than a tenth off: near 0 early rounding alone would let pass many times too much.
MOST_ERROR = Fraction(1, 10)
FEWEST_DIGITS = 2
# From so many digits on, rounding twice on the way explains a unit of the last one.
FEWEST_DIGITS_OFF = 4


class Rounding(NamedTuple):
    """A rounding: the id and the words for it, what the quantity was rounded to, what comes of it, and the
    key of the quantity, the first of two."""

    id: str
    what: str
    shown: str
    value: Real
    key: str


def early_rounding(answer: Answer, derivation: Derivation, key: str) -> Rounding | None:
    """The first rounding that reproduces an answer; None where none does."""
    return next(iter(early_roundings(answer, derivation, key)), None)


def early_roundings(answer: Answer, derivation: Derivation, key: str) -> list[Rounding]:
    """All roundings that reproduce an answer to its digits; where there is none, to a unit of the last."""
    if not may_be_close(answer, derivation[key]):
        return []
    if not _may_come_of_rounding(answer, derivation, key):
        return []
    places = [item for item in PLACES if item <= MOST_PLACES or item < answer.digits]
    found = list(_roundings(derivation, key, places))
    same = [item for item in found if agrees(answer, item.value) in ("exact", "correct", "truncated")]
    if same or answer.digits < FEWEST_DIGITS_OFF:
        return same
    return [item for item in found if within_a_unit(answer, item.value)]


def may_be_close(answer: Answer, value: Real) -> bool:
    """Whether an answer that does not agree is near enough to be called close at all."""
    if answer.value is None or answer.places is None or answer.digits < FEWEST_DIGITS:
        return False
    return within(answer.value, value, MOST_ERROR)


def _may_come_of_rounding(answer: Answer, derivation: Derivation, key: str) -> bool:
    """Whether an answer is no further off than twice what rounding each ratio to the fewest decimals does: a
    quick look in doubles, before each rounding is tried."""
    assert answer.value is not None
    phase, point = derivation.phase, derivation.point
    try:
        right, off = estimate(phase[key], point), 0.0
        for quantity in _ratios(derivation, key):
            about = Fraction(estimate(quantity, point))
            for rounded in (about - LARGEST_ROUNDING, about + LARGEST_ROUNDING):
                nodes: dict[Node, Node] = {quantity: Number(rounded)}
                off = max(off, abs(estimate(phase[key].replace(nodes), point) - right))
        return abs(float(answer.value) - right) <= 4 * off + 2 * float(answer.unit)
    except (ArithmeticError, ValueError):
        return True  # what doubles do not tell is to be tried


def _ratios(derivation: Derivation, key: str) -> list[Quantity]:
    """The ratios on the way to a quantity."""
    before = takewhile(lambda quantity: quantity.key != key, derivation.phase.quantities)
    return [quantity for quantity in before if quantity.unit == "ratio"]


def _roundings(derivation: Derivation, key: str, decimals: Sequence[int]) -> Iterator[Rounding]:
    phase, point = derivation.phase, derivation.point
    replaced: dict[tuple[Quantity, Decimal], Rounding] = {}
    ratios = _ratios(derivation, key)
    for quantity in ratios:
        value = quantity.real(point)
        if not _has_to_be_rounded(quantity, point):
            continue
        for places in decimals:
            (ending, words), rounded = _decimals(places), value.rounded(places)
            if rounded == 0 or (quantity, rounded) in replaced:
                continue
            nodes: dict[Node, Node] = {quantity: Number(Fraction(rounded))}
            result = phase[key].replace(nodes).real(point)
            name = f"the {quantity.name} was rounded to {words} before it was used"
            shown, id = f"{quantity.name} {decimal_text(rounded)}", f"{quantity.key}-to-{ending}"
            item = Rounding(id, name, shown, result, quantity.key)
            replaced[quantity, rounded] = item
            yield item
    yield from _both_rounded(derivation, key, ratios, decimals)


def _both_rounded(
    derivation: Derivation, key: str, ratios: list[Quantity], decimals: Sequence[int]
) -> Iterator[Rounding]:
    """Two quantities one after the other, each rounded to as many decimals."""
    if len(ratios) != 2 or not _has_to_be_rounded(ratios[0], derivation.point):
        return
    first, second = ratios
    phase, point = derivation.phase, derivation.point
    for places in decimals:
        rounded = first.real(point).rounded(places)
        then = second.replace({first: Number(Fraction(rounded))}).real(point).rounded(places)
        if rounded == 0 or then == 0:
            continue
        result = phase[key].replace({second: Number(Fraction(then))}).real(point)
        yield Rounding(
            f"{first.key}-to-{_decimals(places)[0]}",
            f"the {first.name} and the {second.name} were rounded to {_decimals(places)[1]} on the way",
            f"{first.name} {decimal_text(rounded)}, {second.name} {decimal_text(then)}",
            result,
            first.key,
        )


def _has_to_be_rounded(quantity: Quantity, point: Point) -> bool:
    """Whether a quantity has more decimals than anybody carries: a cosine mostly, a third, and soon γ^t."""
    value = quantity.exact(point)
    return value is None or (value * 10**MOST_CARRIED).denominator != 1


def _decimals(places: int) -> tuple[str, str]:
    return f"{places}-decimals", f"{places} decimals"
