"""What goes with what: every rule of lrcalc/command/request.py is stated once there, and tried from there.

What a format has room for is written out here from COMMAND-LINE.md, not read from the formats.
"""

from itertools import product

import pytest

from lrcalc.command.options import COMMON, SOLVING
from lrcalc.command.request import APART, LOOK_AHEAD, SHOWN_AS, TOGETHER
from lrcalc.formats import FORMATS
from tests.command.program import BASE, assert_refused, run

EXPONENTIAL = ("exponential", "--lr", "0.1", "--gamma", "0.5")
# of a policy without a total of its own
INVERSE_TIME = ("inverse-time", "--lr", "0.1", "--decay-rate", "0.5")
# A good value of each option that is in a rule (None: it is a flag).
VALUES = {
    "at": "2500",
    "when": "0.001",
    "check": "0.00105",
    "hint": "1",
    "sig": "3",
    "rtol": "0.01",
    "strict": None,
    "decimal_comma": None,
    "work": None,
    "summary": None,
    "plot": None,
    "log_scale": None,
    "save": "picture.png",
    "caption": "Rates",
    "standalone": None,
    "log": "run.csv",
    "column": "lr",
    "step_column": "step",
    "log_clock": "step",
    "solve": "gamma",
    "as_framework": "torch",
    "digits": "3",
    "columns": "step",
    "final": "0.01",
}
# What a format has room for beside the table.
ROOM = {
    "check": {"table", "markdown", "latex", "csv", "tsv", "json", "jsonl"},
    "work": {"table", "markdown", "latex", "json", "jsonl"},
    "summary": {"table", "markdown", "latex", "json"},
    "plot": {"table"},
    "hint": {"table", "markdown", "latex"},
    "log": {*FORMATS},
}


def name_of(option):
    return next(item.names[0] for item in (*COMMON, *SOLVING) if item.name == option)


def words_of(option):
    value = VALUES[option]
    return [name_of(option)] if value is None else [name_of(option), value]


def schedule_with(*options):
    """A schedule that has those options: of some, only a policy that can be solved."""
    if "total" in options:
        return INVERSE_TIME
    return EXPONENTIAL if {*options} & {item.name for item in SOLVING} else BASE


