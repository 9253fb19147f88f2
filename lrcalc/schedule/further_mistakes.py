"""Mistakes that can be made with many policies, whatever is in their files: the rate left as it is, the
angle in gradians, a poor π, a cosine squared, everything halved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lrcalc.expression import PI, Node, Number, Symbol
from lrcalc.expression.functions import Cosine, Sine
from lrcalc.expression.nodes import Divide
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.mistakes import Mistake

GRADIANS = 200
POOR_PIS = {
    "pi-3": ("3", Fraction(3)),
    "pi-22-7": ("22/7", Fraction(22, 7)),
    "pi-3.1": ("3.1", Fraction(31, 10)),
}
RADIANS = "use radians: the angle is π times the progress"


def further_mistakes(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
    """The mistakes that can be made in a phase of a policy with those symbols."""
    yield from _kept(phase, symbols)
    if "cosine" in phase:
        yield from _in_a_cosine(phase)
    if "scale" in phase:
        yield from _in_a_scale(phase, symbols)


def _kept(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
    """The rate kept constant: the schedule was not applied."""
    eta = phase.quantities[-1]
    apply = "apply the schedule at every step"
    first = symbols.get("max") or symbols.get("lr")
    if first is not None:
        what = f"the rate was kept at {first.name}, as if there were no schedule"
        yield Mistake("kept-constant", what, apply, {eta: Number(first.value)})
        warmup = symbols.get("warmup")
        if warmup is not None and warmup.value and phase.first > warmup.value:
            what = f"the rate was kept at {first.name} after the warm-up"
            yield Mistake("kept-after-warmup", what, apply, {eta: Number(first.value)})
    lowest = symbols.get("min")
    if lowest is not None and lowest.value:
        what = f"the rate was kept at {lowest.name}"
        yield Mistake("kept-at-min", what, apply, {eta: Number(lowest.value)})


def _in_a_cosine(phase: Phase) -> Iterator[Mistake]:
    value = phase["cosine"]
    inner = value.expression
    if not isinstance(inner, Cosine):
        return
    kind: type[Cosine] = Sine if isinstance(inner, Sine) else Cosine

    def turned(angle: Node) -> dict[Node, Node]:
        return {value: kind(angle)}

    degrees = turned(inner.argument * PI / 180)
    yield Mistake("degrees", "the calculator was in degrees", RADIANS, degrees)
    gradians = turned(inner.argument * PI / GRADIANS)
    yield Mistake("gradians", "the calculator was in gradians", RADIANS, gradians)
    for name, (text, pi) in POOR_PIS.items():
        poor: dict[Node, Node] = {PI: Number(pi)}
        angle = inner.argument.replace(poor)
        yield Mistake(name, f"{text} was used for π", "use π to more digits", turned(angle))
    once = "take the cosine once"
    squared: dict[Node, Node] = {value: inner * inner}
    yield Mistake("cosine-squared", "the cosine was squared", once, squared)


def _in_a_scale(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
    scale, eta = phase["scale"], phase.quantities[-1]
    if scale.unit != "ratio":
        return
    squared: dict[Node, Node] = {scale: scale * scale}
    yield Mistake("scale-squared", "the scale factor was squared", "use the scale factor once", squared)
    if "min" not in symbols or "max" not in symbols or not symbols["min"].value:
        return
    divided = scale.expression
    if isinstance(divided, Divide) and isinstance(divided.right, Number) and divided.right.value == 2:
        halved = (symbols["min"] + (symbols["max"] - symbols["min"]) * (2 * scale)) / 2
        what = "all of η_min + (η_max − η_min) × (1 + cos) was divided by 2"
        whole: dict[Node, Node] = {eta: halved}
        yield Mistake("all-halved", what, "divide 1 + cos alone by 2, then add η_min", whole)
