"""Sheets that a hostile tester handed in: each was refused, misjudged, or ended the program."""

import csv
import io
import math

from lrcalc.marking.answer import read_answer
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from lrcalc.policies import Cosine, Polynomial, Warmup, Wsd
from tests.marking.classroom import EXERCISE, codes, diagnosis, marked, marked_columns, said

WAVE = Cosine(max="0.003", min="0.0002", T=8000)
WAVE_STEPS = [1000, 2000, 4000, 5000, 7000]


def test_a_cosine_rounded_to_one_decimal_is_named_and_ends_nothing():
    # cosines 0.9, 0.7, 0, −0.4, −0.9: η = 0.0002 + 0.0014 (1 + cos); the 0.7 comes out to three digits
    answers = ["0.00286", "0.00258", "0.0016", "0.00104", "0.00034"]
    (text,) = said(WAVE, WAVE_STEPS, answers)
    assert "the cosine value was rounded to 1 decimal before it was used" in text
    assert "cos(π·t/T) rounded to 1 decimal was computed instead" in text


def test_the_noise_of_a_cosine_of_a_right_angle_is_0_however_few_of_its_digits_are_copied():
    # math.cos(math.pi / 2) is 6.123233995736766e-17
    for text in (str(math.cos(math.pi / 2)), "6.12e-17", "6.123e-17"):
        row = {"step": 2500, "cosine": text, "scale": "0.5", "learning_rate": "0.00105"}
        assert marked_columns(EXERCISE, row).accepted
    row = {"step": 2500, "cosine": "0.001", "scale": "0.5", "learning_rate": "0.00105"}
    assert not marked_columns(EXERCISE, row).accepted


def test_a_double_of_sixteen_digits_is_right_for_a_strict_marker_too():
    # python: (1 + math.cos(math.pi / 4)) / 2 is 0.8535533905932737, the exact value …73762
    rows = [
        Row(1250, {"scale": read_answer("0.8535533905932737"), "learning_rate": read_answer("0.001722")}),
    ]
    assert mark(EXERCISE, rows, Marks(strict=True)).accepted


def test_all_rows_that_would_fit_are_named():
    # without η_min: 0.00162175, 0.00095, 0.00027825; the third is something else
    text = said(EXERCISE, [1250, 2500, 3750], ["0.001622", "0.00095", "0.00031"])[-1]
    assert text.endswith("the rows of t = 1250, 2500 would fit: η_min was not added.")


def test_zeros_left_out_at_the_end_of_a_degree_do_not_make_it_a_constant():
    # T − W = 6000: angles of less than 2.4 degrees; 0.0004 + 0.0018 (1 + cos) to four digits, zeros left out
    policy = Warmup(max="0.004", min="0.0004", T=6400, warmup=400)

    def in_degrees(step):
        angle = math.radians(math.pi * (step - 400) / 6000)
        return f"{0.0004 + 0.0018 * (1 + math.cos(angle)):.4g}"

    answers = ["0.001", "0.003", *map(in_degrees, (1400, 2400, 4900))]
    assert answers[2:] == ["0.004", "0.004", "0.003998"]
    found = diagnosis(policy, [100, 300, 1400, 2400, 4900], answers)
    assert any("degrees" in ids for _, ids in found)
    assert not any("kept-constant" in ids for _, ids in found)


def test_steps_counted_from_1_in_the_warm_up_alone():
    policy = Warmup(max="0.004", min="0.0004", T=6400, warmup=400)
    # 0.004 × 101/400 and 0.004 × 301/400; right after the warm-up: 0.0004 + 0.0018 (1 + cos(π/6))
    answers = ["0.00101", "0.00301", "0.003759"]
    assert diagnosis(policy, [100, 300, 1400], answers) == [([0, 1], ["step-plus-1"])]


def test_a_warm_up_left_out_shows_in_the_one_row_of_it():
    policy = Wsd(max="0.02", min="0.002", T=6000, warmup=300, decay=1500)
    # linear from 0.02 to 0.002 in 1500 steps: 0.02 − 0.018 × 750/1500
    assert diagnosis(policy, [150, 2000, 5250], ["0.02", "0.02", "0.011"]) == [([0], ["no-warmup"])]


def test_a_plain_cosine_in_place_of_a_polynomial_has_no_power():
    policy = Polynomial(max="0.01", min="0.001", T=6000, power=2)
    # 0.001 + 0.0045 (1 + cos(π t / 6000)) for 1000, 1500, 3000
    answers = ["0.009397", "0.008682", "0.0055"]
    assert diagnosis(policy, [1000, 1500, 3000], answers) == [([0, 1, 2], ["formula-of-cosine"])]


def test_zeros_left_out_at_the_end_of_a_right_rate_are_no_want_of_digits():
    policy = Cosine(max="0.002", min="0.0001", T=50000)
    # 0.0001 + 0.00095 (1 + cos(π/250)) = 0.00199992
    assert codes(marked(policy, [200, 200], ["0.002", "0.0020"])) == ["correct", "correct"]
    # 0.00195 to 0.00205 would be too wide: at t = 2500 it is 0.00198830
    assert codes(marked(policy, [2500], ["0.002"])) == ["too-few-digits"]


def test_one_wrong_digit_is_still_wrong():
    assert codes(marked(EXERCISE, [1250, 2500], ["0.001732", "0.001051"])) == ["wrong", "wrong"]


def test_students_of_a_wide_file_keep_their_order(tmp_path):
    from lrcalc.exercises.roster import read_class

    out = io.StringIO()
    csv.writer(out).writerows(
        [["student", "1250"], ["Cid", "0.001722"], ["Anna", "0.0017"], ["Cid", "0.00172"]]
    )
    file = tmp_path / "class.csv"
    file.write_text(out.getvalue())
    assert [sheet.student for sheet in read_class(file)] == ["Cid", "Anna", "Cid"]
