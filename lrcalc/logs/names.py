"""The names that columns go by: which hold a rate, which count steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The most telling first: W&B's own counter _step counts calls, not updates.
STEPS = (
    "train/global_step",
    "trainer/global_step",
    "global_step",
    "current_steps",
    "num_updates",
    "optimizer_step",
    "update",
    "updates",
    "step",
    "train/step",
    "iteration",
    "iterations",
    "iter",
    "it",
    "batch",
    "steps",
    "train_step",
    "trainer/step",
    "current_step",
    "num_steps",
    "samples",
    "consumed_samples",
    "_step",
)
_RATE = re.compile(r"(?:^|[/_\-. :])(?:lr|learning[_ ]?rate)(?=$|[/_\-. \d:\[])", re.IGNORECASE)
_OTHER = re.compile(r"__(?:min|max)$|^val[_/]|[_/](?:min|max)_?lr$|base_lr|lr_decay|momentum", re.IGNORECASE)


def is_rate(name: str) -> bool:
    """Whether a column by its name holds a learning rate."""
    return bool(_RATE.search(name)) and not _OTHER.search(name)


def step_column(names: Sequence[str]) -> str | None:
    """The column that counts steps, or None."""
    lower = {re.sub(r"[ -]+", "_", name.strip().lower()): name for name in reversed(names)}
    return next((lower[name] for name in STEPS if name in lower), None)


def epoch_column(names: Sequence[str]) -> str | None:
    """The column that counts epochs, or None."""
    lower = {name.strip().lower(): name for name in reversed(names)}
    return next((lower[name] for name in ("epoch", "epochs", "train/epoch") if name in lower), None)
