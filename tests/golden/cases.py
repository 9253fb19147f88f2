"""The learning rates that the frameworks computed, and what is said of them in terms of our commands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

from tests.command.program import run

DIRECTORY = Path(__file__).parent / "rates"


@dataclass(frozen=True)
class Case:
    """One call of a framework: step k is the 0-based index of the update that uses the k-th value."""

    framework: str
    source: str
    call: str
    names: dict = field(hash=False)
    precision: str
    rates: dict = field(hash=False)

    def knows(self, condition: str, **more) -> bool:
        return bool(self.value(condition, **more))

    def value(self, expression: str, **more):
        """An expression in the parameters of the call, with exact numbers."""
        return eval(expression, {**self.names, **more})

    def steps(self, when: str) -> list[int]:
        return [step for step in self.rates if self.knows(when, t=step)]

    def agrees(self, step: int, rate: float) -> bool:
        """Whether a rate is the one that the framework computed, to what its arithmetic can tell."""
        theirs, peak = self.rates[step], max(map(abs, self.rates.values()))
        if self.precision == "float32":
            return abs(rate - theirs) <= 1e-6 * peak
        # cos(π) + 1 and the like leave a rest of the last place of the peak where the exact value is 0
        return abs(rate - theirs) <= max(1e-9 * abs(theirs), 1e-16 * peak)


@dataclass(frozen=True)
class Same:
    """Where a call of a framework is a command of ours: the values of its options are expressions in the
    parameters of the call. `when` says for which parameters, `steps` for which steps t."""

    source: str
    command: str
    when: str = "True"
    steps: str = "True"


@dataclass(frozen=True)
class Different:
    """Where a call of a framework is not the command that is nearest to it, and why."""

    source: str
    command: str
    reason: str
    when: str = "True"
    steps: str = "True"


def exact(given):
    """A parameter as the frameworks were given it, its floats as the decimals that were typed."""
    if isinstance(given, float):
        return Fraction(str(given))
    if isinstance(given, list):
        return [exact(item) for item in given]
    return given


def names(lr, params) -> dict:
    """The parameters of a call by name, and in `given` their names; a mapping as b1: s1, b2: s2, …"""
    found = {name: exact(value) for name, value in {"lr": lr, **params}.items()}
    found["given"] = set(params)
    for mapping in (value for value in params.values() if isinstance(value, dict)):
        for number, (boundary, scale) in enumerate(mapping.items(), 1):
            found |= {f"b{number}": int(boundary), f"s{number}": exact(scale)}
    return found


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
                    names(item["lr"], item["params"]),
                    item["precision"],
                    dict(zip(item["steps"], item["values"], strict=True)),
                )
            )
    return found


def words(case: Case, command: str) -> list[str]:
    """The command with the numbers of a call in place of the expressions."""
    name, *options = re.split(r"\s+", command)
    return [name, *(item if item.startswith("--") else typed(case.value(item)) for item in options)]


def typed(value) -> str:
    return ",".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def rates(case: Case, command: str, steps: list[int]) -> list[float]:
    """What our command prints for a call at those steps."""
    result = run(*words(case, command), "--at", ",".join(map(str, steps)), "-f", "value")
    assert result.code == 0, result.err
    return [float(line) for line in result.out.splitlines()]
