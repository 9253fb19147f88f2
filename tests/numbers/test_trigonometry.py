"""π and cosines in fixed point, against mpmath."""

import random
from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.numbers import trigonometry
from lrcalc.numbers.trigonometry import cosine_of_half_turns, pi_bits, rational_cosine
from tests.profiles import is_thorough, number

# The widths in use: those of 38, 76, … 1216 decimal digits.
WIDTHS = [134, 261, 514, 1021, 2034, 4061]


def true_cosine(half_turns, bits):
    """cos(π r)·2^bits, 200 bits closer than asked for, as a whole number over 2^200."""
    # The angle itself takes as many bits more as r has before the point.
    size = max(1, abs(half_turns.numerator) // half_turns.denominator).bit_length()
    with mp.workprec(bits + 200 + size + 64):
        angle = mp.pi * half_turns.numerator / half_turns.denominator
        return int(mp.floor(mp.cos(angle) * mp.mpf(2) ** (bits + 200)))


def lies_within_the_bound(half_turns, bits):
    value, error = cosine_of_half_turns(half_turns, bits)
    true = true_cosine(half_turns, bits)
    return (value - error) << 200 <= true and true + 1 <= (value + error) << 200


def test_pi_is_off_by_less_than_one_unit_at_every_width():
    # Every width from 8 to 4200 bits (quick: every seventh), whatever the guard bits happen to be there.
    with mp.workprec(4600):
        true = int(mp.floor(mp.pi * mp.mpf(2) ** 4500))
    shifts = {bits: 4500 - bits for bits in range(8, 4201, 1 if is_thorough() else 7)}
    off = [bits for bits, shift in shifts.items() if abs(true - (pi_bits(bits) << shift)) >= 1 << shift]
    assert off == []


@pytest.mark.parametrize("bits", WIDTHS)
def test_the_cosine_of_a_random_ratio_lies_within_its_bound(bits):
    chance = random.Random(f"cosine {bits}")
    for _ in range(number(2000 if bits < 1000 else 50)):
        total = chance.randint(1, 10 ** chance.randint(1, 15))
        half_turns = Fraction(chance.randint(0, total), total)
        assert lies_within_the_bound(half_turns, bits), half_turns


def test_the_bound_counts_the_errors_of_the_series_as_well_as_the_last_cut():
    # The last cut takes almost a whole unit off here, and the series was already a little low.
    assert lies_within_the_bound(Fraction(8977983, 13156507), 134)


@pytest.mark.parametrize(
    "half_turns",
    [
        Fraction(1, 10**15),
        Fraction(10**15 - 1, 10**15),
        Fraction(10**15 // 2 + 1, 10**15),
        Fraction(10**15 // 4 + 1, 10**15),
        Fraction(10**30 + 1, 3),
        Fraction(-(10**30) - 1, 7),
        Fraction(7, 4),
        Fraction(5, 4),
        Fraction(-1, 4),
        Fraction(1, 4),
        Fraction(3, 4),
    ],
    ids=str,
)
@pytest.mark.parametrize("bits", WIDTHS[:3])
def test_reduction_loses_nothing_at_huge_and_tiny_ratios(half_turns, bits):
    assert lies_within_the_bound(half_turns, bits)


@pytest.mark.parametrize(
    ("half_turns", "value"),
    [
        (Fraction(0), Fraction(1)),
        (Fraction(1, 3), Fraction(1, 2)),
        (Fraction(1, 2), Fraction(0)),
        (Fraction(2, 3), Fraction(-1, 2)),
        (Fraction(1), Fraction(-1)),
        (Fraction(4, 3), Fraction(-1, 2)),
        (Fraction(3, 2), Fraction(0)),
        (Fraction(5, 3), Fraction(1, 2)),
    ],
    ids=str,
)
@pytest.mark.parametrize("turns", [0, 2, -2, 10**20])
def test_the_eight_rational_cosines_of_a_turn(half_turns, value, turns):
    assert rational_cosine(half_turns + turns) == value


def test_the_angle_is_reduced_to_an_eighth_of_a_turn(monkeypatch):
    angles = []

    def angle(numerator, denominator, wide):
        angles.append(Fraction(numerator, denominator))
        return pi_bits(wide) * numerator // denominator

    monkeypatch.setattr(trigonometry, "_angle", angle)
    for part in range(-100, 101):
        assert lies_within_the_bound(Fraction(part, 24), 134)
    assert len(angles) == 201
    assert min(angles) == 0
    assert max(angles) == Fraction(1, 4)


def test_pi_is_found_once():
    assert pi_bits(134) is pi_bits(134)


def test_no_other_cosine_of_a_rational_ratio_is_rational():
    # Niven: every ratio with a denominator up to 60, other than sixths of the kind above, has none.
    for denominator in range(1, 61):
        for numerator in range(2 * denominator):
            half_turns = Fraction(numerator, denominator)
            expected = half_turns.denominator in (1, 2, 3)
            assert (rational_cosine(half_turns) is not None) == expected, half_turns
