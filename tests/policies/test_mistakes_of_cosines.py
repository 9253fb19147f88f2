"""What every mistake gives where a cosine falls from η_max to η_min, by hand; and that these are all."""

from math import cos, pi

import pytest

from lrcalc.policies import Cosine, FlatCosine, Restarts, Step, Warmup
from tests.policies.by_hand import RANGE, annealed, mistaken, of_the_cosine, scaled


def test_the_cosine():
    beside = {"total-minus-1": annealed(cos(pi * 3 / 9)), "total-plus-1": annealed(cos(pi * 3 / 11))}
    assert mistaken(Cosine(**RANGE, T=10), 3) == pytest.approx(of_the_cosine(0.3) | beside)


def test_the_cosine_after_a_flat_part():
    policy = FlatCosine(**RANGE, T=10, flat=4)
    assert mistaken(policy, 2) == pytest.approx({"no-flat": annealed(cos(pi * 0.2))})
    # one step of six, and five of ten, one of ten, five of six
    assert mistaken(policy, 5) == pytest.approx(
        of_the_cosine(1 / 6)
        | {
            "no-flat": annealed(cos(pi / 2)),
            "total-with-flat": annealed(cos(pi / 10)),
            "step-with-flat": annealed(cos(pi * 5 / 6)),
            "still-flat": 0.9,
        }
    )


def test_the_cosine_after_a_warm_up():
    policy = Warmup(**RANGE, warmup=4, T=10)
    rising = {"warmup-inclusive": 0.9 * 2 / 5, "over-total": 0.9 / 10, "warmup-from-min": scaled(1 / 4)}
    assert mistaken(policy, 1) == pytest.approx(rising)
    assert mistaken(policy, 5) == pytest.approx(
        of_the_cosine(1 / 6)
        | {
            "warmup-forgotten": annealed(cos(pi / 2)),
            "total-with-warmup": annealed(cos(pi / 10)),
            "step-with-warmup": annealed(cos(pi * 5 / 6)),
            "still-warming-up": 0.9 * 5 / 4,
            "total-minus-1": annealed(cos(pi / 5)),
            "total-plus-1": annealed(cos(pi / 7)),
        }
    )
    assert "still-warming-up" not in mistaken(Warmup(**RANGE, warmup=0, T=10), 5)
    # the general mistakes of a ramp are those of a straight line from 0
    for others in ({"warmup_shape": "cosine"}, {"warmup_start": "0.1"}):
        assert mistaken(Warmup(**RANGE, warmup=4, T=10, **others), 1) == {}


def test_a_warm_up_before_any_policy():
    policy = Cosine(**RANGE, T=10).after_warmup(4)
    rising = {"warmup-inclusive": 0.9 * 2 / 5, "over-total": 0.9 / 10, "warmup-from-min": scaled(1 / 4)}
    assert mistaken(policy, 1) == pytest.approx(rising)
    beside = {"total-minus-1": annealed(cos(pi / 5)), "total-plus-1": annealed(cos(pi / 7))}
    counted = {
        "warmup-forgotten": annealed(cos(pi / 2)),
        "total-with-warmup": annealed(cos(pi / 10)),
        "step-with-warmup": annealed(cos(pi * 5 / 6)),
        "still-warming-up": 0.9 * 5 / 4,
    }
    assert mistaken(policy, 5) == pytest.approx(of_the_cosine(1 / 6) | beside | counted)
    assert mistaken(Warmup(**RANGE, warmup=4, T=10), 5) == mistaken(policy, 5)
    # the second interval, which begins at 8, is one drop: half of 0.9
    late = mistaken(Step(lr="0.9", step_size=4, gamma="0.5").after_warmup(4), 8)
    assert (late["late-drop"], late["drops-from-1"]) == (0.9, 0.225)
    # the first interval has no drop, and none to be late with
    assert not mistaken(Step(lr="0.9", step_size=4).after_warmup(4), 5).keys() & {"one-drop", "late-drop"}
    assert mistaken(Step(lr="0.9", step_size=4).after_warmup(4), 1) == {"warmup-inclusive": 0.36}


def test_cycles_that_grow_and_peaks_that_decay():
    policy = Restarts(**RANGE, T0=10, T_mult=2, peak_decay="0.5")
    # the second cycle is the steps 10 to 29, from 0.45 down: 4 of 20 steps are done
    scale = (1 + cos(pi / 5)) / 2
    peaks = {
        "no-decay": 0.2 + 0.7 * scale,
        "range-decayed": 0.2 + 0.7 * 0.5 * scale,
        "min-decayed": 0.5 * (0.2 + 0.7 * scale),
        "cycles-from-1": 0.2 + (0.9 * 0.25 - 0.2) * scale,
    }
    assert mistaken(policy, 14) == pytest.approx(
        of_the_cosine(1 / 5, high=0.45)
        | {
            "no-restart": annealed(cos(pi * 14 / 10), 0.45),
            "late-restart": annealed(cos(pi / 5), 0.45),  # right, but at the restart itself
            "first-length": annealed(cos(pi * 4 / 10), 0.45),
            **peaks,
        }
    )
    assert mistaken(policy, 10)["late-restart"] == pytest.approx(0.2)
    assert mistaken(policy, 4).keys() == of_the_cosine(0).keys() | {"first-length", *peaks}
    assert mistaken(Restarts(**RANGE, T0=10), 4) == pytest.approx(of_the_cosine(2 / 5))
