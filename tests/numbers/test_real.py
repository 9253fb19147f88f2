"""Rounding: once, from the exact value."""

import math
import random
import subprocess
import sys
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.expression import PI, power
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.real import Real, magnitude


def enclosed(fraction):
    """The number known by its enclosures alone, as an irrational one is."""
    return Real(None, lambda digits: arithmetic(digits).exactly(fraction))


BOTH = pytest.mark.parametrize("real", [Real, enclosed], ids=["exact", "enclosed"])

# Halfway between two doubles: the one with the even last bit is taken.
TIES = [
    (1 + Fraction(1, 2**53), 1.0),
    (1 + Fraction(3, 2**53), 1 + 2**-51),
    (Fraction(2**53 + 1), 2.0**53),
    (Fraction(2**53 + 3), 2.0**53 + 4),
    (Fraction(1, 2**1075), 0.0),
    (Fraction(3, 2**1075), 2 * 5e-324),
    (Fraction(2**1024 - 2**970), math.inf),
]


@pytest.mark.parametrize(("value", "double"), TIES, ids=lambda value: str(value)[:24])
def test_a_tie_between_doubles_goes_to_the_even_one(value, double):
    assert Real(value).double() == double


# These have a finite decimal expansion of at most 600 digits, which is the boundary an enclosure lies on.
@pytest.mark.parametrize(("value", "double"), [*TIES[:4], TIES[6]], ids=lambda value: str(value)[:24])
def test_a_tie_known_by_enclosures_goes_to_the_even_one(value, double):
    assert enclosed(value).double() == double


@BOTH
def test_the_least_bit_beside_a_tie_decides(real):
    nudge = Fraction(1, 10**300)
    assert real(1 + Fraction(1, 2**53) + nudge).double() == 1 + 2**-52
    assert real(1 + Fraction(3, 2**53) - nudge).double() == 1 + 2**-52
    assert real(Fraction(1, 2**1075) * (1 + nudge)).double() == 5e-324
    assert real(Fraction(2**1024 - 2**970) - nudge).double() == sys.float_info.max


@BOTH
def test_what_is_beyond_all_doubles_is_infinite(real):
    assert real(Fraction(10**400)).double() == math.inf
    assert real(Fraction(-(10**400))).double() == -math.inf


@BOTH
@pytest.mark.parametrize("value", [Fraction(0), Fraction(-1, 10**400)], ids=["zero", "below zero"])
def test_zero_has_no_sign(real, value):
    assert math.copysign(1, real(value).double()) == 1


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_its_own_nearest_double(value):
    assert Real(Fraction(value)).double() == value
    assert enclosed(Fraction(value)).double() == value


def test_roots_are_rounded_as_the_square_shows():
    # d is the double nearest to √n if n lies between the squares of the points halfway to d's neighbours.
    chance = random.Random("roots")
    for _ in range(300):
        number = Fraction(chance.randint(1, 10**9), chance.randint(1, 10**9))
        double = power(number, Fraction(1, 2)).real(Point(0)).double()
        below = (Fraction(double) + Fraction(math.nextafter(double, 0))) / 2
        above = (Fraction(double) + Fraction(math.nextafter(double, math.inf))) / 2
        assert below**2 <= number <= above**2


@BOTH
@pytest.mark.parametrize(
    ("value", "places", "rounded", "cut"),
    [
        ("0.0017217514421272", 6, "0.001722", "0.001721"),
        ("0.5", 0, "1", "0"),
        ("-0.5", 0, "-1", "0"),
        ("2.5", 0, "3", "2"),
        ("-2.5", 0, "-3", "-2"),
        ("0.00025", 4, "0.0003", "0.0002"),
        ("0.000249999999999999999999999999999999999999999999", 4, "0.0002", "0.0002"),
        ("-0.00004", 4, "0.0000", "0.0000"),
        ("999.9996", 3, "1000.000", "999.999"),
        ("0", 3, "0.000", "0.000"),
        ("1e-300", 3, "0.000", "0.000"),
        ("1e300", 0, "1" + "0" * 300, "1" + "0" * 300),
    ],
)
def test_rounded_to_places_with_ties_away_from_zero_and_cut_off(real, value, places, rounded, cut):
    number = real(Fraction(value))
    assert str(number.rounded(places)) == rounded
    assert str(number.truncated(places)) == cut


@BOTH
@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("0.0017217514421272", 6, "0.00172175"),
        ("0.00105", 6, "0.00105"),
        ("9.9999995", 7, "10"),
        ("9.9999994", 7, "9.999999"),
        ("0.25", 1, "0.3"),
        # rounded once: 0.245 and 0.2450 on the way would make 0.25
        ("0.2449", 2, "0.24"),
        ("0.24499", 2, "0.24"),
        ("1", 3, "1"),
        ("-0.25", 1, "-0.3"),
        ("123456", 2, "120000"),
        ("1e-400", 3, "1e-400"),
        ("0", 3, "0"),
    ],
)
def test_rounded_to_significant_digits(real, value, digits, expected):
    assert real(Fraction(value)).significant(digits) == Decimal(expected)


