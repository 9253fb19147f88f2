"""Rows as text: one row and many are written alike, and every number reads back as the same double."""

import json
import sys

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.formats.row_text import LARGEST, MANY, RowText
from lrcalc.numbers.display import program_text
from lrcalc.report.rows import NOTHING, Batch, Constant

PIECES = {
    "csv": ["", ",", ",", ",", "\n"],
    "tsv": ["", "\t", "\t", "\t", "\n"],
    "objects": ['{"step": ', ', "phase": ', ', "x": ', ', "y": ', "}\n"],
    "with percent signs": ["%d ", "%%", ",", "%s", "\n"],
}
KEYS = ["step", "phase", "x", "y"]

doubles = st.floats(allow_nan=False, allow_infinity=False)
rates = st.floats(min_value=0, max_value=1)


@given(doubles | rates)
def test_a_number_reads_back_as_the_same_double(value):
    assert float(program_text(value)) == value
    assert json.loads(program_text(value)) == value


@given(doubles | rates)
def test_a_number_is_written_as_the_library_writes_it(value):
    if abs(value) < LARGEST:
        assert program_text(value) == orjson.dumps(value).decode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0001, "0.0001"), (1e-05, "0.00001"), (-4.5e-05, "-0.000045"), (1.5e-06, "1.5e-6"), (1e-08, "1e-8"),
        (1e-10, "1e-10"), (5e-324, "5e-324"), (1e15, "1000000000000000.0"), (1e16, "1e+16"), (3, "3"),
        ("1e-05", "1e-05"),
    ],
)  # fmt: skip
def test_the_text_of_a_number(value, text):
    assert program_text(value) == text


def batch(xs, phase, first=7):
    ys = [-x for x in xs]
    return Batch(len(xs), {"step": range(first, first + len(xs)), "phase": phase, "x": xs, "y": ys})


@pytest.mark.parametrize("pieces", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("phase", [Constant("rising"), Constant(',"",,"#",'), NOTHING])
@given(st.lists(doubles | rates, min_size=MANY, max_size=MANY + 3))
def test_many_rows_are_written_as_one_by_one(pieces, phase, xs):
    write = RowText(KEYS, pieces, str)
    rows = [batch([x], phase, step) for step, x in enumerate(xs, 7)]
    assert write(batch(xs, phase)) == "".join(map(write, rows))


@pytest.mark.parametrize("large", [2**64, -(2**70), 10**30])
def test_whole_numbers_beyond_the_library_are_written_out(large):
    write = RowText(["n"], ["", "\n"], str)
    assert write(Batch(MANY, {"n": [large] * MANY})) == f"{large}\n" * MANY


def test_a_row_of_constants_alone():
    assert RowText(["phase"], ["", "\n"], str)(Batch(3, {"phase": Constant("up")})) == "up\nup\nup\n"


def test_few_rows_do_without_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert RowText(["x"], ["", "\n"], str)(Batch(2, {"x": [0.5, 1e-05]})) == "0.5\n0.00001\n"
