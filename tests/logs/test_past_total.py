"""Logs without update numbers: a run carried past its total was stepped too often."""

from __future__ import annotations

import math

import pytest

from tests.logs.by_hand import cosine, held


def epochs(updates: int, many: int = 20) -> str:
    """A log of the first rate of each epoch, so many positions of the schedule apart."""
    return "epoch,lr\n" + "".join(f"{epoch},{cosine(epoch * updates)!r}\n" for epoch in range(many))


@pytest.mark.parametrize("times", [2, 4, 8])
def test_stepped_times_is_told_of_epochs_as_the_run_ends_with_the_schedule(times: int) -> None:
    found = held(epochs(25 * times))
    assert not found.accepted
    assert found.explanations[0].id == "stepped-times"
    assert found.explanations[0].numbers["times"] == times
    assert found.reading.formula == "25*epoch"
    assert found.remarks[0].id == "past-total"
    assert found.remarks[0].numbers["clock"] == f"{25 * times}*epoch"


@pytest.mark.parametrize("times", [2, 4])
def test_the_same_of_rows_alone(times: int) -> None:
    found = held("".join(f"lr: {cosine(times * update):.5e}\n" for update in range(0, 500, 5)))
    assert [item.id for item in found.explanations] == ["stepped-times"]
    assert found.explanations[0].numbers["times"] == times
    assert found.reading.formula == "5*(row - 1)"


def test_the_trainers_output_without_steps() -> None:
    rows = [
        {"loss": 1.2, "learning_rate": cosine(4 * update), "epoch": update / 125}
        for update in range(5, 501, 5)
    ]
    found = held("".join(f"{row}\n" for row in rows))
    assert found.explanations[0].id == "stepped-times"
    assert found.explanations[0].numbers["times"] == 4


def test_a_run_that_goes_past_its_total_by_a_quarter_is_right() -> None:
    # 25 epochs of 25 updates, and a schedule of 500: not a whole number of times
    found = held(epochs(25, 25))
    assert found.accepted
    assert found.reading.formula == "25*epoch"


def test_steps_that_are_logged_may_go_past_the_total() -> None:
    found = held("step,lr\n" + "".join(f"{step},{cosine(step)!r}\n" for step in range(0, 2000, 20)))
    assert found.accepted


def test_the_length_of_an_epoch_that_is_said_is_taken() -> None:
    assert held(epochs(100), per_epoch=100).accepted
    found = held(epochs(100), per_epoch=25)
    assert found.explanations[0].id == "stepped-times"
    # 10 updates an epoch, a warm-up of 12 and not 20
    ramp = [1e-5 * min(1.0, 10 * epoch / 12) for epoch in range(9)]
    text = "epoch,lr\n" + "".join(f"{epoch},{rate!r}\n" for epoch, rate in enumerate(ramp))
    found = held(text, "fixed --lr 1e-5 --warmup 20", per_epoch=10)
    assert found.explanations[0].id == "wrong-warmup"
    assert found.explanations[0].numbers == {"warmup": 12, "meant": 20}


def test_readings_that_were_only_looked_at_are_not_said_to_agree() -> None:
    # 8 times the peak: no reading of the rows agrees with what was meant
    rows = "".join(f"lr: {8 * cosine(update):.5e}\n" for update in range(0, 500, 5))
    found = held(rows)
    assert found.explanations[0].id == "scaled"
    assert found.also == []


def test_skips_are_told_by_both_readings_of_a_known_form() -> None:
    # one update behind from row 50 on and two from row 250 on, where a row has the rate of its own update
    def lag(step: int) -> int:
        return 1 if step < 50 else 2 if step < 250 else 3

    rows = ", ".join(
        f'{{"epoch": {step / 100}, "learning_rate": {cosine(step - lag(step))!r}, "step": {step}}}'
        for step in range(10, 501, 10)
    )
    found = held(f'{{"log_history": [{rows}], "max_steps": 500}}')
    assert [item.id for item in found.explanations] == ["skipped-updates", "skipped-updates"]
    assert [item.numbers["skipped"] for item in found.explanations] == [2, 3]
    assert found.explanations[1].numbers["clock"] == "step"


def test_another_peak_and_another_floor_together() -> None:
    # m + (M - m)·(1 + cos(π(t - 50)/450))/2 with M = 2e-3, m = 1e-4, and t/50·M in the warm-up
    rows = "".join(
        f"{k},{2e-3 * k / 50 if k < 50 else 1e-4 + 1.9e-3 * (1 + math.cos(math.pi * (k - 50) / 450)) / 2!r}\n"
        for k in range(0, 500, 5)
    )
    found = held(f"step,lr\n{rows}")
    assert found.explanations[0].id == "scaled"
    assert found.explanations[0].numbers == {"times": 2, "min": 1e-4, "meant": 0.0}
