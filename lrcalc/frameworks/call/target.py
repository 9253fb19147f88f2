"""What a call of a framework is: a policy of ours with its parameters, or formulas, and what is done to them.

A target is a small description. `schedule` makes the schedule, `words` the command line that makes it too.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lrcalc.frameworks.call.lengths import is_length as is_length
from lrcalc.frameworks.call.lengths import typed
from lrcalc.frameworks.call.piece import Piece as Piece
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy

WARMUP = {"warmup": "--warmup", "warmup_start": "--warmup-start", "warmup_shape": "--warmup-shape"}


class Target:
    """What a call is, in our words."""

    def schedule(self) -> Policy:
        """The schedule. Raises ScheduleError."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """The words of the command line after `lrcalc`."""
        raise NotImplementedError

    def line(self) -> str:
        """The command line after `lrcalc`, as a shell takes it."""
        return shlex.join(self.words())


@dataclass(frozen=True)
class Named(Target):
    """A policy by name, its parameters, and those of a warm-up before it."""

    policy: str
    parameters: Mapping[str, Any]
    warmup: Mapping[str, Any] = field(default_factory=dict)

    def schedule(self) -> Policy:
        made = policy_class(self.policy)(**self.parameters)
        if not self.warmup:
            return made
        given = {"warmup_start": 0, "warmup_shape": "linear", **self.warmup}
        return made.after_warmup(given["warmup"], given["warmup_start"], given["warmup_shape"])

    def words(self) -> list[str]:
        found = [self.policy]
        own = policy_class(self.policy).parameters()
        for name, value in self.parameters.items():
            if value is True:
                found.append(own[name].options[0])
            elif value is not None and value is not False:
                found += [own[name].options[0], typed(value)]
        for name, value in self.warmup.items():
            found += [WARMUP[name], typed(value)]
        return found


@dataclass(frozen=True)
class Formula(Target):
    """Formulas in t, each from a step on; with `end` there is no rate past that step."""

    pieces: Sequence[Piece]
    end: int | None = None

    def schedule(self) -> Policy:
        from lrcalc.frameworks.call.pieces import Pieces

        return Pieces(self.pieces, self.end)

    def words(self) -> list[str]:
        from lrcalc.frameworks.call.pieces import Pieces
        from lrcalc.frameworks.written.code import FORMULA, CodeNotation

        notation = CodeNotation(FORMULA)
        pieces = Pieces(self.pieces).pieces
        text = notation.text(pieces[-1].rate)
        for piece, after in zip(pieces[-2::-1], pieces[::-1]):
            text = f"{notation.text(piece.rate)} if t < {after.first} else {text}"
        return ["formula", text, *_ended(self.end)]


def _ended(end: int | None) -> list[str]:
    """The words that say that there is no rate past a step."""
    return [] if end is None else ["--T", str(end), "--past-end", "error"]


@dataclass(frozen=True)
class Chain(Target):
    """One target after another, each on its own clock."""

    parts: Sequence[Target]
    milestones: Sequence[int]

    def _lasting(self) -> tuple[list[Target], list[int]]:
        """The parts that have a step of their own, and where those after the first begin."""
        starts = [0, *self.milestones]
        ends = [*self.milestones, MOST_STEPS]
        kept = [
            (part, start)
            for part, start, end in zip(self.parts, starts, ends)
            if end > start or end == MOST_STEPS
        ]
        return [part for part, _ in kept], [start for _, start in kept[1:]]

    def schedule(self) -> Policy:
        from lrcalc.schedule.chain import Chain as Chained

        parts, milestones = self._lasting()
        if not milestones:
            return parts[0].schedule()
        return Chained(*(part.schedule() for part in parts), milestones=milestones)

    def words(self) -> list[str]:
        parts, milestones = self._lasting()
        if not milestones:
            return parts[0].words()
        return ["chain", *(part.line() for part in parts), "--milestones", typed(milestones)]


@dataclass(frozen=True)
class Past(Target):
    """A target that goes on past its end: for ever, or up to a last step."""

    inner: Target
    end: int | None = None
    waves: Fraction | None = None

    def schedule(self) -> Policy:
        from lrcalc.frameworks.call.composed import Continued

        inner = self.inner.schedule()
        return inner.with_past_end("continue") if self.end is None else Continued(inner, self.end)

    def words(self) -> list[str]:
        return [*self.inner.words(), "--past-end", "continue" if self.end is None else "error"]


@dataclass(frozen=True)
class Clock(Target):
    """A target that counts ⌊(times·t + plus)/every⌋ in place of t."""

    inner: Target
    times: int = 1
    plus: int = 0
    every: int = 1

    def schedule(self) -> Policy:
        return self.inner.schedule().with_clock(self.clock)

    @property
    def clock(self) -> str:
        """The clock as it is typed."""
        count = "t" if self.times == 1 else f"{self.times}*t"
        count += f"{self.plus:+d}" if self.plus else ""
        if self.every > 1:
            count = f"({count})//{self.every}" if self.plus else f"{count}//{self.every}"
        return count

    def words(self) -> list[str]:
        return [*self.inner.words(), "--clock", self.clock]


@dataclass(frozen=True)
class Times(Target):
    """Targets multiplied, each as a factor of one base rate; with `end` there is no rate past that step."""

    parts: Sequence[Target]
    base: Fraction
    end: int | None = None

    def schedule(self) -> Policy:
        from lrcalc.frameworks.call.composed import Product

        return Product([part.schedule() for part in self.parts], self.base, self.end)

    def words(self) -> list[str]:
        from lrcalc.frameworks.written.writing import as_formula

        return ["formula", as_formula(self.schedule()), *_ended(self.end)]
