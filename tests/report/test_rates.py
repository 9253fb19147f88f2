"""What the formats print: headings, columns and rows."""

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.policies import POLICIES, Cosine, Exponential, Fixed, OneCycle, Step, Warmup, policy_class
from lrcalc.report.rates import DATA_COLUMNS, MISSING, MOST_ROWS, Report
from lrcalc.schedule.formula import example


def at(policy, *steps, digits=None):
    return Report(policy, [range(step, step + 1) for step in steps], digits)


EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)

# COMMAND-LINE.md §3
HEADINGS = [
    (Fixed(lr=1), ["Step", "Learning Rate"]),
    (EXERCISE, ["Step", "Cosine Value", "Scale Factor", "Learning Rate"]),
    (Step(lr=1, step_size=5), ["Step", "Drops", "Scale Factor", "Learning Rate"]),
    (Exponential(lr=1, gamma="0.9"), ["Step", "Scale Factor", "Learning Rate"]),
    (Warmup(max=1, warmup=5, T=10), ["Step", "Phase", "Cosine Value", "Scale Factor", "Learning Rate"]),
    (Warmup(max=1, warmup=0, T=10), ["Step", "Phase", "Cosine Value", "Scale Factor", "Learning Rate"]),
    (OneCycle(max=1, T1=5, T2=5), ["Step", "Phase", "Scale Factor", "Learning Rate"]),
]


@pytest.mark.parametrize(("policy", "headings"), HEADINGS)
def test_the_headings_are_those_of_the_working(policy, headings):
    assert at(policy, 0).headings == headings


@pytest.mark.parametrize("warmup", [10, 11])
def test_no_heading_stands_twice_where_the_warm_up_fills_the_total(warmup):
    headings = at(Warmup(max=1, warmup=warmup, T=10), 0).headings
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("name", POLICIES)
def test_a_row_has_a_cell_under_every_heading(name):
    report = at(example(policy_class(name)), 0, 1, 10**15)
    rows = list(report.rows())
    assert [row[0] for row in rows] == ["0", "1", "1000000000000000"]
    assert all(len(row) == len(report.headings) and all(row) for row in rows)


@pytest.mark.parametrize("name", POLICIES)
def test_keys_keep_their_order_and_end_with_the_rate(name):
    columns = at(example(policy_class(name)), 0).keys
    assert columns == [key for key in DATA_COLUMNS if key in columns]
    assert columns[-1] == "learning_rate"


def test_the_keys_of_the_contract():
    assert at(Fixed(lr=1)).keys == ["learning_rate"]
    assert at(EXERCISE).keys == ["cosine", "scale", "learning_rate"]
    assert at(Step(lr=1, step_size=5)).keys == ["scale", "learning_rate"]
    assert at(Warmup(max=1, warmup=5, T=10)).keys == ["phase", "cosine", "scale", "learning_rate"]


# cos(π/4) = 0.70710678…; (1 + that)/2 = 0.85355339…; 0.0001 + 0.0019 × that = 0.00172175144…
def test_the_rows_are_rounded_for_a_reader():
    rows = list(at(EXERCISE, 1250, 0, 1250).rows())
    assert rows == [
        ["1250", "0.707", "0.854", "0.00172175"],
        ["0", "1.0", "1.0", "0.002"],
        ["1250", "0.707", "0.854", "0.00172175"],
    ]


def test_the_rows_are_rounded_to_the_digits_asked():
    assert list(at(EXERCISE, 1250, digits=2).rows()) == [["1250", "0.71", "0.85", "0.0017"]]
    assert list(at(Step(lr="0.123456", step_size=5), 75, digits=1).rows()) == [["75", "15", "1e-15", "1e-16"]]


def test_a_cell_is_missing_where_the_phase_has_no_such_quantity():
    rows = list(at(Warmup(max="0.002", warmup=500, T=5000), 250, 5000).rows())
    assert rows == [
        ["250", "warm-up", MISSING, "0.5", "0.001"],
        ["5000", "annealing", "-1.0", "0.0", "0.0"],
    ]


def test_beyond_the_end_the_last_row_is_repeated_under_its_own_step():
    assert list(at(EXERCISE, 5000, 5001, 10**15).rows()) == [
        ["5000", "-1.0", "0.0", "0.0001"],
        ["5001", "-1.0", "0.0", "0.0001"],
        ["1000000000000000", "-1.0", "0.0", "0.0001"],
    ]


def test_ten_thousand_rows_are_not_too_many():
    rows = list(Report(Fixed(lr=1), [range(MOST_ROWS - 1), range(1)]).rows())
    assert len(rows) == 10_000


@pytest.mark.parametrize("runs", [[range(10_001)], [range(10_000), range(1)], [range(10**15)]])
def test_more_than_ten_thousand_rows_are_too_many_and_none_is_given(runs):
    with pytest.raises(ScheduleError, match="-f csv"):
        Report(Fixed(lr=1), runs).rows()
