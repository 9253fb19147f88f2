"""The flow of a text of Python: what it makes, in order, and what its names are then."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.list_of_frameworks import ARGUMENTS, CALLS, OPTIMIZERS, REFUSED, TRAINERS
from lrcalc.frameworks.python.calling import defined
from lrcalc.frameworks.python.entering import Entering
from lrcalc.frameworks.python.evaluate import Evaluator
from lrcalc.frameworks.python.following import Follower
from lrcalc.frameworks.python.objects import MISSING, Class
from lrcalc.frameworks.python.source import Source
from lrcalc.frameworks.python.values import Constructed, Defined, Failed, Unknown, parameters

if TYPE_CHECKING:
    from lrcalc.frameworks.python.training import Training

# What makes a schedule, or a configuration of one.
SCHEDULES = {*CALLS, *REFUSED, *TRAINERS}
OF_INTEREST = {*CALLS, *REFUSED, *OPTIMIZERS, *ARGUMENTS, "add_argument", "lr_scheduler", "optim"}


class Flow:
    """A text that was followed from its first statement to its last.

    Where it makes no schedule by itself, the defs and the methods that nothing calls are followed too.
    """

    def __init__(self, source: Source, given: Mapping[str, Any], training: Training | None = None) -> None:
        self.source = source
        every = list(ast.walk(source.tree))
        self.defs = [item for item in every if isinstance(item, ast.FunctionDef)]
        # what the text has of its own is not what a framework has under that name
        self.own = {item.name for item in every if isinstance(item, (ast.FunctionDef, ast.ClassDef))}
        _name_as_made(every)
        self.evaluator = Evaluator(source, given, self._makes)
        self.follower = Follower(self.evaluator)
        self.follower.training = training
        self.entering = Entering(self.evaluator, self.follower)
        self.evaluator.follow = self.entering
        self.evaluator.elsewhere = self._elsewhere
        self.evaluator.is_of_interest = self._is_of_interest
        self._interesting = _interesting(every)
        self._assigned: dict[str, list[ast.expr]] | None = None
        self._looking_for: set[str] = set()
        for item in source.tree.body:
            if isinstance(item, ast.FunctionDef):
                self.evaluator.module[item.name] = defined(self.evaluator, item)
        self.follower.run(source.tree.body)
        # the defaults of defs that nothing calls, which were taken
        self.taken: list[str] = []
        if not self.makes_a_schedule():
            self._follow_the_rest()

    def _makes(self, name: str) -> bool:
        return name not in self.own and (name in CALLS or name in REFUSED or name in OPTIMIZERS)

    def makes_a_schedule(self) -> bool:
        """Whether a scheduler, or a configuration of one, was made so far."""
        return any(
            isinstance(one.made, (Failed, Unknown)) or one.made.name in SCHEDULES
            for one in self.evaluator.reached
        )

    def _is_of_interest(self, item: ast.AST) -> bool:
        name = getattr(item, "id", getattr(item, "attr", getattr(item, "name", None)))
        return name in OF_INTEREST or name in self._interesting

    def _follow_the_rest(self) -> None:
        """Follow what nothing calls: methods that a framework calls, and the defs of a part of a script."""
        classes = [value for value in self.evaluator.module.values() if isinstance(value, Class)]
        of_classes = {
            id(value.node): kind
            for kind in classes
            for value in kind.fields.values()
            if isinstance(value, Defined)
        }
        for node in self.defs:
            if id(node) in self.entering.followed or not self._is_of_interest(node):
                continue
            kind = of_classes.get(id(node))
            function = defined(self.evaluator, node)
            positional: list[Any] = []
            if kind is not None:
                made = [one for one in self.entering.instances if one.kind is kind]
                one = made[-1] if made else self.entering.made(kind, [], {}, node.lineno)
                if id(node) in self.entering.followed:
                    continue
                positional = [one]
            names = parameters(node)
            scope = {**function.defaults, **dict(zip(names, positional))}
            scope |= {name: value for name, value in self.evaluator.given.items() if name in names}
            try:
                self.entering.entered(function, scope)
            except ReadError:
                continue

    def _elsewhere(self, name: str) -> Any:
        """What a name is that the flow has not set: where the text sets it once and for all, that."""
        if name.startswith("args.") and name[5:] in self.evaluator.flags:
            return self.evaluator.flags[name[5:]]
        if self._assigned is None:
            self._assigned = _assigned(self.source.tree)
        found = self._assigned.get(name, [])
        if len(found) != 1 or name in self._looking_for or id(found[0]) in self.evaluator.left_out:
            return MISSING
        self._looking_for.add(name)
        try:
            value = self.evaluator.kept(found[0])
        finally:
            self._looking_for.discard(name)
        return MISSING if isinstance(value, (Unknown, Failed, Constructed)) else value


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """The expressions that each name, or path of names, is set to anywhere in a text."""
    found: dict[str, list[ast.expr]] = {}
    for item in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(item, ast.Assign):
            targets = item.targets
        elif isinstance(item, (ast.AnnAssign, ast.AugAssign)):
            targets = [item.target]
        value = getattr(item, "value", None)
        if not isinstance(value, ast.expr):
            continue
        for target in targets:
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts))
            for one, its in pairs:
                if isinstance(one, (ast.Name, ast.Attribute, ast.Subscript)):
                    found.setdefault(ast.unparse(one), []).append(its)
    return found


def _interesting(every: list[ast.AST]) -> set[str]:
    """The names of the defs and classes that make a scheduler or an optimizer, or call one that does."""
    holders = [(item.name, _mentioned(item)) for item in every
               if isinstance(item, (ast.FunctionDef, ast.ClassDef))]  # fmt: skip
    found: set[str] = set()
    while True:
        more = {name for name, has in holders if name not in found and has & (OF_INTEREST | found)}
        if not more:
            return found
        found |= more


def _mentioned(item: ast.AST) -> set[str]:
    """The names and the attributes in a part of a text."""
    return {
        part.id if isinstance(part, ast.Name) else part.attr
        for part in ast.walk(item)
        if isinstance(part, (ast.Name, ast.Attribute))
    }


def _name_as_made(every: list[ast.AST]) -> None:
    """Give what is imported under another name, `import StepLR as S`, its own name again."""
    others = {
        one.asname: one.name
        for item in every
        if isinstance(item, ast.ImportFrom)
        for one in item.names
        if one.asname and one.name in CALLS
    }
    for item in every if others else ():
        if isinstance(item, ast.Name) and item.id in others:
            item.id = others[item.id]
