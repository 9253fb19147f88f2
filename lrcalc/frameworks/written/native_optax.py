"""Calls of optax that a schedule may be equal to, joined where it takes several."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.frameworks.written.taken import Call, Taken, arguments, compiles, text


def optax_call(x: Taken) -> Call | None:
    """The call, with what it imports."""
    found = _schedule(x)
    if found is None:
        return None
    code = f"import optax\n\nschedule = {found}\n"
    return Call(code, None, code)


def _schedule(x: Taken) -> str | None:
    """One call, or several joined where a warm-up, a plateau or a chain asks for that."""
    if x.goes_on:
        return None
    if x.policy == "chain":
        return _joined([_schedule(part) for part in x.parts], x.milestones)
    if x.policy == "wsd":
        return _wsd(x)
    if not x.warmup:
        return _plain(x)
    if x.peak is None:
        return None
    return _warmed(x) or _joined([_line(x.start, x.peak, x.warmup), _plain(x.after_warmup())], (x.warmup,))


def _call(name: str, **given: Any) -> str:
    return f"optax.{name}({arguments(**given)})"


def _line(first: Any, last: Any, length: Any) -> str:
    return _call("linear_schedule", init_value=first, end_value=last, transition_steps=length)


def _joined(parts: list[str | None], boundaries: tuple[Any, ...]) -> str | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    at = ", ".join(text(boundary) for boundary in boundaries)
    return f"optax.join_schedules([{', '.join(known)}], boundaries=[{at}])"


def _warmed(x: Taken) -> str | None:
    """The calls that have a warm-up of their own."""
    n, ramp = x.numbers, {"init_value": x.start, "peak_value": x.peak, "warmup_steps": x.warmup}
    if x.policy == "fixed":
        return _call("warmup_constant_schedule", **ramp)
    if _is_wave(x):
        more = {"exponent": n["power"]} if n.get("power") not in (None, 1) else {}
        return _call("warmup_cosine_decay_schedule", **ramp, decay_steps=x.total, end_value=n["min"], **more)
    if (stairs := _exponential(x)) is not None:
        return _call("warmup_exponential_decay_schedule", **ramp, **stairs)
    return None


def _is_wave(x: Taken) -> bool:
    is_one = x.numbers.get("cycles") in (None, 1)
    return x.policy in ("cosine", "warmup") and is_one and bool(x.numbers["max"])


def _exponential(x: Taken) -> dict[str, Any] | None:
    """What the exponential decays take; None for other policies, and for stairs that compile wrongly."""
    n = x.numbers
    if x.policy == "step":
        every, is_stairs = n["step_size"], True
    elif x.policy == "exponential":
        every, is_stairs = n.get("decay_steps") or 1, bool(n.get("staircase"))
    else:
        return None
    if is_stairs and not compiles(every):
        return None
    stairs = {"staircase": "True"} if is_stairs else {}
    return {"transition_steps": every, "decay_rate": n["gamma"], **stairs}


def _plain(x: Taken) -> str | None:
    n = x.numbers
    if x.policy == "fixed":
        return _call("constant_schedule", value=n["lr"])
    if x.policy == "linear":
        return _line(n["max"], n["min"], n["T"])
    if x.policy == "polynomial" and Fraction(n["power"]).denominator == 1:
        # of a root, a compiler may make that of a number below 0 at the end
        return _call(
            "polynomial_schedule", init_value=n["max"], end_value=n["min"], power=n["power"],
            transition_steps=n["T"],
        )  # fmt: skip
    if _is_wave(x):
        more = {"exponent": n["power"]} if n.get("power") not in (None, 1) else {}
        low = {"alpha": n["min"] / n["max"]} if n["min"] else {}
        return _call("cosine_decay_schedule", init_value=n["max"], decay_steps=x.total, **low, **more)
    if (decay := _exponential(x)) is not None:
        return _call("exponential_decay", init_value=n["lr"], **decay)
    if x.policy == "multistep":
        drops = sorted(Counter(ceil(at) for at in n["milestones"]).items())
        return _steps(
            "piecewise_constant_schedule", n["lr"], [(at, n["gamma"] ** count) for at, count in drops]
        )
    if x.policy == "piecewise" and all(n["values"]):
        scales = [(at, b / a) for at, a, b in zip(n["boundaries"], n["values"], n["values"][1:])]
        if n["interpolate"]:
            return _steps(
                "piecewise_interpolate_schedule", n["values"][0], scales, interpolate_type="'linear'"
            )
        return _steps("piecewise_constant_schedule", n["values"][0], scales)
    return None


def _steps(name: str, first: Any, scales: list[tuple[Any, Any]], **more: str) -> str:
    pairs = ", ".join(f"{text(at)}: {text(scale)}" for at, scale in scales)
    return _call(name, **more, init_value=first, boundaries_and_scales=f"{{{pairs}}}")


def _wsd(x: Taken) -> str | None:
    """A line up, a plateau, and a line, half a wave or a power down."""
    n = x.numbers
    if n["warmup_shape"] != "linear" or not n["max"]:
        return None
    warm, decay = n["warmup"] or 0, n["decay"]
    if n["shape"] == "linear":
        falling = _line(n["max"], n["min"], decay)
    elif n["shape"] == "cosine":
        low = {"alpha": n["min"] / n["max"]} if n["min"] else {}
        falling = _call("cosine_decay_schedule", init_value=n["max"], decay_steps=decay, **low)
    else:
        return None
    flat = _call("constant_schedule", value=n["max"])
    stable = x.total - decay if x.total is not None else 0
    rising = [_line(n["warmup_start"], n["max"], warm)] if warm else []
    held = [flat] if stable > warm else []
    begins = [*([warm] if warm and held else []), stable]
    if not rising and not held:
        return falling
    return _joined([*rising, *held, falling], tuple(begins))
