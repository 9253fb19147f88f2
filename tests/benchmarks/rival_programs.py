"""What else prints every step of a cosine schedule, how it is run, and which packages it needs."""

from __future__ import annotations

import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.loops import FOUR_COLUMNS, TWO_COLUMNS, f_string_loop, written
from tests.benchmarks.measure import Program

NUMPY = """\
import sys

import numpy as np

mx, mn, T = 0.002, 0.0001, {total}
step = np.arange(T + 1)
cosine = np.cos(np.pi * step / T)
scale = (1 + cosine) / 2
rows = np.column_stack([step, cosine, scale, mn + (mx - mn) * scale])
np.savetxt(sys.stdout, rows, fmt="%.17g", delimiter=",")
"""

TORCH = """\
import torch

T = {total}
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.002)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=T, eta_min=0.0001)
for t in range(T + 1):
    print(f"{{t}},{{scheduler.get_last_lr()[0]!r}}")
    optimizer.step()
    scheduler.step()
"""

TRANSFORMERS = """\
import torch
from transformers import get_cosine_schedule_with_warmup

T = {total}
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.002)
scheduler = get_cosine_schedule_with_warmup(optimizer, num_warmup_steps=0, num_training_steps=T)
for t in range(T + 1):
    print(f"{{t}},{{scheduler.get_last_lr()[0]!r}}")
    optimizer.step()
    scheduler.step()
"""

FORMATTING = "f-string alone: four columns, given"
NUMPY_NAME = "numpy: four columns, `savetxt`"
STEPPED_AT_MOST = 1_000_000


@dataclass(frozen=True)
class Rival:
    """A program for any T, the packages it needs, the longest T it is run for, and the minimum it takes."""

    name: str
    command: Callable[[Path, int], Sequence[str]]
    packages: Sequence[str] = ()
    longest: int = 10_000_000
    minimum: float = 0.0001

    def program(self, directory: Path, total: int) -> Program:
        return Program(self.name, self.command(directory, total))


def _text(name: str, text: str) -> Callable[[Path, int], Sequence[str]]:
    return lambda directory, total: written(directory, name, text, total)


def _lrsched(directory: Path, total: int) -> Sequence[str]:
    """It prints as many steps as it is told, from 0 on: the last is one less than their number."""
    command = str(Path(sysconfig.get_path("scripts")) / "lrsched")
    numbers = {"--base-lr": 0.002, "--min-lr": 0.0001, "--total-steps": total, "--steps": total + 1}
    return [command, "cosine", *(str(word) for pair in numbers.items() for word in pair)]


RIVALS = (
    Rival(FORMATTING, lambda directory, total: f_string_loop(directory, FORMATTING, total).command),
    Rival("loop with `math.cos`: four columns", _text("four_columns", FOUR_COLUMNS)),
    Rival("loop with `math.cos`: step and rate", _text("two_columns", TWO_COLUMNS)),
    Rival(NUMPY_NAME, _text("with_numpy", NUMPY), ["numpy"]),
    Rival("lrsched: step and rate, 8 digits", _lrsched, ["lrsched"]),
    Rival("torch `CosineAnnealingLR`: step and rate", _text("with_torch", TORCH), ["torch"], STEPPED_AT_MOST),
    Rival(
        "transformers `get_cosine_schedule_with_warmup`: step and rate",
        _text("with_transformers", TRANSFORMERS),
        ["transformers", "torch"],
        STEPPED_AT_MOST,
        minimum=0,  # it takes no other
    ),
)
