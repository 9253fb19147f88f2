"""Schedules in Python: the calls in a snippet, a script or a notebook, and the names assigned before them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from lrcalc.frameworks.arguments import Arguments
from lrcalc.frameworks.assignments import (
    assign,
    assign_classes,
    assign_defaults,
    function_of_the_step,
    is_keras_schedule,
    name_as_made,
)
from lrcalc.frameworks.body import applied, called
from lrcalc.frameworks.calls import Missing, bound
from lrcalc.frameworks.chosen import Open, chosen
from lrcalc.frameworks.epochs import count_epochs, epoch_of, lengths, on_clock
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.evaluate import Evaluator
from lrcalc.frameworks.factories import bind_init, made_by_a_def, never_run
from lrcalc.frameworks.likely import check_calls, likely_call
from lrcalc.frameworks.list_of_frameworks import CALLS, OPTIMIZERS, REFUSED, call_named
from lrcalc.frameworks.names import last_name
from lrcalc.frameworks.optimizers import Rate, rate_of
from lrcalc.frameworks.python_source import Source
from lrcalc.frameworks.reading import Reading, Settings, ask_for
from lrcalc.frameworks.target import Target
from lrcalc.frameworks.values import Constructed, Defined, Unknown, described


def read_python(text: str, settings: Settings) -> Reading | None:
    """The schedule of a text of Python; None where no framework is called in it. Raises ReadError."""
    return PythonText(Source(text), settings).reading()


class PythonText:
    """A source, its assignments and its calls."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.names: dict[str, ast.expr | ast.FunctionDef] = {}
        # what the optimizer of the text says of its rate
        self.own_rate = Rate(None)
        self.classes: set[str] = set()
        self.calls: list[ast.Call] = []
        self._collect()
        self.evaluator = Evaluator(source, self.names, lengths(settings), self._is_made)
        self.evaluator.called = called
        self.missing = Missing()
        self.epoch = epoch_of(self)
        self.chosen = chosen(self)
        self._collect_calls()

    def _is_made(self, name: str) -> bool:
        if isinstance(self.names.get(name), ast.FunctionDef) or name in self.classes:
            # the text has something of its own of that name
            return False
        return name in CALLS or name in REFUSED or (name in OPTIMIZERS and name not in self.names)

    def _collect(self) -> None:
        """The names that are assigned, the last assignment each, and the calls of a framework."""
        name_as_made(self.source.tree, CALLS)
        for item in ast.walk(self.source.tree):
            if isinstance(item, ast.Assign):
                for target in item.targets:
                    assign(self.names, target, item.value)
            elif isinstance(item, ast.AnnAssign) and item.value is not None:
                assign(self.names, item.target, item.value)
            elif isinstance(item, ast.FunctionDef):
                self.names.setdefault(item.name, item)
                assign_defaults(self.names, item)
            elif isinstance(item, ast.ClassDef):
                self.classes.add(item.name)
            elif isinstance(item, ast.Call) and last_name(item) == "add_argument":
                self._default_of_a_flag(item)
        assign_classes(self.names, self.source.tree)
        for item in self.source.tree.body:
            if isinstance(item, ast.ClassDef) and is_keras_schedule(item):
                bind_init(self, item)

    def _collect_calls(self) -> None:
        """The calls of a framework, in order."""
        calls = [item for item in ast.walk(self.source.tree) if isinstance(item, ast.Call)]
        known = {*CALLS, *REFUSED}
        self.calls = [call for call in calls if (name := last_name(call)) in known and self._is_made(name)]
        self.calls.sort(key=lambda call: (call.lineno, call.col_offset))

    def _default_of_a_flag(self, item: ast.Call) -> None:
        """argparse: what args.NAME is where the flag is not given."""
        options = [part.value for part in item.args if isinstance(part, ast.Constant)]
        flag = next((str(option) for option in reversed(options) if str(option).startswith("--")), "")
        default = next((word.value for word in item.keywords if word.arg == "default"), None)
        if flag and default is not None:
            self.names.setdefault(f"args.{flag.lstrip('-').replace('-', '_')}", default)

    def reading(self) -> Reading | None:
        """The schedule of the outermost call; None where there is none."""
        outer = list(self._outermost())
        if not outer:
            self._ask_for_words(self.chosen.open)
            found = self._function()
            if found is None:
                check_calls(self)
            return found
        item = outer[-1]
        between = [
            one
            for one in self.chosen.open
            if id(item) in one.parts and any(id(o) in one.parts for o in outer[:-1])
        ]
        self._ask_for_words(between)
        made = made_by_a_def(self, item)
        call_made = made or self.evaluator.value(item)
        assert isinstance(call_made, Constructed)
        arguments: list[Arguments] = []
        target = self.target(call_made, arguments)
        if self.settings.data is not None and self.epoch is None:
            self.missing.add("batch_size", 0, "--batch-size 8")
        if self.missing:
            raise ask_for(self.missing)
        call = arguments[-1].call
        notes = [note for part in arguments for note in (*part.call.notes, *part.notes)]
        if len(outer) > 1 and made is None:
            others = ", ".join(str(one.lineno) for one in outer[:-1])
            notes.insert(
                0, f"{len(outer)} schedules are in it: read was that of line {item.lineno}, not of {others}"
            )
        if self.epoch is not None:
            notes.append(self.epoch.note)
        target = on_clock(self, target, arguments[-1], item, notes)
        defaulted = [
            f"{name}={described(value)}"
            for name in arguments[-1].defaulted
            if (value := call.signature().get(name)) not in (None, False)
        ]
        if any(part.used_rate for part in arguments):
            defaulted += [self.own_rate.default] if self.own_rate.default else []
            notes += [self.own_rate.note] if self.own_rate.note else []
        notes, every = list(dict.fromkeys(notes)), self.settings.steps_per_epoch
        return Reading(call.framework, call.name, target, notes, defaulted, item.lineno, every)

    def _ask_for_words(self, words: Iterable[Open]) -> None:
        """Raise the error that asks for the words that choose the scheduler, where there are any."""
        for one in words:
            self.missing.word(one.word.name, one.such_as, one.word.line)
        if self.missing.words:
            raise ask_for(self.missing)

    def _function(self) -> Reading | None:
        """A schedule that is a function of the step: a LearningRateSchedule of keras, or a def."""
        from lrcalc.expression import STEP
        from lrcalc.frameworks.shapes import number
        from lrcalc.frameworks.target import Formula, Piece
        from lrcalc.frameworks.values import as_node

        framework, name, item = function_of_the_step(self.source)
        if item is None:
            return None
        found = applied(self.evaluator, Defined(item), STEP)
        if isinstance(found, Unknown):
            self.missing.unknown(found)
            raise ask_for(self.missing)
        node = number(found) if isinstance(found, Fraction) else as_node(found, item.lineno)
        target = self._ended(Formula([Piece(0, node, waves=Fraction(0))]))
        return Reading(framework, f"{name}(…)", target, [], [], item.lineno)

    def _ended(self, target: Target) -> Target:
        """A formula up to the step past which its function raises an error."""
        from lrcalc.frameworks.target import Formula

        ends, self.evaluator.ends = self.evaluator.ends, []
        if not ends or not isinstance(target, Formula) or min(ends) < 0:
            return target
        return Formula(target.pieces, min(ends))

    def _outermost(self) -> Iterator[ast.Call]:
        """The calls that are no part of another one, written within it or by a name."""
        inner: set[int] = set()
        for call in self.calls:
            for item in ast.walk(call):
                if item is not call and isinstance(item, ast.Call):
                    inner.add(id(item))
                elif isinstance(item, ast.Name) and isinstance(self.names.get(item.id), ast.expr):
                    inner.update(id(part) for part in ast.walk(self.names[item.id]) if part is not call)
        inner |= never_run(self.source.tree, self.evaluator.value) | self.chosen.left_out
        yield from (call for call in self.calls if id(call) not in inner)

    def arguments_of(self, *names: str) -> Iterator[Constructed]:
        """The calls of those names, with what they are given."""
        made, self.evaluator.is_constructor = self.evaluator.is_constructor, lambda name: name in names
        for item in ast.walk(self.source.tree):
            if isinstance(item, ast.Call) and last_name(item) in names:
                found = self.evaluator.value(item)
                if isinstance(found, Constructed):
                    yield found
        self.evaluator.is_constructor = made

    def target(self, made: Any, arguments: list[Arguments]) -> Target:
        """What a call is. Raises ReadError."""
        if isinstance(made, Unknown):
            name = made.name.partition("(")[0].rpartition(".")[2]
            refuse("a scheduler that is read or is in the text", made.name, made.line, likely_call(name))
        if isinstance(made, Constructed) and made.name in REFUSED:
            refuse(REFUSED[made.name], made.name, made.line)
        if not isinstance(made, Constructed) or made.name not in CALLS:
            return self._number(made)
        call = call_named(made.name, "paddle" in self.source.text)
        values = bound(call, made)
        count_epochs(self, call, values)
        inner: list[Arguments] = []
        found = Arguments(
            call,
            values,
            self._rate(values),
            self.missing,
            made.line,
            lambda item: self.target(item, inner),
            lambda function, argument: applied(self.evaluator, function, argument),
        )
        target = self._ended(call.target(found))
        arguments.extend([*inner, found])
        return target

    def _number(self, made: Any) -> Target:
        """A number, or a function, in place of a schedule: optax takes both."""
        from lrcalc.expression import STEP
        from lrcalc.frameworks.shapes import number
        from lrcalc.frameworks.target import Formula, Piece
        from lrcalc.frameworks.values import as_node

        if isinstance(made, Fraction):
            return Formula([Piece(0, number(made))])
        if isinstance(made, Defined):
            found = applied(self.evaluator, made, STEP)
            if not isinstance(found, Unknown):
                return Formula([Piece(0, as_node(found), waves=Fraction(0))])
            self.missing.unknown(found)
            return Formula([Piece(0, number(0))])
        refuse("a scheduler", described(made))

    def _rate(self, values: dict[str, Any]) -> Any:
        """The rate of the optimizer: asked for, or of the optimizer in the text; None where there is none."""
        if self.settings.lr is not None:
            return self.settings.lr
        found = rate_of(self, values.get("optimizer"))
        self.own_rate = found
        return found.value
