"""The names that columns go by: which hold a rate, which count steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# What counts the parts of an update.
PARTS_OF_AN_UPDATE = (
    "micro_step",
    "micro_steps",
    "samples",
    "consumed_samples",
    "samples_seen",
    "examples_seen",
    "consumed_tokens",
    "tokens_seen",
    "num_tokens",
    "tokens",
)
# The most telling first: W&B's own counter _step counts calls, not updates.
STEPS = (
    "global_step/max_steps",
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
    *PARTS_OF_AN_UPDATE,
    "_step",
)
# Some write here what one batch held; a column that does not rise counts nothing.
PER_ROW = ("tokens", "num_tokens", "samples")
_RATE = re.compile(r"(?:^|[/_\-. :])(?:lr|learning[_ ]?rate)(?=$|[/_\-. \d:\[])", re.IGNORECASE)
_OTHER = re.compile(
    r"__(?:min|max)$|^val[_/]|(?:^|[_/ ])(?:min|max|base|init|initial|peak|target|start|end|final)"
    r"[_ ]?(?:lr|learning[_ ]rate)|lr_decay|momentum",
    re.IGNORECASE,
)
# The names of one log, asked for in each of its rows.
REMEMBERED = 4096
# Columns that say which number stands in the column `value`.
_TAGS = ("tag", "key", "metric", "metric_name", "name", "variable")


@lru_cache(REMEMBERED)
def is_rate(name: str) -> bool:
    """Whether a column by its name holds a learning rate."""
    return bool(_RATE.search(name)) and not _OTHER.search(name)


def step_column(names: Sequence[str]) -> str | None:
    """The column that counts steps, or None."""
    return _step_column(tuple(names))


@lru_cache(REMEMBERED)
def _step_column(names: tuple[str, ...]) -> str | None:
    lower = {re.sub(r"[ -]+", "_", name.strip().lower()): name for name in reversed(names)}
    inner = {re.split(r"[/.]", name)[-1]: full for name, full in reversed(lower.items())}
    return next((known[name] for known in (lower, inner) for name in STEPS if name in known), None)


def tag_column(names: Sequence[str]) -> str | None:
    """The column that says what stands in the column `value`, or None."""
    lower = {name.strip().lower(): name for name in reversed(names)}
    return next((lower[name] for name in _TAGS if name in lower), None)


def value_column(names: Sequence[str]) -> str | None:
    """The column `value`, or None."""
    return next((name for name in names if name.strip().lower() == "value"), None)


def epoch_column(names: Sequence[str]) -> str | None:
    """The column that counts epochs, or None."""
    return _epoch_column(tuple(names))


@lru_cache(REMEMBERED)
def _epoch_column(names: tuple[str, ...]) -> str | None:
    lower = {name.strip().lower(): name for name in reversed(names)}
    return next((lower[name] for name in ("epoch", "epochs", "train/epoch") if name in lower), None)
