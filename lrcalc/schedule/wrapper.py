"""What goes around a policy: a policy itself, that says anew only what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from lrcalc.errors import ParameterError
from lrcalc.expression import NumberList, Symbol
from lrcalc.schedule.derivation import Phase, Symbols
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.moved import MOST_REMEMBERED, MovedPhase
from lrcalc.schedule.policy import Policy


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Wrapper(Policy):
    """A policy around another.

    inner: the policy that it goes around.
    """

    inner: Policy = field()

    # what was typed of the wrapper alone
    own_typed: ClassVar[dict[str, str]]

    def __repr__(self) -> str:
        ((key, text),) = self.own_typed.items()
        return f"{self.inner!r}.with_{key}({text!r})"

    def __post_init__(self) -> None:
        for name, item in self.parameters().items():
            if getattr(self, name) is None:
                raise ParameterError(item.label, "expected a value, got None")
        super().__post_init__()
        inner, own = self.inner, self.typed
        # what a field of the class says of every policy, said for this one
        self.keep(
            name=inner.name,
            title=self.entitled(inner.title),
            typed={**inner.typed, **own},
            own_typed=own,
            symbols=Symbols({**vars(inner.symbols), **vars(self.symbols)}),
        )

    def entitled(self, title: str) -> str:
        """The title, from that of the policy inside."""
        return title

    def named_symbols(self) -> dict[str, Symbol]:
        own = {name: item for name, item in vars(self.symbols).items() if name in self.parameters()}
        return {**self.inner.named_symbols(), **own}

    def named_lists(self) -> dict[str, NumberList]:
        return self.inner.named_lists()

    def total_for_percentage(self, name: str) -> Fraction:
        total = vars(self.inner.symbols).get(name)
        return self.inner.total_for_percentage(name) if total is None else total.value

    def phase_inside(self, step: int) -> Phase:
        """The phase of the policy inside, the same object at other steps of it: its formula comes again."""
        for phase in self._phases:
            if phase.first <= step and (phase.last is None or step <= phase.last):
                return phase
        found = self.inner.phase_at(step)
        self._phases[:] = [*self._phases[1 - MOST_REMEMBERED :], found]
        return found

    @cached_property
    def _phases(self) -> list[Phase]:
        return []

    @property
    def total(self) -> int | None:
        return self.inner.total

    @property
    def updates(self) -> int | None:
        return self.inner.updates if self.total == self.inner.total else self.total

    @property
    def run_end(self) -> int | None:
        return self.inner.run_end if self.total is None else self.total

    def past_run(self, end: int) -> str:
        return self.inner.past_run(end)

    def step_of(self, inside: int) -> int:
        """The first step that is this one to the policy inside."""
        return inside

    def first_phases(self) -> Iterator[Phase]:
        """The first phases; where they are short, those too in which phases of the policy inside begin."""
        found = list(super().first_phases())
        yield from found
        last = found[-1].last
        if last is None:
            return
        for phase in self.inner.first_phases():
            begun = self.step_of(phase.first)
            if begun > last:
                yield self.phase_at(begun)

    @property
    def monotone_from(self) -> int | None:
        return self.inner.monotone_from

    def turns(self, phase: Phase) -> Iterable[int]:
        return self.inner.turns(phase.before) if isinstance(phase, MovedPhase) else ()

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        return self.inner.bounds()

    def check_step(self, step: int) -> None:
        self.inner.check_step(step)

    def default_steps(self) -> list[int]:
        return self.inner.default_steps()

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        if isinstance(phase, MovedPhase):
            yield from phase.mistakes()

    def notes(self) -> Iterator[str]:
        yield from dict.fromkeys([*self.inner.notes(), *self.own_notes()])

    def own_notes(self) -> Iterator[str]:
        """What is unusual beyond the policy inside."""
        yield from self.reading_notes
