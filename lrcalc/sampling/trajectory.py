"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lrcalc.sampling.stretch import SHORTEST_BLOCK, Stretch
from lrcalc.schedule.policy import Policy


def trajectory(
    policy: Policy, runs: Iterable[range], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of each run, in order."""
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
        columns = {key: [found[key].double()] for key in keys if key in found}
        yield Stretch(range(step, step + 1), found.phase, columns)
