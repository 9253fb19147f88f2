"""What a text was read as: the schedule, the command that makes it too, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.calls import Missing
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.errors import ReadError
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.frameworks.python.data import Data


@dataclass
class Settings:
    """What was said beside the text: names set, the optimizer's rate, the updates, the updates an epoch.

    `data`, in place of steps_per_epoch, are the examples of an epoch, whose batches the text may have.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    lr: Fraction | None = None
    total: int | None = None
    steps_per_epoch: int | None = None
    data: Data | None = None


@dataclass
class Reading:
    """A schedule that was read.

    framework, call: what was recognised. target: its description in our words. notes: the conventions that
    would surprise. defaulted: the parameters that have the framework's default, with it.
    steps_per_epoch: the updates of an epoch, where they were found from the data.
    """

    framework: str
    call: str
    target: Target
    notes: list[str]
    defaulted: list[str] = field(default_factory=list)
    line: int = 0
    steps_per_epoch: int | None = None

    @property
    def schedule(self) -> Policy:
        """The schedule. Raises ScheduleError."""
        with self._making_one():
            return self.target.schedule()

    def check(self) -> None:
        """Raise ReadError where the numbers make no schedule, or the schedule has no first rate."""
        schedule = self.schedule
        with self._making_one():
            schedule.derivation(0).learning_rate.double()

    @contextmanager
    def _making_one(self) -> Iterator[None]:
        """Say of the call that its numbers make no schedule, where they do not."""
        try:
            yield
        except ReadError:
            raise
        except RecursionError:
            raise ReadError(f"expected {self.call} of a reasonable depth, got too deep a nest") from None
        except (ScheduleError, ArithmeticError, ValueError) as error:
            raise ReadError(
                f"expected {self.call} with numbers that make a schedule: {error}", self.line
            ) from None

    @property
    def command(self) -> str:
        """The command line equal to it."""
        return f"lrcalc {self.target.line()}"

    @property
    def sentence(self) -> str:
        """What was recognised, and its equal here."""
        return f"{self.framework} {self.call} = {self.command}"


def ask_for(missing: Missing) -> ReadError:
    """The error that asks for all the names that a text leaves open at once."""
    asked = []
    for name, (_, option) in missing.names.items():
        value = missing.words.get(name, "391")
        quoted = f'"{name}={value}"' if not name.isidentifier() else f"{name}={value}"
        asked.append(f"{name}; give it: {option or f'--let {quoted}'}")
    kinds = {"a word" if name in missing.words else "a number" for name in missing.names}
    kind = "a value" if len(kinds) > 1 else next(iter(kinds))
    lines = [line for line, _ in missing.names.values() if line]
    if len(asked) == 1:
        return ReadError(f"expected {kind} for {asked[0]}", lines[0] if lines else 0)
    return ReadError(f"expected {kind} for each of these: " + " · ".join(asked), lines[0] if lines else 0)
