"""The shown working in plain text, in Markdown and in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import Notation
from lrcalc.report.plain_working import _aligned, _broken, plain_lines
from lrcalc.report.rates import Report
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.working import CARRIED, Line, Writer
from lrcalc.terminal.screen import Screen


def plain(report: Report, derivations: list[Derivation], screen: Screen | None = None) -> Iterator[str]:
    """The formula, the values, and the lines for each step."""
    screen = screen or Screen()
    writer = Writer(report.policy, Notation, report.digits)
    for lines in writer.general():
        yield "\n".join(_aligned(lines, screen)) + "\n"
    yield "\n" + "\n".join(_broken(CARRIED, "", screen)) + "\n\n"
    for derivation in derivations:
        yield "\n".join(plain_lines(writer.at(derivation), screen)) + "\n\n"


def markdown(report: Report, derivations: list[Derivation]) -> Iterator[str]:
    """The same, in the `math` blocks that Markdown hosts render."""
    writer = Writer(report.policy, LatexNotation, report.digits)
    yield "#### General Formula\n\n"
    for lines in writer.general():
        yield _math_block(lines) + "\n"
    yield f"{CARRIED}\n\n"
    for number, derivation in enumerate(derivations, 1):
        working = writer.at(derivation)
        yield f"#### Step {number}: t = {working.step}\n\n"
        yield "".join(f"{remark}\n\n" for remark in working.remarks)
        yield _math_block(working.lines) + "\n"


def _math_block(lines: list[Line]) -> str:
    if len(lines) == 1:
        return f"```math\n{lines[0].left} = {lines[0].right}\n```\n"
    return "```math\n\\begin{aligned}\n" + _rows(lines) + "\\end{aligned}\n```\n"


def latex(report: Report, derivations: list[Derivation]) -> Iterator[str]:
    """The same, in `align*` environments of amsmath."""
    writer = Writer(report.policy, LatexNotation, report.digits)
    for lines in writer.general():
        yield _environment(lines)
    for derivation in derivations:
        working = writer.at(derivation)
        yield f"\n\\paragraph{{Step $t = {working.step}$}}\n"
        yield "".join(f"{latex_text(remark)}\n" for remark in working.remarks)
        yield _environment(working.lines)
    yield f"\n{latex_text(CARRIED)}\n\n"


def _environment(lines: list[Line]) -> str:
    return "\\begin{align*}\n" + _rows(lines) + "\\end{align*}\n"


def _rows(lines: list[Line]) -> str:
    notation = LatexNotation()
    rows = [f"{line.left} &{notation.relation(line.sign)} {line.right}" for line in lines]
    return " \\\\\n".join(rows) + "\n"


# How a sign of a sentence is written in LaTeX, outside of mathematics.
LATEX_SIGNS = {
    "≤": r"$\le$", "≥": r"$\ge$", ">": "$>$", "<": "$<$", "≈": r"$\approx$", "=": "$=$", "≠": r"$\ne$",
    "−": "$-$", "×": r"$\times$", "·": r"$\cdot$", "√": r"$\surd$", "⌊": r"$\lfloor$", "⌋": r"$\rfloor$",
    "η": r"$\eta$", "π": r"$\pi$", "γ": r"$\gamma$", "Δ": r"$\Delta$", "…": r"\ldots{}", "–": "--",
    "^": r"\^{}", "~": r"\~{}", "\\": r"\textbackslash{}", "\n": "\\\\\n",
    **{sign: f"\\{sign}" for sign in "%_#&${}"},
    **{sign: f"$_{digit}$" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}  # fmt: skip
_RATE = re.compile("η_([A-Za-z0-9]+)")


def latex_text(text: str) -> str:
    """A sentence for LaTeX: its signs as mathematics, what means something to LaTeX escaped."""
    if "\n\n" in text:
        return "\n\n".join(map(latex_text, text.split("\n\n")))
    parts = _RATE.split(text)  # by turns a text and what an η is of
    return "".join(
        rf"$\eta_{{{part}}}$" if index % 2 else "".join(map(_latex_sign, part))
        for index, part in enumerate(parts)
    )


def _latex_sign(sign: str) -> str:
    return LATEX_SIGNS.get(sign, sign if sign.isascii() else "?")
