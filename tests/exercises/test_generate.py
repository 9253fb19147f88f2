"""Exercises: the same of the same seed everywhere, numbers to work with, mistakes told apart."""

import math
from fractions import Fraction

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import exercise, exercises, from_code, is_code, policies_set
from lrcalc.exercises.numbers import Draw, shortest
from lrcalc.exercises.sheet import answers, asked_steps, check, papers, table
from lrcalc.marking.answer import read_answer
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from lrcalc.policies import Linear

NAMES = policies_set()


def test_a_draw_is_that_of_blake2b():
    # int.from_bytes(hashlib.blake2b(b"a\nb", digest_size=8).digest(), "big") = 0x8f… of 2^64, by hashlib
    from hashlib import blake2b

    digest = int.from_bytes(blake2b(b"a\nb", digest_size=8).digest(), "big")
    assert Draw("a").number("b", 1000) == digest * 1000 // 2**64


@pytest.mark.parametrize(("value", "text"), [("1/500", "0.002"), ("12", "12"), ("3/40", "0.075"), ("0", "0")])
def test_a_number_is_written_as_a_person_does(value, text):
    assert shortest(Fraction(value)) == text


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_the_code_says_how_to_get_an_exercise_again(name, level):
    made = exercise(name, "anna", level=level)
    again = from_code(made.code)
    assert is_code(made.code)
    assert (again.policy.typed, again.steps) == (made.policy.typed, made.steps)
    assert len(made.steps) >= 5
    assert made.steps == sorted(made.steps)
    # the key is accepted, and nothing else is said of it
    marking = check(made, ",".join(answers(made)), Marks())
    assert marking.accepted, answers(made)


@pytest.mark.parametrize("name", NAMES)
def test_rates_have_two_figures(name):
    typed = exercise(name, "ben").policy.typed
    for key in {"max", "lr", "min"} & set(typed):
        assert len(typed[key].replace(".", "").strip("0")) <= 2, typed


@pytest.mark.parametrize("name", ["cosine", "step", "warmup", "one-cycle", "exponential", "linear"])
def test_no_two_mistakes_of_the_policy_give_the_same_answers(name):
    for number in range(3):
        made = exercise(name, "exam", number + 1)
        evidence = Evidence(made.policy)
        found = {}
        for step in made.steps:
            for mistake, prediction in evidence.own_at(evidence.derivation(step)).items():
                found.setdefault(mistake, []).append(f"{prediction.about:.4g}")
        right = [f"{made.policy.at(step):.4g}" for step in made.steps]
        seen = {}
        for mistake, rates in found.items():
            if len(rates) == len(made.steps) and rates != right:
                other = seen.setdefault(tuple(rates), mistake)
                same = other == mistake or evidence.elsewhere(other) == evidence.elsewhere(mistake)
                assert same, (made.code, mistake, other)


def test_another_attempt_changes_one_student_and_no_other():
    first, second = (exercise("cosine", "anna", attempt=number) for number in (1, 2))
    assert first.code != second.code
    made = {paper.student: paper.exercises[0].code for paper in papers(["a", "b"], "cosine", "s", 1, 1, 1)}
    more = {
        paper.student: paper.exercises[0].code for paper in papers(["c", "b", "a"], "cosine", "s", 1, 1, 1)
    }
    assert made == {name: more[name] for name in made}


def test_all_takes_the_policies_in_turn():
    assert [item.name for item in exercises("all", "s", 3)] == NAMES[:3]


def test_a_column_is_left_blank():
    heads, rows = table(exercise("cosine", "anna"), ["scale"])
    assert heads == ["Step", "Cosine Value", "Scale Factor", "Learning Rate"]
    assert [row[2] for row in rows] == [""] * 5
    with pytest.raises(ScheduleError, match="expected a column out of cosine, scale, learning_rate, got 'x'"):
        table(exercise("cosine", "anna"), ["x"])


def asking_for(name, key):
    """An exercise of level 3 that asks for a step (no key), γ or T."""
    made = (exercise(name, str(number), level=3) for number in range(40))
    return next(item for item in made if item.question.key == key)


def with_found(made, text):
    return check(made, ",".join([*answers(made)[:-1], text]), Marks()).found.fault


def test_a_step_is_to_be_found_at_level_3():
    made = asking_for("cosine", "")
    right = answers(made)
    assert int(right[-1]) == made.steps[-1]
    assert len(right) == len(asked_steps(made)) + 1
    assert with_found(made, str(made.steps[-1] + 50)).startswith(f"t = {made.steps[-1] + 50} is wrong")


def test_a_factor_is_to_be_found_as_the_root_of_what_is_left():
    made = asking_for("exponential", "gamma")
    asked = made.question
    # γ = (η_t/η_0)^(1/t), from the six figures of the paper
    by_hand = (float(asked.rate) / float(made.policy.typed["lr"])) ** (1 / asked.step)
    assert f"{by_hand:.6f}".rstrip("0") == answers(made)[-1]
    assert with_found(made, repr(by_hand)) == ""
    assert "η_" in with_found(made, "0.9")
    assert asked.rate not in answers(made)[:-1]


