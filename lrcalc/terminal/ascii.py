"""How the signs of the field are spelled where there is ASCII alone."""

from __future__ import annotations

# How a sign is spelled where it cannot be printed. Signs of one column stay one column.
SPELLINGS = {
    "η": "eta", "π": "pi", "γ": "gamma", "Δ": "delta", "τ": "tau", "×": "*", "·": "*", "−": "-", "–": "-",
    "—": "-",
    "≈": "~", "≤": "<=", "≥": ">=", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "√": "sqrt",
    "₀": "0", "₁": "1", "₂": "2", "…": ".", "’": "'", "“": '"', "”": '"', "●": "o",
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "─": "-", "│": "|", "├": "+", "┤": "+", "┬": "+", "┴": "+",
    "┼": "+", "━": "-", "┃": "|", "┏": "+", "┓": "+", "┗": "+", "┛": "+", "┡": "+", "┩": "+", "╇": "+",
}  # fmt: skip


def spelled(text: str) -> str:
    """The text in ASCII, signs spelled out."""
    return "".join(SPELLINGS.get(sign, sign if sign.isascii() else "?") for sign in text)
