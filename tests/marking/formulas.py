"""The schedules of simulated students: what is right, the mistakes of the list, and mistakes that it does not
have, all written out by hand in floats, and none taken from the package."""

from __future__ import annotations

import math
from typing import NamedTuple

PI = math.pi


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


def cosine_steps(n, rng):
    return sorted(rng.sample([n["T"] * k // 12 for k in range(13)], 5))


def cosine_at(n, t):
    return math.cos(PI * t / n["T"])


def _scaled(n, scale):
    return n["min"] + (n["max"] - n["min"]) * scale


def annealed(n, value):
    return _scaled(n, (1 + value) / 2)


COSINE = {
    "degrees": lambda n, t: annealed(n, math.cos(math.radians(PI * t / n["T"]))),
    "degrees-in-radians": lambda n, t: annealed(n, math.cos(180 * t / n["T"])),
    "gradians": lambda n, t: annealed(n, math.cos(PI * t / n["T"] * PI / 200)),
    "no-half": lambda n, t: _scaled(n, 1 + cosine_at(n, t)),
    "min-not-added": lambda n, t: (n["max"] - n["min"]) * (1 + cosine_at(n, t)) / 2,
    "min-ignored": lambda n, t: n["max"] * (1 + cosine_at(n, t)) / 2,
    "range-not-subtracted": lambda n, t: n["min"] + n["max"] * (1 + cosine_at(n, t)) / 2,
    "no-one": lambda n, t: _scaled(n, cosine_at(n, t) / 2),
    "cosine-as-scale": lambda n, t: _scaled(n, cosine_at(n, t)),
    "one-plus-half-cosine": lambda n, t: _scaled(n, 1 + cosine_at(n, t) / 2),
    "no-pi": lambda n, t: annealed(n, math.cos(t / n["T"])),
    "pi-3.14": lambda n, t: annealed(n, math.cos(3.14 * t / n["T"])),
    "pi-3": lambda n, t: annealed(n, math.cos(3 * t / n["T"])),
    "full-wave|T-halved": lambda n, t: annealed(n, math.cos(2 * PI * t / n["T"])),
    "quarter-wave": lambda n, t: _scaled(n, math.cos(PI * t / 2 / n["T"])),
    "half-angle|T-doubled": lambda n, t: annealed(n, math.cos(PI * t / 2 / n["T"])),
    "one-minus-cosine|max-min-exchanged": lambda n, t: _scaled(n, (1 - cosine_at(n, t)) / 2),
    "sine": lambda n, t: annealed(n, math.sin(PI * t / n["T"])),
    "linear|formula-of-linear": lambda n, t: n["max"] - (n["max"] - n["min"]) * t / n["T"],
    "whole-division|kept-constant": lambda n, t: annealed(n, math.cos(PI * (t // n["T"]))),
    "step-plus-1": lambda n, t: annealed(n, cosine_at(n, t + 1)),
    "step-minus-1": lambda n, t: annealed(n, cosine_at(n, t - 1)),
    "total-minus-1": lambda n, t: annealed(n, math.cos(PI * t / (n["T"] - 1))),
    "total-plus-1": lambda n, t: annealed(n, math.cos(PI * t / (n["T"] + 1))),
    "stopped-at-scale": lambda n, t: (1 + cosine_at(n, t)) / 2,
    "stopped-at-cosine": cosine_at,
    "cosine-squared": lambda n, t: annealed(n, cosine_at(n, t) ** 2),
    "all-halved": lambda n, t: (n["min"] + (n["max"] - n["min"]) * (1 + cosine_at(n, t))) / 2,
    "kept-constant|whole-division": lambda n, t: n["max"],
    "max-times-10": lambda n, t: annealed({**n, "max": 10 * n["max"]}, cosine_at(n, t)),
    "max-over-10": lambda n, t: annealed({**n, "max": n["max"] / 10}, cosine_at(n, t)),
    "min-times-10": lambda n, t: annealed({**n, "min": n["min"] * 10}, cosine_at(n, t)),
    "times-1e+1": lambda n, t: 10 * annealed(n, cosine_at(n, t)),
    "times-1e+2": lambda n, t: 100 * annealed(n, cosine_at(n, t)),
}
COSINE_UNLISTED = {
    "minimum twice": lambda n, t: annealed(n, cosine_at(n, t)) + n["min"],
    "minimum subtracted at the end": lambda n, t: annealed(n, cosine_at(n, t)) - 2 * n["min"],
    "divided by 3": lambda n, t: _scaled(n, (1 + cosine_at(n, t)) / 3),
    "divided by 4": lambda n, t: _scaled(n, (1 + cosine_at(n, t)) / 4),
    "root of the cosine": lambda n, t: annealed(n, math.sqrt(abs(cosine_at(n, t)))),
    "sum of the rates": lambda n, t: n["min"] + (n["max"] + n["min"]) * (1 + cosine_at(n, t)) / 2,
    "T a third longer": lambda n, t: annealed(n, math.cos(PI * t / (n["T"] * 4 / 3))),
    "tangent": lambda n, t: annealed(n, math.tan(PI * t / n["T"] / 4)),
    "exponential": lambda n, t: n["max"] * (n["min"] / n["max"]) ** (t / n["T"]),
    "step counted from 10": lambda n, t: annealed(n, cosine_at(n, t + 10)),
    "100 steps too far": lambda n, t: annealed(n, cosine_at(n, t + 100)),
    "range over 2": lambda n, t: n["min"] + (n["max"] - n["min"]) / 2 * (1 + cosine_at(n, t)) / 2,
    "η_max a digit misread": lambda n, t: annealed({**n, "max": n["max"] * 1.2}, cosine_at(n, t)),
    "T a digit misread": lambda n, t: annealed({**n, "T": n["T"] * 1.3}, math.cos(PI * t / (n["T"] * 1.3))),
    "guessed": lambda n, t: n["max"] * (0.37 + 0.13 * math.sin(t + 1.7)),
    "mean of the two": lambda n, t: (n["max"] + n["min"]) / 2 * (1 + cosine_at(n, t)) / 2,
    "one less the scale times the maximum": lambda n, t: n["max"] - n["min"] * (1 + cosine_at(n, t)) / 2,
}


def _drops(n, t):
    return t // n["s"]


STEP = {
    "no-floor": lambda n, t: n["lr"] * n["gamma"] ** (t / n["s"]),
    "ceiling": lambda n, t: n["lr"] * n["gamma"] ** math.ceil(t / n["s"]),
    "drops-from-1": lambda n, t: n["lr"] * n["gamma"] ** (_drops(n, t) + 1),
    "product-for-power": lambda n, t: n["lr"] * n["gamma"] * _drops(n, t),
    "reduced-by": lambda n, t: n["lr"] * (1 - n["gamma"]) ** _drops(n, t),
    "one-drop": lambda n, t: n["lr"] * (n["gamma"] if _drops(n, t) else 1),
    "kept-constant": lambda n, t: n["lr"],
    "step_size-doubled": lambda n, t: n["lr"] * n["gamma"] ** (t // (2 * n["s"])),
    "lr-times-10|times-1e+1": lambda n, t: 10 * n["lr"] * n["gamma"] ** _drops(n, t),
}
STEP_UNLISTED = {
    "reduced by parts of the first": lambda n, t: n["lr"] * (1 - n["gamma"] / 7 * _drops(n, t)),
    "γ cut to 0.2": lambda n, t: n["lr"] * 0.23 ** _drops(n, t),
    "divided by the drops": lambda n, t: n["lr"] / (1 + _drops(n, t)) ** 1.5,
    "e to the drops": lambda n, t: n["lr"] * math.exp(-n["gamma"] * _drops(n, t)) * 1.01,
}

EXPONENTIAL = {
    "product-for-power": lambda n, t: n["lr"] * n["gamma"] * t,
    "e-to-gamma-t": lambda n, t: n["lr"] * math.exp(-n["gamma"] * t),
    "e-to-decay-t": lambda n, t: n["lr"] * math.exp(-(1 - n["gamma"]) * t),
    "linear": lambda n, t: n["lr"] * (1 - (1 - n["gamma"]) * t),
    "step-plus-1": lambda n, t: n["lr"] * n["gamma"] ** (t + 1),
    "step-minus-1": lambda n, t: n["lr"] * n["gamma"] ** (t - 1),
    "stopped-at-scale": lambda n, t: n["gamma"] ** t,
    "kept-constant": lambda n, t: n["lr"],
}
EXPONENTIAL_UNLISTED = {
    "γ to the root of t": lambda n, t: n["lr"] * n["gamma"] ** math.sqrt(t),
    "power of 2": lambda n, t: n["lr"] * 2 ** (-(1 - n["gamma"]) * t),
    "half the steps": lambda n, t: n["lr"] * n["gamma"] ** (t / 2),
    "a third of the steps": lambda n, t: n["lr"] * n["gamma"] ** (t / 3),
}


def _warmup(n, t, total=None, shift=None, span=None):
    warm = n["W"]
    if t <= warm:
        return n["max"] * t / warm
    return annealed(n, math.cos(PI * (t - (warm if shift is None else shift)) / (span or n["T"] - warm)))


WARMUP = {
    "total-with-warmup": lambda n, t: _warmup(n, t, span=n["T"]),
    "step-with-warmup": lambda n, t: _warmup(n, t, shift=0),
    "warmup-forgotten|no-warmup": lambda n, t: _warmup(n, t, shift=0, span=n["T"]),
    "no-warmup|formula-of-cosine": lambda n, t: annealed(n, cosine_at(n, t)),
    "still-warming-up": lambda n, t: n["max"] * t / n["W"],
    "warmup-inclusive": lambda n, t: n["max"] * (t + 1) / (n["W"] + 1) if t <= n["W"] else _warmup(n, t),
    "over-total": lambda n, t: n["max"] * t / n["T"] if t <= n["W"] else _warmup(n, t),
    "warmup-from-min": lambda n, t: _scaled(n, t / n["W"]) if t <= n["W"] else _warmup(n, t),
    "min-not-added": lambda n, t: _warmup(n, t) - (n["min"] if t > n["W"] else 0),
    "no-half": lambda n, t: _warmup(n, t) * (2 if t > n["W"] else 1) - (n["min"] if t > n["W"] else 0),
    "kept-constant|kept-after-warmup": lambda n, t: n["max"] if t > n["W"] else _warmup(n, t),
    "linear|formula-of-linear": lambda n, t: (
        _warmup(n, t) if t <= n["W"] else n["max"] - (n["max"] - n["min"]) * (t - n["W"]) / (n["T"] - n["W"])
    ),
}
WARMUP_UNLISTED = {
    "warm-up of W + 100": lambda n, t: _warmup({**n, "W": n["W"] + 100}, t),
    "T + W": lambda n, t: _warmup(n, t, span=n["T"] + n["W"]),
    "warm-up squared": lambda n, t: n["max"] * (t / n["W"]) ** 2 if t <= n["W"] else _warmup(n, t) * 1.07,
    "minimum twice": lambda n, t: _warmup(n, t) + n["min"],
}


def _cycle(n, t):
    if t <= n["T1"]:
        return n["min"] + (n["max"] - n["min"]) * t / n["T1"]
    return n["max"] - (n["max"] - n["min"]) * (t - n["T1"]) / n["T2"]


ONE_CYCLE = {
    "T1-T2-exchanged": lambda n, t: _cycle({**n, "T1": n["T2"], "T2": n["T1"]}, t),
    "down-to-0": lambda n, t: _cycle(n, t) if t <= n["T1"] else n["max"] * (1 - (t - n["T1"]) / n["T2"]),
    "over-both": lambda n, t: (
        _cycle(n, t)
        if t <= n["T1"]
        else n["max"] - (n["max"] - n["min"]) * (t - n["T1"]) / (n["T1"] + n["T2"])
    ),
    "T1-not-subtracted": lambda n, t: (
        _cycle(n, t) if t <= n["T1"] else n["max"] - (n["max"] - n["min"]) * t / n["T2"]
    ),
    "kept-constant": lambda n, t: n["max"],
}
ONE_CYCLE_UNLISTED = {
    "squared": lambda n, t: _scaled(n, ((_cycle(n, t) - n["min"]) / (n["max"] - n["min"])) ** 2.5),
    "a tenth more": lambda n, t: 1.13 * _cycle(n, t),
    "minimum twice": lambda n, t: _cycle(n, t) + n["min"],
}


def _line(n, t):
    return n["max"] - (n["max"] - n["min"]) * t / n["T"]


LINEAR = {
    "upwards|max-min-exchanged": lambda n, t: _scaled(n, t / n["T"]),
    "min-ignored": lambda n, t: n["max"] * (1 - t / n["T"]),
    "range-alone": lambda n, t: (n["max"] - n["min"]) * t / n["T"],
    "min-not-added": lambda n, t: (n["max"] - n["min"]) * (1 - t / n["T"]),
    "T-doubled": lambda n, t: n["max"] - (n["max"] - n["min"]) * t / n["T"] / 2,
    "formula-of-cosine": lambda n, t: annealed(n, cosine_at(n, t)),
    "kept-constant": lambda n, t: n["max"],
    "scale-squared": lambda n, t: n["min"] + (n["max"] - n["min"]) * (1 - (t / n["T"]) ** 2),
}
LINEAR_UNLISTED = {
    "minimum twice": lambda n, t: _line(n, t) + n["min"],
    "T a third": lambda n, t: _line(n, t / 3),
    "cubed line": lambda n, t: n["min"] + (n["max"] - n["min"]) * (1 - (t / n["T"]) ** 3),
}

INVERSE_SQRT_UNLISTED = {
    "cube root": lambda n, t: n["max"] * (n["W"] / max(t, n["W"])) ** (1 / 3),
    "inverse": lambda n, t: n["max"] * (n["W"] / max(t, n["W"])) ** 0.8,
}


def _inverse_sqrt(n, t):
    return n["max"] * t / n["W"] if t <= n["W"] else n["max"] * math.sqrt(n["W"] / t)


def _tanh(n, t):
    return _scaled(n, (1 - math.tanh(-7 * (1 - t / n["T"]) + 3 * t / n["T"])) / 2)


def _thirds(n, t):
    return n["lr"] * n["gamma"] ** sum(t >= mile for mile in n["miles"])


def _restarted(n, t):
    return annealed(n, math.cos(PI * (t % n["T0"]) / n["T0"]))


def _polynomial(n, t):
    return _scaled(n, (1 - t / n["T"]) ** 2)


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
    Kind("step", _draw_step, lambda n, t: n["lr"] * n["gamma"] ** _drops(n, t), STEP, STEP_UNLISTED),
    Kind(
        "exponential",
        _draw_exponential,
        lambda n, t: n["lr"] * n["gamma"] ** t,
        EXPONENTIAL,
        EXPONENTIAL_UNLISTED,
    ),
    Kind("warmup", _draw_warmup, _warmup, WARMUP, WARMUP_UNLISTED),
    Kind("cosine after a warm-up", _draw_warmup, _warmup, {}, WARMUP_UNLISTED),
    Kind("one-cycle", _draw_cycle, _cycle, ONE_CYCLE, ONE_CYCLE_UNLISTED),
    Kind("linear", _cosine_numbers, _line, LINEAR, LINEAR_UNLISTED),
    Kind(
        "polynomial",
        _cosine_numbers,
        _polynomial,
        {"kept-constant": lambda n, t: n["max"]},
        {"minimum twice": lambda n, t: _polynomial(n, t) + n["min"]},
    ),
    Kind(
        "tanh",
        _cosine_numbers,
        _tanh,
        {"min-not-added": lambda n, t: _tanh(n, t) - n["min"]},
        {"minimum twice": lambda n, t: _tanh(n, t) + n["min"], "less": lambda n, t: 0.93 * _tanh(n, t)},
    ),
    Kind("inverse-sqrt", _draw_warmup, _inverse_sqrt, {}, INVERSE_SQRT_UNLISTED),
    Kind(
        "multistep",
        _draw_multistep,
        _thirds,
        {"kept-constant": lambda n, t: n["lr"]},
        {"parts": lambda n, t: n["lr"] / (1.37 + sum(t >= mile for mile in n["miles"]))},
    ),
    Kind(
        "restarts",
        _draw_restarts,
        _restarted,
        {"min-not-added": lambda n, t: _restarted(n, t) - n["min"]},
        {"minimum twice": lambda n, t: _restarted(n, t) + n["min"]},
    ),
]
