"""`--when`: the steps at which η reaches a rate, with the steps beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.analysis.crossings import Crossings, crossings, extremes
from lrcalc.errors import ParameterError
from lrcalc.numbers.display import RATE_DIGITS, quantity_text
from lrcalc.numbers.literal import MOST_STEPS, LiteralError, parse_rate
from lrcalc.numbers.real import Real
from lrcalc.schedule.policy import Policy
from lrcalc.terminal.streams import note

OPTION = "--when"
# The formats that tell the steps from their neighbours.
ANSWERING = (None, "table", "json", "value")
# A rate typed with more signs than these is said in the digits of the table.
LONGEST = 40
# Steps whose rates agree in so many digits look the same.
MOST_TOLD_APART = 17


class Answers(NamedTuple):
    """The rates as typed with what was found for each, what to say of it, and what was never reached.

    `digits` are as many as tell each η from that of the steps beside it, and from the rate asked for.
    """

    found: list[tuple[str, Crossings]]
    sentences: list[str]
    never: list[str]
    digits: int

    @property
    def steps(self) -> list[int]:
        return [step for _, crossing in self.found for step in crossing.steps]

    def runs(self, total: int | None) -> list[range]:
        """Each step with its neighbours."""
        last = MOST_STEPS if total is None else total
        return [_around(step, last) for step in self.steps]

    def as_objects(self) -> list[dict[str, object]]:
        return [{"rate": typed, **crossing._asdict()} for typed, crossing in self.found]


def _around(step: int, last: int) -> range:
    """The step with its neighbours, from 0 to the last."""
    return range(max(0, step - 1), min(step + 1, last) + 1)


def answers(policy: Policy, options: dict[str, Any]) -> Answers:
    """Find each rate asked for. Raises ParameterError."""
    for other in ("at", "check"):
        if options[other]:
            raise ParameterError(OPTION, f"--{other} is given as well; taken: one of the two")
    found, sentences, never = [], [], []
    rates: list[Fraction] = []
    for typed in (item.strip() for text in options["when"] for item in text.split(",")):
        try:
            rate = parse_rate(typed)
        except LiteralError as error:
            raise ParameterError(OPTION, str(error)) from None
        crossing = crossings(policy, rate)
        found.append((typed, crossing))
        rates += [rate] * len(crossing.steps)
        text = typed if len(typed) <= LONGEST else quantity_text("rate", Real(rate))
        if not crossing.steps:
            never.append(_never(policy, text, rate, crossing))
            continue
        sentences.append(_said(text, crossing))
        is_whole = not crossing.more and crossing.looked_to is None
        # the table has the sentence itself, and json and value the steps alone
        if options["format"] not in (ANSWERING if is_whole else (None, "table")):
            note(sentences[-1])
    made = Answers(found, sentences, never, RATE_DIGITS)
    runs = zip(rates, made.runs(policy.total))
    together = [[Real(rate), *(policy.derivation(t).learning_rate for t in run)] for rate, run in runs]
    return made._replace(digits=telling_digits(together))


def telling_digits(together: list[list[Real]]) -> int:
    """The significant digits, no fewer than usual, at which what differs in each list looks different."""

    def differing(digits: int) -> list[int]:
        return [len({rate.significant(digits) for rate in rates}) for rates in together]

    most = differing(MOST_TOLD_APART)
    return next(digits for digits in range(RATE_DIGITS, MOST_TOLD_APART + 1) if differing(digits) == most)


def _said(rate: str, crossing: Crossings) -> str:
    steps = ", ".join(map(str, crossing.steps))
    if crossing.more:
        return f"η reaches {rate} for the first {len(crossing.steps)} times at t = {steps}; there are more"
    limit = (
        ""
        if crossing.looked_to is None
        else f"; as far as was looked, which is up to t = {crossing.looked_to}"
    )
    return f"η reaches {rate} at t = {steps}{limit}"


def _never(policy: Policy, rate: str, asked: Fraction, crossing: Crossings) -> str:
    if crossing.looked_to is not None:
        return f"η does not reach {rate} up to t = {crossing.looked_to}, which is as far as was looked"
    low, high = extremes(policy)
    ends = [policy.derivation(step).learning_rate for step in (low, high)]
    digits = telling_digits([[Real(asked), *ends]])
    lowest, highest = (quantity_text("rate", end, digits) for end in ends)
    if lowest == highest:
        always = "always" if ends[0].against(ends[1]) == 0 else "always about"
        return f"η never reaches {rate}; it is {always} {lowest}"
    return f"η never reaches {rate}; it is from {lowest} (t = {low}) to {highest} (t = {high})"
