"""Sentences for LaTeX: their signs as mathematics, what means something to LaTeX escaped."""

from __future__ import annotations

from lrcalc.formats.mathematics import with_formulas

# How a sign of a sentence is written in LaTeX, outside of mathematics.
LATEX_SIGNS = {
    "≤": r"$\le$", "≥": r"$\ge$", ">": "$>$", "<": "$<$", "≈": r"$\approx$", "=": "$=$", "≠": r"$\ne$",
    "−": "$-$", "×": r"$\times$", "·": r"$\cdot$", "√": r"$\surd$", "⌊": r"$\lfloor$", "⌋": r"$\rfloor$",
    "η": r"$\eta$", "π": r"$\pi$", "γ": r"$\gamma$", "Δ": r"$\Delta$", "…": r"\ldots{}", "–": "--",
    "^": r"\^{}", "~": r"\~{}", "\\": r"\textbackslash{}", "\n": "\\\\\n",
    **{sign: f"\\{sign}" for sign in "%_#&${}"},
    **{sign: f"$_{digit}$" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}  # fmt: skip


def latex_text(text: str) -> str:
    """A sentence for LaTeX: its signs as mathematics, what means something to LaTeX escaped."""
    if "\n\n" in text:
        return "\n\n".join(map(latex_text, text.split("\n\n")))
    return with_formulas(text, lambda plain: "".join(map(_latex_sign, plain)))


def _latex_sign(sign: str) -> str:
    return LATEX_SIGNS.get(sign, sign if sign.isascii() else "?")
