"""A schedule in pieces, each a formula in t from a step on: what a framework's code says when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from lrcalc.errors import ScheduleError
from lrcalc.expression import STEP, Node, Quantity
from lrcalc.expression.nodes import PhaseConstant, node
from lrcalc.expression.shape import varies
from lrcalc.frameworks.call.piece import Piece
from lrcalc.schedule.derivation import Condition, Phase, Symbols
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.typed_formula import Computed

# As many boundaries as are shown where no steps are asked.
MOST_SHOWN = 10


class Pieces(Policy):
    """Formulas one after another. The last holds for ever, or up to `end`, past which there is no rate.

    Raises ScheduleError past such an end.
    """

    def __init__(self, pieces: Iterable[Piece], end: int | None = None) -> None:
        found = _in_order(pieces)
        self.keep(
            name="formula",
            title="Formulas one after another" if len(found) > 1 else "A formula",
            typed={},
            symbols=Symbols({}),
            reading_notes=[],
            pieces=found,
            end=end,
            _jumps=[_has_jumps(piece.rate) for piece in found],
            _quantities=[(rate_of(piece.rate),) for piece in found],
        )

    pieces: Sequence[Piece]
    end: int | None
    _jumps: list[bool]
    _quantities: list[tuple[Quantity, ...]]

    @property
    def total(self) -> int | None:
        return self.end

    def check_step(self, step: int) -> None:
        if self.end is not None and step > self.end:
            raise past_the_end(self.end, step)

    def _index(self, step: int) -> int:
        low, high = 0, len(self.pieces) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.pieces[middle].first <= step else (low, middle - 1)
        return low

    def phase_at(self, step: int) -> Phase:
        index = self._index(step)
        last = self.pieces[index + 1].first - 1 if index + 1 < len(self.pieces) else self.end
        piece = self.pieces[index]
        if self._jumps[index]:
            # what is the same within a phase changes within the piece: each step is a phase
            return Phase(step, step, self._quantities[index], piece.name, self._condition(index))
        return Phase(piece.first, last, self._quantities[index], piece.name, self._condition(index))

    def _condition(self, index: int) -> Condition:
        first = node(self.pieces[index].first)
        if index + 1 == len(self.pieces):
            return (STEP, "≥", first) if index else ()
        after = node(self.pieces[index + 1].first)
        return (first, "≤", STEP, "<", after) if index else (STEP, "<", after)

    def turns(self, phase: Phase) -> Iterable[int]:
        piece = self.pieces[self._index(phase.first)]
        if piece.waves is None or not varies(piece.rate):
            return
        turn, wave = phase.first, 0
        while phase.last is None or turn < phase.last:
            wave += 1
            turn = phase.first + (int(piece.waves * wave) if piece.waves > 1 else wave)
            yield turn

    @property
    def monotone_from(self) -> int | None:
        last = self.pieces[-1]
        return last.first if last.waves is None and self.end is None and not varies(last.rate) else None

    def default_steps(self) -> list[int]:
        firsts = [piece.first for piece in self.pieces[:MOST_SHOWN]]
        found = {0, *firsts, *((a + b) // 2 for a, b in pairwise(firsts))}
        if self.end is not None:
            found |= {self.end // 2, self.end}
        elif len(firsts) == 1:
            found |= {100, 1000, 10000} if varies(self.pieces[-1].rate) else set()
        return sorted(step for step in found if step >= 0)


def _has_jumps(formula: Node) -> bool:
    """Whether a part that is the same within a phase depends on the step."""
    if isinstance(formula, PhaseConstant):
        return any(map(varies, formula.children))
    return any(map(_has_jumps, formula.children))


def rate_of(formula: Node) -> Quantity:
    """η by a formula; where the formula has no value, the error says so of the step."""
    return Computed("learning_rate", "η", r"\eta", "Learning Rate", formula, "rate")


def past_the_end(end: int, step: int, why: str = "the framework raises an error") -> ScheduleError:
    """The error of a schedule that has no rate past its end."""
    return ScheduleError(f"expected a step up to {end}, past which {why}, got {step}")


def _in_order(pieces: Iterable[Piece]) -> Sequence[Piece]:
    """The pieces that hold at some step: of several from one step on, the last."""
    found: list[Piece] = []
    for piece in pieces:
        while found and found[-1].first >= piece.first:
            found.pop()
        found.append(piece._replace(first=max(0, piece.first)))
    return found