def at(option):
    """The steps asked, where an option goes with them."""
    return [] if option == "log" else ["--at", "2500"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No picture of a test is left in the clone; there is a log of the exercise."""
    (tmp_path / "run.csv").write_text("step,lr\n0,0.002\n1250,0.00172175\n2500,0.00105\n")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("one", "other"), APART, ids=str)
def test_of_two_that_do_not_go_together_both_are_named(one, other):
    # a hint goes with nothing but answers
    more = words_of("check") if "check" in TOGETHER.get(one, ()) else []
    for words in ([*words_of(one), *words_of(other)], [*words_of(other), *words_of(one)]):
        result = run(*BASE, *words, *more)
        assert_refused(result)
        said = f"{name_of(one)}: expected {name_of(one)} or {name_of(other)}, got both"
        assert result.err == f"lrcalc cosine: {said}\n"


# Beside what is answered in place of the rates, by hand: what it takes of the options that are no part of the
# schedule. A log has columns, a picture and a table with a caption; code has nothing but its text.
TAKEN = {
    "log": {"column", "step_column", "log_clock", "columns", "caption", "standalone"}
    | {"plot", "save", "log_scale"},
    "as_framework": set(),
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (one, item.name)
        for one, taken in TAKEN.items()
        for item in COMMON
        # what needs another option says so first
        if item.name not in (one, "format", *taken, *TOGETHER)
    ],
    ids=str,
)
def test_what_is_answered_in_place_of_the_rates_leaves_nothing_given_unheeded(one, other):
    result = run(*BASE, *words_of(one), *words_of(other))
    assert_refused(result)
    pairs = {(one, other), (other, one)} if {one, other} == {*TAKEN} else {(one, other)}
    said = [f"{name_of(a)}: expected {name_of(a)} or {name_of(b)}, got both" for a, b in pairs]
    assert result.err in [f"lrcalc cosine: {text}\n" for text in said]


def test_a_log_takes_what_its_answer_shows(tmp_path):
    (tmp_path / "run.csv").write_text("step,lr\n0,0.002\n1250,0.0017\n2500,0.00105\n")
    words = [*BASE, *words_of("log"), "--columns", "step,verdict"]
    assert run(*words, "-f", "csv").out.splitlines()[0] == "step,verdict"
    lines = run(*words, "--caption", "One run", "-f", "markdown").out.splitlines()
    assert lines[4:9] == ["*One run*", "", "| Step | Verdict |", "|------|---------|", "| 1250 | disagrees |"]


@pytest.mark.parametrize("one", TOGETHER)
def test_an_option_that_needs_another_says_which(one):
    schedule = schedule_with(one)
    result = run(*schedule, *words_of(one))
    assert_refused(result)
    others = " or ".join(map(name_of, TOGETHER[one]))
    assert result.err == f"lrcalc {schedule[0]}: {name_of(one)}: expected {others} with it, got none\n"


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in TOGETHER for other in TOGETHER[one]])
def test_with_any_of_those_it_is_understood(one, other):
    if other == "save":
        pytest.importorskip("matplotlib")
    solving = [*words_of("final"), "--T", "100"] if other == "solve" else []
    schedule = EXPONENTIAL[:3] if solving else (*BASE, *at(other))
    words = solving or words_of(one)
    result = run(*schedule, *words, *words_of(other))
    assert result.code == 0
    assert result.out


@pytest.mark.parametrize(("option", "form"), [*product(SHOWN_AS, FORMATS)], ids=str)
def test_what_is_asked_for_needs_a_format_with_room_for_it(option, form):
    words = [*words_of(option), *(words_of("check") if option == "hint" else [])]
    result = run(*BASE, *words, *at(option), "-f", form)
    if form in ROOM[option]:
        assert (result.code, result.err) == (0, "")
        assert result.out
    else:
        # where a hint has no room, nor may the marks have
        asked = "--check" if option == "hint" and form not in ROOM["check"] else name_of(option)
        assert_refused(result, f"lrcalc cosine: {asked}: expected -f table", f", got -f {form}")


@pytest.mark.parametrize("option", LOOK_AHEAD)
def test_what_needs_all_steps_does_not_go_with_steps_read_as_they_come(option):
    result = run(*BASE, *words_of(option), "--at", "-", stdin="0\n")
    assert_refused(result)
    assert (
        result.err
        == f"lrcalc cosine: --at: expected steps for {name_of(option)}, got '-', read as they come\n"
    )


def test_every_rule_is_tried_with_a_good_value():
    named = {*SHOWN_AS, *LOOK_AHEAD, *TOGETHER}
    named |= {name for names in (*APART, *TOGETHER.values()) for name in names}
    assert named <= set(VALUES)
    assert set(ROOM) == set(SHOWN_AS)
    flags = {item.name for item in COMMON if item.metavar is None}
    assert flags <= {name for name, value in VALUES.items() if value is None}


def test_no_rule_is_stated_twice():
    rules = [frozenset(pair) for pair in APART]
    rules += [frozenset((one, other)) for one in TOGETHER for other in TOGETHER[one]]
    assert len(rules) == len(set(rules))


# What is in no rule goes together: every pair of options that a schedule has.
FREE = [
    (one, other)
    for one, other in product(("at", "when", "check", "work", "summary", "plot"), repeat=2)
    if one < other and not {(one, other), (other, one)} & {*APART}
]


@pytest.mark.parametrize(("one", "other"), FREE, ids=str)
def test_what_no_rule_forbids_goes_together(one, other):
    at = [] if {one, other} & {"at", "when"} else words_of("at")
    result = run(*BASE, *words_of(one), *words_of(other), *at)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["-f", "xml"],
            "--format: expected table, markdown, latex, csv, tsv, json, jsonl or value, got 'xml'",
        ),
        (["-f", ""], "--format: expected table, markdown, latex, csv, tsv, json, jsonl or value, got ''"),
        (["--digits", "x"], "--digits: expected a number of digits from 1 to 50, got 'x'"),
        (["--check", "1", "--hint", "4"], "--hint: expected 1, 2 or 3, got '4'"),
        (["--check", "1", "--hint", ""], "--hint: expected 1, 2 or 3, got ''"),
        (["--check", "1", "--sig", "0"], "--sig: expected a number of digits from 1 to 50, got '0'"),
        (["--save", "x.gif"], "--save: "),
        (["--save", ""], "--save: "),
        (["--hint", ""], "--hint: expected --check with it, got none"),
        (["--check", "", "-f", "value"], "--check: expected -f table"),
        (["--check", "", "--when", "0.1"], "--when: expected --when or --check, got both"),
        (["--warmup-start", "0.1"], "--warmup-start: expected --warmup"),
        (["--warmup-shape", "cosine"], "--warmup-shape: expected --warmup"),
        (["--warmup", "5", "--warmup-start", ""], "--warmup-start: "),
        (["--warmup", "5", "--warmup-shape", ""], "--warmup-shape: "),
    ],
)
def test_a_value_that_cannot_be_taken_is_said_of_its_option(words, said):
    assert_refused(run(*BASE, *words), f"lrcalc cosine: {said}")
