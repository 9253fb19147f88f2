"""What every mistake gives in cycles, pieces and stretches, by hand; and that these are all."""

from math import cos, pi, sqrt

import pytest

from lrcalc.policies import Cyclic, OneCycle, Piecewise, Wsd
from tests.policies.by_hand import RANGE, annealed, mistaken, of_the_cosine, of_the_scale, scaled


def test_triangles():
    policy = Cyclic(**RANGE, step_up=4, step_down=6)
    # one of 4 steps up: the other line would have (10 − 1)/6
    rising = {
        "over-both": scaled(1 / 10),
        "cycle-not-subtracted": scaled(11 / 4),
        "other-way": scaled(9 / 6),
        "upside-down": scaled(3 / 4),
        **of_the_scale(1 / 4),
    }
    assert mistaken(policy, 11) == pytest.approx(rising)
    # two of 6 steps left, at position 8
    falling = {
        "over-both": scaled(2 / 10),
        "cycle-not-subtracted": scaled((10 - 18) / 6),
        "other-way": scaled(8 / 4),
        "upside-down": scaled(4 / 6),
        **of_the_scale(2 / 6),
    }
    assert mistaken(policy, 18) == pytest.approx(falling)


def test_triangles_that_halve():
    # in cycle 1, a quarter of the way up to half of the range
    assert mistaken(Cyclic(**RANGE, step_up=4, step_down=6, mode="triangular2"), 11) == pytest.approx(
        {
            "over-both": scaled(1 / 20),
            "cycle-not-subtracted": scaled(11 / 8),
            "other-way": scaled(9 / 12),
            "upside-down": scaled(3 / 8),
            "triangular": scaled(1 / 4),
            "cycles-from-1": scaled(1 / 16),
            "min-halved": scaled(1 / 4) / 2,
            **of_the_scale(1 / 8),
        }
    )


def test_triangles_that_shrink_at_every_step():
    shrunk = 0.8**11
    assert mistaken(
        Cyclic(**RANGE, step_up=4, step_down=6, mode="exp_range", gamma="0.8"), 11
    ) == pytest.approx(
        {
            "over-both": scaled(shrunk / 10),
            "cycle-not-subtracted": scaled(shrunk * 11 / 4),
            "other-way": scaled(shrunk * 9 / 6),
            "upside-down": scaled(shrunk * 3 / 4),
            "triangular": scaled(1 / 4),
            "gamma-by-cycle": scaled(0.8 / 4),
            **of_the_scale(shrunk / 4),
        }
    )


@pytest.mark.parametrize(("mode", "factor"), [("triangular2", "0.5^cycle"), ("exp_range", "γ^t")])
def test_peaks_left_as_high_as_the_first_are_told_by_what_to_multiply(mode, factor):
    policy = Cyclic(**RANGE, step_up=4, mode=mode)
    repairs = {item.id: item.repair for item in policy.mistakes(policy.phase_at(11))}
    assert repairs["triangular"] == f"multiply by {factor}"


def test_one_cycle_of_two_lengths():
    policy = OneCycle(**RANGE, T1=4, T2=6)
    rising = {"min-not-added": 0.7 / 4, "over-both": scaled(1 / 10), "up-from-0": 0.9 / 4}
    assert mistaken(policy, 1) == pytest.approx(rising)
    # three of 6 steps down
    assert mistaken(policy, 7) == pytest.approx(
        {
            "T2-as-end": 0.9 - 0.7 * 3 / (6 - 4),
            "T1-not-subtracted": 0.9 - 0.7 * 7 / 6,
            "over-both": 0.9 - 0.7 * 3 / 10,
            "down-to-0": 0.9 - 0.9 * 3 / 6,
        }
    )
    assert "T2-as-end" not in mistaken(OneCycle(**RANGE, T1=4, T2=4), 7)


def test_one_cycle_in_lines_with_a_total():
    # up from 0.8/4 over 0.3 × 20 − 1 = 5 steps, down to 0.2/10 over 14
    policy = OneCycle(max="0.8", T=20, pct_start="0.3", div_factor=4, final_div_factor=10, anneal="linear")
    assert mistaken(policy, 3) == pytest.approx(
        {"peak-at-share": 0.2 + 0.6 * 3 / 6, "up-from-min": 0.02 + 0.78 * 3 / 5, "up-from-0": 0.8 * 3 / 5}
    )
    assert mistaken(policy, 12) == pytest.approx(
        {
            "peak-at-share": 0.8 - 0.78 * 6 / 14,
            "final-over-max": 0.8 - 0.72 * 7 / 14,
            "down-to-0": 0.8 - 0.8 * 7 / 14,
        }
    )


def test_one_cycle_in_waves_with_a_total():
    policy = OneCycle(max="0.8", T=20, pct_start="0.3", div_factor=4, final_div_factor=10)
    value = cos(pi * 3 / 5)
    assert mistaken(policy, 3) == pytest.approx(
        {
            "peak-at-share": 0.2 + 0.6 * (1 - cos(pi * 3 / 6)) / 2,
            "up-from-min": 0.02 + 0.78 * (1 - value) / 2,
            "up-from-0": 0.8 * (1 - value) / 2,
            "linear": 0.2 + 0.6 * 3 / 5,
            "one-plus-cosine": 0.2 + 0.6 * (1 + value) / 2,
        }
    )


