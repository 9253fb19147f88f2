"""A warm-up before any policy: its shapes, and the policy counted from its end."""

from math import cos, pi

import pytest

from lrcalc.errors import ParameterError
from lrcalc.policies import Cosine, Fixed, InverseSqrt, OneCycle, Piecewise, Step, Tanh
from lrcalc.schedule.formula import formula_lines, title

DROPS = Step(lr="0.8", step_size=3, gamma="0.5")
WAVE = Cosine(max="0.9", min="0.2", T=10)


def rates(policy, last):
    return [policy.at(step) for step in range(last + 1)]


def test_the_policy_follows_the_line_to_its_first_rate():
    # four steps of 0.2, then drops at 4 + 3 and 4 + 6
    expected = [0, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]
    assert rates(DROPS.after_warmup(4), 10) == expected


def test_a_line_can_begin_above_0():
    assert rates(DROPS.after_warmup(4, start="0.4"), 5) == [0.4, 0.5, 0.6, 0.7, 0.8, 0.8]


def test_half_a_wave_up():
    waves = [0.8 * (1 - cos(pi * step / 4)) / 2 for step in range(5)]
    assert rates(DROPS.after_warmup(4, shape="cosine"), 5) == pytest.approx([*waves, 0.8])
    policy = DROPS.after_warmup(4, start="0.4", shape="cosine")
    assert rates(policy, 4) == pytest.approx([0.4 + wave / 2 for wave in waves])


def test_an_exponential_warm_up_multiplies_by_the_same_at_every_step():
    policy = DROPS.after_warmup(4, start="0.05", shape="exponential")
    assert rates(policy, 5) == [0.05, 0.1, 0.2, 0.4, 0.8, 0.8]
    with pytest.raises(
        ParameterError, match=r"^--warmup-start: expected a rate above 0 for an exponential warm-up, got 0"
    ):
        DROPS.after_warmup(4, shape="exponential")


def test_a_total_counts_the_warm_up_and_lengths_do_not():
    # half of the six steps that are left lies at 7
    policy = WAVE.after_warmup(4)
    assert (policy.total, policy.at(4), policy.at(7), policy.at(10)) == (10, 0.9, 0.55, 0.2)
    lengths = OneCycle(max="0.8", T1=2, T2=2).after_warmup(3)
    assert lengths.total == 3 + 4
    assert rates(lengths, 7) == [0, 0, 0, 0, 0.4, 0.8, 0.4, 0]
    assert DROPS.after_warmup(4).total is None


def test_a_warm_up_of_no_steps_leaves_the_policy_as_it_is():
    assert rates(WAVE.after_warmup(0), 10) == rates(WAVE, 10)
    assert rates(DROPS.after_warmup(0), 10) == rates(DROPS, 10)
    assert formula_lines(WAVE.after_warmup(0)) == [f"{formula_lines(WAVE)[0]} for t ≥ W"]


@pytest.mark.parametrize(
    ("warmup", "rate", "note"),
    [
        (10, 0.9, "W = T = 10: the schedule is all warm-up and ends at the maximum"),
        (15, 0.6, "W = 15 is longer than T = 10: the maximum is never reached, the highest rate is 0.6"),
    ],
)
def test_a_warm_up_of_all_the_steps_has_nothing_after_it(warmup, rate, note):
    policy = WAVE.after_warmup(warmup)
    assert list(policy.notes()) == [note]
    assert (policy.at(10), policy.at(11)) == (rate, rate)
    assert (policy.monotone_from, list(policy.turns(policy.phase_at(3)))) == (None, [])
    assert list(WAVE.after_warmup(9).notes()) == []


def test_the_warm_up_may_be_a_share_of_the_total():
    assert WAVE.after_warmup("40%") == WAVE.after_warmup(4)


def test_a_phase_has_the_name_of_the_policy_where_it_has_none_of_its_own():
    assert [WAVE.after_warmup(4).phase_at(step).name for step in (0, 4, 5)] == [
        "warm-up",
        "warm-up",
        "annealing",
    ]
    assert Step(lr=1, step_size=9).after_warmup(4).phase_at(5).name == "step"
    assert OneCycle(max=1, T1=2, T2=2).after_warmup(4).phase_at(5).name == "rising"


def test_the_formula_counts_from_the_end_of_the_warm_up():
    assert formula_lines(WAVE.after_warmup(4)) == [
        "η_t = η_max × t / W for t ≤ W",
        "η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − W)/(T − W))) / 2 for t > W",
    ]
    assert (
        formula_lines(DROPS.after_warmup(4, start="0.4"))[0]
        == "η_t = η_start + (η_0 − η_start) × t / W for t ≤ W"
    )


def test_the_peak_is_the_symbol_with_its_value_or_else_a_number_of_its_own():
    named = Piecewise(values="0.8,0.1", boundaries=10).after_warmup(4)
    assert formula_lines(named)[0] == "η_t = η_peak × t / W for t ≤ W"
    assert named.at(1) == 0.2
    # where it is no rational number
    curve = Tanh(max=1, T=104, lower=-1, upper=1)
    assert curve.after_warmup(4).at(2) == pytest.approx(curve.at(0) / 2)


def test_the_title_and_what_was_typed_name_what_is_not_as_usual():
    assert title(DROPS.after_warmup(4)) == "Step decay, after a warm-up: η_0 = 0.8, s = 3, γ = 0.5, W = 4"
    assert title(DROPS.after_warmup(4, start="0.4")).endswith("W = 4, η_start = 0.4")
    own = {"warmup": "4", "warmup_start": "0.4", "warmup_shape": "cosine"}
    assert DROPS.after_warmup(4).typed == DROPS.typed | {"warmup": "4"}
    assert DROPS.after_warmup(4, "0.4", "cosine").typed == DROPS.typed | own


def test_the_columns_are_those_of_the_policy_and_of_the_warm_up():
    assert DROPS.after_warmup(4).columns == ("phase", "drops", "scale", "learning_rate")
    assert DROPS.after_warmup(4, shape="cosine").columns == (
        "phase", "drops", "cosine", "scale", "learning_rate")  # fmt: skip
    assert Fixed(lr=1).after_warmup(4).columns == ("phase", "scale", "learning_rate")


def test_it_turns_where_the_policy_turns_but_later():
    assert WAVE.after_warmup(4).monotone_from == 4
    assert InverseSqrt(max=1, warmup=20).after_warmup(4).monotone_from == 24
    assert OneCycle(max=1, T1=2, T2=2).after_warmup(4).monotone_from is None
    # three half waves in the thirty steps after the fourth
    waves = Cosine(max=1, T=34, cycles=3).after_warmup(4)
    assert list(waves.turns(waves.phase_at(20))) == [14, 24, 34]
    assert list(waves.turns(waves.phase_at(1))) == []


def test_the_rate_lies_between_the_start_and_the_bounds_of_the_policy():
    assert [float(bound) for bound in WAVE.after_warmup(4).bounds()] == [0, 0.9]
    assert [float(bound) for bound in WAVE.after_warmup(4, start="1.5").bounds()] == [0.2, 1.5]


def test_the_default_steps_show_the_warm_up_and_those_of_the_policy_after_it():
    assert Fixed(lr=1).after_warmup(4).default_steps() == [0, 2, 4, 104, 1004, 10004]
    assert WAVE.after_warmup(4).default_steps() == [0, 2, 4, 5, 7, 10]
