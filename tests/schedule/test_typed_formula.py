"""Schedules typed as formulas: their phases, exactness against mpmath, turns, and what has no value."""

import re
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

import lrcalc
from lrcalc import Chain, Cosine, Fixed, Formula
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.expression.notation import Notation
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.working import Writer
from tests.nearest import nearest_double


def phases(formula, *steps):
    found = [formula.phase_at(step) for step in steps]
    return [(phase.first, phase.last, phase.name) for phase in found]


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        ("t < W", 9, 10),
        ("t <= W", 10, 11),
        ("not t >= W", 9, 10),
        ("W > t", 9, 10),
        ("2*t < 21", 10, 11),
        ("3*t <= 30", 10, 11),
        ("t/W < 1", 9, 10),
        ("1 - t/W > 0", 9, 10),
        ("t < 9.5", 9, 10),
        ("0 <= t < W", 9, 10),
        ("t + 1 <= W", 9, 10),
        ("-t > -W", 9, 10),
    ],
)
def test_a_phase_ends_at_the_last_step_at_which_the_condition_holds(condition, low, high):
    formula = Formula(f"1 if {condition} else 2", W=10)
    assert [formula.at(step) for step in (0, low, high, 10**15)] == [1, 1, 2, 2]
    assert phases(formula, low, high) == [(0, low, f"t ≤ {low}"), (high, None, f"t ≥ {high}")]


@pytest.mark.parametrize("condition", ["t < W and t < 100", "t < W or t < 5", "not (t >= W or t >= 100)"])
def test_conditions_together_hold_where_each_says_so(condition):
    formula = Formula(f"1 if {condition} else 2", W=10)
    assert [formula.at(step) for step in (0, 4, 5, 9, 10, 99, 100)] == [1, 1, 1, 1, 2, 2, 2]
    # each limit parts the schedule, also where both sides have the same formula
    assert phases(formula, 9)[0][1] == 9
    assert phases(formula, 10)[0][0] == 10


def test_a_phase_between_and_one_of_a_single_step():
    between = Formula("1 if 2 < t <= 5 else 0")
    assert [between.at(t) for t in (2, 3, 5, 6)] == [0, 1, 1, 0]
    assert phases(between, 0, 4, 9) == [(0, 2, "t ≤ 2"), (3, 5, "3 ≤ t ≤ 5"), (6, None, "t ≥ 6")]
    single = Formula("1 if t == 3 else 0")
    assert [single.at(t) for t in (2, 3, 4)] == [0, 1, 0]
    assert phases(single, 3) == [(3, 3, "t = 3")]
    # a half is no step
    assert [Formula("1 if 2*t == 7 else 0").at(t) for t in (3, 4)] == [0, 0]
    assert [Formula("1 if t != 4 and not t < 2 else 0").at(t) for t in (1, 2, 4, 5)] == [0, 1, 0, 1]


def test_min_max_and_abs_part_where_their_sides_meet():
    # 1 − t/10 meets 0.15 at 8.5
    formula = Formula("max(0.15, 1 - t/10)")
    assert [formula.at(t) for t in (8, 9)] == [0.2, 0.15]
    assert phases(formula, 8, 9) == [(0, 8, "t ≤ 8"), (9, None, "t ≥ 9")]
    assert [Formula("abs(5 - t)").at(t) for t in (0, 5, 9)] == [5, 0, 4]


def test_floors_part_at_their_jumps():
    formula = Formula("0.1^floor(t/30)")
    assert [(p.first, p.last) for p in map(formula.phase_at, (0, 29, 30, 75))] == [
        (0, 29), (0, 29), (30, 59), (60, 89),
    ]  # fmt: skip
    assert [formula.at(t) for t in (29, 30, 60)] == [1, 0.1, 0.01]
    # ⌈t/3⌉ is 1 for 1, 2 and 3, and −t//3 is −1 there
    assert [Formula("ceil(t/3)").at(t) for t in range(5)] == [0, 1, 1, 1, 2]
    assert [Formula("0 - (-t//3)").at(t) for t in range(5)] == [0, 1, 1, 1, 2]
    assert [Formula("t % 3").at(t) for t in range(5)] == [0, 1, 2, 0, 1]


@given(
    slope=some.integers(-9, 9),
    start=some.integers(-300, 300),
    limit=some.integers(-300, 300),
    sign=some.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    step=some.integers(0, 200),
)
def test_every_phase_holds_what_its_condition_says(slope, start, limit, sign, step):
    condition = f"{slope}*t + {start} {sign} {limit}"
    formula = Formula(f"1 if {condition} else 0")
    assert formula.at(step) == eval(condition, {"t": step})
    phase = formula.phase_at(step)
    last = phase.first + 3 if phase.last is None else phase.last
    assert phase.first <= step <= max(step, last)
    for beside in {phase.first, step, last if phase.last is not None else step}:
        assert bool(formula.at(beside)) == eval(condition, {"t": beside}) == bool(formula.at(step))