def test_one_cycle_of_three_phases():
    # 5 steps up, 5 down to 0.2, and 9 on to 0.02
    words = {"pct_start": "0.3", "div_factor": 4, "final_div_factor": 10, "anneal": "linear"}
    policy = OneCycle(max="0.8", T=20, three_phase=True, **words)
    assert mistaken(policy, 7) == pytest.approx({"down-to-0": 0.8 * 3 / 5})
    assert mistaken(policy, 13) == pytest.approx(
        {"final-over-max": 0.2 - (0.2 - 0.08) * 3 / 9, "down-to-0": 0.2 * 6 / 9}
    )


def test_constant_pieces():
    policy = Piecewise(values="8,4,1,2", boundaries="3,5,9")
    found = {
        "late": 1,
        "early": 1,
        "next-rate": 2,
        "rate-before": 4,
        "multiplied-up": 32,
        "interpolated": 1 + 1 / 4,
    }
    assert mistaken(policy, 6) == found
    # a boundary at the step itself, and one at the step after; a line from 4 down to 1 is half way at 4
    assert mistaken(policy, 5) == found | {"late": 4, "interpolated": 1}
    before = {"late": 4, "early": 1, "next-rate": 1, "rate-before": 8, "interpolated": 2.5}
    assert mistaken(policy, 4) == found | before
    assert mistaken(policy, 4)["multiplied-up"] == 32


def test_lines_between_boundaries():
    policy = Piecewise(values="8,4,1,2", boundaries="3,5,9", interpolate=True)
    assert mistaken(policy, 1) == pytest.approx(
        {"constant": 8, "backwards": 4 + 4 / 3, "change-alone": -4 / 3}
    )
    # one of 4 steps from 1 up to 2
    assert mistaken(policy, 6) == pytest.approx(
        {
            "constant": 1,
            "backwards": 2 - 1 / 4,
            "change-alone": 1 / 4,
            "from-step-0": 1 + 6 / 4,
            "over-the-end": 1 + 1 / 9,
        }
    )
    assert mistaken(policy, 11) == {"carried-on": 2.5}
    # no line leads to the last rate where two boundaries are one, nor where there is none
    assert mistaken(Piecewise(values="8,4,1", boundaries="3,3", interpolate=True), 4) == {}
    assert mistaken(Piecewise(values="8", boundaries=(), interpolate=True), 4) == {}


def test_the_decay_after_a_stable_part():
    # one of the last 4 steps; five of 8 after the warm-up; three of 6 after step D
    others = {"decay-after-warmup": 5 / 8, "over-total": 7 / 10, "D-as-start": 3 / 6}
    assert mistaken(Wsd(**RANGE, warmup=2, decay=4, T=10, shape="linear"), 7) == pytest.approx(
        {
            "still-stable": 0.9,
            "still-warming-up": 0.9 * 7 / 2,
            "done-for-left": scaled(1 / 4),
            **{name: scaled(1 - progress) for name, progress in others.items()},
            **of_the_scale(3 / 4),
        }
    )
    assert mistaken(Wsd(**RANGE, warmup=2, decay=4, T=10, shape="1-sqrt"), 7) == pytest.approx(
        {
            "still-stable": 0.9,
            "still-warming-up": 0.9 * 7 / 2,
            "done-for-left": scaled(1 / 4),
            "root-of-rest": scaled(sqrt(3 / 4)),
            "no-root": scaled(3 / 4),
            **{name: scaled(1 - sqrt(progress)) for name, progress in others.items()},
            **of_the_scale(1 - 1 / 2),
        }
    )
    assert mistaken(Wsd(**RANGE, warmup=2, decay=4, T=10, shape="cosine"), 7) == pytest.approx(
        {
            "still-stable": 0.9,
            "still-warming-up": 0.9 * 7 / 2,
            **{name: annealed(cos(pi * progress)) for name, progress in others.items()},
            **of_the_cosine(1 / 4),
        }
    )
    assert mistaken(Wsd(**RANGE, warmup=2, decay=4, T=10, shape="exponential"), 7) == pytest.approx(
        {
            "still-stable": 0.9,
            "still-warming-up": 0.9 * 7 / 2,
            "done-for-left": scaled(1 / 4),
            "only-halved": scaled(0.5**0.25),
            "geometric": 0.9 * (2 / 9) ** 0.25,
            **{name: scaled(2 * 0.5**progress - 1) for name, progress in others.items()},
            **of_the_scale(2 * 0.5**0.25 - 1),
        }
    )


def test_what_is_no_mistake_of_a_decay():
    # D = T − D is where the decay begins
    assert "D-as-start" not in mistaken(Wsd(**RANGE, warmup=2, decay=5, T=10), 7)
    # nothing is multiplied down to 0
    to_0 = Wsd(max="0.9", warmup=2, decay=4, T=10, shape="exponential")
    assert "geometric" not in mistaken(to_0, 7)
    assert "only-halved" in mistaken(to_0, 7)


def test_the_stable_part():
    # two of 8 steps after the warm-up, or twice its length
    policy = Wsd(**RANGE, warmup=2, decay=4, T=10)
    assert mistaken(policy, 4) == pytest.approx(
        {"decay-after-warmup": scaled(6 / 8), "still-warming-up": 1.8}
    )
    assert mistaken(Wsd(**RANGE, warmup=0, decay=4, T=10), 4).keys() == {"decay-after-warmup"}
    assert mistaken(policy, 1) == pytest.approx(
        {"warmup-inclusive": 0.9 * 2 / 3, "over-total": 0.9 / 10, "warmup-from-min": scaled(1 / 2)}
    )
