"""lrcalc read, --as and conventions at the command line."""

import json

import pytest

from tests.command.program import run

ONE_CYCLE = "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)"


def test_a_call_is_read_and_what_it_is_stands_above_the_table():
    result = run("read", ONE_CYCLE, "--at", "0,299,999")
    assert result.code == 0
    assert result.out.startswith("torch OneCycleLR = lrcalc one-cycle --max 0.1 --T 1000 --past-end error\n")
    assert "0.004" in result.out


def test_as_values_what_it_is_goes_to_standard_error():
    result = run("read", ONE_CYCLE, "--at", "0,299,999", "-f", "value")
    assert [float(word) for word in result.out.split()] == [0.004, 0.1, 4e-7]
    assert "torch OneCycleLR = lrcalc one-cycle" in result.err


def test_as_json_it_has_fields():
    found = json.loads(run("read", "StepLR(o, 30)", "--lr", "0.1", "--at", "30", "-f", "json").out)
    assert found["framework"] == "torch"
    assert found["call"] == "StepLR"
    assert found["command"] == "lrcalc step --lr 0.1 --s 30 --gamma 0.1"
    assert found["rows"][0]["learning_rate"] == 0.01


@pytest.mark.parametrize("before", [(), ("--",)])
def test_flags_in_quotes_are_a_text(before):
    flags = "--lr 6e-5 --min-lr 6e-6 --lr-decay-style cosine --lr-warmup-iters 2000 --train-iters 500000"
    result = run("read", "--at", "0,2000,500000", "-f", "value", *before, flags)
    assert [float(word) for word in result.out.split()] == [0, 6e-5, 6e-6]


def test_a_file_is_read_and_errors_name_it_with_the_line(tmp_path):
    file = tmp_path / "train.py"
    file.write_text("import torch\n\nopt = torch.optim.SGD(p, lr=0.1)\ns = CosineAnnealingLR(opt, EPOCHS)\n")
    result = run("read", str(file))
    assert result.code == 2
    assert result.err.endswith("train.py:4: expected a number for EPOCHS; give it: --let EPOCHS=391\n")
    found = run("read", str(file), "--let", "EPOCHS=10", "--at", "0,10", "-f", "value")
    assert found.out.split() == ["0.1", "0.0"]


def test_standard_input_is_read():
    result = run("read", "-", "--lr", "1", "--at", "4", "-f", "value", stdin="StepLR(o, 2)")
    assert float(result.out) == 0.01


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "nothing.yaml"),
        ("read", "hello"),
        ("read", ONE_CYCLE, "--let", "x"),
        ("cosine", "--max", "1", "--T", "10", "--as", "tourch"),
        ("cosine", "--max", "1", "--T", "10", "--as", "torch", "-f", "csv"),
        ("conventions", "cosine", "--warmup", "12", "--T", "12"),
        ("conventions", "step", "--T", "12"),
        ("conventions", "step", "--s", "3", "--power", "2"),
        ("conventions", "noam", "--T", "12"),
        ("conventions", "fixed", "--warmup", "10%"),
    ],
)
def test_what_cannot_be_done_is_one_message(arguments):
    result = run(*arguments)
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err


def test_a_schedule_is_written_for_a_framework():
    result = run(
        "cosine", "--max", "3e-4", "--min", "3e-5", "--T", "10000", "--warmup", "500", "--as", "optax"
    )
    assert result.code == 0
    assert result.out.startswith("# exact: optax has the same rate at every update\nimport optax\n")


def test_a_schedule_is_written_as_a_command_line():
    assert run("read", "StepLR(o, 30)", "--lr", "0.1", "--as", "lrcalc").out == (
        "lrcalc step --lr 0.1 --s 30 --gamma 0.1\n"
    )
    assert (
        run("cosine", "--max", "3e-4", "--T", "1k", "--as", "lrcalc").out
        == "lrcalc cosine --max 3e-4 --T 1k\n"
    )


def test_compare_takes_what_is_read():
    result = run("compare", "read 'StepLR(o, 30)' --lr 0.1", "step --lr 0.1 --s 30", "--at", "0,30")
    assert "Schedule 2 equals schedule 1" in result.out


# POLICIES.md, trap T-WARM: what the frameworks computed for a warm-up of 4 of 12
CONVENTIONS = {
    "transformers": "0 .25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 .0381 .1464",
    "HF min-lr": ".25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 .0381 .1464 .3087",
    "optax": "0 .25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0 0",
    "keras": "0 .25 .5 .75 1 .9830 .9330 .8536 .75 .6294 .5 .3706 .25 .1464 .0670",
    "torch": ".3333 .5 .6667 .8333 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 .0381 .1464",
    "timm": "0 .25 .5 .75 .75 .6294 .5 .3706 .25 .1464 .0670 .0170 0 0",
    "nanoGPT": ".2 .4 .6 .8 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0",
    "Megatron": "0 .25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0",
    "torchtitan": ".25 .5 .75 1 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 .0381",
    "DeepSpeed": "0 0 .25 .5 .75 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0",
    "OLMo": ".25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0",
}


def test_conventions_are_those_that_were_measured():
    result = run("conventions", "cosine", "--warmup", "4", "--T", "12", "--at", "0:14", "-f", "json")
    rows = json.loads(result.out)["rows"]
    keys = {name: name.lower().replace(" ", "_").replace("-", "_") for name in CONVENTIONS}
    assert rows[0].keys() - {"step"} == set(keys.values())
    for name, text in CONVENTIONS.items():
        for step, word in enumerate(text.split()):
            assert rows[step][keys[name]] == pytest.approx(float(word), abs=6e-5), (name, step)


