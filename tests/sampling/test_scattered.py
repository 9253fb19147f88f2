"""Steps in any order are answered in that order, each as by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.policies import POLICIES, Cosine, Cyclic, Restarts, Warmup, policy_class
from lrcalc.sampling.stretch import furthest
from lrcalc.sampling.trajectory import Trajectory
from lrcalc.schedule.formula import example
from lrcalc.schedule.typed_formula import Formula

# 3, 7 and 11 have no common divisor with 2^12: every step up to 4096 once, but for the few left out
MIXED = [step * factor % 4096 for factor in (3, 7, 11) for step in range(60, 1300)]


def assert_as_one_by_one(policy, steps):
    found = list(Trajectory(policy, policy.columns).over(steps))
    assert [step for stretch in found for step in stretch.steps] == list(steps)
    for stretch in found:
        for index, step in enumerate(stretch.steps):
            derivation = policy.derivation(step)
            assert derivation.phase.name == stretch.phase.name
            own = [item.key for item in derivation.phase.quantities if item.key in policy.columns]
            assert list(stretch.columns) == own
            for key in own:
                assert stretch.columns[key][index] == derivation[key].double()


@pytest.mark.parametrize("name", POLICIES)
def test_mixed_steps_of_any_policy(name):
    assert_as_one_by_one(example(policy_class(name)), [*MIXED[::7], 10**15, 5, 10**9, 5])


@given(st.lists(st.integers(0, 9000) | st.integers(0, 10**15), max_size=200))
def test_any_steps(steps):
    assert_as_one_by_one(Warmup(max="0.002", min="0.001", warmup=700, T=8000), steps)


@pytest.mark.parametrize(
    "policy",
    [
        Cyclic(max="0.1", min="0.001", step_up=11, step_down=7, mode="triangular2"),
        Restarts(max="0.1", min="0.001", T0=7, T_mult="1.1", peak_decay="0.9"),
        Cosine(max=1, T=2000).with_past_end("repeat"),
    ],
)
def test_mixed_steps_over_many_phases(policy):
    assert_as_one_by_one(policy, MIXED[::3])


def test_a_step_between_that_has_no_rate_does_not_matter():
    # at step 100 there is no rate, and nobody asks for it
    policy = Formula("1/(t - 100)")
    steps = [step for step in range(150, 50, -1) if step != 100] + [3]
    assert [rate for part in Trajectory(policy).over(steps) for rate in part.columns["learning_rate"]] == [
        1 / (step - 100) for step in steps
    ]


def test_the_furthest_step():
    assert furthest(range(9, 2, -3)) == 9
    assert furthest(range(0)) == 0
    assert furthest([4, 9, 2]) == 9
    assert furthest([]) == 0
