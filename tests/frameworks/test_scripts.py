"""Scripts as a whole: whose rate a scheduler takes, when it is stepped, which of several is meant."""

from fractions import Fraction

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.python.data import Data
from lrcalc.frameworks.read import read
from tests.frameworks.refused import asked

STEP = "scheduler = StepLR(opt, 30)\n"


@pytest.mark.parametrize(
    ("optimizer", "rate"),
    [
        # the first group has no rate of its own, and takes the optimizer's
        ('SGD([{"params": a}, {"params": b.parameters(), "lr": 1e-3}], lr=1e-2, momentum=0.9)', 0.01),
        ('SGD([{"params": a, "lr": 0.5}, {"params": b, "lr": 1e-3}], lr=1e-2)', 0.5),
        ("SGD([dict(params=a.parameters(), lr=0.5), dict(params=b)], 1e-2)", 0.5),
        ('SGD([{"params": [p for p in m.parameters() if p.requires_grad], "lr": 0.1}])', 0.1),
        ("AdamW(filter(lambda p: p.requires_grad, m.parameters()), lr=0.1)", 0.1),
        ("AdamW(itertools.chain(a.parameters(), b.parameters()), lr=0.1)", 0.1),
        ("Adam({p for p in a} | set(x[1:2]), 0.1, betas=tuple(b for b in c if b))", 0.1),
        ("Adam(params=[{'params': [*a], 'lr': 0.1}, {'params': b, 'lr': 0.2}])", 0.1),
    ],
)
def test_the_rate_is_that_of_the_first_group_of_parameters(optimizer, rate):
    assert read(f"opt = torch.optim.{optimizer}\n{STEP}").schedule.at(0) == pytest.approx(rate)


def test_groups_with_other_rates_are_said():
    text = "g = [{'params': a, 'lr': 0.1}, {'params': b, 'lr': lr}]\nlr = 0.3\nopt = SGD(g, lr=1)\n" + STEP
    assert "2 groups of parameters, with the rates 0.1, 0.3: read is the first" in read(text).notes
    # groups that a loop makes: the rate of the first is not known
    text = "opt = SGD([{'params': p, 'lr': lr * 0.9**i} for i, p in enumerate(layers)], lr=1)\n" + STEP
    assert "the rate of the first group of parameters" in asked(text)


OPTIMIZER = "opt = SGD(p, lr=0.1)\n"
EPOCHS = (
    "for epoch in range(90):\n    for x, y in train_loader:\n        loss.backward()\n        opt.step()\n"
)


@pytest.mark.parametrize(
    ("text", "per_epoch"),
    [
        (f"{OPTIMIZER}{STEP}{EPOCHS}    scheduler.step()\n", True),
        (f"{OPTIMIZER}{STEP}{EPOCHS}        scheduler.step()\n", False),
        (f"{OPTIMIZER}{STEP}for epoch in range(9):\n    train(model, opt)\n    scheduler.step()\n", True),
        (
            f"{OPTIMIZER}{STEP}while t < 9:\n    loss.backward()\n    opt.step()\n    scheduler.step()\n",
            False,
        ),
        (
            f"{OPTIMIZER}self.sched = StepLR(opt, 30)\ndef train_epoch(self):\n    for b in loader:\n"
            "        accelerator.backward(loss)\n    self.sched.step()\n",
            True,
        ),
        (f"class A:\n  def on_train_epoch_end(self):\n    self.scheduler.step()\n{OPTIMIZER}{STEP}", True),
        (
            "class A(LightningModule):\n  def configure_optimizers(self):\n    opt = SGD(p, lr=0.1)\n"
            "    s = StepLR(opt, 30)\n    return [opt], [s]\n",
            True,
        ),
        (
            "class A(LightningModule):\n  def configure_optimizers(self):\n    opt = SGD(p, lr=0.1)\n"
            "    s = StepLR(opt, 30)\n    return {'lr_scheduler': {'scheduler': s, 'interval': 'step'}}\n",
            False,
        ),
    ],
)
def test_where_a_text_calls_step_says_what_the_scheduler_counts(text, per_epoch):
    reading = read(text, Settings(steps_per_epoch=100))
    assert [reading.schedule.at(step) for step in (29, 30, 2999, 3000)] == pytest.approx(
        [0.1, 0.1, 0.1, 0.01] if per_epoch else [0.1, 0.01, 1e-100, 1e-101]
    )
    assert any("stepped once an epoch" in note for note in reading.notes) == per_epoch
    assert any("t is an epoch" in note for note in read(text).notes) == per_epoch


