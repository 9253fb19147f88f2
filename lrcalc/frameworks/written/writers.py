"""`--as NAME`: a schedule in the words of a framework: a call that is equal, else its own formula."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lrcalc.errors import ScheduleError, expected, nearest
from lrcalc.frameworks import WRITTEN
from lrcalc.frameworks.written.code import JAX, KERAS, PYTHON
from lrcalc.frameworks.written.compared import Difference, difference
from lrcalc.frameworks.written.native import CANDIDATES
from lrcalc.frameworks.written.taken import Call, Taken, taken_apart
from lrcalc.frameworks.written.writing import expression, function_lines, no_rate_past
from lrcalc.numbers.literal import shown
from lrcalc.schedule.policy import Policy

COMMENT = "#"


class Written(NamedTuple):
    """Code to be pasted, its language, the verdict, and a note of it where it is not the first line too."""

    text: str
    language: str
    verdict: str
    note: str = ""


def write(schedule: Policy, name: str, line: str = "") -> Written:
    """The schedule as a framework has it. `line` is the command line that makes it, after `lrcalc`.

    Raises ScheduleError for a framework that there is not, and where nothing there comes near.
    """
    if name not in WRITTEN:
        raise ScheduleError(expected(f"one of {', '.join(WRITTEN)}", shown(name), nearest(name, WRITTEN)))
    if name == "lrcalc":
        return Written(f"lrcalc {line}\n", "sh", "exact")
    if name == "python":
        return _commented(_python(schedule), "python", "exact")
    native = _native(schedule, name)
    if native is not None and native[1] is None:
        return _commented(native[0], _language(name), f"exact: {name} has the same rate at every update")
    made, end = FUNCTIONS.get(name), no_rate_past(schedule)
    if made is not None and end is not None and name in COMPILED:
        # what is compiled raises nothing
        if native is not None and native[1] is not None and native[1].step > end:
            return _commented(native[0], "python", _differs(native[1], name))
        held = Difference(end + 1, None, schedule.at(end))
        return _commented(made(schedule), "python", _differs(held, name))
    if made is None:
        if native is None:
            raise ScheduleError(
                f"expected a schedule that {name} has, got one that nothing there comes near to"
            )
        assert native[1] is not None
        return _commented(native[0], _language(name), _differs(native[1], name))
    return _commented(
        made(schedule), "python", "exact: the formula itself, for no call there has all of these rates"
    )


def _language(name: str) -> str:
    return {"megatron": "sh", "deepspeed": "json"}.get(name, "python")


def _commented(text: str, language: str, verdict: str) -> Written:
    if language == "json":
        return Written(text, language, verdict, note=verdict)
    return Written(f"{COMMENT} {verdict}\n{text}", language, verdict)


def _differs(found: Difference, name: str) -> str:
    theirs = "no rate" if found.theirs is None else f"{found.theirs:.6g}"
    instead = "where there is no rate" if found.ours is None else f"not {found.ours:.6g}"
    return f"differs: from update {found.step} on {name} has {theirs}, {instead}"


def _native(schedule: Policy, name: str) -> tuple[str, Difference | None] | None:
    """The call of the framework that is equal, or of several the one that is so longest."""
    best: tuple[str, Difference | None] | None = None
    taken = taken_apart(schedule)
    if taken is None:
        return None
    for call in _candidates(taken, name):
        try:
            found = difference(schedule, call.schedule())
        except (ScheduleError, ArithmeticError):
            continue
        if found is None:
            return call.text, None
        if best is None or (best[1] is not None and found.step > best[1].step):
            best = (call.text, found)
    return best


def _candidates(taken: Taken, name: str) -> Iterator[Call]:
    for make in CANDIDATES.get(name, ()):
        found = make(taken)
        if found is not None:
            yield found


def _python(schedule: Policy) -> str:
    lines = function_lines(schedule, PYTHON)
    return "import math\n\n\n" + "\n".join(lines) + "\n"


def _torch(schedule: Policy) -> str:
    return (
        _python(schedule).replace("import math\n", "import math\n\nimport torch\n")
        + "\n\n# LambdaLR multiplies the optimizer's rate, which is 1, by rate(t)\n"
        + "optimizer = torch.optim.SGD(model.parameters(), lr=1.0)\n"
        + "scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)\n"
    )


def _optax(schedule: Policy) -> str:
    text = _wrapped(expression(schedule, JAX))
    start = "    t = jnp.asarray(t, float)\n"
    start += (
        f"    t = jnp.minimum(t, {JAX.with_point(str(schedule.total))})\n"
        if schedule.total is not None
        else ""
    )
    return f"import jax.numpy as jnp\n\n\ndef schedule(t):\n{start}    return {text}\n"


def _keras(schedule: Policy) -> str:
    text = _wrapped(expression(schedule, KERAS))
    start = (
        f"        t = ops.minimum(t, {KERAS.with_point(str(schedule.total))})\n"
        if schedule.total is not None
        else ""
    )
    return (
        "import math\n\nimport keras\nfrom keras import ops\n\n\n"
        "class Schedule(keras.optimizers.schedules.LearningRateSchedule):\n"
        "    def __call__(self, t):\n"
        '        t = ops.cast(t, "float32")\n'
        f"{start}        return {text}\n\n"
        "    def get_config(self):\n        return {}\n\n\nschedule = Schedule()\n"
    )


def _wrapped(text: str) -> str:
    """A long expression in brackets, so that it may be broken where it is pasted."""
    return text if len(text) < 90 else "(\n" + textwrap.indent(text, " " * 8) + "\n    )"


# Those whose functions are compiled.
COMPILED = ("optax", "keras")
FUNCTIONS: dict[str, Callable[[Policy], str]] = {
    "torch": _torch,
    "transformers": _torch,
    "optax": _optax,
    "keras": _keras,
    "timm": _torch,
}
