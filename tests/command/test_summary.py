"""--summary: what a run comes to, as the command line prints it."""

import json
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import POLICIES
from tests.command.program import BASE, assert_refused, run, run_process
from tests.command.walks import DIGITS, walks
from tests.nearest import nearest_double
from tests.profiles import examples

EXERCISE = ("--max", "0.002", "--min", "0.0001", "--T", "5000")
ALIKE = mp.mpf(10) ** -100


def summary_of(*arguments):
    return json.loads(run(*arguments, "--summary", "-f", "json").out)["summary"]


def figures(*arguments):
    """The lines under the table by name."""
    lines = run(*arguments, "--summary").out.rpartition("╯\n")[2].splitlines()
    return dict(line.split("  ", 1) for line in lines)


def test_the_exercise_in_the_table():
    # T updates t = 0 … T − 1 have the mean (η_max + η_min)/2 + (η_max − η_min)/(2T)
    #   = 0.00105 + 0.0019/10000 = 0.00105019, the sum is 5000 times that; the rate is above 0.001
    # as long as --when 0.001 says: 2584 steps, t = 0 … 2583
    shown = {name: text.strip() for name, text in figures("cosine", *EXERCISE).items()}
    assert shown == {
        "Updates": "t = 0 to 4999",
        "Peak": "0.002 at t = 0",
        "Final": "0.0001 at t = 5000",
        "Mean": "0.00105019",
        "Sum": "5.25095",
        "Above half the peak": "2584 updates (51.7 %)",
    }


def test_linear_decay_has_the_same_mean():
    found = [summary_of(name, *EXERCISE) for name in ("cosine", "linear")]
    assert [each["mean"] for each in found] == [0.00105019] * 2
    assert [each["sum"] for each in found] == [5.25095] * 2
    assert figures("linear", *EXERCISE)["Mean"].strip() == "0.00105019"


@pytest.mark.parametrize("name", POLICIES)
@examples(15, quick=4)
@given(data=some.data())
def test_a_walk_over_all_updates_comes_to_the_same(name, data):
    walk = data.draw(walks(name))
    assume(walk.is_whole or walk.policy.total is None)
    assume(max(walk.rates) < 1e300)  # what is beyond all doubles is no number of json
    last = len(walk.rates) - 1
    assume(last > 0)
    found = summary_of(*walk.words, "--at", str(last))
    rates = walk.rates[: found["updates"]]
    assert len(rates) == found["updates"]
    doubles = [*map(nearest_double, rates)]
    with mp.workdps(DIGITS):
        total = mp.fsum(rates)
        peak, near = found["peak"]["step"], max(rates) * ALIKE
        assert rates[peak] >= max(rates) - near
        assert all(rate < rates[peak] + near for rate in rates[:peak])
        half = max(rates) / 2
        above = [sum(rate > half + slack for rate in rates) for slack in (near, -near)]
        assert above[0] <= found["above_half_the_peak"] <= above[1]
        expected = nearest_double(total), nearest_double(total / len(rates))
    assert found["peak"]["learning_rate"] == max(doubles)
    assert found["final"] == {"step": last, "learning_rate": nearest_double(walk.rates[last])}
    if found["sum_is_exact"]:
        assert (found["sum"], found["mean"]) == expected
    else:
        assert found["sum"] == math.fsum(doubles)
        assert found["mean"] == math.fsum(doubles) / len(doubles)


@pytest.mark.parametrize(
    ("arguments", "updates"),
    [
        (BASE, 5000),
        ((*BASE, "--at", "10"), 5000),
        ((*BASE, "--at", "5000:0:-1250"), 5000),
        (("one-cycle", "--max", "1", "--T1", "20", "--T2", "30"), 50),
        (("linear", "--max", "1", "--T", "50", "--warmup", "10"), 50),
        # without an end as many as come before the last step asked, whatever the order
        (("fixed", "--lr", "1", "--at", "7,300,20"), 300),
        (("fixed", "--lr", "1", "--at", "300:0:-100"), 300),
        (("fixed", "--lr", "1", "--at", "0"), 1),
        (("step", "--lr", "1", "--s", "10", "--when", "0.1"), 11),
    ],
)
def test_how_many_updates_a_run_has(arguments, updates):
    assert summary_of(*arguments)["updates"] == updates


def test_torch_counts_the_updates_and_so_the_last_is_t_1():
    assert summary_of("one-cycle", "--max", "1", "--T", "50")["updates"] == 50


