"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from lrcalc.policies.policy import Phase, Policy

SHORTEST_BLOCK = 48


class Stretch(NamedTuple):
    """Some steps in one phase, and for each quantity of the phase the double at each of them.

    Phases that follow one another and have both name and formula in common count as one.
    """

    steps: range
    phase: Phase
    columns: dict[str, list[float]]

    @property
    def length(self) -> int:
        return len(self.steps)


def trajectory(
    policy: Policy, runs: Iterable[range], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of each run, in order."""
    for run in runs:
        if len(run) < SHORTEST_BLOCK:
            yield from _one_by_one(policy, run, keys)
        else:
            # it takes a while to import, and a loop in a shell asks for one step
            from lrcalc.blocks import in_blocks

            yield from in_blocks(policy, run, keys)


def _one_by_one(policy: Policy, run: range, keys: Collection[str]) -> Iterator[Stretch]:
    for step in run:
        found = policy.derivation(step)
        columns = {key: [found[key].double()] for key in keys if key in found}
        yield Stretch(range(step, step + 1), found.phase, columns)
