"""The other policies: as in `waves`, the right rate, mistakes of the list and others, written out by hand."""

from __future__ import annotations

import math

from tests.marking.waves import PI, annealed, cosine_at, scaled


def drops(n, t):
    return t // n["s"]


STEP = {
    "no-floor": lambda n, t: n["lr"] * n["gamma"] ** (t / n["s"]),
    "ceiling": lambda n, t: n["lr"] * n["gamma"] ** math.ceil(t / n["s"]),
    "drops-from-1": lambda n, t: n["lr"] * n["gamma"] ** (drops(n, t) + 1),
    "product-for-power": lambda n, t: n["lr"] * n["gamma"] * drops(n, t),
    "reduced-by": lambda n, t: n["lr"] * (1 - n["gamma"]) ** drops(n, t),
    "one-drop": lambda n, t: n["lr"] * (n["gamma"] if drops(n, t) else 1),
    "kept-constant": lambda n, t: n["lr"],
    "step_size-doubled": lambda n, t: n["lr"] * n["gamma"] ** (t // (2 * n["s"])),
    "lr-times-10|times-1e+1": lambda n, t: 10 * n["lr"] * n["gamma"] ** drops(n, t),
}
STEP_UNLISTED = {
    "reduced by parts of the first": lambda n, t: n["lr"] * (1 - n["gamma"] / 7 * drops(n, t)),
    "γ cut to 0.2": lambda n, t: n["lr"] * 0.23 ** drops(n, t),
    "divided by the drops": lambda n, t: n["lr"] / (1 + drops(n, t)) ** 1.5,
    "e to the drops": lambda n, t: n["lr"] * math.exp(-n["gamma"] * drops(n, t)) * 1.01,
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


def after_warmup(n, t, total=None, shift=None, span=None):
    warm = n["W"]
    if t <= warm:
        return n["max"] * t / warm
    return annealed(n, math.cos(PI * (t - (warm if shift is None else shift)) / (span or n["T"] - warm)))


WARMUP = {
    "total-with-warmup": lambda n, t: after_warmup(n, t, span=n["T"]),
    "step-with-warmup": lambda n, t: after_warmup(n, t, shift=0),
    "warmup-forgotten|no-warmup": lambda n, t: after_warmup(n, t, shift=0, span=n["T"]),
    "no-warmup|formula-of-cosine": lambda n, t: annealed(n, cosine_at(n, t)),
    "still-warming-up": lambda n, t: n["max"] * t / n["W"],
    "warmup-inclusive": lambda n, t: n["max"] * (t + 1) / (n["W"] + 1) if t <= n["W"] else after_warmup(n, t),
    "over-total": lambda n, t: n["max"] * t / n["T"] if t <= n["W"] else after_warmup(n, t),
    "warmup-from-min": lambda n, t: scaled(n, t / n["W"]) if t <= n["W"] else after_warmup(n, t),
    "min-not-added": lambda n, t: after_warmup(n, t) - (n["min"] if t > n["W"] else 0),
    "min-twice": lambda n, t: after_warmup(n, t) + (n["min"] if t > n["W"] else 0),
    "no-half": lambda n, t: after_warmup(n, t) * (2 if t > n["W"] else 1) - (n["min"] if t > n["W"] else 0),
    "kept-constant|kept-after-warmup": lambda n, t: n["max"] if t > n["W"] else after_warmup(n, t),
    "linear|formula-of-linear": lambda n, t: (
        after_warmup(n, t)
        if t <= n["W"]
        else n["max"] - (n["max"] - n["min"]) * (t - n["W"]) / (n["T"] - n["W"])
    ),
}
WARMUP_UNLISTED = {
    "warm-up of W + 100": lambda n, t: after_warmup({**n, "W": n["W"] + 100}, t),
    "T + W": lambda n, t: after_warmup(n, t, span=n["T"] + n["W"]),
    "warm-up squared": lambda n, t: (
        n["max"] * (t / n["W"]) ** 2 if t <= n["W"] else after_warmup(n, t) * 1.07
    ),
}


def cycle_at(n, t):
    if t <= n["T1"]:
        return n["min"] + (n["max"] - n["min"]) * t / n["T1"]
    return n["max"] - (n["max"] - n["min"]) * (t - n["T1"]) / n["T2"]


ONE_CYCLE = {
    "T1-T2-exchanged": lambda n, t: cycle_at({**n, "T1": n["T2"], "T2": n["T1"]}, t),
    "down-to-0": lambda n, t: cycle_at(n, t) if t <= n["T1"] else n["max"] * (1 - (t - n["T1"]) / n["T2"]),
    "over-both": lambda n, t: (
        cycle_at(n, t)
        if t <= n["T1"]
        else n["max"] - (n["max"] - n["min"]) * (t - n["T1"]) / (n["T1"] + n["T2"])
    ),
    "T1-not-subtracted": lambda n, t: (
        cycle_at(n, t) if t <= n["T1"] else n["max"] - (n["max"] - n["min"]) * t / n["T2"]
    ),
    "min-twice": lambda n, t: cycle_at(n, t) + n["min"],
    "kept-constant": lambda n, t: n["max"],
}
ONE_CYCLE_UNLISTED = {
    "squared": lambda n, t: scaled(n, ((cycle_at(n, t) - n["min"]) / (n["max"] - n["min"])) ** 2.5),
    "a tenth more": lambda n, t: 1.13 * cycle_at(n, t),
}


def line_at(n, t):
    return n["max"] - (n["max"] - n["min"]) * t / n["T"]


LINEAR = {
    "upwards|max-min-exchanged": lambda n, t: scaled(n, t / n["T"]),
    "min-ignored": lambda n, t: n["max"] * (1 - t / n["T"]),
    "range-alone": lambda n, t: (n["max"] - n["min"]) * t / n["T"],
    "min-not-added": lambda n, t: (n["max"] - n["min"]) * (1 - t / n["T"]),
    "min-twice": lambda n, t: line_at(n, t) + n["min"],
    "T-doubled": lambda n, t: n["max"] - (n["max"] - n["min"]) * t / n["T"] / 2,
    "formula-of-cosine": lambda n, t: annealed(n, cosine_at(n, t)),
    "kept-constant": lambda n, t: n["max"],
    "scale-squared": lambda n, t: n["min"] + (n["max"] - n["min"]) * (1 - (t / n["T"]) ** 2),
}
LINEAR_UNLISTED = {
    "T a third": lambda n, t: line_at(n, t / 3),
    "cubed line": lambda n, t: n["min"] + (n["max"] - n["min"]) * (1 - (t / n["T"]) ** 3),
}

INVERSE_SQRT_UNLISTED = {
    "cube root": lambda n, t: n["max"] * (n["W"] / max(t, n["W"])) ** (1 / 3),
    "inverse": lambda n, t: n["max"] * (n["W"] / max(t, n["W"])) ** 0.8,
}


def inverse_sqrt_at(n, t):
    return n["max"] * t / n["W"] if t <= n["W"] else n["max"] * math.sqrt(n["W"] / t)


def tanh_at(n, t):
    return scaled(n, (1 - math.tanh(-7 * (1 - t / n["T"]) + 3 * t / n["T"])) / 2)


def thirds_at(n, t):
    return n["lr"] * n["gamma"] ** sum(t >= mile for mile in n["miles"])


def restarted_at(n, t):
    return annealed(n, math.cos(PI * (t % n["T0"]) / n["T0"]))


def polynomial_at(n, t):
    return scaled(n, (1 - t / n["T"]) ** 2)
