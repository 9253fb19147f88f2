"""Kinds of faults and clocks, each on a run made here: what is told is what was done."""

from __future__ import annotations

import io
import json
import random
import struct
from collections.abc import Callable

import pytest

from lrcalc.command.lines import read_line
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verification import Verification
from lrcalc.logs.verify import verify
from tests.profiles import number, sample

LINEAR = "linear --max 0.001 --T 100"
C = "cosine --max 0.001 --T 400 --warmup 40"
FLOORED = "cosine --max 0.001 --min 0.0001 --T 400 --warmup 40"
PLAIN = "cosine --max 0.01 --T 400"
STEP = "step --lr 0.1 --s 30 --gamma 0.1 --clock t//40"
CHAIN = "chain 'linear --max 0.1 --min 0.01 --T 50' 'cosine --max 0.1 --T 350'"


def at(line: str) -> Callable[[int], float]:
    return read_line(1, line).at


def held(line: str, text: str) -> Verification:
    return verify(read_log(io.BytesIO(text.encode())), read_line(1, line))


def table(rates: Callable[[int], float], run: int = 400, every: int = 3) -> str:
    return "step,lr\n" + "".join(f"{k},{rates(k)!r}\n" for k in range(0, run, every))


longer = at("cosine --max 0.001 --T 800 --warmup 40")
c, floored, plain, step = at(C), at(FLOORED), at(PLAIN), at("step --lr 0.1 --s 30 --gamma 0.1")

