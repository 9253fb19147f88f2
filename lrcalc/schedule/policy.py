"""What every policy is: parameters, and the derivation by which η is found at a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import ClassVar

from lrcalc.errors import ScheduleError
from lrcalc.expression import NumberList, Symbol
from lrcalc.expression.nodes import Point
from lrcalc.numbers.literal import LiteralError, RateLike, StepsLike, as_text, parse_steps
from lrcalc.schedule.derivation import Derivation, Phase, Symbols
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import KEY, Parameter, Value


def _typed(given: object) -> str:
    """A parameter as it was typed."""
    if given is True:
        return "true"
    if isinstance(given, Sequence) and not isinstance(given, str):
        return ",".join(map(as_text, given))
    return as_text(given).strip()


# A policy has its own __init__, __repr__ and __eq__: those of its base would only take time at start-up.
@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Policy:
    """A learning-rate schedule: exact parameters in, the exact rate at any step out.

    A policy states its parameters as dataclass fields, and `phase_at`, which is its formula.
    Parameters are taken as text, whole numbers, fractions or decimals, and kept exactly; a float
    stands for the shortest decimal that reads back as it. Raises ParameterError for a value that
    cannot be taken, and ScheduleError for a step that is not a whole number from 0 to 10^15.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    example: ClassVar[str]
    # parameters that --solve finds: bases of a power that η_0 is multiplied by
    solvable: ClassVar[tuple[str, ...]] = ()

    # Found from the fields when a policy is made; not fields themselves.
    symbols: ClassVar[Symbols]
    typed: ClassVar[dict[str, str]]
    reading_notes: ClassVar[list[str]]

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2].replace("_", "-")

    def __post_init__(self) -> None:
        notes: list[str] = []
        values: dict[str, Value] = {}

        def value_of(name: str) -> Fraction:
            if name not in self.parameters():
                return self.whole_of(name)
            if name not in values:
                values[name], note = self.parameters()[name].read(getattr(self, name), value_of)
                notes.extend([note] if note else [])
            value = values[name]
            assert isinstance(value, Fraction)
            return value

        own = {name: (item, getattr(self, name)) for name, item in self.parameters().items()}
        given = {
            name: item for name, (item, value) in own.items() if value is not None and value is not False
        }
        for name, item in given.items():
            if item.is_number:
                value_of(name)
            else:
                values[name] = item.read(getattr(self, name), value_of)[0]
        typed = {name: _typed(getattr(self, name)) for name in given}
        symbols = {
            name: item.as_symbol(value)
            for name, item in given.items()
            if item.is_number and isinstance(value := values[name], Fraction)
        }
        for name, item in given.items():
            object.__setattr__(self, name, symbols[name].steps if item.is_steps else values[name])
        object.__setattr__(self, "typed", typed)
        object.__setattr__(self, "symbols", Symbols(self.resolved(symbols)))
        object.__setattr__(self, "reading_notes", notes)
        self.check()

    def named_symbols(self) -> dict[str, Symbol]:
        """The symbols that a title names, with their values."""
        return vars(self.symbols)

    def named_lists(self) -> dict[str, NumberList]:
        """The parameters of several numbers that a title names, by the name of their field."""
        lists = {name: item for name, item in self.parameters().items() if item.is_list and item.symbol}
        return {
            name: NumberList(item.symbol, item.latex, getattr(self, name)) for name, item in lists.items()
        }

    def whole_of(self, name: str) -> Fraction:
        """The total that a percentage is taken of, where it is no parameter. Raises KeyError."""
        raise KeyError(name)

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        """The symbols of the formula, where some follow from other parameters. May raise ParameterError."""
        return symbols

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """The parameters by the name of their field, in order."""
        return {item.name: item.metadata[KEY] for item in fields(cls) if KEY in item.metadata}

    def check(self) -> None:
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
        return None

    @property
    def updates(self) -> int | None:
        """The optimizer updates of a whole run, t = 0 … updates − 1; None: as many as there are."""
        return self.total

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

    def default_steps(self) -> list[int]:
        """The steps a textbook would take."""
        if self.total is None:
            return [0, 100, 1000, 10000]
        return sorted({self.total * quarter // 4 for quarter in range(5)})

    def derivation(self, step: int) -> Derivation:
        """How η is found at a step. Past the end it is found at the end."""
        try:
            step = parse_steps(step)
        except LiteralError as error:
            raise ScheduleError(f"step {error}") from None
        inside = step if self.total is None else min(step, self.total)
        return Derivation(step, Point(inside), self.phase_at(inside))

    def after_warmup(self, warmup: StepsLike, start: RateLike = "0", shape: str = "linear") -> Policy:
        """This policy after a warm-up of so many steps; a total T counts the warm-up."""
        from lrcalc.schedule.warmup import WarmedUp

        return WarmedUp(inner=self, warmup=warmup, warmup_start=start, warmup_shape=shape)

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
