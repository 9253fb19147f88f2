"""A lambda or a one-level def as a formula of its argument."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.expression import STEP
from lrcalc.expression.nodes import Node
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.values import Condition, Defined, Unknown, as_node, truth

if TYPE_CHECKING:
    from lrcalc.frameworks.evaluate import Evaluator

MOST_BRANCHES = 200


def applied(evaluator: Evaluator, function: Defined, argument: Any) -> Any:
    """The value of a function of one argument there; Unknown where it needs a name that is not set."""
    node = function.node
    names = [item.arg for item in (*node.args.posonlyargs, *node.args.args)]
    if names[:1] == ["self"]:
        names = names[1:]
    if not names:
        refuse("a function of the step", "one without an argument", node.lineno)
    scope = dict(zip(names, function.positional)) | dict(function.keywords)
    free = [name for name in names if name not in scope]
    if not free:
        refuse("a function of the step", "one that has all its arguments", node.lineno)
    scope[free[0]] = argument
    outer, evaluator.local = evaluator.local, [*function.scopes]
    try:
        return _run(evaluator, node, scope, free[1:])
    finally:
        evaluator.local = outer


def called(evaluator: Evaluator, function: ast.FunctionDef, call: ast.Call) -> Any:
    """The value of a call of a def of the text. Raises ReadError."""
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    scope = {name: evaluator.value(part) for name, part in zip(names, call.args)}
    scope |= {word.arg: evaluator.value(word.value) for word in call.keywords if word.arg}
    return _run(evaluator, function, scope, [name for name in names if name not in scope])


def _run(
    evaluator: Evaluator, node: ast.Lambda | ast.FunctionDef, scope: dict[str, Any], others: list[str]
) -> Any:
    defaults = node.args.defaults
    names = [item.arg for item in (*node.args.posonlyargs, *node.args.args)]
    for name, default in zip(names[len(names) - len(defaults) :], defaults):
        if name in others:
            scope[name] = evaluator.value(default)
    for item, value in zip(node.args.kwonlyargs, node.args.kw_defaults):
        if value is not None:
            scope.setdefault(item.arg, evaluator.value(value))
    evaluator.local.append(scope)
    try:
        if isinstance(node, ast.Lambda):
            return evaluator.value(node.body)
        found = Body(evaluator).run(node.body)
        if found is None:
            refuse("a function that returns a number", f"{node.name} without a return", node.lineno)
        return found
    finally:
        evaluator.local.pop()


class Body:
    """The statements of a def: assignments, if and return."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.branches = 0

    def run(self, statements: list[ast.stmt]) -> Any:
        """What is returned; None where nothing is."""
        for index, item in enumerate(statements):
            if isinstance(item, ast.Return):
                return None if item.value is None else self.evaluator.value(item.value)
            if isinstance(item, ast.If):
                return self._branch(item, statements[index + 1 :])
            if not self._assigned(item):
                refuse("assignments, if and return", _kind(item), item.lineno)
        return None

    def _assigned(self, item: ast.stmt) -> bool:
        scope = self.evaluator.local[-1]
        if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
            scope[item.targets[0].id] = self.evaluator.value(item.value)
            return True
        if isinstance(item, ast.FunctionDef):
            scope[item.name] = Defined(item, tuple(self.evaluator.local))
            return True
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.value is not None:
            scope[item.target.id] = self.evaluator.value(item.value)
            return True
        if isinstance(item, ast.AugAssign) and isinstance(item.target, ast.Name):
            combined = ast.BinOp(ast.Name(item.target.id, ast.Load()), item.op, item.value)
            ast.copy_location(combined, item)
            ast.fix_missing_locations(combined)
            scope[item.target.id] = self.evaluator.value(combined)
            return True
        plain = (ast.Pass, ast.Import, ast.ImportFrom, ast.Assert, ast.Global, ast.Nonlocal, ast.Raise)
        return isinstance(item, plain) or (
            isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)
        )

    def _branch(self, item: ast.If, rest: list[ast.stmt]) -> Any:
        self.branches += 1
        if self.branches > MOST_BRANCHES:
            refuse("a function of a reasonable size", "too many branches", item.lineno)
        condition = truth(self.evaluator.value(item.test))
        if isinstance(condition, Unknown):
            return condition
        if isinstance(condition, Condition) and (end := self._end(item)) is not None:
            self.evaluator.ends.append(end)
            return self.run([*item.orelse, *rest])
        if not isinstance(condition, Condition):
            return self.run([*(item.body if condition else item.orelse), *rest])
        scope = dict(self.evaluator.local[-1])
        with self.evaluator.branch():
            then = self.run([*item.body, *rest])
        self.evaluator.local[-1].clear()
        self.evaluator.local[-1].update(scope)
        with self.evaluator.branch():
            other = self.run([*item.orelse, *rest])
        if then is None or other is None:
            # a branch that raises has no rate
            return then if other is None else other
        for value in (then, other):
            if isinstance(value, Unknown):
                return value
        return condition.choose(as_node(then, item.lineno), as_node(other, item.lineno))

    def _end(self, item: ast.If) -> int | None:
        """The last step before `if t > N: raise …`; None where it says something else."""
        test = item.test
        if not (
            len(item.body) == 1 and isinstance(item.body[0], ast.Raise) and isinstance(test, ast.Compare)
        ):
            return None
        left, right = self.evaluator.value(test.left), self.evaluator.value(test.comparators[0])
        if left is not STEP or not isinstance(right, Fraction) or len(test.ops) != 1:
            return None
        if isinstance(test.ops[0], ast.Gt):
            return int(right // 1)
        return -int(-right // 1) - 1 if isinstance(test.ops[0], ast.GtE) else None


def formula(value: Any, line: int) -> Node:
    """What a function gave as a formula. Raises ReadError."""
    return as_node(Fraction(int(value)) if isinstance(value, bool) else value, line)


def _kind(item: ast.stmt) -> str:
    names = {
        ast.For: "a loop",
        ast.While: "a loop",
        ast.With: "with",
        ast.Try: "try",
    }
    return names.get(type(item), type(item).__name__.lower())
