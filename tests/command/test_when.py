"""--when: the steps of a rate as the command line prints them."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import POLICIES
from tests.command.program import BASE, assert_refused, in_terminal, run, run_process
from tests.command.walks import DIGITS, walks
from tests.policies import specimens
from tests.profiles import examples, number

MOST_FOUND = 10
RANGE = r"it is from (\S+) \(t = (\d+)\) to (\S+) \(t = (\d+)\)\n"
CYCLES = ("cyclic", "--max", "0.006", "--min", "0.001", "--step-up", "2000")


def some_rate(data, walk):
    """A rate of the run as it is typed: exact where it is rational, rounded up or down, or none of them."""
    step = data.draw(some.integers(0, len(walk.rates) - 1))
    exact = walk.policy.derivation(step).learning_rate.exact
    if exact is not None and len(str(exact)) < 90 and data.draw(some.booleans()):
        return str(exact)
    with mp.workdps(DIGITS):
        rate = walk.rates[step] * data.draw(some.sampled_from([1, 1, 1, 2, mp.mpf("0.7")]))
        # what is 0 may be a little off in mpmath
        return "0" if rate <= walk.slack else mp.nstr(rate, data.draw(some.integers(1, 17)))


def walked(rates, wanted, slack):
    """The steps that have the rate or are the first beyond it, one by one."""
    sides = [0 if abs(rate - wanted) <= slack else 1 if rate > wanted else -1 for rate in rates]
    found = [0] if sides[0] == 0 else []
    for step in range(1, len(sides)):
        before, here = sides[step - 1], sides[step]
        if (here == 0 and before != 0) or (before and here == -before):
            found.append(step)
    return found


@pytest.mark.parametrize("name", POLICIES)
@examples(10, quick=2)
@given(data=some.data())
def test_a_walk_over_all_steps_finds_the_same(name, data):
    walk = data.draw(walks(name))
    assume(max(walk.rates) < 1e300)  # what is beyond all doubles is no number of json
    typed = some_rate(data, walk)
    result = run(*walk.words, f"--when={typed}", "-f", "json")
    found = json.loads(result.out)
    (asked,) = found["when"]
    with mp.workdps(DIGITS):
        numerator, _, denominator = typed.partition("/")
        wanted = mp.mpf(numerator) / mp.mpf(denominator or 1)
        last = asked["steps"][-1] if asked["more"] else len(walk.rates) - 1
        expected = walked(walk.rates[: last + 1], wanted, walk.slack)
    assert asked["rate"] == typed
    assert [step for step in asked["steps"] if step < len(walk.rates)] == expected
    assert result.code == (0 if asked["steps"] else 1)
    assert len(asked["steps"]) == MOST_FOUND if asked["more"] else len(asked["steps"]) <= MOST_FOUND
    end = 10**15 if walk.policy.total is None else walk.policy.total
    beside = [t for step in asked["steps"] for t in (step - 1, step, step + 1) if 0 <= t <= end]
    assert [row["step"] for row in found["rows"]] == beside


def steps_of(*arguments):
    result = run(*arguments, "-f", "value")
    assert result.code == 0
    return [int(line) for line in result.out.splitlines()]


@pytest.mark.parametrize("total", ["5000", "1e12", "1e15"])
@pytest.mark.parametrize("rate", ["0.001", "1/2000", "0.0001001"])
def test_the_cosine_turned_round_says_the_same_however_long_the_run(total, rate):
    # η ≤ r from t = T/π·arccos(2(r − η_min)/(η_max − η_min) − 1) on
    with mp.workdps(60):
        wanted = mp.mpf(1) / 2000 if "/" in rate else mp.mpf(rate)
        cosine = 2 * (wanted - mp.mpf("0.0001")) / mp.mpf("0.0019") - 1
        expected = int(mp.ceil(mp.mpf(total) / mp.pi * mp.acos(cosine)))
    assert steps_of("cosine", "--max", "0.002", "--min", "0.0001", "--T", total, "--when", rate) == [expected]


def test_the_table_shows_the_step_and_those_beside_it():
    result = run(*BASE, "--when", "0.001")
    assert (result.code, result.err) == (0, "")
    sentence, title, *table = result.out.splitlines()
    assert sentence == "η reaches 0.001 at t = 2584"
    assert title.startswith("Cosine annealing")
    # the rates of the three steps, rounded: mpmath, 0.0001 + 0.0019·(1 + cos(π·t/5000))/2
    with mp.workdps(40):
        rates = [
            mp.mpf("0.0001") + mp.mpf("0.0019") * (1 + mp.cospi(mp.mpf(t) / 5000)) / 2
            for t in (2583, 2584, 2585)
        ]
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in table[3:-1]]
    assert [(int(row[0]), row[-1]) for row in cells] == [
        (2583 + index, mp.nstr(rate, 6, min_fixed=-10)) for index, rate in enumerate(rates)
    ]


@pytest.mark.parametrize(
    ("total", "rate", "steps"),
    [("5000", "0.002", [0, 1]), ("5000", "0.0001", [4999, 5000]), ("1", "0.001", [0, 1])],
)
def test_there_is_no_step_beside_the_first_and_the_last(total, rate, steps):
    command = ("cosine", "--max", "0.002", "--min", "0.0001", "--T", total, "--when", rate)
    rows = json.loads(run(*command, "-f", "json").out)["rows"]
    assert [row["step"] for row in rows] == steps


def shown_rates(*arguments):
    rows = [line.strip("│").split("│") for line in run(*arguments).out.splitlines() if line.startswith("│")]
    return {row[0].strip(): row[-1].strip() for row in rows}


def test_steps_and_the_rate_asked_for_are_told_apart_where_six_digits_do_not():
    # cos(π/3) = 1/2 at t = T/3, which is no whole step of 10^15: 0.75 is passed and not met
    shown = shown_rates("cosine", "--max", "1", "--T", "1e15", "--when", "0.75")
    beside = [shown[str(step)] for step in (333333333333333, 333333333333334, 333333333333335)]
    assert len({*beside, "0.75"}) == 4
    # the steps in between are far enough apart, but that of the second wave is near to 0.25
    cycles = str(number(10**6, quick=30))  # of more, hundreds of crossings are found to show ten
    shown = shown_rates("cosine", "--max", "1", "--T", "1e15", "--cycles", cycles, "--when", "0.25")
    assert "0.25" not in shown.values()


def test_digits_asked_for_are_those_shown():
    assert shown_rates("cosine", "--max", "1", "--T", "1e12", "--when", "0.75", "--digits", "3").keys() > {
        "333333333333",
        "333333333334",
    }
    assert set(
        shown_rates("cosine", "--max", "1", "--T", "1e12", "--when", "0.75", "--digits", "3").values()
    ) == {"Learning Rate", "0.75"}


@pytest.mark.parametrize("rate", ["0.0005", ".0005", "5e-4", "1/2000", " 0.0005 ", "0.00050"])
def test_a_rate_may_be_written_in_every_way(rate):
    assert steps_of(*BASE, "--when", rate) == [3483]


@pytest.mark.parametrize(
    "rate", ["x", "-1", "", "nan", "inf", "1/0", "0,5,", "1e999", "50%", "2k", "0.1 0.2"]
)
def test_a_rate_that_is_none_is_refused(rate):
    assert_refused(run(*BASE, f"--when={rate}"), "--when")


def test_every_crossing_of_a_curve_that_rises_and_falls_in_order():
    # by hand: half way up, and 1500 of the 3000 steps down
    one_cycle = ("one-cycle", "--max", "0.001", "--min", "0.0001", "--T1", "2000", "--T2", "3000")
    assert steps_of(*one_cycle, "--when", "0.00055") == [1000, 3500]
    ramp = ("linear", "--max", "0.001", "--T", "3k", "--warmup", "1k")
    assert steps_of(*ramp, "--when", "0.00025") == [250, 2500]


def test_of_a_cycle_without_end_the_first_ten_are_told_and_that_there_are_more():
    # by hand: half way up and half way down, every 2000 steps
    expected = [1000 + 2000 * half for half in range(10)]
    told = f"η reaches 0.0035 for the first 10 times at t = {', '.join(map(str, expected))}; there are more"
    table = run(*CYCLES, "--when", "0.0035")
    assert (table.out.splitlines()[0], table.err) == (told, "")
    formula = told.replace("η", "$\\eta$").replace("t = 1000", "$t = 1000$")
    assert run(*CYCLES, "--when", "0.0035", "-f", "markdown").out.startswith(f"{formula}\n")
    for form in ("value", "csv", "jsonl"):
        assert run(*CYCLES, "--when", "0.0035", "-f", form).err == f"note: {told}\n"
    assert steps_of(*CYCLES, "--when", "0.0035") == expected
    (asked,) = json.loads(run(*CYCLES, "--when", "0.0035", "-f", "json").out)["when"]
    assert asked == {"rate": "0.0035", "steps": expected, "more": True, "looked_to": None}


def test_several_rates_one_after_another():
    assert steps_of(*BASE, "--when", "0.001", "--when", "1/2000") == [2584, 3483]
    assert steps_of(*BASE, "--when", "0.0005,0.001", "--when", "0.0001") == [3483, 2584, 5000]
    asked = json.loads(run(*BASE, "--when", "0.0005,0.001", "-f", "json").out)["when"]
    assert [(each["rate"], each["steps"]) for each in asked] == [("0.0005", [3483]), ("0.001", [2584])]


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_tables_for_machines_have_the_rows(form, separator):
    out = run(*BASE, "--when", "0.001", "-f", form).out
    assert [line.split(separator)[0] for line in out.splitlines()] == ["step", "2583", "2584", "2585"]


@pytest.mark.parametrize("form", ["table", "value", "csv", "json", "markdown"])
def test_a_rate_never_reached_is_one_message_with_the_range_that_is(form):
    result = run(*BASE, "--when", "0.00005", "-f", form)
    assert result.code == 1
    assert result.err == (
        "lrcalc cosine: η never reaches 0.00005; it is from 0.0001 (t = 5000) to 0.002 (t = 0)\n"
    )
    assert "5000" not in result.out.replace('"T": "5000"', "")


@pytest.mark.parametrize("name", [name for name in POLICIES if specimens.make(name).total])
@examples(10, quick=4)
@given(data=some.data())
def test_the_range_is_that_of_a_walk(name, data):
    walk = data.draw(walks(name))
    assume(walk.is_whole)
    rates, slack = walk.rates, walk.slack
    with mp.workdps(DIGITS):
        result = run(*walk.words, "--when", mp.nstr(2 * max(rates) + 1, 15))
        assert result.code == 1
        if flat := re.search(r"it is always (\S+)\n", result.err):
            assert max(rates) - min(rates) <= max(rates) / 10**5
            said = [(flat[1], min(rates)), (flat[1], max(rates))]
        else:
            low, first, high, then = re.search(RANGE, result.err).groups()
            assert rates[int(first)] - min(rates) <= slack
            assert max(rates) - rates[int(then)] <= slack
            said = [(low, min(rates)), (high, max(rates))]
        for text, rate in said:
            # six digits
            assert abs(mp.mpf(text) - rate) <= max(rate * mp.mpf("5.1e-6"), slack)


def test_a_rate_never_reached_does_not_hide_another():
    result = run(*BASE, "--when", "3", "--when", "0.001", "--when", "4", "-f", "value")
    assert (result.code, result.out) == (1, "2584\n")
    assert result.err.count("\n") == 1
    assert "never reaches 3;" in result.err
    assert "never reaches 4;" in result.err
    assert "0.001" not in result.err


def test_a_flat_schedule_has_no_range():
    result = run("fixed", "--lr", "0.1", "--when", "0.2")
    assert (result.code, result.err) == (1, "lrcalc fixed: η never reaches 0.2; it is always 0.1\n")


@pytest.mark.parametrize("other", [("--at", "0"), ("--check", "0.002")])
def test_other_steps_and_answers_do_not_go_with_it(other):
    assert_refused(run(*BASE, "--when", "0.001", *other), "--when", other[0])


def test_with_the_working():
    out = run(*BASE, "--when", "0.00105", "--work").out
    assert [line for line in out.splitlines() if line.startswith("Step t")] == [
        f"Step t = {step}" for step in (2499, 2500, 2501)
    ]
    # the working of half way is exact, then comes the answer and then the table
    assert re.search(r"= 0.00105\n.*\nη reaches 0.00105 at t = 2500\nCosine annealing", out, re.DOTALL)


def test_with_the_curve_and_the_summary():
    out = run(*BASE, "--when", "0.00105", "--plot", "--summary").out
    assert out.index("η reaches") < out.index("│ 2500 │") < out.index("Mean ") < out.index("●")


def test_in_a_narrow_terminal_the_answer_is_broken_between_words():
    text = in_terminal(40, *CYCLES, "--when", "0.0035", NO_COLOR="1")
    sentence, _, _ = text.partition("Cyclical")
    assert max(map(len, sentence.splitlines())) <= 40
    assert " ".join(sentence.split()).endswith("17000, 19000; there are more")


def test_in_ascii():
    result = run_process(*BASE, "--when", "0.001", LC_ALL="C", encoding="ascii")
    assert result.out.startswith("eta reaches 0.001 at t = 2584\nCosine annealing: eta_max")
    result = run_process(*BASE, "--when", "3", LC_ALL="C", encoding="ascii")
    assert result.err.startswith("lrcalc cosine: eta never reaches 3; it is from 0.0001 (t = 5000)")


def test_a_rate_of_many_signs_is_said_in_six_digits():
    out = run(*BASE, "--when", f"{10**40}/{10**43}").out
    assert out.startswith("η reaches 0.001 at t = 2584\n")
