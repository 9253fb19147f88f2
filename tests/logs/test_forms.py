"""Lines as frameworks write them, most of them found in public logs: the step, the rate, what is left out."""

from __future__ import annotations

import io

import pytest

from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import Log, LogError


def read(text: str, **names: str) -> Log:
    return read_log(io.BytesIO(text.encode()), **names)


def seen(log: Log) -> list[tuple[int | None, str]]:
    return [(row.step, next(iter(row.rates.values()))) for row in log.rows]


LINES = {
    "Megatron": (
        " iteration      201/  250000 | consumed samples:       205824 | learning rate: 1.507E-05 | "
        "global batch size:  1024 | number of skipped iterations:   0 |",
        (201, "1.507E-05"),
    ),
    "DeepSpeed": (
        "[2023-01-01 00:00:00,000] [INFO] [logging.py:96:log_dist] [Rank 0] step=35, skipped=0, "
        "lr=[2.1731931451279077e-06, 2.1731931451279077e-06], mom=[[0.9, 0.95], [0.9, 0.95]]",
        (35, "2.1731931451279077e-06"),
    ),
    "fairseq": (
        "| epoch 001:    450 / 1891 loss=11.521, num_updates=445, lr=8.90889e-05, gnorm=1.543",
        (445, "8.90889e-05"),
    ),
    "mmengine": (
        "03/25 23:58:44 - mmengine - INFO - Epoch(train) [100][  50/4309]  base_lr: 2.0000e-03 "
        "lr: 5.9600e-05  eta: 0:00:01",
        (4309 * 99 + 50, "5.9600e-05"),
    ),
    "detectron2": (
        "[11/25 d2.utils.events]:  eta: 0:01:02  iter: 19  total_loss: 2  lr: 1.6068e-05  max_mem: 1M",
        (19, "1.6068e-05"),
    ),
    "timm": (
        "Train: 3 [   2/10 ( 22%)]  Loss: 0.69 (0.69)  Time: 0.01s  LR: 1.351e-04  Data: 0.001",
        (32, "1.351e-04"),
    ),
    "transformers trainer_state.json": (
        '{"best_metric": null, "log_history": [\n{"epoch": 0.06, "learning_rate": 4.6000000000000004e-07, '
        '"loss": 0.8917, "step": 25}\n], "max_steps": 5000}',
        (25, "4.6000000000000004e-07"),
    ),
    "LLaMA-Factory trainer_log.jsonl": (
        '{"current_steps": 10, "total_steps": 6750, "loss": 2.219, "lr": 1.3333333333333334e-06}',
        (10, "1.3333333333333334e-06"),
    ),
    "fairseq JSON": (
        '{"epoch": 25, "num_updates": "53749", "lr": "0.00019096"}',
        (53749, "0.00019096"),
    ),
    "DeiT log.txt": ('{"train_lr": 7.539999999998438e-05, "epoch": 4}', (4, "7.539999999998438e-05")),
    "MLflow metric": ("1700000000000 5e-05 10", (10, "5e-05")),
    "ultralytics results.csv": (
        "epoch,time,train/box_loss,lr/pg0,lr/pg1,lr/pg2\n1,38.77,1.2,0.000662037,0.000662037,0.000662037",
        (1, "0.000662037"),
    ),
    "Lightning metrics.csv": ("epoch,lr-AdamW,step,train_loss\n,0.0001,9,\n0,,9,0.118", (9, "0.0001")),
    "keras CSVLogger": (
        "epoch,learning_rate,loss\n0,9.999999747378752e-05,1.18",
        (0, "9.999999747378752e-05"),
    ),
    "text": ("[titan] root - INFO - step: 14  loss:  3.24405  lr: 3.0000e-04", (14, "3.0000e-04")),
    "progress bar": (
        "Epoch 2/4:  16%|##   | 16/100 [00:00<00:00, 1686.86it/s, loss=4.104, lr=1.33e-04]",
        (116, "1.33e-04"),
    ),
    "transformers output": (
        "{'loss': 6.2645, 'learning_rate': 0.001, 'epoch': 0.02}",
        (1, "0.001"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", LINES)
def test_a_line_of_each_form(form: str) -> None:
    text, row = LINES[form]
    log = read(text)
    assert log.found.form == form
    assert seen(log) == [row]


def test_nemo_and_paddle_are_text_with_a_step() -> None:
    nemo = "Training epoch 0, iteration 120/149 | lr: 3e-05 | consumed_samples: 121 | global_step: 120 |"
    assert seen(read(nemo)) == [(120, "3e-05")]
    paddle = "Epoch: [1] [  20/1250] learning_rate: 0.000333 loss_cls: 1.0"
    assert seen(read(paddle)) == [(1270, "0.000333")]


def test_colours_ranks_and_carriage_returns() -> None:
    text = (
        "[rank0]:\x1b[32mstep: 1 lr: 1.0e-04\x1b[0m\r[rank0]:step: 2 lr: 2.0e-04\n"
        "[rank1]:step: 2 lr: 2.0e-04\nstep: 3 lr: nan\n"
    )
    log = read(text)
    assert seen(log) == [(1, "1.0e-04"), (2, "2.0e-04")]
    assert "rates that are no number (1)" in (log.left_out or "")
    assert "lines of other ranks (1)" in (log.left_out or "")


def test_repeated_rows_and_evaluation_rows_are_left_out() -> None:
    text = "step,lr,loss\n1,0.1,2\n1,0.1,3\n2,,4\n2,0.2,\n"
    log = read(text)
    assert seen(log) == [(1, "0.1"), (2, "0.2")]
    assert log.left_out == "left out: rows without a rate (1), repeated rows (1)"


def test_of_appended_runs_the_last_counts() -> None:
    text = "step,lr\n" + "".join(f"{step},0.{step}\n" for step in [1, 2, 3, 4, 1, 2])
    log = read(text)
    assert seen(log) == [(1, "0.1"), (2, "0.2")]
    assert "rows of runs before the last (4)" in (log.left_out or "")


def test_a_resumed_run_goes_on_from_its_checkpoint() -> None:
    text = "step,lr\n" + "".join(f"{step},0.{step}\n" for step in [1, 2, 3, 4, 3, 4, 5])
    assert [step for step, _ in seen(read(text))] == [1, 2, 3, 4, 5]


def test_a_last_line_that_breaks_off_is_left_out() -> None:
    """Of `2,0.0125,1` what was written before the end; with all of its cells, or a line end, it is a row."""
    log = read("step,lr,loss\n0,0.05,1\n1,0.025,1\n2,0.01")
    assert seen(log) == [(0, "0.05"), (1, "0.025")]
    assert log.left_out == "left out: the last line, which breaks off (1)"
    assert len(read("step,lr,loss\n0,0.05,1\n1,0.025,1").rows) == 2
    assert len(read("step,lr,loss\n0,0.05,1\n1,0.025\n").rows) == 2


def test_deepspeed_skips_are_no_updates_of_the_schedule() -> None:
    text = "step=2000, skipped=1995, lr=[0.001, 0.002], mom=[0.9]"
    log = read(text)
    assert log.rows[0].skipped == 1995
    assert log.columns == ["lr[0]", "lr[1]"]


def test_a_column_can_be_chosen() -> None:
    text = "tick,speed,lr\n1,0.5,0.1\n2,0.6,0.2\n"
    log = read(text, column="speed", step_column="tick")
    assert seen(log) == [(1, "0.5"), (2, "0.6")]
    with pytest.raises(LogError, match="that has rates, out of tick, speed, lr, got 'pace'"):
        read(text, column="pace", step_column="tick")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "got an empty file"),
        ("hello\nworld\n", "got text of which line 1 is 'hello'"),
        ("step,lr\n1,nan\n", "left out: rates that are no number (1)"),
        ("step,lr\n1e20,0.1\n", "expected steps up to 10^15, got larger ones"),
        ("step,lr\n", "expected rows with a step and a rate in CSV, got none"),
        ("a" * 20_000_000, "expected"),
        ("lr," * 100_000 + "step\n", "expected at most 10000 columns, got 100001"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(LogError, match=r"expected") as error:
        read(text)
    assert said in str(error.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(LogError, match="no text"):
        read_log(io.BytesIO(bytes(range(256)) * 10))


def test_a_line_without_an_end_stops_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lrcalc.logs.reading.stream.LONGEST_LINE", 400_000)
    with pytest.raises(LogError, match="line 3: expected at most 400000 bytes, got more"):
        read("step,lr\n1,0.1\n" + "x" * 1_000_000)
    # a progress bar has no end of line either, but carriage returns
    bar = "Epoch 1/1: 1%|# | {}/9999 [00:01<00:02, 9it/s, lr=1.00e-04]\r"
    assert len(read("".join(bar.format(n) for n in range(1, 9999))).rows) == 9998


@pytest.mark.parametrize(
    "text",
    [
        # a spreadsheet where the comma is the decimal point
        "step;lr\n0;0,0001\n1000;2,5e-05\n",
        # a comma between the thousands of a step
        'step,lr\n0,0.0001\n"1,000",2.5e-05\n',
        "step|lr\n0|0.0001\n1000|2.5e-05\n",
        "| step | lr |\n|---:|:---|\n| 0 | 0.0001 |\n| 1000 | 2.5e-05 |\n",
        "step   lr      loss\n0      0.0001  1.5\n1000   2.5e-05 0.5\n",
        '[{"step": 0, "lr": 0.0001}, {"step": 1000, "lr": 2.5e-05}]',
        '[\n  {\n    "step": 0,\n    "lr": 0.0001\n  },\n  {\n    "step": 1000,\n    "lr": 2.5e-05\n  }\n]\n',
        '{"step": [0, 1000], "lr": [0.0001, 2.5e-05], "loss": [1.5, 0.5]}',
        '{"step": 0, "optimizer": {"lr": 0.0001}}\n{"step": 1000, "optimizer": {"lr": 2.5e-05}}\n',
    ],
)
def test_other_ways_to_write_a_table(text: str) -> None:
    rows = [(step, float(rate.replace(",", "."))) for step, rate in seen(read(text))]
    assert rows == [(0, 1e-4), (1000, 2.5e-5)]


def test_a_history_of_keras_has_a_row_an_epoch() -> None:
    log = read('{"loss": [3.0, 2.0, 1.0], "lr": [0.1, 0.1, 0.01]}')
    assert (log.found.counts, seen(log)) == ("epoch", [(0, "0.1"), (1, "0.1"), (2, "0.01")])


def test_lines_that_only_say_the_epoch() -> None:
    log = read("Epoch 1/3: train_loss=1.2, lr=0.100\nEpoch 2/3: train_loss=1.1, lr=0.010\n")
    assert (log.found.counts, seen(log)) == ("epoch", [(1, "0.100"), (2, "0.010")])
