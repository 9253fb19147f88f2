"""What the formats print: headings, columns and rows."""

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.numbers.display import MISSING
from lrcalc.policies import POLICIES, Cosine, Exponential, Fixed, OneCycle, Step, Warmup, policy_class
from lrcalc.report.blocks import Column, Sentences, Table
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.report.rates import Answer
from lrcalc.report.report import MOST_ROWS
from lrcalc.schedule.formula import example


def at(policy, *steps, digits=None, columns=None, parts=()):
    return Answer(policy, [range(step, step + 1) for step in steps], digits, columns, parts).report()


def table(report):
    """The one block that there is where nothing but the rates is asked for."""
    (block,) = report.blocks()
    assert isinstance(block, Table)
    return block


def heads(report):
    return [column.heading for column in table(report).columns]


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
    assert heads(at(policy, 0)) == headings


@pytest.mark.parametrize("warmup", [10, 11])
def test_no_heading_stands_twice_where_the_warm_up_fills_the_total(warmup):
    headings = heads(at(Warmup(max=1, warmup=warmup, T=10), 0))
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("name", POLICIES)
def test_a_row_has_a_cell_under_every_heading(name):
    block = table(at(example(policy_class(name)), 0, 1, 10**15))
    assert [row[0] for row in block.rows] == ["0", "1", "1000000000000000"]
    assert all(len(row) == len(block.columns) and all(row) for row in block.rows)


@pytest.mark.parametrize("name", POLICIES)
def test_keys_keep_their_order_and_end_with_the_rate(name):
    policy = example(policy_class(name))
    columns = at(policy, 0).rows.columns
    assert columns == ["step", *policy.columns]
    # COMMAND-LINE.md, section 3: step, phase, …, cosine, scale, learning_rate
    order = [key for key in ("step", "phase", "cosine", "scale", "learning_rate") if key in columns]
    assert [key for key in columns if key in order] == order
    assert columns[-1] == "learning_rate"


def test_the_keys_of_the_contract():
    def keys(policy):
        return at(policy, 0).rows.columns[1:]

    assert keys(Fixed(lr=1)) == ["learning_rate"]
    assert keys(EXERCISE) == ["cosine", "scale", "learning_rate"]
    assert keys(Step(lr=1, step_size=5)) == ["drops", "scale", "learning_rate"]
    assert keys(Warmup(max=1, warmup=5, T=10)) == ["phase", "cosine", "scale", "learning_rate"]


# cos(π/4) = 0.70710678…; (1 + that)/2 = 0.85355339…; 0.0001 + 0.0019 × that = 0.00172175144…
def test_the_rows_are_rounded_for_a_reader():
    rows = table(at(EXERCISE, 1250, 0, 1250)).rows
    assert rows == [
        ["1250", "0.707", "0.854", "0.00172175"],
        ["0", "1.0", "1.0", "0.002"],
        ["1250", "0.707", "0.854", "0.00172175"],
    ]


def test_the_rows_are_rounded_to_the_digits_asked():
    assert table(at(EXERCISE, 1250, digits=2)).rows == [["1250", "0.71", "0.85", "0.0017"]]
    assert table(at(Step(lr="0.123456", step_size=5), 75, digits=1)).rows == [["75", "15", "1e-15", "1e-16"]]


def test_a_cell_is_missing_where_the_phase_has_no_such_quantity():
    rows = table(at(Warmup(max="0.002", warmup=500, T=5000), 250, 5000)).rows
    assert rows == [
        ["250", "warm-up", MISSING, "0.5", "0.001"],
        ["5000", "annealing", "-1.0", "0.0", "0.0"],
    ]


def test_beyond_the_end_the_last_row_is_repeated_under_its_own_step():
    assert table(at(EXERCISE, 5000, 5001, 10**15)).rows == [
        ["5000", "-1.0", "0.0", "0.0001"],
        ["5001", "-1.0", "0.0", "0.0001"],
        ["1000000000000000", "-1.0", "0.0", "0.0001"],
    ]


def test_ten_thousand_rows_are_not_too_many():
    rows = table(Answer(Fixed(lr=1), [range(MOST_ROWS - 1), range(1)]).report()).rows
    assert len(rows) == 10_000


@pytest.mark.parametrize("runs", [[range(10_001)], [range(10_000), range(1)], [range(10**15)]])
def test_more_than_ten_thousand_rows_are_too_many_and_none_is_given(runs):
    report = Answer(Fixed(lr=1), runs).report()
    with pytest.raises(ScheduleError, match="expected up to 10000 rows for a table, got more; use -f csv"):
        list(report.blocks())


