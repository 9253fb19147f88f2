"""Warm-up, stable, decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.expression.point import Point
from lrcalc.policies import Cosine, Linear, Wsd
from lrcalc.schedule.formula import formula_lines
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.001", "min": "1e-4", "T": "5k", "warmup": "10%", "decay": "20%", "shape": "linear"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--warmup", "--warmup-steps"),
    ("--warmup-start",),
    ("--warmup-shape",),
    ("--warmup-ramp",),
    ("--decay", "--decay-steps"),
    ("--shape",),
]
FORMULAS = [
    "η_t = η_max × t / W for t ≤ W",
    "η_t = η_max for W < t ≤ T − D",
    "η_t = η_min + (η_max − η_min) × (1 − (t − (T − D)) / D) for t > T − D",
]
SHAPES = {
    "linear": lambda p: 1 - p,
    "cosine": lambda p: (1 + mp.cos(mp.pi * p)) / 2,
    "1-sqrt": lambda p: 1 - mp.sqrt(p),
    "exponential": lambda p: 2 * mp.mpf("0.5") ** p - 1,
}


def random_parameters(chance):
    total = random_steps(chance) + 1
    warm = min(total - 1, random_steps(chance))
    decay = chance.randint(1, total - warm)
    rates = {"max": random_rate(chance), "min": random_minimum(chance)}
    shape = chance.choice(list(SHAPES))
    return {**rates, "T": total, "warmup": warm, "decay": decay, "shape": shape}, total


def reference(p, t):
    high, low, begin = mp.mpf(p["max"]), mp.mpf(p["min"]), p["T"] - p["decay"]
    if t <= p["warmup"]:
        return high * t / p["warmup"]
    if t <= begin:
        return high
    return low + (high - low) * SHAPES[p["shape"]](mp.mpf(t - begin) / p["decay"])


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**12)
shapes = some.sampled_from(list(SHAPES))


@given(rates, rates, lengths, lengths, lengths, shapes, some.data())
def test_it_never_falls_below_the_minimum_and_never_rises_after_the_warm_up(
    first, second, warm, stable, decay, shape, data
):
    low, high = sorted((first, second), key=Fraction)
    total = warm + stable + decay
    policy = Wsd(max=high, min=low, T=total, warmup=warm, decay=decay, shape=shape)
    earlier, later = sorted(data.draw(some.tuples(some.integers(warm, total), some.integers(warm, total))))
    assert float(high) >= policy.at(earlier) >= policy.at(later) >= float(low)


@given(rates, rates, lengths, lengths, lengths, shapes, some.data())
def test_it_holds_the_maximum_between_and_the_minimum_after(high, low, warm, stable, decay, shape, data):
    total = warm + stable + decay
    policy = Wsd(max=high, min=low, T=total, warmup=warm, decay=decay, shape=shape)
    between = data.draw(some.integers(warm, warm + stable))
    past = data.draw(some.integers(0, 10**12))
    assert policy.derivation(0).learning_rate.exact == 0
    assert policy.derivation(between).learning_rate.exact == Fraction(high)
    assert policy.derivation(total + past).learning_rate.exact == Fraction(low)


@given(
    rates, rates, lengths, lengths, some.sampled_from([("cosine", Cosine), ("linear", Linear)]), some.data()
)
def test_the_decay_is_that_of_the_policy_alone_over_its_steps(high, low, before, decay, named, data):
    shape, alone = named
    done = data.draw(some.integers(0, decay))
    policy = Wsd(max=high, min=low, T=before + decay, warmup=0, decay=decay, shape=shape)
    assert policy.at(before + done) == alone(max=high, min=low, T=decay).at(done)


def test_by_hand():
    policy = Wsd(max=1, warmup=2, decay=4, T=10)
    assert [policy.at(step) for step in range(12)] == [0, 0.5, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0]
    names = [policy.derivation(step).phase.name for step in range(12)]
    assert names == ["warm-up"] * 3 + ["stable"] * 4 + ["decay"] * 5


# Trap 27 of POLICIES.md: the exponential decay of Megatron is .4142 half way; trap 29: 1 − √½ is .2929.
@pytest.mark.parametrize(
    ("shape", "quarter", "half"),
    [
        ("linear", 0.75, 0.5),
        # (1 + √½)/2
        ("cosine", 0.8535533905932737, 0.5),
        # 1 − √¼, 1 − √½
        ("1-sqrt", 0.5, 0.2928932188134525),
        # 2·2^(−¼) − 1 = 2^¾ − 1, 2·2^(−½) − 1 = √2 − 1
        ("exponential", 0.6817928305074291, 0.41421356237309503),
    ],
)
def test_the_shapes_a_quarter_and_half_of_the_decay_through(shape, quarter, half):
    policy = Wsd(max=1, warmup=100, decay=200, T=1000, shape=shape)
    assert [policy.at(step) for step in (800, 850, 900, 1000)] == [1.0, quarter, half, 0.0]


def test_the_minimum_is_interpolated_and_may_be_a_ratio():
    # 0.0002 + 0.0018 · (1 − √¼)
    policy = Wsd(max="0.002", min_ratio="0.1", warmup=0, decay=400, T=1000, shape="1-sqrt")
    assert [policy.at(step) for step in (600, 700, 1000)] == [0.002, 0.0011, 0.0002]


def test_the_formulas_of_the_other_shapes():
    begun = "η_t = η_min + (η_max − η_min) ×"
    for shape, scale in {
        "cosine": "(1 + cos(π·(t − (T − D))/D)) / 2",
        "1-sqrt": "(1 − √((t − (T − D))/D))",
        "exponential": "(2 × 0.5^((t − (T − D))/D) − 1)",
    }.items():
        policy = Wsd(max=1, warmup=1, decay=1, T=4, shape=shape)
        assert formula_lines(policy)[2] == f"{begun} {scale} for t > T − D"


def test_a_cosine_has_a_column_where_there_is_one():
    plain = ("phase", "scale", "learning_rate")
    assert Wsd(max=1, warmup=1, decay=1, T=4).columns == plain
    for more in ({"shape": "cosine"}, {"warmup_shape": "cosine"}):
        assert Wsd(max=1, warmup=1, decay=1, T=4, **more).columns == ("phase", "cosine", *plain[1:])


def test_the_warm_up_has_a_start_and_a_shape():
    # half a cosine wave from 0.2 to 1: half way 0.6; 0.01·100^(1/2) = 0.1
    policy = Wsd(max=1, warmup=2, decay=1, T=4, warmup_start="0.2", warmup_shape="cosine")
    assert [policy.at(step) for step in range(5)] == [0.2, 0.6, 1.0, 1.0, 0.0]
    policy = Wsd(max=1, warmup=2, decay=1, T=4, warmup_start="0.01", warmup_shape="exponential")
    assert [policy.at(step) for step in range(5)] == [0.01, 0.1, 1.0, 1.0, 0.0]


def test_without_a_warm_up_it_starts_stable_at_the_maximum():
    policy = Wsd(max="0.1", warmup=0, decay=2, T=4)
    assert [policy.at(step) for step in range(6)] == [0.1, 0.1, 0.1, 0.05, 0.0, 0.0]
    assert [policy.derivation(step).phase.name for step in (0, 2, 3)] == ["stable", "stable", "decay"]
    assert list(policy.notes()) == []


def test_without_a_stable_part_the_decay_follows_the_warm_up():
    policy = Wsd(max="0.1", warmup=2, decay=2, T=4)
    assert [policy.at(step) for step in range(6)] == [0.0, 0.05, 0.1, 0.05, 0.0, 0.0]
    assert [policy.derivation(step).phase.name for step in (2, 3)] == ["warm-up", "decay"]
    assert list(policy.notes()) == []


def test_with_neither_it_is_all_decay_and_the_condition_shown_holds_at_step_0():
    policy = Wsd(max="0.1", warmup=0, decay=4, T=4)
    assert [policy.at(step) for step in range(5)] == [0.1, 0.075, 0.05, 0.025, 0.0]
    assert {policy.derivation(step).phase.name for step in range(5)} == {"decay"}
    assert formula_lines(policy) == [FORMULAS[2].replace("t > T", "t ≥ T")]


def test_without_a_warm_up_the_maximum_is_held_from_the_beginning():
    held = "η_t = η_max for t ≤ T − D"
    assert formula_lines(Wsd(max=1, warmup=0, decay=4, T=10)) == [held, FORMULAS[2]]


def test_without_a_decay_the_maximum_is_held_for_ever_and_that_is_noted():
    policy = Wsd(max="0.1", min="0.02", warmup=2, decay=0, T=4)
    assert [policy.at(step) for step in (0, 1, 2, 4, 5, 10**15)] == [0.0, 0.05, 0.1, 0.1, 0.1, 0.1]
    assert list(policy.notes()) == ["D = 0: there is no decay, and the rate stays at the maximum"]


def test_a_decay_of_one_step_is_a_cliff():
    policy = Wsd(max="0.1", min="0.02", warmup=1, decay=1, T=4, shape="1-sqrt")
    assert [policy.at(step) for step in range(6)] == [0.0, 0.1, 0.1, 0.1, 0.02, 0.02]


def test_all_warm_up_is_noted_once():
    policy = Wsd(max="0.1", warmup=4, decay=0, T=4)
    assert [policy.at(step) for step in (0, 2, 4, 5)] == [0.0, 0.05, 0.1, 0.1]
    assert list(policy.notes()) == ["W = T = 4: the schedule is all warm-up and ends at the maximum"]


def test_a_total_of_one_step():
    assert [Wsd(max=1, min="0.5", warmup=0, decay=1, T=1).at(step) for step in (0, 1, 2)] == [1.0, 0.5, 0.5]
    assert [Wsd(max=1, min="0.5", warmup=1, decay=0, T=1).at(step) for step in (0, 1, 2)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("warmup", "decay", "reason"),
    [
        (
            6,
            5,
            "expected up to 4 steps, what the warm-up leaves of T, got 5: "
            "W + D = 6 + 5 is longer than T = 10",
        ),
        (
            "60%",
            "50%",
            "expected up to 4 steps, what the warm-up leaves of T, got 5: "
            "W + D = 6 + 5 is longer than T = 10",
        ),
        (
            11,
            0,
            "expected up to 0 steps, what the warm-up leaves of T, got 0: "
            "W + D = 11 + 0 is longer than T = 10",
        ),
        (
            0,
            11,
            "expected up to 10 steps, what the warm-up leaves of T, got 11: "
            "W + D = 0 + 11 is longer than T = 10",
        ),
    ],
)
def test_warm_up_and_decay_longer_than_the_total_are_refused(warmup, decay, reason):
    with pytest.raises(ParameterError) as caught:
        Wsd(max=1, warmup=warmup, decay=decay, T=10)
    assert (caught.value.option, caught.value.reason) == ("--decay", reason)


def test_shares_of_the_total_are_cut_off_to_whole_steps_and_noted():
    policy = Wsd(max=1, warmup="10%", decay="15%", T=105)
    assert (policy.warmup, policy.decay) == (10, 15)
    assert list(policy.notes()) == [
        "--warmup 10% of 105 steps is 10.5, rounded down to 10 (transformers rounds up)",
        "--decay 15% of 105 steps is 15.75, rounded down to 15 (transformers rounds up)",
    ]


def test_an_unknown_shape_is_refused():
    with pytest.raises(
        ParameterError, match=r"^--shape: expected linear or cosine or 1-sqrt or exponential, got 'sqrt'"
    ):
        Wsd(max=1, warmup=1, decay=1, T=4, shape="sqrt")


def test_a_minimum_above_the_maximum_is_noted_and_rises_at_the_end():
    policy = Wsd(max="0.1", min="0.3", warmup=0, decay=2, T=4)
    assert [policy.at(step) for step in range(5)] == [0.1, 0.1, 0.1, 0.2, 0.3]
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]


def test_far_steps():
    # half way through a decay of 2·10^14: 0.5, 1 − √½
    for shape, half in (("linear", 0.5), ("1-sqrt", 0.2928932188134525)):
        policy = Wsd(max=1, warmup="1e14", decay="2e14", T="1e15", shape=shape)
        assert [policy.at(step) for step in (5 * 10**13, 8 * 10**14, 9 * 10**14, 10**15)] == [
            0.5,
            1.0,
            half,
            0.0,
        ]


def mistaken(policy, step):
    """What each mistake gives at a step."""
    phase = policy.derivation(step).phase
    return {item.id: item.expression(phase).real(Point(step)).double() for item in policy.mistakes(phase)}


def test_the_mistakes_give_what_a_student_would_get():
    # W = 2, D = 4, T = 10: at step 7 the decay is a quarter through; (7 − 2)/8 and (7 − 4)/6 are wrong
    policy = Wsd(max=1, min="0.2", warmup=2, decay=4, T=10, shape="1-sqrt")
    found = mistaken(policy, 7)
    assert found["still-stable"] == 1.0
    assert found["min-not-added"] == 0.4
    assert found["min-ignored"] == 0.5
    assert found["no-root"] == 0.8
    # 0.2 + 0.8·√¾
    assert found["root-of-rest"] == pytest.approx(0.2 + 0.8 * 0.8660254037844386)
    # 0.2 + 0.8·(1 − √(5/8)), 0.2 + 0.8·(1 − √(7/10)), 0.2 + 0.8·(1 − √(3/6))
    assert found["decay-after-warmup"] == pytest.approx(0.2 + 0.8 * (1 - 0.7905694150420949))
    assert found["over-total"] == pytest.approx(0.2 + 0.8 * (1 - 0.8366600265340756))
    assert found["D-as-start"] == pytest.approx(0.2 + 0.8 * (1 - 0.7071067811865476))
    # at step 4: (4 − 2)/8 of the way down, and 1 · 4/2
    found = mistaken(policy, 4)
    assert (found["decay-after-warmup"], found["still-warming-up"]) == (0.8, 2.0)


def test_the_mistakes_of_the_exponential_decay():
    # a quarter through, from 1 down to 1/16: geometric it is (1/16)^(1/4) = 1/2; ½^¼ = 0.8408964152537145
    found = mistaken(Wsd(max=1, min="1/16", warmup=2, decay=4, T=10, shape="exponential"), 7)
    assert found["geometric"] == 0.5
    assert found["only-halved"] == pytest.approx(1 / 16 + 15 / 16 * 0.8408964152537145)
