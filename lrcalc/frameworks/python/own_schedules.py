"""Schedules that are a text's own code: a class with get_lr, a def that sets the rate of the optimizer."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.expression import STEP
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.reading import Reading, ask_for
from lrcalc.frameworks.call.target import Clock, Formula, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.calling import BASE_RATE
from lrcalc.frameworks.python.constructors import rate_in
from lrcalc.frameworks.python.flow import Flow
from lrcalc.frameworks.python.names import last_name, names_in
from lrcalc.frameworks.python.optimizers import Rate, rate_of
from lrcalc.frameworks.python.repeated import CARRIED
from lrcalc.frameworks.python.several_schedulers import sets_the_rate
from lrcalc.frameworks.python.text import SoFar, Text
from lrcalc.frameworks.python.training import EPOCH, Training
from lrcalc.frameworks.python.values import Defined, Unknown, as_node, parameters
from lrcalc.frameworks.python.where_it_trains import sets_it_itself, training_loops

# What a def calls the step, those first that say it best.
STEPS = ("epoch", "step", "it", "iteration", "iter", "iter_num", "global_step", "cur_iter", "i_iter", "t")


def of_a_class(text: Text) -> Reading | None:
    """The last scheduler of a class of the text that has get_lr; None where there is none."""
    schedules = text.evaluator.own_schedules
    if not schedules:
        return None
    _, made = schedules[-1]
    function = made.member("get_lr")
    if not isinstance(function, Defined):
        return None
    text.own_rate = _rate(text, text, made.fields.get("optimizer"))
    made.fields["base_lrs"] = [text.own_rate.value]
    line = function.node.lineno
    found = text.flow.entering.value_of(function, {})
    found = found[0] if isinstance(found, list) and found else found
    name = made.kind.node.name
    return _reading(text, f"{name}(…)", found, line)


def _rate(text: Text, so_far: SoFar, optimizer: Any) -> Rate:
    """The rate that an optimizer begins with: set beside the text, else its own; not known where none is."""
    if text.settings.lr is not None:
        return Rate(text.settings.lr)
    found = rate_of(so_far, optimizer)
    return found._replace(value=Unknown(BASE_RATE)) if found.value is None else found


def of_a_def(text: Text) -> Reading | None:
    """The def of the text that sets the rate of an optimizer at a step; None where there is none."""
    for node in reversed(text.flow.defs):
        names = parameters(node)
        step = next((name for name in STEPS if name in names), None)
        if step is None or not any(sets_the_rate(part) for part in ast.walk(node)):
            continue
        return _of_the_def(text, node, step)
    return None


class Seen(NamedTuple):
    """What the flow of a text has seen so far."""

    evaluator: Any
    imports: dict[str, str]


def of_a_loop(text: Text) -> Reading | None:
    """What the loop that trains sets the rate of the optimizer to; None where none does."""
    every = text.settings.steps_per_epoch

    def begin(evaluator: Any, optimizer: Any) -> Any:
        return _rate(text, Seen(evaluator, text.imports), optimizer).value

    every_loop = training_loops(text.source.tree)
    for loops in every_loop:
        training = Training(loops, every, begin)
        flow = Flow(text.source, text.evaluator.given, training)
        if training.rate is None:
            continue
        line = loops[0].lineno
        if isinstance(training.rate, Unknown) and training.rate.name == EPOCH:
            text.missing.add(EPOCH, line, "--steps-per-epoch 391")
            raise ask_for(text.missing)
        reading = _reading(
            text, f"loop of line {line}", training.rate, line, min(flow.evaluator.ends, default=None)
        )
        others = [str(one[0].lineno) for one in every_loop if one is not loops and sets_it_itself(one[0])]
        if others:
            reading.notes.append(f"the loop of line {', '.join(others)} sets the rate too: read is this one")
        if training.others:
            reading.notes.append(f"{len(training.others) + 1} optimizers are set: read is the last")
        if training.in_epochs:
            _once_an_epoch(reading, every)
        return reading
    return None


def _once_an_epoch(reading: Reading, every: int | None) -> None:
    """Count updates in place of the epochs that a rate is of."""
    if every and every > 1:
        reading.target = Clock(reading.target, every=every)
        reading.notes.append(f"called once an epoch: t//{every}")
    elif not every:
        reading.notes.append("t is an epoch; with --steps-per-epoch an update")


def _of_the_def(text: Text, node: ast.FunctionDef, step: str) -> Reading | None:
    evaluator, every = text.evaluator, text.settings.steps_per_epoch
    scope = text.flow.entering.calls.get(id(node), {})
    clock = Clocked(text, node, step)
    if clock.within and not every:
        # a share of an epoch: epoch + i/n
        text.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
        raise ask_for(text.missing)
    evaluator.group.fields.clear()
    function = evaluator.module.get(node.name)
    if not isinstance(function, Defined):
        function = Defined(node, (evaluator.module,))
    evaluator.captures = True
    text.flow.entering.value_of(function, {**scope, step: clock.value(every)}, wants=False)
    found = rate_in(evaluator.group.fields)
    if found is None:
        return None
    reading = _reading(text, f"{node.name}(…)", found, node.lineno)
    if clock.counts_epochs:
        _once_an_epoch(reading, every)
    return reading


class Clocked:
    """What a def is told of the step: the epoch, the update, or a share of an epoch.

    within: whether it is told where in an epoch it is. counts_epochs: whether it is told the epoch alone.
    """

    def __init__(self, text: Text, node: ast.FunctionDef, step: str) -> None:
        self.text = text
        names = parameters(node)
        place = names.index(step)
        self.argument: ast.expr | None = None
        for call in (item for item in ast.walk(text.source.tree) if isinstance(item, ast.Call)):
            if last_name(call) == node.name:
                words = {word.arg: word.value for word in call.keywords}
                self.argument = words.get(step, call.args[place] if place < len(call.args) else None)
        told = set() if self.argument is None else names_in(self.argument)
        loops = [
            (loop, loop.target if isinstance(loop.target, ast.Name) else _counter(loop))
            for loop in ast.walk(text.source.tree)
            if isinstance(loop, ast.For)
        ]
        self.told = [(loop, name.id) for loop, name in loops if name is not None and name.id in told]
        self.within = len({name for _, name in self.told}) > 1 or (
            self.argument is not None and "len(" in ast.unparse(self.argument)
        )
        said = {name for _, name in self.told} or {step}
        self.counts_epochs = not self.within and any("epoch" in name for name in said)

    def value(self, every: int | None) -> Any:
        """What it is told at update t, or in epoch t."""
        if self.argument is None or not self.told:
            return STEP
        evaluator = self.text.evaluator
        begins = {name: self._begin(loop) for loop, name in self.told}
        scope: dict[str, Any] = {}
        for name, begin in begins.items():
            at: Any = STEP
            if self.within and every:
                epoch = whole(STEP / every)
                at = epoch if "epoch" in name or len(begins) == 1 else STEP - epoch * every
            scope[name] = at + as_node(begin) if begin else at
        lengths = dict.fromkeys(_lengths(self.argument), Fraction(every)) if every else {}
        given, evaluator.given = evaluator.given, {**evaluator.given, **lengths}
        evaluator.local.append(scope)
        try:
            return evaluator.value(self.argument)
        finally:
            evaluator.local.pop()
            evaluator.given = given

    def _begin(self, loop: ast.For) -> Any:
        """Where a loop over a range begins."""
        call = loop.iter
        if not isinstance(call, ast.Call) or last_name(call) not in ("range", "trange") or len(call.args) < 2:
            return 0
        found = self.text.evaluator.kept(call.args[0])
        if isinstance(found, Unknown):
            self.text.missing.unknown(found)
            raise ask_for(self.text.missing)
        return found


def _counter(loop: ast.For) -> ast.Name | None:
    """The count of a loop over enumerate(…)."""
    target = loop.target
    counts = isinstance(loop.iter, ast.Call) and last_name(loop.iter) == "enumerate"
    first = target.elts[0] if counts and isinstance(target, ast.Tuple) else None
    return first if isinstance(first, ast.Name) else None


def _lengths(item: ast.expr) -> list[str]:
    """The lengths that are asked for in an expression."""
    return [ast.unparse(part) for part in ast.walk(item)
            if isinstance(part, ast.Call) and last_name(part) == "len"]  # fmt: skip


def _reading(text: Text, name: str, found: Any, line: int, end: int | None = None) -> Reading:
    if isinstance(found, Unknown):
        if found.name.endswith(CARRIED):
            refuse("a rate that follows from the step", found.name, line)
        if found.name == BASE_RATE:
            text.missing.add(BASE_RATE, line, "--lr 0.001")
        else:
            text.missing.unknown(found)
        raise ask_for(text.missing)
    if found is None:
        refuse("a function that gives a rate", "none", line)
    target: Target = Formula([Piece(0, as_node(found, line), waves=Fraction(0))], end)
    own = text.own_rate
    return Reading(
        "Python", name, target, [own.note] if own.note else [], [own.default] if own.default else [], line
    )