# COMMAND-LINE.md, section 5
HELD = "beyond step 5000, the end of the schedule, its last value is held"


@pytest.mark.parametrize(
    ("runs", "notes"),
    [
        ([range(5001)], []),
        ([range(5000, -1, -1)], []),
        ([range(5002)], [HELD]),
        ([range(5001, -1, -1)], [HELD]),
        ([range(1), range(6000, 6001), range(7000, 7001)], [HELD]),
        ([], []),
        ([range(0)], []),
    ],
)
def test_the_end_is_noted_once_and_before_the_first_row(runs, notes):
    assert Answer(EXERCISE, runs).report().notes == notes


def test_where_the_steps_come_one_by_one_the_note_comes_with_the_first_beyond_the_end():
    report = Answer(EXERCISE, iter([range(1), range(5001, 5002), range(6000, 6001)])).report()
    rows = report.rows.rendered(str, report.rows.columns)
    next(rows)
    assert report.notes == []
    next(rows)
    assert report.notes == [HELD]
    next(rows)
    assert report.notes == [HELD]


def test_what_is_unusual_about_the_schedule_is_noted():
    assert at(Exponential(lr=1, gamma=2), 0).notes == ["γ is larger than 1: the rate grows"]
    parts = [Part(notes=["one"]), Part(notes=["two"])]
    assert at(Exponential(lr=1, gamma=2), 0, parts=parts).notes[1:] == ["one", "two"]


def test_the_blocks_of_the_parts_stand_around_the_table_in_order():
    def around(name):
        return Part(
            before=lambda derivations: iter([Sentences([f"< {name}"])]),
            after=lambda derivations: iter([Sentences([f"> {name}"])]),
        )

    blocks = list(at(EXERCISE, 0, parts=[around("one"), around("two")]).blocks())
    texts = [block.texts[0] if isinstance(block, Sentences) else "table" for block in blocks]
    assert texts == ["< one", "< two", "table", "> one", "> two"]


def test_a_column_of_a_part_is_for_programs_and_with_a_head_for_people():
    def word(index, derivation):
        return Cell([index, derivation.step], f"{index} at {derivation.step}")

    hidden = Part(columns=(ExtraColumn("word", word),))
    seen = Part(columns=(ExtraColumn("word", word, Column("A word")),))
    assert at(EXERCISE, 7, parts=[hidden]).rows.columns[-2:] == ["learning_rate", "word"]
    assert len(table(at(EXERCISE, 7, parts=[hidden])).columns) == 4
    block = table(at(EXERCISE, 9, 7, parts=[seen]))
    assert (block.columns[-1].heading, block.rows[1][-1]) == ("A word", "1 at 7")
    # asked for by its key, people see it too, under its name
    asked = table(at(EXERCISE, 7, columns=["word", "step"], parts=[hidden]))
    assert ([column.heading for column in asked.columns], asked.rows) == (["Word", "Step"], [["0 at 7", "7"]])


def test_one_part_that_is_not_accepted_refuses_the_whole():
    assert at(EXERCISE, 0, parts=[Part(), Part()]).accepted
    report = at(EXERCISE, 0, parts=[Part(), Part(accepted=False, refusal="never"), Part()])
    assert (report.accepted, report.refusal) == (False, "never")


def test_what_is_said_around_the_rows():
    parts = [Part(about=lambda: {"a": 1}, outcome=lambda: {"c": 3}), Part(about=lambda: {"b": 2})]
    report = at(EXERCISE, 0, parts=parts)
    assert report.about() == {
        "policy": "cosine",
        "formula": "η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2",
        "parameters": {"max": "0.002", "min": "0.0001", "T": "5000"},
        "a": 1,
        "b": 2,
    }
    assert report.outcome() == {"c": 3}


def test_alone_there_is_η_or_what_a_part_puts_in_its_place():
    assert at(EXERCISE, 0).values is None
    assert at(EXERCISE, 0).rows.values == ["learning_rate"]
    assert list(at(EXERCISE, 0, parts=[Part(), Part(values=["7"])]).values) == ["7"]


# 10^309 is beyond the largest double, 1.797…·10^308
def test_what_is_no_double_stops_the_rows_and_not_the_table():
    report = at(Exponential(lr=1, gamma=10), 308, 309)
    assert table(report).rows[1] == ["309", "1e+309", "1e+309"]
    with pytest.raises(ScheduleError, match=r"largest double, 1\.8e308, got a larger one at step 309"):
        list(report.rows.rendered(str, report.rows.columns))
