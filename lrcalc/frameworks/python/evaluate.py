"""What an expression of Python comes to, found by looking at it: an allow-list of nodes, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from lrcalc.errors import no_value_reason
from lrcalc.expression.nodes import Node
from lrcalc.frameworks.errors import ReadError, TooMuch, refuse
from lrcalc.frameworks.python.arithmetic import calculated, compared
from lrcalc.frameworks.python.arrays import LONGEST_LIST, is_array
from lrcalc.frameworks.python.branches import Journal, Taken, merged
from lrcalc.frameworks.python.calling import called, defined
from lrcalc.frameworks.python.chosen import Reached, asked_of
from lrcalc.frameworks.python.constructors import joined, written_out
from lrcalc.frameworks.python.functions import MODULES, constant_named
from lrcalc.frameworks.python.members import attribute_of, item_of
from lrcalc.frameworks.python.names import dotted, kind_of_node
from lrcalc.frameworks.python.objects import MISSING, Instance, Maker
from lrcalc.frameworks.python.source import Source
from lrcalc.frameworks.python.values import (
    Condition,
    Constructed,
    Decimal,
    Defined,
    Failed,
    Unknown,
    Whole,
    as_node,
    both,
    bounded,
    opposite,
    readable,
    truth,
)
from lrcalc.numbers.literal import LiteralError, parse_number, shown

# So many expressions are looked at in one text, and so deep.
MOST_LOOKED_AT = 100_000
DEEPEST = 120


class Evaluator:
    """The values of the expressions of a source, with the names as they are where the text has got to.

    `given` are the names that were set from outside, which go before those of the text; what is neither
    set nor assigned is Unknown. `local` are the scopes, that of the module first.
    """

    def __init__(self, source: Source, given: Mapping[str, Any], makes: Callable[[str], bool]) -> None:
        self.source = source
        self.given = given
        # whether a name is that of a call of a framework
        self.makes = makes
        self.module: dict[str, Any] = {"__name__": "__main__"}
        self.local: list[dict[str, Any]] = [self.module]
        # the expression, and the value, that each name was set to last
        self.names: dict[str, ast.expr] = {}
        self.seen: dict[str, Any] = {}
        self.journal = Journal()
        self.reached: list[Reached] = []
        self.path: list[Taken] = []
        self.left_out: set[int] = set()
        # the schedulers of the text's own classes, each with the call that makes it
        self.own_schedules: list[tuple[ast.Call, Any]] = []
        # what is given to a call that is not known, with its name and line
        self.wrapped: list[tuple[Any, str, int]] = []
        # the group of parameters of whatever optimizer
        self.group = Instance(None, label="param_group")
        # whether what is set in a group is to be found in that one
        self.captures = False
        # what is told of the calls that are not known, in a turn of a loop that trains
        self.updated: Callable[..., None] | None = None
        # the name that what is being made is given, and what argparse gives where no flag is
        self.target = ""
        self.flags: dict[str, Any] = {}
        # the names that a def sets outside of itself, by its scope
        self.outside: dict[int, set[str]] = {}
        self.most = MOST_LOOKED_AT
        self.looked_at = 0
        self._depth = 0
        # how many branches are being read that not every step takes, and where a function says it ends
        self.branches = 0
        self.ends: list[int] = []
        # how a def of the text is called, what a name is that the flow has not set, what makes a scheduler
        self.follow: Callable[..., Any] = lambda *arguments: MISSING
        self.elsewhere: Callable[[str], Any] = lambda name: MISSING
        self.is_of_interest: Callable[[ast.AST], bool] = lambda item: False
        self.assign: Callable[..., None] = lambda *arguments: None

    def value(self, item: ast.expr) -> Any:
        """The value of an expression. Raises ReadError."""
        self.looked_at += 1
        self._depth += 1
        try:
            if self.looked_at > self.most or self._depth > DEEPEST:
                raise TooMuch("expected a schedule of a reasonable size, got too much", item.lineno)
            found = getattr(self, f"_{type(item).__name__.lower()}", None)
            if found is None:
                refuse("arithmetic, names and calls", kind_of_node(item), item.lineno)
            return found(item)
        except LiteralError as error:
            raise ReadError(str(error), item.lineno) from None
        except ArithmeticError as error:
            if self.branches:
                return as_node(1) / 0  # an error at the steps that need it
            raise ReadError(
                f"expected a number, got {self._shown(item)}: {no_value_reason(error)}", item.lineno
            ) from None
        finally:
            self._depth -= 1

    def kept(self, item: ast.expr) -> Any:
        """The value of an expression; where it cannot be read, what raises the error when it is needed."""
        try:
            return self.value(item)
        except TooMuch:
            raise
        except ReadError as error:
            return Failed(error)

    def note_reached(self, item: ast.expr, made: Any) -> None:
        """Keep what the flow makes here, with the names of the module as they are."""
        optimizers = [one.made.keywords for one in self.reached if isinstance(one.made, Constructed)]
        scopes = [(scope, dict(scope)) for scope in (*self.local, *optimizers)]
        self.reached.append(Reached(item, made, tuple(self.path), self.target, scopes))

    @contextmanager
    def branch(self, depends: bool = True) -> Iterator[None]:
        """Read what not every step takes, if its being taken depends on the step."""
        self.branches += depends
        try:
            yield
        finally:
            self.branches -= depends

    def _shown(self, item: ast.expr) -> str:
        return shown(self.source.segment(item))

    def _constant(self, item: ast.Constant) -> Any:
        if isinstance(item.value, (bool, str)) or item.value is None:
            return item.value
        if item.value is ...:
            return Unknown("...", item.lineno)
        if isinstance(item.value, (int, float)):
            text = self.source.segment(item).replace("_", "")
            if text[:2].lower() in ("0x", "0o", "0b"):
                return bounded(Fraction(item.value))
            number = parse_number(text)
            return (Whole if isinstance(item.value, int) else Decimal)(number)
        refuse("a number", self._shown(item), item.lineno)

    def _name(self, item: ast.Name) -> Any:
        found = self.set_to(item.id)
        return self.unset(item.id, item.lineno) if found is MISSING else readable(found)

    def set_to(self, name: str) -> Any:
        """What a name is set to; MISSING where it is not."""
        return next((scope[name] for scope in reversed(self.local) if name in scope), MISSING)

    def unset(self, name: str, line: int) -> Any:
        """What a name is that the text has not set so far, or a path of names."""
        if name in self.given:
            return self.given[name]
        last = name.rpartition(".")[2]
        if self.makes(last):
            return Maker(last, name)
        found = self.elsewhere(name)
        return Unknown(name, line) if found is MISSING else found

    def _attribute(self, item: ast.Attribute) -> Any:
        path = dotted(item)
        if path is not None and path in self.given:
            return self.given[path]
        module, _, last = (path or "").rpartition(".")
        if module.rpartition(".")[2] == "SchedulerType":
            return "reduce_lr_on_plateau" if last == "REDUCE_ON_PLATEAU" else last.lower()
        constant = constant_named(last) if module in MODULES else None
        if constant is not None:
            return constant
        written = path or self._shown(item)
        return attribute_of(self, self.value(item.value), item.attr, written, item.lineno)

    def _subscript(self, item: ast.Subscript) -> Any:
        text = ast.unparse(item) if self.given else ""
        if text in self.given:
            return self.given[text]
        owner, index = self.value(item.value), self.value(item.slice)
        return item_of(self, owner, index, item)

    def _unaryop(self, item: ast.UnaryOp) -> Any:
        value = self.value(item.operand)
        if isinstance(value, Unknown):
            return value
        if isinstance(item.op, ast.Not):
            value = truth(value)
            return opposite(value) if isinstance(value, Condition) else not value
        if isinstance(item.op, ast.Invert):
            refuse("arithmetic", self._shown(item), item.lineno)
        if is_array(value):
            return calculated(ast.Mult(), Fraction(-1), value, item.lineno)
        value = value if isinstance(value, Fraction) else as_node(value, item.lineno)
        return -value if isinstance(item.op, ast.USub) else value

    def _binop(self, item: ast.BinOp) -> Any:
        left, right = self.value(item.left), self.value(item.right)
        return calculated(item.op, left, right, item.lineno)

    def _boolop(self, item: ast.BoolOp) -> Any:
        found, is_or = self.value(item.values[0]), isinstance(item.op, ast.Or)
        for part in item.values[1:]:
            found = truth(found) if isinstance(found, Unknown) else found
            depends = isinstance(found, (Node, Condition, Unknown))
            if not depends and bool(found) is is_or:
                return found  # and the rest is not looked at, as in Python
            with self.branch(depends):
                found = both(item.op, found, self.value(part), item.lineno)
        return found

    def _compare(self, item: ast.Compare) -> Any:
        values = [self.value(part) for part in (item.left, *item.comparators)]
        found: Any = True
        for left, operator, right in zip(values, item.ops, values[1:]):
            found = both(ast.And(), found, compared(operator, left, right, item.lineno))
        return found

    def _ifexp(self, item: ast.IfExp) -> Any:
        condition = truth(self.value(item.test))
        if isinstance(condition, Condition):
            with self.branch():
                then, other = self.value(item.body), self.value(item.orelse)
            for value in (then, other):
                if isinstance(value, Unknown):
                    return value
            return condition.choose(as_node(then, item.lineno), as_node(other, item.lineno))
        if isinstance(condition, Unknown):
            return merged(asked_of(self, item.test, condition), self.kept(item.body), self.kept(item.orelse))
        return self.value(item.body if condition else item.orelse)

    def _namedexpr(self, item: ast.NamedExpr) -> Any:
        found = self.value(item.value)
        self.journal.set(self.local[-1], item.target.id, found)
        return found

    def _slice(self, item: ast.Slice) -> Any:
        return [None if part is None else self.value(part) for part in (item.lower, item.upper, item.step)]

    def _tuple(self, item: ast.Tuple | ast.List | ast.Set) -> list[Any]:
        if len(item.elts) > LONGEST_LIST:
            refuse(f"a list of at most {LONGEST_LIST}", str(len(item.elts)), item.lineno)
        return self.values_of(item.elts)

    _list = _set = _tuple

    def values_of(self, parts: Iterable[ast.expr]) -> list[Any]:
        """The values of parts one after the other, those of a starred list among them."""
        found: list[Any] = []
        for part in parts:
            if isinstance(part, ast.Starred):
                inner = self.value(part.value)
                found.extend(inner if isinstance(inner, list) else [inner])
            else:
                found.append(self.kept(part))
        return found

    def _dict(self, item: ast.Dict) -> dict[Any, Any]:
        found = {}
        for key, value in zip(item.keys, item.values):
            if key is None:
                inner = self.value(value)
                found.update(inner if isinstance(inner, dict) else {})
                continue
            name = self.value(key)
            found[name if not isinstance(name, (list, dict)) else str(name)] = self.kept(value)
        return found

    def _joinedstr(self, item: ast.JoinedStr) -> Any:
        return joined(self, item)

    def _lambda(self, item: ast.Lambda) -> Defined:
        return defined(self, item)

    def _generatorexp(self, item: ast.GeneratorExp | ast.ListComp | ast.DictComp) -> Any:
        return written_out(self, item)

    _listcomp = _dictcomp = _generatorexp

    def _call(self, item: ast.Call) -> Any:
        return called(self, item)