LOOP = """for epoch in range(6):
{}    for i in range(5):
        loss.backward()
{}        opt.step()
{}{}"""


@pytest.mark.parametrize(
    ("scheduler", "calls", "wanted"),
    [
        # torch 2.14, run once: told the epoch that is over, and the next one
        ("StepLR(opt, 2, 0.5)", ("", "", "", "    s.step(epoch)\n"), {14: 0.1, 15: 0.05, 25: 0.025}),
        ("StepLR(opt, 2, 0.5)", ("", "", "", "    s.step(epoch + 1)\n"), {9: 0.1, 10: 0.05, 20: 0.025}),
        # before the first epoch, and before the first update
        ("StepLR(opt, 2, 0.5)", ("    s.step()\n", "", "", ""), {4: 0.1, 5: 0.05, 15: 0.025}),
        ("StepLR(opt, 2, 0.5)", ("", "        s.step()\n", "", ""), {0: 0.1, 1: 0.05, 3: 0.025}),
        # torch's own example of restarts: told the share of an epoch that was over before the update
        (
            "CosineAnnealingWarmRestarts(opt, 4, 2, 1e-5)",
            ("", "", "        s.step(epoch + i / iters)\n", ""),
            {0: 0.1, 1: 0.1, 2: 0.0993845, 6: 0.0853568},
        ),
        (
            "CosineAnnealingWarmRestarts(opt, 4, 2, 1e-5)",
            ("", "", "        s.step(epoch + (i + 1) / iters)\n", ""),
            {0: 0.1, 1: 0.0993845, 5: 0.0853568},
        ),
    ],
)
def test_what_step_is_told_and_when_it_is_called(scheduler, calls, wanted):
    text = f"{OPTIMIZER}s = {scheduler}\n{LOOP.format(*calls)}"
    made = read(text, Settings(steps_per_epoch=5)).schedule
    assert [made.at(step) for step in wanted] == pytest.approx(list(wanted.values()), rel=1e-5)


def test_shares_of_an_epoch_ask_for_its_updates():
    text = f"{OPTIMIZER}s = CosineAnnealingWarmRestarts(opt, 4)\n{LOOP}"
    assert "the updates of an epoch" in asked(text.format("", "", "        s.step(epoch + i / n)\n", ""))


def test_a_text_that_does_not_say_when_it_steps_is_said():
    notes = read(OPTIMIZER + STEP, Settings(steps_per_epoch=100)).notes
    assert "taken to be stepped after every update; where it is once an epoch, --clock t//100" in notes
    both = f"{OPTIMIZER}{STEP}{EPOCHS}        if a:\n            scheduler.step()\n    scheduler.step()\n"
    assert any("taken to be" in note for note in read(both, Settings(steps_per_epoch=100)).notes)


@pytest.mark.parametrize(
    ("text", "word", "rates"),
    [
        (
            "s = get_scheduler(args.sched, opt, num_warmup_steps=0, num_training_steps=100)\n",
            "linear",
            {50: 0.05},
        ),
        ("s = getattr(torch.optim.lr_scheduler, args.sched)(opt, 30)\n", "StepLR", {30: 0.01}),
        ("S = getattr(lr_scheduler, f'{args.sched}LR')\ns = S(opt, 30)\n", "Step", {30: 0.01}),
        (
            "if args.sched == 'step':\n    s = StepLR(opt, 30)\nelif args.sched == 'cosine':\n"
            "    s = CosineAnnealingLR(opt, 100)\n",
            "step",
            {30: 0.01},
        ),
        (
            "T = {'step': StepLR(opt, 30), 'cosine': CosineAnnealingLR(opt, 100)}\ns = T[args.sched]\n",
            "step",
            {30: 0.01},
        ),
        (
            "T = {'cosine': CosineAnnealingLR, 'step': lr_scheduler.StepLR}\ns = T[args.sched](opt, 30)\n",
            "step",
            {30: 0.01},
        ),
    ],
)
def test_a_scheduler_that_a_word_chooses_is_asked_for(text, word, rates):
    error = asked(OPTIMIZER + text)
    assert "expected a word for args.sched; give it: --let" in error
    made = read(OPTIMIZER + text, Settings(names={"args.sched": word})).schedule
    assert [made.at(step) for step in rates] == pytest.approx(list(rates.values()))
    # and a default of the text is one too
    default = f'parser.add_argument("--sched", default="{word}")\n'
    made = read(default + OPTIMIZER + text).schedule
    assert [made.at(step) for step in rates] == pytest.approx(list(rates.values()))


