"""What is said of a paste beside its rates: what is asked for, what is defaulted, what is not read."""

from fractions import Fraction

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read
from tests.frameworks.refused import asked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "OneCycleLR(opt, max_lr=cfg.lr, total_steps=epochs * len(loader))",
            ("cfg.lr", "epochs", "len(loader)"),
        ),
        (
            "TrainingArguments('o', learning_rate=cfg.lr, lr_scheduler_type=cfg.kind, warmup_ratio=cfg.w)",
            ("cfg.lr", "cfg.kind", "cfg.w", "--total"),
        ),
        ("SequentialLR(o, [LinearLR(o, total_iters=w), StepLR(o, n)], milestones=[w])", ("w", "n", "--lr")),
        ("PiecewiseConstantDecay(boundaries, values)", ("boundaries", "values")),
        ("train.py --learning_rate $LR --max_steps ${STEPS} --lr_scheduler_type cosine", ("LR", "STEPS")),
    ],
)
def test_all_that_is_missing_is_asked_for_at_once(text, names):
    error = asked(text)
    for name in names:
        assert name in error


def test_paddle_is_not_taken_for_detectron2():
    text = "LearningRate:\n  base_lr: 0.01\n  schedulers:\n  - !PiecewiseDecay\n    gamma: 0.1\n"
    assert "a warm-up after the decay, or use_warmup: false" in asked(text, "optimizer_1x.yml")


def test_the_rate_that_an_optimizer_has_by_default_is_said():
    reading = read("StepLR(torch.optim.Adam(model.parameters()), 30)")
    assert "lr=0.001 of Adam" in reading.defaulted
    assert reading.schedule.at(0) == pytest.approx(0.001)


def test_a_class_of_the_text_is_not_that_of_a_framework():
    text = "class StepLR(Scheduler):\n    pass\ns = StepLR(optimizer, 30)\n"
    assert "expected" in asked(text)


def test_prose_with_a_block_of_code_is_read():
    text = "Why?\n```python\nopt = SGD(p, lr=0.1)\ns = StepLR(opt, step_size=30)\n```\nIt drops."
    assert read(text).schedule.at(30) == pytest.approx(0.01)


def test_several_functions_for_groups_are_said():
    reading = read("LambdaLR(o, [lambda t: 0.5, lambda t: 0.1])", Settings(lr=Fraction(1)))
    assert any("2 functions" in note for note in reading.notes)
    assert reading.schedule.at(3) == pytest.approx(0.5)


def test_a_rate_without_a_point_is_said_of_keras():
    # keras 3.15 gives 0 at every update from initial_learning_rate=0, and 0.0005 at update 5 from 0.0
    text = "CosineDecay({}, 90, warmup_target=1e-3, warmup_steps=10)"
    assert any("write 0.0" in note for note in read(text.format("0")).notes)
    reading = read(text.format("0.0"))
    assert not any("whole numbers" in note for note in reading.notes)
    assert reading.schedule.at(5) == pytest.approx(0.0005)
