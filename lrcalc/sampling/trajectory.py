"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, repeat
from typing import TYPE_CHECKING

from lrcalc.errors import ScheduleError
from lrcalc.expression.named import Quantity
from lrcalc.sampling.stretch import SHORTEST_BLOCK, Numbers, Steps, Stretch, furthest, number
from lrcalc.schedule.derivation import Phase
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
        if len(run) < SHORTEST_BLOCK:
            return self._one_by_one(run)
        if self._blocks is None:
            # it takes a while to import, and a loop in a shell asks for one step
            from lrcalc.sampling.blocks import Blocks

            self._blocks = Blocks(self.policy, self.keys)
        return self._blocks.over(run) if isinstance(run, range) else self._in_any_order(run, self._blocks)

    def _in_any_order(self, steps: Sequence[int], blocks: Blocks) -> Iterator[Stretch]:
        """Steps that are found from the first to the last, and put back in order."""
        known: dict[int, tuple[Phase, tuple[float, ...]]] = {}
        try:
            for stretch in blocks.over(tuple(sorted(set(steps)))):
                rows = zip(*stretch.columns.values()) if stretch.columns else repeat(())
                known.update(zip(stretch.steps, zip(repeat(stretch.phase), rows)))
        except (ArithmeticError, ScheduleError):
            yield from self._one_by_one(steps)  # up to the step that has no rate
            return
        for (_, formula), group in groupby(steps, key=lambda step: _kind(known[step][0])):
            part = list(group)
            keys = [quantity.key for quantity in formula if quantity.key in self.keys]
            columns = map(list, zip(*(known[step][1] for step in part)))
            yield Stretch(part, known[part[0]][0], dict(zip(keys, columns)))

    def _one_by_one(self, run: Steps) -> Iterator[Stretch]:
        for step in run:
            found = self.policy.derivation(step)
            columns: dict[str, Numbers] = {
                quantity.key: [number(quantity, found.point)]
                for quantity in found.phase.quantities
                if quantity.key in self.keys
            }
            yield Stretch(range(step, step + 1), found.phase, columns)


def _kind(phase: Phase) -> tuple[str, tuple[Quantity, ...]]:
    return phase.name, phase.quantities


def trajectory(
    policy: Policy, runs: Iterable[Steps], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The quantities at the steps of each run, in order."""
    found = Trajectory(policy, keys)
    for run in runs:
        yield from found.over(run)
