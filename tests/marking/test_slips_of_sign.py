"""Signs and brackets that a class loses in a cosine, and angles rounded: numbers by hand, with mpmath."""

import pytest

from tests.marking.classroom import EXERCISE, STEPS, diagnosis, said


@pytest.mark.parametrize(
    ("answers", "rows", "mistake"),
    [
        # |cos|: 3750 and 5000 are those of 1250 and 0
        ("0.002,0.001722,0.00105,0.001722,0.002", [3, 4], "cosine-sign-lost"),
        ("0.002,0.001722,0.00105,0.001722,0.0001", [3], None),
        # 0.00105 − 0.00095·t/T
        ("0.00105,0.0008125,0.000575,0.0003375,0.0001", [0, 1, 2, 3], "cosine-of-pi"),
        # cos of 0.79, 1.57 and 2.36
        ("0.002,0.001719,0.001051,0.0003757,0.0001", [1, 2, 3], "angle-to-2-decimals"),
        # 0.0001 + 0.0021 × scale; 0.0019 × scale − 0.0001
        ("0.0022,0.001892,0.00115,0.0004075,0.0001", [0, 1, 2, 3], "range-added"),
        ("0.0018,0.001522,0.00085,0.0001782,-0.0001", [0, 1, 2, 3, 4], "min-subtracted"),
    ],
)
def test_what_was_done_is_named(answers, rows, mistake):
    assert diagnosis(EXERCISE, STEPS, answers.split(",")) == [(rows, [mistake] if mistake else [])]


def test_the_lost_sign_is_said_in_words_and_an_angle_with_its_decimals():
    (text,) = said(EXERCISE, STEPS, ["0.002", "0.001722", "0.00105", "0.001722", "0.002"])
    assert text.startswith("At t = 3750, 5000: the minus sign of the cosine was lost.")
    (text,) = said(EXERCISE, STEPS, ["0.002", "0.001719", "0.001051", "0.0003757", "0.0001"])
    assert "cos(π × t / T rounded to 2 decimals) was computed instead" in text
