"""What is given beside a text: what it stands in place of, and where it does nothing, is said."""

import json

import pytest

from tests.command.program import assert_refused, run

MEGATRON = "--lr 6e-5 --lr-decay-style cosine --train-iters 5000"
SCRIPT = "opt = SGD(p, lr=0.1)\ns = MultiStepLR(opt, [30, 60, 80])"
DEEPSPEED = json.dumps(
    {
        "optimizer": {"type": "AdamW", "params": {"lr": 3e-5}},
        "scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 3e-5, "warmup_num_steps": 100}},
    }
)
TRAINER = 'TrainingArguments("x", learning_rate=5e-5, max_steps=1000)'
NANOGPT = "learning_rate = 6e-4\nmax_iters = 600\nlr_decay_iters = 600\nwarmup_iters = 20\nmin_lr = 6e-5\n"
ONE_CYCLE = "OneCycleLR(o, max_lr=0.1, total_steps=100)"
KERAS = "keras.optimizers.schedules.CosineDecay(0.1, 100)"
LINEAR = "get_linear_schedule_with_warmup(o, 100, 1000)"


def notes(text, *words):
    result = run("read", *words, "--at", "0", "-f", "value", "--", text)
    assert result.code == 0, result.err
    return [line for line in result.err.splitlines() if line.startswith("note: --")]


def rate(text, *words):
    return float(run("read", *words, "--at", "0", "-f", "value", "--", text).out)


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (SCRIPT, ["--lr", "5"], "multistep --lr 0.1 --gamma 0.1 --milestones 30,60,80"),
        (TRAINER, ["--lr", "5"], "linear --max 0.00005 --T 1000"),
        (TRAINER, ["--total", "7"], "linear --max 0.00005 --T 1000"),
        (NANOGPT, ["--lr", "5"], "formula '0.0006 * ((t + 1) / 21) if t < 20 else 0.00006 + 0.00054"),
        (MEGATRON, ["--lr", "5"], "cosine --max 0.00006 --T 5000"),
        (MEGATRON, ["--total", "77"], "cosine --max 0.00006 --T 5000"),
    ],
)
def test_what_stands_in_place_of_the_text_is_said(text, words, said):
    (note,) = notes(text, *words)
    assert note.startswith(f"note: {words[0]} stands in place of what the text says, which is lrcalc {said}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DEEPSPEED, ["--lr", "5"]),
        (ONE_CYCLE, ["--lr", "5"]),
        (ONE_CYCLE, ["--total", "5"]),
        (KERAS, ["--lr", "5"]),
        ("CosineAnnealingLR(o, T_max=100)", ["--total", "5", "--lr", "1"]),
        ("StepLR(o, 30)", ["--total", "100", "--lr", "1"]),
        (LINEAR, ["--total", "5", "--lr", "1"]),
        ("StepLR(o, 30)", ["--let", "M=4", "--lr", "1"]),
        # the same rate as in the text
        (SCRIPT, ["--lr", "0.1"]),
    ],
)
def test_what_does_nothing_is_said(text, words):
    option = " ".join(words[:2]).partition("=")[0] if words[0] == "--let" else words[0]
    said = f"note: {option} changes nothing here: the text is the same schedule without it"
    assert notes(text, *words) == [said]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("StepLR(o, N)", ["--lr", "1", "--let", "N=30"]),
        (LINEAR, ["--lr", "5e-5"]),
        ("learning_rate: 1e-4\nlr_scheduler_type: cosine\n", ["--total", "100"]),
        # the framework has a default, and the text no rate
        ("TrainingArguments('x', max_steps=100)", ["--lr", "0.1"]),
        ("--lr-decay-style cosine --train-iters 5000", ["--lr", "0.1"]),
        # a name of the text that is given another number
        ("N = 30\ns = StepLR(SGD(p, lr=1), N)", ["--let", "N=4"]),
    ],
)
def test_of_what_the_text_leaves_open_nothing_is_said(text, words):
    assert notes(text, *words) == []


def test_what_is_overridden_is_not_told_passed_over():
    assert "passed over" not in run("read", "--lr", "5", "--at", "0", "--", MEGATRON).out
    assert "the optimizer's lr is not used" in run("read", "--at", "0", "--", DEEPSPEED).out
    assert rate(MEGATRON, "--lr", "5") == 5


def test_after_a_text_in_quotes_options_go_on():
    before = run("read", "--at", "0,2000", "-f", "value", "--", MEGATRON)
    after = run("read", "-f", "value", "--", MEGATRON, "--at", "0,2000")
    assert (after.out, after.code) == (before.out, 0)
    assert_refused(run("read", "--", MEGATRON, "--att", "0"), "unknown option --att (did you mean --at?)")


@pytest.mark.parametrize(
    "text",
    [
        "lr_scheduler_type='cosine', learning_rate=1e-4, max_steps=1000",
        "lr_scheduler_type='cosine',\n    learning_rate=1e-4,\n    max_steps=1000,\n",
        "{'learning_rate': 1e-04, 'lr_scheduler_type': 'cosine', 'max_steps': 1000, 'fp16': True}",
    ],
)
def test_arguments_and_dictionaries_are_read_as_they_are_pasted(text):
    assert rate(text) == 1e-4


def test_the_option_for_the_updates_is_found_by_other_names():
    for name in ("--T", "--max-steps", "--total-steps"):
        assert_refused(run("read", ONE_CYCLE, name, "5"), f"unknown option {name} (did you mean --total?)")
