"""Rows kept in little room are the rows that were put in."""

from __future__ import annotations

import io
import re

import pytest

from lrcalc.logs.reading.numerals import numeral
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import Row
from lrcalc.logs.reading.stored import Numerals, StoredRows, rates_of
from tests.command.program import run

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
    assert len(StoredRows(ROWS, 2)) == 2


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


def test_of_many_rows_some_are_kept_evenly_with_the_last() -> None:
    """Of 1001 rows with room for 100: each sixteenth, and the last one."""
    stored = StoredRows((Row({"lr": f"0.{step:04}"}, step) for step in range(1001)), 100)
    assert (stored.read, stored.every) == (1001, 16)
    assert list(stored.steps) == [*range(0, 1001, 16), 1000]
    assert stored[-1].rates == {"lr": "0.1000"}
    assert [row.rates["lr"] for row in stored[:3]] == ["0.0000", "0.0016", "0.0032"]


def test_all_rows_of_many_are_put_away() -> None:
    """Of a column that begins at the third row and ends before the last part; two are skipped at the end."""
    rows = [Row({"lr": f"0.{n:05}"}, n, skipped=2 if n > 24_000 else 0) for n in range(25_000)]
    rows[2:12_000] = [row._replace(rates={**row.rates, "b": "1"}) for row in rows[2:12_000]]
    whole = StoredRows(rows, 100).whole
    assert whole is not None
    parts = list(whole.column("lr"))
    assert [len(part.texts) for part in parts] == [10_000, 10_000, 5_000]
    assert [step for part in parts for step in part.steps[:2]] == [0, 1, 10_000, 10_001, 20_000, 20_001]
    assert (parts[2].steps[-1], parts[2].counted[-1], parts[2].texts[-1]) == (24_999, 24_997, "0.24999")
    assert [(b.steps[0], b.steps[-1], len(b.texts)) for b in whole.column("b") if b.texts] == [
        (2, 9_999, 9_998),
        (10_000, 11_999, 2_000),
    ]
    assert StoredRows(rows[:50], 100).whole is None


def test_rows_that_a_resumed_run_wrote_again_are_not_among_all() -> None:
    """Up to step 300, and once more from 250 on at another rate."""
    rows = [Row({"lr": "0.1"}, n) for n in range(301)] + [Row({"lr": "0.2"}, n) for n in range(250, 400)]
    whole = StoredRows(rows, 100, 1000).whole
    assert whole is not None
    ((steps, _, texts),) = whole.column("lr")
    assert list(steps) == list(range(400))
    assert texts == ["0.1"] * 250 + ["0.2"] * 150


def test_rows_out_of_order_are_kept_one_and_all_up_to_the_limit() -> None:
    stored = StoredRows((Row({"lr": "0.1"}, step % 7) for step in range(1000)), 10, 50)
    assert (len(stored), stored.every, stored.is_rising) == (50, 1, False)


def test_every_row_of_a_log_is_held_though_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.1·(1 − t/5000), but for one row between two that are kept."""
    monkeypatch.setattr("lrcalc.logs.reading.read.MOST_ROWS", 100)
    right = [f"{step},{0.1 * (1 - step / 5000)!r}" for step in range(5000)]
    line = ["linear", "--max", "0.1", "--T", "5000", "--log", "-"]
    told = run(*line, stdin="\n".join(["step,lr", *right]))
    assert told.code == 0
    assert "All 5000 rates agree" in told.out
    wrong = [*right[:333], "333,0.05", *right[334:]]
    told = run(*line, stdin="\n".join(["step,lr", *wrong]))
    assert told.code == 1
    assert "The first is step 333" in told.out
    assert "All 5000 rows were looked at" in told.out


@pytest.mark.parametrize(
    ("form", "clock"),
    [("lr: {1}", "row-1"), ("epoch {0}: lr = {1}", "epoch"), ("{{'lr': {1}, 'epoch': {2}}}", "10*row")],
)
def test_rows_and_epochs_are_held_one_and_all(form: str, clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """0.1·(1 − t/T), but for one row between two that are kept."""
    monkeypatch.setattr("lrcalc.logs.reading.read.MOST_ROWS", 100)
    times, first = (10, 10) if clock == "10*row" else (1, 0)
    steps = range(first, times * 500 + first, times)
    right = [form.format(t, repr(0.1 * (1 - t / (500 * times))), t / 100) for t in steps]
    line = ["linear", "--max", "0.1", "--T", str(500 * times), "--log", "-"]
    told = run(*line, stdin="\n".join(right))
    assert told.code == 0, told.out
    assert "All 500 rates agree" in told.out
    assert f"t = {clock}." in told.out
    place = re.compile(r"lr'?[:=]? ?=? ?([\d.e-]+)")
    wrong = [*right[:333], place.sub(lambda m: m[0].replace(m[1], "0.05"), right[333]), *right[334:]]
    told = run(*line, stdin="\n".join(wrong))
    assert told.code == 1
    assert "0.05 is" in told.out
    assert "All 500 rows were looked at" in told.out
