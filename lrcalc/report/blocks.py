"""The kinds of block that an answer is made of. A format renders kinds; it knows no feature."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Union

if TYPE_CHECKING:
    from lrcalc.expression.notation import Notation
    from lrcalc.pictures.curve import Curve
    from lrcalc.schedule.working import Line


class Column(NamedTuple):
    """The head of a column; text stands to the left and may be broken, numbers stand to the right."""

    heading: str
    is_text: bool = False


class Table(NamedTuple):
    """Rows of cells under their columns. Where a screen is too narrow for all of them, the columns from
    `second` on stand in a table of their own, beside the first column again."""

    title: str
    columns: list[Column]
    rows: list[list[str]]
    second: int | None = None


class Sentences(NamedTuple):
    """Sentences, each a paragraph of its own."""

    texts: list[str]


class Equations(NamedTuple):
    """Lines of mathematics, written in whatever notation the format has.

    `step` is the step that they are about and `number` its place among the steps asked; None: the general
    formula. The remarks stand before the lines.
    """

    lines: Callable[[type[Notation]], list[Line]]
    step: int | None = None
    number: int = 0
    remarks: tuple[str, ...] = ()


class Figures(NamedTuple):
    """Figures by name: `Mean` and what it is."""

    lines: list[tuple[str, str]]


class Listing(NamedTuple):
    """Lines as a shell or a program takes them: numbered where there are several."""

    lines: list[str]


class Code(NamedTuple):
    """A text to be pasted, and the language it is in."""

    text: str
    language: str = ""


class Drawing(NamedTuple):
    """Curves over one another, sampled as finely as the picture needs; labels tell several apart."""

    curves: Callable[[int], list[Curve]]
    labels: list[str] | None = None
    digits: int | None = None
    log_scale: bool = False


Block = Union[Table, Sentences, Equations, Figures, Listing, Code, Drawing]
