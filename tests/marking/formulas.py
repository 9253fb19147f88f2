"""The schedules of simulated students: what is right, the mistakes of the list, and mistakes that it does not
have, all written out by hand in floats, and none taken from the package."""

from __future__ import annotations

from typing import NamedTuple

from tests.marking.decays import (
    EXPONENTIAL,
    EXPONENTIAL_UNLISTED,
    INVERSE_SQRT_UNLISTED,
    LINEAR,
    LINEAR_UNLISTED,
    ONE_CYCLE,
    ONE_CYCLE_UNLISTED,
    STEP,
    STEP_UNLISTED,
    WARMUP,
    WARMUP_UNLISTED,
    after_warmup,
    cycle_at,
    drops,
    inverse_sqrt_at,
    line_at,
    polynomial_at,
    restarted_at,
    tanh_at,
    thirds_at,
)
from tests.marking.waves import COSINE, COSINE_UNLISTED, annealed, cosine_at


class Kind(NamedTuple):
    """A schedule: the numbers a student is given, drawn; what is right; the mistakes by the ids that may be
    given for them; mistakes that nothing in the list is."""

    name: str
    draw: object
    right: object
    listed: dict
    unlisted: dict


def _range(rng):
    high = rng.choice([0.001, 0.002, 0.003, 0.005, 0.0004, 0.05, 0.06, 0.1, 0.25])
    low = high * rng.choice([0.01, 0.05, 0.03, 0.02])
    return float(f"{high:.3g}"), float(f"{low:.3g}")


def _cosine_numbers(rng):
    high, low = _range(rng)
    return {"max": high, "min": low, "T": rng.choice([1200, 3000, 5000, 6000, 8000, 20000, 90000])}


def _draw_step(rng):
    size = rng.choice([500, 1000, 3000])
    return {"lr": rng.choice([0.001, 0.02, 0.3]), "gamma": rng.choice([0.1, 0.5, 0.3]), "s": size}


def _draw_warmup(rng):
    n = _cosine_numbers(rng)
    return {**n, "W": n["T"] // rng.choice([10, 6, 5])}


def _draw_cycle(rng):
    high, low = _range(rng)
    return {"max": high, "min": low, "T1": rng.choice([2000, 1200, 500]), "T2": rng.choice([3000, 4500, 900])}


def _draw_multistep(rng):
    return {"lr": rng.choice([0.1, 0.04]), "gamma": rng.choice([0.1, 0.2]), "miles": (300, 600, 800)}


def _draw_restarts(rng):
    high, low = _range(rng)
    return {"max": high, "min": low, "T0": rng.choice([600, 1200])}


def _draw_exponential(rng):
    return {"lr": rng.choice([0.001, 0.02, 0.3]), "gamma": rng.choice([0.9995, 0.999, 0.99])}


KINDS = [
    Kind("cosine", _cosine_numbers, lambda n, t: annealed(n, cosine_at(n, t)), COSINE, COSINE_UNLISTED),
    Kind("step", _draw_step, lambda n, t: n["lr"] * n["gamma"] ** drops(n, t), STEP, STEP_UNLISTED),
    Kind(
        "exponential",
        _draw_exponential,
        lambda n, t: n["lr"] * n["gamma"] ** t,
        EXPONENTIAL,
        EXPONENTIAL_UNLISTED,
    ),
    Kind("warmup", _draw_warmup, after_warmup, WARMUP, WARMUP_UNLISTED),
    Kind("cosine after a warm-up", _draw_warmup, after_warmup, {}, WARMUP_UNLISTED),
    Kind("one-cycle", _draw_cycle, cycle_at, ONE_CYCLE, ONE_CYCLE_UNLISTED),
    Kind("linear", _cosine_numbers, line_at, LINEAR, LINEAR_UNLISTED),
    Kind(
        "polynomial",
        _cosine_numbers,
        polynomial_at,
        {"kept-constant": lambda n, t: n["max"], "min-twice": lambda n, t: polynomial_at(n, t) + n["min"]},
        {"less": lambda n, t: 0.93 * polynomial_at(n, t)},
    ),
    Kind(
        "tanh",
        _cosine_numbers,
        tanh_at,
        {
            "min-not-added": lambda n, t: tanh_at(n, t) - n["min"],
            "min-twice": lambda n, t: tanh_at(n, t) + n["min"],
        },
        {"less": lambda n, t: 0.93 * tanh_at(n, t)},
    ),
    Kind("inverse-sqrt", _draw_warmup, inverse_sqrt_at, {}, INVERSE_SQRT_UNLISTED),
    Kind(
        "multistep",
        _draw_multistep,
        thirds_at,
        {"kept-constant": lambda n, t: n["lr"]},
        {"parts": lambda n, t: n["lr"] / (1.37 + sum(t >= mile for mile in n["miles"]))},
    ),
    Kind(
        "restarts",
        _draw_restarts,
        restarted_at,
        {
            "min-not-added": lambda n, t: restarted_at(n, t) - n["min"],
            "min-twice": lambda n, t: restarted_at(n, t) + n["min"],
        },
        {"less": lambda n, t: 0.93 * restarted_at(n, t)},
    ),
]
