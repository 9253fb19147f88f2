"""The shown working in plain text, in Markdown and in LaTeX."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import Notation
from lrcalc.policies.policy import Derivation
from lrcalc.report import Report
from lrcalc.working import CARRIED, Line, Working, Writer


def plain(report: Report, derivations: list[Derivation]) -> Iterator[str]:
    """The formula, the values, and the lines for each step."""
    writer = Writer(report.policy, Notation, report.digits)
    for lines in writer.general():
        yield "\n".join(_aligned(lines)) + "\n"
    yield f"\n{CARRIED}\n\n"
    for derivation in derivations:
        yield "\n".join(plain_lines(writer.at(derivation))) + "\n\n"


def plain_lines(working: Working) -> list[str]:
    return [f"Step t = {working.step}", *working.remarks, *_aligned(working.lines)]


def _aligned(lines: list[Line]) -> list[str]:
    width = max(len(line.left) for line in lines)
    return [
        f"{line.left if index == 0 else '':<{width}} {line.sign} {line.right}"
        for index, line in enumerate(lines)
    ]


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


def latex_text(text: str) -> str:
    """A sentence for LaTeX: its signs as mathematics."""
    signs = {"≤": r"$\le$", "≥": r"$\ge$", ">": "$>$", "<": "$<$", "≈": r"$\approx$", "=": "$=$", "₁": "$_1$",
             "₂": "$_2$", "%": r"\%", "_": r"\_", "η": r"$\eta$", "−": "$-$", "γ": r"$\gamma$"}  # fmt: skip
    return "".join(signs.get(sign, sign) for sign in text)
