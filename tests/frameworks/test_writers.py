"""What --as writes: it reads back as the same schedule, and the Python of it runs with math alone."""

import pytest

from lrcalc import Formula
from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError
from lrcalc.expression import STEP
from lrcalc.expression.functions import Tanh
from lrcalc.expression.notation import Notation
from lrcalc.frameworks import WRITTEN
from lrcalc.frameworks.read import read
from lrcalc.frameworks.written.code import PYTHON, CodeNotation
from lrcalc.frameworks.written.writers import write
from tests.frameworks.random_lines import random_lines
from tests.profiles import number

READ_BACK = ("torch", "transformers", "optax", "keras", "timm", "python")
# every step of a schedule, the first past its end, and some far from it
STEPS = [*range(90), 100, 123, 200, 999]


# A hundred schedules a block.
BLOCKS, SIZE = 10, number(100, 6)


def rates(schedule):
    """The rate at each step; None where there is none."""
    found = []
    for step in STEPS:
        try:
            found.append(schedule.at(step))
        except ScheduleError:
            found.append(None)
    return found


@pytest.mark.parametrize("block", range(number(BLOCKS, 2)))
def test_what_is_written_reads_back_as_the_same_schedule(block):
    for line in random_lines(block, SIZE):
        schedule = read_line(1, line)
        wanted = rates(schedule)
        for name in READ_BACK:
            written = write(schedule, name, line)
            found = rates(read(written.text).schedule)
            if name in ("optax", "keras") and None in wanted and "--past-end error" in line:
                # what is compiled raises nothing, and says so
                end = wanted.index(None)
                assert written.verdict.startswith(f"differs: from update {STEPS[end]} on"), (line, name)
                found[end:] = wanted[end:]
            else:
                assert "exact" in written.verdict, (line, name)
            same = pytest.approx([rate for rate in wanted if rate is not None], rel=1e-13, abs=1e-17)
            assert [rate for rate in found if rate is not None] == same, (line, name)
            assert [rate is None for rate in found] == [rate is None for rate in wanted], (line, name)


@pytest.mark.parametrize("block", range(number(BLOCKS, 2)))
def test_the_python_runs_with_math_alone_and_agrees(block):
    for line in random_lines(100 + block, SIZE):
        schedule = read_line(1, line)
        names: dict = {}
        exec(write(schedule, "python", line).text, names)
        for step, wanted in zip(STEPS, rates(schedule)):
            if wanted is None:
                # past its end, or where the formula of the last phase has no value
                with pytest.raises((ValueError, ArithmeticError)):
                    names["rate"](step)
            else:
                assert names["rate"](step) == pytest.approx(wanted, rel=1e-12, abs=1e-13), (line, step)


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("cosine --max 3e-4 --min 3e-5 --T 10000 --warmup 500", "optax",
         "optax.warmup_cosine_decay_schedule(init_value=0, peak_value=0.0003, warmup_steps=500, "
         "decay_steps=10000, end_value=0.00003)"),
        ("cosine --max 0.1 --T 100 --past-end continue", "torch",
         "CosineAnnealingLR(optimizer, T_max=100, eta_min=0)"),
        ("linear --max 5e-5 --T 1000 --warmup 100", "transformers",
         "get_linear_schedule_with_warmup(optimizer, num_warmup_steps=100, num_training_steps=1000)"),
        ("step --lr 0.1 --s 30", "keras", "ExponentialDecay(initial_learning_rate=0.1, decay_steps=30, "),
        ("cosine --max 0.1 --T 100", "megatron", "--lr 0.1 --min-lr 0 --lr-decay-style cosine"),
    ],
)  # fmt: skip
def test_a_native_call_is_written_where_one_is_equal(line, name, text):
    written = write(read_line(1, line), name, line)
    assert text in written.text
    assert written.verdict == f"exact: {name} has the same rate at every update"


def test_where_none_is_equal_the_verdict_says_from_where_on_and_both_rates():
    written = write(read_line(1, "linear --max 0.1 --T 100 --warmup 10"), "deepspeed", "")
    # one update late: at the first update 0 as well, at the next 0 and not 0.01
    assert written.verdict == "differs: from update 1 on deepspeed has 0, not 0.01"


