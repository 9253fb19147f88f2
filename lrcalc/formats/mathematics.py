"""Sentences with formulas in them: each formula as one piece of mathematics, `$\\eta_{1250} = 0.0055$`."""

from __future__ import annotations

import re
from collections.abc import Callable

from lrcalc.expression import greek
from lrcalc.expression.function import LATEX_NAMES
from lrcalc.numbers.spelling import RAISED, RAISED_SIGNS
from lrcalc.schedule.working import Line, Remark

SIGNS = {
    "≤": r"\le", "≥": r"\ge", ">": ">", "<": "<", "≈": r"\approx", "=": "=", "≠": r"\ne",
    "−": "-", "+": "+", "×": r"\times", "·": r"\cdot", "/": "/",
}  # fmt: skip
LETTERS = {**greek.LATEX, "⌊": r"\lfloor ", "⌋": r"\rfloor"}
FUNCTIONS = {**LATEX_NAMES, "min": r"\min", "max": r"\max"}
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?"
_GREEK = "".join(greek.LATEX)
_LETTER = rf"(?:[{_GREEK}]|(?<![A-Za-z])[A-Za-z](?![A-Za-z]))(?:_\{{?[A-Za-z0-9]+\}}?|[₀-₉]+)?"
# Quantities go by their names in a formula: beside a sign, and nowhere else.
_NAMES = r"(?:cosine value|scale factor|learning rate|tanh value)"
_NAMED = rf"{_NAMES}(?= ?[=×+/−)])|(?:(?<=[=×+/−] )|(?<=\()){_NAMES}"
_TOKEN = re.compile(
    rf"{_NAMED}|{_NUMBER}|(?:{'|'.join(FUNCTIONS)})(?=\()|{_LETTER}|[≤≥><≈=≠−+×·/()⌊⌋^-]|[{RAISED_SIGNS}]+| "
)
# What makes a run of tokens a formula: a letter of one, or a relation.
_TELLING = re.compile(f"[{_GREEK}≤≥≈=≠×⌊]")
_ENDS = " −+×·/-"
# What is said of a formula behind it, and the characters that a page of A4 has room for.
_SAID = re.compile(r"\\text\{ +(?:where|for) +\}")
WIDEST = 80


def with_formulas(text: str, plain: Callable[[str], str]) -> str:
    """A sentence with each formula between dollar signs, what is no formula as `plain` has it."""
    if isinstance(text, Remark):
        from lrcalc.expression.latex_notation import LatexNotation

        known = enumerate(text.parts(LatexNotation))
        return "".join(f"${part}$" if index % 2 else plain(part) for index, part in known)
    parts: list[str] = []
    start = index = 0
    while index < len(text):
        end = _formula_end(text, index) if _may_begin(text, index) else index
        if end == index:
            index += 1
            continue
        parts += [plain(text[start:index]), f"${latex_formula(text[index:end])}$"]
        start = index = end
    return "".join([*parts, plain(text[start:])])


def _may_begin(text: str, index: int) -> bool:
    return index == 0 or not (text[index - 1].isalnum() or text[index - 1] in "_.-")


def _formula_end(text: str, start: int) -> int:
    """Where the formula that begins there ends; where none does, the same place."""
    if text[start] in " )≤≥><≈=≠+×·/⌋^-":
        return start
    end = start
    while (match := _TOKEN.match(text, end)) is not None:
        end = match.end()
    # a letter of a word, or a number of a list, is not to be cut in two
    while end > start and (text[end - 1] in _ENDS or not _is_whole(text, start, end)):
        end -= 1
    found = text[start:end]
    return end if _TELLING.search(found) else start


def _is_whole(text: str, start: int, end: int) -> bool:
    found = text[start:end]
    follows = text[end : end + 1]
    if found[-1].isalnum() and (follows.isalnum() or follows == "_"):
        return False
    ends_in_word = re.search(r"(?:^| )[A-Za-z]$", found) is not None and found[-1] in "aAI"
    return found.count("(") == found.count(")") and not ends_in_word and found[-1] not in "≤≥><≈=≠"


def latex_formula(text: str) -> str:
    """A formula in LaTeX's words."""
    parts: list[str] = []
    for token in _TOKEN.findall(text):
        if token in FUNCTIONS:
            parts.append(FUNCTIONS[token])
        elif token in SIGNS:
            parts.append(SIGNS[token])
        elif re.fullmatch(_NUMBER, token):
            parts.append(_number(token))
        elif re.fullmatch(_NAMES, token):
            parts.append(rf"\text{{{token}}}")
        elif token[0] in LETTERS or token[0].isalpha():
            parts.append(_letter(token))
        elif ord(token[0]) in RAISED:
            parts.append(f"^{{{token.translate(RAISED)}}}")
        else:
            parts.append(token)
    # a command and a letter after it stay apart
    text = ""
    for part in parts:
        apart = re.search(r"\\[a-zA-Z]+$", text) is not None and part[:1].isalpha()
        text += f" {part}" if apart else part
    # an exponent of several signs is one group
    return re.sub(r"\^(\\lfloor .*?\\rfloor)", r"^{\1}", text).strip()


def _number(token: str) -> str:
    digits, _, power = token.partition("e")
    return f"{digits} \\times 10^{{{int(power)}}}" if power else digits


def _letter(token: str) -> str:
    sign = LETTERS.get(token[0], token[0])
    index = token[1:].translate(_SUBSCRIPTS).strip("_{}")
    return f"{sign}_{{{index}}}" if index else sign


def aligned(lines: list[Line]) -> str:
    """The rows of `align` and `aligned`: lines of mathematics with their signs below each other."""
    from lrcalc.expression.latex_notation import LatexNotation

    notation = LatexNotation()
    rows = (f"{line.left} &{notation.relation(line.sign)} {_broken(line.right)}" for line in lines)
    return " \\\\\n".join(rows)


def _broken(right: str) -> str:
    """A right side in two rows where it is too long for a page: what is said of it in the second."""
    match = _SAID.search(right)
    if match is None or _width(right) <= WIDEST:
        return right
    return f"{right[: match.start()]} \\\\\n&\\quad {right[match.start() :]}"


def _width(formula: str) -> int:
    """About how many characters wide a formula is set."""
    return len(re.sub(r"\\[a-z]+|[{}_^\\ ]", lambda found: "x" * (len(found[0]) > 1), formula))


def answer_of(lines: list[Line]) -> str:
    """The first and the last of a working: what was asked, and what it comes to."""
    from lrcalc.expression.latex_notation import LatexNotation

    return f"{lines[0].left} {LatexNotation().relation(lines[-1].sign)} {lines[-1].right}"
