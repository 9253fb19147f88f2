"""The formula of a policy as text: a line for each phase, with the condition under which it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lrcalc.expression.notation import Notation, number_text
from lrcalc.policies.policy import Phase, Policy

MOST_PHASES = 8


def phases(policy: Policy) -> Iterator[Phase]:
    """The first phases of a policy, one for each formula that differs from those before."""
    seen: set[str] = set()
    step: int | None = 0
    for _ in range(MOST_PHASES):
        if step is None or (policy.total is not None and step > policy.total):
            return
        phase = policy.phase_at(step)
        text = Notation().text(phase.quantities[-1])
        if text not in seen:
            seen.add(text)
            yield phase
        step = None if phase.last is None else phase.last + 1


def formula_lines(policy: Policy) -> list[str]:
    """The closed form, a line a phase: `η_t = η_max × t / W for t ≤ W`."""
    lines = []
    for phase in phases(policy):
        condition = f" for {condition_text(phase, Notation())}" if phase.condition else ""
        lines.append(f"η_t = {Notation().text(phase.quantities[-1])}{condition}")
    return lines


def condition_text(phase: Phase, notation: Notation) -> str:
    """When the phase holds, in the notation: `t ≤ W`, or `250 ≤ 500`."""
    return " ".join(part if isinstance(part, str) else notation.text(part) for part in phase.condition)


def title(policy: Policy) -> str:
    """The policy and its numbers: `Cosine annealing: η_max = 0.002, T = 5000, η_min = 0.0001`."""
    numbers = ", ".join(
        f"{symbol.name} = {number_text(symbol.value)}" for symbol in policy.named_symbols().values()
    )
    return f"{policy.title}: {numbers}"


def example(policy: type[Policy]) -> Policy:
    """The policy with the numbers of its example."""
    words = iter(policy.example.split())
    known = {option: name for name, item in policy.parameters().items() for option in item.options}
    given: dict[str, Any] = {}
    for word in words:
        name = known.get(word)
        if name is not None and policy.parameters()[name].unit == "flag":
            given[name] = True
            continue
        value = next(words)
        if name is not None:
            given[name] = value
    return policy(**given)
