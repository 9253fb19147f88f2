"""What a schedule is asked for from Python: marks, workings and exercises, as a notebook shows them."""

import pytest

import lrcalc
from lrcalc import Cosine, Fixed
from lrcalc.errors import ParameterError, ScheduleError

EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)


def test_answers_are_marked():
    # without η_min: 0.00162175 and 0.00095
    found = EXERCISE.check({1250: "0.001622", 2500: "0.00095"})
    assert (found.accepted, found.verdicts, found.mistakes) == (
        False, {1250: "wrong", 2500: "wrong"}, ["min-not-added"],
    )  # fmt: skip
    assert "| 1250 | 0.707 | 0.854 | 0.00172175 | 0.001622 | wrong |" in found._repr_markdown_()
    assert str(found).endswith("Add η_min at the end: η_1250 = 0.0001 + 0.00162175 ≈ 0.00172175.\n")
    assert EXERCISE.check({1250: 0.001722}).accepted


@pytest.mark.parametrize("strict", [True, False])
def test_a_strict_marker_takes_no_cut_off_answer(strict):
    assert EXERCISE.check({1250: "0.001721"}, strict=strict).accepted is not strict


@pytest.mark.parametrize("answers", [{}, [0.001], None])
def test_no_answers_are_not_all_right(answers):
    with pytest.raises(ScheduleError, match=r"expected an answer by its step such as \{1250: '0.001721'\}"):
        EXERCISE.check(answers)


def test_the_working():
    found = EXERCISE.working(1250)
    assert "       = 0.0001 + 0.0019 × 0.853553\n" in str(found)
    assert r"\eta_{1250} &= 0.0001 + 0.0019 \times" in found._repr_markdown_()


@pytest.mark.parametrize("seed", ["anna", 7])
def test_an_exercise_is_the_same_of_the_same_seed(seed):
    first, second = (Cosine.exercise(seed=seed) for _ in range(2))
    assert first == second
    assert first.code in str(first)
    assert "**Answer:**" in first.solution._repr_markdown_()


def test_an_exercise_does_not_tell_the_step_that_is_to_be_found():
    made = (Cosine.exercise(seed=str(number), level=3) for number in range(40))
    task = next(item for item in made if "Find a step" in str(item))
    assert len(task.steps) == 4
    assert f"t = {', '.join(map(str, task.steps))}." in str(task)


@pytest.mark.parametrize("other", [3, None, "cosine", Cosine])
def test_only_a_schedule_is_compared(other):
    with pytest.raises(ParameterError, match="other: expected another schedule such as Cosine"):
        Cosine(max=1, T=10).compare(other)


@pytest.mark.parametrize("steps", [3, None, 2.5])
def test_one_step_is_no_list_of_them(steps):
    with pytest.raises(ScheduleError, match=r"steps: expected several of them, such as range\(5001\)"):
        Cosine(max=1, T=10).rates(steps)


def test_none_is_no_floor_and_nothing_past_an_end():
    schedule = Cosine(max=1, T=10)
    for asked in (schedule.with_floor, schedule.with_past_end, schedule.with_clock):
        with pytest.raises(ParameterError, match="expected a value, got None"):
            asked(None)


def test_figures_are_shown_as_numbers():
    found = Cosine(max="0.002", min="0.001", T=1).summary()
    assert repr(found.peak) == "(0, 0.002)"
    assert "sum=0.002" in repr(found)
    # cos(π/3) is ½, cos(π/4) is √½
    assert repr(Cosine(max=1, T=3).derivation(1)["scale"]) == "0.75"
    assert repr(Cosine(max=1, T=4).derivation(1)["cosine"]) == "0.7071067811865476…"
    assert float(Cosine(max=1, T=3).summary().mean) == pytest.approx((1 + 0.75 + 0.25) / 3)


def test_rates_at_steps_as_they_are_typed():
    schedule = Cosine(max="0.002", min="0.0001", T=5000)
    assert schedule.rates("0:5000:1250") == schedule.rates(range(0, 5001, 1250))
    assert schedule.rates("25%,all")[:2] == schedule.rates([1250, 0])
    for text, said in (("-", "steps: expected steps such as"), ("x", "steps: "), ("5.5", "steps: ")):
        with pytest.raises(ScheduleError, match=said):
            schedule.rates(text)


def test_a_derivation_tells_its_quantities():
    derivation = Fixed(lr="0.1").derivation(3)
    assert list(derivation) == ["learning_rate"]
    assert repr(derivation) == "<t = 3: learning_rate=0.1>"


def test_the_package_lists_what_is_to_be_used():
    names = {name for name in dir(lrcalc) if not name.startswith("_")}
    assert names == set(lrcalc.__all__)
