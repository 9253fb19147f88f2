"""One cycle: up, then down, in straight lines."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.expression.point import Point
from lrcalc.policies import OneCycle
from lrcalc.schedule.formula import formula_lines, title
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 of the document, and random parameters for it in mpmath.
TYPED = {"max": "0.001", "min": "1e-4", "T1": "2e3", "T2": "3000"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T1",),
    ("--T2",),
    ("--T", "--total-steps"),
    ("--pct-start",),
    ("--div-factor",),
    ("--final-div-factor",),
    ("--anneal",),
    ("--three-phase",),
]
FORMULAS = [
    "η_t = η_min + (η_max − η_min) × t / T₁ for t ≤ T₁",
    "η_t = η_max − (η_max − η_min) × (t − T₁) / T₂ for t > T₁",
]


def random_parameters(chance):
    if chance.random() < 0.6:
        return random_with_total(chance)
    up, down = random_steps(chance), random_steps(chance)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T1": up, "T2": down}, up + down


def random_with_total(chance):
    total = random_steps(chance) + 1
    share = chance.choice(
        ("0.3", "0.25", "0", "1/3", "0.5", f"{chance.random():.6f}", f"1e-{len(str(total))}")
    )
    # what torch and mpmath divide by zero for is left to the tests by hand
    while Fraction(share) * total == 1:
        share = f"{chance.random():.6f}"
    given = {"max": random_rate(chance), "T": total, "pct_start": share}
    given |= {"div_factor": chance.choice(("25", "10", "0.3", "1e4")), "final_div_factor": "1e4"}
    return {
        **given,
        "anneal": chance.choice(("cos", "linear")),
        "three_phase": chance.random() < 0.4,
    }, total - 1


def torch_one_cycle(p, t):
    """OneCycleLR as torch computes it (section 2.8 of POLICIES.md), the ends of the phases not rounded."""
    share = Fraction(p["pct_start"]) * p["T"]
    high = mp.mpf(p["max"])
    first = high / mp.mpf(p["div_factor"])
    last = first / mp.mpf(p["final_div_factor"])
    phases = [(share - 1, first, high), (Fraction(p["T"] - 1), high, last)]
    if p["three_phase"]:
        phases = [phases[0], (2 * share - 2, high, first), (Fraction(p["T"] - 1), first, last)]
    start = Fraction(0)
    for end, a, b in phases:
        if t <= end or end == p["T"] - 1:
            done = (t - start) / (end - start)
            done = mp.mpf(done.numerator) / done.denominator
            return a + (b - a) * ((1 - mp.cos(mp.pi * done)) / 2 if p["anneal"] == "cos" else done)
        start = end
    raise AssertionError


def reference(p, t):
    if "T" in p:
        return torch_one_cycle(p, t)
    high, low = mp.mpf(p["max"]), mp.mpf(p["min"])
    if t <= p["T1"]:
        return low + (high - low) * t / p["T1"]
    return high - (high - low) * (t - p["T1"]) / p["T2"]


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**12)


@given(rates, rates, lengths, lengths, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, up, down, data):
    step = data.draw(some.integers(0, up + down))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= OneCycle(max=high, min=low, T1=up, T2=down).at(step) <= bounds[1]


@given(rates, rates, lengths, lengths, some.data())
def test_it_never_falls_on_the_way_up_and_never_rises_on_the_way_down(first, second, up, down, data):
    low, high = sorted((first, second), key=Fraction)
    policy = OneCycle(max=high, min=low, T1=up, T2=down)
    rising = sorted(data.draw(some.tuples(some.integers(0, up), some.integers(0, up))))
    falling = sorted(data.draw(some.tuples(some.integers(0, down), some.integers(0, down))))
    assert policy.at(rising[0]) <= policy.at(rising[1])
    assert policy.at(up + falling[0]) >= policy.at(up + falling[1])


@given(rates, rates, lengths, lengths, some.integers(0, 10**12))
def test_it_starts_at_the_minimum_peaks_at_the_maximum_and_holds_the_minimum(high, low, up, down, past):
    policy = OneCycle(max=high, min=low, T1=up, T2=down)
    assert policy.derivation(0).learning_rate.exact == Fraction(low)
    assert policy.derivation(up).learning_rate.exact == Fraction(high)
    assert policy.derivation(up + down + past).learning_rate.exact == Fraction(low)


@given(rates, rates, lengths, some.data())
def test_the_way_down_mirrors_a_way_up_of_the_same_length(high, low, length, data):
    away = data.draw(some.integers(0, length))
    policy = OneCycle(max=high, min=low, T1=length, T2=length)
    up, down = (policy.derivation(step).learning_rate.exact for step in (length - away, length + away))
    assert up == down


def test_the_phases_meet_after_the_maximum():
    policy = OneCycle(max="0.001", T1=10, T2=10)
    assert [policy.derivation(step).phase.name for step in (0, 10, 11, 20, 21)] == [
        "rising",
        "rising",
        "falling",
        "falling",
        "falling",
    ]


def test_without_a_way_up_it_starts_at_the_maximum():
    policy = OneCycle(max="0.1", min="0.02", T1=0, T2=4)
    assert [policy.at(step) for step in (0, 1, 2, 4, 5)] == [0.1, 0.08, 0.06, 0.02, 0.02]
    assert {policy.derivation(step).phase.name for step in range(5)} == {"falling"}


def test_without_a_way_up_the_condition_shown_holds_at_step_0():
    # "t > T₁" does not: 0 is not above 0.
    assert OneCycle(max="0.1", T1=0, T2=4).derivation(0).phase.condition != "t > T₁"


def test_without_a_way_down_it_ends_at_the_maximum_and_holds_it():
    policy = OneCycle(max="0.1", min="0.02", T1=4, T2=0)
    assert [policy.at(step) for step in (0, 1, 2, 4, 5)] == [0.02, 0.04, 0.06, 0.1, 0.1]
    assert policy.total == 4


def test_ways_of_one_step_are_minimum_maximum_minimum():
    policy = OneCycle(max="0.1", min="0.02", T1=1, T2=1)
    assert [policy.at(step) for step in range(4)] == [0.02, 0.1, 0.02, 0.02]


def test_neither_a_way_up_nor_a_way_down_is_refused():
    with pytest.raises(ParameterError) as caught:
        OneCycle(max="0.1", T1=0, T2=0)
    assert caught.value.option == "--T1/--T2"
    assert caught.value.reason == "expected a sum from 1 to 10^15 steps, got T1 + T2 = 0"


def test_upside_down_it_goes_down_first():
    policy = OneCycle(max="0.02", min="0.1", T1=2, T2=2)
    assert [policy.at(step) for step in range(5)] == [0.1, 0.06, 0.02, 0.06, 0.1]


def test_a_rate_halfway_between_two_doubles_goes_to_the_even_one():
    # Half of 2^54 + 2, and of 2^54 + 6: 2^53 + 1 and 2^53 + 3.
    for high, even in ((2**54 + 2, 2.0**53), (2**54 + 6, 2.0**53 + 4)):
        policy = OneCycle(max=high, T1=2, T2=2)
        assert [policy.at(1), policy.at(3)] == [even, even]


# With a total: torch's OneCycleLR. Trap 13 of POLICIES.md, max = 1, N = 100, div 25, final 1e4: the rates of
# these updates were computed by torch itself.
UPDATES = (0, 14, 28, 29, 30, 65, 98, 99)
TRAP_13 = {
    "cos": (0.04, 0.494013, 0.997186, 1.0, 0.999497, 0.477570, 0.000507, 0.000004),
    "linear": (0.04, 0.503448, 0.966897, 1.0, 0.985714, 0.485716, 0.014290, 0.000004),
    "three_phase": (0.04, 0.494013, 0.997186, 1.0, 0.997186, 0.037192, 0.0000627, 0.000004),
}


@pytest.mark.parametrize("name", TRAP_13)
def test_the_numbers_of_trap_13(name):
    more = {"three_phase": True} if name == "three_phase" else {"anneal": name}
    policy = OneCycle(max=1, T=100, **more)
    for step, rate in zip(UPDATES, TRAP_13[name]):
        assert policy.at(step) == pytest.approx(rate, abs=5.1e-7)
    # torch goes on to .000507 or −.01428 at update 100; here the last value is held
    assert policy.total == 99
    assert [policy.at(step) for step in (99, 100, 101, 10**15)] == [4e-6] * 4


WITH_TOTAL = ("pct_start", "div_factor", "final_div_factor", "anneal")


def test_the_defaults_with_a_total_are_those_of_torch_and_are_shown():
    policy = OneCycle(max=1, T=100)
    given = OneCycle(max=1, T=100, pct_start="0.3", div_factor=25, final_div_factor="1e4", anneal="cos")
    assert policy == given
    assert {name: policy.typed[name] for name in WITH_TOTAL} == dict(
        zip(WITH_TOTAL, ("0.3", "25", "10000", "cos"))
    )
    assert list(policy.notes()) == []


COSINE_FORMULAS = [
    "η_t = η_0 + (η_max − η_0) × (1 − cos(π·t/T₁)) / 2 for t ≤ T₁",
    "η_t = η_max − (η_max − η_min) × (1 − cos(π·(t − T₁)/T₂)) / 2 for t > T₁",
]
THREE_PHASE_FORMULAS = [
    "η_t = η_0 + (η_max − η_0) × t / T₁ for t ≤ T₁",
    "η_t = η_max − (η_max − η_0) × (t − T₁) / T₂ for T₁ < t ≤ T₁ + T₂",
    "η_t = η_0 − (η_0 − η_min) × (t − (T₁ + T₂)) / T₃ for t > T₁ + T₂",
]


def test_the_formulas_with_a_total():
    assert formula_lines(OneCycle(max=1, T=100)) == COSINE_FORMULAS
    three = OneCycle(max=1, T=100, anneal="linear", three_phase=True)
    assert formula_lines(three) == THREE_PHASE_FORMULAS
    assert title(three) == (
        "One cycle: η_max = 1, T = 100, η_0 = 0.04, η_min = 0.000004, T₁ = 29, T₂ = 29, T₃ = 41"
    )


def test_the_columns_with_a_total():
    assert OneCycle(max=1, T=100).columns == ("phase", "cosine", "scale", "learning_rate")
    assert OneCycle(max=1, T=100, anneal="linear").columns == ("phase", "scale", "learning_rate")
    assert OneCycle(max=1, T1=1, T2=1).columns == ("phase", "scale", "learning_rate")


def test_three_phases_by_hand():
    # pct 0.4 of 10: T₁ = T₂ = 3, T₃ = 9 − 6; from 0.25 up to 1, down to 0.25, down to 0.0625
    policy = OneCycle(
        max=1, T=10, pct_start="0.4", div_factor=4, final_div_factor=4, anneal="linear", three_phase=True
    )
    assert [policy.at(step) for step in range(10)] == [
        0.25, 0.5, 0.75, 1.0, 0.75, 0.5, 0.25, 0.1875, 0.125, 0.0625
    ]  # fmt: skip
    names = [policy.derivation(step).phase.name for step in range(10)]
    assert names == ["rising"] * 4 + ["falling"] * 3 + ["annihilation"] * 3


def test_the_ends_of_the_phases_are_not_rounded():
    # pct 0.25 of 10: the maximum lies at 1.5, half way between steps 1 and 2
    policy = OneCycle(max=1, T=10, pct_start="0.25", div_factor=4, final_div_factor=1, anneal="linear")
    # 0.25 + 0.75 · 1/1.5; 1 − 0.75 · 0.5/7.5
    assert [policy.at(step) for step in (0, 1, 2, 9)] == [0.25, 0.75, 0.95, 0.25]
    assert [policy.derivation(step).phase.name for step in (0, 1, 2)] == ["rising", "rising", "falling"]


factors = some.decimals(min_value=1, max_value=1000, places=3).map(str)
shares = some.decimals(min_value=0, max_value=1, places=3).map(str)


@given(rates, shares, factors, factors, some.integers(2, 10**12), some.booleans(), some.data())
def test_with_a_total_it_lies_between_its_ends_and_ends_at_the_least(
    high, share, divisor, last, total, three, data
):
    policy = OneCycle(
        max=high,
        T=total,
        pct_start=share,
        div_factor=divisor,
        final_div_factor=last,
        anneal=data.draw(some.sampled_from(["cos", "linear"])),
        three_phase=three,
    )
    low = Fraction(high) / Fraction(divisor) / Fraction(last)
    step = data.draw(some.integers(0, total - 1))
    assert float(low) <= policy.at(step) <= float(high)
    falls = Fraction(share) * total < total and not (three and 2 * Fraction(share) * total >= total + 1)
    assert policy.at(total - 1) == float(low) or not falls


@given(rates, lengths, some.integers(1, 10**6), some.integers(1, 10**6))
def test_linear_with_a_total_is_the_form_of_the_document_where_the_lengths_are_whole(high, past, up, down):
    # pct·T − 1 = T₁ and T − pct·T = T₂, from 0.04·η_max up and down to the same
    total = up + down + 1
    given = OneCycle(
        max=high, T=total, pct_start=Fraction(up + 1, total), final_div_factor=1, anneal="linear"
    )
    document = OneCycle(max=high, min_ratio="0.04", T1=up, T2=down)
    for step in (0, up // 2, up, up + 1, up + down // 2, total - 2, total - 1, total + past):
        assert given.at(step) == document.at(step)


def test_a_share_of_one_step_is_no_way_up_where_torch_divides_by_zero():
    policy = OneCycle(max=1, T=10, pct_start="0.1", div_factor=2, final_div_factor=5, anneal="linear")
    assert [policy.at(step) for step in (0, 1, 9)] == [1.0, 0.9, 0.1]
    assert list(policy.notes()) == ["pct_start·T is not more than 1 step: there is no way up"]
    assert formula_lines(policy) == ["η_t = η_max − (η_max − η_min) × (t − T₁) / T₂ for t ≥ T₁"]
    # with three phases there is no way down from the maximum either: from 0.5 to 0.1 in 8 steps
    policy = OneCycle(
        max=1, T=9, pct_start="1/9", div_factor=2, final_div_factor=5, anneal="linear", three_phase=True
    )
    assert [policy.at(step) for step in (0, 4, 8)] == [0.5, 0.3, 0.1]
    never = ["pct_start·T is not more than 1 step: there is no way up, and η_max is never reached"]
    assert list(policy.notes()) == never


def test_a_share_of_less_than_one_step_is_what_torch_makes_of_it():
    # e1 = 0·5 − 1 = −1, e2 = 4: at step 0 a fifth of the way down is done, from 1 to 0.5
    policy = OneCycle(max=1, T=5, pct_start=0, div_factor=2, final_div_factor=1, anneal="linear")
    assert [policy.at(step) for step in range(5)] == [0.9, 0.8, 0.7, 0.6, 0.5]
    assert list(policy.notes()) == [
        "pct_start·T is not more than 1 step: there is no way up, and η_max is never reached"
    ]


def test_a_total_of_one_step_is_its_last_and_all_of_it_rising_is_refused():
    policy = OneCycle(max=1, T=1, div_factor=2, final_div_factor=5)
    assert [policy.at(step) for step in (0, 1, 2)] == [0.1, 0.1, 0.1]
    assert policy.total == 0
    with pytest.raises(ParameterError) as caught:
        OneCycle(max=1, T=1, pct_start=1)
    assert caught.value.option == "--T"
    assert caught.value.reason == "expected 2 steps or more where --pct-start is 1, got 1"


def test_a_total_of_two_steps():
    # e1 = 0.3 · 2 − 1 = −0.4, e2 = 1: at step 0 it is 0.4/1.4 on the way down
    policy = OneCycle(max=1, T=2, div_factor=2, final_div_factor=5, anneal="linear")
    assert [policy.at(step) for step in (0, 1, 2)] == [float(1 - Fraction(9, 10) * Fraction(2, 7)), 0.1, 0.1]


def test_all_of_it_rising_ends_at_the_maximum():
    policy = OneCycle(max=1, T=5, pct_start=1, div_factor=2, anneal="linear")
    assert [policy.at(step) for step in range(6)] == [0.5, 0.625, 0.75, 0.875, 1.0, 1.0]
    assert list(policy.notes()) == []


def test_a_third_phase_that_is_not_reached_is_noted():
    # T₁ = T₂ = 5, but the last step is 9: at 4/5 of the way down from 1 to 0.5
    policy = OneCycle(max=1, T=10, pct_start="0.6", div_factor=2, anneal="linear", three_phase=True)
    assert [policy.at(step) for step in (5, 9, 10)] == [1.0, 0.6, 0.6]
    assert list(policy.notes()) == ["pct_start leaves no steps for the third phase: η_min is never reached"]


def test_a_first_rate_above_the_maximum_is_noted():
    policy = OneCycle(max=1, T=11, pct_start="6/11", div_factor="0.5", final_div_factor=2, anneal="linear")
    assert [policy.at(step) for step in (0, 5, 10)] == [2.0, 1.0, 1.0]
    assert list(policy.notes()) == ["div_factor is below 1: η_0 is larger than η_max"]
    assert list(OneCycle(max=1, T=11, div_factor=1).notes()) == []
    assert policy.bounds() == (1, 2)


BOTH = "expected --T, or --T1 and --T2 with their minimum, got both"
DIVIDES = "expected more than 0, got '0', which divides by zero"
NEAR = "expected cos or linear, got 'cosine' (did you mean cos?)"
MISSING = "expected --T with it, got none"


@pytest.mark.parametrize(
    ("given", "option", "reason"),
    [
        ({}, "--T1", "expected --T1 and --T2, or --T, got none"),
        ({"T2": 5}, "--T1", "expected --T1 and --T2, or --T, got --T2 alone"),
        ({"T1": 5}, "--T2", "expected --T1 and --T2, or --T, got --T1 alone"),
        ({"T1": 5, "T": 10}, "--T1", BOTH),
        ({"T2": 5, "T": 10}, "--T2", BOTH),
        ({"T1": 5, "T2": 5, "T": 10}, "--T1", BOTH),
        ({"min": 0, "T": 10}, "--min", BOTH),
        ({"min_ratio": 0, "T": 10}, "--min-ratio", BOTH),
        ({"T1": 5, "T2": 5, "pct_start": "0.3"}, "--pct-start", MISSING),
        ({"T1": 5, "T2": 5, "div_factor": 25}, "--div-factor", MISSING),
        ({"T1": 5, "T2": 5, "final_div_factor": 25}, "--final-div-factor", MISSING),
        ({"T1": 5, "T2": 5, "anneal": "cos"}, "--anneal", MISSING),
        ({"T1": 5, "T2": 5, "three_phase": True}, "--three-phase", MISSING),
        ({"T": 10, "pct_start": 30}, "--pct-start", "expected a share of T from 0 to 1, got '30'"),
        ({"T": 10, "pct_start": "1.1"}, "--pct-start", "expected a share of T from 0 to 1, got '1.1'"),
        ({"T": 10, "div_factor": 0}, "--div-factor", DIVIDES),
        ({"T": 10, "final_div_factor": 0}, "--final-div-factor", DIVIDES),
        ({"T": 10, "anneal": "cosine"}, "--anneal", NEAR),
        ({"T": 0}, "--T", "expected from 1 to 10^15 steps, got '0'"),
    ],
)  # fmt: skip
def test_what_belongs_to_the_two_forms_does_not_go_together(given, option, reason):
    with pytest.raises(ParameterError) as caught:
        OneCycle(max=1, **given)
    assert (caught.value.option, caught.value.reason) == (option, reason)


def test_far_steps_with_a_total():
    # T₁ = 3·10^14 − 1; a quarter of 10^15 steps before the end is half way down
    policy = OneCycle(max=1, T="1e15", pct_start="0.5", div_factor=2, final_div_factor=5, anneal="linear")
    assert policy.at(5 * 10**14 - 1) == 1.0
    assert policy.at(75 * 10**13 - 1) == 0.55
    assert policy.at(10**15 - 1) == policy.at(10**15) == 0.1


def test_after_a_warm_up_the_cycle_takes_what_is_left_and_the_title_has_its_lengths():
    # 10 of 100 steps: T₁ = 0.3 · 90 − 1 = 26, so the maximum is at 36
    policy = OneCycle(max=1, T=100, anneal="linear").after_warmup(10)
    assert [policy.at(step) for step in (0, 5, 10, 36, 99, 100)] == [0.0, 0.02, 0.04, 1.0, 4e-6, 4e-6]
    assert title(policy).endswith("T = 100, η_0 = 0.04, η_min = 0.000004, T₁ = 26, T₂ = 63, W = 10")


def mistaken(policy, step):
    """What each mistake gives at a step."""
    phase = policy.derivation(step).phase
    return {item.id: item.expression(phase).real(Point(step)).double() for item in policy.mistakes(phase)}


def test_the_mistakes_with_a_total_give_what_other_frameworks_do():
    policy = OneCycle(max=1, T=100)
    # optax, trap 13: the maximum at step pct·N
    optax = {14: 0.469826, 28: 0.989511, 29: 0.997371, 65: 0.500002, 98: 0.002017}
    for step, rate in optax.items():
        assert mistaken(policy, step)["peak-at-share"] == pytest.approx(rate, abs=5.1e-7)
    # lrsched ends at max/final_div
    assert mistaken(policy, 99)["final-over-max"] == 0.0001
    # the linear row of trap 13
    for step, rate in zip(UPDATES, TRAP_13["linear"]):
        assert mistaken(policy, step)["linear"] == pytest.approx(rate, abs=5.1e-7)


def test_the_mistakes_in_a_third_phase():
    found = mistaken(
        OneCycle(max=1, T=10, pct_start="0.4", div_factor=4, anneal="linear", three_phase=True), 9
    )
    # 1/10000 in place of 0.25/10000, and all the way down to 0
    assert found == {"final-over-max": 0.0001, "down-to-0": 0.0}
