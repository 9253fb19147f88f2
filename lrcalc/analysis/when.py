"""At which steps η reaches the rates asked for, and as many digits as tell it from the steps beside."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from lrcalc.analysis.crossings import crossings, extremes
from lrcalc.analysis.pieces import Rates
from lrcalc.numbers.display import RATE_DIGITS, quantity_text
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.real import Real
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Crossings

# A rate typed with more signs than these is said in the digits of the table.
LONGEST = 40
# Steps whose rates agree in so many digits look the same.
MOST_TOLD_APART = 17
# Rates that are apart by more of themselves look different in the usual digits.
APART = 1.1e-5


class Question(NamedTuple):
    """A rate that η may reach: as it was typed, and exactly."""

    typed: str
    rate: Fraction


class Answers(NamedTuple):
    """The rates as typed with the crossings of each, a sentence for each that is reached and for each that
    never is. `digits` are as many as tell each η from that of the steps beside it, and from the rate."""

    crossings: list[tuple[str, Crossings]]
    reached: list[str]
    never: list[str]
    digits: int

    @property
    def steps(self) -> list[int]:
        return [step for _, crossing in self.crossings for step in crossing.steps]

    @property
    def is_whole(self) -> bool:
        """Whether all crossings are among the steps: none was left out, and the whole schedule looked at."""
        return not any(crossing.more or crossing.looked_to is not None for _, crossing in self.crossings)

    def runs(self, total: int | None) -> list[range]:
        """Each step with its neighbours."""
        last = MOST_STEPS if total is None else total
        return [_around(step, last) for step in self.steps]


def _around(step: int, last: int) -> range:
    """The step with its neighbours, from 0 to the last."""
    return range(max(0, step - 1), min(step + 1, last) + 1)


def reached(policy: Policy, questions: list[Question]) -> Answers:
    """The steps at which η reaches each of the rates."""
    answers = Answers([], [], [], RATE_DIGITS)
    rates: list[Fraction] = []
    for typed, rate in questions:
        crossing = crossings(policy, rate)
        answers.crossings.append((typed, crossing))
        rates += [rate] * len(crossing.steps)
        text = typed if len(typed) <= LONGEST else quantity_text("rate", Real(rate))
        if crossing.steps:
            answers.reached.append(_reached_text(text, crossing))
        else:
            answers.never.append(_never_text(policy, text, rate, crossing))
    runs = zip(rates, answers.runs(policy.total))
    known = Rates(policy)
    together = [
        [Real(rate), *(policy.derivation(t).learning_rate for t in run)]
        for rate, run in runs
        if not _look_different(known, rate, run)
    ]
    return answers._replace(digits=telling_digits(together))


def _look_different(rates: Rates, rate: Fraction, run: range) -> bool:
    """Whether a rate and those at some steps look different already in the usual digits, for all that doubles
    tell."""
    near = Real(rate).double()
    bounds = sorted([(near, near), *map(rates.bounds, run)])
    return all(low - high > APART * max(abs(low), abs(high)) for (_, high), (low, _) in pairwise(bounds))


def telling_digits(together: list[list[Real]]) -> int:
    """The significant digits, no fewer than usual, at which what differs in each list looks different."""

    def differing(digits: int) -> list[int]:
        return [len({rate.significant(digits) for rate in rates}) for rates in together]

    most = differing(MOST_TOLD_APART)
    return next(digits for digits in range(RATE_DIGITS, MOST_TOLD_APART + 1) if differing(digits) == most)


def _reached_text(rate: str, crossing: Crossings) -> str:
    steps = ", ".join(map(str, crossing.steps))
    if crossing.more:
        return f"η reaches {rate} for the first {len(crossing.steps)} times at t = {steps}; there are more"
    limit = "" if crossing.looked_to is None else f" (searched up to t = {crossing.looked_to})"
    return f"η reaches {rate} at t = {steps}{limit}"


def _never_text(policy: Policy, rate: str, asked: Fraction, crossing: Crossings) -> str:
    if crossing.looked_to is not None:
        return f"η does not reach {rate} (searched up to t = {crossing.looked_to})"
    low, high = extremes(policy)
    ends = [policy.derivation(step).learning_rate for step in (low, high)]
    if ends[0].double() == 0 and ends[0].sign() > 0:
        return (
            f"η never reaches {rate}; it falls from {quantity_text('rate', ends[1])} (t = {high}) towards 0"
        )
    digits = telling_digits([[Real(asked), *ends]])
    lowest, highest = (quantity_text("rate", end, digits) for end in ends)
    if lowest == highest:
        always = "always" if ends[0].compare(ends[1]) == 0 else "always about"
        return f"η never reaches {rate}; it is {always} {lowest}"
    return f"η never reaches {rate}; it is from {lowest} (t = {low}) to {highest} (t = {high})"