@given(
    base=some.decimals("0.5", "0.9999", places=4),
    lr=some.decimals("0.0001", "1", places=4),
    length=some.integers(1, 5000),
    step=some.integers(0, 20_000),
)
def test_a_decay_is_rounded_once(base, lr, length, step):
    with mp.workdps(60):
        right = mp.mpf(str(lr)) * mp.mpf(str(base)) ** (mp.mpf(step) / length)
        assert Formula(f"{lr} * {base}^(t/s)", s=length).at(step) == nearest_double(right)


@given(
    high=some.decimals("0.001", "1", places=4),
    low=some.decimals("0", "0.001", places=5),
    total=some.integers(1, 10_000),
    data=some.data(),
)
def test_the_cosine_is_that_of_the_policy(high, low, total, data):
    step = data.draw(some.integers(0, total))
    typed = Formula("low + (high - low)*(1 + cos(pi*t/T))/2", T=total, high=high, low=low)
    assert typed.at(step) == Cosine(max=high, min=low, T=total).at(step)


@given(
    text=some.sampled_from(
        [
            ("exp(-t/a)*b", lambda t, a, b: mp.exp(-t / a) * b),
            ("b/sqrt(t + a)", lambda t, a, b: b / mp.sqrt(t + a)),
            ("b*log(1 + t/a)", lambda t, a, b: b * mp.log(1 + t / a)),
            ("b*tanh(t/a)", lambda t, a, b: b * mp.tanh(t / a)),
            ("b*sin(t/a)^2", lambda t, a, b: b * mp.sin(t / a) ** 2),
            ("b*a^(-0.5)*min((t+1)^(-0.5), (t+1)*a^(-1.5))",
             lambda t, a, b: b * a**-0.5 * min((t + 1) ** mp.mpf("-0.5"), (t + 1) * a ** mp.mpf("-1.5"))),
            ("b*t/a if t < a else b*sqrt(a/t)", lambda t, a, b: b * t / a if t < a else b * mp.sqrt(a / t)),
            ("b*(1 - t/(a + t))^0.9", lambda t, a, b: b * (1 - t / (a + t)) ** (mp.mpf(9) / 10)),
        ]
    ),
    a=some.integers(1, 5000),
    b=some.decimals("0.0001", "1", places=4),
    step=some.integers(0, 100_000),
)  # fmt: skip
def test_formulas_of_the_field_are_those_of_mpmath(text, a, b, step):
    typed, call = text
    with mp.workdps(80):
        right = call(mp.mpf(step), mp.mpf(a), mp.mpf(str(b)))
        if typed.startswith("b*a^(-0.5)"):
            right = mp.mpf(str(b)) / mp.sqrt(a) * min(1 / mp.sqrt(step + 1), (step + 1) / mp.mpf(a) ** 1.5)
        assert Formula(typed, a=a, b=b).at(step) == nearest_double(+right)


def test_the_last_rate_is_held_and_digits_are_kept_as_typed():
    formula = Formula("0.1*(1 - t/T)", T="10")
    assert [formula.at(t) for t in (5, 10, 20)] == [0.05, 0, 0]
    assert Formula("x", x="0.1").derivation(0).learning_rate.is_exactly(Fraction(1, 10))
    assert Formula("0.1 + 0.2").at(0) == 0.3
    assert Formula("t/W", W="5e2").typed == {"formula": "t/W", "W": "5e2"}


@pytest.mark.parametrize(
    ("text", "step", "reason"),
    [
        ("1/t", 0, "division by zero"),
        ("1/(t - 5)", 5, "division by zero"),
        ("log(t)", 0, "a logarithm of a number that is not above 0"),
        ("sqrt(t - 5)", 0, "a root of a negative number"),
        ("t^(-1)", 0, "0 to a negative power|division by zero"),
        ("t // 0", 3, "division by zero"),
        ("t % 0", 3, "division by zero"),
        ("1 if 1/0 < t else 2", 3, "division by zero"),
        ("exp(exp(t))", 100, "a number beyond all decimals"),
        # whatever it is multiplied by, and wherever it stands
        ("0*(1/t)", 0, "division by zero"),
        ("(1/t)*0", 0, "division by zero"),
        ("1 + 0*(1/(t - t))", 3, "division by zero"),
        ("0*(t % (t - 3))", 3, "division by zero"),
        ("0*log(t)", 0, "a logarithm of a number that is not above 0"),
        ("0*sqrt(t - 5)", 0, "a root of a negative number"),
        ("0*log(sin(t) - 2)", 1, "a logarithm of a number that is not above 0"),
        ("0*(1/(sin(t) - sin(7)))", 7, "division by zero"),
        ("0/(sin(t) - sin(7))", 7, "division by zero"),
        ("0/(1/(t - 7))", 7, "division by zero"),
        ("(1/(t - 7))^0", 7, "division by zero"),
        ("min(1, 1/(t - 7))", 7, "division by zero"),
        ("cos(0*(1/(t - 7)))", 7, "division by zero"),
        ("0^sin(t - 8)", 7, "division by zero"),
        ("1^log(t - 7)", 7, "a logarithm of a number that is not above 0"),
        ("cos(9**99999)", 7, "a number that 1200 digits do not settle"),
    ],
)
def test_what_has_no_value_is_said_with_its_step(text, step, reason):
    with pytest.raises(ScheduleError, match=f"^the formula has no value at step {step}: ({reason})$"):
        Formula(text).at(step)


