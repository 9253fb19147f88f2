"""What every policy is: parameters, and the derivation by which η is found at a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.expression import NumberList, Symbol
from lrcalc.expression.point import Point
from lrcalc.numbers.literal import LiteralError, RateLike, StepsLike, as_text, parse_steps
from lrcalc.schedule.arguments import as_read, typed_text, written
from lrcalc.schedule.asked import Asked
from lrcalc.schedule.derivation import Derivation, Phase, Symbols, merged_columns
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import Parameter, Value, parameters_of
from lrcalc.schedule.short_names import ShortNames
from lrcalc.schedule.wrappers import wrapping

# As many phases as are looked at where a policy is told of as a whole.
MOST_PHASES = 8


# __repr__ and __eq__ are those below for all policies, and __init__ is that of each: more of what a dataclass
# can write would only take time at start-up.
@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Policy(Asked, metaclass=ShortNames):
    """A learning-rate schedule: exact parameters in, the exact rate at any step out.

    A policy states its parameters as dataclass fields, and `phase_at`, which is its formula.
    Fields may be given by the names of their options too: Step(s=30). Parameters are taken as text, whole
    numbers, fractions or decimals, and kept exactly; a float stands for the shortest decimal that reads
    back as it. Raises ParameterError for a value that cannot be taken, and ScheduleError for a step that
    is not a whole number from 0 to 10^15.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str]
    # what its phase is called beside others, where it has no name of its own; empty: as the policy
    phase_name: ClassVar[str] = ""
    example: ClassVar[str]
    # parameters that can be solved for: gamma is the base of a power that η_0 is multiplied by
    solvable: ClassVar[tuple[str, ...]] = ()

    # Found from the fields when a policy is made; not fields themselves.
    symbols: ClassVar[Symbols] = Symbols({})
    typed: ClassVar[dict[str, str]]
    given: ClassVar[Mapping[str, str]] = MappingProxyType({})
    reading_notes: ClassVar[list[str]]

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2].replace("_", "-")

    def __repr__(self) -> str:
        """The call that makes it, as one would type it."""
        usual = {item.name: as_text(item.default) for item in fields(self)}
        typed = {name: text for name, text in self.given.items() if usual.get(name) != text}
        return f"{type(self).__name__}({written(typed)})"

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, item.name) for item in fields(self))

    def __post_init__(self) -> None:
        notes: list[str] = []
        values: dict[str, Value] = {}
        self.keep(**{name: as_read(item, getattr(self, name)) for name, item in self.parameters().items()})

        def value_of(name: str) -> Fraction:
            if name not in self.parameters() or getattr(self, name) is None:
                return self.total_for_percentage(name)
            if name not in values:
                values[name], note = self.parameters()[name].read(getattr(self, name), value_of)
                notes.extend([note] if note else [])
            value = values[name]
            assert isinstance(value, Fraction)
            return value

        given: dict[str, Parameter] = {}
        for name, item in self.parameters().items():
            value = getattr(self, name)
            if item.is_required and value is None:
                raise ParameterError(item.label, "expected a value, got None")
            if value is not None and not (value is False and item.unit == "flag"):
                given[name] = item
        for name, item in given.items():
            if item.is_number:
                value_of(name)
            else:
                values[name], note = item.read(getattr(self, name), value_of)
                notes.extend([note] if note else [])
        typed = {name: typed_text(getattr(self, name)) for name in given}
        symbols = {
            name: item.as_symbol(value)
            for name, item in given.items()
            if item.is_number and isinstance(value := values[name], Fraction)
        }
        found = {name: symbols[name].steps if item.is_steps else values[name] for name, item in given.items()}
        self.keep(**found, typed=typed, given=dict(typed))
        self.keep(symbols=Symbols(self.resolved(symbols)), reading_notes=notes)
        self.validate()

    def keep(self, **found: Any) -> None:
        """Keep what was found from the parameters, which are not to change."""
        vars(self).update(found)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy or a pickle holds: not what is found again when asked for, which may hold functions."""
        kind, state = type(self), vars(self)
        return {
            name: state[name] for name in state if not isinstance(getattr(kind, name, None), cached_property)
        }

    def named_symbols(self) -> dict[str, Symbol]:
        """The symbols that a title names, with their values."""
        return vars(self.symbols)

    def named_lists(self) -> dict[str, NumberList]:
        """The parameters of several numbers that a title names, by the name of their field."""
        lists = {name: item for name, item in self.parameters().items() if item.is_list and item.symbol}
        return {
            name: NumberList(item.symbol, item.latex, getattr(self, name)) for name, item in lists.items()
        }

    def total_for_percentage(self, name: str) -> Fraction:
        """The total that a percentage is taken of, where it is no parameter. Raises KeyError."""
        raise KeyError(name)

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        """The symbols of the formula, where some follow from other parameters. May raise ParameterError."""
        return symbols

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """The parameters by the name of their field, in order."""
        return dict(parameters_of(cls))

    def validate(self) -> None:
        """Raise ParameterError for parameters that do not go together."""

    def phase_at(self, step: int) -> Phase:
        """The phase that a step within the schedule lies in: the formula of the policy."""
        raise NotImplementedError

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        """The ways students go wrong in this phase, the most common first."""
        yield from ()

    @property
    def total(self) -> int | None:
        """The step at which the schedule ends and from which its value is held; None: it goes on."""
        own = vars(self.symbols).get("T")
        return None if own is None else own.steps

    @property
    def updates(self) -> int | None:
        """The optimizer updates of a whole run, t = 0 … updates − 1; None: as many as there are."""
        return self.total

    @property
    def run_end(self) -> int | None:
        """The last step of a run, though the schedule may go on past it: what all, and a share, are of."""
        return self.total

    def past_run(self, end: int) -> str:
        """What there is to note of steps past the end of the run, which is that step."""
        return f"beyond step {end}, the end of the schedule, its last value is held"

    @property
    def monotone(self) -> bool:
        """Whether η never turns, from the first step to the last."""
        return False

    @property
    def monotone_from(self) -> int | None:
        """The first step from which on η never turns; None where none is known."""
        return 0 if self.monotone else None

    @property
    def searched_to(self) -> int | None:
        """The last step up to which the turns of η are known; None: all are."""
        return None

    def turns(self, phase: Phase) -> Iterable[int]:
        """Steps within the phase at which η turns, in order, where it does so more than once."""
        return ()

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """Two rates that η never leaves, in either order; None where none are known."""
        values = {name: symbol.value for name, symbol in vars(self.symbols).items()}
        return (values["min"], values["max"]) if "min" in values and "max" in values else None

    def first_phases(self) -> Iterator[Phase]:
        """The first phases, as many as can be told of."""
        step: int | None = 0
        for _ in range(MOST_PHASES):
            if step is None or (self.total is not None and step > self.total):
                return
            phase = self.phase_at(step)
            yield phase
            step = None if phase.last is None else phase.last + 1

    @property
    def columns(self) -> tuple[str, ...]:
        """The quantities that a table of the policy has, in order: those of all its phases."""
        phases = list(self.first_phases())
        named = [("phase",)] if any(phase.name for phase in phases) else []
        return merged_columns(*named, *([item.key for item in phase.quantities] for phase in phases))

    def default_steps(self) -> list[int]:
        """The steps a textbook would take: the quarters of the total, and where phases end."""
        if self.total is None:
            return [0, 100, 1000, 10000]
        # of the updates, the last of which may be at T − 1
        whole = self.total if self.updates is None else self.updates
        quarters = {min(self.total, whole * quarter // 4) for quarter in range(5)} | {self.total}
        ends = {phase.last for phase in self.first_phases() if phase.last is not None}
        return sorted(quarters | {step for step in ends if step <= self.total})

    def check_step(self, step: int) -> None:
        """Raise ScheduleError for a step that the schedule has no rate at."""

    def derivation(self, step: int) -> Derivation:
        """How η is found at a step. Past the end it is found at the end."""
        try:
            step = parse_steps(step)
        except LiteralError as error:
            raise ScheduleError(f"step: {error}") from None
        self.check_step(step)
        inside = step if self.total is None else min(step, self.total)
        return Derivation(step, Point(inside), self.phase_at(inside))

    def after_warmup(
        self,
        warmup: StepsLike,
        start: RateLike = "0",
        shape: str = "linear",
        mode: str = "before",
        ramp: str = "t/W",
    ) -> Policy:
        """This policy with a warm-up of so many steps: before it (a total T counts the warm-up), over its
        first steps, or times it; `ramp` says what the warm-up counts."""
        given = {"warmup_start": start, "warmup_shape": shape, "warmup_mode": mode, "warmup_ramp": ramp}
        wrapped: Policy = wrapping("warmup").around(self, warmup=warmup, **given)
        return wrapped

    def with_past_end(self, past_end: str) -> Policy:
        """This policy with what happens after its last step: hold, continue, repeat or error."""
        wrapped: Policy = wrapping("past_end").around(self, past_end=past_end)
        return wrapped

    def with_floor(self, floor: RateLike) -> Policy:
        """The greater of this policy and the floor, at every step."""
        wrapped: Policy = wrapping("floor").around(self, floor=floor)
        return wrapped

    def with_clock(self, clock: str) -> Policy:
        """This policy on another clock: t//391 for one that is stepped once in 391 steps, 4*t, t+1, t-1."""
        wrapped: Policy = wrapping("clock").around(self, clock=clock)
        return wrapped

    def at(self, step: int) -> float:
        """η at a step: the double nearest to the exact value."""
        return float(self.derivation(step))

    def notes(self) -> Iterator[str]:
        """What is unusual about the parameters, though it can be computed."""
        yield from self.reading_notes
        symbols = vars(self.symbols)
        if "min" in symbols and "max" in symbols and symbols["min"].value > symbols["max"].value:
            yield "η_min is larger than η_max: the curve is upside down"
        yield from self.factor_notes()

    def factor_notes(self) -> Iterator[str]:
        """What is unusual about the factor γ."""
        symbols = vars(self.symbols)
        if "gamma" in symbols and symbols["gamma"].value > 1:
            yield "γ is larger than 1: the rate grows"
        if "gamma" in symbols and symbols["gamma"].value == 0:
            yield "γ is 0: from the first factor on the rate is 0"
