"""Rule 7 of MARKING.md: what is close, because a quantity on the way was rounded before it was used."""

import pytest

from lrcalc.policies import Cosine, InverseTime, Linear, OneCycle, Polynomial
from tests.marking.classroom import DECAY, EXERCISE, EXPONENTIAL, codes, marked, verdict_at, verdicts

NO_MINIMUM = Cosine(max="0.002", T=5000)


@pytest.mark.parametrize(
    ("step", "typed", "code"),
    [
        (1250, "0.0017226", "close"),  # scale 0.854
        (3750, "0.0003774", "close"),  # scale 0.146
        (3750, "0.00037835", "close"),  # cosine −0.707, scale 0.1465
        (1250, "0.00172450", "close"),  # cosine 0.71
        (1250, "0.001727", "wrong"),  # 5 × 10^-6 above, and no rounding gives it
        (1250, "0.0017213", "wrong"),
        (5000, "0.00011", "wrong"),  # nothing there can be rounded
        (0, "0.0021", "wrong"),
        (2500, "0.0010476", "wrong"),
    ],
)
def test_rule_7_only_what_a_rounding_gives_is_close(step, typed, code):
    assert verdict_at(step, typed).code == code


# By hand, with a quantity rounded to three decimals; to two more it gives other numbers.
@pytest.mark.parametrize(
    ("policy", "step", "typed", "rounded"),
    [
        # 0.9995^1000 = 0.606454… has 4,000 digits: nobody carries them
        (EXPONENTIAL, 1000, "0.00060650", "scale factor 0.6065"),
        # 0.002 − 0.0019 × 0.333
        (Linear(max="0.002", min="0.0001", T=90), 30, "0.0013673", "scale factor 0.333"),
        # 0.0001 + 0.0019 × 0.296, where (2/3)³ = 0.296296…
        (Polynomial(max="0.002", min="0.0001", T=90, power=3), 30, "0.0006624", "scale factor 0.296"),
        # 0.02 / 1.167, where 1 + 0.5 × 100/300 = 1.1666…
        (InverseTime(lr="0.02", decay_rate="0.5", decay_steps=300), 100, "0.017138", "divisor 1.167"),
        # 0.0001 + 0.0009 × 0.333 on the way up, over 300
        (OneCycle(max="0.001", min="0.0001", T1=300, T2=300), 100, "0.0003997", "scale factor 0.333"),
    ],
)
def test_rule_7_what_has_more_decimals_than_anybody_carries_is_rounded_in_every_policy(
    policy, step, typed, rounded
):
    (verdict,) = verdicts(marked(policy, [step], [typed]))
    assert (verdict.code, verdict.text) == ("close", f"close: rounded too early ({rounded})")


@pytest.mark.parametrize(
    ("policy", "step", "typed"),
    [
        (DECAY, 2500, "0.0000101"),  # 0.1² is 0.01
        (EXPONENTIAL, 1000, "0.000608"),
        (Linear(max="0.002", min="0.0001", T=5000), 1250, "0.0015251"),  # 1/4 is 0.25
        (Polynomial(max="0.002", min="0.0001", T=5000, power=3), 1250, "0.00090182"),  # 0.421875
    ],
)
def test_rule_7_a_short_decimal_is_not_rounded(policy, step, typed):
    assert codes(marked(policy, [step], [typed])) == ["wrong"]


def test_rule_7_names_the_rounding_that_gives_the_answer():
    # 0.0001 + 0.0019 × (1 + 0.707)/2 = 0.00172165, × (1 + 0.7071)/2 = 0.001721745
    assert verdict_at(1250, "0.00172165").text == "close: rounded too early (cosine value 0.707)"
    assert verdict_at(1250, "0.001721745").text == "close: rounded too early (cosine value 0.7071)"
    # up to eight decimals: × (1 + 0.7071068)/2 = 0.00172175146
    assert verdict_at(1250, "0.00172175146").text == "close: rounded too early (cosine value 0.7071068)"
    # 0.0001 + 0.0019 × 0.8536 = 0.00172184
    assert verdict_at(1250, "0.00172184").text == "close: rounded too early (scale factor 0.8536)"


# Each lies within one unit of its last digit, or within 4.75 × 10^-7, and is nothing like the answer.
@pytest.mark.parametrize(
    ("policy", "step", "typed"),
    [
        (EXERCISE, 5000, "0.001"),  # a unit above 0.0001, ten times as large
        (EXERCISE, 1250, "0.01"),
        (EXERCISE, 1250, "0.00"),
        (EXERCISE, 5000, "0"),
        (NO_MINIMUM, 5000, "4.5e-7"),  # it is 0
        (NO_MINIMUM, 5000, "-0.00000010"),
        (Cosine(max="0.00168", T=5000), 2500, "0.0009"),  # 0.00084: one digit, and not the right one
        (NO_MINIMUM, 4999, "4.0e-7"),  # 0.002 × π²/(4 × 5000²) = 1.97 × 10^-10
    ],
)
def test_what_is_near_but_absurd_is_not_close(policy, step, typed):
    assert codes(marked(policy, [step], [typed])) == ["wrong"]
