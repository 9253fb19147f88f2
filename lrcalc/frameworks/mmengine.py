"""mmengine's param_scheduler: a list of dicts, counted in epochs or updates."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.expression import STEP, Node, power
from lrcalc.expression.nodes import Number
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.frameworks.call.reading import Reading, ask_for
from lrcalc.frameworks.call.shapes import fall, line, number, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse, refuse_word
from lrcalc.frameworks.python.values import Unknown, number_of, readable
from lrcalc.numbers.literal import MOST_STEPS

if TYPE_CHECKING:
    from lrcalc.frameworks.python.reader import PythonText

KINDS = (
    "LinearLR", "ConstantLR", "PolyLR", "CosineAnnealingLR", "MultiStepLR", "StepLR", "ExponentialLR",
)  # fmt: skip
# Those whose shape depends on where they end.
ENDED = ("LinearLR", "ConstantLR", "PolyLR")


def read_mmengine(source: PythonText) -> Reading | None:
    """The schedule of a param_scheduler; None where there is none. Raises ReadError."""
    value = readable(source.values.get("param_scheduler"))
    if not isinstance(value, (list, dict)):
        return None
    stages = value if isinstance(value, list) else [value]
    if not all(isinstance(stage, dict) and "type" in stage for stage in stages):
        return None
    lr = rate_of_optimizer(source)
    made = Stages(source, lr)
    made.check_units(stages)
    pieces: list[Piece] = []
    stages = [stage for stage in stages if not kind_of(stage).endswith(("Momentum", "Betas"))]
    for stage in stages:
        pieces = made.added(pieces, stage)
    if source.missing:
        raise ask_for(source.missing)
    target: Target = Formula(pieces)
    notes = ["LinearLR, PolyLR and ConstantLR reach their end at end − 1; past the end a stage is held"]
    return Reading("mmengine", "param_scheduler", target, notes + made.notes)


def rate_of_optimizer(source: PythonText) -> Fraction:
    """The rate that optim_wrapper or optimizer has; asked for where neither has one."""
    if source.settings.lr is not None:
        return source.settings.lr
    for name in ("optim_wrapper", "optimizer"):
        value: Any = readable(source.values.get(name))
        if isinstance(value, dict):
            value = value.get("optimizer", value)
        if isinstance(value, dict) and "lr" in value:
            if isinstance(value["lr"], Unknown):
                break
            return number_of(value["lr"])
    source.missing.add("the optimizer's learning rate", 0, "--lr 0.001")
    return Fraction(1)


class Stages:
    """The stages one after another, as pieces in t."""

    def __init__(self, source: PythonText, lr: Fraction) -> None:
        self.source = source
        self.lr = lr
        self.notes: list[str] = []
        # the step up to which a stage with a minimum holds
        self.floored = 0
        self.every = source.settings.steps_per_epoch

    def check_units(self, stages: list[dict[Any, Any]]) -> None:
        """Ask for the updates of an epoch where some stages count epochs and others updates."""
        by_epoch = [stage.get("by_epoch", True) is not False for stage in stages]
        converted = any(stage.get("convert_to_iter_based") is True for stage in stages)
        if self.every is None and any(by_epoch) and (converted or not all(by_epoch)):
            self.source.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")

    def last(self, by_epoch: bool) -> Fraction | None:
        """The end of a stage that has none: that of the run, in updates where it can be."""
        epochs, updates = self.run_length("max_epochs"), self.run_length("max_iters")
        if by_epoch:
            return None if epochs is None else epochs * (self.every or 1)
        if updates is not None or epochs is None:
            return updates
        return None if self.every is None else epochs * self.every

    def run_length(self, name: str) -> Fraction | None:
        """How long the run is, where the text says it in train_cfg or by that name."""
        for holder in ("train_cfg", name):
            value = readable(self.source.values.get(holder))
            value = value.get(name) if isinstance(value, dict) else value
            if isinstance(value, Fraction) and value > 0:
                return value
        given = self.source.settings.names.get(name)
        return given if isinstance(given, Fraction) else None

    def number(self, stage: dict[Any, Any], name: str, default: Any) -> Fraction:
        value = stage.get(name, default)
        if isinstance(value, Unknown):
            self.source.missing.unknown(value)
            return Fraction(1)
        return number_of(value)

    def added(self, pieces: list[Piece], stage: dict[Any, Any]) -> list[Piece]:
        """The pieces with those of one more stage, from its begin on."""
        by_epoch = stage.get("by_epoch", True) is not False
        scale = self.every or 1
        if by_epoch and not self.every:
            self.notes.append("by_epoch: t is an epoch there; with --steps-per-epoch all is in updates")
        size = scale if by_epoch else 1
        converted = stage.get("convert_to_iter_based") is True
        begin = int(self.number(stage, "begin", Fraction(0))) * size
        end = self.number(stage, "end", None) * size if stage.get("end") is not None else self.last(by_epoch)
        length = None if end is None else int(end) - begin
        unit = 1 if converted else size
        if length is not None and length <= 0:
            refuse("end above begin, as mmengine raises an error for another", str(stage["end"]))
        for name in ("factor", "start_factor", "end_factor"):
            if not 0 <= self.number(stage, name, 1) <= 1:
                refuse(f"{name} from 0 to 1, as mmengine raises an error for another", str(stage[name]))
        low = self.number(stage, "eta_min", 0) or self.number(stage, "eta_min_ratio", 0)
        if begin < self.floored:
            refuse("stages with eta_min that are over before the next begins", "one that is not")
        if low or self.turns(stage, length, size):
            self.floored = MOST_STEPS if length is None else begin + length
            # at its begin a stage leaves the rate as it finds it, up to the end of its first epoch
            changes = begin + unit
            found = self.shape(stage, begin, length, unit, size, self.rate_at(pieces, changes))
            before = [piece for piece in pieces if piece.first < changes] or [Piece(0, number(self.lr))]
            return [*before, *(piece._replace(first=max(piece.first, changes)) for piece in found)]
        found = self.shape(stage, begin, length, unit, size, Fraction(1))
        return multiplied(pieces or [Piece(0, number(self.lr))], found)

    def turns(self, stage: dict[Any, Any], length: int | None, size: int) -> bool:
        """Whether a cosine goes on past T_max, where mmengine takes the optimizer's rate for its height."""
        period = stage.get("T_max") if kind_of(stage) == "CosineAnnealingLR" else None
        return isinstance(period, Fraction) and (length is None or length > period * size)

    def rate_at(self, pieces: list[Piece], begin: int) -> Fraction:
        """The rate that a stage with a minimum finds where it first changes it. Raises ReadError."""
        if any(piece.first > begin for piece in pieces):
            refuse("stages that are over before one with eta_min begins", "one that is not")
        before = [piece.rate for piece in pieces]
        if not before:
            return self.lr
        held = before[-1] if not varies(before[-1]) else None
        exact = None if held is None else held.exact(Point(begin))
        if exact is None:
            refuse("stages that are over before one with eta_min begins", "one that is not")
        return exact

    def shape(
        self, stage: dict[Any, Any], begin: int, length: int | None, unit: int, size: int, lr: Fraction
    ) -> list[Piece]:
        kind = kind_of(stage)
        clock = clock_from(begin, unit)
        steps = None if length is None else length // unit
        if steps is None and (kind in ENDED or (kind == "CosineAnnealingLR" and "T_max" not in stage)):
            # the runner takes the length of the run
            self.source.missing.add("max_epochs" if stage.get("by_epoch", True) is not False else "max_iters")
            steps = 2
        if kind == "LinearLR":
            first, last = (
                self.number(stage, "start_factor", Fraction(1, 3)),
                self.number(stage, "end_factor", 1),
            )
            if steps == 1:
                return [Piece(begin, number(lr * first), "linear")]
            n = max(1, (steps or 1) - 1)
            at = begin + ((steps or 1) - 1) * unit
            rising = line(lr * first, lr * last, clock / number(n))
            return [Piece(begin, rising, "linear"), Piece(at, number(lr * last), "end")]
        if kind == "ConstantLR":
            factor = self.number(stage, "factor", Fraction(1, 3))
            reduced = Piece(begin, number(lr * factor), "constant")
            # one that is over at once leaves the rate as it is
            return (
                [reduced] if steps == 1 else [reduced, Piece(begin + ((steps or 1) - 1) * unit, number(lr))]
            )
        if kind == "PolyLR":
            low, exponent = self.number(stage, "eta_min", 0), self.number(stage, "power", 1)
            if steps == 1:
                # it is over before it changes the rate
                return [Piece(begin, number(lr), "poly")]
            n, at = max(1, (steps or 1) - 1), begin + ((steps or 1) - 1) * unit
            falling = fall(lr, low, power(1 - clock / number(n), number(exponent)))
            return [Piece(begin, falling, "poly"), Piece(at, number(low), "end")]
        if kind == "CosineAnnealingLR":
            return self.cosine(stage, begin, steps, unit, size, lr, clock)
        gamma = self.number(stage, "gamma", Fraction(1, 10))
        if kind == "MultiStepLR":
            milestones = sorted(int(number_of(item)) for item in stage.get("milestones", []))
            found = [Piece(begin, number(lr), "drops 0")]
            return found + [
                Piece(begin + at * size, number(lr * gamma**n), f"drops {n}")
                for n, at in enumerate(milestones, 1)
                if length is None or at * size < length
            ]
        if kind == "StepLR":
            from lrcalc.frameworks.call.nodes import whole

            every = self.number(stage, "step_size", None) * (size // unit)
            drops = whole(clock / number(every))
            stairs = Piece(begin, number(lr) * power(number(gamma), drops), "step", Fraction(0))
            return [stairs, *self.held(lr, gamma, begin, unit, steps, every)]
        if kind == "ExponentialLR":
            decay = Piece(begin, number(lr) * power(number(gamma), clock), "exponential")
            return [decay, *self.held(lr, gamma, begin, unit, steps, Fraction(1))]
        refuse_word(kind, KINDS)

    @staticmethod
    def held(
        lr: Fraction, gamma: Fraction, begin: int, unit: int, steps: int | None, every: Fraction
    ) -> list[Piece]:
        """The rate of the last step of a stage, which is held after it."""
        if steps is None:
            return []
        last = number(lr) * power(number(gamma), number(Fraction((steps - 1) // every)))
        return [Piece(begin + steps * unit, last, "end")]

    def cosine(
        self,
        stage: dict[Any, Any],
        begin: int,
        steps: int | None,
        unit: int,
        size: int,
        lr: Fraction,
        clock: Node,
    ) -> list[Piece]:
        low = self.number(stage, "eta_min", 0)
        if "eta_min_ratio" in stage:
            low = self.lr * self.number(stage, "eta_min_ratio", 0)
        period = self.number(stage, "T_max", steps) * (size // unit if "T_max" in stage else 1)

        def wave_of(top: Fraction) -> Piece:
            return Piece(begin, fall(top, low, wave(clock / number(period))), "cosine", Fraction(period))

        found, top = [wave_of(lr)], lr
        if steps is None or steps > period:
            top = self.lr
            found.append(wave_of(top)._replace(first=begin + int(period) * unit))
        if steps is not None:
            # the value of the last update of the stage is held
            last = fall(top, low, wave(number(Fraction(steps - 1) / period)))
            found.append(Piece(begin + steps * unit, last, "end"))
        return found


def kind_of(stage: dict[Any, Any]) -> str:
    """The class of a stage: its name, in quotes or not."""
    kind = stage["type"]
    return str(getattr(kind, "name", kind)).rpartition(".")[2]


def multiplied(pieces: list[Piece], factors: list[Piece]) -> list[Piece]:
    """The pieces, each multiplied by the factor that holds there; before the first factor they stay."""
    found = []
    for first in sorted({*(piece.first for piece in pieces), *(piece.first for piece in factors)}):
        piece = [item for item in pieces if item.first <= first][-1]
        factor = [item for item in factors if item.first <= first]
        if not factor:
            found.append(piece)
            continue
        its = factor[-1].rate
        same = isinstance(its, Number) and its.value == 1
        rate = piece.rate if same else piece.rate * its
        found.append(Piece(first, rate, factor[-1].name, factor[-1].waves))
    return found


def clock_from(begin: int, unit: int) -> Node:
    """What is counted from a step on: updates, or epochs of so many."""
    since: Node = STEP - number(begin) if begin else STEP
    if unit == 1:
        return since
    from lrcalc.frameworks.call.nodes import whole

    return whole(since / number(unit))