FAULTS = {
    "total 4 times": (C, table(at("cosine --max 0.001 --T 1600 --warmup 40")), "wrong-total",
                      {"total": 1600}),
    "both 4 times": (C, table(at("cosine --max 0.001 --T 1600 --warmup 160")), "wrong-total",
                     {"warmup": 160}),
    "both otherwise": (C, table(at("cosine --max 0.001 --T 777 --warmup 97")), "wrong-warmup",
                       {"total": 777}),
    "the peak alone": (FLOORED, table(at(FLOORED.replace("0.001", "0.008", 1))), "scaled", {"times": 8}),
    "a root": (FLOORED, table(lambda k: floored(k) * 8**0.5), "scaled", {"times": 8**0.5}),
    "no floor": (FLOORED, table(c), "wrong-floor", {"min": 0.0}),
    "a floor": (C, table(at(C + " --min 1e-5")), "wrong-floor", {"min": 1e-5}),
    "past the end": (C, table(at("cosine --max 0.001 --T 250 --warmup 40 --past-end continue")), "past-end",
                     {"total": 250, "meant": 400}),
    "past its own end": (C, table(at(C + " --past-end continue"), 600), "past-end", {"rises_from": 400}),
    "resumed, recursive": (PLAIN, table(lambda k: plain(k) if k < 148 else plain(k - 148) * plain(148) * 100),
                           "resumed", {"restart_at": 0}),
    "resumed, again": (C, table(lambda k: c(k) if k < 200 else c(k - 200)), "resumed", {"restart_at": 0}),
    "resumed twice": (C, table(lambda k: c(k) if k < 152 else c(k - 152) if k < 260 else c(k - 260)),
                      "resumed", {"row": 153}),
    "resumed, longer": (C, table(lambda k: (c if k < 200 else longer)(k), 800, 8), "resumed",
                        {"row": 200, "total": 800}),
    "in every batch": (STEP, table(step, 1200, 5), "stepped-times", {"times": 40}),
    "in every epoch": ("exponential --lr 0.01 --gamma 0.97",
                       table(lambda k: at("exponential --lr 0.01 --gamma 0.97")(k // 50), 600, 5),
                       "stepped-per-epoch", {"per": 50}),
    "another factor": ("exponential --lr 0.01 --gamma 0.97", table(at("exponential --lr 0.01 --gamma 0.99")),
                       "wrong-gamma", {"gamma": 0.99}),
    "a rate as a factor": (C, table(lambda k: c(k) * 0.001), "scaled", {"times": 0.001}),
    "another ramp": (C, table(at(C + " --warmup-ramp '(t+1)/W'")), "wrong-ramp", {"ramp": "(t+1)/W"}),
    "another policy": (C, table(at(C.replace("cosine", "linear"))), "wrong-policy", {"policy": "linear"}),
    "five late": (C, table(lambda k: c(max(0, k - 5))), "shifted", {"by": -5}),
    "no decay": (C, table(lambda k: c(min(k, 40))), "kept-constant", {"rate": 0.001}),
    "stepped no more": (C, table(lambda k: c(min(k, 301))), "kept-constant", {"from": 301}),
    "nothing at all": (C, table(lambda k: 0.001), "kept-constant", {"rate": 0.001}),
    "a chain": (CHAIN, table(lambda k: at(CHAIN)(4 * k), 200), "stepped-times", {"times": 4}),
    "another share": ("one-cycle --max 0.01 --T 400",
                      table(at("one-cycle --max 0.01 --T 400 --pct-start 0.1")),
                      "wrong-pct-start", {"pct_start": 0.1}),
    "another cycle": ("restarts --max 0.01 --T0 100", table(at("restarts --max 0.01 --T0 400")), "wrong-T0",
                      {"T0": 400}),
}  # fmt: skip


@pytest.mark.parametrize("name", sample(FAULTS, quick=9))
def test_a_kind_of_fault(name: str) -> None:
    line, text, key, numbers = FAULTS[name]
    found = held(line, text)
    assert not found.accepted
    first = found.explanations[0]
    assert first.id == key
    assert {item: first.numbers[item] for item in numbers} == pytest.approx(numbers)


def float32(value: float) -> float:
    return float(struct.unpack("f", struct.pack("f", value))[0])


def test_the_output_of_the_trainer_without_a_bar() -> None:
    for offset in (0, -1):
        rows = [(c(10 * n + offset), round(10 * n / 133, 2)) for n in range(1, 41)]
        text = "".join(
            f"{{'loss': 1.5, 'learning_rate': {rate!r}, 'epoch': {epoch}}}\n" for rate, epoch in rows
        )
        assert held(C, text).reading.formula == ("10*row-1" if offset else "10*row")


def test_the_mean_over_an_epoch() -> None:
    """keras' metric has the mean of the next rates, DeiT's log.txt that of the rates used."""
    rows = "".join(f"{e},{float32(sum(map(c, range(20 * e + 1, 20 * e + 21))) / 20)!r}\n" for e in range(20))
    found = held(C, "epoch,learning_rate\n" + rows)
    assert found.accepted
    assert found.reading.formula == "20*epoch + 1 … + 20, the mean"
    rows = "".join(
        json.dumps({"train_lr": sum(map(c, range(20 * e, 20 * e + 20))) / 20, "epoch": e}) + "\n"
        for e in range(20)
    )
    assert held(C, rows).reading.formula == "20*epoch … + 19, the mean"


def test_micro_batches_are_a_clock() -> None:
    assert held(C, table(lambda k: c(k // 4), 1600, 1)).reading.formula == "step//4"
    lines = [
        f"mmengine - INFO - Epoch(train)  [{e + 1}][{i}/160]  lr: {c(40 * e + i // 4 - 1):.4e}"
        for e in range(10)
        for i in range(40, 161, 40)
    ]
    found = held(C, "\n".join(lines))
    assert found.accepted
    assert found.reading.formula == "step//4 - 1"


def test_nothing_is_invented() -> None:
    dice = random.Random(7)
    for _ in range(number(5)):
        noisy = table(lambda k: c(k) * (1 + dice.uniform(-0.02, 0.02)), 400, 8)
        found = held(C, noisy)
        assert not found.accepted
        assert found.explanations == []
        assert found.maybe is None


def test_rates_that_are_all_0() -> None:
    """0.0 is how a 0 is printed in full, and no rate of 0.0005; 0.0000 may have been 0.00003."""
    zeros = "".join(f"{k},0.0\n" for k in range(0, 400, 10))
    assert held(C, f"step,lr\n{zeros}").explanations[0].numbers["rate"] == 0
    found = held("cosine --max 0.00003 --T 400", f"step,lr\n{zeros}".replace("0.0\n", "0.0000\n"))
    assert found.accepted
    assert {"decimals": 4} in [item.numbers for item in found.remarks]


def test_what_explains_some_rows_is_a_maybe() -> None:
    text = table(lambda k: c(4 * k) if k < 80 else c(4 * k) + (1e-4 if k % 3 else 2e-4), 100, 2)
    found = held(C, text)
    assert found.explanations == []
    assert found.maybe is not None
    assert (found.maybe.id, found.maybe.rows) == ("stepped-times", 39)


@pytest.mark.parametrize(
    "header",
    ["global step,learning rate", "samples,lr", "# a comment\nstep,lr"],
)
def test_a_right_table_is_no_fault(header: str) -> None:
    """η = 0.001·(1 − t/100), at each tenth step."""
    times = 32 if "samples" in header else 1
    rows = "".join(f"{k * times},{0.001 * (1 - k / 100):.6g}\n" for k in range(0, 100, 10))
    found = held(LINEAR, f"{header}\n{rows}")
    assert not found.wrong


def test_shares_of_an_epoch_count_rows_and_a_table_may_be_upside_down() -> None:

    shares = "".join(f"{k / 50},{0.001 * (1 - k / 100):.6g}\n" for k in range(0, 100, 10))
    assert not held(LINEAR, f"epoch,lr\n{shares}").wrong
    fallen = "".join(f"{k},{0.001 * (1 - k / 100):.6g}\n" for k in range(90, -1, -10))
    assert not held(LINEAR, f"step,lr\n{fallen}").wrong


def test_five_updates_late_from_the_start_is_no_resumed_run() -> None:
    """The first of 5 updates at rate 0 is logged, then each tenth: η(t - 5)."""
    rate = at(C)
    rows = "".join(f"{k},{rate(max(0, k - 5)):.6g}\n" for k in range(0, 400, 10))
    found = held(C, f"step,lr\n{rows}")
    assert (found.explanations[0].id, found.explanations[0].numbers) == ("shifted", {"by": -5})


def test_a_plateau_longer_than_the_log_and_a_run_that_went_on_elsewhere_are_told_as_ties() -> None:
    """From row 350 on the decay, which begins at 300 of 400, is 30 steps further on: as if T were 370."""
    line = "wsd --max 0.001 --T 400 --warmup 40 --decay 100"
    rates = at(line)
    found = held(line, table(lambda k: rates(k if k < 270 else k + 30), 370, 10))
    assert [item.id for item in found.explanations][:2] == ["wrong-total", "resumed"]


def test_a_form_with_another_clock_than_usual_is_remarked() -> None:
    """mmengine logs the rate of update step - 1: here each is that of the next one."""
    text = "2026/01/01 00:00:00 - mmengine - INFO - Epoch(train) [1][{:3}/400]  lr: {:.4e}  eta: 0:10:00\n"
    (said,) = (
        item for item in held(C, "".join(text.format(k, c(k)) for k in range(5, 400, 5))).remarks if item.text
    )
    assert (said.id, said.numbers) == ("shifted", {"by": 1})
    usual = held(C, "".join(text.format(k, c(k - 1)) for k in range(5, 400, 5)))
    assert not usual.remarks