def test_a_total_is_to_be_found_from_the_angle():
    made = asking_for("cosine", "T")
    asked, typed = made.question, made.policy.typed
    assert "warmup" in typed
    low, high, warm = (float(typed[key]) for key in ("min", "max", "warmup"))
    # cos(π (t − W)/T') = 2 (η − η_min)/(η_max − η_min) − 1, T' = T − W where the cosine comes after
    cosine = 2 * (float(asked.rate) - low) / (high - low) - 1
    angle = math.acos(cosine)
    by_hand = math.pi * (asked.step - warm) / angle + warm
    assert round(by_hand) == int(answers(made)[-1])
    assert with_found(made, str(round(by_hand))) == ""
    assert with_found(made, typed["T"]).startswith(f"T = {typed['T']} is wrong")
    assert "expected a number of steps" in with_found(made, "x")


def test_what_was_to_be_found_is_not_left_out_in_silence():
    made = asking_for("cosine", "")
    found = check(made, ",".join(answers(made)[:-1]), Marks()).found
    assert (found.verdict.code, found.fault) == ("missing", "t was to be found, and is missing")


def test_what_was_found_may_be_written_as_a_step_is_and_with_a_name():
    made = asking_for("cosine", "")
    step = int(answers(made)[-1])
    for text in (f"t = {step}", f" {step}.0 ", f"step {step}"):
        assert with_found(made, text) == ""
    made = asking_for("exponential", "gamma")
    gamma = answers(made)[-1]
    assert with_found(made, f"γ = {gamma}") == ""


def test_as_many_figures_are_demanded_as_the_paper_asks_for():
    # 0.0517404, 0.0318 exactly, 0.0118596
    made = from_code("#cosine-9f13")

    def codes(text):
        return [row.verdicts["learning_rate"].code for row in check(made, text, Marks()).rows]

    assert codes("0.06,0.052,0.032,0.012,0.0036") == ["exact", *["too-few-digits"] * 3, "exact"]
    assert codes("0.06,0.0517,0.0318,0.0119,0.0036") == [
        "exact", "too-few-digits", "exact", "too-few-digits", "exact",
    ]  # fmt: skip
    assert codes("0.06,0.05174,0.0318,0.01186,0.0036") == ["exact", "correct", "exact", "correct", "exact"]
    # what the marker says goes before what the paper says
    assert check(made, "0.06,0.052,0.032,0.012,0.0036", Marks(2)).accepted


def test_zeros_at_the_end_of_the_figures_asked_may_be_left_out():
    # 0.71003 is 0.7100 to four figures, and 0.71003 to five
    policy = Linear(max="0.71003", min="0.1", T=10)
    assert mark(policy, [Row(0, {"learning_rate": read_answer("0.71")})], Marks(4)).accepted
    assert not mark(policy, [Row(0, {"learning_rate": read_answer("0.71")})], Marks(5)).accepted


@pytest.mark.parametrize("text", ["cosine", "#cosine-xyz1", "#nothing-1234", "#fixed-0001", ""])
def test_what_is_no_code_is_refused(text):
    with pytest.raises(ScheduleError, match="expected a"):
        from_code(text)


def test_a_student_twice_is_refused():
    with pytest.raises(ScheduleError, match="expected each student once, got 'a' twice"):
        papers(["a", "a"], "cosine", "s", 1, 1, 1)


@pytest.mark.parametrize(("name", "begin"), [("flat-cosine", "flat"), ("wsd", "decay")])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_a_schedule_is_about_is_among_the_steps(name, begin, level):
    for seed in range(6):
        made = exercise(name, str(seed), level=level)
        symbols, total = vars(made.policy.symbols), made.policy.total
        # F is where the cosine begins, T − D where the decay does
        start = total - symbols["decay"].steps if begin == "decay" else made.policy.first_phases()
        if begin == "flat":
            start = list(start)[-1].first - 1
        inside = [step for step in asked_steps(made) if start < step < total]
        assert len(inside) >= 2, made.code


@pytest.mark.parametrize("level", [1, 3])
def test_no_decay_is_asked_for_where_next_to_nothing_is_left(level):
    for seed in range(12):
        made = exercise("exponential", str(seed), level=level)
        rates = [float(answer) for answer in answers(made)[: len(asked_steps(made))]]
        # γ^t is a thousandth at the least
        assert min(rates) > 0.999e-3 * float(made.policy.typed["lr"]), made.code
        if level == 3:
            assert float(made.question.rate) > 0.999e-3 * float(made.policy.typed["lr"])


@pytest.mark.parametrize("name", ["noam", "inverse-sqrt", "cosine", "step"])
def test_the_steps_are_whole_parts(name):
    for seed in range(8):
        made = exercise(name, str(seed), level=2)
        length = vars(made.policy.symbols).get("warmup") or vars(made.policy.symbols).get("step_size")
        # a third or a quarter of a length, or of the eight that are looked at after a warm-up
        assert all((12 * step) % length.steps == 0 for step in made.steps), made.code
