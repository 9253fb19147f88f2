"""η is the double nearest to the exact value: at least 20,000 random cases a policy, none off (quick: 600).

The reference is the document's formula in mpmath, to 700 digits. The rates lie between 10^-323 and 10^307, so
where the larger of η_min and η_max cancels and leaves the smaller alone, at an end, it takes up to 630 digits
with it. 1 + cos(π·t/T) takes up to 24: at t = T − 1 it is about π²/(2T²), 4.9 × 10^-24 for T = 10^12.
γ^t grows the relative error of γ by t ≤ 10^12, which takes 12. So even if all came together, 34 digits
would be left, and it takes 17 to name a double.
"""

import math
import random

import pytest
from mpmath import mp

from lrcalc.policies import POLICIES, policy_class
from tests.policies import specimens
from tests.profiles import number

DIGITS = 700
CASES = number(20_000, quick=600)
STEPS_PER_POLICY = 8


def some_steps(chance, last):
    """Both ends, the steps next to the last, and steps anywhere."""
    near = [max(0, last - chance.randint(1, 10 ** chance.randint(0, 6))) for _ in range(2)]
    anywhere = [chance.randint(0, last) for _ in range(STEPS_PER_POLICY - 5)]
    return [0, last, max(0, last - 1), *near, *anywhere]


def nearest_double(value):
    """Correctly rounded. float(mpf) is not: below 2^-1022 it rounds to 53 bits first, and then again."""
    mantissa, exponent = value.man_exp
    if not mantissa or exponent + mantissa.bit_length() < -1100:
        return 0.0
    if exponent + mantissa.bit_length() > 1100:
        return math.inf
    try:
        return (mantissa << max(0, exponent)) / (1 << max(0, -exponent))
    except OverflowError:
        return math.inf


def test_the_reference_rounds_once_also_below_the_normal_doubles():
    with mp.workdps(DIGITS):
        # 1.5 − 2^-60 units of the last bit is nearest to 1 unit. Rounded to 53 bits first it is a tie: 2.
        assert nearest_double((mp.mpf(1.5) - mp.mpf(2) ** -60) * mp.mpf(2) ** -1074) == 5e-324
        assert nearest_double(mp.mpf(2) ** -1075) == 0.0
        assert nearest_double(mp.mpf(2) ** 1024 - mp.mpf(2) ** 970) == math.inf
        assert nearest_double(mp.mpf("0.1")) == 0.1


@pytest.mark.parametrize("name", POLICIES)
def test_the_rate_is_the_double_nearest_to_the_exact_value(name):
    chance = random.Random(f"exactness of {name}")
    specimen = specimens.of(name)
    mismatches, cases, rounded_away = [], 0, 0
    with mp.workdps(DIGITS):
        while cases < CASES:
            typed, last = specimen.random_parameters(chance)
            policy = policy_class(name)(**typed)
            for t in some_steps(chance, last):
                expected = nearest_double(specimen.reference(typed, t))
                if policy.at(t) != expected:
                    mismatches.append((typed, t, policy.at(t), expected))
                cases += 1
                rounded_away += expected in (0.0, math.inf)
    assert mismatches == []
    # Most of the cases must be of rates that a double can hold.
    assert rounded_away < cases / 2