def test_steps_beyond_the_end_change_nothing():
    result = run(*BASE, "--at", "7000", "--summary", "-f", "json")
    assert result.err == "note: beyond step 5000, the end of the schedule, its last value is held\n"
    assert json.loads(result.out)["summary"] == summary_of(*BASE)
    assert json.loads(result.out)["rows"][0]["step"] == 7000


def test_the_summary_stands_beside_the_rows_and_changes_none():
    plain, more = (json.loads(run(*BASE, *words, "-f", "json").out) for words in ([], ["--summary"]))
    summary = more.pop("summary")
    assert (more, list(summary)) == (
        plain,
        ["updates", "peak", "final", "mean", "sum", "sum_is_exact", "above_half_the_peak"],
    )
    assert run(*BASE, "--summary").out.startswith(run(*BASE).out)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "value"])
def test_a_format_without_room_for_it_is_refused(form):
    assert_refused(run(*BASE, "--summary", "-f", form), "--summary", form, "table", "json")


def test_steps_that_are_read_as_they_come_are_refused():
    assert_refused(run(*BASE, "--at", "-", "--summary", stdin="1\n"), "--at", "'-'")


def test_more_cycles_than_can_be_looked_through_are_summed_up():
    """A cycle's ten rates are 5.5 times its peak (½·10 + ½), and the peaks 1, 0.9, 0.81, … add up to 10."""
    shown = figures("restarts", "--max", "1", "--T0", "10", "--peak-decay", "0.9", "--at", "1e12")
    assert (shown["Sum"].strip(), shown["Mean"].strip()) == ("55.0", "5.5e-11")


def test_as_many_digits_as_are_asked_for():
    shown = figures("cosine", *EXERCISE, "--digits", "3")
    assert (shown["Mean"].strip(), shown["Sum"].strip()) == ("0.00105", "5.25")


@pytest.mark.parametrize("total", [10**12, 10**15])
def test_a_run_that_nobody_could_walk_through(total):
    found = summary_of("cosine", "--max", "0.002", "--min", "0.0001", "--T", str(total))
    # Σ = 0.00105·T + 0.0019/2, as above
    with mp.workdps(40):
        expected = nearest_double(mp.mpf("0.00105") * total + mp.mpf("0.00095"))
    assert (found["sum"], found["sum_is_exact"]) == (expected, True)


def test_a_long_run_without_a_closed_form():
    # |cos|, with corners in the middle of its waves
    waves = ("cosine", "--max", "1", "--T", "1e12", "--power", "0.5", "--cycles", "3", "--at", "0")
    shown = figures(*waves)
    assert {shown["Mean"].strip(), shown["Sum"].strip()} == {
        "not computed (no closed form, and too many steps to add)"
    }
    found = summary_of(*waves)
    assert (found["mean"], found["sum"], found["sum_is_exact"]) == (None, None, False)


@pytest.mark.parametrize(
    ("schedule", "mean"),
    [
        # as T grows the mean is the integral: of (cos²(πx/2))^p over 0 … 1, and of (1 − x)^p
        ("cosine --max 1 --T 1e12 --power 1.7", lambda: mp.beta(2.2, 0.5) / mp.pi),
        ("polynomial --max 1 --T 1e12 --power 0.9", lambda: 1 / mp.mpf("1.9")),
        # of (1 + t)^-0.7 it is ((1 + T)^0.3 − 1)/0.3
        (
            "inverse-time --lr 1 --decay-rate 1 --power 0.7 --T 1e12",
            lambda: mp.mpf(10) ** -8.4 / mp.mpf("0.3"),
        ),
    ],
)
def test_sums_of_powers_are_found_however_long_the_run(schedule, mean):
    found = summary_of(*schedule.split(), "--at", "0")
    assert found["sum_is_exact"]
    assert found["mean"] == pytest.approx(float(mean()), rel=1e-3 if "inverse" in schedule else 1e-9)


def test_the_sum_of_rates_that_were_rounded_is_said_to_be_that():
    shown = figures("tanh", "--max", "1", "--T", "100", "--at", "0")
    assert shown["Sum"].endswith(" (of the rates rounded to doubles)")
    assert "(" not in figures("cosine", *EXERCISE)["Sum"]


def test_the_working_goes_before_and_the_curve_after():
    out = run(*BASE, "--at", "2500", "--summary", "--work", "--plot").out
    places = [out.index(text) for text in ("Step t = 2500", "│ 2500 │", "Mean  ", "●")]
    assert places == sorted(places)


def test_in_ascii():
    result = run_process(*BASE, "--summary", LC_ALL="C", encoding="ascii")
    assert (result.code, result.err) == (0, "")
    assert "\nMean                 0.00105019\n" in result.out
