"""The loop of a text that trains: what it sets the optimizer's rate to, at each of its turns."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from lrcalc.expression import STEP
from lrcalc.expression.nodes import Node
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.list_of_frameworks import OPTIMIZERS
from lrcalc.frameworks.python.arrays import Array
from lrcalc.frameworks.python.assigning import assign
from lrcalc.frameworks.python.branches import same
from lrcalc.frameworks.python.constructors import RATES, rate_in
from lrcalc.frameworks.python.following import GOES_ON
from lrcalc.frameworks.python.loops import LOOPS
from lrcalc.frameworks.python.names import last_name
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.repeated import Key, carried_by
from lrcalc.frameworks.python.values import Constructed, Unknown, as_node
from lrcalc.frameworks.python.where_it_trains import goes_through_batches, goes_through_groups

if TYPE_CHECKING:
    from lrcalc.frameworks.python.following import Follower

# What gives the items of a loop that it is given.
WRAPPERS = ("enumerate", "tqdm", "track")
EPOCH = "the updates of an epoch"


class Update(NamedTuple):
    """A step of an optimizer, or a call that trains.

    of: the fields of the optimizer, or of one that is not known. rate: the rate that it is made with.
    decided: whether it is made at some steps only, as in `if step % 4 == 0`. within: the turns of the loops
    around it, within those that are followed.
    """

    is_step: bool
    of: dict[str, Any]
    rate: Any
    decided: bool
    within: tuple[int | None, ...]


class Training:
    """The loops of a text that trains, the outer first, and what a turn of them sets.

    rate: the rate at update t, or in epoch t where `in_epochs`; None where no turn sets it.
    """

    def __init__(self, loops: list[ast.stmt], every: int | None, begin: Callable[[Any, Any], Any]) -> None:
        self.loops = loops
        self.every = every
        # gives the rate that an optimizer has, from what was made so far
        self.begin = begin
        # the other optimizers that have a rate which is set
        self.others: list[int] = []
        self.rate: Any = None
        self.in_epochs = False
        self._running = False
        self._inner: set[Key] = set()
        self._turns: list[Any] = []
        self._updates: list[Update] = []
        # how many turns the loops have that are entered within these, where that is known
        self._within: list[int | None] = []

    def takes(self, item: ast.AST) -> bool:
        """Whether a loop is one of these, or goes through batches within one of them."""
        return any(item is loop for loop in self.loops) or (
            self._running
            and isinstance(item, LOOPS)
            and not goes_through_groups(item)
            and goes_through_batches(item)
        )

    def follow(self, follower: Follower, item: Any) -> Any:
        """Follow a loop: the outer one with all that its turns carry, the inner one once."""
        if not any(item is loop for loop in self.loops):
            return self._batches(follower, item)
        if item is not self.loops[0]:
            return self._once(follower, item, self._turns[1])
        if self._running:
            return GOES_ON
        evaluator = follower.evaluator
        self._running, evaluator.updated = True, self.updated
        try:
            self._find(follower, item)
        finally:
            self._running, evaluator.updated = False, None
        return GOES_ON

    def _batches(self, follower: Follower, item: Any) -> Any:
        """A loop within: so many updates in one turn of what is around it."""
        self._within.append(_length(follower.evaluator, item))
        try:
            return self._once(follower, item, Unknown(f"the turns of line {item.lineno}", item.lineno))
        finally:
            self._within.pop()

    def updated(self, evaluator: Any, item: ast.Call, owner: Any, given: list[Any]) -> None:
        """Keep the rate where the optimizer takes its step, or is given to what trains with it."""
        function = item.func
        steps = isinstance(function, ast.Attribute) and function.attr == "step"
        own = next((one for one in (owner, *given) if _is_optimizer(one)), None)
        named = steps and "opt" in ast.unparse(function.value).lower()  # type: ignore[attr-defined]
        if own is not None or named:
            fields = evaluator.group.fields if own is None else own.keywords
            decided = evaluator.branches > 0
            self._updates.append(Update(steps, fields, rate_in(fields), decided, tuple(self._within)))

    def _find(self, follower: Follower, item: Any) -> None:
        evaluator = follower.evaluator
        self._begins = {id(evaluator.group.fields): self.begin(evaluator, None)}
        evaluator.group.fields["lr"] = self._begins[id(evaluator.group.fields)]
        optimizers = [one.made for one in evaluator.reached if _is_optimizer(one.made)]
        for made in optimizers:
            self._begins[id(made.keywords)] = made.keywords["lr"] = self.begin(evaluator, made)
            made.keywords.setdefault("initial_lr", made.keywords["lr"])
        self._fields = optimizers[-1].keywords if optimizers else evaluator.group.fields

        def turn(state: Mapping[Key, Any]) -> Any:
            owners = self._owners
            self._updates = []
            with evaluator.journal.apart() as sets:
                for key, value in state.items():
                    evaluator.journal.set(owners[key], key[1], value)
                self._once(follower, item, self._turns[0])
                self._end = rate_in(self._fields)
            for key, (owner, _) in sets.items():
                owners.setdefault(key, owner)
            return sets

        self._owners: dict[Key, dict[Any, Any]] = {}
        if len(self.loops) == 1:
            self._turns = [STEP, None]
            turn(carried_by(turn, {}, lambda key: True))
            self._keep()
            return
        # what is carried by the outer loop, in its own turns
        lost = Unknown(EPOCH, item.lineno)
        self._turns = [STEP, lost]
        turn({})
        outer = carried_by(turn, dict.fromkeys(self._inner_changed(), lost), self._is_outer)
        if self.every is None:
            self.every = _length(evaluator, self.loops[1])
        if self.every is None:
            self._turns = [lost, lost]
            turn(carried_by(turn, dict.fromkeys(outer, lost), lambda key: not self._is_outer(key)))
            self._keep()
            if isinstance(self.rate, Unknown) and self.rate.name == EPOCH:
                self._turns = [STEP, lost]
                turn(outer)
                self._keep()
                self.in_epochs = True
            return
        epoch = whole(STEP / self.every)
        self._turns = [epoch, STEP - self.every * epoch]
        late = {key: _replaced(value, epoch) for key, value in outer.items() if self._is_outer(key)}
        turn(carried_by(turn, late, lambda key: not self._is_outer(key)))
        self._keep()

    def _is_outer(self, key: Key) -> bool:
        return key not in self._inner

    def _inner_changed(self) -> list[Key]:
        return [key for key in self._inner if self._owners[key].get(key[1], MISSING) is not MISSING]

    def _keep(self) -> None:
        """The rate at the step of the optimizer, else where that is given away, else at the end."""
        strong = [one for one in self._updates if one.is_step]
        found = strong or self._updates or [Update(False, self._fields, self._end, False, ())]
        set_ = [one for one in found if not same(one.rate, self._begins.get(id(one.of)))]
        update = (set_ or found)[-1]
        self.rate = update.rate if set_ and not update.decided else None
        self.others = sorted({id(one.of) for one in set_} - {id(update.of)})
        if (len(self.loops) == 1 and not strong) or None in update.within:
            # a turn has many updates
            self.in_epochs = True
        elif (each := prod(length or 1 for length in update.within)) > 1:
            self.rate = _replaced(self.rate, whole(STEP / each))

    def _once(self, follower: Follower, item: Any, count: Any) -> Any:
        """A turn: its count set, and the statements once."""
        evaluator = follower.evaluator
        inner = len(self.loops) > 1 and item is self.loops[1]
        with evaluator.journal.apart() as sets:
            if not isinstance(item, ast.While):
                self._set_target(evaluator, item, count)
            follower.run(item.body)
        for (at, name), (owner, value) in sets.items():
            if inner:
                self._inner.add((at, name))
                self._owners.setdefault((at, name), owner)
            if value is not MISSING:
                evaluator.journal.set(owner, name, value)
        return GOES_ON

    def _set_target(self, evaluator: Any, item: Any, count: Any) -> None:
        call, target = item.iter, item.target
        name = last_name(call) if isinstance(call, ast.Call) else ""
        while name in WRAPPERS[1:] and call.args and isinstance(call.args[0], ast.Call):
            call = call.args[0]
            name = last_name(call)
        counts = name in ("range", "trange", "count")
        if name == "enumerate" and isinstance(target, ast.Tuple):
            begin = (
                call.args[1]
                if len(call.args) > 1
                else next((w.value for w in call.keywords if w.arg == "start"), None)
            )
            assign(evaluator, target.elts[0], _from(evaluator, begin, count))
            target, counts = target.elts[1], False
        if counts and isinstance(target, ast.Name):
            begin = call.args[0] if len(call.args) > (name != "count") else None
            assign(evaluator, target, _from(evaluator, begin, count))
            return
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                assign(evaluator, part, Unknown(part.id, item.lineno))


def _length(evaluator: Any, loop: Any) -> int | None:
    """How many turns a loop has, where that is known."""
    if not isinstance(loop, (ast.For, ast.AsyncFor)):
        return None
    item = loop.iter
    while isinstance(item, ast.Call) and last_name(item) in WRAPPERS and item.args:
        item = item.args[0]
    call = evaluator.kept(item)
    length = call.length if isinstance(call, Array) else len(call) if isinstance(call, list) else 0
    return length or None


def _from(evaluator: Any, begin: ast.expr | None, count: Any) -> Any:
    """A count that begins somewhere."""
    first = Fraction(0) if begin is None else evaluator.kept(begin)
    if isinstance(count, Unknown) or first == 0:
        return count
    return count + as_node(first) if isinstance(first, (Fraction, Node)) else first


def _replaced(value: Any, epoch: Node) -> Any:
    if not isinstance(value, Node):
        return value
    return replace_together([value], {STEP: epoch})[value]


def _is_optimizer(value: Any) -> bool:
    return isinstance(value, Constructed) and (
        value.name in OPTIMIZERS or any(name in value.keywords for name in RATES)
    )
