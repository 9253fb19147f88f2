"""The rates of a policy over many steps: phase by phase, short ones together."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lrcalc.sampling.cycles import Cycles
from lrcalc.sampling.in_phase import held, in_phase, leading
from lrcalc.sampling.stretch import Stretch
from lrcalc.schedule.policy import Policy


def in_blocks(policy: Policy, run: range, keys: Collection[str]) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of a run, in order."""
    cycles = Cycles(policy, keys)
    while run:
        together = cycles.lead(run)
        if together:
            yield from together
            run = run[sum(stretch.length for stretch in together) :]
            continue
        phase, inside, count = leading(policy, run)
        quantities = [quantity for quantity in phase.quantities if quantity.key in keys]
        if run[0] != inside:
            yield from held(phase, quantities, inside, run[:count])
        else:
            yield from in_phase(phase, quantities, run[:count])
        run = run[count:]
