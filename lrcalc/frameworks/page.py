"""What there is to read of a framework: its calls, their parameters and defaults, and what surprises."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import Any

from lrcalc.frameworks.call.calls import REQUIRED
from lrcalc.frameworks.differences import DIFFERENCES
from lrcalc.frameworks.written.code import code_number

# The frameworks that have a page, and the module that the calls are in.
PAGES = {
    "torch": "torch.optim.lr_scheduler",
    "transformers": "transformers.optimization",
    "optax": "optax",
    "keras": "keras.optimizers.schedules",
    "timm": "timm.scheduler",
}


def page_text(name: str) -> str:
    """The page of a framework as Markdown."""
    module: Any = import_module(f"lrcalc.frameworks.{name}")
    lines = [
        f"# What `lrcalc read` knows of {name}",
        "",
        f"The calls of {PAGES[name]}, positional or by name:",
        "",
    ]
    lines += ["| call | parameters and defaults |", "| --- | --- |"]
    for call in module.CALLS:
        own = [_shown(key, value) for key, value in call.signature().items() if key not in LEFT_OUT]
        lines.append(f"| `{call.name}` | {', '.join(own)} |")
    lines += ["", "What surprises, and what does not carry over:", ""]
    lines += [f"- {text}" for text in DIFFERENCES[name]]
    lines += [
        "",
        f"`lrcalc read CALL` prints the rates of a call; `--as {name}` writes a schedule for it.",
        "",
    ]
    return "\n".join(lines)


# Parameters that say nothing of the rate.
LEFT_OUT = (
    "optimizer", "last_epoch", "verbose", "name", "initialize", "cycle_momentum", "base_momentum",
    "max_momentum", "noise_pct", "noise_std", "noise_seed", "plateau_mode", "patience_epochs",
)  # fmt: skip


def _shown(name: str, default: Any) -> str:
    if default is REQUIRED:
        return name
    text = code_number(default) if isinstance(default, Fraction) else str(default)
    return f"{name}={text}"
