"""Schedules in Python: the calls in a snippet, a script or a notebook, and the names assigned before them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
from lrcalc.frameworks.calls import Call, Missing, bound
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.evaluate import Evaluator
from lrcalc.frameworks.factories import bind_init, count_batches, made_by_a_def, never_run
from lrcalc.frameworks.likely import check_calls, likely_call
from lrcalc.frameworks.list_of_frameworks import CALLS, OPTIMIZERS, REFUSED, call_named
from lrcalc.frameworks.names import last_name
from lrcalc.frameworks.python_source import Source
from lrcalc.frameworks.reading import Reading, Settings, ask_for
from lrcalc.frameworks.target import Clock, Target
from lrcalc.frameworks.values import Constructed, Defined, Unknown, described
from lrcalc.numbers.literal import parse_number

EPOCH_LENGTHS = ("len(train_loader)", "len(train_dataloader)", "len(trainloader)", "len(dataloader)",
                 "len(loader)", "steps_per_epoch", "updates_per_epoch")  # fmt: skip


def read_python(text: str, settings: Settings) -> Reading | None:
    """The schedule of a text of Python; None where no framework is called in it. Raises ReadError."""
    return PythonText(Source(text), settings).reading()


class PythonText:
    """A source, its assignments and its calls."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.names: dict[str, ast.expr | ast.FunctionDef] = {}
        # the rate that an optimizer without one has, as it is said
        self.own_rate = ""
        self.classes: set[str] = set()
        self.calls: list[ast.Call] = []
        self._collect()
        given: dict[str, Any] = {}
        if settings.steps_per_epoch is not None:
            given |= dict.fromkeys(EPOCH_LENGTHS, Fraction(settings.steps_per_epoch))
        if settings.total is not None:
            given |= dict.fromkeys(
                ("num_training_steps", "total_steps", "max_steps"), Fraction(settings.total)
            )
        given |= settings.names
        self.evaluator = Evaluator(source, self.names, given, self._is_made)
        self.evaluator.called = called
        self.missing = Missing()

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
            elif isinstance(item, ast.Call):
                self._call(item)
        assign_classes(self.names, self.source.tree)
        for item in self.source.tree.body:
            if isinstance(item, ast.ClassDef) and is_keras_schedule(item):
                bind_init(self, item)
        self.calls = [call for call in self.calls if self._is_made(last_name(call))]
        self.calls.sort(key=lambda call: (call.lineno, call.col_offset))

    def _call(self, item: ast.Call) -> None:
        name = last_name(item)
        if name in CALLS or name in REFUSED:
            self.calls.append(item)
        elif name == "add_argument" and item.args and isinstance(item.args[0], ast.Constant):
            # argparse: what args.NAME is where the flag is not given
            options = [part.value for part in item.args if isinstance(part, ast.Constant)]
            flag = next((str(option) for option in reversed(options) if str(option).startswith("--")), "")
            default = next((word.value for word in item.keywords if word.arg == "default"), None)
            if flag and default is not None:
                self.names.setdefault(f"args.{flag.lstrip('-').replace('-', '_')}", default)

    def reading(self) -> Reading | None:
        """The schedule of the outermost call; None where there is none."""
        outer = list(self._outermost())
        if not outer:
            found = self._function()
            if found is None:
                check_calls(self)
            return found
        item = outer[-1]
        made = made_by_a_def(self, item)
        call_made = made or self.evaluator.value(item)
        assert isinstance(call_made, Constructed)
        arguments: list[Arguments] = []
        target = self.target(call_made, arguments)
        if self.missing:
            raise ask_for(self.missing)
        call = arguments[-1].call
        notes = [note for part in arguments for note in (*part.call.notes, *part.notes)]
        if len(outer) > 1 and made is None:
            others = ", ".join(str(one.lineno) for one in outer[:-1])
            notes.insert(
                0, f"{len(outer)} schedules are in it: read was that of line {item.lineno}, not of {others}"
            )
        target = self._on_clock(target, call, arguments[-1], notes)
        defaulted = [
            f"{name}={described(value)}"
            for name in arguments[-1].defaulted
            if (value := call.signature().get(name)) not in (None, False)
        ]
        if self.own_rate and any(part.used_rate for part in arguments):
            defaulted.append(self.own_rate)
        return Reading(call.framework, call.name, target, list(dict.fromkeys(notes)), defaulted, item.lineno)

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
        target = Formula([Piece(0, node, waves=Fraction(0))])
        return Reading(framework, f"{name}(…)", target, [], [], item.lineno)

    def _on_clock(self, target: Target, call: Call, arguments: Arguments, notes: list[str]) -> Target:
        """Epochs in place of updates, where the framework counts them and an update a step was asked for."""
        every = self.settings.steps_per_epoch
        counts_epochs = call.clock == "epochs" and arguments.values.get("t_in_epochs", True) is not False
        if not counts_epochs or not every or every == 1:
            return target
        notes.append(f"stepped once an epoch: t//{every}")
        return Clock(target, every=every)

    def _outermost(self) -> Iterator[ast.Call]:
        """The calls that are no part of another one, written within it or by a name."""
        inner: set[int] = set()
        for call in self.calls:
            for item in ast.walk(call):
                if item is not call and isinstance(item, ast.Call):
                    inner.add(id(item))
                elif isinstance(item, ast.Name) and isinstance(self.names.get(item.id), ast.expr):
                    inner.update(id(part) for part in ast.walk(self.names[item.id]) if part is not call)
        inner |= never_run(self.source.tree, self.evaluator.value)
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
        self._count_epochs(call, values)
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
        target = call.target(found)
        arguments.extend([*inner, found])
        return target

    def _count_epochs(self, call: Call, values: dict[str, Any]) -> None:
        """The updates that fastai and Composer count, from what was set beside the text."""
        own = call.signature()
        if call.framework == "Composer":
            count_batches(self, values)
        if call.framework != "fastai":
            return
        every = self.settings.steps_per_epoch
        if "steps_per_epoch" in own:
            values.setdefault("steps_per_epoch", Fraction(every) if every else Unknown("len(dls.train)"))
        elif self.settings.total is not None:
            values.setdefault("total_steps", Fraction(self.settings.total))
        elif every is not None and isinstance(values.get("n_epoch"), Fraction):
            values.setdefault("total_steps", values["n_epoch"] * every)
        else:
            self.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
            values["total_steps"] = Fraction(100)

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
        optimizer = values.get("optimizer")
        if not isinstance(optimizer, Constructed):
            optimizer = self._optimizer()
        if optimizer is None:
            return None
        if "lr" in optimizer.keywords:
            return optimizer.keywords["lr"]
        if "learning_rate" in optimizer.keywords:
            return optimizer.keywords["learning_rate"]
        if len(optimizer.positional) > 1:
            return optimizer.positional[1]
        first = optimizer.positional[0] if optimizer.positional else None
        if isinstance(first, list) and first and isinstance(first[0], dict) and "lr" in first[0]:
            return first[0]["lr"]
        self.own_rate = f"lr={OPTIMIZERS[optimizer.name]} of {optimizer.name}"
        return parse_number(OPTIMIZERS[optimizer.name])

    def _optimizer(self) -> Constructed | None:
        """The first optimizer that is made in the text."""
        for item in sorted(
            (item for item in ast.walk(self.source.tree) if isinstance(item, ast.Call)),
            key=lambda item: (item.lineno, item.col_offset),
        ):
            name = last_name(item)
            if name in OPTIMIZERS and name not in self.names:
                found = self.evaluator.value(item)
                if isinstance(found, Constructed):
                    return found
        return None
