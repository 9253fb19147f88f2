"""fastai: the fits of a learner, whose progress is the share of all updates."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.shapes import fall, number, share, swell, wave
from lrcalc.frameworks.call.target import Chain, Formula, Named, Piece, Target

# So many cycles no run has.
MOST_CYCLES = 60


def _total(a: Arguments) -> int:
    """The updates of all epochs: set beside the text, or an epoch's times the epochs."""
    return a.steps("total_steps", 1)


def _top(a: Arguments, name: str) -> Fraction:
    if not a.given(name):
        a.missing.add(name, a.line, "--lr 0.001")
        return Fraction(1)
    rates = a.numbers(name) or [a.number(name)]
    if len(rates) > 1:
        a.note(f"slice: read is the last group of layers, whose rate is {float(rates[-1]):g}")
    return rates[-1]


def one_cycle(a: Arguments) -> Target:
    total, top, share_up = _total(a), _top(a, "lr_max"), a.rate("pct_start")
    first, last = top / a.rate("div"), top / a.rate("div_final")
    up = share_up * total
    a.note("fastai ends at lr_max/div_final, not at a share of the first rate, one update past the last")
    pieces = [Piece(0, number(first) + number(top - first) * swell(share(0, up)), "up")] if up else []
    begin = ceil(up)
    pieces.append(Piece(begin, fall(top, last, wave(share(up, max(Fraction(1), total - up)))), "down"))
    return Formula([*pieces, Piece(total, number(last), "end")])


def flat_cos(a: Arguments) -> Target:
    total, top = _total(a), _top(a, "lr")
    last, flat = top / a.rate("div_final"), a.rate("pct_start") * total
    falling = fall(top, last, wave(share(flat, max(Fraction(1), total - flat))))
    return Formula(
        [
            Piece(0, number(top), "flat"),
            Piece(ceil(flat), falling, "cosine"),
            Piece(total, number(last)),
        ]
    )


def sgdr(a: Arguments) -> Target:
    """Waves down from lr_max to 0, each so many times as long as the one before."""
    every, top = a.steps("steps_per_epoch", 1), _top(a, "lr_max")
    cycles, length, mult = a.steps("n_cycles", 1), a.steps("cycle_len", 1), a.steps("cycle_mult", 1)
    found = {"max": top, "T0": length * every, "T_mult": mult}
    total = every * length * sum(mult**n for n in range(min(cycles, MOST_CYCLES)))
    return Chain([Named("restarts", found), Named("fixed", {"lr": Fraction(0)})], [total])


def fine_tune(a: Arguments) -> Target:
    """One frozen cycle of freeze_epochs, then the epochs at half the rate."""
    a.note(
        "read is the cycle of the frozen epochs, then that of all layers at half the rate for the last ones"
    )
    every, base = a.steps("steps_per_epoch", 1), a.rate("base_lr")
    first, epochs = a.steps("freeze_epochs"), a.steps("epochs", 1)
    parts = []
    for length, top, share_up, div in (
        (first * every, base, Fraction(99, 100), Fraction(25)),
        (epochs * every, base / 2, a.rate("pct_start"), a.rate("div")),
    ):
        values = {
            "lr_max": top,
            "div": div,
            "pct_start": share_up,
            "total_steps": Fraction(length),
            "n_epoch": 1,
        }
        parts.append(one_cycle(Arguments(ONE, values, None, a.missing, a.line)))
    return Chain(parts, [first * every]) if first else parts[1]


ONE = Call(
    "fastai",
    "fit_one_cycle",
    "n_epoch, lr_max=None, div=25.0, div_final=100000.0, pct_start=0.25, wd=None, moms=None, cbs=None, "
    "reset_opt=False, start_epoch=0, total_steps=None",
    one_cycle,
)
CALLS = (
    ONE,
    Call(
        "fastai",
        "fit_flat_cos",
        "n_epoch, lr=None, div_final=100000.0, pct_start=0.75, wd=None, cbs=None, reset_opt=False, "
        "start_epoch=0, total_steps=None",
        flat_cos,
    ),
    Call(
        "fastai",
        "fit_sgdr",
        "n_cycles, cycle_len, lr_max=None, cycle_mult=2, cbs=None, reset_opt=False, wd=None, start_epoch=0, "
        "steps_per_epoch=None",
        sgdr,
    ),
    Call(
        "fastai",
        "fine_tune",
        "epochs, base_lr=0.002, freeze_epochs=1, lr_mult=100, pct_start=0.3, div=5.0, steps_per_epoch=None",
        fine_tune,
    ),
)
