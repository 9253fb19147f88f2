"""What mistakes give: as the policies have them, and by what their words and MARKING.md's tables say.

η_max is 0.9 and η_min 0.2 in the tests of mistakes, the range 0.7.
"""

from math import cos, floor, pi, sin

HIGH, LOW = 0.9, 0.2
RANGE = {"max": "0.9", "min": "0.2"}


def mistaken(policy, step):
    """What each mistake gives at a step."""
    derivation = policy.derivation(step)
    phase, point = derivation.phase, derivation.point
    return {item.id: item.expression(phase).real(point).double() for item in policy.mistakes(phase)}


def scaled(scale, high=HIGH):
    return LOW + (high - LOW) * scale


def annealed(cosine, high=HIGH):
    return scaled((1 + cosine) / 2, high)


def of_the_cosine(progress, high=HIGH):
    """MARKING.md's cosine table, for a share of the way that is done."""
    value = cos(pi * progress)
    scale = (1 + value) / 2
    return {
        "degrees-in-radians": annealed(cos(180 * progress), high),
        "no-half": scaled(1 + value, high),
        "min-not-added": (high - LOW) * scale,
        "min-ignored": high * scale,
        "range-not-subtracted": LOW + high * scale,
        "no-one": scaled(value / 2, high),
        "cosine-as-scale": scaled(value, high),
        "one-plus-half-cosine": scaled(1 + value / 2, high),
        "no-pi": annealed(cos(progress), high),
        "pi-3.14": annealed(cos(3.14 * progress), high),
        "full-wave": annealed(cos(2 * pi * progress), high),
        "quarter-wave": scaled(cos(pi * progress / 2), high),
        "half-angle": annealed(cos(pi * progress / 2), high),
        "one-minus-cosine": annealed(-value, high),
        "sine": annealed(sin(pi * progress), high),
        "linear": scaled(1 - progress, high),
        "whole-division": annealed(cos(pi * floor(progress)), high),
    }


def of_the_scale(scale):
    return {
        "min-not-added": 0.7 * scale,
        "min-ignored": 0.9 * scale,
        "range-not-subtracted": 0.2 + 0.9 * scale,
    }
