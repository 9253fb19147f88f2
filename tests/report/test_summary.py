"""The summary of a run, as lines and as an object. What the figures are: tests/analysis/test_summary.py."""

import json
from fractions import Fraction

import pytest

from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Figures
from lrcalc.report.summary import as_object, figures, summary_part
from lrcalc.schedule.results import Summary
from tests.formats.written import EXERCISE, written, written_blocks

# Four updates of 1/4, 1/2, 1/3 and 1/6, whose sum is 5/4, and 0 at the end.
FOUR = Summary(
    updates=4,
    peak=(1, Real(Fraction(1, 2))),
    final=(4, Real(Fraction(0))),
    sum=Real(Fraction(5, 4)),
    mean=Real(Fraction(5, 16)),
    above_half=2,
    sum_is_exact=True,
)
ROUNDED = " (of the rates rounded to doubles)"


def shown_figures(summary, digits=None):
    """The figures by name, as they stand; in the terminal all of them begin in one column."""
    found = figures(summary, digits)
    lines = written_blocks("table", Figures(found)).splitlines()
    assert lines == [f"{name:<19}  {text}" for name, text in found]
    return dict(found)


def test_the_lines():
    assert shown_figures(FOUR) == {
        "Updates": "t = 0 to 3",
        "Peak": "0.5 at t = 1",
        "Final": "0.0 at t = 4",
        "Mean": "0.3125",
        "Sum": "1.25",
        "Above half the peak": "2 updates (50 %)",
    }


def test_digits():
    shown = shown_figures(FOUR._replace(mean=Real(Fraction(2, 3)), peak=(1, Real(Fraction(1, 3)))), 3)
    assert (shown["Mean"], shown["Peak"]) == ("0.667", "0.333 at t = 1")


def test_without_digits_there_are_those_of_the_table():
    # 2/3 = 0.666666|6…
    assert shown_figures(FOUR._replace(mean=Real(Fraction(2, 3))))["Mean"] == "0.666667"


def test_one_update():
    shown = shown_figures(FOUR._replace(updates=1, above_half=1))
    assert (shown["Updates"], shown["Above half the peak"]) == ("t = 0", "1 update (100 %)")


@pytest.mark.parametrize(
    ("above", "updates", "share"),
    [(0, 7, "0"), (1, 3, "33.3"), (2, 3, "66.7"), (517 * 10**9, 10**12, "51.7")],
)
def test_the_share_in_three_digits(above, updates, share):
    text = shown_figures(FOUR._replace(above_half=above, updates=updates))["Above half the peak"]
    assert text.endswith(f" ({share} %)")


def test_a_sum_of_rounded_rates_says_so():
    shown = shown_figures(FOUR._replace(sum_is_exact=False))
    assert (shown["Mean"], shown["Sum"]) == ("0.3125" + ROUNDED, "1.25" + ROUNDED)
    assert as_object(FOUR._replace(sum_is_exact=False))["sum_is_exact"] is False


def test_what_takes_too_long_to_find_is_said_and_is_null():
    unknown = FOUR._replace(sum=None, mean=None, sum_is_exact=False)
    shown = shown_figures(unknown)
    assert (shown["Mean"], shown["Sum"]) == ("not computed (no closed form, and too many steps to add)",) * 2
    assert (as_object(unknown)["mean"], as_object(unknown)["sum"]) == (None, None)


def test_the_object():
    assert as_object(FOUR) == {
        "updates": 4,
        "peak": {"step": 1, "learning_rate": 0.5},
        "final": {"step": 4, "learning_rate": 0.0},
        "mean": 0.3125,
        "sum": 1.25,
        "sum_is_exact": True,
        "above_half_the_peak": 2,
    }


def test_the_object_has_every_digit_of_the_double():
    # the double nearest to 1/3, which Python's own division rounds to once
    assert as_object(FOUR._replace(mean=Real(Fraction(1, 3))))["mean"] == 1 / 3


def test_a_sum_beyond_all_doubles_is_shown_and_null_in_the_object():
    large = FOUR._replace(sum=Real(Fraction(10**400)))
    assert shown_figures(large)["Sum"] == "1e+400"
    assert as_object(large)["sum"] is None
    json.dumps(as_object(large), allow_nan=False)


# §8.8: η is 0.002 at the start and 0.0001 at the end; the five parts of the object are those above
def test_the_figures_stand_below_the_table_and_in_the_object():
    part = summary_part(FOUR)
    assert written("markdown", EXERCISE, 0, parts=[part]).endswith(
        "| 0 | 1.0 | 1.0 | 0.002 |\n\n"
        "- Updates: t = 0 to 3\n- Peak: 0.5 at t = 1\n- Final: 0.0 at t = 4\n- Mean: 0.3125\n- Sum: 1.25\n"
        "- Above half the peak: 2 updates (50 %)\n"
    )
    told = json.loads(written("json", EXERCISE, 0, parts=[part]))
    assert told["summary"] == as_object(FOUR)
    assert list(told) == ["policy", "formula", "parameters", "summary", "rows"]
