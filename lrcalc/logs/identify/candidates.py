"""What comes of looking for the schedule of a log: candidates, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lrcalc.logs.clock import Reading
from lrcalc.logs.identify.parts import Broken
from lrcalc.logs.information import can_tell
from lrcalc.logs.precision import Rule
from lrcalc.logs.reading.numerals import Numeral
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.shortest import digits_of
from lrcalc.schedule.policy import Policy

# A schedule that takes more to type is not certain, nor is one that another comes near to.
MOST_CERTAIN, MARGIN = 30.0, 4.0
# Fewer rates tell nothing for certain.
FEWEST = 4
# A log that begins later does not show whether there was a warm-up.
LATEST = 10


@dataclass
class Candidate:
    """A schedule: its command line, the rows it explains, and the largest difference in last digits."""

    line: str
    policy: Policy
    reading: Reading
    explained: int
    largest: float
    cost: float = 0.0

    def count_epochs(self) -> None:
        """Let the schedule count epochs, where it was found to."""
        if self.reading.per_epoch:
            clock = f"t//{self.reading.per_epoch}"
            self.line, self.policy = f"{self.line} --clock {clock}", self.policy.with_clock(clock)


@dataclass
class Identification:
    """The candidates for a log.

    note: what a log like this is called, where it is no schedule of the step. broken: its parts, where no
    schedule gives the whole of it.
    """

    log: Log
    column: str
    rates: Sequence[Numeral]
    rule: Rule
    candidates: list[Candidate]
    note: str = ""
    gave_up: bool = False
    broken: Broken | None = None

    @property
    def accepted(self) -> bool:
        return bool(self.candidates) and self.candidates[0].explained == len(self.rates)

    @property
    def can_tell(self) -> bool:
        """Whether the rates hold enough to tell schedules apart."""
        return len(self.rates) >= FEWEST and can_tell(self.rates, self.rule)

    def _has_twin(self, best: Candidate) -> bool:
        """Whether the ramp (t+1)/(W+1) a step before, T and W one less, is as plain; it gives the same."""
        typed = best.policy.typed
        lengths = [int(typed[name]) for name in ("T", "warmup") if typed.get(name, "").isdigit()]
        if typed.get("warmup", "0") == "0" or self.log.found.kind.is_known:
            return False
        return sum(map(digits_of, lengths)) >= sum(digits_of(length - 1) for length in lengths)

    def is_by_rows(self, reading: Reading) -> bool:
        """Whether a reading goes by how many updates a row is, which is a guess."""
        return self.log.found.counts == "row" and reading.length is not None

    @property
    def is_certain(self) -> bool:
        """Whether one kind of schedule alone explains every row."""
        fitting = [item for item in self.candidates if item.explained == len(self.rates)]
        if not fitting or fitting[0].cost > MOST_CERTAIN:
            return False
        if self.note or self.gave_up or not self.can_tell:
            return False
        best = fitting[0]
        if self.log.found.counts == "epoch":
            # the updates of an epoch are not known
            return False
        if best.policy.name == "fixed" and best.reading.updates[0] > LATEST:
            # what was before the log is not known
            return False
        if self._has_twin(best) or self.is_by_rows(best.reading) or best.reading.parts > 1:
            return False
        others = [item for item in fitting if item.line != best.line]
        return all(item.cost > best.cost + MARGIN for item in others)
