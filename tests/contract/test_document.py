"""Every number of the document, what-is-scheduling.md; the name of each test carries the section."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.policies import Cosine, Exponential, Fixed, OneCycle, Step, Warmup

EXAMPLE = Cosine(max="0.001", T=10000)
EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)


@pytest.mark.parametrize("step", [0, 100, 1000, 10000])
def test_section_8_3_fixed_rate(step):
    assert Fixed(lr="0.001").at(step) == 0.001


@pytest.mark.parametrize(("step", "rate"), [(0, "0.001"), (5000, "0.0005"), (10000, "0")])
def test_section_8_4_example_where_the_document_has_the_exact_rate(step, rate):
    derivation = EXAMPLE.derivation(step)
    assert derivation.learning_rate.exact == Fraction(rate)
    assert EXAMPLE.at(step) == float(rate)


# "≈": the document's six places are the exact rate rounded.
@pytest.mark.parametrize(("step", "rate"), [(2500, "0.000854"), (7500, "0.000146")])
def test_section_8_4_example_where_the_document_rounds_the_rate(step, rate):
    learning_rate = EXAMPLE.derivation(step).learning_rate
    assert learning_rate.exact is None
    assert learning_rate.rounded(6) == Decimal(rate)


@pytest.mark.parametrize(
    ("step", "cosine"), [(0, "1"), (2500, "0.707"), (5000, "0"), (7500, "-0.707"), (10000, "-1")]
)
def test_section_8_4_example_cosine_values(step, cosine):
    assert EXAMPLE.derivation(step)["cosine"].rounded(3) == Decimal(cosine)


def test_section_8_4_minimum_is_0_by_default():
    assert Cosine(max="0.001", min=0, T=10000) == EXAMPLE


@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.001), (999, 0.001), (1000, 0.0001), (1999, 0.0001), (2000, 1e-05), (2999, 1e-05)]
)
def test_section_8_5_step_decay(step, rate):
    assert Step(lr="0.001", step_size=1000, gamma="0.1").at(step) == rate
    assert Step(lr="0.001", step_size=1000).at(step) == rate


# γ = 0.9995 = 1 − 1/2000: γ^2 = 1 − 2/2000 + 1/2000^2 = 0.99900025, and γ^3 is 0.9995 times that.
@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.001), (1, 0.0009995), (2, 0.00099900025), (3, 0.000998500749875)]
)
def test_section_8_5_exponential_decay(step, rate):
    assert Exponential(lr="0.001", gamma="0.9995").at(step) == rate


# W = 1000: a thousandth of the maximum for each step, and the annealing from step 1001 on.
@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.0), (1, 1e-06), (250, 0.00025), (999, 0.000999), (1000, 0.001)]
)
def test_section_8_5_warm_up(step, rate):
    policy = Warmup(max="0.001", min="0.0002", warmup=1000, T=7000)
    assert policy.at(step) == rate
    assert policy.derivation(step).phase.name == "warm-up"


# T − W = 6000. At a third, cos(π/3) = 1/2: 0.0002 + 0.0008 × 3/4 = 0.0008. At a half the cosine is 0, at two
# thirds −1/2, at the end −1: 0.0008 × 1/2, × 1/4 and × 0 above the minimum.
@pytest.mark.parametrize(("step", "rate"), [(3000, 0.0008), (4000, 0.0006), (5000, 0.0004), (7000, 0.0002)])
def test_section_8_5_annealing_after_the_warm_up(step, rate):
    policy = Warmup(max="0.001", min="0.0002", warmup=1000, T=7000)
    assert policy.at(step) == rate
    assert policy.derivation(step).phase.name == "annealing"


# Δ = 0.0009. Up: 0.0001 + 0.0009 × t/2000. Down: 0.001 − 0.0009 × (t − 2000)/3000, so 3 × 10^-7 a step.
@pytest.mark.parametrize(
    ("step", "rate"),
    [
        (0, 0.0001),
        (1, 0.00010045),
        (1000, 0.00055),
        (1999, 0.00099955),
        (2000, 0.001),
        (2001, 0.0009997),
        (3500, 0.00055),
        (4999, 0.0001003),
        (5000, 0.0001),
    ],
)
def test_section_8_5_one_cycle(step, rate):
    assert OneCycle(max="0.001", min="0.0001", T1=2000, T2=3000).at(step) == rate


def test_section_8_7_cosine_boundary_conditions():
    assert EXERCISE.derivation(0).learning_rate.exact == EXERCISE.max
    assert EXERCISE.derivation(5000).learning_rate.exact == EXERCISE.min


def test_section_8_7_warm_up_boundary_conditions():
    policy = Warmup(max="0.002", min="0.0001", warmup=500, T=5000)
    assert policy.derivation(0).learning_rate.exact == 0
    assert policy.derivation(500).learning_rate.exact == Fraction("0.002")
    assert policy.derivation(5000).learning_rate.exact == Fraction("0.0001")
    # The warm-up holds up to W itself, the annealing from the next step on.
    assert [policy.derivation(step).phase.name for step in (500, 501)] == ["warm-up", "annealing"]


@pytest.mark.parametrize(("step", "rate"), [(0, "0.002"), (2500, "0.00105"), (5000, "0.0001")])
def test_section_8_8_exact_rates(step, rate):
    assert EXERCISE.derivation(step).learning_rate.exact == Fraction(rate)
    assert EXERCISE.at(step) == float(rate)


@pytest.mark.parametrize(
    ("step", "cosine", "scale"),
    [
        (0, "1.0", "1.0"),
        (1250, "0.707", "0.854"),
        (2500, "0.0", "0.5"),
        (3750, "-0.707", "0.146"),
        (5000, "-1.0", "0.0"),
    ],
)
def test_section_8_8_table_cosine_and_scale_are_rounded_to_three_places(step, cosine, scale):
    derivation = EXERCISE.derivation(step)
    assert derivation["cosine"].rounded(3) == Decimal(cosine)
    assert derivation["scale"].rounded(3) == Decimal(scale)


def test_section_8_8_rate_at_1250_is_cut_off_in_the_document_and_not_rounded():
    learning_rate = EXERCISE.derivation(1250).learning_rate
    assert learning_rate.truncated(6) == Decimal("0.001721")
    assert learning_rate.rounded(6) == Decimal("0.001722")


def test_section_8_8_rate_at_1250_in_full():
    # 0.0001 + 0.0019 × (1 + √2/2)/2
    with mp.workdps(50):
        exact = mp.nstr(mp.mpf("0.0001") + mp.mpf("0.0019") * (1 + mp.sqrt(2) / 2) / 2, 40)
    assert exact.startswith("0.0017217514421272")
    assert EXERCISE.derivation(1250).learning_rate.significant(40) == Decimal(exact)
    assert EXERCISE.at(1250) == float(exact)


def test_section_8_8_rate_at_3750_is_rounded_and_the_same_cut_off():
    learning_rate = EXERCISE.derivation(3750).learning_rate
    assert learning_rate.rounded(6) == Decimal("0.000378")
    assert learning_rate.truncated(6) == Decimal("0.000378")


def test_section_8_8_scale_in_the_working_comes_from_the_cosine_rounded_to_0_707():
    # (1 + 0.707)/2 = 0.8535 and (1 − 0.707)/2 = 0.1465, exactly.
    falling, low = EXERCISE.derivation(1250), EXERCISE.derivation(3750)
    assert (1 + falling["cosine"].rounded(3)) / 2 == Decimal("0.8535")
    assert (1 + low["cosine"].rounded(3)) / 2 == Decimal("0.1465")
    # Of the exact scale 0.853553…, 0.8535 is the four places cut off, not rounded.
    assert falling["scale"].truncated(4) == Decimal("0.8535")
    assert falling["scale"].rounded(4) == Decimal("0.8536")
    # Of the exact scale 0.146446…, 0.1465 is neither: it is the document's own rounding carried on.
    assert low["scale"].truncated(4) == low["scale"].rounded(4) == Decimal("0.1464")


def test_section_8_8_products_in_the_working():
    # 0.0019 × 0.8535 = 0.00162165, cut off; 0.0019 × 0.1465 = 0.00027835, rounded or cut off.
    places = Decimal("0.000001")
    assert (Decimal("0.0019") * Decimal("0.8535")).quantize(places, ROUND_DOWN) == Decimal("0.001621")
    assert (Decimal("0.0019") * Decimal("0.1465")).quantize(places, ROUND_HALF_UP) == Decimal("0.000278")
    # The exact rates less the minimum agree with both to these places.
    assert EXERCISE.derivation(1250).learning_rate.truncated(6) - Decimal("0.0001") == Decimal("0.001621")
    assert EXERCISE.derivation(3750).learning_rate.truncated(6) - Decimal("0.0001") == Decimal("0.000278")


def test_section_8_8_steps_are_the_default_steps():
    assert EXERCISE.default_steps() == [0, 1250, 2500, 3750, 5000]
