"""The rates of a policy over many steps: phase by phase, short ones together."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lrcalc.sampling.cycles import Cycles
from lrcalc.sampling.in_phase import held, in_phase, leading
from lrcalc.sampling.stretch import Stretch
from lrcalc.schedule.policy import Policy


class Blocks:
    """The doubles nearest to some quantities of a policy."""

    def __init__(self, policy: Policy, keys: Collection[str]) -> None:
        self.policy = policy
        self.keys = keys
        self._cycles = Cycles(policy, keys)

    def over(self, run: range) -> Iterator[Stretch]:
        """The steps of a run, in order."""
        self._cycles.begin()
        while run:
            phase, inside, count = leading(self.policy, run)
            together = self._cycles.lead(run) if self._cycles.may_come_again(phase) else []
            if together:
                yield from together
                run = run[sum(stretch.length for stretch in together) :]
                continue
            quantities = [quantity for quantity in phase.quantities if quantity.key in self.keys]
            if run[0] != inside:
                yield from held(phase, quantities, inside, run[:count])
            else:
                yield from in_phase(phase, quantities, run[:count])
            run = run[count:]
