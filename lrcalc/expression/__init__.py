"""Formulas as trees: written once, then evaluated, shown, substituted and followed step by step.

What is printed is `exact` or `real`, of the nodes. Doubles are for what is decided on the way, in four ways:
`estimate` is the value at one point, without a bound, where candidates that share most of their parts are
sifted; `compiled` is the same as a function of the step, written out as Python, for a search over many steps;
`doubles` is a function of the step with a bound on its error, written out by `written`, where it has to be
known that a value is above another, or which double is nearest; `disc` is the value at a step with a bound on
how far from it any is at the complex numbers near to it, which bounds the derivatives. The last two take what
each operation is off by from `bounds`.

A function of one operand is a class of `function.Function`, which says all that others ask of it, and a line
in the list of `reader`.
"""

from lrcalc.expression.functions import cosine, exponential, floor, sine, tanh
from lrcalc.expression.lists import NumberList, count, element
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import PI, STEP, Node, Number, power

__all__ = [
    "PI",
    "STEP",
    "Node",
    "Number",
    "NumberList",
    "Quantity",
    "Symbol",
    "cosine",
    "count",
    "element",
    "exponential",
    "floor",
    "power",
    "sine",
    "tanh",
]
