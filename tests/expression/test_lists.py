"""Lists of numbers in a formula: how many are at or below a limit, and one of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.expression import PI, STEP, Number, NumberList, count, element
from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import Notation
from lrcalc.expression.point import Point
from lrcalc.expression.shape import straight_line, varies

M = NumberList("m", "m", (Fraction(30), Fraction(60), Fraction(60), Fraction(80)))
V = NumberList("v", "v", (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000)))


@pytest.mark.parametrize(
    ("step", "number"), [(0, 0), (29, 0), (30, 1), (59, 1), (60, 3), (80, 4), (10**15, 4)]
)
def test_the_numbers_at_or_below_the_limit_are_counted(step, number):
    assert count(M, STEP).exact(Point(step)) == number


@given(some.lists(some.integers(0, 50)), some.integers(0, 60))
def test_a_count_is_that_of_a_loop(numbers, step):
    node = count(NumberList("m", "m", tuple(map(Fraction, sorted(numbers)))), STEP)
    assert node.exact(Point(step)) == sum(1 for number in numbers if number <= step)


def test_a_limit_may_be_any_rational_formula():
    assert count(M, STEP / 2 - 1).exact(Point(62)) == 1
    assert count(M, STEP).replace({STEP: STEP - 1}).exact(Point(30)) == 0
    with pytest.raises(ValueError, match="rational"):
        count(M, PI * STEP).exact(Point(30))


def test_an_element_is_found_by_its_index_from_0():
    assert [element(V, Number(Fraction(n))).exact(Point(0)) for n in range(3)] == list(V.values)
    assert element(V, count(M, STEP)).replace({STEP: STEP + 30}).exact(Point(0)) == Fraction(1, 100)


@pytest.mark.parametrize(
    "index",
    [Number(Fraction(3)), Number(Fraction(-1)), Number(Fraction(1, 2)), PI],
    ids=["3", "-1", "half", "pi"],
)
def test_an_element_that_is_not_there_is_an_arithmetic_error(index):
    with pytest.raises(ArithmeticError):
        element(V, index).exact(Point(0))


def test_they_are_constant_within_a_phase():
    assert not varies(element(V, count(M, STEP)))
    assert straight_line(count(M, STEP)) is None
    assert straight_line(STEP * count(M, STEP), Point(59)) == (0, 1)
    assert straight_line(STEP * count(M, STEP), Point(60)) == (0, 3)


def test_how_they_are_written():
    assert Notation().text(count(M, STEP)) == "#(m ≤ t)"
    assert Notation().text(element(V, count(M, STEP))) == "v_#(m ≤ t)"
    assert Notation().text(element(V, STEP + 1)) == "v_(t + 1)"
    assert LatexNotation().text(count(M, STEP)) == r"\#(m \le t)"
    assert LatexNotation().text(element(V, count(M, STEP))) == r"v_{\#(m \le t)}"
