"""What stands above a curve: the formula and its numbers, or the schedule in words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from lrcalc.expression import Node, Symbol
from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import list_text, number_text
from lrcalc.schedule.formula import by_name, condition_text, definitions, phases, title
from lrcalc.schedule.policy import Policy

FONT, SMALLEST = 8.0, 5.5
MOST_LINES, MOST_WORDS = 4, 6
# What there is between two lines, in heights of a letter.
GAP = 0.45
# What mathtext does not know of LaTeX.
UNKNOWN = {r"\\le\b": r"\\leq", r"\\ge\b": r"\\geq", r"\\text\b": r"\\mathrm", r"\\frac\b": r"\\dfrac"}


class Caption(NamedTuple):
    """Lines from the top, each with its height in points; all are of one size."""

    lines: list[str]
    heights: list[float]
    size: float

    @property
    def height(self) -> float:
        """All lines and what is between them, in points."""
        return sum(self.heights) + GAP * self.size * len(self.heights)


class Measure:
    """How wide and how high a line is at the full size, in points. Raises ValueError for signs unknown."""

    def __init__(self) -> None:
        from matplotlib.font_manager import FontProperties
        from matplotlib.mathtext import MathTextParser
        from matplotlib.textpath import TextToPath

        self._parser, self._font, self._plain = (
            MathTextParser("path"),
            FontProperties(size=FONT),
            TextToPath(),
        )

    def __call__(self, line: str) -> tuple[float, float]:
        if line.startswith("$") or (r"\$" not in line and "$" in line):
            box: Any = self._parser.parse(line, 72, self._font)
            return float(box.width), max(float(box.height), FONT)
        return float(self._plain.get_text_width_height_descent(line, self._font, False)[0]), FONT


def caption(policy: Policy, width: float) -> Caption:
    """The formula, a line a phase, and the numbers below it, no wider than so many points.

    In words where the formula is long, is wider at the least size that can be read, or has names without a
    number: the parts of a chain share theirs.
    """
    measure = Measure()
    formula = _formula(policy)
    if formula and _is_told(policy):
        try:
            lines = [*formula, *_filled(_numbers(policy), width, measure)]
            sizes = list(map(measure, lines))
        except ValueError:
            # a sign that mathtext does not know
            sizes = []
        size = min([FONT, *(FONT * width / wide for wide, _ in sizes)])
        if sizes and size >= SMALLEST:
            return Caption(lines, [high * size / FONT for _, high in sizes], size)
    return _in_words(policy, width, measure)


def _in_words(policy: Policy, width: float, measure: Measure) -> Caption:
    # a name stays with its number, and each part of a chain begins a line
    words = title(policy).replace("$", r"\$").replace(" = ", "\u00a0=\u00a0")
    letters = max(20, int(1.1 * len(words) * width / max(width, measure(words)[0])))
    lines = [line for part in re.split("(?<=;) ", words) for line in textwrap.wrap(part, letters)]
    lines = lines if len(lines) <= MOST_WORDS else [*lines[: MOST_WORDS - 1], "…"]
    widest = max([width, *(measure(line)[0] for line in lines)])
    return Caption(lines, [FONT] * len(lines), max(SMALLEST, FONT * width / widest))


def _is_told(policy: Policy) -> bool:
    """Whether each name of the formula is one of those whose number stands below it."""
    named = {item.name for item in policy.named_symbols().values()}
    named |= {item.name for item in policy.named_lists().values()}
    return all(item.name in named for phase in phases(policy) for item in _symbols(phase.quantities[-1]))


def _symbols(node: Node) -> Iterator[Symbol]:
    if isinstance(node, Symbol):
        yield node
    for child in node.children:
        yield from _symbols(child)


def _numbers(policy: Policy) -> list[str]:
    items = [f"${item.latex}$ = {number_text(item.value)}" for item in policy.named_symbols().values()]
    items += [f"${item.latex}$ = ({list_text(item.values)})" for item in policy.named_lists().values()]
    return items


def _filled(items: list[str], width: float, measure: Measure) -> list[str]:
    """The items in as few lines as they take, which are about as long as one another."""
    if not items:
        return []
    whole = sum(measure(item)[0] for item in items) + FONT * (len(items) - 1)
    most = whole / -(-whole // width) + FONT
    lines = [items[0]]
    for item in items[1:]:
        longer = f"{lines[-1]}, {item}"
        fits = measure(longer)[0] <= width
        if fits and measure(lines[-1])[0] + measure(item)[0] / 2 <= most:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines


def _formula(policy: Policy) -> list[str]:
    """The formula in mathtext, a line a phase, then what its names stand for; nothing where it is long."""
    lines, meanings = [], []
    for phase in phases(policy):
        notation = LatexNotation(by_name(phase, LatexNotation()))
        text = f"{notation.rate_at('t')} = {notation.text(phase.quantities[-1])}"
        lines.append(text + (rf"\quad ({condition_text(phase, notation)})" if phase.condition else ""))
        meanings += definitions(phase, LatexNotation())
    lines += dict.fromkeys(meanings)
    for known, instead in UNKNOWN.items():
        lines = [re.sub(known, instead, line) for line in lines]
    return [f"${line}$" for line in lines] if len(lines) <= MOST_LINES else []
