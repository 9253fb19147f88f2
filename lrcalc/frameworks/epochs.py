"""What a text of Python counts in epochs: its loaders, the updates of a fit, the steps of a scheduler."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.arguments import Arguments
from lrcalc.frameworks.calls import Call
from lrcalc.frameworks.factories import count_batches
from lrcalc.frameworks.reading import Settings
from lrcalc.frameworks.target import Clock, Target
from lrcalc.frameworks.text import Text
from lrcalc.frameworks.values import Unknown

if TYPE_CHECKING:
    from lrcalc.frameworks.data import Epoch

LOADERS = ("len(train_loader)", "len(train_dataloader)", "len(trainloader)", "len(dataloader)", "len(loader)")
UPDATES = ("steps_per_epoch", "updates_per_epoch")
TOTALS = ("num_training_steps", "total_steps", "max_steps")
# Those whose scheduler the text itself steps, whenever it likes.
STEPPED = ("torch", "transformers")


def lengths(settings: Settings) -> dict[str, Any]:
    """The names whose values follow from what was set beside a text."""
    found: dict[str, Any] = {}
    if settings.steps_per_epoch is not None:
        found |= dict.fromkeys((*LOADERS, *UPDATES), Fraction(settings.steps_per_epoch))
    if settings.total is not None:
        found |= dict.fromkeys(TOTALS, Fraction(settings.total))
    return found | dict(settings.names)


def epoch_of(text: Text) -> Epoch | None:
    """The epoch that the data make, with its lengths set in the text; None where no data were given."""
    settings: Settings = text.settings
    if settings.data is None:
        return None
    from lrcalc.frameworks.data import look_in

    found = settings.data.epoch(look_in(text))
    if found is not None:
        counts = dict.fromkeys(LOADERS, Fraction(found.batches))
        counts |= dict.fromkeys(UPDATES, Fraction(found.updates))
        text.evaluator.given = {**counts, **text.evaluator.given}
        text.settings = replace(settings, steps_per_epoch=found.updates)
    return found


def on_clock(text: Text, target: Target, arguments: Arguments, item: ast.Call, notes: list[str]) -> Target:
    """Epochs in place of updates, where the framework or the text counts them."""
    call, every = arguments.call, text.settings.steps_per_epoch
    per_epoch = call.clock == "epochs" and arguments.values.get("t_in_epochs", True) is not False
    said = "stepped once an epoch"
    says = any(word in text.source.text for word in (".step(", "configure_optimizers"))
    if call.framework in STEPPED and call.clock == "updates" and (every or says):
        from lrcalc.frameworks.stepped import stepped

        found = stepped(text.source.tree, item)
        if found is not None and found.per_epoch:
            per_epoch, said = True, f"{said} (line {found.line})"
            notes += [f"{said}: t is an epoch; with --steps-per-epoch an update"] if not every else []
        elif found is None and every:
            notes.append(
                f"taken to be stepped after every update; where it is once an epoch, --clock t//{every}"
            )
    if not per_epoch or not every or every == 1:
        return target
    notes.append(f"{said}: t//{every}")
    return Clock(target, every=every)


def count_epochs(text: Text, call: Call, values: dict[str, Any]) -> None:
    """Set the updates that fastai and Composer count, from what was set beside the text."""
    if call.framework == "Composer":
        count_batches(text, values)
    if call.framework != "fastai":
        return
    every, total = text.settings.steps_per_epoch, text.settings.total
    if "steps_per_epoch" in call.signature():
        values.setdefault("steps_per_epoch", Fraction(every) if every else Unknown("len(dls.train)"))
    elif total is not None:
        values.setdefault("total_steps", Fraction(total))
    elif every is not None and isinstance(values.get("n_epoch"), Fraction):
        values.setdefault("total_steps", values["n_epoch"] * every)
    else:
        text.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
        values["total_steps"] = Fraction(100)
