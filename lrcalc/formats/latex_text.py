"""Sentences for LaTeX: their signs as mathematics, what means something to LaTeX escaped."""

from __future__ import annotations

import unicodedata

from lrcalc.expression import greek
from lrcalc.formats.mathematics import SIGNS, with_formulas
from lrcalc.numbers.spelling import RAISED, RAISED_SIGNS
from lrcalc.terminal.screen import Screen

# How a sign of a sentence is written in LaTeX, outside of mathematics.
LATEX_SIGNS = {
    **{sign: f"${SIGNS[sign]}$" for sign in "≤≥><≈=≠−×·"},
    "√": r"$\surd$", "÷": r"$\div$", "½": r"$\frac12$", "‰": "o/oo", "°": r"$^\circ$",
    "⌊": r"$\lfloor$", "⌋": r"$\rfloor$", "⌈": r"$\lceil$", "⌉": r"$\rceil$", "′": r"$'$",
    **{letter: f"${name}$" for letter, name in greek.LATEX.items()},
    "…": r"\ldots{}", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "\u00a0": "~",
    "✓": r"$\surd$", "✗": r"$\times$", "●": r"$\bullet$", "•": r"$\bullet$", "|": r"$|$",
    "^": r"\^{}", "~": r"$\sim$", "\\": r"\textbackslash{}", "\n": "\\\\\n",
    **{sign: f"\\{sign}" for sign in "%_#&${}"},
    **{sign: f"$_{digit}$" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{sign: f"$^{sign.translate(RAISED)}$" for sign in RAISED_SIGNS},
    # letters that every encoding of fonts has
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}", "Ø": r"\O{}",
    "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}", "å": r"\aa{}", "Å": r"\AA{}",
}  # fmt: skip
ASCII = Screen(ascii_only=True)
# Accents above a letter and below it, which every encoding has too.
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0331": "b",
}  # fmt: skip


def latex_text(text: str) -> str:
    """A sentence for LaTeX: its signs as mathematics, what means something to LaTeX escaped.

    What comes out is ASCII: accented letters as LaTeX's accents, what it has no name for spelled as on a
    screen that has ASCII alone.
    """
    if "\n\n" in text:
        return "\n\n".join(map(latex_text, text.split("\n\n")))
    composed = unicodedata.normalize("NFC", text)
    return with_formulas(text if composed == text else composed, _plain)


def _plain(text: str) -> str:
    # the hyphens of an option are two, not the dash that LaTeX makes of them
    return "-{}-".join("".join(map(_latex_sign, part)) for part in text.split("--"))


def _latex_sign(sign: str) -> str:
    known = LATEX_SIGNS.get(sign)
    if known is not None:
        return known
    if sign.isascii():
        return sign
    letter, *marks = list(unicodedata.normalize("NFD", sign))
    if letter.isascii() and marks and ACCENTS.keys() >= set(marks):
        for mark in marks:
            letter = f"\\{ACCENTS[mark]}{{{letter}}}"
        return letter
    return "".join(map(_latex_sign, ASCII.spelled(sign)))
