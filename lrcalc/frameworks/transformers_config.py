"""TrainingArguments in any form, and who builds on them: LLaMA-Factory."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import described
from lrcalc.frameworks.transformers import ALIASES, SUCH_AS, TYPES
from lrcalc.numbers.literal import shown

EPOCHS = ("num_train_epochs", "num_epochs", "epochs")
RATIO = "a share of the updates is rounded up to a whole update"


def of_type(c: Config, kind: str, warm: int, total: int, lr: Fraction, more: dict[str, Any]) -> Target:
    """The schedule of a type. Raises ReadError."""
    kind = ALIASES.get(kind.rpartition(".")[2], kind.rpartition(".")[2])
    if kind not in TYPES:
        refuse(SUCH_AS, shown(kind), c.line("lr_scheduler_type"), (*TYPES, *ALIASES))
    call = TYPES[kind]
    own = call.signature()
    lengths = {"num_warmup_steps": Fraction(warm), "num_training_steps": Fraction(total)}
    values: dict[str, Any] = {name: value for name, value in lengths.items() if name in own}
    values |= {name: value for name, value in more.items() if name in own}
    a = Arguments(call, values, lr, c.missing)
    target = call.target(a)
    for note in a.notes:
        c.note(note)
    c.defaulted += [f"{name}={described(own[name])}" for name in a.defaulted if own[name] is not None]
    return target


def kwargs(c: Config) -> dict[str, Any]:
    """lr_scheduler_kwargs: as values of their own, or as a text of JSON."""
    prefix = ("lr_scheduler_kwargs.", "scheduler_specific_kwargs.")
    found: dict[str, Any] = {}
    for path, value in c.paths.items():
        for start in prefix:
            if start in path:
                found[path.partition(start)[2]] = value
                c.path(path)
    text = c.raw("lr_scheduler_kwargs")
    if isinstance(text, str) and text.strip().startswith("{"):
        from lrcalc.frameworks.configuration.carriers import json_values

        inner = json_values(text.replace("'", '"'))
        found |= inner if isinstance(inner, dict) else {}
    return found


def warmup(c: Config, total: int) -> int:
    """The updates of the warm-up: a number of them, or below 1 a share of the total."""
    steps = c.number("warmup_steps", "lr_scheduler_warmup_steps", "num_warmup_steps", default=0)
    ratio = c.number("warmup_ratio", "lr_scheduler_warmup_ratio", default=0)
    share = steps if 0 < steps < 1 else Fraction(0) if steps else ratio
    if not share:
        return int(steps)
    if not 0 <= share <= 1:
        refuse("warmup_ratio from 0 to 1", str(float(share)), c.line("warmup_ratio"))
    exact = share * total
    found = ceil(exact)
    if exact != found:
        c.note(f"{RATIO}: {found} of {total}")
    return found


def training_arguments(c: Config) -> Target:
    """TrainingArguments, and the hyperparameters of a model card."""
    lr = c.rate("learning_rate", default="5e-5")
    kind = c.text("lr_scheduler_type", "lr_scheduler", default="linear")
    total = _total(c)
    c.defaulted += [] if c.has("lr_scheduler_type", "lr_scheduler") else ["lr_scheduler_type=linear"]
    more = kwargs(c)
    if kind == "warmup_stable_decay" and "num_decay_steps" not in more:
        rest = total - warmup(c, total)
        more = {
            "num_stable_steps": Fraction(rest // 3),
            "num_decay_steps": Fraction(rest - rest // 3),
            **more,
        }
        c.note("as LLaMA-Factory has it: of what the warm-up leaves, 1/3 is stable and 2/3 decay")
    return of_type(c, kind, warmup(c, total), total, lr, more)


def _total(c: Config) -> int:
    settings = c.settings
    if settings.total is None and not (c.has("max_steps") and c.number("max_steps") > 0):
        step = c.raw("training_steps")
        if step is not None:
            return c.steps("training_steps")
    return c.total("max_steps", "max_train_steps", epochs=EPOCHS, ask="the number of updates (max_steps)")


def _is_transformers(c: Config) -> bool:
    own = ("training_arguments", "lr_scheduler_type", "warmup_ratio", "lr_scheduler_warmup_ratio",
           "lr_scheduler_warmup_steps", "num_train_epochs", "per_device_train_batch_size",
           "gradient_accumulation_steps")  # fmt: skip
    return c.has(*own) or (c.has("learning_rate") and c.has("warmup_steps", "max_steps", "lr_scheduler"))


LAYOUTS = (Layout("transformers", "TrainingArguments", _is_transformers, training_arguments, batch=8),)
