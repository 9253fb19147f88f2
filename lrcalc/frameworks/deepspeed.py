"""The scheduler of DeepSpeed's JSON: warm-ups, logarithmic and one update late, one cycle, a range test."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.errors import nearest
from lrcalc.expression import STEP, Node
from lrcalc.frameworks.call.nodes import logarithm, whole
from lrcalc.frameworks.call.shapes import fall, line, number, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse, refuse_word

TYPES = ("WarmupLR", "WarmupDecayLR", "WarmupCosineLR", "OneCycle", "LRRangeTest")


def deepspeed(c: Config) -> Target:
    kind = c.text("scheduler.type")
    if kind != "warmupcosinelr" and c.has("optimizer.params.lr"):
        c.note("the scheduler has rates of its own: the optimizer's lr is not used")
    if kind in ("onecycle", "lrrangetest"):
        c.note("OneCycle and LRRangeTest count t, and are not late as DeepSpeed's warm-ups are")
    else:
        c.note("DeepSpeed is one update late: its clock shows max(0, t − 1)")
    if kind == "warmuplr":
        return _warmup(c, None)
    if kind == "warmupdecaylr":
        return _warmup(c, c.total("params.total_num_steps", ask="total_num_steps"))
    if kind == "warmupcosinelr":
        return _warmup_cosine(c)
    if kind == "onecycle":
        return _one_cycle(c)
    if kind == "lrrangetest":
        return _range_test(c)
    refuse_word(kind, TYPES, c.line("type"))


def _auto(c: Config, name: str, default: object = None) -> Fraction:
    """A parameter of the scheduler; "auto" is a value that transformers fills in."""
    if c.text(f"scheduler.params.{name}") == "auto":
        c.missing.add(name, c.line(name))
        return Fraction(1)
    return c.number(f"scheduler.params.{name}", default=default)


def _ramp(c: Config, warm: int) -> Node:
    """The share of the warm-up that is over at update t from 1 on: ln t/ln W or (t − 1)/W."""
    if c.text("params.warmup_type", default="log") == "linear":
        return share(1, warm)
    c.note("the warm-up is logarithmic")
    return logarithm(STEP) / logarithm(number(warm))


def _whole(c: Config, name: str, default: int) -> int:
    """A number of steps that DeepSpeed wants as a whole one above 0."""
    value = _auto(c, name, default)
    if value < 1 or value.denominator != 1 or not str(c.raw(f"scheduler.params.{name}") or 1).isdecimal():
        given = str(c.raw(f"scheduler.params.{name}"))
        refuse(
            f"{name} as a whole number from 1 on, as DeepSpeed raises an error for another",
            given,
            c.line(name),
        )
    return int(value)


def _warmup_steps(c: Config) -> int:
    steps = _whole(c, "warmup_num_steps", 1000) if c.text("params.warmup_num_steps") != "auto" else 1
    if steps == 1:
        if c.text("params.warmup_num_steps") == "auto":
            c.missing.add("warmup_num_steps", c.line("warmup_num_steps"))
        else:
            c.note("a warm-up of 1 update is one of 2 to DeepSpeed")
    return max(2, steps)


def _warmup(c: Config, total: int | None) -> Target:
    low, top = _auto(c, "warmup_min_lr", 0), _auto(c, "warmup_max_lr", Fraction(1, 1000))
    if not c.has("scheduler.params.warmup_max_lr"):
        c.note(
            "without warmup_max_lr the rate goes to 0.001, whatever the optimizer says; "
            "in DeepSpeed 0.19, to that of the optimizer"
        )
    warm = _warmup_steps(c)
    pieces = [Piece(0, number(low), "warm-up"), Piece(1, line(low, top, _ramp(c, warm)), "warm-up")]
    if total is None:
        return Formula([*pieces, Piece(warm + 1, number(top), "stable")])
    if total <= warm:
        return Formula([*pieces, Piece(warm + 1, number(low), "end")])
    left = (number(total + 1) - STEP) / number(total - warm)
    return Formula(
        [*pieces, Piece(warm + 1, fall(top, low, left), "decay"), Piece(total + 1, number(low), "end")]
    )


def _warmup_cosine(c: Config) -> Target:
    lr = c.rate("optimizer.params.lr", default=Fraction(1, 1000))
    total = c.total("params.total_num_steps", ask="total_num_steps")
    first, end = _auto(c, "warmup_min_ratio", 0), _auto(c, "cos_min_ratio", Fraction(1, 10000))
    warm = _warmup_steps(c)
    pieces = [
        # before its first step DeepSpeed sets 0, whatever the ratio is
        Piece(0, number(0), "warm-up"),
        Piece(1, line(lr * first, lr, _ramp(c, warm)), "warm-up"),
    ]
    c.note("the cosine leg is not late, the warm-up is: a linear warm-up never reaches the peak")
    length = max(1, total - warm)
    falling = fall(lr, lr * end, wave(share(warm, length)))
    return Formula(
        [
            *pieces,
            Piece(warm + 1, falling, "cosine"),
            Piece(max(warm + 1, warm + length), number(lr * end), "end"),
        ]
    )


def _one_cycle(c: Config) -> Target:
    low, top = _auto(c, "cycle_min_lr"), _auto(c, "cycle_max_lr")
    up = int(_auto(c, "cycle_first_step_size", 2000))
    down = int(_auto(c, "cycle_second_step_size", up))
    rate, every = _auto(c, "decay_lr_rate", 0), _auto(c, "decay_step_size", 0)
    if up < 1:
        refuse("cycle_first_step_size above 0", up, c.line("cycle_first_step_size"))
    stairs = Fraction(0)
    if c.has("cycle_first_stair_count"):
        stairs = _auto(c, "cycle_first_stair_count")
    stairs_down = _auto(c, "cycle_second_stair_count") if c.has("cycle_second_stair_count") else stairs
    pieces = [Piece(0, line(low, top, _stairs(share(0, up), stairs)), "up")]
    if down:
        pieces.append(Piece(up, fall(top, low, _stairs(1 - share(up, down), stairs_down)), "down"))
    if rate == 0 or every == 0:
        return Formula([*pieces, Piece(up + down, number(low), "end")])
    tail = number(low) / (1 + number(rate) * share(up + down, every))
    return Formula([*pieces, Piece(up + down, tail, "decay")])


def _stairs(progress: Node, count: Fraction) -> Node:
    """A share that goes up in so many stairs; smoothly where that is 0."""
    return whole(progress * number(count)) / number(count) if count else progress


def _range_test(c: Config) -> Target:
    first, every = (
        _auto(c, "lr_range_test_min_lr", Fraction(1, 1000)),
        _whole(c, "lr_range_test_step_size", 2000),
    )
    rate = _auto(c, "lr_range_test_step_rate", 1)
    progress: Node = share(0, every)
    if c.flag("params.lr_range_test_staircase"):
        progress = whole(progress)
    return Formula([Piece(0, number(first) * (1 + number(rate) * progress))])


LAYOUTS = (
    Layout(
        "DeepSpeed",
        "scheduler",
        lambda c: c.has("scheduler.type") and nearest(c.text("scheduler.type"), TYPES, 0.8) is not None,
        deepspeed,
    ),
)
