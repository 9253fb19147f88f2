"""What came of holding a log against a schedule."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lrcalc.logs.clock import Reading
from lrcalc.logs.faults.explanation import Explanation
from lrcalc.logs.faults.telling import Telling
from lrcalc.logs.information import can_tell
from lrcalc.logs.precision import Rule
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.reading.stored import Numerals
from lrcalc.schedule.policy import Policy


class Remark(NamedTuple):
    """An id and numbers for programs, and a sentence for people."""

    id: str
    numbers: dict[str, Any]
    text: str


class Maybe(NamedTuple):
    """A fault that explains only some of the rows that disagree: its id, what it is, and how many rows."""

    id: str
    text: str
    rows: int


@dataclass
class Verification:
    """What came of it.

    rule: by which the rates agree. reading: what the steps count; `also`: others that fit as well.
    tried: the readings by which an explanation is looked for. wrong: the rows that disagree.
    explanations: what explains all of them, several where they tie.
    telling: the update that would tell the first two apart. held: how many rows were held against the
    schedule, where they are more than were kept.
    """

    log: Log
    policy: Policy
    column: str
    rates: Numerals
    rule: Rule
    reading: Reading
    expected: array[float]
    wrong: list[int]
    also: list[Reading] = field(default_factory=list)
    tried: list[Reading] = field(default_factory=list)
    explanations: list[Explanation] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    maybe: Maybe | None = None
    telling: Telling | None = None
    held: int | None = None

    @property
    def can_tell(self) -> bool:
        """Whether the rates hold enough to tell schedules, and faults, apart."""
        return can_tell(self.rates, self.rule)

    @property
    def accepted(self) -> bool:
        return not self.wrong
