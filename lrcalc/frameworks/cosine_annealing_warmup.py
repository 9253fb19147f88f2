"""cosine_annealing_warmup: CosineAnnealingWarmupRestarts, whose rates are its own and not the optimizer's."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import STEP, Node, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import fall, line, number, share, since, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import relation

# Cycles that have each a length of their own are written out up to this update.
WRITTEN_OUT = 1_000_000
MOST_CYCLES = 200


def warmup_restarts(a: Arguments) -> Target:
    first, warm = a.steps("first_cycle_steps", 1), a.steps("warmup_steps")
    low, mult = a.rate("min_lr"), a.rate("cycle_mult")
    if warm >= first and not a.missing:
        refuse("warmup_steps below first_cycle_steps, as it asserts", str(warm), a.line)
    a.note("the rates are max_lr and min_lr, whatever the optimizer's rate; a cycle counts its warm-up")
    end = None
    if mult == 1:
        pieces = _of_one_length(a, first, warm)
    else:
        pieces, end = _of_many(a, first, warm, float(mult))
    if not warm:
        a.note("its first rate is min_lr, which it sets when it is made")
        later = [piece._replace(first=max(1, piece.first)) for piece in pieces]
        pieces = [Piece(0, number(low), "first"), *later]
    return Formula(pieces, end)


def _of_one_length(a: Arguments, length: int, warm: int) -> list[Piece]:
    cycle = whole(share(0, length))
    within = STEP - number(length) * cycle
    top, gamma = number(a.rate("max_lr")), a.rate("gamma")
    top = top if gamma == 1 else top * power(number(gamma), cycle)
    rising, falling = _legs(top, a.rate("min_lr"), within, warm, length)
    rate = relation(within, "<", number(warm)).choose(rising, falling) if warm else falling
    return [Piece(0, rate, "cycles", Fraction(0))]


def _of_many(a: Arguments, length: int, warm: int, mult: float) -> tuple[list[Piece], int]:
    """The cycles one by one, and their last step: what is left after a warm-up is multiplied and cut off."""
    top, low, gamma = a.rate("max_lr"), a.rate("min_lr"), a.rate("gamma")
    begin, found = 0, []
    for _ in range(MOST_CYCLES):
        rising, falling = _legs(number(top), low, since(begin), warm, length)
        found += [Piece(begin, rising, "warm-up")] if warm else []
        found.append(Piece(begin + warm, falling, "cosine"))
        begin, top = begin + length, top * gamma
        length = int((length - warm) * mult) + warm
        if length <= warm or begin > WRITTEN_OUT:
            break
    a.note(f"the cycles are read up to update {begin - 1}")
    return found, begin - 1


def _legs(top: Node, low: Fraction, within: Node, warm: int, length: int) -> tuple[Node, Node]:
    """The two legs of a cycle, of the steps within it."""
    falling = fall(top, low, wave((within - number(warm)) / number(length - warm)))
    return line(low, top, within / number(max(1, warm))), falling


CALLS = (
    Call(
        "cosine_annealing_warmup",
        "CosineAnnealingWarmupRestarts",
        "optimizer, first_cycle_steps, cycle_mult=1.0, max_lr=0.1, min_lr=0.001, warmup_steps=0, gamma=1.0, "
        "last_epoch=-1",
        warmup_restarts,
    ),
)
