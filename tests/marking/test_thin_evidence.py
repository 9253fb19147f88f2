"""What is too little to name a cause: a row that is little off, one by the formula of another schedule."""

import math

import pytest

from lrcalc.policies import Cosine
from tests.marking.classroom import EXERCISE, STEPS, diagnosis, said


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        # 0.000378249 rounds to 0.000378 and to 0.0003782
        ("0.0003780", "0.066 % too small; 0.000378 is right to 3 digits, the 0 at its end is not."),
        # T − 1 gives 0.00037793: it may be that, and so may it be a slip
        ("0.0003779", "T − 1 was used for T; a single row that is so little off does not tell."),
        # t + 1 gives 0.0010494 at 2500
        ("0.0003778", "t + 1 was used for t; the other rows speak against it."),
    ],
)
def test_one_row_that_is_little_off_among_right_ones_has_no_cause(answer, text):
    answers = ["0.002", "0.001722", "0.00105", answer, "0.0001"]
    assert diagnosis(EXERCISE, STEPS, answers) == [([3], [])]
    assert said(EXERCISE, STEPS, answers)[-1].endswith(text)


def test_a_single_answer_is_no_mistake_that_gives_it_but_for_a_unit_where_it_is_little_off():
    # T − 1 gives 0.00037793, which is not 0.0003780
    assert diagnosis(EXERCISE, [3750], ["0.0003780"]) == [([0], [])]
    assert diagnosis(EXERCISE, [3750], ["0.0003779"]) == [([0], ["total-minus-1"])]


def test_the_formula_of_another_schedule_takes_two_answers():
    # a hyperbolic tangent from −7 to 3, written out
    policy = Cosine(max="0.002", min="0.0001", T=5000)

    def tanh(step):
        return f"{0.0001 + 0.0019 * (1 - math.tanh(-7 + 10 * step / 5000)) / 2:.6f}"

    assert [ids for _, ids in diagnosis(policy, [3000], [tanh(3000)])] == [[]]
    found = said(policy, [3000], [tanh(3000)])
    assert "tangent" not in " ".join(found)
    (_, ids), *_ = diagnosis(policy, [3000, 4000], [tanh(3000), tanh(4000)])
    assert ids == ["formula-of-tanh"]


def test_what_a_row_would_fit_is_not_said_to_be_unknown():
    # twice 0.0019 × 0.853553 + 0.0001, and 0.0019 × 0.146447
    texts = said(EXERCISE, [1250, 3750], ["0.0033435", "0.00027825"])
    assert "recognise" not in " ".join(texts)
    texts = said(EXERCISE, STEPS, ["0.002", "0.001622", "0.00105", "0.0003782", "0.0001"])
    assert texts == [
        "At t = 1250: 5.8 % too small.",
        "The row of t = 1250 alone would fit: η_min was not added; the other rows speak against it.",
    ]