def test_numbers_that_cannot_be_taken_are_named():
    for given_, name in (({"W": "x"}, "W"), ({"T": 0}, "T"), ({"W": "1/0"}, "W"), ({"T": "2.5"}, "T")):
        with pytest.raises(ParameterError) as caught:
            Formula("0.1", **given_)
        assert caught.value.option == name


def test_it_is_a_policy_to_what_combines_policies():
    formula = Formula("0.1*0.5^(t/10)", T=20)
    warm = formula.after_warmup(4)
    # half of the first rate half-way, then the formula from its beginning
    assert [warm.at(t) for t in (2, 4, 14)] == [0.05, 0.1, 0.05]
    # 0.1/2, and then 0.1/4 is below the floor
    assert [formula.with_floor("0.03").at(t) for t in (10, 20)] == [0.05, 0.03]
    assert formula.with_clock("t//10").at(100) == formula.at(10)
    chain = Chain(formula, Fixed(lr="0.01"))
    assert [chain.at(t) for t in (0, 19, 20, 99)] == [0.1, formula.at(19), 0.01, 0.01]


def test_both_are_found_in_the_package_and_by_its_help():
    names = {}
    exec("from lrcalc import *", names)
    assert names["Formula"] is Formula
    assert names["Chain"] is Chain
    assert {"Formula", "Chain", "Cosine", "ScheduleError"} <= set(dir(lrcalc))
    assert "with Python's operators" in (Formula.__doc__ or "")
    assert (Chain.__doc__ or "").strip()


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(
    "text",
    [
        "0*(1/(t - 50))",
        "0/(t - 50) + cos(t/9)",
        "0*log(50.5 - t)",
        "sqrt(50 - t)",
        "0*sqrt(50 - t) + t",
        "cos(t/9) + 0*(1/(sin(t) - sin(50)))",
        "0*(t % (t - 50))",
        "0.5^t * (t - 50)^-1 * 0",
        "1/cos(pi*t/100)",
        "t - floor(1/(t - 50))",
        "1^log(50.5 - t)",
    ],
)
def test_many_steps_end_at_the_one_that_has_no_value_as_single_steps_do(text, way):
    found, reason = [], ""
    run = range(20, 200) if way > 0 else range(80, 0, -1)
    try:
        for stretch in trajectory(Formula(text), [run]):
            found += stretch.columns["learning_rate"]
    except ScheduleError as error:
        reason = str(error)
    single = Formula(text)
    assert found == [single.at(step) for step in run[: len(found)]]
    without = next(step for step in run[len(found) :] if not _has_rate(single, step))
    with pytest.raises(ScheduleError, match=f"^{re.escape(reason)}$"):
        single.at(without)


def _has_rate(formula, step):
    with suppress(ScheduleError):
        formula.at(step)
        return True
    return False


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("1/t if t > 0 else 7", [7, 1, 0.5]),
        ("1 if t > 0 and 1/t > 0.7 else 2", [2, 1, 2]),
        ("1 if t == 0 or 1/t > 0.7 else 2", [1, 1, 2]),
        ("1/0 if sin(t) > 2 else t", [0, 1, 2]),
        ("t or 5", [5, 1, 2]),
    ],
)
def test_a_branch_that_is_not_taken_is_not_looked_at(text, rates):
    formula = Formula(text)
    assert [formula.at(step) for step in range(3)] == rates
    blocks = [rate for part in trajectory(formula, [range(40)]) for rate in part.columns["learning_rate"]]
    assert blocks[:3] == rates
    assert Writer(formula, Notation).at(formula.derivation(1)).lines


def test_what_is_compared_exactly_has_no_note_of_digits():
    assert not list(Formula("min(1, t % 7, abs(t - 5)^2)").notes())
    assert "1200 digits" in next(iter(Formula("min(1, t^0.5)").notes()))


def test_choices_within_choices_part_the_schedule():
    formula = Formula("min(t/10, 1, 3 - t/20) if abs(t - 20) < 30 else 0")
    # 40 is where 1 = 3 − t/20, and abs(t − 20) turns at 20
    assert phases(formula, 0, 15, 30, 45, 60) == [
        (0, 10, "t ≤ 10"),
        (11, 19, "11 ≤ t ≤ 19"),
        (20, 40, "20 ≤ t ≤ 40"),
        (41, 49, "41 ≤ t ≤ 49"),
        (50, None, "t ≥ 50"),
    ]
