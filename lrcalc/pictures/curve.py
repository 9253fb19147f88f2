"""The points a curve is drawn through: evenly spread, and both sides of every change of phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.expression.shape import varies
from lrcalc.schedule.policy import Policy

# As many phases, and turns within one, as are looked at for points.
MOST_EDGES = 2000

# A wrong answer is drawn no higher than so many times the curve: the curve would else be flat.
TALLEST = 1.5
# As many answers that lie beyond the axis are named.
MOST_NAMED = 3
ACCEPTED, NOT_ACCEPTED, BEYOND = "answer accepted", "not accepted", "beyond the axis"
# There is headroom above the curve, which has to be a double as well.
LARGEST_DRAWN = 1e300


class Span(NamedTuple):
    """The steps that one phase covers of what is drawn."""

    first: int
    last: int
    name: str


class Curve(NamedTuple):
    """A schedule from step 0 to `end`: points, the steps asked with their rates, and its phases."""

    policy: Policy
    end: int
    points: list[tuple[int, float]]
    marked: list[tuple[int, float]]
    spans: list[Span]
    # answers that are not accepted, and those that are drawn at the edge, for they lie far outside
    wrong: tuple[tuple[int, float], ...] = ()
    beyond: tuple[tuple[int, float], ...] = ()
    has_answers: bool = False

    @property
    def largest(self) -> float:
        return max(rate for _, rate in [*self.points, *self.marked, *self.wrong])


def with_answers(drawn: Curve, accepted: list[tuple[int, float]], wrong: list[tuple[int, float]]) -> Curve:
    """The curve with the answers in place of the steps asked."""
    top = TALLEST * drawn.largest

    def inside(answers: list[tuple[int, float]]) -> list[tuple[int, float]]:
        return [(step, rate) for step, rate in answers if 0 <= rate <= top]

    beyond = tuple((step, rate) for step, rate in (*accepted, *wrong) if not 0 <= rate <= top)
    return drawn._replace(
        marked=inside(accepted), wrong=tuple(inside(wrong)), beyond=beyond, has_answers=True
    )


def named(answers: Sequence[tuple[int, float]]) -> str:
    """Answers that lie beyond the axis, the first few: `0.1 at t = 5000`."""
    some = [f"{rate:.6g} at t = {step}" for step, rate in answers[:MOST_NAMED]]
    return ", ".join(some) + (", …" if len(answers) > MOST_NAMED else "")


def curve(policy: Policy, asked: Iterable[int], samples: int, end: int = 0) -> Curve:
    """The curve up to the total, or up to `end` or the last step asked where one of them is later.

    Raises ScheduleError where a rate is too large.
    """
    steps = list(asked)
    default = [] if steps or end or policy.total else policy.default_steps()
    last = max([end, *steps, policy.total or 0, *default, 1])
    spans, edges, corners = _edges(policy, last)
    # beyond the total the last value is held: nothing to see but its two ends
    every = sorted(edges | {last * index // samples for index in range(samples + 1)})
    points = [point for step in every for point in _points(policy, step, step in corners)]
    for step, rate in points:
        if abs(rate) > LARGEST_DRAWN:
            raise ScheduleError(
                f"expected rates up to {LARGEST_DRAWN:g} to draw, got a larger one at step {step}"
            )
    return Curve(policy, last, points, [(step, policy.at(step)) for step in steps], spans)


def _points(policy: Policy, step: int, is_corner: bool) -> list[tuple[int, float]]:
    """The point of a step; at the corner of a staircase the end of the stair above it too."""
    here = (step, policy.at(step))
    return [(step, policy.at(step - 1)), here] if is_corner else [here]


def _edges(policy: Policy, last: int) -> tuple[list[Span], set[int], set[int]]:
    """The first phases up to a step, where one begins, turns or ends, and the corners of stairs."""
    found: list[Span] = []
    edges: set[int] = set()
    corners: set[int] = set()
    step, was_flat = 0, False
    end = last if policy.total is None else min(last, policy.total)
    while step <= end and len(found) < MOST_EDGES:
        phase = policy.phase_at(step)
        stop = end if phase.last is None else min(end, phase.last)
        found.append(Span(step, stop, phase.name))
        turns = islice(policy.turns(phase), MOST_EDGES)
        edges.update([step, stop, *(turn for turn in turns if step < turn < stop)])
        is_flat = not varies(phase.quantities[-1])
        if is_flat and was_flat:
            corners.add(step)
        step, was_flat = stop + 1, is_flat
    return found, edges, corners
