"""The last question of an exercise at level 3: a step, γ or T, to be found from the rate that is given.

Each is found by solving the closed form for it, by hand: t = T·arccos(2·scale − 1)/π for a cosine,
γ = (η_t/η_0)^(1/t), T = π·t/arccos(2·scale − 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.numbers import DECAYS, DROPS, TOTALS, Draw
from lrcalc.expression.notation import number_text
from lrcalc.marking.answer import printable, read_answer
from lrcalc.marking.mark import Found
from lrcalc.marking.misreading import remade
from lrcalc.marking.step import read_step
from lrcalc.marking.verdict import Verdict
from lrcalc.numbers.display import RATE_DIGITS, quantity_text
from lrcalc.numbers.literal import LiteralError
from lrcalc.schedule.policy import Policy

_DECAYS, _DROPS = (tuple(map(Fraction, items)) for items in (DECAYS, DROPS))
# What may be asked for in place of a step, by the name of the parameter.
FACTORS = ("gamma", "decay_rate")
TOTAL = "T"
# A rate is asked for a factor that leaves so much of it, one in so many parts.
MOST_DECAYED = 1000
# An answer is right where the rate that it gives is the one given to so many figures.
FIGURES = 4


class Question(NamedTuple):
    """What is to be found: the name of a parameter, or empty for a step; its symbol; the value that it has;
    the step at which the rate is given, and the schedule that gives it there."""

    key: str
    symbol: str
    value: Fraction
    step: int
    policy: Policy

    @property
    def rate(self) -> str:
        """The rate that is given, to six figures."""
        return quantity_text("rate", self.policy.derivation(self.step).learning_rate)

    @property
    def answer(self) -> str:
        """What is to be found, as the key has it."""
        return number_text(self.value)

    def text(self, last: int) -> str:
        """The question, of a schedule whose rates are asked up to a step."""
        if not self.key:
            return f"Find a step t after {last} at which η = {self.rate} (to six figures)."
        return (
            f"Find the {self.symbol} that would give η_{self.step} = {self.rate} (to six figures), all other "
            "numbers being the same."
        )

    def judge(self, typed: str) -> Found:
        """The verdict on an answer: right where it gives the rate to four figures. What is said of a wrong
        one does not say what would be right."""
        given = printable(typed.strip())

        def found(code: str, fault: str = "") -> Found:
            return Found(given, Verdict(code, code.replace("-", " "), self.answer), fault)

        if not given:
            return found("missing", f"{self.symbol} was to be found, and is missing")
        try:
            policy, step = self._put_in(given)
            rate = policy.derivation(step).learning_rate
        except (ScheduleError, LiteralError, ArithmeticError) as error:
            return found("not-graded", f"{self.symbol} was to be found: {error}")
        right = self.policy.derivation(self.step).learning_rate
        if rate.significant(FIGURES) == right.significant(FIGURES):
            return found("correct")
        would_be = quantity_text("rate", rate)
        return found(
            "wrong", f"{self.symbol} = {given} is wrong: η_{step} would be {would_be}, not {self.rate}"
        )

    def _put_in(self, given: str) -> tuple[Policy, int]:
        """The schedule with what was found put in, and the step at which it has the rate that is given."""
        if not self.key:
            return self.policy, read_step(given)
        if self.key == TOTAL:
            return remade(self.policy, {self.key: read_step(given)}), self.step
        value = read_answer(given, decimal_comma=True).value
        if value is None:
            raise ScheduleError(f"expected a number such as 0.998, got {given!r}")
        return remade(self.policy, {self.key: value}), self.step


def question(policy: Policy, steps: Sequence[int], draw: Draw) -> Question:
    """The last question of an exercise: of those that its schedule allows, one drawn. The rate of the last of
    the steps is not asked, but given."""
    last = Question("", "t", Fraction(steps[-1]), steps[-1], policy)
    allowed = [last, *_of_parameters(policy, steps, draw)]
    return draw.one_of("question", allowed)


def _of_parameters(policy: Policy, steps: Sequence[int], draw: Draw) -> Iterator[Question]:
    """A question for each parameter that can be found from a rate, with another value than it has."""
    for key, symbol in policy.named_symbols().items():
        if key in FACTORS:
            values: Sequence[Fraction] = _DECAYS if symbol.value in _DECAYS else _DROPS
        elif key == TOTAL:
            values = [Fraction(total) for total in TOTALS]
        else:
            continue
        others = [value for value in values if value != symbol.value]
        for value in draw.some_of(f"question {key}", others, len(others)):
            # half-way through, where a rate tells most
            for step in sorted(steps[1:], key=lambda step: abs(2 * step - int(value)) if key == TOTAL else 0):
                made = _tells(policy, key, value, step)
                if made is not None:
                    yield Question(key, symbol.name, value, step, made)
                    break
            else:
                continue
            break


def _tells(policy: Policy, key: str, value: Fraction, step: int) -> Policy | None:
    """The schedule with another value, where its rate at the step tells that value from its neighbours."""
    try:
        made = remade(policy, {key: value})
        near = value + (1 if key == TOTAL else (1 - value) / 1000)
        rates = {
            item.derivation(step).learning_rate.significant(RATE_DIGITS)
            for item in (made, policy, remade(policy, {key: near}))
        }
    except (ScheduleError, ArithmeticError):
        return None
    # before the end of the schedule, and not where next to nothing is left of the rate
    is_inside = made.total is None or step < made.total
    first = vars(policy.symbols).get("lr")
    least = 0 if first is None else first.value / MOST_DECAYED
    return made if is_inside and len(rates) == 3 and min(rates) > least else None
