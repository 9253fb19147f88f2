"""timm.scheduler: the classes count t, which is an epoch unless t_in_epochs=False."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.expression import STEP, Node, power, tanh
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import fall, number, raised, share, since, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.timm_wsd import EPOCHS, ramp, wsd

UNDER = "without warmup_prefix the decay runs under the warm-up, and the highest rate is never used"
MOST_CYCLES = 200


def _begin(a: Arguments) -> int:
    """The step that the decay counts from."""
    return a.steps("warmup_t") if a.flag("warmup_prefix") else 0


def _check(a: Arguments) -> None:
    if a.given("noise_range_t"):
        refuse("a schedule without noise", "noise_range_t, which is random", a.line)
    if a.flag("t_in_epochs"):
        a.note(EPOCHS)
    if a.steps("warmup_t") and not a.flag("warmup_prefix"):
        a.note(UNDER)


def _cycles(a: Arguments, shape: Callable[[Fraction, Node, Fraction], Node]) -> list[Piece]:
    """The cycles from the end of the warm-up on, each a piece, and lr_min after the last.

    `shape` gives the rate of a cycle from its highest rate, the steps since it began, and its length.
    """
    _check(a)
    lr, low, first = a.lr, a.rate("lr_min"), a.number("t_initial")
    mult, shrink, limit = a.number("cycle_mul"), a.number("cycle_decay"), a.steps("cycle_limit")
    if first <= 0 or mult < 1:
        refuse("t_initial above 0 and cycle_mul of 1 or more", f"{first} and {mult}", a.line)
    if limit > MOST_CYCLES:
        refuse(f"cycle_limit up to {MOST_CYCLES}", limit, a.line)
    begin, warm, pieces = _begin(a), a.steps("warmup_t"), []
    start, length, top = Fraction(begin), first, lr
    for _ in range(limit):
        if start > 10**16:
            break
        at = ceil(start)
        if start + length > warm:
            pieces.append(Piece(max(at, warm), shape(top, since(start), length), "decay"))
        start, length, top = start + length, length * mult, top * shrink
    end = Piece(max(ceil(start), warm), number(low), "end")
    return [*pieces, end]


def cosine(a: Arguments) -> Target:
    low, k = a.rate("lr_min"), a.number("k_decay")

    def shape(top: Fraction, position: Node, length: Fraction) -> Node:
        return fall(top, low, wave(_slowed(position, length, k)))

    pieces = [*ramp(a, a.lr), *_cycles(a, shape)]
    return _plainly(a, "cosine", {}) if k == 1 and _is_plain(a) else Formula(pieces)


def polynomial(a: Arguments) -> Target:
    low, k, exponent = a.rate("lr_min"), a.number("k_decay"), a.number("power")

    def shape(top: Fraction, position: Node, length: Fraction) -> Node:
        return fall(top, low, raised(1 - _slowed(position, length, k), exponent))

    pieces = [*ramp(a, a.lr), *_cycles(a, shape)]
    if k == 1 and exponent > 0 and _is_plain(a):
        return _plainly(a, "polynomial", {"power": exponent})
    return Formula(pieces)


def tanh_decay(a: Arguments) -> Target:
    low, lower, upper = a.rate("lr_min"), a.number("lb"), a.number("ub")

    def shape(top: Fraction, position: Node, length: Fraction) -> Node:
        progress = position / number(length)
        argument = number(lower) * (1 - progress) + number(upper) * progress
        return fall(top, low, (1 - tanh(argument)) / 2)

    pieces = _cycles(a, shape)
    warm = a.steps("warmup_t")
    if not warm:
        return Formula(pieces)
    if a.flag("warmup_prefix"):
        return Formula([*ramp(a, a.lr), *pieces])
    # the warm-up goes up to the rate that the decay has at its end
    under = [piece for piece in pieces if piece.first <= warm][-1].rate
    reached = replace_together([under], {STEP: number(warm)})[under]
    rising = number(a.rate("warmup_lr_init")) + (reached - number(a.rate("warmup_lr_init"))) * share(0, warm)
    return Formula([Piece(0, rising, "warm-up"), *pieces])


def _slowed(position: Node, length: Fraction, k: Fraction) -> Node:
    progress = position / number(length)
    return progress if k == 1 else power(progress, number(k))


def _is_plain(a: Arguments) -> bool:
    """Whether it is one decay after the warm-up."""
    warm, length = a.steps("warmup_t"), a.number("t_initial")
    whole_length = length.denominator == 1
    return bool(whole_length and a.steps("cycle_limit") == 1 and (not warm or a.flag("warmup_prefix")))


def _plainly(a: Arguments, policy: str, more: dict[str, Any]) -> Target:
    warm, low = a.steps("warmup_t"), a.rate("lr_min")
    before: dict[str, Any] = {"warmup": warm} if warm else {}
    if warm and a.rate("warmup_lr_init"):
        before["warmup_start"] = a.rate("warmup_lr_init")
    total = warm + int(a.number("t_initial"))
    return Named(policy, {"max": a.lr, **({"min": low} if low else {}), "T": total, **more}, before)


def step(a: Arguments) -> Target:
    _check(a)
    length, rate, begin, warm = a.number("decay_t"), a.rate("decay_rate"), _begin(a), a.steps("warmup_t")
    if length <= 0:
        refuse("decay_t above 0", length, a.line)
    if length.denominator == 1 and (begin == warm):
        before = {"warmup": warm, "warmup_start": a.rate("warmup_lr_init")} if warm else {}
        return Named("step", {"lr": a.lr, "step_size": int(length), "gamma": rate}, before)
    drops = whole(share(begin, length))
    return Formula([*ramp(a, a.lr), Piece(warm, number(a.lr) * power(rate, drops), "decay", Fraction(0))])


def multistep(a: Arguments) -> Target:
    _check(a)
    rate, begin, warm, lr = a.rate("decay_rate"), _begin(a), a.steps("warmup_t"), a.lr
    given = a.numbers("decay_t")
    a.note("timm drops one step before the milestone")
    pieces = [*ramp(a, lr), Piece(warm, number(lr), "drops 0")]
    named = [ceil(item - 1 + begin) for item in given]
    if not warm and all(item > 0 for item in named) and named and given == sorted(given):
        return Named("multistep", {"lr": lr, "gamma": rate, "milestones": named})
    if given != sorted(given):
        a.note("timm bisects the milestones, which are not in order, as if they were")
    for at, item in sorted(zip(named, given)):
        drops = bisect_right(given, item)
        pieces.append(Piece(max(at, warm), number(lr * rate**drops), f"drops {drops}"))
    return Formula(pieces)


NOISE = "t_in_epochs=True, noise_range_t=None, noise_pct=0.67, noise_std=1.0, noise_seed=42"
WARM = "warmup_t=0, warmup_lr_init=0.0"
CYCLE = f"lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, {WARM}, warmup_prefix=False, {NOISE}"
END = "initialize=True"


def _call(name: str, parameters: str, target: object) -> Call:
    return Call("timm", name, f"optimizer, {parameters}", target, clock="epochs")  # type: ignore[arg-type]


CALLS = (
    _call("CosineLRScheduler", f"t_initial, {CYCLE}, k_decay=1.0, {END}", cosine),
    _call("PolyLRScheduler", f"t_initial, power=0.5, {CYCLE}, k_decay=1.0, {END}", polynomial),
    _call("TanhLRScheduler", f"t_initial, lb=-7.0, ub=3.0, {CYCLE}, {END}", tanh_decay),
    _call("StepLRScheduler", f"decay_t, decay_rate=1.0, {WARM}, warmup_prefix=True, {NOISE}, {END}", step),
    _call(
        "MultiStepLRScheduler",
        f"decay_t, decay_rate=1.0, {WARM}, warmup_prefix=True, {NOISE}, {END}",
        multistep,
    ),
    _call(
        "WSDLRScheduler",
        "t_initial, decay_t, lr_min=0.0, stable_fn=constant, stable_timescale=None, stable_power=0.5, "
        f"decay_fn=1-sqrt, decay_power=0.5, decay_ratio=0.1, {WARM}, {NOISE}, {END}",
        wsd,
    ),
)
