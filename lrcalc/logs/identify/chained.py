"""The command that gives a log of several parts: a chain of one schedule at other places, or of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.logs.curve import Curve
from lrcalc.logs.faults.change import changed
from lrcalc.logs.faults.explanation import Explanation
from lrcalc.logs.matching import Rows
from lrcalc.schedule.chain import Chain
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.wrappers import wrapping

# A chain of more parts is no command that a person would read.
MOST_PARTS = 12


class Link(NamedTuple):
    """A part of a chain: from which update on, the schedule, its line, and the step that it is at then."""

    update: int
    policy: Policy
    line: str
    place: int


def resumed_chain(policy: Policy, line: str, how: Explanation, rows: Rows) -> str | None:
    """The chain for a run that went on with the schedule it began with; None where it is none."""
    for goes_on in (False, True):
        links = list(_links(policy, line, how, rows))
        if goes_on:
            links = [_going_on(link) for link in links]
        found = chain_of(links, rows)
        if found is not None:
            return found
    return None


def chain_of(links: Sequence[Link], rows: Rows) -> str | None:
    """The command line of a chain, where it gives every row."""
    if not 2 <= len(links) <= MOST_PARTS:
        return None
    milestones = ",".join(str(link.update) for link in links[1:])
    try:
        parts = [link.policy if not link.place else link.policy.with_clock(_clock(link)) for link in links]
        curve = Curve(Chain(*parts, milestones=milestones))
        holds = rows.holds(curve.at)
    except (ScheduleError, ArithmeticError):
        return None
    words = [link.line if not link.place else f"{link.line} --clock {_clock(link)}" for link in links]
    return f"chain {' '.join(map(quote, words))} --milestones {milestones}" if holds else None


def _clock(link: Link) -> str:
    return f"t{link.place:+d}"


def _links(policy: Policy, line: str, how: Explanation, rows: Rows) -> Iterator[Link]:
    """The parts of a run that was resumed, or of which updates were skipped."""
    yield Link(0, policy, line, 0)
    numbers = how.numbers
    if how.id == "skipped-updates":
        yield from (Link(at, policy, line, at - lag) for at, lag in zip(numbers["rows"], numbers["lags"]))
    elif "places" in numbers:
        yield from (Link(at, policy, line, place) for at, place in zip(numbers["rows"], numbers["places"]))
    elif how.id == "resumed":
        later = str(numbers.get("total", ""))
        before = policy.typed.get("T", "")
        if later and before:
            words = line.split(" ")
            words[words.index("--T") + 1] = later
            policy, line = changed(policy, T=later), " ".join(words)
        yield Link(numbers["row"], policy, line, numbers["restart_at"])


def _going_on(link: Link) -> Link:
    """A part whose formula goes on past its end."""
    return link._replace(
        policy=wrapping("past_end").around(link.policy, past_end="continue"),
        line=f"{link.line} --past-end continue",
    )
