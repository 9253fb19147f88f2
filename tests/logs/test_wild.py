"""Logs as their programs write them, in several variations of each: every step and rate is read."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable

import pytest

from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import Log, LogError

STEPS = list(range(10, 201, 10))
EPOCHS = list(range(20))
Line = Callable[[int, str], str]


def rate(step: int) -> str:
    """0.001·(1 − t/1000), in full."""
    return repr(0.001 * (1 - step / 1000))


def read(text: str | bytes, **names: str) -> Log:
    return read_log(io.BytesIO(text if isinstance(text, bytes) else text.encode()), **names)


def table(header: str, line: Line, steps: list[int] = STEPS) -> str:
    return header + "".join(line(step, rate(step)) + "\n" for step in steps)


COUNTED: dict[str, str | bytes] = {
    "Lightning, gaps": table("epoch,lr-AdamW,step,train_loss\n", lambda s, r: f",{r},{s},\n0,,{s},0.1"),
    "Lightning, groups": table("epoch,step,lr-AdamW/pg1,lr-AdamW/pg2\n", lambda s, r: f"0,{s},{r},0.5"),
    "Lightning, floats": table(
        "epoch,learning_rate,step,val_loss\n", lambda s, r: f"0.0,{r},{s}.0,\n,,{s}.0,1"
    ),
    "Trainer's state": json.dumps(
        {"log_history": [{"learning_rate": float(rate(s)), "loss": float("nan"), "step": s} for s in STEPS]}
    ),
    "Trainer's rows": json.dumps([{"learning_rate": float(rate(s)), "step": s} for s in STEPS], indent=1),
    "ms-swift": table(
        "", lambda s, r: f'{{"learning_rate": {r}, "epoch": 0.5, "global_step/max_steps": "{s}/200"}}'
    ),
    "objects in an array of objects": json.dumps(
        [{"step": s, "name": "lr", "value": float(rate(s)), "context": {"subset": "train"}} for s in STEPS]
    ),
    "printed dicts": table("", lambda s, r: f"{{'step': {s}, 'lr': {r}}}"),
    "printed dicts of lists": table("", lambda s, r: f"{{'step': {s}, 'lr': [{r}, 0.5]}}"),
    "tqdm": table("", lambda s, r: f" {s // 2}%|█ | {s}/200 [00:01<00:10, 9.0it/s, loss=1, lr={r}]\r"),
    "tqdm, Steps": table("", lambda s, r: f"Steps: {s // 2}%|█ | {s}/200 [00:01<00:10, lr={r}, loss=1]\r"),
    "tqdm, before": table(
        "", lambda s, r: f"loss 2.1 lr {r}: {s // 2}%|█ | {s}/200 [00:01<00:10, 9.0it/s]\r"
    ),
    "W&B, a chart": table(
        '"Step","run-1 - train/lr","run-1 - train/lr__MIN","run-1 - train/lr__MAX"\n',
        lambda s, r: f'"{s}","{r}","{r}","{r}"',
    ),
    "W&B, two runs": table(
        '"train/global_step","sun-5 - lr","sun-5 - lr__MIN","moon-4 - lr"\n',
        lambda s, r: f'"{s}","{r}","{r}",""',
    ),
    "W&B, history": table(
        ",_step,_runtime,train/learning_rate,train/global_step\n",
        lambda s, r: f"{s // 10},{s // 10},1.2,{r},{s}.0",
    ),
    "TensorBoard, CSV": table("Wall time,Step,Value\n", lambda s, r: f"1700000000.{s},{s},{r}"),
    "TensorBoard, JSON": json.dumps([[1700000000.5 + s, s, float(rate(s))] for s in STEPS]),
    "TensorBoard, tags": table("run,tag,step,value\n", lambda s, r: f".,lr,{s},{r}\n.,loss,{s},2.5"),
    "mmengine, JSON": table(
        "", lambda s, r: json.dumps({"lr": float(r), "data_time": 0.1, "iter": s, "step": s})
    ),
    "mmcv, JSON": table("", lambda s, r: json.dumps({"mode": "train", "iter": s, "lr": [float(r), 0.1]})),
    "mmengine, colours": table(
        "", lambda s, r: f"23:58 - \x1b[4mINFO\x1b[0m - Iter(train) [{s:5}/200]  lr: {r}"
    ),
    "fairseq, simple": table(
        "", lambda s, r: f"INFO | train_inner | epoch 001: {s} / 189 num_updates={s}, lr={r}"
    ),
    "fairseq, JSON": table("", lambda s, r: f'[x][INFO] - {{"epoch": 1, "num_updates": "{s}", "lr": "{r}"}}'),
    "fairseq, ends": table(
        "", lambda s, r: f"| INFO | train | epoch 001 | num_updates {s} | lr {r} | gnorm 1"
    ),
    "Megatron": table("", lambda s, r: f" iteration {s:8}/ 200 | learning rate: {r} | lm loss: 1.0E+00 |"),
    "Megatron, ranks": table(
        "",
        lambda s, r: (
            f"[default0]: iteration {s}/ 200 | learning rate: {r} |\n"
            f"[default3]: iteration {s}/ 200 | learning rate: {r} |"
        ),
    ),
    "Megatron, decoupled": table(
        "", lambda s, r: f" iteration {s}/ 200 | decoupled learning rate: 1.0E-03 | learning rate: {r} |"
    ),
    "DeepSpeed": table(
        "", lambda s, r: f"worker-0: [INFO] [Rank 0] step={s}, skipped=0, lr=[{r}, {r}], mom=[1]"
    ),
    "nanoGPT": table("", lambda s, r: f"iter {s}: loss 2.0700, time 12.00ms, mfu 3.00%, lr {r}"),
    "build-nanogpt": table("", lambda s, r: f"step {s:5} | loss: 5.1 | lr {r} | norm: 1.2 | dt: 300.2ms"),
    "llm.c": table("", lambda s, r: f"step {s:4}/200 | loss 7.1 (+1.2z)| norm 2.0 (+nanz)| lr {r} | 1 ms"),
    "composer": table(
        "", lambda s, r: f"[batch={s}/200]:\n\t Train time/batch: {s - 1}\n\t Train lr-Adam/group0: {r}"
    ),
    "composer, epochs": table("", lambda s, r: f"[epoch=1][batch={s}/200]:\n\t Train lr-SGD/group0: {r}"),
    "OLMo": table(
        "",
        lambda s, r: (
            f"INFO [step={s}/200,epoch=0]\n    optim/learning_rate_group0={r}\n"
            f"    optim/learning_rate_group1={r}"
        ),
    ),
    "torchtune": table("", lambda s, r: f"Step {s} | loss:1.8 lr:{r} tokens_per_second_per_gpu:40.1 "),
    "accelerate": table(
        "", lambda s, r: f"01/01/2024 00:00:00 - INFO - __main__ - step {s}: loss=1.2 lr={r}"
    ),
    "a print": table("", lambda s, r: f"step {s} lr {r}"),
    "thousands": table("", lambda s, r: f"Step: {s // 10},000 Learning Rate: {r}"),
    "a share": table("", lambda s, r: f"[{s}/200] loss=1.2 lr={r}"),
    "a number first": table("", lambda s, r: f"{s} lr={r}"),
    "the current rate": table("", lambda s, r: f"epoch: 0, global step: {s}, cur_lr: {r}"),
    "a tensor": table("", lambda s, r: f"step={s} lr=tensor({r})"),
    "icefall": table(
        "", lambda s, r: f"INFO (0/8) Epoch 1, batch {s}, loss[loss=1.2], lr: {r}, grad_scale: 8.0"
    ),
    "torchtitan": table("", lambda s, r: f"[rank0]:[titan] - \x1b[31mstep: {s:2}  \x1b[33mlr: {r}\x1b[39m"),
    "an object in an object": table("", lambda s, r: json.dumps({"msg": {"step": s, "lr": float(r)}})),
    "a message": table("", lambda s, r: json.dumps({"level": "INFO", "message": f"step {s} lr {r}"})),
    "columns": json.dumps({"steps": STEPS, "lr": [float(rate(s)) for s in STEPS]}, indent=1),
    "rows inside": json.dumps({"history": [{"step": s, "lr": float(rate(s))} for s in STEPS]}),
    "MLflow, JSON": json.dumps([{"key": "learning_rate", "value": float(rate(s)), "step": s} for s in STEPS]),
    "no header": table("", lambda s, r: f"{s},{r}"),
    "no header, the rate first": table("", lambda s, r: f"{r},{s}"),
    "no header, blanks": table("", lambda s, r: f"{s:.18e} {r}"),
    "no header, more columns": table("", lambda s, r: f"{s}\t{r}\t2.5"),
    "no header, decimal commas": table("", lambda s, r: f"{s};{r}".replace(".", ",")),
    "an index without a name": table(",lr\n", lambda s, r: f"{s},{r}"),
    "lines before the header": table("run 12 started\nhost: x\nstep,lr\n", lambda s, r: f"{s},{r}"),
    "NaN": table("step,lr\n", lambda s, r: f"{s},{r}\n{s + 5},nan"),
    "appended runs": table("step,lr\n", lambda s, r: f"{s},{r}") * 2,
    "gzip": gzip.compress(table("step,lr\n", lambda s, r: f"{s},{r}").encode()),
    "gzip, two parts": b"".join(
        gzip.compress(table(head, lambda s, r: f"{s},{r}", part).encode())
        for head, part in (("step,lr\n", STEPS[:7]), ("", STEPS[7:]))
    ),
    **{
        coding: table("step,lr\n", lambda s, r: f"{s},{r}").encode(coding)
        for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig")
    },
}
BY_EPOCH: dict[str, str] = {
    "keras": table("epoch;accuracy;lr\n", lambda e, r: f"{e};0.5;{r}", EPOCHS),
    "keras, a dictionary": str({"loss": [1.0] * 20, "lr": [float(rate(e)) for e in EPOCHS]}),
    "keras, pandas": json.dumps(
        {"loss": {str(e): 1.0 for e in EPOCHS}, "lr": {str(e): float(rate(e)) for e in EPOCHS}}
    ),
    "keras, printed": table(
        "", lambda e, r: f"Epoch {e}/30\n100/100 ━━━━ 1s 5ms/step - loss: 1.2 - learning_rate: {r}", EPOCHS
    ),
    "keras, verbose": table(
        "",
        lambda e, r: (
            f"\nEpoch {e}: LearningRateScheduler setting learning rate to {r}."
            f"\nEpoch {e}/30\n100/100 [===] - 1s - loss: 1"
        ),
        EPOCHS,
    ),
    "torch, verbose": table(
        "", lambda e, r: f"Epoch {e:5}: adjusting learning rate of group 0 to {r}.", EPOCHS
    ),
    "timm": table("epoch,train_loss,eval_loss,eval_top1,lr\n", lambda e, r: f"{e},1,2,3,{r}", EPOCHS),
    "ultralytics": table(
        "                  epoch,                 lr/pg0,              lr/pg1\n",
        lambda e, r: f"{e:23},{r:>23},{r:>23}",
        EPOCHS,
    ),
    "yolov5": table(
        "               epoch,               x/lr0,      x/lr2\n",
        lambda e, r: f"{e:20},{r:>20},{0.09:20}",
        EPOCHS,
    ),
}
# The file names thousands of steps, its rates are those of tens.
THOUSANDS = 100


@pytest.mark.parametrize("name", COUNTED)
def test_the_steps_and_the_rates_of_a_log(name: str) -> None:
    rows = read(COUNTED[name]).rows
    times = THOUSANDS if name == "thousands" else 1
    assert [row.step for row in rows] == [times * step for step in STEPS]
    texts = [next(iter(row.rates.values())) for row in rows]
    assert list(map(float, texts)) == [float(rate(step)) for step in STEPS]


@pytest.mark.parametrize("name", BY_EPOCH)
def test_the_epochs_and_the_rates_of_a_log(name: str) -> None:
    log = read(BY_EPOCH[name])
    assert log.found.counts == "epoch"
    found = [(row.step, float(next(iter(row.rates.values())))) for row in log.rows]
    assert found == [(epoch, float(rate(epoch))) for epoch in EPOCHS]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(map(rate, STEPS)),
        "[" + ", ".join(map(rate, STEPS)) + "]",
        "\n".join(f"{float(rate(step)):.6f}".replace(".", ",") for step in STEPS),
        "\n".join(f"Adjusting learning rate of group 0 to {rate(step)}." for step in STEPS),
        "\n".join(f"1epoch:train:1-9batch: loss=1.2, optim0_lr0={rate(step)}, time=1" for step in STEPS),
    ],
)
def test_rates_without_steps_are_counted(text: str) -> None:
    log = read(text)
    assert (log.found.counts, [row.step for row in log.rows]) == ("row", list(range(1, 21)))
    assert [float(next(iter(row.rates.values()))) for row in log.rows] == pytest.approx(
        [float(rate(step)) for step in STEPS]
    )


def test_what_was_taken_for_what_is_said() -> None:
    assert read("5,0.1\n6,0.2\n").recognised == (
        "CSV without a header (column 1 taken as the step, column 2 as the rate): 2 rates, step 5 to 6"
    )
    assert read("step;lr\n1;0,1\n2;0,05\n").recognised == (
        "CSV (a comma is the decimal point): 2 rates, step 1 to 2"
    )
    assert "(gzip; UTF-16)" in read(gzip.compress("step,lr\n1,0.1\n".encode("utf-16"))).recognised


def test_a_column_without_a_name_is_chosen_by_its_number() -> None:
    rows = read("1,2.5,0.1\n2,2.4,0.2\n", column="3").rows
    assert [(row.step, row.rates["3"]) for row in rows] == [(1, "0.1"), (2, "0.2")]
    with pytest.raises(LogError, match="expected the number of a column, such as 2, got 'lr'"):
        read("1,2.5,0.1\n2,2.4,0.2\n", column="lr")


def test_gzip_that_breaks_off_or_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(table("step,lr\n", lambda s, r: f"{s},{r}", list(range(5000))).encode())
    log = read(packed[: len(packed) // 2])
    assert len(log.rows) > 1000
    assert "the gzip file breaks off (1)" in (log.left_out or "")
    monkeypatch.setattr("lrcalc.logs.reading.encoding.ALLOWED", 1 << 19)
    with pytest.raises(LogError, match="gzip that unpacks to 250 times its size"):
        read(gzip.compress(b"step,lr\n" + b"\n" * 1_000_000))


@pytest.mark.parametrize(
    ("head", "name"), [(b"PK\x03\x04", "zip"), (b"BZh9", "bzip2"), (b"\xfd7zXZ\0", "xz")]
)
def test_another_archive_is_named(head: bytes, name: str) -> None:
    with pytest.raises(LogError, match=f"got one in {name}: unpack it first"):
        read(head + bytes(range(100)))


@pytest.mark.parametrize(
    "piece",
    [
        "iteration 1/ 2 | ",
        "num_updates 1 ",
        "Train: 1 [1/2 ",
        "lr" + " " * 9000,
        "step" + " " * 9000,
        '{"a":',
        "[[",
    ],
)
def test_a_long_line_that_is_nearly_a_row_is_refused_soon(piece: str) -> None:
    """A pattern that goes over the rest of the line from each place of it would not come to an end."""
    with pytest.raises(LogError, match="expected"):
        read(piece * (250_000 // len(piece)))
