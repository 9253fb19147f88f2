"""A schedule in stretches of steps in which η only rises or only falls."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

from lrcalc.expression.in_phase import InPhase, Values
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.expression.doubles import Bounded


class Rates(Values):
    """The rates of a schedule at its steps."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._steps, self._rates = range(0), Values()

    def exact(self, step: int) -> Real:
        return self._policy.derivation(step).learning_rate

    def bounds(self, step: int) -> Bounded:
        step = min(step, last_step(self._policy))
        if step not in self._steps:
            phase = self._policy.phase_at(step)
            last = MOST_STEPS if phase.last is None else phase.last
            self._steps, self._rates = range(phase.first, last + 1), InPhase(phase.quantities[-1], step)
        return self._rates.bounds(step)


class Held(Values):
    """The rate of a schedule at one step, at every step."""

    def __init__(self, policy: Policy, step: int) -> None:
        self._rate = policy.derivation(step).learning_rate

    def exact(self, step: int) -> Real:
        return self._rate


class Piece(NamedTuple):
    """Steps in which η only rises or only falls, or stands."""

    first: int
    last: int
    rates: Values


def last_step(policy: Policy) -> int:
    """The step at which the schedule ends, or the last that can be asked for."""
    return MOST_STEPS if policy.total is None else policy.total


def pieces(policy: Policy, step: int = 0) -> Iterator[Piece]:
    """The schedule from a step on, in stretches of steps in which η only rises or only falls."""
    end, tail = last_step(policy), policy.monotone_from
    if policy.searched_to is not None:
        end = min(end, policy.searched_to)
    while step <= end:
        if tail is not None and step >= tail:
            yield Piece(step, end, Rates(policy))
            return
        phase = policy.phase_at(step)
        last = end if phase.last is None else min(end, phase.last)
        yield from of_phase(policy, phase, step, last)
        step = last + 1


def of_phase(policy: Policy, phase: Phase, first: int, last: int) -> Iterator[Piece]:
    """The same of some steps of one phase."""
    rates = InPhase(phase.quantities[-1], first)
    if rates.way(first, last) is not None:
        yield Piece(first, last, rates)
        return
    for stop in chain(takewhile(lambda turn: turn < last, policy.turns(phase)), [last]):
        if stop < first:
            continue
        turn = rates.turn(first, stop)
        yield Piece(first, turn, rates)
        if turn < stop:
            yield Piece(turn + 1, stop, rates)
        first = stop + 1
