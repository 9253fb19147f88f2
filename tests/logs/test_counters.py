"""What counts the rows of a log: tokens, micro-batches, shares of an epoch, a name that is asked for."""

from __future__ import annotations

import io

import pytest

from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import LogError
from tests.logs.by_hand import cosine, held


def table(name: str, an_update: int, times: int = 1, updates: range = range(0, 500, 5)) -> str:
    return f"{name},lr\n" + "".join(f"{k * an_update},{cosine(times * k)!r}\n" for k in updates)


@pytest.mark.parametrize(("name", "many"), [("tokens", 524288), ("micro_step", 4), ("samples", 64)])
def test_parts_of_an_update_are_steps(name: str, many: int) -> None:
    found = held(table(name, many))
    assert found.accepted
    assert found.reading.formula == f"step//{many}"
    assert found.log.found.form == "CSV"


@pytest.mark.parametrize("times", [2, 8])
def test_a_schedule_stepped_too_often_is_told_where_samples_are_counted(times: int) -> None:
    found = held(table("samples", 64, times))
    assert found.reading.formula == "step//64"
    assert found.explanations[0].id == "stepped-times"
    assert found.explanations[0].numbers["times"] == times


def test_tokens_of_each_batch_count_nothing() -> None:
    rows = "".join(f"{4096 - update % 7},{cosine(update)!r}\n" for update in range(0, 500, 5))
    found = held(f"tokens,lr\n{rows}")
    assert found.accepted
    assert found.reading.formula == "5*(row - 1)"


def test_a_gap_in_shares_of_an_epoch_is_a_gap_in_the_rows() -> None:
    updates = [*range(0, 200, 5), *range(300, 500, 5)]
    rows = "".join(f"{update / 125:.4f},{cosine(update)!r}\n" for update in updates)
    found = held(f"epoch,learning_rate\n{rows}")
    assert found.accepted
    assert found.log.found.form == "CSV"
    assert list(found.reading.updates) == updates


def test_a_count_of_a_total_with_its_share() -> None:
    found = held(
        "".join(f"[{k:>6}/500 ({k / 5:.0f}%)] lr={cosine(k):.3e} loss=1.0\n" for k in range(0, 500, 5))
    )
    assert found.accepted
    assert found.reading.formula == "step"
    assert list(found.reading.updates) == list(range(0, 500, 5))


def test_printed_output_of_a_run_and_of_the_one_that_resumed_it() -> None:
    rows = [*range(10, 260, 10), *range(210, 501, 10)]
    printed = "".join(
        f"{{'loss': 1.2, 'learning_rate': {cosine(step - 1)!r}, 'epoch': {step / 100}}}\n" for step in rows
    )
    found = held(printed)
    assert found.accepted
    assert len(found.rates) == 50
    assert found.log.found.left_out["rows that a resumed run wrote again"] == 5


def test_a_step_column_that_is_asked_for_stands_in_a_text_too() -> None:
    text = "".join(
        f"step {n} seen {update} lr {cosine(update):.4e}\n" for n, update in enumerate(range(0, 500, 7))
    )
    found = held(text, step_column="seen")
    assert found.accepted
    assert found.reading.formula == "step"
    with pytest.raises(LogError, match="expected a column of the log that counts steps, got 'nope'"):
        held(text, step_column="nope")
    megatron = "".join(
        f" iteration {k:8}/ 500 | consumed samples: {k * 8} | learning rate: {cosine(k):.3E} |\n"
        for k in range(10, 500, 10)
    )
    with pytest.raises(LogError, match="got 'nope'"):
        held(megatron, step_column="nope")
    assert held(megatron, step_column="iteration").accepted


def test_fractions_of_steps_and_steps_below_0_are_said() -> None:
    found = read_log(io.BytesIO(b"step,lr\n-5,0.1\n0.5,0.1\n5.5,0.1\n10.5,0.1\n")).found
    assert found.left_out["rows with a step below 0"] == 1
    assert found.left_out["fractions of steps"] == 3
