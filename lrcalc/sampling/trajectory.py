"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lrcalc.sampling.stretch import SHORTEST_BLOCK, Numbers, Stretch, number
from lrcalc.schedule.policy import Policy


def trajectory(
    policy: Policy, runs: Iterable[range], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of each run, in order.

    What counts, such as the drops, is given in whole numbers.
    """
    for run in runs:
        if run:
            policy.check_step(max(run[0], run[-1]))
        if len(run) < SHORTEST_BLOCK:
            yield from _one_by_one(policy, run, keys)
        else:
            # it takes a while to import, and a loop in a shell asks for one step
            from lrcalc.sampling.blocks import in_blocks

            yield from in_blocks(policy, run, keys)


def _one_by_one(policy: Policy, run: range, keys: Collection[str]) -> Iterator[Stretch]:
    for step in run:
        found = policy.derivation(step)
        columns: dict[str, Numbers] = {
            quantity.key: [number(quantity, found.point)]
            for quantity in found.phase.quantities
            if quantity.key in keys
        }
        yield Stretch(range(step, step + 1), found.phase, columns)
