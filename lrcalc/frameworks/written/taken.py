"""A schedule taken apart, and a call that it may be equal to, which is read back and compared."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.frameworks.written.code import code_number
from lrcalc.schedule.policy import Policy

# So many drops of a staircase are looked at.
MOST_CYCLES = 1000


class Taken(NamedTuple):
    """A schedule taken apart: the policy, its numbers, the warm-up before it, and what comes past its end.

    `end` is the step past which there is no rate. A chain has parts, and the milestones between them.
    """

    policy: str
    numbers: dict[str, Any]
    warmup: int
    start: Fraction
    goes_on: bool
    total: int | None
    end: int | None = None
    parts: tuple[Taken, ...] = ()
    milestones: tuple[int, ...] = ()

    @property
    def peak(self) -> Fraction | None:
        """The rate that the warm-up goes up to."""
        found: Fraction | None = self.numbers.get("lr", self.numbers.get("max"))
        return found

    def after_warmup(self) -> Taken:
        """What comes after the warm-up, on its own clock."""
        numbers = dict(self.numbers)
        if numbers.get("T") is not None:
            numbers["T"] -= self.warmup
        total = None if self.total is None else self.total - self.warmup
        return self._replace(numbers=numbers, warmup=0, start=Fraction(0), total=total)


class Call(NamedTuple):
    """A call as text, and the optimizer's rate that it needs."""

    text: str
    lr: Fraction | None
    reads_as: str

    def schedule(self) -> Policy:
        """What the text is read as. Raises ScheduleError."""
        from lrcalc.frameworks.call.reading import Settings
        from lrcalc.frameworks.read import read

        return read(self.reads_as, Settings(lr=self.lr)).schedule


def taken_apart(schedule: Policy) -> Taken | None:
    """The policy within its wrappers; None where there are others than a warm-up and what is past the end."""
    from lrcalc.frameworks.call.composed import Continued
    from lrcalc.schedule.chain import Chain
    from lrcalc.schedule.past_end import PastEnd
    from lrcalc.schedule.warmup import WarmedUp
    from lrcalc.schedule.wrapper import Wrapper

    goes_on, warmup, start, end = False, 0, Fraction(0), None
    total = schedule.total
    inner = schedule
    while isinstance(inner, (PastEnd, WarmedUp, Continued)):
        if isinstance(inner, Continued):
            goes_on, end, total = True, inner.end, inner.inner.total
        elif isinstance(inner, PastEnd):
            if inner.past_end == "repeat":
                return None
            goes_on = inner.past_end == "continue"
            total = inner.inner.total
            end = total if inner.past_end == "error" else None
        elif inner.warmup_shape != "linear" or inner.warmup_mode != "before":
            return None
        else:
            warmup, start = inner.symbols.warmup.steps, inner.symbols.warmup_start.value
        inner = inner.inner
    if isinstance(inner, Chain) and not warmup and len(inner.starts) == len(inner.parts):
        parts = [taken_apart(part) for part in inner.parts]
        known = tuple(part for part in parts if part is not None)
        milestones = tuple(inner.starts[1:])
        if len(known) == len(parts):
            return Taken("chain", {}, 0, start, goes_on, total, end, known, milestones)
        return None
    if isinstance(inner, Wrapper) or not type(inner).parameters():
        return None
    numbers: dict[str, Any] = {name: getattr(inner, name, None) for name in inner.parameters()}
    numbers |= {name: symbol.value for name, symbol in vars(inner.symbols).items()}
    if "warmup" in numbers and inner is schedule:
        warmup = int(numbers["warmup"] or 0)
    return Taken(inner.name, numbers, warmup, start, goes_on, total, end)


def text(value: Any) -> str:
    """A number as code, in one piece where it stands among others."""
    return code_number(Fraction(value))


def real(value: Any) -> str:
    """A number as code that is no whole number to the framework."""
    written = text(value)
    return f"{written}.0" if written.isdecimal() else written


def arguments(**given: Any) -> str:
    """Arguments by keyword; a text stands as it is."""
    return ", ".join(
        f"{key}={value if isinstance(value, str) else text(value)}" for key, value in given.items()
    )


def compiles(length: Any) -> bool:
    """Whether ⌊t/length⌋ is right where a compiler multiplies by 1/length in 32 bits, as that of jax does."""
    rounded = _single(1 / float(length))
    return all(int(_single(n * float(length) * rounded)) == n for n in range(1, MOST_CYCLES))


def _single(value: float) -> float:
    """A number as 32 bits hold it."""
    found: float = struct.unpack("f", struct.pack("f", value))[0]
    return found


def with_optimizer(call: str, lr: Fraction | None, module: str) -> Call:
    """A call with the optimizer whose rate it needs."""
    rate = Fraction(1, 1000) if lr is None else lr
    importing = {"torch": "import torch\n\n"}.get(module, f"import torch\nimport {module}\n\n")
    code = (
        f"{importing}optimizer = torch.optim.SGD(model.parameters(), lr={text(rate)})\nscheduler = {call}\n"
    )
    return Call(code, None, code)
