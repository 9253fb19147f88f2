"""Formulas as trees: written once, then evaluated, shown, substituted and followed step by step."""

from lrcalc.expression.nodes import (
    PI,
    STEP,
    Node,
    Number,
    Quantity,
    Symbol,
    cosine,
    exponential,
    floor,
    power,
    sine,
    tanh,
)

__all__ = [
    "PI",
    "STEP",
    "Node",
    "Number",
    "Quantity",
    "Symbol",
    "cosine",
    "exponential",
    "floor",
    "power",
    "sine",
    "tanh",
]
