"""Answers held against rates that no memory has room for: the verdict comes all the same."""

from fractions import Fraction

import pytest

from lrcalc.marking.agreement import within
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.real import Real
from lrcalc.policies import Exponential, Step

LATE = 10**15


@pytest.mark.parametrize(
    ("schedule", "answer", "told"),
    [
        # 1.9^(10^15) and 0.3^(10^15) have 10^14 digits and more
        (Exponential(lr=1, gamma="1.9"), "7", "100 % too small"),
        (Exponential(lr=1, gamma="1.9"), "1e400", "100 % too small"),
        (Exponential(lr=1, gamma="0.3"), "7", "more than 1e308 times what it should be"),
        (Step(lr=1, step_size=3, gamma="2.5"), "1", "as if there were no schedule"),
    ],
)
def test_an_answer_is_marked_however_far_the_rate_is(schedule, answer, told):
    found = schedule.check({LATE: answer})
    assert not found.accepted
    assert told in " ".join(str(found).split())


def test_an_answer_to_a_rate_of_millions_of_digits_is_marked_without_writing_it_out():
    # 0.9^78,752,119 begins with three and a half million zeros
    looked = []

    def enclose(digits):
        looked.append(digits)
        return Exponential(lr=1, gamma="0.9").derivation(78_752_119).learning_rate.enclosure(digits)

    value = Real(None, enclose)
    assert not within(Fraction("4.125e-6"), value, Fraction(1, 100))
    assert len(looked) < 10
    assert Exponential(lr="0.1", gamma="0.9").check({78_752_119: "4.125e-06"}).accepted is False


@pytest.mark.parametrize("tolerance", ["0", "0.1", "0.5", "1", "1.5", "3"])
@pytest.mark.parametrize("given", ["-7", "-1", "0", "0.4", "0.9", "1", "1.1", "1.5", "2", "2.5", "4", "9"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_tolerance_is_of_the_value_whatever_it_is(tolerance, given, sign):
    value = Real(None, lambda digits: arithmetic(digits).exactly(Fraction(sign)))  # as of a root
    is_within = abs(Fraction(given) - sign) <= Fraction(tolerance)
    assert within(Fraction(given), value, Fraction(tolerance)) is is_within