def test_significant_digits_can_be_cut_off():
    assert Real(Fraction("0.0017217514421272")).significant(4, ROUND_DOWN) == Decimal("0.001721")
    assert enclosed(Fraction("0.0017217514421272")).significant(4, ROUND_DOWN) == Decimal("0.001721")


def test_pi_is_rounded_as_mpmath_prints_it():
    with mp.workdps(60):
        assert PI.real(Point(0)).significant(50) == Decimal(mp.nstr(+mp.pi, 50))


def test_rounding_to_places_keeps_more_digits_than_the_decimal_context_of_the_caller():
    with mp.workdps(60):
        expected = Decimal(mp.nstr(+mp.pi, 41))
    assert PI.real(Point(0)).rounded(40) == expected
    with localcontext() as context:
        context.prec = 3
        assert PI.real(Point(0)).rounded(5) == Decimal("3.14159")
        assert PI.real(Point(0)).significant(6) == Decimal("3.14159")
        assert PI.real(Point(0)).double() == math.pi
        assert Real(Fraction("3.14159265")).rounded(5) == Decimal("3.14159")


@BOTH
def test_compare_is_below_equal_or_above(real):
    half = real(Fraction(1, 2))
    nudge = Fraction(1, 10**500)
    assert half.compare(Fraction(1, 2)) == 0
    assert half.compare(Fraction(1, 2) + nudge) == -1
    assert half.compare(Fraction(1, 2) - nudge) == 1
    assert [real(Fraction(sign)).sign() for sign in (-1, 0, 1)] == [-1, 0, 1]
    # below 0 the larger is the one nearer to it; 10^3 and 10^-3 are told apart by their size alone
    assert [real(Fraction(-1, 2)).compare(Fraction(-1, n)) for n in (1, 2, 3)] == [1, 0, -1]
    assert [real(Fraction(-1)).compare(-(Fraction(10) ** n)) for n in (-3, 3)] == [-1, 1]
    assert [real(Fraction(1)).compare(Fraction(10) ** n) for n in (-3, 3)] == [1, -1]
    assert [real(Fraction(-1)).compare(Fraction(n)) for n in (0, 1)] == [-1, -1]


def test_two_numbers_are_told_apart_to_1200_digits():
    half, pi = Real(Fraction(1, 2)), PI.real(Point(0))
    assert (half.compare(pi), pi.compare(half)) == (-1, 1)
    near = (PI + Fraction(1, 10**500)).real(Point(0))
    assert (pi.compare(near), near.compare(pi)) == (-1, 1)
    assert pi.compare(pi) == half.compare(enclosed(Fraction(1, 2))) == 0


def test_a_number_that_no_enclosure_tells_from_a_boundary_lies_on_it():
    half = ((PI / PI) / 2).real(Point(0))
    assert half.compare(Fraction(1, 2)) == 0
    assert half.rounded(0) == 1
    assert (PI / PI * (1 + Fraction(1, 2**53))).real(Point(0)).double() == 1.0
    # a tie of 500 digits is one too
    tie = Fraction(10**499 + 5, 10**500)
    assert (PI / PI * tie).real(Point(0)).rounded(499) == Decimal(f"0.1{'0' * 497}1")
    nothing = (PI - PI).real(Point(0))
    assert nothing.sign() == 0
    assert nothing.significant(3) == 0


def test_only_the_exact_value_is_exact():
    assert Real(Fraction(1, 2)).is_exactly(Decimal("0.5"))
    assert Real(Fraction(1, 2)).is_exactly(Decimal("0.500"))
    assert not Real(Fraction(1, 3)).is_exactly(Decimal("0.333333"))
    assert not PI.real(Point(0)).is_exactly(Decimal("3.14159"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", 0),
        ("9.99", 0),
        ("10", 1),
        ("0.002", -3),
        ("0.0099999", -3),
        ("1/3", -1),
        ("-250", 2),
        ("1000/999", 0),
    ],
)
def test_the_magnitude_is_the_power_of_ten_of_the_first_digit(value, expected):
    assert magnitude(Fraction(value)) == expected


def tiny():
    """0.1^(10^15)"""
    return power(Fraction(1, 10), Fraction(10**15)).real(Point(0))


def test_a_tenth_to_the_power_of_10_to_the_15_rounds_to_zero_and_keeps_its_digits():
    assert tiny().double() == 0.0
    assert tiny().rounded(6) == 0
    assert tiny().significant(6) == Decimal("1E-1000000000000000")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the child's processor time is POSIX")
def test_a_tenth_to_the_power_of_10_to_the_15_is_compared_without_being_written_out():
    # In a child that may use 5 s of processor time and 2 GB: written out, the number has 10^15 digits.
    program = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (5, 5))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
        "from fractions import Fraction\n"
        "from tests.numbers.test_real import tiny\n"
        "print(tiny().sign(), tiny().compare(Fraction(1, 10**300)))\n"
    )
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert child.stdout == "1 -1\n", child.stderr[-300:] or f"ended by signal {-child.returncode}"
