"""A least rate for any schedule."""

from fractions import Fraction

import pytest

from lrcalc import Chain, Formula
from lrcalc.analysis.crossings import crossings
from lrcalc.errors import ParameterError
from lrcalc.policies import Cosine, Exponential, InverseSqrt, Step
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.formula import formula_lines, title
from tests.policies.by_hand import mistaken
from tests.small import rates

HALVED = Exponential(lr=1, gamma="0.5")


def test_the_rate_is_the_greater_of_the_two():
    assert rates(HALVED.with_floor("0.2"), 4) == [1, 0.5, 0.25, 0.2, 0.2]
    assert rates(HALVED.with_floor(0), 4) == rates(HALVED, 4)
    assert rates(HALVED.with_floor(2), 3) == [2, 2, 2, 2]


def test_a_floor_is_not_a_minimum_that_the_curve_is_scaled_to():
    assert Cosine(max=1, T=10).with_floor("0.5").at(2) == Cosine(max=1, T=10).at(2)
    assert Cosine(max=1, min="0.5", T=10).at(2) != Cosine(max=1, T=10).at(2)


def test_it_holds_in_the_warm_up_too():
    assert rates(HALVED.after_warmup(4).with_floor("0.3"), 4) == [0.3, 0.3, 0.5, 0.75, 1]


def test_megatrons_inverse_square_root():
    # POLICIES.md: max(min_lr, max·√W/√k)
    policy = InverseSqrt(max=1, warmup=4).with_floor("0.25")
    assert [policy.at(step) for step in (16, 64, 65, 1000)] == [0.5, 0.25, 0.25, 0.25]


def test_the_steps_at_the_floor_are_a_phase_of_their_own():
    policy = Step(lr=1, step_size=10).with_floor("0.05")
    assert formula_lines(policy) == [
        "η_t = η_0 × γ^drops for η_0 × γ^drops ≥ η_floor, where drops = ⌊t/s⌋",
        "η_t = η_floor for η_0 × γ^⌊t/s⌋ < η_floor",
    ]
    assert title(policy) == "Step decay, at least η_floor: η_0 = 1, s = 10, γ = 0.1, η_floor = 0.05"
    assert policy.columns == ("phase", "drops", "unfloored", "scale", "learning_rate")
    wave = Cosine(max=1, T=90).with_floor("0.3")
    # (1 + cos(π·t/90))/2 = 0.3 at t = 90·arccos(−0.4)/π = 56.79
    assert [(phase.name, phase.first, phase.last) for phase in wave.first_phases()] == [
        ("annealing", 0, 56),
        ("floor", 57, 90),
    ]


def test_where_the_rate_goes_up_and_down_it_is_the_greater_of_two():
    policy = Cosine(max=1, T=90, cycles=3).with_floor("0.3")
    # as above, with waves of a third: 18.93, on the way up 60 − 18.93, and 60 + 18.93
    assert [(phase.name, phase.first, phase.last) for phase in policy.first_phases()] == [
        ("annealing", 0, 18),
        ("floor", 19, 41),
        ("annealing", 42, 78),
        ("floor", 79, 90),
    ]
    inner = rates(Cosine(max=1, T=90, cycles=3), 90)
    assert rates(policy, 90) == [max(rate, 0.3) for rate in inner]


@pytest.mark.parametrize(
    "wave", [Formula("(1+cos(t/30))/2"), Cosine(max=1, T=9000, cycles=900), Chain(Formula("cos(t)", T=80))]
)
def test_where_the_turns_are_not_known_or_many_it_is_the_greater_of_two(wave):
    policy = wave.with_floor("0.3")
    assert formula_lines(policy)[0].startswith("η_t = max(")
    assert rates(policy, 90) == [max(rate, 0.3) for rate in rates(wave, 90)]


@pytest.mark.parametrize(
    "inner", [HALVED, Cosine(max=1, T=90), Step(lr=1, step_size=7)], ids=lambda it: it.name
)
def test_many_steps_at_once(inner):
    policy = inner.with_floor("0.013")
    columns = [part.columns["learning_rate"] for part in trajectory(policy, [range(120)])]
    assert [rate for column in columns for rate in column] == rates(policy, 119)


def test_its_crossings():
    assert crossings(HALVED.with_floor("0.2"), Fraction(1, 4)).steps == [2]
    assert crossings(HALVED.with_floor("0.2"), Fraction(1, 10)).steps == []


def test_a_floor_that_is_no_rate_is_refused():
    with pytest.raises(ParameterError, match=r"^--floor: expected "):
        HALVED.with_floor("-1")


def test_the_mistakes_with_a_floor():
    found = mistaken(HALVED.with_floor("0.2"), 4)
    assert (found["no-floor-rate"], found["floor-added"]) == (1 / 16, 1 / 16 + 0.2)


def test_a_decay_of_many_stairs_passes_the_floor_once():
    # 0.9^6 = 0.531441, 0.9^7 = 0.4782969; and up again for 1.1^8 = 2.14358881
    falling = Step(lr=1, step_size=1, gamma="0.9").with_floor("0.5")
    assert falling.rates([5, 6, 7, 10**15]) == [0.59049, 0.531441, 0.5, 0.5]
    assert [falling.phase_at(step).name for step in (6, 7)] == ["step", "floor"]
    rising = Step(lr=1, step_size=1, gamma="1.1").with_floor(2)
    assert rising.rates([0, 7, 8]) == [2.0, 2.0, 2.14358881]
    ends = Step(lr=1, step_size=10, gamma="0.9", T=75).with_floor("0.5")
    assert ends.rates([69, 70, 75, 80]) == [0.531441, 0.5, 0.5, 0.5]
