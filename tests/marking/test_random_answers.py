"""No correct answer is marked wrong, and no wrong one accepted: random schedules, steps and precisions.

The exact rates come from each policy's own formula in mpmath (tests/policies), to 60 digits. The numbers are
such that none of them is lost: rates from 10^-9 to 1, up to 10^6 steps. 1 + cos(π·t/T) is at least
π²/(2 × 10^12), and loses 12 digits at the most; no rate is asked for that is below 10^-30.
"""

import random
from collections import Counter
from fractions import Fraction
from importlib import import_module

import pytest
from mpmath import mp

from lrcalc.marking.answer import read_answer
from lrcalc.marking.verdict import Marks, judge
from lrcalc.policies import policy_class
from tests.marking.classroom import significant
from tests.profiles import number

DIGITS = 60
SMALLEST = mp.mpf("1e-30")
PRECISIONS = range(3, 9)
STEPS_PER_POLICY = 10
ALL_CASES = {
    "cosine": 30_000,
    "step": 12_000,
    "exponential": 18_000,
    "warmup": 24_000,
    "one-cycle": 12_000,
    "fixed": 4_000,
}
CASES = {name: number(cases, quick=max(600, cases // 12)) for name, cases in ALL_CASES.items()}
WRONG_SCHEDULES = number(200, quick=25)


def formula_of(name):
    """The document's formula in mpmath, as the policy's own test file states it."""
    return import_module(f"tests.policies.test_{name.replace('-', '_')}").reference


def rate(chance):
    return f"{chance.randint(1, 9999)}e-{chance.randint(4, 9)}"


def parameters(name, chance):
    """Random parameters as typed, and the step up to which to ask."""
    total = chance.randint(10, 10 ** chance.randint(2, 6))
    low = rate(chance) if chance.random() < 0.7 else "0"
    part = chance.randint(1, total - 1)
    gamma = f"{chance.randint(1, 99)}e-2"
    of = {
        "fixed": {"lr": rate(chance)},
        "cosine": {"max": rate(chance), "min": low, "T": total},
        "step": {"lr": rate(chance), "step_size": total // chance.randint(1, 9) + 1, "gamma": gamma},
        "exponential": {"lr": rate(chance), "gamma": f"{1 - chance.randint(1, 9999) / 10**7:.7f}"},
        "warmup": {"max": rate(chance), "min": low, "warmup": part, "T": total},
        "one-cycle": {"max": rate(chance), "min": low, "T1": part, "T2": total - part},
    }
    return of[name], min(total, 10**4) if name == "exponential" else total


def exact_rates(name, chance):
    """A derivation at random steps of a random schedule, with the exact rate, for ever."""
    while True:
        typed, last = parameters(name, chance)
        policy = policy_class(name)(**typed)
        for step in [0, last, *(chance.randint(0, last) for _ in range(STEPS_PER_POLICY))]:
            exact = formula_of(name)(typed, step)
            if exact == 0 or abs(exact) > SMALLEST:
                yield policy.derivation(step), exact


def correct_answers(name, chance):
    """Each derivation with its rate rounded and cut off to 3 to 8 digits, for ever."""
    for derivation, exact in exact_rates(name, chance):
        for digits in PRECISIONS:
            for cut in (False, True):
                yield derivation, significant(exact, digits, cut)


def test_there_are_100_000_cases():
    assert sum(ALL_CASES.values()) == 100_000


@pytest.mark.parametrize("name", CASES)
def test_no_correct_answer_rounded_or_cut_to_3_to_8_digits_is_marked_wrong(name):
    chance = random.Random(f"correct answers of {name}")
    refused, found = [], Counter()
    with mp.workdps(DIGITS):
        for (derivation, typed), _ in zip(correct_answers(name, chance), range(CASES[name])):
            verdict = judge(read_answer(typed), derivation, "learning_rate", Marks())
            found[verdict.code] += 1
            if verdict.code not in ("exact", "correct", "truncated"):
                refused.append((derivation.step, typed, verdict))
    assert refused == []
    assert sum(found.values()) == CASES[name]
    # the answers are of all the kinds that they should be
    assert name == "fixed" or min(found["correct"], found["exact"] + found["truncated"]) > CASES[name] / 20


def early_rounding_bound(name, typed, derivation):
    """What rounding a quantity to two decimals can do, where it has more decimals than twelve: half a
    hundredth of what it is multiplied by, and half of that again where a cosine was rounded before it."""
    long = [key for key in ("cosine", "scale") if key in derivation and has_long_decimals(derivation[key])]
    if not long:
        return Fraction(0)
    if "cosine" in derivation:
        return abs(Fraction(typed["max"]) - Fraction(typed["min"])) * Fraction(3, 400)
    return max(abs(Fraction(typed[key])) for key in ("lr", "max", "min") if key in typed) / 200


def has_long_decimals(value):
    """Whether a value is no decimal of twelve places."""
    return value.exact is None or 10**12 % value.exact.denominator != 0


@pytest.mark.parametrize("name", CASES)
def test_no_answer_off_by_more_than_a_unit_is_accepted_but_within_the_early_rounding_bound(name):
    chance = random.Random(f"wrong answers of {name}")
    passed, found = [], Counter()
    with mp.workdps(DIGITS):
        for _ in range(WRONG_SCHEDULES):
            typed, last = parameters(name, chance)
            policy = policy_class(name)(**typed)
            for step in (0, last, chance.randint(0, last), chance.randint(0, last)):
                derivation, exact = policy.derivation(step), formula_of(name)(typed, step)
                bound = early_rounding_bound(name, typed, derivation)
                for text in wrong_answers(chance, exact):
                    verdict = judge(read_answer(text), derivation, "learning_rate", Marks())
                    found[verdict.code] += 1
                    if verdict.accepted and not may_pass(text, exact, bound):
                        passed.append((typed, step, text, verdict))
    assert passed == []
    assert found["wrong"] > 10 * WRONG_SCHEDULES
    assert name not in ("cosine", "warmup") or found["close"] > 0


def wrong_answers(chance, exact):
    """Answers of 1 to 8 digits that are off by more than a unit: by little, by much, by powers of ten."""
    for _ in range(8):
        digits = chance.randint(1, 8)
        near = exact * (1 + chance.choice((-1, 1)) * mp.mpf(10) ** -chance.uniform(0, 8))
        yield significant(near or SMALLEST, digits)
        yield significant(exact * mp.mpf(10) ** chance.choice((-3, -2, -1, 1, 2, 3)), digits)
        yield f"{'-' * chance.randint(0, 1)}{chance.randint(0, 10**digits)}e-{chance.randint(1, 14)}"


def may_pass(text, exact, bound):
    """Off by a unit at most; or by no more than the bound and a unit, with two digits and a tenth of it."""
    answer = read_answer(text)
    unit = mp.mpf(answer.unit.numerator) / answer.unit.denominator
    off = abs(mp.mpf(answer.value.numerator) / answer.value.denominator - exact)
    if off == 0 or (answer.digits > 0 and off <= unit):
        return True
    allowed = mp.mpf(bound.numerator) / bound.denominator + unit
    return answer.digits > 1 and off <= min(abs(exact) / 10, allowed)
