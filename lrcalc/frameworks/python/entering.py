"""Entering what a text defines: a def with its arguments, a class that is made."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.errors import TooMuch, refuse
from lrcalc.frameworks.python.branches import Returned
from lrcalc.frameworks.python.following import Follower
from lrcalc.frameworks.python.objects import Class, Instance
from lrcalc.frameworks.python.values import Defined, Unknown, parameters

if TYPE_CHECKING:
    from lrcalc.frameworks.python.evaluate import Evaluator

# So deep defs call each other; so many expressions are looked at in one that makes no scheduler.
DEEPEST_CALLS = 25
MOST_IN_A_CALL = 5_000


class Entering:
    """What a text calls of its own."""

    def __init__(self, evaluator: Evaluator, follower: Follower) -> None:
        self.evaluator = evaluator
        self.follower = follower
        self.instances: list[Instance] = []
        # the defs that were followed, and those that are being followed
        self.followed: set[int] = set()
        self._open: list[int] = []
        # what the parameters of each def were in its last call
        self.calls: dict[int, dict[str, Any]] = {}

    def __call__(self, callee: Any, positional: list[Any], words: dict[str, Any], line: int) -> Any:
        """What a def returns, or the instance of a class. Raises ReadError."""
        if isinstance(callee, Class):
            return self.made(callee, positional, words, line)
        if id(callee.node) in self._open or len(self._open) >= DEEPEST_CALLS:
            return Unknown(f"{_name(callee.node)}(…)", line)
        evaluator = self.evaluator
        most = evaluator.most
        if not self.follower.strict and not evaluator.is_of_interest(callee.node):
            evaluator.most = min(most, evaluator.looked_at + MOST_IN_A_CALL)
        try:
            scope = bind(callee, positional, words)
            self.calls[id(callee.node)] = dict(scope)
            return self.entered(callee, scope)
        except TooMuch:
            if evaluator.most == most or evaluator.looked_at > most:
                raise
            return Unknown(f"{_name(callee.node)}(…)", line)
        finally:
            evaluator.most = most

    def entered(self, function: Defined, scope: dict[str, Any]) -> Any:
        """What a def or a lambda gives with its parameters set."""
        evaluator, node = self.evaluator, function.node
        outer, evaluator.local = evaluator.local, [*(function.scopes or (evaluator.module,)), scope]
        self._open.append(id(node))
        self.followed.add(id(node))
        try:
            if isinstance(node, ast.Lambda):
                return evaluator.value(node.body)
            found = self.follower.run(node.body)
            return found.value if isinstance(found, Returned) else None
        finally:
            self._open.pop()
            evaluator.local = outer
            # another scope may come to have the same id
            evaluator.outside.pop(id(scope), None)

    def applied(self, function: Any, argument: Any) -> Any:
        """What a function of one argument gives there; Unknown where a name in it is not set."""
        node = function.node
        names = parameters(node)
        if names[:1] == ["self"] and not function.positional:
            names = names[1:]
        scope = dict(zip(names, function.positional)) | dict(function.keywords)
        free = [name for name in names if name not in scope]
        if not free:
            refuse("a function of the step", "one that has all its arguments" if names else
                   "one without an argument", node.lineno)  # fmt: skip
        scope = {**function.defaults, **scope, free[0]: argument}
        return self.value_of(function, scope)

    def value_of(self, function: Defined, scope: dict[str, Any], wants: bool = True) -> Any:
        """What a function gives with these parameters, each of its statements understood. Raises ReadError.

        wants: whether it has to return something.
        """
        node = function.node
        names = parameters(node)
        scope = {**function.defaults, **dict(zip(names, function.positional)), **scope}
        strict, self.follower.strict = self.follower.strict, True
        try:
            found = self.entered(function, scope)
        finally:
            self.follower.strict = strict
        if found is None and wants:
            refuse("a function that returns a number", f"{_name(node)} without a return", node.lineno)
        return found

    def made(self, kind: Class, positional: list[Any], words: dict[str, Any], line: int) -> Instance:
        """An instance of a class: by its __init__, or by its fields, as those of a dataclass."""
        made = Instance(kind)
        self.instances.append(made)
        init = kind.member("__init__")
        if isinstance(init, Defined):
            self(init, [made, *positional], words, line)
            return made
        fields = {**dict(zip(kind.data_fields(), positional)), **words}
        for name, value in fields.items():
            self.evaluator.journal.set(made.fields, name, value)
        after = made.member("__post_init__")
        if isinstance(after, Defined):
            self(after, [], {}, line)
        return made


def _name(node: ast.AST) -> str:
    return str(getattr(node, "name", "lambda"))


def bind(function: Defined, positional: list[Any], words: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a def, with their values."""
    arguments = function.node.args
    names = parameters(function.node)
    given = [*function.positional, *positional]
    keywords = {**dict(function.keywords), **words}
    known = {*names, *(item.arg for item in arguments.kwonlyargs)}
    scope: dict[str, Any] = dict(function.defaults)
    scope |= dict(zip(names, given)) | {name: value for name, value in keywords.items() if name in known}
    if arguments.vararg:
        scope[arguments.vararg.arg] = given[len(names) :]
    if arguments.kwarg:
        scope[arguments.kwarg.arg] = {name: value for name, value in keywords.items() if name not in known}
    return scope
