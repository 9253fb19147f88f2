"""A formula as a Python function gives what the formula gives exactly, to the noise of doubles."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lrcalc.command.lines import read_line
from lrcalc.expression.compiled import compiled
from lrcalc.expression.nodes import Add, Node, Number, Step

LINES = (
    "cosine --max 0.001 --min 1e-5 --T 200 --warmup 10",
    "polynomial --max 0.1 --T 200 --power 0.9",
    "step --lr 0.1 --s 30 --gamma 0.3",
    "multistep --lr 0.1 --milestones 30,80 --gamma 0.1",
    "exponential --lr 0.1 --gamma 0.99",
    "tanh --max 0.1 --T 200",
    "inverse-sqrt --max 0.1 --warmup 10",
)


@pytest.mark.parametrize("line", LINES)
def test_the_function_of_a_formula_is_the_formula(line: str) -> None:
    policy = read_line(1, line)
    for step in (0, 5, 10, 11, 29, 30, 100, 163):
        eta = policy.phase_at(step).quantities[-1]
        assert compiled(eta)(step) == pytest.approx(policy.at(step), rel=1e-14, abs=1e-17)


def test_a_formula_too_deep_for_python_is_found_all_the_same() -> None:
    """t + 1 + 1 + … with 300 ones."""
    node: Node = Step()
    for _ in range(300):
        node = Add(node, Number(Fraction(1)))
    assert compiled(node)(5) == 305
