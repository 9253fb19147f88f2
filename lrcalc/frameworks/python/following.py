"""Following a text of Python in the order in which it would run, without running it.

What a name is at a line is what was assigned before it in the flow of its scope. A condition that is known
decides its branch; one that is open has both followed apart, and what differs between them is open too.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import Any, NamedTuple

from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.assigning import assign, carried, set_name
from lrcalc.frameworks.python.branches import Returned, Taken, merged
from lrcalc.frameworks.python.calling import defined
from lrcalc.frameworks.python.chosen import asked_of
from lrcalc.frameworks.python.classes import class_of
from lrcalc.frameworks.python.evaluate import Evaluator
from lrcalc.frameworks.python.loops import LOOPS, Turn, TurnsEnd, turns
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.steps import last_step
from lrcalc.frameworks.python.text import Turns
from lrcalc.frameworks.python.values import Condition, Failed, Unknown, truth

# So many branches of which both are followed with all that comes after them.
MOST_BRANCHES = 200


class Left(NamedTuple):
    """Where the flow goes on: after what a loop does once, after the loop, or nowhere."""

    kind: str


GOES_ON, BREAK, CONTINUE, ENDED = Left("on"), Left("break"), Left("continue"), Left("ended")
LEAVES = (ast.Return, ast.Break, ast.Continue)
ENDING_CALLS = ("exit", "sys.exit", "quit", "os._exit")


class Follower:
    """The statements of a text one after the other.

    strict: whether a function of the step is being followed, of which each statement matters.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        evaluator.assign = partial(assign, evaluator)
        self.strict = False
        # the loops that train, of which the turns are followed
        self.training: Turns | None = None
        self._ifs = 0
        self._branches = 0

    def run(self, statements: list[Any]) -> Any:
        """Follow statements. Raises ReadError."""
        index = 0
        while index < len(statements):
            item = statements[index]
            index += 1
            if isinstance(item, Turn):
                assign(self.evaluator, item.target, item.value)
                continue
            if isinstance(item, TurnsEnd):
                continue
            if isinstance(item, ast.If):
                found, done = self._if(item, statements[index:])
                if done:
                    return found
            elif self.training is not None and self.training.takes(item):
                found = self.training.follow(self, item)
            elif isinstance(item, (ast.For, ast.AsyncFor)) and (
                unrolled := turns(self.evaluator, item, self.evaluator.updated is not None)
            ):
                statements, index = [*unrolled, *statements[index:]], 0
                continue
            else:
                found = self._one(item)
            if found in (BREAK, CONTINUE):
                after = _after(statements, index, found)
                if after is None:
                    return found
                index = after
            elif found is not GOES_ON:
                return found
        return GOES_ON

    def _one(self, item: ast.stmt) -> Any:
        """Follow a statement that is no branch."""
        evaluator = self.evaluator
        evaluator.looked_at += 1
        if isinstance(item, ast.Return):
            return Returned(None if item.value is None else self._value(item.value))
        if isinstance(item, ast.Assign):
            evaluator.target = ast.unparse(item.targets[-1]) if len(item.targets) == 1 else ""
            value = self._value(item.value)
            evaluator.target = ""
            for target in item.targets:
                assign(evaluator, target, value, item.value)
        elif isinstance(item, ast.AnnAssign):
            if item.value is not None:
                assign(evaluator, item.target, self._value(item.value), item.value)
        elif isinstance(item, ast.AugAssign):
            combined = ast.BinOp(item.target, item.op, item.value)
            ast.copy_location(combined, item)
            assign(evaluator, item.target, self._value(combined), combined)
        elif isinstance(item, ast.FunctionDef):
            set_name(evaluator, item.name, defined(evaluator, item))
        elif isinstance(item, ast.ClassDef):
            set_name(evaluator, item.name, class_of(evaluator, item, self.run))
        elif isinstance(item, ast.Expr):
            return self._expression(item)
        elif isinstance(item, ast.Raise):
            return ENDED
        elif isinstance(item, (ast.Break, ast.Continue)):
            return BREAK if isinstance(item, ast.Break) else CONTINUE
        elif isinstance(item, (ast.Pass, ast.Import, ast.ImportFrom, ast.Assert, ast.Delete)):
            return GOES_ON
        elif isinstance(item, (ast.Global, ast.Nonlocal)):
            evaluator.outside.setdefault(id(evaluator.local[-1]), set()).update(item.names)
        elif self.strict:
            refuse("assignments, if and return", _kind(item), item.lineno)
        else:
            return self._block(item)
        return GOES_ON

    def _value(self, item: ast.expr) -> Any:
        return self.evaluator.value(item) if self.strict else self.evaluator.kept(item)

    def _expression(self, item: ast.Expr) -> Any:
        """A call for what it does; in a function of the step, printing and logging have no part."""
        if isinstance(item.value, ast.Call):
            self.evaluator.kept(item.value)
            if ast.unparse(item.value.func) in ENDING_CALLS:
                return ENDED
        return GOES_ON

    def _block(self, item: ast.stmt) -> Any:
        """A loop that is taken once, with, try and match."""
        if isinstance(item, LOOPS):
            return self._once(item)
        if isinstance(item, (ast.With, ast.AsyncWith)):
            for part in item.items:
                value = self.evaluator.kept(part.context_expr)
                if part.optional_vars is not None:
                    assign(self.evaluator, part.optional_vars, value)
            return self.run(item.body)
        if isinstance(item, ast.Try):
            found = self._try(item)
            return self.run(item.finalbody) if found is GOES_ON else found
        if isinstance(item, ast.AsyncFunctionDef):
            return GOES_ON
        if type(item).__name__ == "Match":
            from lrcalc.frameworks.python.matching import as_ifs

            return self.run(as_ifs(item))
        return GOES_ON

    def _try(self, item: ast.Try) -> Any:
        """What is tried; where it is an import, what is set if there is none is as likely."""
        found = self.run([*item.body, *item.orelse])
        imports = any(isinstance(part, (ast.Import, ast.ImportFrom)) for part in item.body)
        if not imports or not item.handlers:
            return found
        with self.evaluator.journal.apart() as sets:
            self.run(item.handlers[0].body)
        for (_, name), (owner, value) in sets.items():
            if (now := owner.get(name, MISSING)) is not MISSING:
                open_name = Unknown(str(name), item.lineno, such_as=str(now) if isinstance(now, bool) else "")
                self.evaluator.journal.set(owner, name, merged(open_name, now, value))
        return found

    def _once(self, item: ast.For | ast.AsyncFor | ast.While) -> Any:
        """The body of a loop, once; what it makes of itself each time is not known after it."""
        evaluator = self.evaluator
        if isinstance(item, ast.While):
            evaluator.kept(item.test)
        else:
            # what it goes over was looked at for its turns
            for part in ast.walk(item.target):
                if isinstance(part, ast.Name):
                    set_name(evaluator, part.id, Unknown(part.id, item.lineno))
        found = self.run(item.body)
        for target in carried(item.body):
            assign(evaluator, target, Unknown(ast.unparse(target), target.lineno))
        if isinstance(found, Returned):
            return found
        return self.run(item.orelse)

    def _if(self, item: ast.If, rest: list[Any]) -> tuple[Any, bool]:
        """Follow a branch; and whether what comes after it was followed with it."""
        test = truth(self._value(item.test))
        if isinstance(test, Failed):
            test = Unknown(ast.unparse(item.test)[:60], item.lineno)
        if isinstance(test, Condition) and (end := last_step(self.evaluator, item)) is not None:
            self.evaluator.ends.append(end)
            return self.run(item.orelse), False
        if not isinstance(test, (Condition, Unknown)):
            left_out = item.orelse if test else item.body
            self.evaluator.left_out.update(id(part) for one in left_out for part in ast.walk(one))
            return self.run(item.body if test else item.orelse), False
        if isinstance(test, Unknown):
            test = asked_of(self.evaluator, item.test, test)
        leaves = any(isinstance(part, LEAVES) for part in ast.walk(item))
        after = rest if leaves else []
        self._ifs += 1
        self._branches += leaves
        if self._branches > MOST_BRANCHES:
            refuse("a function of a reasonable size", "too many branches", item.lineno)
        at = self._ifs
        then, sets = self._arm(test, at, 0, [*item.body, *after])
        other, others = self._arm(test, at, 1, [*item.orelse, *after])
        for key in {**sets, **others}:
            owner, name = (sets.get(key) or others[key])[0], key[1]
            now = owner.get(name, MISSING)
            if then is ENDED or other is ENDED:
                # the one that ends there has no part in what comes after
                goes_on = others if then is ENDED else sets
                value = goes_on[key][1] if key in goes_on else now
            else:
                value = merged(test, *(arm[key][1] if key in arm else now for arm in (sets, others)))
            if value is not MISSING and value is not now:
                self.evaluator.journal.set(owner, name, value)
        return self._left(test, then, other), leaves or (then is ENDED and other is ENDED)

    def _arm(self, test: Condition | Unknown, at: int, arm: int, statements: list[Any]) -> tuple[Any, Any]:
        """Follow one side of an open branch; what it sets is taken back, and given."""
        evaluator = self.evaluator
        if isinstance(test, Unknown):
            evaluator.path.append(Taken(at, arm, test))
        try:
            with evaluator.journal.apart() as sets, evaluator.branch(isinstance(test, Condition)):
                found = self.run(statements)
        finally:
            if isinstance(test, Unknown):
                evaluator.path.pop()
        return found, sets

    def _left(self, test: Condition | Unknown, then: Any, other: Any) -> Any:
        """Where the flow goes on after both sides of an open branch."""
        if then is ENDED or other is ENDED:
            return other if then is ENDED else then
        if isinstance(then, Returned) and isinstance(other, Returned):
            return Returned(merged(test, then.value, other.value))
        one = next((found for found in (then, other) if isinstance(found, Returned)), None)
        if one is None or one.value is None:
            return other if isinstance(then, Returned) else then
        if self.strict and isinstance(test, Condition):
            return one
        return Returned(merged(test, *(found.value if found is one else None for found in (then, other))))


def _after(statements: list[Any], index: int, found: Left) -> int | None:
    """Where the loop whose turns these are goes on; None where it is none of them."""
    for place in range(index, len(statements)):
        if isinstance(statements[place], TurnsEnd) or (
            found is CONTINUE and isinstance(statements[place], Turn)
        ):
            return place
    return None


def _kind(item: ast.stmt) -> str:
    names = {ast.For: "a loop", ast.While: "a loop", ast.With: "with", ast.Try: "try"}
    return names.get(type(item), type(item).__name__.lower())
