"""The fixed learning rate."""

from dataclasses import dataclass

from lrcalc.schedule.bounded import end_of_run
from lrcalc.schedule.derivation import Phase, learning_rate
from lrcalc.schedule.parameters import RateLike, StepsLike, rate
from lrcalc.schedule.policy import Policy


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Fixed(Policy):
    """A learning rate that never changes.

    η_t = η_0

    lr: η_0, the learning rate (rate).
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a negative or unreadable rate.
    Source: section 8.3 of the document.

    >>> Fixed(lr="0.001").at(10000)
    0.001
    """

    lr: RateLike = rate("--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the learning rate")
    T: StepsLike | None = end_of_run()

    title = "Fixed learning rate"
    monotone = True
    example = "--lr 0.001 --at 0,100,1000,10000"

    def phase_at(self, step: int) -> Phase:
        return Phase(0, None, (learning_rate(self.symbols.lr),))
