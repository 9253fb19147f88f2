"""Formulas in LaTeX mathematics."""

from __future__ import annotations

import re

from lrcalc.expression.function import Function
from lrcalc.expression.lists import NumberList
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import Divide, Node, Step
from lrcalc.expression.notation import PRODUCT, SUM, Notation

_EXPONENT = re.compile(r"(-?[0-9.]+)e([+-][0-9]+)")
_RELATIONS = {"=": "=", "≈": r"\approx", "≤": r"\le", "<": "<", ">": ">", "≥": r"\ge", "≠": r"\ne"}


class LatexNotation(Notation):
    r"""LaTeX: fractions outside of functions, `\cos`, `\eta`, `\lfloor`."""

    times, tight_times, minus, pi = r" \times ", r" \cdot ", "-", r"\pi"

    def number(self, text: str) -> str:
        text = text.replace("π", r"\pi ").replace(" /", "/").strip()
        match = _EXPONENT.fullmatch(text)
        return rf"{match[1]} \times 10^{{{int(match[2])}}}" if match else text

    def words(self, text: str) -> str:
        return rf"\text{{{text}}}"

    def relation(self, sign: str) -> str:
        return _RELATIONS[sign]

    def name(self, node: Symbol | NumberList | Step | Quantity) -> str:
        return "t" if isinstance(node, Step) else node.latex

    def rate_at(self, step: str) -> str:
        return rf"\eta_{{{step}}}"

    def _parentheses(self, inner: str) -> str:
        """As high as what stands in them."""
        return rf"\left({inner}\right)" if r"\frac" in inner else super()._parentheses(inner)

    def _leaf_binding(self, leaf: str) -> int:
        return PRODUCT if "e" in leaf else super()._leaf_binding(leaf)

    def _quotient(self, node: Divide, tight: bool) -> str:
        if tight:
            return super()._quotient(node, tight)
        return rf"\frac{{{self._operand(node.left, False, SUM)}}}{{{self._operand(node.right, False, SUM)}}}"

    def _power(self, base: str, exponent: Node) -> str:
        return f"{base}^{{{self._write(exponent, True)[0]}}}"

    def _root(self, node: Node) -> str:
        return rf"\sqrt{{{self._write(node, False)[0]}}}"

    def _logarithm(self, base: str, inner: str) -> str:
        return rf"\log_{{{base}}}({inner})"

    def _floor(self, inner: str) -> str:
        return rf"\lfloor {inner} \rfloor"

    def _count(self, numbers: str, limit: str) -> str:
        return rf"\#({numbers} {self.relation('≤')} {limit})".replace("…", r"\ldots")

    def _indexed(self, name: str, index: Node) -> str:
        return f"{name}_{{{self._write(index, True)[0]}}}"

    def _extreme(self, name: str, left: str, right: str) -> str:
        return rf"\{name}({left}, {right})"

    def _choice(self, first: str, condition: str, second: str) -> str:
        return rf"\begin{{cases}} {first} & {condition} \\ {second} & \text{{else}} \end{{cases}}"

    def _function(self, node: Function, inner: str) -> str:
        return f"{node.latex}({inner})"
