"""Small random schedules as commands, with η at every step in mpmath: for tests that walk through them."""

from typing import Any, NamedTuple

from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import policy_class
from tests.policies import specimens
from tests.small import MOST, Small

FARTHEST = 4 * MOST
# As many as tests/policies/test_exactness.py needs, for the same random parameters.
DIGITS = 700


class Walk(NamedTuple):
    """The words of a command, its policy, and η from step 0 to the end, or as far as there is much new."""

    words: list[str]
    policy: Any
    rates: list[Any]

    @property
    def is_whole(self) -> bool:
        return self.policy.total == len(self.rates) - 1

    @property
    def slack(self) -> Any:
        """What mpmath may be off by, where large parameters leave a small rate."""
        given = [float(symbol.value) for symbol in vars(self.policy.symbols).values()]
        return max([*given, *self.rates]) * mp.mpf(10) ** (20 - DIGITS)


@some.composite
def walks(draw, name):
    specimen = specimens.of(name)
    typed, last = specimen.random_parameters(Small(draw(some.randoms(use_true_random=True))))
    policy = policy_class(name)(**typed)
    last = min(last if policy.total is None else policy.total, FARTHEST)
    with mp.workdps(DIGITS):
        return Walk(
            command(name, typed), policy, [specimen.reference(typed, step) for step in range(last + 1)]
        )


def command(name, typed):
    """The command of a policy with those parameters."""
    words = [name]
    for key, value in typed.items():
        option = policy_class(name).parameters()[key].options[0]
        words += [] if value is False else [option] if value is True else [f"{option}={value}"]
    return words