def test_words_and_numbers_are_asked_for_together():
    error = asked(
        "s = get_scheduler(cfg.kind, opt, num_warmup_steps=W, num_training_steps=100)", lr=Fraction(1)
    )
    assert "expected a value for each of these: cfg.kind" in error
    assert "W=391" in error


ARGUMENTS = "TrainingArguments('o', num_train_epochs=3, per_device_train_batch_size=8{})"


@pytest.mark.parametrize(
    ("text", "data", "total"),
    [
        # ⌈1000/8⌉ = 125 updates an epoch
        (ARGUMENTS.format(""), {}, 375),
        # ⌈125/4⌉ = 32
        (ARGUMENTS.format(", gradient_accumulation_steps=4"), {}, 96),
        (ARGUMENTS.format(", gradient_accumulation_steps=4"), {"batch_size": 8}, 96),
        (ARGUMENTS.format(", gradient_accumulation_steps=4"), {"accumulate": 1}, 375),
        (ARGUMENTS.format(""), {"devices": 2}, 189),
        ("TrainingArguments('o', num_train_epochs=1)", {}, 125),
        ("learning_rate: 1e-4\nmicro_batch_size: 2\nbase_model: x\ngradient_accumulation_steps: 4\n"
         "num_epochs: 2\n", {}, 250),
        ("- learning_rate: 5e-05\n- train_batch_size: 16\n- lr_scheduler_type: linear\n- num_epochs: 2\n"
         "- gradient_accumulation_steps: 2\n", {}, 64),
        ("run_glue.py --learning_rate 2e-5 --num_train_epochs 3 --per_device_train_batch_size 32", {}, 96),
        ("loader = DataLoader(data, batch_size=8)\ns = get_scheduler('linear', o, num_warmup_steps=0, "
         "num_training_steps=3 * len(train_loader))\n", {}, 375),
        ("BATCH_SIZE = 10\nACCUM_STEPS = 2\ns = get_scheduler('linear', o, num_warmup_steps=0, "
         "num_training_steps=len(train_loader) // ACCUM_STEPS)\n", {}, 50),
    ],
)  # fmt: skip
def test_the_batches_that_stand_in_a_text_count_the_updates_of_an_epoch(text, data, total):
    settings = Settings(lr=Fraction(1), data=Data(1000, **data))
    reading = read(text, settings)
    assert f"--T {total}" in reading.command
    assert any(note.startswith("an epoch of 1000 examples is") for note in reading.notes)


def test_the_size_of_a_batch_is_asked_for_where_a_text_has_none():
    assert "batch_size" in asked("StepLR(o, len(train_loader))", lr=Fraction(1), data=Data(1000))


def test_a_batch_that_is_set_beside_the_text_is_held_against_it():
    reading = read(ARGUMENTS.format(""), Settings(data=Data(1000, batch_size=1)))
    assert "--T 3000" in reading.command
    assert any("batch 1, though the text has per_device_train_batch_size 8" in note for note in reading.notes)


def test_a_scale_beside_a_schedule_of_optax_multiplies_it():
    chain = "s = optax.cosine_decay_schedule(1.0, 1000)\ntx = optax.chain({})\n"
    text = chain.format("optax.scale_by_adam(), optax.scale_by_schedule(s), optax.scale(-3e-4)")
    reading = read(text)
    assert [reading.schedule.at(step) for step in (0, 500)] == pytest.approx([3e-4, 1.5e-4])
    assert "multiplied by optax.scale beside it (line 2)" in reading.notes
    assert read(chain.format("optax.adam(s), optax.scale(2)")).schedule.at(0) == 1
    assert "LR" in asked(chain.format("optax.scale_by_schedule(s), optax.scale(-LR)"))


@pytest.mark.parametrize(("name", "rate"), [("SGD", 0.01), ("RMSprop", 0.001), ("Adamax", 0.001)])
def test_an_optimizer_of_keras_has_the_rate_of_keras(name, rate):
    # keras 3.15: keras.optimizers.SGD().learning_rate and so on
    text = (
        f"model.compile(tf.keras.optimizers.{name}())\nc = LearningRateScheduler(lambda epoch, lr: lr / 2)\n"
    )
    assert read(text).schedule.at(0) == pytest.approx(rate / 2)
