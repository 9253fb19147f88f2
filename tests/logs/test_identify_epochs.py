"""The schedule of a log with a row an epoch, where it counts updates, or its warm-up does."""

from __future__ import annotations

import io
import math

import pytest

from lrcalc.command.lines import read_line
from lrcalc.logs.identify.candidates import Candidate
from lrcalc.logs.identify.identify import identify
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verify import verify
from tests.logs.test_kinds import at, float32
from tests.profiles import sample


def named(text: str) -> Candidate:
    """The first schedule that is named, which gives all rates of the log when it is held against it."""
    first = identify(read_log(io.BytesIO(text.encode()))).candidates[0]
    found = verify(read_log(io.BytesIO(text.encode())), read_line(1, first.line))
    assert found.accepted
    assert found.reading.formula == first.reading.formula
    return first


def means(line: str, updates: int, many: int) -> str:
    """DeiT's log.txt: the mean of the rates of each epoch."""
    rates = at(line)
    mean = [sum(map(rates, range(updates * e, updates * (e + 1)))) / updates for e in range(many)]
    return "".join(f'{{"train_lr": {rate!r}, "epoch": {e}}}\n' for e, rate in enumerate(mean))


def lasts(line: str, updates: int, many: int) -> str:
    """keras' CSVLogger with a schedule: the rate of the last update of each epoch, in float32."""
    rates = (float32(at(line)(updates * e + updates - 1)) for e in range(many))
    return "epoch,learning_rate,loss\n" + "".join(f"{e},{rate!r},1\n" for e, rate in enumerate(rates))


LOGS = {
    "a mean, warm-up of half an epoch": ("cosine --max 0.0005 --T 3000 --warmup 50", means, 100, 30),
    "a mean, warm-up of two epochs and a half": ("cosine --max 0.0005 --T 2460 --warmup 205", means, 82, 30),
    "a mean, with a minimum": ("cosine --max 0.0008 --min 1e-05 --T 39100 --warmup 1955", means, 391, 100),
    "a mean, straight": ("linear --max 0.003 --T 1800 --warmup 120", means, 90, 20),
    "the last, without a warm-up": ("cosine --max 0.1 --T 1200", lasts, 40, 30),
    "the last, a warm-up inside an epoch": ("cosine --max 0.1 --T 1250 --warmup 20", lasts, 25, 50),
    "the last, straight": ("linear --max 0.003 --T 1250 --warmup 70", lasts, 25, 50),
}  # fmt: skip


@pytest.mark.parametrize("name", sample(LOGS, quick=4))
def test_a_schedule_of_updates_in_a_log_of_epochs(name: str) -> None:
    line, written, updates, many = LOGS[name]
    found = named(written(line, updates, many))
    assert read_line(1, found.line).typed == read_line(1, line).typed
    assert found.reading.formula.startswith(f"{updates}*epoch")


@pytest.mark.parametrize(
    ("wave", "batches", "warm", "peak", "least"),
    [(False, 144, 3, 0.002, 0.01), (True, 37, 3, 0.01, 0.1), (False, 500, 1, 0.01, 0.01)],
)
def test_a_schedule_of_epochs_times_a_warmup_of_batches(
    wave: bool, batches: int, warm: int, peak: float, least: float
) -> None:
    """ultralytics: lr0·lf(epoch)·(batches done − 1)/(warm-up batches) at the last batch, six digits."""

    def factor(epoch: int) -> float:
        share = (1 + math.cos(math.pi * epoch / 60)) / 2 if wave else 1 - epoch / 60
        return least + (1 - least) * share

    rates = [peak * factor(e) * min(1, (batches * (e + 1) - 1) / (warm * batches)) for e in range(60)]
    rows = "".join(f"{e},1,{rate:.6g},{rate:.6g}\n" for e, rate in enumerate(rates, 1))
    found = named(f"epoch,train/box_loss,lr/pg0,lr/pg1\n{rows}")
    assert found.reading.formula == f"{batches}*(epoch - 1) + {batches - 1}"
    assert f"floor(t/{batches})" in found.line
    assert f"min(1,t/{warm * batches})" in found.line
