"""The learning rates that the frameworks computed, each with the call that computed them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

from lrcalc.frameworks.call.reading import Reading, Settings
from lrcalc.frameworks.read import read

DIRECTORY = Path(__file__).parent / "rates"


@dataclass(frozen=True)
class Case:
    """One call of a framework: step k is the 0-based index of the update that uses the k-th value."""

    framework: str
    source: str
    call: str
    lr: Fraction | None
    precision: str
    rates: dict = field(hash=False)

    def reading(self) -> Reading:
        """What the call is read as."""
        return read(self.call, Settings(lr=self.lr))

    def agrees(self, step: int, rate: float) -> bool:
        """Whether a rate is the one that the framework computed, to what its arithmetic can tell."""
        theirs, peak = self.rates[step], max(map(abs, self.rates.values()))
        if self.precision == "float32":
            return abs(rate - theirs) <= 1e-6 * peak
        # cos(π) + 1 and the like leave a rest of the last place of the peak where the exact value is 0
        return abs(rate - theirs) <= max(1e-9 * abs(theirs), 1e-16 * peak)


@cache
def cases() -> list[Case]:
    found = []
    for path in sorted(DIRECTORY.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            found.append(
                Case(
                    item["framework"],
                    item["source"].rpartition(".")[2],
                    item["call"],
                    # the optimizer's rate as the decimal that was typed; none where the call has it
                    None if item["lr"] is None else Fraction(str(item["lr"])),
                    item["precision"],
                    dict(zip(item["steps"], item["values"], strict=True)),
                )
            )
    return found
