"""Multistep decay."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Any

from lrcalc.expression import STEP, NumberList, count, floor, power
from lrcalc.expression.nodes import node
from lrcalc.schedule.bounded import drop_count, end_of_run, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, factor, rate, several
from lrcalc.schedule.policy import Policy

# As many milestones as have both sides shown where no steps are asked.
MOST_SHOWN = 15


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Multistep(Policy):
    """The rate drops by a factor at each milestone m, from that step on; #(m ≤ t) counts those so far.

    η_t = η_0 × γ^#(m ≤ t)

    lr: η_0, the rate before the first milestone (rate).
    milestones: m, the steps at which the rate drops (steps); one that stands twice drops twice.
    gamma: γ, the factor of each drop.
    T: the total, after which the last rate holds, and of which a milestone may be a share: 50% (steps).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: torch MultiStepLR. timm drops one step earlier.

    >>> Multistep(lr="0.1", milestones="30,60,80").at(60)
    0.001
    """

    lr: RateLike = rate(
        "--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate before the first milestone"
    )
    milestones: Any = several(
        "--milestones",
        symbol="m",
        latex="m",
        unit="steps list",
        help="the steps at which the rate drops, or shares of T (in timm the step before)",
        share_of="T",
        takes_parts=True,
    )
    gamma: RateLike = factor(
        "--gamma", symbol="γ", latex=r"\gamma", help="the factor of each drop", default="0.1"
    )
    T: StepsLike | None = end_of_run()

    title = "Multistep decay"
    monotone = True
    example = "--lr 0.1 --milestones 30,60,80 --at 0,29,30,59,60,79,80"
    solvable = ("gamma",)

    def __post_init__(self) -> None:
        super().__post_init__()
        given = self.milestones
        self.keep(milestones=tuple(sorted(given)))
        if self.milestones != given:
            self.reading_notes.append("the milestones are not in order: sorted")
        for step, times in Counter(self.milestones).items():
            if times > 1:
                self.reading_notes.append(f"milestone {step} is given {times} times: as many drops there")

    def default_steps(self) -> list[int]:
        # the last too, where the schedule comes to its end
        shown = {*self.milestones[:MOST_SHOWN], *self.milestones[-1:]}
        return up_to(self.total, {0, *(ceil(step) for step in shown), *(ceil(step) - 1 for step in shown)})

    def phase_at(self, step: int) -> Phase:
        p, milestones = self.symbols, self.milestones
        past = bisect_right(milestones, step)
        first = ceil(milestones[past - 1]) if past else 0
        last = ceil(milestones[past]) - 1 if past < len(milestones) else None
        drops = drop_count(count(self.named_lists()["milestones"], STEP))
        scale = scale_factor(power(p.gamma, drops))
        return Phase(first, last, (drops, scale, learning_rate(p.lr * scale)))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p, m = self.symbols, self.named_lists()["milestones"]
        drops, scale = phase["drops"], phase["scale"]
        repair = "count the milestones that are not after t"
        yield Mistake("late-drop", "a drop was taken one step late", repair, {drops: count(m, STEP - 1)})
        yield Mistake("early-drop", "a drop was taken one step early", repair, {drops: count(m, STEP + 1)})
        yield Mistake("drops-from-1", "the drops were counted from 1", repair, {drops: drops + 1})
        yield Mistake(
            "product-for-power", "γ was multiplied by the drops", "raise γ to the drops",
            {scale: p.gamma * drops},
        )  # fmt: skip
        yield Mistake(
            "reduced-by", "the rate was reduced by γ at each drop instead of to γ", "multiply by γ itself",
            {scale: power(1 - p.gamma, drops)},
        )  # fmt: skip
        if phase.first == 0:
            return
        yield Mistake("one-drop", "only one drop was taken", repair, {drops: node(1)})
        sums = NumberList("Σm", r"\Sigma m", tuple(accumulate(m.values)))
        yield Mistake(
            "milestones-as-intervals", "the milestones were read as the steps from drop to drop",
            "a milestone is counted from step 0", {drops: count(sums, STEP)},
        )  # fmt: skip
        if m.values[0]:
            yield Mistake(
                "interval", "the first milestone was read as an interval", repair,
                {drops: floor(STEP / node(m.values[0]))},
            )  # fmt: skip
