"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from lrcalc.sampling.stretch import SHORTEST_BLOCK, Numbers, Steps, Stretch, furthest, number
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.sampling.blocks import Blocks


class Trajectory:
    """The doubles nearest to some quantities of a policy at its steps; what counts, such as the drops, whole.

    What was found of one run serves the next.
    """

    def __init__(self, policy: Policy, keys: Collection[str] = ("learning_rate",)) -> None:
        self.policy = policy
        self.keys = keys
        self._blocks: Blocks | None = None

    def over(self, run: Steps) -> Iterator[Stretch]:
        """The steps of a run or a list, in order."""
        if run:
            self.policy.check_step(furthest(run))
        if not isinstance(run, range):
            from lrcalc.sampling.scattered import scattered

            return scattered(self, run)
        if len(run) < SHORTEST_BLOCK:
            return self.one_by_one(run)
        if self._blocks is None:
            # it takes a while to import, and a loop in a shell asks for one step
            from lrcalc.sampling.blocks import Blocks

            self._blocks = Blocks(self.policy, self.keys)
        return self._blocks.over(run)

    def one_by_one(self, run: Steps) -> Iterator[Stretch]:
        for step in run:
            found = self.policy.derivation(step)
            columns: dict[str, Numbers] = {
                quantity.key: [number(quantity, found.point)]
                for quantity in found.phase.quantities
                if quantity.key in self.keys
            }
            yield Stretch(range(step, step + 1), found.phase, columns)


def trajectory(
    policy: Policy, runs: Iterable[Steps], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The quantities at the steps of each run, in order."""
    found = Trajectory(policy, keys)
    for run in runs:
        yield from found.over(run)
