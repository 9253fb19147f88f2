"""Whose a configuration is: by names that only one framework has; what nobody reads is said."""

from __future__ import annotations

import json

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read

STEP_LR = "optimizer:\n  type: SGD\n  lr: 0.1\nlr_scheduler:\n  type: StepLR\n  step_size: 30\n  gamma: 0.1\n"
MULTISTEP = "optimizer:\n  lr: 0.1\nlr_scheduler:\n  name: MultiStepLR\n  milestones: [30, 60]\n"
TEMPLATE = (
    '{"optimizer": {"type": "Adam", "args": {"lr": 0.001}},\n'
    ' "lr_scheduler": {"type": "StepLR", "args": {"step_size": 50, "gamma": 0.5}}}'
)
TORCHTUNE = (
    "optimizer:\n  _component_: torch.optim.AdamW\n  lr: 3e-4\nlr_scheduler:\n  num_warmup_steps: 100\n"
    "  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup\n"
)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (STEP_LR, {0: 0.1, 29: 0.1, 30: 0.01, 89: 0.001}),
        (MULTISTEP, {0: 0.1, 30: 0.01, 60: 0.001}),
        (TEMPLATE, {0: 0.001, 50: 0.0005, 100: 0.00025}),
        # transformers' formula: t/W, then half a wave over the rest: half way down at (100 + 1000)/2
        (TORCHTUNE, {0: 0.0, 50: 1.5e-4, 100: 3e-4, 550: 1.5e-4}),
    ],
)
def test_a_block_that_names_a_class_is_that_class(text, rates):
    found = read(text, Settings(total=1000)).schedule
    assert {step: found.at(step) for step in rates} == pytest.approx(rates, rel=1e-12)


def test_a_total_that_the_trainer_fills_in_is_asked_for():
    with pytest.raises(ReadError, match="num_training_steps=391"):
        read(TORCHTUNE, Settings())


def test_a_block_with_names_that_torchtitan_does_not_have_is_not_its():
    own = "optimizer:\n  lr: 8e-4\nlr_scheduler:\n  warmup_steps: 200\n"
    assert read(own, Settings(total=1000)).framework == "torchtitan"
    with pytest.raises(ReadError):
        read(own + "  min_lr: 1e-5\n  name: cosine\n", Settings(total=1000))


def test_names_of_a_schedule_that_a_framework_does_not_have_are_said():
    text = "learning_rate: 1e-4\nmax_steps: 1000\nwarmup_steps: 100\nmin_lr: 1e-5\ndecay: cosine\n"
    notes = read(text, Settings()).notes
    assert "transformers does not use min_lr, decay here: passed over" in notes
    plain = "learning_rate: 1e-4\nmax_steps: 1000\nwarmup_steps: 100\nweight_decay: 0.1\nlayer_decay: 0.5\n"
    assert not [note for note in read(plain, Settings()).notes if "passed over" in note]


def test_a_rate_that_is_no_learning_rate_is_not_diffusers():
    with pytest.raises(ReadError):
        read("lr: 6e-4\nmin_lr: 6e-5\nlr_warmup_steps: 2000\nmax_steps: 10000\n", Settings())


def test_a_cell_that_is_no_python_does_not_lose_the_others():
    cells = ["model?", "%%sql\nselect * from runs where name = 'a'", "lr = 0.1\nopt = SGD(p, lr=lr)",
             "scheduler = StepLR(opt, 30, 0.1)"]  # fmt: skip
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})
    assert read(notebook, Settings(), "a.ipynb").command == "lrcalc step --lr 0.1 --s 30 --gamma 0.1"
    # one with the scheduler is not passed over
    broken = notebook.replace("StepLR(opt", "StepLR((opt")
    with pytest.raises(ReadError, match="expected Python that can be parsed"):
        read(broken, Settings(), "a.ipynb")


DROPPED = "lr = 0.1\ndef drop():\n    global lr\n    lr = lr * 0.1\n    return lr\n"


@pytest.mark.parametrize("line", ["logger.info(drop())", "for x in drop():\n    print(x)"])
def test_what_a_method_or_a_loop_is_given_is_followed_once(line):
    text = f"{DROPPED}{line}\nscheduler = StepLR(SGD(p, lr=lr), 30, 0.1)\n"
    assert read(text, Settings()).command == "lrcalc step --lr 0.01 --s 30 --gamma 0.1"
