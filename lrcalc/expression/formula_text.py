"""The text of a formula as Python's syntax tree, of a bounded size, and where each part of it stands."""

from __future__ import annotations

import ast
import re
import warnings

from lrcalc.errors import ScheduleError, expected
from lrcalc.numbers.literal import LONGEST_LITERAL, shown

LONGEST = 10_000
MOST_PARTS = 2_000
DEEPEST = 100
TOO_LARGE = f"expected a formula of at most {MOST_PARTS} parts, {DEEPEST} deep at most, got more"
# Signs of the field, and how Python writes them.
SIGNS = {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
BLANKS = dict.fromkeys("\n\t\r", " ")
# Operators that are taken together: a long sum is not deep, however Python nests it.
SUM, PRODUCT = (ast.Add, ast.Sub), (ast.Mult, ast.Div)
_LONG_NUMBER = re.compile(rf"[0-9][0-9_.]{{{LONGEST_LITERAL},}}")


class FormulaTextError(ScheduleError):
    """A formula that cannot be read; the message names the character, counted from 1.

    `unknown` is the name that has no value, where that is what is wrong.
    """

    unknown: str | None = None


def family(item: ast.expr) -> tuple[type[ast.operator], ...]:
    """The operators of which a run of terms or factors is made, that an operation belongs to."""
    operator = type(item.op) if isinstance(item, ast.BinOp) else None
    return next((kind for kind in (SUM, PRODUCT) if operator in kind), ())


def goes_on(item: ast.expr, child: ast.expr) -> bool:
    """Whether a part of an operation is the beginning of the same run of terms or factors."""
    return isinstance(item, ast.BinOp) and child is item.left and family(item) == family(child) != ()


class Source:
    """A text, and where the characters of what Python parses stand in it."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise FormulaTextError(f"expected a formula of at most {LONGEST} characters, got {len(text)}")
        self.text = text
        self.places: list[int] = []
        written = []
        for place, sign in enumerate(text):
            spelled = {**SIGNS, **BLANKS}.get(sign, sign)
            written.append(spelled)
            # Python counts in bytes
            self.places += [place] * len(spelled.encode("utf-8", "replace"))
        self.python = "".join(written)

    def parsed(self) -> ast.expr:
        """The text as Python's syntax tree, which is not too large."""
        long = _LONG_NUMBER.search(self.python)
        if long is not None:
            place = self.places[len(self.python[: long.start()].encode("utf-8", "replace"))]
            what = f"a number of at most {LONGEST_LITERAL} characters"
            raise self.error(place, expected(what, shown(long.group())))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.python.strip(), mode="eval").body
        except SyntaxError as error:
            text = self.python.strip()
            # an offset of 0 is the end of the text, where something is still to come
            before = text[: max(0, (error.offset or len(text)) - 1)]
            place = self._place(len(before.encode()))
            reason = f"expected a formula such as 0.001 * 0.95^(t/1000): {error.msg}"
            raise self.error(place, reason) from None
        except UnicodeEncodeError as error:
            raise self.error(error.start, "expected a sign that can be written") from None
        except (RecursionError, MemoryError, ValueError, OverflowError):
            raise FormulaTextError(TOO_LARGE) from None
        self._bound(tree)
        return tree

    def _bound(self, tree: ast.expr) -> None:
        parts, level = 0, [(tree, 1)]
        while level:
            item, depth = level.pop()
            parts += 1
            if depth > DEEPEST or parts > MOST_PARTS:
                raise FormulaTextError(TOO_LARGE)
            children = [child for child in ast.iter_child_nodes(item) if isinstance(child, ast.expr)]
            level += [(child, depth + (not goes_on(item, child))) for child in children]

    def _place(self, column: int) -> int:
        blank = len(self.python) - len(self.python.lstrip())
        place = column + blank
        return self.places[place] if 0 <= place < len(self.places) else max(0, len(self.text) - 1)

    def error(self, place: int, reason: str) -> FormulaTextError:
        return FormulaTextError(f"character {place + 1} of {shown(self.text)}: {reason}")

    def error_at(self, item: ast.expr, reason: str) -> FormulaTextError:
        """What is wrong with a part, by where it begins."""
        return self.error(self._place(item.col_offset), reason)

    def segment(self, item: ast.expr) -> str:
        """A part as it is written."""
        return ast.get_source_segment(self.python.strip(), item) or ""
