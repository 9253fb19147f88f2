"""What a student finds by a cosine: the right rate, the mistakes of the list, and mistakes that it does not
have, written out by hand in floats, and none taken from the package."""

from __future__ import annotations

import math

PI = math.pi


def cosine_steps(n, rng):
    return sorted(rng.sample([n["T"] * k // 12 for k in range(13)], 5))


def cosine_at(n, t):
    return math.cos(PI * t / n["T"])


def scaled(n, scale):
    return n["min"] + (n["max"] - n["min"]) * scale


def annealed(n, value):
    return scaled(n, (1 + value) / 2)


COSINE = {
    "degrees": lambda n, t: annealed(n, math.cos(math.radians(PI * t / n["T"]))),
    "degrees-in-radians": lambda n, t: annealed(n, math.cos(180 * t / n["T"])),
    "gradians": lambda n, t: annealed(n, math.cos(PI * t / n["T"] * PI / 200)),
    "no-half": lambda n, t: scaled(n, 1 + cosine_at(n, t)),
    "min-not-added": lambda n, t: (n["max"] - n["min"]) * (1 + cosine_at(n, t)) / 2,
    "min-ignored": lambda n, t: n["max"] * (1 + cosine_at(n, t)) / 2,
    "range-not-subtracted": lambda n, t: n["min"] + n["max"] * (1 + cosine_at(n, t)) / 2,
    "no-one": lambda n, t: scaled(n, cosine_at(n, t) / 2),
    "cosine-as-scale": lambda n, t: scaled(n, cosine_at(n, t)),
    "one-plus-half-cosine": lambda n, t: scaled(n, 1 + cosine_at(n, t) / 2),
    "no-pi": lambda n, t: annealed(n, math.cos(t / n["T"])),
    "pi-3.14": lambda n, t: annealed(n, math.cos(3.14 * t / n["T"])),
    "pi-3": lambda n, t: annealed(n, math.cos(3 * t / n["T"])),
    "full-wave|T-halved": lambda n, t: annealed(n, math.cos(2 * PI * t / n["T"])),
    "quarter-wave": lambda n, t: scaled(n, math.cos(PI * t / 2 / n["T"])),
    "half-angle|T-doubled": lambda n, t: annealed(n, math.cos(PI * t / 2 / n["T"])),
    "one-minus-cosine|max-min-exchanged": lambda n, t: scaled(n, (1 - cosine_at(n, t)) / 2),
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
    "cosine-sign-lost": lambda n, t: annealed(n, abs(cosine_at(n, t))),
    "cosine-of-pi": lambda n, t: annealed(n, math.cos(PI) * t / n["T"]),
    "angle-to-2-decimals": lambda n, t: annealed(n, math.cos(round(PI * t / n["T"], 2))),
    "angle-to-1-decimals": lambda n, t: annealed(n, math.cos(round(PI * t / n["T"], 1))),
    "range-added": lambda n, t: n["min"] + (n["max"] + n["min"]) * (1 + cosine_at(n, t)) / 2,
    "min-twice": lambda n, t: annealed(n, cosine_at(n, t)) + n["min"],
    "min-subtracted": lambda n, t: (n["max"] - n["min"]) * (1 + cosine_at(n, t)) / 2 - n["min"],
    "times-1e+1": lambda n, t: 10 * annealed(n, cosine_at(n, t)),
    "times-1e+2": lambda n, t: 100 * annealed(n, cosine_at(n, t)),
}
COSINE_UNLISTED = {
    "divided by 3": lambda n, t: scaled(n, (1 + cosine_at(n, t)) / 3),
    "divided by 4": lambda n, t: scaled(n, (1 + cosine_at(n, t)) / 4),
    "root of the cosine": lambda n, t: annealed(n, math.sqrt(abs(cosine_at(n, t)))),
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
