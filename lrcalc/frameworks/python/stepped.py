"""How often a text steps its scheduler: after each update, or once an epoch, by where it calls step()."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.loops import LOOPS
from lrcalc.frameworks.python.names import last_of, names_in

# What is done in the loop of the batches and in no other.
OF_A_BATCH = ("backward", "zero_grad")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
EPOCH_HOOKS = ("epoch_end", "end_epoch", "after_epoch", "validation_end")
BATCH_HOOKS = ("batch_end", "training_step", "train_step", "after_batch", "optimizer_step")


class Stepped(NamedTuple):
    """Whether it is stepped once an epoch, and the line that says so.

    shift: 1 where step() comes before the update that it is for, −1 where it is told the epoch, or the
    share of one, that is just over. in_epochs: whether it is told a share of an epoch after each update,
    and share_of: what the updates of an epoch are called there.
    """

    per_epoch: bool
    line: int
    shift: int = 0
    in_epochs: bool = False
    share_of: str = ""


def stepped(tree: ast.Module, made: ast.Call) -> Stepped | None:
    """How often the scheduler of a call is stepped; None where the text does not say, or says both."""
    lightning = _lightning(tree, made)
    if lightning is not None:
        return lightning
    names = _names_of(tree, made)
    _check_decided(tree, names)
    found = [
        _told(kind, call, above, names)
        for call, above in _calls(tree)
        if _steps(call, names) and (kind := _kind(above, call.lineno) or _of_a_share(call)) is not None
    ]
    return found[0] if found and len({one._replace(line=0) for one in found}) == 1 else None


def _check_decided(tree: ast.Module, names: set[str]) -> None:
    """Raise ReadError where a count of the loop decides whether the scheduler is stepped, and it alone."""
    for loop in ast.walk(tree):
        counts = _counts(loop)
        tests = [item for item in ast.walk(loop) if counts and isinstance(item, ast.If)
                 and counts & names_in(item.test)]  # fmt: skip
        updates = {ast.unparse(item.test) for item in tests if _holds(item, names, of_the_scheduler=False)}
        for item in tests:
            if _holds(item, names, of_the_scheduler=True) and ast.unparse(item.test) not in updates:
                wanted = "a scheduler that is stepped after each update, or each epoch"
                refuse(wanted, f"one that is where {ast.unparse(item.test)[:40]}", item.lineno)


def _of_a_share(call: ast.Call) -> Stepped | None:
    """That a scheduler which is told the share of an epoch is stepped after each update."""
    shares = any(isinstance(part, ast.Div) for part in ast.walk(call))
    return Stepped(False, call.lineno) if call.args and shares else None


def _counts(loop: ast.AST) -> set[str]:
    """What a loop counts: its target, or the count of an enumerate."""
    if not isinstance(loop, (ast.For, ast.AsyncFor)):
        return set()
    target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
    return {target.id} if isinstance(target, ast.Name) else set()


def _holds(item: ast.If, names: set[str], of_the_scheduler: bool) -> bool:
    """Whether the branches of an if step the scheduler, or something else."""
    parts = [part for statement in (*item.body, *item.orelse) for part in ast.walk(statement)]
    calls = [part for part in parts if isinstance(part, ast.Call) and last_of(part) == "step"]
    return any(_steps(call, names) is of_the_scheduler for call in calls)


def _told(kind: Stepped, call: ast.Call, above: tuple[ast.AST, ...], names: set[str]) -> Stepped:
    """What step() is told, and whether it comes before the update."""
    loop = above[-1] if above and isinstance(above[-1], LOOPS) else None
    before = loop is not None and _is_before(loop, call, names)
    told = call.args[0] if call.args else None
    if told is None:
        return kind._replace(shift=int(before))
    share = told.right if isinstance(told, ast.BinOp) and isinstance(told.op, ast.Add) else None
    if share is None and any(isinstance(part, ast.Div) for part in ast.walk(told)):
        refuse("a step() that is told an epoch, or epoch + i/n", ast.unparse(told)[:60], call.lineno)
    if not kind.per_epoch and isinstance(share, ast.BinOp) and isinstance(share.op, ast.Div):
        # epoch + i / iters, and not epoch + (i + 1) / iters
        is_over = isinstance(share.left, ast.Name)
        shift = -1 if is_over and not before else 0
        return kind._replace(in_epochs=True, shift=shift, share_of=ast.unparse(share.right))
    if (
        kind.per_epoch
        and loop is not None
        and ast.unparse(told) == ast.unparse(getattr(loop, "target", told))
    ):
        return kind._replace(shift=0 if before else -1)
    return kind


def _is_before(loop: ast.AST, call: ast.Call, names: set[str]) -> bool:
    """Whether a call of step() comes before the updates of its loop."""
    calls = [item for item in ast.walk(loop) if isinstance(item, ast.Call) and item is not call]
    updates = [one for one in calls if last_of(one) == "step" and not _steps(one, names)]
    updates = updates or [one for one in calls if last_of(one) in OF_A_BATCH]
    if updates:
        return call.lineno < min(one.lineno for one in updates)
    body = getattr(loop, "body", [])
    return (
        len(body) > 1
        and call.lineno == body[0].lineno
        and any(isinstance(part, ast.Call) for statement in body[1:] for part in ast.walk(statement))
    )


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
    """Each call of a text, with the loops and the defs that it stands in."""
    stack: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(tree, ())]
    while stack:
        one, outer = stack.pop()
        if isinstance(one, ast.Call):
            yield one, outer
        within = (*outer, one) if isinstance(one, (*LOOPS, *FUNCTIONS)) else outer
        stack += [(child, within) for child in ast.iter_child_nodes(one)]


def _names_of(tree: ast.Module, made: ast.Call) -> set[str]:
    """What the scheduler is called: the names that are set to the call, or to what has it within."""
    found = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.Assign) and any(part is made for part in ast.walk(item.value)):
            found |= {ast.unparse(target) for target in item.targets}
    # a def that makes it gives it to a name that is not known here
    return found or {"scheduler", "lr_scheduler", "self.scheduler", "self.lr_scheduler"}


def _steps(call: ast.Call, names: set[str]) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "step"
        and _is_one_of(ast.unparse(call.func.value), names)
    )


def _is_one_of(text: str, names: set[str]) -> bool:
    last = text.rpartition(".")[2]
    return any(text == name or last == name.rpartition(".")[2] for name in names)


def _kind(above: tuple[ast.AST, ...], line: int) -> Stepped | None:
    """What the loops around a call of step() say, the innermost first."""
    loops: list[ast.AST] = []
    for item in reversed(above):
        if isinstance(item, FUNCTIONS):
            return _of_loops(loops, line) if loops else _of_function(item, line)
        loops.append(item)
    return _of_loops(loops, line) if loops else None


def _of_loops(loops: list[ast.AST], line: int) -> Stepped | None:
    inner = loops[0]
    if _does_batches(inner, directly=True):
        return Stepped(False, line)
    if _does_batches(inner, directly=False) or "epoch" in _target(inner):
        return Stepped(True, line)
    if len(loops) > 1 or any(word in _target(inner) for word in ("batch", "step", "iter")):
        return Stepped(False, line)
    return None


def _of_function(function: ast.AST, line: int) -> Stepped | None:
    name = getattr(function, "name", "")
    if any(hook in name for hook in EPOCH_HOOKS):
        return Stepped(True, line)
    if any(hook in name for hook in BATCH_HOOKS) or _does_batches(function, directly=True):
        return Stepped(False, line)
    return Stepped(True, line) if _does_batches(function, directly=False) else None


def _does_batches(item: ast.AST, directly: bool) -> bool:
    """Whether a loop or a def goes through batches itself, or has a loop within that does."""
    stack = list(ast.iter_child_nodes(item))
    while stack:
        one = stack.pop()
        if isinstance(one, ast.Call) and last_of(one) in OF_A_BATCH:
            return True
        if not (directly and isinstance(one, LOOPS)):
            stack += ast.iter_child_nodes(one)
    return False


def _target(loop: ast.AST) -> str:
    target = getattr(loop, "target", None)
    return ast.unparse(target).lower() if target is not None else ""


def _lightning(tree: ast.Module, made: ast.Call) -> Stepped | None:
    """Lightning steps once an epoch what configure_optimizers returns, unless its interval is step."""
    for item in ast.walk(tree):
        if isinstance(item, FUNCTIONS) and item.name == "configure_optimizers":
            parts = list(ast.walk(item))
            if not any(part is made for part in parts):
                continue
            words = {part.value for part in parts if isinstance(part, ast.Constant)}
            return Stepped(not {"interval", "step"} <= words, item.lineno)
    return None