def test_a_name_that_there_is_not():
    with pytest.raises(ScheduleError, match=r"did you mean torch\?"):
        write(read_line(1, "fixed --lr 0.1"), "troch")
    assert WRITTEN[-1] == "lrcalc"


FLOORS_AND_CLOCKS = [
    f"{line} {wrapper}"
    for line in (
        "wsd --max 0.001 --warmup 5 --decay 10 --T 50",
        "cosine --max 0.1 --T 50",
        "step --lr 1 --s 9",
    )
    for wrapper in ("--floor 0.0001", "--clock t//2")
]


@pytest.mark.parametrize("line", FLOORS_AND_CLOCKS)
def test_no_framework_has_a_floor_or_a_clock(line):
    for name in ("torch", "transformers", "optax", "keras", "timm"):
        written = write(read_line(1, line), name, line)
        assert written.verdict == "exact: the formula itself, for no call there has all of these rates"
    for name in ("megatron", "deepspeed"):
        with pytest.raises(ScheduleError, match="got one that nothing there comes near to"):
            write(read_line(1, line), name, line)


@pytest.mark.parametrize(
    "line",
    [
        "cyclic --max 0.1 --min 0.01 --step-up 1 --step-down 3 --warmup 3 --clock t//2 --floor 0.02",
        "cyclic --max 0.1 --min 0.01 --step-up 9 --floor 0.02",
        "multistep --lr 1 --milestones 8,300 --gamma 0.1 --clock t//2 --floor 0.05",
        "piecewise --values 0.1,0.03,0.01 --boundaries 8,400 --clock t//2",
        "cosine --max 1 --T 40 --warmup 8 --clock t//3-4",
        "cosine --max 1 --T 41 --clock 4*t",
    ],
)
def test_floors_and_clocks_of_schedules_that_come_again_read_back(line):
    schedule = read_line(1, line)
    wanted = [schedule.at(step) for step in STEPS]
    for name in READ_BACK:
        back = read(write(schedule, name, line).text).schedule
        assert [back.at(step) for step in STEPS] == pytest.approx(wanted, rel=1e-13, abs=1e-17), name


def test_what_comes_after_many_steps_of_a_clock_is_written():
    line = "piecewise --values 0.1,0.03,0.01 --boundaries 8,20000 --clock t//2"
    text = write(read_line(1, line), "python", line).text
    assert "if t < 40000:\n        return 0.03\n    return 0.01" in text


def test_keras_is_given_no_whole_number_as_a_rate():
    # from initial_learning_rate=0 keras 3.15 counts in whole numbers: every rate is 0
    line = "cosine --max 0.001 --T 100 --warmup 10"
    text = write(read_line(1, line), "keras", line).text
    assert "initial_learning_rate=0.0, decay_steps=90" in text
    line = "piecewise --values 1,0.1 --boundaries 10"
    assert "values=[1.0, 0.1]" in write(read_line(1, line), "keras", line).text


def test_numbers_too_large_for_those_of_an_array_have_a_point():
    line = "noam --d-model 512 --warmup 400"
    for name in ("optax", "keras"):
        # 512·400³ is above 2³¹
        assert "t / (512 * 400**3)**0.5" in write(read_line(1, line), name, line).text
    line = "rex --max 0.1 --T 10000000000"
    assert "/ 10000000000.0" in write(read_line(1, line), "keras", line).text


@pytest.mark.parametrize(
    "text",
    ["t or 5", "1 if t else 2", "(t <= 5)*2 + 1", "(t % 3 and 7) + 1", "1 if not t % 3 else 2", "not t"],
)
def test_a_number_that_stands_for_a_condition_is_written_as_one(text):
    scope: dict = {}
    exec(write(Formula(text), "python", "").text, scope)
    assert [float(scope["rate"](step)) for step in range(9)] == [Formula(text).at(step) for step in range(9)]


def test_a_function_that_code_lacks_is_refused():
    class Haversine(Tanh):
        __slots__ = ()
        name, code = "hav", ""

    assert Notation().text(Haversine(STEP)) == "hav(t)"
    with pytest.raises(ScheduleError, match="expected functions that code has, got haversine"):
        CodeNotation(PYTHON).text(Haversine(STEP))
