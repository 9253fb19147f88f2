"""match: the cases as ifs, where they are words, numbers or anything."""

from __future__ import annotations

import ast
from typing import Any


def as_ifs(item: Any) -> list[ast.stmt]:
    """The cases of a match as branches one after another."""
    found: list[ast.stmt] = []
    for case in reversed(item.cases):
        test = _test(item.subject, case.pattern)
        if test is None:
            found = list(case.body)
            continue
        branch = ast.If(test, case.body, found)
        found = [ast.fix_missing_locations(ast.copy_location(branch, case.body[0]))]
    return found


def _test(subject: ast.expr, pattern: Any) -> ast.expr | None:
    """Whether a subject is what a pattern says; None where it may be anything."""
    kind = type(pattern).__name__
    if kind == "MatchValue":
        return ast.Compare(subject, [ast.Eq()], [pattern.value])
    if kind == "MatchOr":
        tests = [_test(subject, one) for one in pattern.patterns]
        return None if None in tests else ast.BoolOp(ast.Or(), [one for one in tests if one is not None])
    if kind == "MatchAs" and pattern.pattern is None:
        return None
    return ast.Constant(False)
