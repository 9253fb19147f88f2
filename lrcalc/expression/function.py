"""What a function of one operand says of itself, for all who show it, write it as code or follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from lrcalc.expression.nodes import Unary

# What is less becomes too small for a double.
SMALLEST = 1e-300
# How the functions that a formula shows by name are written in LaTeX.
LATEX_NAMES: dict[str, str] = {}


class NotDecided(ArithmeticError):
    """What doubles do not tell."""


class Function(Unary):
    """A function of one operand. What it leaves out is found from its bounds, or refused where it is needed.

    name: in text; latex: in LaTeX, where that is not the name after a backslash.
    code: in the math of Python, in jax and in keras.ops, where that is not the name.
    in_doubles: the value of a double.
    rises: whether it never falls. is_positive: whether it is above 0 everywhere.
    """

    __slots__ = ()
    name: ClassVar[str] = ""
    latex: ClassVar[str] = ""
    code: ClassVar[str] = ""
    in_doubles: ClassVar[Callable[[float], float] | None] = None
    rises: ClassVar[bool] = False
    is_positive: ClassVar[bool] = False

    def __init_subclass__(cls, **words: Any) -> None:
        super().__init_subclass__(**words)
        own = vars(cls)
        if name := own.get("name"):
            cls.code, cls.latex = own.get("code", name), own.get("latex", rf"\{name}")
            LATEX_NAMES[name] = cls.latex

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        """What the value of an argument is off by where that is off by so much, in the complex plane too."""
        raise NotImplementedError

    def from_doubles(self, *parts: float) -> float | None:
        function = type(self).in_doubles
        return None if function is None else function(*parts)
