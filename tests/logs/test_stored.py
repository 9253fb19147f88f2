"""Rows kept in little room are the rows that were put in."""

from __future__ import annotations

import io

from lrcalc.logs.numerals import numeral
from lrcalc.logs.read import read_log
from lrcalc.logs.rows import Row
from lrcalc.logs.stored import Numerals, StoredRows, rates_of

ROWS = [
    Row({"lr": "0.1", "b": "0.2"}, 0, 0.5, 10, 0, 3),
    Row({"lr": "1e-3"}, 7, None, None, 2, 4),
    Row({"b": "5"}, None, 1.0, None, 2, 9),
    Row({"lr": "0.30"}, 8, None, 10, 2, 12),
]


def test_rows_come_out_as_they_went_in() -> None:
    stored = StoredRows(ROWS, 10)
    assert list(stored) == ROWS
    assert stored[1:3] == ROWS[1:3]
    assert stored[-1] == ROWS[-1]
    assert len(StoredRows(ROWS, 2)) <= 3


def test_the_rates_of_a_column() -> None:
    some = rates_of(StoredRows(ROWS, 10), "lr")
    assert some is not None
    rows, rates = some
    assert [row.step for row in rows] == [0, 7, 8]
    assert list(rates) == [numeral(text) for text in ("0.1", "1e-3", "0.30")]
    assert rates[2].digits == 2
    assert list(rates.values) == [0.1, 0.001, 0.3]
    assert rates_of(ROWS, "speed") is None
    assert rates_of([Row({"lr": "nan"}, 1)], "lr") is None
    assert rates[0:2] == [numeral("0.1"), numeral("1e-3")]


def test_steps_that_rise_are_kept_as_they_are() -> None:
    log = read_log(io.BytesIO(b"step,lr\n1,0.1\n5,0.2\n"))
    assert isinstance(log.rows, StoredRows)
    assert isinstance(Numerals(["0.1"]).values[0], float)
    assert not StoredRows([ROWS[1], ROWS[0]], 9).is_rising


def test_of_many_rows_some_all_over_the_log_are_kept_and_the_last() -> None:
    rows = [Row({"lr": f"0.{index:03}"}, index, place=index) for index in range(100)]
    stored = StoredRows(rows, 16)
    assert stored.one_in == 8
    assert stored.seen == 100
    assert list(stored.steps) == [*range(0, 100, 8), 99]
    assert [row.rates["lr"] for row in stored] == [f"0.{step:03}" for step in stored.steps]
    assert stored.is_rising
    # as many as there is room for are all kept
    assert list(StoredRows(rows, 100).steps) == list(range(100))
