"""Formulas as trees: written once, then evaluated, shown, substituted and followed step by step."""

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
