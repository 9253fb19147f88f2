"""Calls of keras, flags of Megatron-LM and DeepSpeed's JSON that a schedule may be equal to."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.frameworks.written.taken import Call, Taken, arguments, compiles, real, text


def _keras(name: str, **given: Any) -> Call:
    # keras counts in whole numbers from a rate that has no point on
    given |= {name: real(given[name]) for name in ("initial_learning_rate", "warmup_target") if name in given}
    words = arguments(**given)
    code = f"import keras\n\nschedule = keras.optimizers.schedules.{name}({words})\n"
    return Call(code, None, code)


def keras_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    if x.goes_on:
        return None
    if x.policy in ("cosine", "warmup") and n.get("power") in (None, 1) and n.get("cycles") in (None, 1):
        if not n["max"]:
            return None
        given: dict[str, Any] = {"decay_steps": (x.total or 0) - w, "alpha": n["min"] / n["max"]}
        if w:
            return _keras(
                "CosineDecay",
                initial_learning_rate=x.start,
                **given,
                warmup_target=n["max"],
                warmup_steps=w,
            )
        return _keras("CosineDecay", initial_learning_rate=n["max"], **given)
    if w:
        return None
    if x.policy in ("polynomial", "linear") and Fraction(n.get("power") or 1).denominator == 1:
        return _keras(
            "PolynomialDecay", initial_learning_rate=n["max"], decay_steps=n["T"],
            end_learning_rate=n["min"], power=n.get("power") or 1,
        )  # fmt: skip
    if x.policy in ("exponential", "inverse-time"):
        if n.get("staircase") and not compiles(n["decay_steps"]):
            return None
        stairs = {"staircase": "True"} if n.get("staircase") else {}
        name = "ExponentialDecay" if x.policy == "exponential" else "InverseTimeDecay"
        rate = n["gamma"] if x.policy == "exponential" else n["decay_rate"]
        return _keras(
            name, initial_learning_rate=n["lr"], decay_steps=n.get("decay_steps") or 1,
            decay_rate=rate,
            **stairs,
        )  # fmt: skip
    if x.policy == "step" and compiles(n["step_size"]):
        return _keras(
            "ExponentialDecay", initial_learning_rate=n["lr"], decay_steps=n["step_size"],
            decay_rate=n["gamma"], staircase="True",
        )  # fmt: skip
    if x.policy == "piecewise" and not n["interpolate"] and all(at >= 1 for at in n["boundaries"]):
        boundaries = ", ".join(text(at - 1) for at in n["boundaries"])
        values = ", ".join(real(value) for value in n["values"])
        return _keras("PiecewiseConstantDecay", boundaries=f"[{boundaries}]", values=f"[{values}]")
    if x.policy == "multistep":
        steps = [ceil(at) for at in n["milestones"]]
        boundaries = ", ".join(str(at - 1) for at in sorted(set(steps)))
        drops = [0, *(sum(one <= at for one in steps) for at in sorted(set(steps)))]
        values = ", ".join(real(n["lr"] * n["gamma"] ** count) for count in drops)
        return _keras("PiecewiseConstantDecay", boundaries=f"[{boundaries}]", values=f"[{values}]")
    if x.policy == "restarts" and n["max"]:
        return _keras(
            "CosineDecayRestarts", initial_learning_rate=n["max"], first_decay_steps=n["T0"],
            t_mul=n["T_mult"], m_mul=n["peak_decay"], alpha=n["min"] / n["max"],
        )  # fmt: skip
    return None


def megatron_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    if x.policy == "wsd":
        return _megatron_wsd(x)
    style = {"cosine": "cosine", "warmup": "cosine", "linear": "linear", "fixed": "constant"}.get(x.policy)
    if style is None:
        return None
    top = n["lr"] if style == "constant" else n["max"]
    low = f" --min-lr {_flag(n['min'])}" if style != "constant" else ""
    start = f" --lr-warmup-init {_flag(x.start)}" if x.start else ""
    end = x.total or max(w, 1) * 10
    code = (
        f"--lr {_flag(top)}{low} --lr-decay-style {style} --lr-warmup-iters {w}{start} "
        f"--lr-decay-iters {end} --train-iters {end}"
    )
    return Call(f"{code}\n", None, code)


def _megatron_wsd(x: Taken) -> Call | None:
    n = x.numbers
    style = {"linear": "linear", "cosine": "cosine", "1-sqrt": "minus_sqrt"}.get(n["shape"])
    if style is None or n["warmup_shape"] != "linear":
        return None
    start = f" --lr-warmup-init {_flag(n['warmup_start'])}" if n["warmup_start"] else ""
    code = (
        f"--lr {_flag(n['max'])} --min-lr {_flag(n['min'])} --lr-decay-style WSD "
        f"--lr-warmup-iters {n['warmup'] or 0}{start} --lr-wsd-decay-style {style} "
        f"--lr-wsd-decay-iters {n['decay']} --lr-decay-iters {x.total} --train-iters {x.total}"
    )
    return Call(f"{code}\n", None, code)


def deepspeed_call(x: Taken) -> Call | None:
    # DeepSpeed takes no warm-up of 0 steps; a shorter one than 2 lasts for 2
    n, w = x.numbers, max(1, x.warmup)
    shape = '"warmup_type": "linear"'
    if x.policy == "fixed":
        params = (
            f'"warmup_min_lr": {_flag(x.start)}, "warmup_max_lr": {_flag(n["lr"])}, '
            f'"warmup_num_steps": {w}, {shape}'
        )
        kind, lr = "WarmupLR", n["lr"]
    elif x.policy == "linear":
        params = (
            f'"total_num_steps": {x.total}, "warmup_min_lr": {_flag(n["min"])}, '
            f'"warmup_max_lr": {_flag(n["max"])}, "warmup_num_steps": {w}, {shape}'
        )
        kind, lr = "WarmupDecayLR", n["max"]
    elif x.policy in ("cosine", "warmup") and n["max"]:
        params = (
            f'"total_num_steps": {x.total}, "warmup_min_ratio": {_flag(x.start / n["max"])}, '
            f'"warmup_num_steps": {w}, "cos_min_ratio": {_flag(n["min"] / n["max"])}, {shape}'
        )
        kind, lr = "WarmupCosineLR", n["max"]
    else:
        return None
    code = (
        f'{{"optimizer": {{"type": "AdamW", "params": {{"lr": {_flag(lr)}}}}},\n'
        f' "scheduler": {{"type": "{kind}", "params": {{{params}}}}}}}\n'
    )
    return Call(code, None, code)


def _flag(value: Any) -> str:
    """A number where a ratio cannot stand: the double, if it is no short decimal."""
    written = text(value)
    return repr(float(Fraction(value))) if "/" in written else written
