"""Logs with a row an epoch: what an epoch is long is found where rows disagree too."""

from __future__ import annotations

import math
import struct
import time

import pytest

from tests.logs.test_kinds import at, float32, held

C = "cosine --max 0.001 --T 400 --warmup 40"
LONG = 20  # updates an epoch


def epochs(rates, many: int = 20) -> str:
    """The rate of the first update of each epoch, as keras' CSVLogger writes it."""
    return "epoch,learning_rate,loss\n" + "".join(
        f"{e},{float32(rates(LONG * e))!r},1\n" for e in range(many)
    )


def means(rates, many: int = 20) -> str:
    """The mean of the rates of each epoch, as DeiT's log.txt has it."""
    mean = [sum(map(rates, range(LONG * e, LONG * e + LONG))) / LONG for e in range(many)]
    return "".join(f'{{"train_lr": {rate!r}, "epoch": {e}}}\n' for e, rate in enumerate(mean))


@pytest.mark.parametrize("written", [epochs, means])
@pytest.mark.parametrize(
    ("run", "id", "numbers"),
    [
        ("cosine --max 0.001 --T 400 --warmup 12", "wrong-warmup", {"warmup": 12}),
        ("cosine --max 0.001 --T 200 --warmup 40", "wrong-total", {"total": 200}),
        ("cosine --max 0.004 --T 400 --warmup 40", "scaled", {"times": 4}),
    ],
)
def test_another_parameter_in_a_log_of_epochs(written, run, id, numbers):
    found = held(C, written(at(run)))
    (first, *_) = found.explanations
    assert (first.id, {key: first.numbers[key] for key in numbers}) == (id, numbers)
    assert found.reading.formula.startswith("20*epoch")


def test_a_run_that_began_again_in_a_log_of_epochs():
    rate = at(C)
    found = held(C, epochs(lambda update: rate(update if update < 240 else update - 240)))
    (first, *_) = found.explanations
    assert (first.id, first.numbers["restart_at"]) == ("resumed", 0)
    # the first twelve epochs agree, and tell how long one is
    assert found.wrong == list(range(12, 20))


@pytest.mark.parametrize(
    ("row", "to", "before"),
    [(240, 0, None), (247, 0, None), (247, 300, None), (253, 253, 1600)],
)
def test_a_run_resumed_inside_an_epoch_whose_mean_is_logged(row, to, before):
    """Epoch 12 has updates 240 to 259: with the rates of both parts its mean tells where one ended."""
    rate, earlier = at(C), at(C.replace("400", str(before or 400)))
    found = held(C, means(lambda k: earlier(k) if k < row else rate(k - row + to), 20))
    (first, *_) = found.explanations
    told = {"total_before": before, "total": 400} if before else {}
    assert (first.id, first.numbers) == ("resumed", {"row": row, "restart_at": to, **told})


def test_a_schedule_without_a_total_ends_its_search_in_time():
    begun = time.process_time()
    rows = "".join(
        f'{{"train_lr": {0.020000000000000004 if e else 0.0165}, "epoch": {e}}}\n' for e in range(20)
    )
    assert held("fixed --lr 0.02 --warmup 12", rows).wrong
    # twenty times what it is given: that it ends is tested, not how fast it is
    assert time.process_time() - begun < 100


def test_rows_where_a_schedule_stands_still_do_not_tell_the_clock():
    rows = "".join(f'{{"train_lr": 0.003, "epoch": {e}}}\n' for e in range(20))
    found = held("multistep --lr 0.003 --milestones 50,75", rows)
    assert found.accepted
    (said,) = (item.text for item in found.remarks if "same_rate_in" in item.numbers)
    # the last row is epoch 19, and 19 × 3 = 57 is past the first milestone
    assert said.endswith(
        "how many updates an epoch is, nor whether the schedule was applied; if an epoch is 3 updates "
        "or more it was not: the rate was to change at update 50"
    )
    assert not [item for item in held("fixed --lr 0.003", rows).remarks if "same_rate_in" in item.numbers]


def test_a_schedule_that_is_one_rate_was_not_left_out_but_scaled():
    rows = "".join(f"{k},{8e-5 * 8**0.5!r}\n" for k in range(0, 400, 10))
    (first, *_) = held("fixed --lr 8e-05", f"step,lr\n{rows}").explanations
    assert (first.id, first.numbers) == ("scaled", {"times": 8**0.5})


def test_stairs_that_are_a_little_early_are_no_resumed_run():
    rate = at("step --lr 0.1 --s 100 --gamma 0.3")
    rows = "".join(f"{k},{rate(k + 2)!r}\n" for k in range(0, 400, 7))
    found = held("step --lr 0.1 --s 100 --gamma 0.3", f"step,lr\n{rows}")
    (first, *others) = found.explanations
    # row 98 has dropped, rows 196 and 294 have not: 2 or 3 updates beyond the step, and no more
    beyond = {"step": 0, "step + 1": 1, "step - 1": -1}[found.reading.formula]
    assert first.id == "shifted"
    assert (first.numbers["by"] + beyond, first.numbers["to"] + beyond) == (2, 3)
    assert {item.id for item in others} == {"resumed"}


def single(*numbers: float) -> float:
    """The product in float32, rounded after each factor."""
    product = struct.unpack("f", struct.pack("f", numbers[0]))[0]
    for number in numbers[1:]:
        product = struct.unpack("f", struct.pack("f", product * number))[0]
    return product


@pytest.mark.parametrize("digits", [4, 5])
def test_a_cosine_of_float32_cancels_near_its_end(digits):
    """optax: 0.5·(1 + cos πt/T)·η_max in float32, written to a few digits: up to 3e-7 of the peak is off."""

    def written(update: int) -> str:
        wave = single(1 + float32(math.cos(float32(math.pi) * float32(update / 1000))))
        return f"{single(wave, 0.5, float32(3e-4)):.{digits - 1}e}"

    rows = "".join(f"{k},{written(k)}\n" for k in range(0, 1000, 10))
    found = held("cosine --max 3e-4 --T 1000", f"step,lr\n{rows}")
    assert found.accepted
    assert str(found.rule) == f"to the {digits} digits logged, computed in float32"
    # an update late is no such thing
    late = "".join(f"{k + 1},{written(k)}\n" for k in range(0, 1000, 10))
    assert held("cosine --max 3e-4 --T 1000", f"update,lr\n{late}").reading.formula == "step - 1"


def test_of_litgpt_is_no_file_of_keras():
    header = "epoch,iter,iter_time,learning_rate,loss,remaining_time,step"
    rows = "".join(f"0,{k},0.1,{at(C)(k)!r},1,5,{k}\n" for k in range(0, 400, 10))
    assert held(C, f"{header}\n{rows}").log.found.form == "litgpt metrics.csv"