def test_yaml_is_not_imported_for_a_call():
    from tests.contract.test_imports import after_command, packages_after

    packages = packages_after(after_command("read StepLR(o,30) --lr 0.1 -f value"))
    assert not {"yaml", "json"} & set(packages)


ARGUMENTS = (
    "TrainingArguments(num_train_epochs=3, per_device_train_batch_size=8, gradient_accumulation_steps=2)"
)


def test_the_batches_of_a_text_count_the_epoch_of_a_data_set():
    # ⌈⌈1000/8⌉/2⌉ = 63 updates an epoch
    found = json.loads(run("read", ARGUMENTS, "--dataset-size", "1k", "--at", "189", "-f", "json").out)
    assert found["command"].endswith("--T 189")
    assert found["rows"][0]["epoch"] == 3
    result = run("read", ARGUMENTS, "--dataset-size", "many")
    assert (result.code, result.out) == (2, "")
    assert "--dataset-size: expected a number of steps" in result.err
    line = f"read '{ARGUMENTS}' --dataset-size 1000"
    assert run("compare", line, "linear --max 5e-5 --T 189", "--at", "9").code == 0


def test_a_word_that_a_text_leaves_open_is_given_like_a_number():
    text = "s = get_scheduler(args.kind, opt, num_warmup_steps=0, num_training_steps=W)"
    result = run("read", text, "--lr", "1")
    assert '--let "args.kind=linear"' in result.err
    given = ("--let", "args.kind='linear'", "--let", "W=10", "--at", "5", "-f", "value")
    assert run("read", text, "--lr", "1", *given).out == "0.5\n"


def test_conventions_without_a_warmup_say_what_is_so_without_one():
    result = run("conventions", "cosine", "--T", "12", "--at", "0,12,13", "-f", "json")
    rows = json.loads(result.out)["rows"]
    # deepspeed 0.19.8: "warmup_num_steps must be a positive integer, got 0"
    assert "deepspeed" not in rows[0]
    assert [row["torch"] for row in rows] == pytest.approx([1, 0, 0.0170371])
    text = run("conventions", "cosine", "--T", "12", "--at", "0").out
    assert "torch: CosineAnnealingLR(optimizer, 12, 0): rises again after T_max" in text
    assert "as DeepSpeed raises an error for another, got 0" in text
    assert "the peak" not in text


# POLICIES.md, traps 13, 15, 17, 25, 26 and 31: what the frameworks computed
FAMILIES = {
    ("one-cycle", "--T", "100", "--at", "0,14,28,29,30,65,98,99,100"): {
        "torch": ".04 .494013 .997186 1 .999497 .477570 .000507 .000004 .000507",
        "optax_cosine": ".04 .469826 .989511 .997371 1 .500002 .002017 .000507 .000004",
    },
    ("multistep", "--milestones", "10", "--gamma", "0.1", "--at", "8:12"): {
        "torch": "1 1 .1 .1 .1",
        "optax": "1 1 .1 .1 .1",
        "timm": "1 .1 .1 .1 .1",
        "keras": "1 1 1 .1 .1",
    },
    ("restarts", "--T0", "4", "--T-mult", "2", "--at", "0,4"): {
        "torch": "1 1", "keras": "1 1", "timm": "1 0",
    },
    ("polynomial", "--T", "8", "--power", "2", "--at", "1"): {"torch": ".765625", "mmengine": ".73469"},
    ("exponential", "--s", "4", "--at", "4"): {
        "torch": ".0625", "optax": ".5", "keras": ".5", "paddle_natural": ".1353"
    },
    ("inverse-sqrt", "--warmup", "4", "--at", "16"): {"transformers": ".5", "fairseq": ".5"},
    ("wsd", "--warmup", "4", "--decay", "4", "--T", "12", "--at", "3,8,9,12"): {
        "transformers": ".75 1 .75 0", "torchtitan": "1 1 .75 0"
    },
    ("fixed", "--warmup", "4", "--at", "0,1,3"): {
        "transformers": "0 .25 .75", "torch": ".3333 .5 .8333", "deepspeed": "0 0 .7925",
        "pytorch_warmup": ".25 .5 1",
    },
}  # fmt: skip


@pytest.mark.parametrize("words", FAMILIES, ids=[words[0] for words in FAMILIES])
def test_conventions_of_other_families_are_those_that_were_measured(words):
    rows = json.loads(run("conventions", *words, "-f", "json").out)["rows"]
    for name, text in FAMILIES[words].items():
        assert [row[name] for row in rows] == pytest.approx(list(map(float, text.split())), abs=6e-5), name


def test_a_step_at_which_a_framework_raises_an_error_has_no_rate_there():
    result = run("conventions", "one-cycle", "--T", "10", "--at", "11", "-f", "json")
    assert json.loads(result.out)["rows"][0]["torch"] is None
    assert "–" in run("conventions", "one-cycle", "--T", "10", "--at", "11").out


def test_a_warm_up_may_be_a_share_of_the_total():
    assert (
        run("conventions", "cosine", "--warmup", "25%", "--T", "12", "-f", "csv").out
        == run("conventions", "cosine", "--warmup", "3", "--T", "12", "-f", "csv").out
    )


@pytest.mark.parametrize("name", ["torch", "transformers", "optax", "keras", "timm"])
def test_a_framework_has_a_page(name):
    from lrcalc.frameworks import WITH_A_PAGE
    from lrcalc.frameworks.page import PAGES

    assert tuple(PAGES) == WITH_A_PAGE
    result = run("help", name)
    assert result.code == 0
    assert "What surprises" in result.out
    assert "=" in result.out
