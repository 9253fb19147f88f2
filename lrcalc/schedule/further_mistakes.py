"""Mistakes that can be made with many policies, whatever is in their files: the rate left as it is, the
angle in gradians, a poor π, a cosine squared, everything halved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lrcalc.errors import counted
from lrcalc.expression import PI, Node, Number, Symbol
from lrcalc.expression.choice import Maximum
from lrcalc.expression.functions import Cosine, Sine
from lrcalc.expression.nodes import Divide, Multiply, contains
from lrcalc.schedule.bounded import total_mistakes
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.mistakes import Mistake, Rounded

GRADIANS = 200
# The decimals to which an angle is rounded, and a progress.
ANGLE_PLACES = (2, 1)
PROGRESS_PLACES = 2
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
        yield from _in_a_cosine(phase, symbols)
    if "scale" in phase:
        yield from _in_a_scale(phase, symbols)
    total = symbols.get("T")
    if total is not None and _contains(phase.quantities[-1], total):
        yield from total_mistakes(total)


def _contains(formula: Node, part: Node) -> bool:
    return contains(formula, lambda one: one is part)


def _kept(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
    """The rate kept constant: the schedule was not applied."""
    eta = phase.quantities[-1]
    apply = "apply the schedule at every step"
    first = symbols.get("max") or symbols.get("lr")
    if first is not None:
        what = f"the rate was kept at {first.name}, as if there were no schedule"
        yield Mistake("kept-constant", what, apply, {eta: Number(first.value)}, keeps=True)
        warmup = symbols.get("warmup")
        if warmup is not None and warmup.value and phase.first > warmup.value:
            what = f"the rate was kept at {first.name} after the warm-up"
            yield Mistake("kept-after-warmup", what, apply, {eta: Number(first.value)}, keeps=True)
    lowest = symbols.get("min")
    if lowest is not None and lowest.value:
        what = f"the rate was kept at {lowest.name}"
        yield Mistake("kept-at-min", what, apply, {eta: Number(lowest.value)}, keeps=True)


def _in_a_cosine(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
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
    # past half-way, where it is negative
    positive: dict[Node, Node] = {value: Maximum(inner, -inner)}
    lost = "the minus sign of the cosine was lost"
    yield Mistake("cosine-sign-lost", lost, "past half-way the cosine is negative", positive)
    for places in ANGLE_PLACES:
        decimals = counted(places, "decimal")
        what = f"the angle was rounded to {decimals} before its cosine was taken"
        rounded = turned(Rounded(inner.argument, places))
        yield Mistake(f"angle-to-{places}-decimals", what, "carry it unrounded", rounded)
    yield from _in_an_angle(value, inner.argument, kind, symbols.get("T0"))


def _in_an_angle(value: Node, angle: Node, kind: type[Cosine], cycle: Symbol | None) -> Iterator[Mistake]:
    """In π × what is done / how long it takes: brackets in the wrong place, a quotient rounded."""
    if not (isinstance(angle, Divide) and isinstance(angle.left, Multiply) and angle.left.left is PI):
        return
    done, length = angle.left.right, angle.right
    repair = "take the cosine of π times the progress"
    for name, what, variant in (
        ("cosine-of-pi", "cos(π) was multiplied by the progress", kind(PI) * done / length),
        (
            "progress-to-2-decimals",
            "the progress was rounded to 2 decimals before it was used",
            kind(PI * Rounded(done / length, PROGRESS_PLACES)),
        ),
    ):
        replacement: dict[Node, Node] = {value: variant}
        yield Mistake(name, what, repair, replacement)
    for item in total_mistakes(cycle) if cycle is not None else ():
        # what is divided by, and not where a cycle begins
        divided: dict[Node, Node] = {value: kind(PI * done / length.replace(item.replacements))}
        yield item.changed(replacements=divided)


def _in_a_scale(phase: Phase, symbols: Mapping[str, Symbol]) -> Iterator[Mistake]:
    scale, eta = phase["scale"], phase.quantities[-1]
    if scale.unit != "ratio":
        return
    squared: dict[Node, Node] = {scale: scale * scale}
    yield Mistake("scale-squared", "the scale factor was squared", "use the scale factor once", squared)
    if "min" not in symbols or "max" not in symbols or not symbols["min"].value:
        return
    low, high = symbols["min"], symbols["max"]
    if _contains(eta, low):
        twice: dict[Node, Node] = {eta: eta.expression + low}
        yield Mistake("min-twice", "η_min was added twice", "add η_min once, at the end", twice)
    if eta.expression.children and eta.expression.children[0] is low:
        added: dict[Node, Node] = {eta: low + (high + low) * scale}
        what = "η_max + η_min was scaled instead of the range"
        yield Mistake("range-added", what, "scale η_max − η_min", added)
        taken_off: dict[Node, Node] = {eta: (high - low) * scale - low}
        yield Mistake("min-subtracted", "η_min was subtracted", "add η_min at the end", taken_off)
    divided = scale.expression
    if isinstance(divided, Divide) and isinstance(divided.right, Number) and divided.right.value == 2:
        halved = (low + (high - low) * (2 * scale)) / 2
        what = "all of η_min + (η_max − η_min) × (1 + cos) was divided by 2"
        whole: dict[Node, Node] = {eta: halved}
        yield Mistake("all-halved", what, "divide 1 + cos alone by 2, then add η_min", whole)
