"""Calls of optax and keras, flags of Megatron-LM and DeepSpeed's JSON that a schedule may be equal to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.frameworks.taken import Call, Taken, arguments, real, text


def _simple(module: str, name: str, **given: Any) -> Call:
    if module != "optax":
        # keras counts in whole numbers from a rate that has no point on
        given |= {
            name: real(given[name]) for name in ("initial_learning_rate", "warmup_target") if name in given
        }
    words = arguments(**given)
    start = "import optax" if module == "optax" else "import keras"
    code = f"{start}\n\nschedule = {module}.{name}({words})\n"
    return Call(code, None, code)


def optax_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    if x.goes_on:
        return None
    if x.policy == "fixed":
        if not w:
            return _simple("optax", "constant_schedule", value=n["lr"])
        return _simple(
            "optax", "warmup_constant_schedule", init_value=x.start, peak_value=n["lr"], warmup_steps=w
        )
    if x.policy == "linear" and not w:
        return _simple(
            "optax", "linear_schedule", init_value=n["max"], end_value=n["min"], transition_steps=n["T"]
        )
    if x.policy == "polynomial" and not w:
        return _simple(
            "optax", "polynomial_schedule", init_value=n["max"], end_value=n["min"], power=n["power"],
            transition_steps=n["T"],
        )  # fmt: skip
    if x.policy in ("cosine", "warmup") and n.get("cycles") in (None, 1) and n["max"]:
        power = {"exponent": n["power"]} if n.get("power") not in (None, 1) else {}
        return _simple(
            "optax", "warmup_cosine_decay_schedule", init_value=x.start, peak_value=n["max"], warmup_steps=w,
            decay_steps=x.total, end_value=n["min"], **power,
        )  # fmt: skip
    if x.policy == "exponential":
        given = {"transition_steps": n.get("decay_steps") or 1, "decay_rate": n["gamma"]}
        stairs = {"staircase": "True"} if n.get("staircase") else {}
        if w:
            return _simple(
                "optax", "warmup_exponential_decay_schedule", init_value=x.start, peak_value=n["lr"],
                warmup_steps=w, **given, **stairs,
            )  # fmt: skip
        return _simple("optax", "exponential_decay", init_value=n["lr"], **given, **stairs)
    if x.policy == "piecewise" and not w and not n["interpolate"] and all(n["values"]):
        pairs = zip(n["boundaries"], n["values"], n["values"][1:])
        scales = ", ".join(f"{text(at)}: {text(b / a)}" for at, a, b in pairs)
        return _simple(
            "optax",
            "piecewise_constant_schedule",
            init_value=n["values"][0],
            boundaries_and_scales=f"{{{scales}}}",
        )
    return None


def keras_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    module = "keras.optimizers.schedules"
    if x.goes_on:
        return None
    if x.policy in ("cosine", "warmup") and n.get("power") in (None, 1) and n.get("cycles") in (None, 1):
        if not n["max"]:
            return None
        given: dict[str, Any] = {"decay_steps": (x.total or 0) - w, "alpha": n["min"] / n["max"]}
        if w:
            return _simple(
                module,
                "CosineDecay",
                initial_learning_rate=x.start,
                **given,
                warmup_target=n["max"],
                warmup_steps=w,
            )
        return _simple(module, "CosineDecay", initial_learning_rate=n["max"], **given)
    if w:
        return None
    if x.policy in ("polynomial", "linear"):
        return _simple(
            module, "PolynomialDecay", initial_learning_rate=n["max"], decay_steps=n["T"],
            end_learning_rate=n["min"], power=n.get("power") or 1,
        )  # fmt: skip
    if x.policy in ("exponential", "inverse-time"):
        stairs = {"staircase": "True"} if n.get("staircase") else {}
        name = "ExponentialDecay" if x.policy == "exponential" else "InverseTimeDecay"
        rate = n["gamma"] if x.policy == "exponential" else n["decay_rate"]
        return _simple(
            module, name, initial_learning_rate=n["lr"], decay_steps=n.get("decay_steps") or 1,
            decay_rate=rate,
            **stairs,
        )  # fmt: skip
    if x.policy == "step":
        return _simple(
            module, "ExponentialDecay", initial_learning_rate=n["lr"], decay_steps=n["step_size"],
            decay_rate=n["gamma"], staircase="True",
        )  # fmt: skip
    if x.policy == "piecewise" and not n["interpolate"] and all(at >= 1 for at in n["boundaries"]):
        boundaries = ", ".join(text(at - 1) for at in n["boundaries"])
        values = ", ".join(real(value) for value in n["values"])
        return _simple(module, "PiecewiseConstantDecay", boundaries=f"[{boundaries}]", values=f"[{values}]")
    if x.policy == "restarts" and n["max"]:
        return _simple(
            module, "CosineDecayRestarts", initial_learning_rate=n["max"], first_decay_steps=n["T0"],
            t_mul=n["T_mult"], m_mul=n["peak_decay"], alpha=n["min"] / n["max"],
        )  # fmt: skip
    return None


def megatron_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
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
