"""What an expression of Python comes to, found by looking at it: an allow-list of nodes, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from lrcalc.errors import no_value_reason
from lrcalc.expression.nodes import Node
from lrcalc.frameworks.arithmetic import LONGEST_LIST, calculated, compared, element
from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.functions import FIRST_ONLY, FUNCTIONS, MODULES, constant_named
from lrcalc.frameworks.made import constructed, joined, mapping, partial, written_out
from lrcalc.frameworks.names import both, dotted, kind_of_node
from lrcalc.frameworks.python_source import Source
from lrcalc.frameworks.values import (
    Condition,
    Constructed,
    Decimal,
    Defined,
    Unknown,
    Whole,
    as_node,
    bounded,
    opposite,
    truth,
    unknown_of,
)
from lrcalc.numbers.literal import LiteralError, parse_number, shown

# So many expressions are looked at in one text, and so deep.
MOST_LOOKED_AT = 20_000
DEEPEST = 120


class Evaluator:
    """The values of the expressions of a source, with the names that are assigned before them.

    `given` are the names that were set from outside, which go before those of the text; what is neither
    set nor assigned is Unknown.
    """

    def __init__(
        self,
        source: Source,
        names: Mapping[str, ast.expr | ast.FunctionDef],
        given: Mapping[str, Any],
        is_constructor: Callable[[str], bool] = lambda name: False,
    ) -> None:
        self.source = source
        self.names = names
        self.given = given
        self.is_constructor = is_constructor
        # how a def of the text is called: set by who knows the statements that a def may have
        self.called: Callable[..., Any] | None = None
        self.local: list[dict[str, Any]] = []
        self._looked_at = 0
        self._depth = 0
        # how many branches are being read that not every step takes, and where a function says it ends
        self.branches = 0
        self.ends: list[int] = []
        self._open: set[str] = set()

    def value(self, item: ast.expr) -> Any:
        """The value of an expression. Raises ReadError."""
        self._looked_at += 1
        self._depth += 1
        try:
            if self._looked_at > MOST_LOOKED_AT or self._depth > DEEPEST:
                refuse("a schedule of a reasonable size", "too many or too deep expressions", item.lineno)
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
        for scope in reversed(self.local):
            if item.id in scope:
                return scope[item.id]
        return self._named(item.id, item)

    def _named(self, name: str, item: ast.expr) -> Any:
        if name in self.given:
            return self.given[name]
        if name in self.names and name not in self._open:
            self._open.add(name)
            try:
                found = self.names[name]
                if isinstance(found, ast.FunctionDef):
                    return Defined(found)
                return self.value(found)
            finally:
                self._open.discard(name)
        return Unknown(name, item.lineno)

    def _attribute(self, item: ast.Attribute) -> Any:
        path = dotted(item)
        if path is None:
            refuse("a name", self._shown(item), item.lineno)
        module, _, last = path.rpartition(".")
        if module.rpartition(".")[2] == "SchedulerType":
            return "reduce_lr_on_plateau" if last == "REDUCE_ON_PLATEAU" else last.lower()
        constant = constant_named(last) if module in MODULES else None
        if constant is not None:
            return constant
        if path in self.given or path in self.names:
            return self._named(path, item)
        if module in ("self", "cls") and isinstance(self.names.get(last), ast.FunctionDef):
            return self._named(last, item)
        # what an object is made of: args.lr where args = dict(lr=…) or Config(lr=…)
        owner = self._named(module, item) if module in self.given or module in self.names else None
        if isinstance(owner, Constructed) and last in owner.keywords:
            return owner.keywords[last]
        if isinstance(owner, dict) and last in owner:
            return owner[last]
        return self.given[last] if last in self.given else Unknown(path, item.lineno)

    def _subscript(self, item: ast.Subscript) -> Any:
        text = ast.unparse(item)
        if text in self.given or text in self.names:
            return self._named(text, item)
        owner, index = self.value(item.value), self.value(item.slice)
        if isinstance(owner, dict) and not isinstance(index, (list, dict, Unknown)) and index in owner:
            return owner[index]
        if isinstance(owner, list) and isinstance(index, Fraction) and index.denominator == 1:
            if -len(owner) <= index < len(owner):
                return owner[int(index)]
            refuse(f"an index of a list of {len(owner)}", self._shown(item), item.lineno)
        if isinstance(owner, list) and isinstance(index, Node):
            return element(owner, index, item.lineno)
        return Unknown(text, item.lineno)

    def _unaryop(self, item: ast.UnaryOp) -> Any:
        value = self.value(item.operand)
        if isinstance(value, Unknown):
            return value
        if isinstance(item.op, ast.Not):
            value = truth(value)
            return opposite(value) if isinstance(value, Condition) else not value
        if isinstance(item.op, ast.Invert):
            refuse("arithmetic", self._shown(item), item.lineno)
        value = value if isinstance(value, Fraction) else as_node(value, item.lineno)
        return -value if isinstance(item.op, ast.USub) else value

    def _binop(self, item: ast.BinOp) -> Any:
        left, right = self.value(item.left), self.value(item.right)
        return calculated(item.op, left, right, item.lineno)

    def _boolop(self, item: ast.BoolOp) -> Any:
        found, is_or = self.value(item.values[0]), isinstance(item.op, ast.Or)
        for part in item.values[1:]:
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
            return condition
        return self.value(item.body if condition else item.orelse)

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
                found.append(self.value(part))
        return found

    def _dict(self, item: ast.Dict) -> dict[Any, Any]:
        found = {}
        for key, value in zip(item.keys, item.values):
            if key is None:
                inner = self.value(value)
                found.update(inner if isinstance(inner, dict) else {})
                continue
            name = self.value(key)
            found[name if not isinstance(name, (list, dict)) else str(name)] = self.value(value)
        return found

    def _joinedstr(self, item: ast.JoinedStr) -> Any:
        return joined(self, item)

    def _lambda(self, item: ast.Lambda) -> Defined:
        return Defined(item, tuple(self.local))

    def _generatorexp(self, item: ast.GeneratorExp | ast.ListComp) -> list[Any]:
        return written_out(self, item)

    _listcomp = _generatorexp

    def _call(self, item: ast.Call) -> Any:
        path = dotted(item.func)
        text = ast.unparse(item) if len(item.args) < 4 and not item.keywords else ""
        if text in self.given:
            return self.given[text]
        name = (path or "").rpartition(".")[2]
        if path is not None and self.is_constructor(name):
            return constructed(self, item, name, path)
        if name in ("dict", "Namespace", "SimpleNamespace", "ConfigDict", "EasyDict"):
            return mapping(self, item)
        if name in FUNCTIONS and (path == name or (path or "").rpartition(".")[0] in MODULES):
            return self._function(item, name)
        if path in ("os.environ.get", "os.getenv") and len(item.args) == 2:
            return self.value(item.args[1])
        if name == "partial" and item.args:
            return partial(self, item)
        defined = self.names.get(path or "")
        is_known = isinstance(defined, ast.FunctionDef) and self.called is not None
        if is_known and path is not None and path not in self._open:
            self._open.add(path)
            try:
                assert self.called is not None
                return self.called(self, defined, item)
            finally:
                self._open.discard(path)
        if isinstance(item.func, ast.Lambda):
            refuse("a call of something with a name", self._shown(item), item.lineno)
        return Unknown(text or self.source.segment(item)[:60], item.lineno)

    def _function(self, item: ast.Call, name: str) -> Any:
        # what comes after the first is a type or a name
        parts = item.args[:1] if name in FIRST_ONLY else item.args
        arguments = [self.value(part) for part in parts if not isinstance(part, ast.Starred)]
        unknown = unknown_of(arguments)
        if unknown:
            # the length of something is not known by its name
            return Unknown(ast.unparse(item), item.lineno) if name in ("len", "abs") else unknown
        others = [word.arg for word in item.keywords if word.arg not in ("dtype", "name")]
        if others and name not in ("min", "max", "round", "sum", "range"):
            refuse("positional arguments", self._shown(item), item.lineno)
        try:
            return FUNCTIONS[name](arguments, item.lineno)
        except (IndexError, TypeError):
            refuse(f"{name} with the arguments it takes", self._shown(item), item.lineno)
