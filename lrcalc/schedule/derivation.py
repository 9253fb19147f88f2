"""How η is found at a step: the phase that the step lies in, and its named quantities in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lrcalc.expression import PI, Node, Quantity, Symbol, cosine
from lrcalc.expression.nodes import Subtract, contains
from lrcalc.expression.point import Point
from lrcalc.numbers.real import Real

# What a column is headed where no step of the derivation names it.
HEADINGS = {
    "phase": "Phase",
    "cosine": "Cosine Value",
    "scale": "Scale Factor",
    "learning_rate": "Learning Rate",
}
LAST_COLUMNS = ("cosine", "scale", "learning_rate")


def merged_columns(*columns: Iterable[str]) -> tuple[str, ...]:
    """Columns as one: the phase first, then others, and last those that many policies share."""
    keys = dict.fromkeys(key for part in columns for key in part)
    others = [key for key in keys if key not in ("phase", *LAST_COLUMNS)]
    return tuple(key for key in ("phase", *others, *LAST_COLUMNS) if key in keys)


def cosine_value(expression: Node) -> Quantity:
    """The step of a derivation that the document's table calls the cosine value."""
    return Quantity("cosine", "cosine value", r"\text{cosine}", HEADINGS["cosine"], expression)


def scale_factor(expression: Node, unit: str = "ratio") -> Quantity:
    """The step of a derivation that the document's table calls the scale factor."""
    return Quantity("scale", "scale factor", r"\text{scale}", HEADINGS["scale"], expression, unit)


def half_wave(progress: Node, falling: bool = True) -> tuple[Quantity, Node]:
    """Half a cosine wave over a progress from 0 to 1, a quotient: the cosine value, and the scale.

    The scale is (1 + cos)/2, from 1 down to 0, or (1 − cos)/2, up.
    """
    done, length = progress.children
    value = cosine_value(cosine(PI * done / length))
    return value, (1 + value if falling else 1 - value) / 2


def learning_rate(expression: Node) -> Quantity:
    """The last step of a derivation: η itself."""
    return Quantity("learning_rate", "η", r"\eta", HEADINGS["learning_rate"], expression, "rate")


# When a phase holds: formulas with relations between them, such as (STEP, "≤", W).
Condition = tuple[Node | str, ...]


class Phase:
    """A stretch of steps in which one formula holds.

    `first` and `last` are the steps it covers (`last` None: for ever), `quantities` the ordered
    steps of the derivation, the last one η. A policy of a single phase leaves name and condition empty.
    """

    def __init__(
        self,
        first: int,
        last: int | None,
        quantities: tuple[Quantity, ...],
        name: str = "",
        condition: Condition = (),
    ) -> None:
        self.first = first
        self.last = last
        self.quantities = quantities
        self.name = name
        self.condition = condition

    def __getitem__(self, key: str) -> Quantity:
        for quantity in self.quantities:
            if quantity.key == key:
                return quantity
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        return any(quantity.key == key for quantity in self.quantities)


def scale_meanings(phases: Iterable[Phase]) -> set[tuple[str, bool]]:
    """What the scale factor of each phase that has one means: its unit, and whether it is taken off."""
    found = [(phase["scale"], phase.quantities[-1]) for phase in phases if "scale" in phase]
    return {(scale.unit, _is_taken_off(eta, scale)) for scale, eta in found}


def _is_taken_off(node: Node, part: Node) -> bool:
    """Whether a part of a formula stands behind a minus."""

    def is_in(inner: Node) -> bool:
        return contains(inner, lambda one: one is part)

    if isinstance(node, Subtract) and is_in(node.right):
        return not _is_taken_off(node.right, part)
    return any(_is_taken_off(child, part) for child in node.children if is_in(child))


class Symbols:
    """The parameters of a policy as the symbols of its formula, by the name of their field."""

    def __init__(self, symbols: dict[str, Symbol]) -> None:
        self.__dict__.update(symbols)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Symbol: ...


class Derivation:
    """How η is found at one step: the phase, then each named quantity in order."""

    def __init__(self, step: int, point: Point, phase: Phase) -> None:
        self.step = step
        self.point = point
        self.phase = phase

    def __getitem__(self, key: str) -> Real:
        return self.phase[key].real(self.point)

    def __contains__(self, key: str) -> bool:
        return key in self.phase

    def __iter__(self) -> Iterator[str]:
        """The keys of the quantities, in order."""
        return (quantity.key for quantity in self.phase.quantities)

    def __repr__(self) -> str:
        values = (f"{key}={self[key].double()!r}" for key in self)
        return f"<t = {self.step}: {', '.join(values)}>"

    @property
    def learning_rate(self) -> Real:
        return self.phase.quantities[-1].real(self.point)

    def __float__(self) -> float:
        return self.learning_rate.double()
