"""Schedules in Python: the calls in a snippet, a script or a notebook, and the names assigned before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Missing, bound
from lrcalc.frameworks.call.reading import Reading, Settings, ask_for
from lrcalc.frameworks.call.shapes import number
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import CALLS, REFUSED, call_named
from lrcalc.frameworks.python.chosen import meant
from lrcalc.frameworks.python.epochs import count_epochs, epoch_of, lengths, on_clock
from lrcalc.frameworks.python.flow import Flow
from lrcalc.frameworks.python.function_of_step import function_of_the_step, said_of_its_calls
from lrcalc.frameworks.python.imports import imported, says
from lrcalc.frameworks.python.optimizers import Rate, rate_of
from lrcalc.frameworks.python.several_schedulers import said_of_others, set_beside, together, wrapper_note
from lrcalc.frameworks.python.source import Source
from lrcalc.frameworks.python.unread_calls import check_calls, likely_call
from lrcalc.frameworks.python.values import (
    Constructed,
    Defined,
    Failed,
    Unknown,
    as_node,
    described,
    readable,
)


def read_python(text: str, settings: Settings) -> Reading | None:
    """The schedule of a text of Python; None where no framework is called in it. Raises ReadError."""
    return PythonText(Source(text), settings).reading()


class PythonText:
    """A source, its flow and what is made in it."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.imports = imported(source.tree)
        # what the optimizer of the text says of its rate
        self.own_rate = Rate(None)
        self.missing = Missing()
        self.follow(lengths(settings))
        self.epoch = epoch_of(self)

    def follow(self, given: Mapping[str, Any]) -> None:
        """Follow the text with these names set from outside."""
        self.flow = Flow(self.source, given)
        self.evaluator = self.flow.evaluator
        self.values = self.evaluator.seen
        self.own = self.flow.own

    def reading(self) -> Reading | None:
        """The schedule of the outermost call; None where there is none."""
        if self.evaluator.own_schedules:
            from lrcalc.frameworks.python.own_schedules import of_a_class

            own = of_a_class(self)
            if own is not None:
                return own
        schedules = [one for one in self.evaluator.reached if _is_schedule(one.made)]
        found = meant(schedules, self.evaluator.left_out)
        if found is None:
            if self.flow.makes_a_schedule():
                return None  # the arguments of a trainer
            from lrcalc.frameworks.python.own_schedules import of_a_def, of_a_loop

            function = of_a_loop(self) or self._function() or of_a_def(self)
            if function is None:
                check_calls(self)
            return function
        for word in found.open:
            self.missing.unknown(word)
        if self.missing:
            raise ask_for(self.missing)
        found = together(self, found)
        item = found.one.item
        for scope, then in found.one.scopes:
            # the names as they are there, which the functions that it is given see too
            scope.update(then)
        arguments: list[Arguments] = []
        target = self.target(readable(found.one.made), arguments)
        if self.settings.data is not None and self.epoch is None:
            self.missing.add("batch_size", 0, "--batch-size 8")
        if self.missing:
            raise ask_for(self.missing)
        call = arguments[-1].call
        notes = [note for part in arguments for note in (*part.call.notes, *part.notes)]
        notes = [*said_of_others(found), *notes, *wrapper_note(self, found.one), *set_beside(self, found.one)]
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

    def _function(self) -> Reading | None:
        """A schedule that is a function of the step: a LearningRateSchedule of keras, or a def."""
        framework, name, function = function_of_the_step(self.evaluator, self.flow.entering)
        if function is None:
            return None
        line = function.node.lineno
        formula = self._formula(function, line)
        if self.missing:
            raise ask_for(self.missing)
        target = self._ended(formula)
        from lrcalc.frameworks.python.where_it_trains import training_loops

        notes = said_of_its_calls(self.evaluator, name)
        for loops in training_loops(self.source.tree)[:1]:
            at = loops[0].lineno
            notes.append(
                f"read is what {name} gives; what the loop of line {at} makes of it was not followed"
            )
        return Reading(framework, f"{name}(…)", target, notes, [], line)

    def _ended(self, target: Target) -> Target:
        """A formula up to the step past which its function raises an error."""
        ends, self.evaluator.ends = self.evaluator.ends, []
        if not ends or not isinstance(target, Formula) or min(ends) < 0:
            return target
        return Formula(target.pieces, min(ends))

    def arguments_of(self, *names: str) -> Iterator[Constructed]:
        """The calls of those names, with what they are given."""
        for one in self.evaluator.reached:
            if isinstance(one.made, Constructed) and one.made.name in names:
                yield one.made

    def target(self, made: Any, arguments: list[Arguments]) -> Target:
        """What a call is. Raises ReadError."""
        if isinstance(made, Unknown):
            name = made.name.partition("(")[0].rpartition(".")[2]
            refuse("a scheduler that is read or is in the text", made.name, made.line, likely_call(name))
        if isinstance(made, Constructed) and made.name in REFUSED:
            refuse(REFUSED[made.name], made.name, made.line)
        if not isinstance(made, Constructed) or made.name not in CALLS:
            return self._number(made)
        call = call_named(made.name, lambda packages: self._is_of(made.path, packages), made.keywords)
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
            self.flow.entering.applied,
        )
        target = self._ended(call.target(found))
        arguments.extend([*inner, found])
        return target

    def _is_of(self, path: str, packages: tuple[str, ...]) -> bool:
        """Whether the text has a call from one of these packages; a text that says paddle means paddle."""
        return says(self.imports, path, packages) or ("paddle" in packages and "paddle" in self.source.text)

    def _number(self, made: Any) -> Target:
        """A number, or a function, in place of a schedule: optax takes both."""
        if isinstance(made, Fraction):
            return Formula([Piece(0, number(made))])
        if isinstance(made, Defined):
            return self._formula(made)
        refuse("a scheduler", described(made))

    def _formula(self, function: Defined, line: int = 0) -> Target:
        """A function of the step as a formula; what it leaves open is among the missing."""
        found = self.flow.entering.applied(function, STEP)
        if isinstance(found, Unknown):
            self.missing.unknown(found)
            return Formula([Piece(0, number(0))])
        return Formula([Piece(0, as_node(found, line), waves=Fraction(0))])

    def _rate(self, values: dict[str, Any]) -> Any:
        """The rate of the optimizer: asked for, or of the optimizer in the text; None where there is none."""
        if self.settings.lr is not None:
            return self.settings.lr
        found = rate_of(self, values.get("optimizer"))
        self.own_rate = found
        return found.value


def _is_schedule(made: Any) -> bool:
    return isinstance(made, (Failed, Unknown)) or made.name in CALLS or made.name in REFUSED
