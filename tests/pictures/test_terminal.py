"""The curve in the terminal: where its points lie, and what stands beside the axes."""

import random

import pytest

from lrcalc.pictures.curve import curve
from lrcalc.pictures.terminal import draw
from lrcalc.policies import POLICIES, Cosine, Exponential, Fixed, Linear, Multistep, Step, Warmup
from lrcalc.terminal.screen import Screen
from tests.pictures.drawing import drawing_in
from tests.policies import specimens
from tests.profiles import sample

# The largest rate lies on the first of these rows, 0 on the last, and each quarter between on a fourth.
TOP, MIDDLE, BOTTOM = 0, 8, 16
SAMPLES = 240


def drawn(policy, *asked, **screen):
    return drawing_in(draw([curve(policy, asked, SAMPLES)], Screen(**screen)))


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [None, 40, 80, 120, 200])
def test_cosine_begins_at_the_top_and_ends_at_the_bottom(width, ascii_only):
    drawing = drawn(Cosine(max="0.002", T=5000), width=width, ascii_only=ascii_only)
    last = drawing.columns
    assert drawing.filled(0) == [TOP]
    assert MIDDLE in drawing.filled(last // 2)
    assert drawing.filled(last) == [BOTTOM]
    # point symmetry: as far below the middle after a half as above it before
    quarter, three = drawing.filled(last // 4), drawing.filled(last - last // 4)
    assert abs((quarter[0] + three[-1]) - 2 * MIDDLE) <= 1


def values_of(row, largest):
    """The rates between which a row of the drawing lies, and a dot more: a row is four dots high."""
    dot = 1 / 4
    return (BOTTOM - row - dot) / 16 * largest, (BOTTOM - row + 1 + dot) / 16 * largest


# A wave, stairs, lines that rise and fall, a curve without end, and cycles in place of the slowest.
KINDS = ("cosine", "step", "one-cycle", "exponential", "cyclic")


@pytest.mark.parametrize("name", sample(POLICIES, quick=KINDS))
def test_every_part_of_the_curve_lies_where_a_rate_does(name):
    chance = random.Random(f"curve of {name}")
    specimen = specimens.of(name)
    policy = specimens.make(name)
    end = policy.total or 12_000
    drawing = drawn(policy, end, width=chance.randint(40, 150))
    assert specimen.TYPED
    rates = [policy.at(step) for step in range(end + 1)]
    largest = max(rates)
    for column in range(drawing.columns + 1):
        # the steps of the column and the two beside, as points lie between steps that are looked at
        first = max(0, end * (column - 1) // drawing.columns)
        near = rates[first : end * (column + 2) // drawing.columns + 1]
        filled = drawing.filled(column)
        assert filled
        for row in filled:
            low, high = values_of(row, largest)
            assert low <= max(near)
            assert min(near) <= high


def test_a_staircase_drops_upright():
    drawing = drawn(Step(lr="0.001", step_size=1000, gamma="0.5"), 2999)
    # the drops at t = 1000 and 2000, from 1 to 1/2 and from 1/2 to 1/4 of 16 rows
    for step, rows in ((1000, range(TOP, 9)), (2000, range(8, 13))):
        near = [drawing.filled(drawing.columns * step // 2999 + beside) for beside in (-1, 0, 1)]
        assert max(near, key=len) == list(rows)
    # on the stairs the curve is flat
    for step in (500, 1500, 2500):
        assert len(drawing.filled(drawing.columns * step // 2999)) == 1


def test_a_staircase_drops_upright_in_ascii():
    text = draw([curve(Multistep(lr=1, milestones="30,60"), [90], SAMPLES)], Screen(ascii_only=True))
    drawing = drawing_in(text)
    (first,) = {x for row in drawing.rows[2:14] for x, sign in enumerate(row) if sign == "|"}
    assert abs(first - drawing.columns / 3) <= 1


def test_a_flat_schedule_is_a_line_at_the_top():
    drawing = drawn(Fixed(lr="0.1"), 0)
    assert {*map(tuple, map(drawing.filled, range(drawing.columns + 1)))} == {(TOP,)}
    assert drawing.rates == {0: "0.1", 4: "0.075", 8: "0.05", 12: "0.025", 16: "0.0"}


def test_where_the_rate_is_0_throughout_the_line_lies_at_the_bottom():
    drawing = drawn(Fixed(lr=0), 0)
    assert {*map(tuple, map(drawing.filled, range(drawing.columns + 1)))} == {(BOTTOM,)}
    # nothing is known of what the other rows would be
    assert drawing.rates == {16: "0.0"}


@pytest.mark.parametrize("lr", ["1e-300", "1e300", "0.123456", "12345.6"])
def test_rates_of_every_size_are_drawn_alike(lr):
    drawing = drawn(Linear(max=lr, T=100), 50, width=80)
    assert (drawing.filled(0)[0], drawing.filled(drawing.columns)[-1]) == (TOP, BOTTOM)
    assert drawing.marks == [(drawing.columns // 2, MIDDLE)]


@pytest.mark.parametrize("end", [1, 2, 3, 7, 10, 99, 101, 5000, 12345, 10**7, 10**9 + 1, 10**12, 10**15])
@pytest.mark.parametrize("width", [34, 40, 72, 80, 120])
def test_the_ticks_are_round_and_evenly_spaced(end, width):
    drawing = drawn(Linear(max=1, T=end), 0, width=width)
    steps = [int(float(name)) for name in drawing.ticks]
    spacing = steps[1] - steps[0]
    assert steps == list(range(0, end + 1, spacing))
    assert str(spacing).rstrip("0") in ("1", "2", "5")
    assert 2 <= len(steps) <= 11
    for step, column in zip(steps, drawing.ticks.values()):
        assert abs(column - drawing.columns * step / end) <= 1
    assert max(map(len, drawing.lines)) == width


@pytest.mark.parametrize("end", [10**7, 12 * 10**12])
def test_far_steps_are_named_as_they_are_typed(end):
    # in full they would have no room; 2e12 is a number of steps of the command line
    assert all(len(name) <= 6 for name in drawn(Linear(max=1, T=end), 0).ticks)


@pytest.mark.parametrize("width", range(60, 90))
def test_a_mark_stands_above_the_tick_of_its_step(width):
    drawing = drawn(Linear(max=1, T=5000), 0, 1000, 2000, 3000, 4000, 5000, width=width)
    assert [column for column, _ in drawing.marks] == list(drawing.ticks.values())


def test_marks_lie_on_the_curve():
    policy, asked = Warmup(max="0.002", warmup=500, T=5000), (0, 250, 500, 2750, 5000)
    drawing = drawn(policy, *asked, width=100)
    # by hand: 0, half and whole of the warm-up, half way down, and the end
    rows = [BOTTOM, MIDDLE, TOP, MIDDLE, BOTTOM]
    assert [row for _, row in drawing.marks] == rows
    for step, (column, _) in zip(asked, drawing.marks):
        assert abs(column - drawing.columns * step / 5000) <= 1 / 2 + 1 / 4


def test_a_mark_is_an_o_in_ascii():
    text = draw([curve(Exponential(lr=1, gamma="0.99"), [0, 100], SAMPLES)], Screen(ascii_only=True))
    assert text.isascii()
    assert sum(row.count("o") for row in drawing_in(text).rows) == 2


def test_colour_is_for_screens_that_have_it(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # plotille looks for a terminal itself
    made = [curve(Linear(max=1, T=10), [5], SAMPLES)]
    assert "\x1b[" in draw(made, Screen(width=80, colour=True))
    assert "\x1b" not in draw(made, Screen(width=80))
    assert "\x1b" not in draw(made, Screen(width=80, colour=True, ascii_only=True))


def test_several_curves_have_a_number_each_and_a_legend():
    policies = [Linear(max=1, T=100), Cosine(max="0.5", T=50)]
    text = draw([curve(each, [], SAMPLES, 100) for each in policies], Screen(width=80), ["first", "second"])
    assert text.endswith("\n\n1  first\n2  second\n")
    drawing = drawing_in(text.removesuffix("\n\n1  first\n2  second\n"))
    signs = {sign: [x for row in drawing.rows for x, each in enumerate(row) if each == sign] for sign in "12"}
    assert all(len(places) > 2 for places in signs.values())
    # both on the one scale: the second begins at the half
    assert MIDDLE in drawing.filled(0)
    assert TOP in drawing.filled(0)


def test_several_curves_have_a_sign_each_in_ascii():
    policies = [Linear(max=1, T=100), Linear(max="0.5", T=100)]
    made = [curve(each, [], SAMPLES) for each in policies]
    text = draw(made, Screen(width=80, ascii_only=True), ["first", "second"])
    assert text.isascii()
    first, second = text.splitlines()[-2:]
    assert (first[0], first[-5:], second[0], second[-6:]) == ("1", "first", "2", "second")
    signs = first.split()[1], second.split()[1]
    assert all(text.count(sign) > 10 for sign in signs)
    assert signs[0] != signs[1]


def test_a_screen_too_narrow_for_a_curve_gets_the_narrowest():
    drawing = drawn(Linear(max=1, T=10), 5, width=5)
    assert drawing.filled(0)[0] == TOP
    assert drawing.columns >= 10
