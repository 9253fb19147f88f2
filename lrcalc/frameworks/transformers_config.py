"""TrainingArguments in any form, and who builds on them: LLaMA-Factory, axolotl, diffusers, kohya."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.frameworks.arguments import Arguments
from lrcalc.frameworks.config import Config, Layout
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.target import Target
from lrcalc.frameworks.transformers import ALIASES, TYPES

EPOCHS = ("num_train_epochs", "num_epochs", "epochs")
RATIO = "a share of the updates is rounded up to a whole update"


def of_type(c: Config, kind: str, warm: int, total: int, lr: Fraction, more: dict[str, Any]) -> Target:
    """The schedule of a type. Raises ReadError."""
    kind = ALIASES.get(kind.rpartition(".")[2], kind.rpartition(".")[2])
    if kind not in TYPES:
        refuse(f"a scheduler such as {', '.join(list(TYPES)[:4])}", kind, c.line("lr_scheduler_type"))
    call = TYPES[kind]
    own = call.signature()
    lengths = {"num_warmup_steps": Fraction(warm), "num_training_steps": Fraction(total)}
    values: dict[str, Any] = {name: value for name, value in lengths.items() if name in own}
    values |= {name: value for name, value in more.items() if name in own}
    a = Arguments(call, values, lr, c.missing)
    target = call.target(a)
    for note in a.notes:
        c.note(note)
    c.defaulted += [f"{name}={own[name]}" for name in a.defaulted if own[name] is not None]
    return target


def kwargs(c: Config) -> dict[str, Any]:
    """lr_scheduler_kwargs: as values of their own, or as a text of JSON."""
    prefix = ("lr_scheduler_kwargs.", "scheduler_specific_kwargs.")
    found: dict[str, Any] = {}
    for path, value in c.paths.items():
        for start in prefix:
            if start in path:
                found[path.partition(start)[2]] = value
    text = c.raw("lr_scheduler_kwargs")
    if isinstance(text, str) and text.strip().startswith("{"):
        from lrcalc.frameworks.carriers import json_values

        inner = json_values(text.replace("'", '"'))
        found |= inner if isinstance(inner, dict) else {}
    return found


def warmup(c: Config, total: int, rounded: str = "ceil") -> int:
    """The updates of the warm-up: a number of them, or below 1 a share of the total."""
    steps = c.number("warmup_steps", "lr_scheduler_warmup_steps", default=0)
    ratio = c.number("warmup_ratio", "lr_scheduler_warmup_ratio", default=0)
    share = steps if 0 < steps < 1 else Fraction(0) if steps else ratio
    if not share:
        return int(steps)
    if not 0 <= share <= 1:
        refuse("warmup_ratio from 0 to 1", str(float(share)), c.line("warmup_ratio"))
    exact = share * total
    found = -int(-exact // 1) if rounded == "ceil" else int(exact)
    if exact != found:
        c.note(f"{RATIO if rounded == 'ceil' else 'a share of the updates is cut off'}: {found} of {total}")
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


def axolotl(c: Config) -> Target:
    """axolotl: cosine where none is named, int() of a share, and a warm-up where none is named."""
    lr = c.rate("learning_rate")
    kind = c.text("lr_scheduler", "lr_scheduler_type", default="cosine")
    total = c.total("max_steps", epochs=EPOCHS, ask="the number of updates (max_steps)")
    if c.has("warmup_steps"):
        steps = c.number("warmup_steps")
        warm = -int(-(steps * total) // 1) if steps < 1 else int(steps)
        if steps == 1:
            warm = 2
            c.note("axolotl makes warmup_steps: 1 into 2")
    elif c.has("warmup_ratio"):
        warm = int(c.number("warmup_ratio") * total)
        c.note(f"axolotl cuts a share of the updates off: {warm} of {total}")
    else:
        warm = min(int(Fraction(3, 100) * total), 100)
        c.note(f"axolotl warms up over min(3 % of the updates, 100) where nothing is said: {warm}")
    low, held = c.raw("cosine_min_lr_ratio"), c.raw("cosine_constant_lr_ratio")
    if kind == "cosine" and low is not None:
        return _axolotl_cosine(c, lr, warm, total, held is not None)
    if kind == "rex":
        return _rex(c, lr, warm, total)
    if kind == "one_cycle":
        refuse("a scheduler of transformers, rex or cosine", "one_cycle", c.line("lr_scheduler"))
    return of_type(c, kind, warm, total, lr, kwargs(c))


def _axolotl_cosine(c: Config, lr: Fraction, warm: int, total: int, is_held: bool) -> Target:
    from lrcalc.frameworks.shapes import fall, number, share, wave
    from lrcalc.frameworks.target import Formula, Piece
    from lrcalc.frameworks.transformers import ramp

    low = lr * c.number("cosine_min_lr_ratio")
    end = int(total * c.number("cosine_constant_lr_ratio")) if is_held else total
    length = max(1, end - warm)
    falling = fall(lr, low, wave(share(warm, length)))
    waves = None if is_held else Fraction(length)
    pieces = [*ramp(lr, warm), Piece(warm, falling, "cosine", waves)]
    if is_held:
        return Formula([*pieces, Piece(end + 1, number(low), "constant")])
    return Formula(pieces)


def _rex(c: Config, lr: Fraction, warm: int, total: int) -> Target:
    from lrcalc.expression import STEP
    from lrcalc.frameworks.shapes import number
    from lrcalc.frameworks.target import Formula, Piece

    c.note("axolotl's rex is z/(0.1 + 0.9·z), one update early, and not the paper's (1 − p)/(1 − p/2)")
    # update k has z = 1 − (k − W + 1)/(N − W)
    left = 1 - (STEP - number(warm - 1)) / number(max(1, total - warm))
    rate = number(lr) * (left / (number(Fraction(1, 10)) + number(Fraction(9, 10)) * left))
    rising = number(lr) * ((STEP + 1) / number(max(1, warm)))
    pieces = [Piece(0, rising, "warm-up")] if warm else []
    return Formula([*pieces, Piece(warm, rate, "rex"), Piece(total - 1, number(0), "end"), *_after(total)])


def _after(total: int) -> list[Any]:
    return []


def _is_axolotl(c: Config) -> bool:
    if c.kind == "flags" or not c.has("learning_rate"):
        return False
    signs = (
        "base_model",
        "sequence_len",
        "micro_batch_size",
        "cosine_min_lr_ratio",
        "adapter",
        "val_set_size",
    )
    return sum(c.has(name) for name in signs) >= 1 and not c.has(
        "model_name_or_path", "per_device_train_batch_size"
    )


def _is_transformers(c: Config) -> bool:
    own = ("lr_scheduler_type", "warmup_ratio", "lr_scheduler_warmup_ratio", "lr_scheduler_warmup_steps",
           "num_train_epochs", "per_device_train_batch_size", "gradient_accumulation_steps")  # fmt: skip
    return c.has(*own) or (c.has("learning_rate") and c.has("warmup_steps", "max_steps", "lr_scheduler"))


LAYOUTS = (
    Layout("axolotl", "config", _is_axolotl, axolotl),
    Layout("transformers", "TrainingArguments", _is_transformers, training_arguments),
)
