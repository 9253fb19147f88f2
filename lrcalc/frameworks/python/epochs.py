"""What a text of Python counts in epochs: its loaders, the updates of a fit, the steps of a scheduler."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.in_parts import in_parts
from lrcalc.frameworks.call.reading import Settings, ask_for
from lrcalc.frameworks.call.target import Clock, Named, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.names import last_name
from lrcalc.frameworks.python.text import Text
from lrcalc.frameworks.python.values import Unknown

if TYPE_CHECKING:
    from lrcalc.frameworks.python.data import Epoch
    from lrcalc.frameworks.python.stepped import Stepped

LOADERS = ("len(train_loader)", "len(train_dataloader)", "len(trainloader)", "len(dataloader)", "len(loader)")
UPDATES = ("steps_per_epoch", "updates_per_epoch")
TOTALS = ("num_training_steps", "total_steps", "max_steps")
# Those that step a schedule themselves; any other scheduler the text steps, whenever it likes.
STEPS_ITSELF = ("optax", "keras", "fastai", "Composer")


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
    from lrcalc.frameworks.python.data import look_in

    found = settings.data.epoch(look_in(text))
    if found is not None:
        counts = dict.fromkeys(LOADERS, Fraction(found.batches))
        counts |= dict.fromkeys(UPDATES, Fraction(found.updates))
        text.follow({**counts, **text.evaluator.given})
        text.settings = replace(settings, steps_per_epoch=found.updates)
    return found


def on_clock(text: Text, target: Target, arguments: Arguments, item: ast.Call, notes: list[str]) -> Target:
    """Epochs in place of updates, where the framework or the text counts them."""
    call, every = arguments.call, text.settings.steps_per_epoch
    if call.framework == "optax" and "scale_by_schedule" in text.source.text:
        from lrcalc.frameworks.optax_chain import scaled

        return scaled(text, target, item, notes)
    per_epoch = call.clock == "epochs" and arguments.values.get("t_in_epochs", True) is not False
    said, shift = "stepped once an epoch", 0
    says = any(word in text.source.text for word in (".step(", "configure_optimizers"))
    if call.framework not in STEPS_ITSELF and (every or says):
        from lrcalc.frameworks.python.stepped import stepped

        found = stepped(text.source.tree, item)
        if found is None and every and call.clock == "updates":
            notes.append(
                f"taken to be stepped after every update; where it is once an epoch, --clock t//{every}"
            )
        elif found is not None and found.in_epochs:
            return _in_epochs(text, target, found, notes)
        elif found is not None and (found.per_epoch or call.clock == "updates"):
            shift = found.shift
            if found.per_epoch:
                per_epoch, said = True, f"{said} (line {found.line})"
            if shift:
                which = "before it: one ahead" if shift > 0 else "with the epoch that is over: one behind"
                notes.append(f"step() is called {which} (line {found.line})")
    if not per_epoch:
        return Clock(target, plus=shift) if shift else target
    if not every:
        if call.clock == "updates":
            notes.append(f"{said}: t is an epoch; with --steps-per-epoch an update")
        return Clock(target, plus=shift) if shift else target
    notes.append(f"{said}: t//{every}")
    return Clock(target, plus=shift * every, every=every) if every > 1 or shift else target


def _in_epochs(text: Text, target: Target, found: Stepped, notes: list[str]) -> Target:
    """A scheduler that is told the share of an epoch after each update: its lengths are in epochs."""
    every = text.settings.steps_per_epoch or _known(text, found.share_of)
    if every is None:
        text.missing.add("the updates of an epoch", found.line, "--steps-per-epoch 391")
        raise ask_for(text.missing)
    made = in_parts(target, every)
    if made is None:
        wanted = "a schedule of which each length scales, where step() is told a share of an epoch"
        refuse(wanted, target.policy if isinstance(target, Named) else "another", found.line)
    notes.append(f"step() is told the share of an epoch after each update (line {found.line})")
    if found.shift:
        notes.append("the share is that before the update: one behind")
    return Clock(made, plus=found.shift) if found.shift else made


def _known(text: Text, name: str) -> int | None:
    """The updates of an epoch by the name that the text has for them; None where it has no number."""
    if name.isdigit():
        return int(name) or None
    value = text.evaluator.kept(ast.parse(name, mode="eval").body)
    return int(value) if isinstance(value, Fraction) and value >= 1 and value.denominator == 1 else None


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


def count_batches(text: Text, values: dict[str, Any]) -> None:
    """Set how long the run of Composer's Trainer is, and an epoch."""
    settings = text.settings
    if settings.steps_per_epoch is not None:
        values["steps_per_epoch"] = Fraction(settings.steps_per_epoch)
    if settings.total is not None:
        values["max_duration"] = Fraction(settings.total)
        return
    for call in (item for item in ast.walk(text.source.tree) if isinstance(item, ast.Call)):
        for word in call.keywords if last_name(call) == "Trainer" else ():
            if word.arg == "max_duration":
                values["max_duration"] = text.evaluator.value(word.value)
