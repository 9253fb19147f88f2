"""What a function of the step says of the step itself."""

from __future__ import annotations

import ast
from fractions import Fraction

from lrcalc.expression import STEP
from lrcalc.frameworks.python.text import Values


def last_step(evaluator: Values, item: ast.If) -> int | None:
    """The last step before `if t > N: raise …`; None where it says something else."""
    test = item.test
    if not (len(item.body) == 1 and isinstance(item.body[0], ast.Raise) and isinstance(test, ast.Compare)):
        return None
    left, right = evaluator.value(test.left), evaluator.value(test.comparators[0])
    if left is not STEP or not isinstance(right, Fraction) or len(test.ops) != 1:
        return None
    if isinstance(test.ops[0], ast.Gt):
        return int(right // 1)
    return -int(-right // 1) - 1 if isinstance(test.ops[0], ast.GtE) else None
