"""The training scripts of diffusers, and kohya's."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.target import Clock, Named, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import number_shown, refuse
from lrcalc.frameworks.torch import constant
from lrcalc.frameworks.transformers import by_type, get_scheduler
from lrcalc.frameworks.transformers_config import EPOCHS, of_type
from lrcalc.numbers.literal import LiteralError, parse_number, shown


def diffusers(c: Config) -> Target:
    """The training scripts of diffusers: constant, and a warm-up of 500, where nothing is said."""
    lr = c.rate("learning_rate", "lr")
    kind = c.text("lr_scheduler", "lr_scheduler_type", default="constant")
    total = c.total(
        "max_train_steps", "max_steps", epochs=EPOCHS, ask="the number of updates (max_train_steps)"
    )
    is_kohya = c.has(
        "lr_scheduler_num_cycles", "lr_scheduler_power", "lr_scheduler_min_lr_ratio", "network_module"
    )
    steps = c.number("lr_warmup_steps", default=0 if is_kohya else 500)
    processes = c.steps("num_processes", "nproc_per_node", default=1, least=1)
    if is_kohya:
        # kohya multiplies the total by the processes, and not a warm-up in steps
        total *= processes
    warm = int(steps * total) if 0 < steps < 1 else int(steps)
    more: dict[str, Any] = {}
    cycles = c.raw("lr_num_cycles", "lr_scheduler_num_cycles")
    if cycles is not None and kind == "cosine_with_restarts":
        more["num_cycles"] = cycles
    if cycles is not None and is_kohya and kind == "cosine_with_min_lr":
        more["num_cycles"] = c.number("lr_num_cycles", "lr_scheduler_num_cycles") / 2
    if kind == "polynomial" and c.has("lr_power", "lr_scheduler_power"):
        more["power"] = c.raw("lr_power", "lr_scheduler_power")
    if c.has("lr_scheduler_min_lr_ratio"):
        more |= {"min_lr_rate": c.raw("lr_scheduler_min_lr_ratio")}
    if c.has("lr_scheduler_timescale"):
        more["timescale"] = c.raw("lr_scheduler_timescale")
    if not c.has("lr_scheduler", "lr_scheduler_type"):
        c.defaulted.append("lr_scheduler=constant")
    if kind == "constant_with_warmup" or kind == "constant":
        more = {}
    found = of_type(c, kind, warm, total, lr, more)
    if not is_kohya:
        c.note(
            "the scheduler is stepped num_processes times an update, and the scripts multiply both lengths"
        )
        return found
    if processes == 1:
        c.note("the scheduler is stepped num_processes times an update: this is one process")
        return found
    lasts = number_shown(Fraction(warm, processes))
    c.note(f"the scheduler is stepped {processes} times an update: the warm-up lasts {lasts} updates")
    return Clock(found, times=processes)


def _is_diffusers(c: Config) -> bool:
    if c.has("lr_scheduler_type"):
        return False
    is_script = c.kind == "flags" or c.has("max_train_steps")
    # anyone's configuration may have lr_warmup_steps beside an lr
    return (c.has("lr_warmup_steps") and (is_script or c.has("learning_rate"))) or (
        c.has("lr_scheduler") and is_script
    )


def scheduler(a: Arguments) -> Target:
    """get_scheduler of diffusers: num_cycles is of the restarts alone, power of the polynomial alone."""
    kind = str(a.raw("name")).rpartition(".")[2].lower()
    if kind == "piecewise_constant":
        return piecewise(a)
    more = {"cosine_with_restarts": "num_cycles", "polynomial": "power"}
    if kind in ("cosine", "linear", "constant", "constant_with_warmup") or kind in more:
        return by_type(a, kind, {more[kind]: a.raw(more[kind])} if kind in more else {})
    a.values["scheduler_specific_kwargs"] = None
    return get_scheduler(a)


def piecewise(a: Arguments) -> Target:
    """step_rules 1:10,0.1:20,0.005: a factor up to each step, and the last from there on."""
    rules = a.raw("step_rules")
    *parts, last = str(rules).split(",")
    try:
        pairs = sorted(
            (parse_number(step), parse_number(factor))
            for factor, _, step in (part.partition(":") for part in parts)
        )
        factors = [*(factor for _, factor in pairs), parse_number(last)]
    except LiteralError:
        refuse("step_rules such as 1:10,0.1:20,0.005", shown(str(rules)), a.line)
    found: Target = constant(a.lr * factors[-1])
    if pairs:
        values = [a.lr * factor for factor in factors]
        found = Named("piecewise", {"values": values, "boundaries": [int(step) for step, _ in pairs]})
    return found


CALLS = (
    Call(
        "diffusers",
        "get_scheduler",
        "name, optimizer, step_rules=None, num_warmup_steps=None, num_training_steps=None, num_cycles=1, "
        "power=1.0, last_epoch=-1",
        scheduler,
    ),
    Call(
        "diffusers",
        "get_piecewise_constant_schedule",
        "optimizer, step_rules, last_epoch=-1",
        piecewise,
    ),
)
LAYOUTS = (Layout("diffusers", "flags", _is_diffusers, diffusers),)
