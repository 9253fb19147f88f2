"""Tables in text: cells line by line, whatever draws the table.

Understood are separators (comma, semicolon, tab; `sep=;` above), Markdown, drawn boxes, LaTeX, and JSON.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from lrcalc.encoding import text_of
from lrcalc.marking.cells import Cells, Place, WorksheetError
from lrcalc.marking.json_table import json_table

MOST_LINES = 100_000
LONGEST_LINE = 4096
# A file is read no further than this; JSON may be a single line of that length.
MOST_BYTES = 16_000_000
_BARS = "│┃║|"
# Marks of the encoding, of the direction of writing, and where a word may be broken.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"))
# Of a box that is drawn with other signs than Markdown's, only lines with bars are rows.
_BOX = "│┃║"
_RULE = re.compile(r"[\s│┃║|+\-=:─━═╭╮╰╯├┤┼┬┴┌┐└┘╔╗╚╝╠╣╦╩╬╞╡╪┏┓┗┛┡┩╇╈┠┨]+")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
# A line that begins with the code of an exercise, or what was to be one, is a row.
_COMMENT = re.compile(r"#(?!\w[\w-]*-\w+\s*[,;\t|])")
_LATEX_BEGIN = re.compile(r".*\\begin\{(?:tabular|array)[^}]*\}(?:\{[^{}]*\})*")
_LATEX_END = re.compile(r"\\end\{(?:tabular|array)")
_LATEX_ROW = re.compile(r"(.*?)\\\\(?:\[[^\]]*\])?\s*(?:\\hline|\\midrule|\\bottomrule)?\s*")


def decoded(data: bytes, name: str) -> TextIO:
    """The text of a file. Raises WorksheetError for a large one."""
    if len(data) > MOST_BYTES:
        raise WorksheetError(name, f"expected up to {MOST_BYTES} bytes, got more")
    text = text_of(data)
    return io.StringIO(data.decode("utf-8", "surrogateescape") if text is None else text, newline=None)


def table_of(stream: TextIO, name: str) -> list[Cells]:
    """The lines of a table as cells; headings, comments, rules and what stands around it are left out."""
    lines = [(number, line) for number, line in _lines(stream, name) if line.strip()]
    if not lines:
        return []
    if lines[0][1].lstrip()[0] in "{[":
        return list(json_table(lines, name))
    if long := next((number for number, line in lines if len(line) > LONGEST_LINE), None):
        raise _too_long(name, long)  # what a line of JSON may be, no line of a table is
    if any(sign in line for _, line in lines for sign in _BOX):
        return list(_boxes(lines))
    # mathematics around a Markdown table has rows of LaTeX too
    is_markdown = any("|" in line and _RULE.fullmatch(line) for _, line in lines)
    if any(_LATEX_BEGIN.search(line) for _, line in lines) or (_is_latex(lines) and not is_markdown):
        return list(_latex_table(lines))
    return list(_text_table(lines))


def _lines(stream: TextIO, name: str) -> Iterator[tuple[int, str]]:
    """The lines that have any text, numbered, without a mark of the encoding. Raises WorksheetError."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        line = line.translate(_INVISIBLE)
        if len(line) > LONGEST_LINE:
            if line.lstrip()[:1] not in ("{", "["):
                raise _too_long(name, number)
            line += stream.readline(MOST_BYTES)
        column = next((index for index, sign in enumerate(line, 1) if _is_no_text(sign)), None)
        if column is not None:
            raise WorksheetError(
                name, "expected CSV, TSV or Markdown, got what is not UTF-8 text", Place(number, 0, column)
            )
        if number > MOST_LINES:
            raise WorksheetError(name, f"expected up to {MOST_LINES} lines, got more lines", Place(number))
        text = line.strip(" \r\n")
        if text.strip():
            yield number, text


def _too_long(name: str, number: int) -> WorksheetError:
    return WorksheetError(name, f"is longer than {LONGEST_LINE} characters", Place(number))


def _is_no_text(sign: str) -> bool:
    """A null, or what stands for a byte that is not UTF-8."""
    return sign == "\0" or "\udc80" <= sign <= "\udcff"


def _text_table(lines: list[tuple[int, str]]) -> Iterator[Cells]:
    """Lines parted by one separator: that of the first line that has several cells."""
    separator = None
    if match := _SEPARATOR_LINE.fullmatch(lines[0][1]):
        separator, lines = match[1], lines[1:]
    lines = [(number, text) for number, text in lines if not _COMMENT.match(text)]
    rules = [text for _, text in lines if _RULE.fullmatch(text)]
    has_table = any("|" in text or text.lstrip().startswith(("+-", "+=")) for text in rules)
    has_table = has_table and any("|" in text and text not in rules for _, text in lines)
    for number, text in lines:
        if has_table and ("|" not in text or _RULE.fullmatch(text)):
            continue
        if _RULE.fullmatch(text) and any(sign in text for sign in "|+="):
            continue
        if separator is None and (found := _separator(text)) != ",":
            separator = found
        elif separator is None and _names_a_step(text):
            separator = ","
        if (separator or ",") == "|":
            yield _barred(number, text)
            continue
        # a line that a carriage return ends is a line too; within quotes it is a blank
        cells = next(csv.reader([text.replace("\r", " ")], delimiter=separator or ","))
        yield Cells([cell.strip() for cell in cells], Place(number), (separator or ",") == ",")


def _boxes(lines: list[tuple[int, str]]) -> Iterator[Cells]:
    """The rows of boxes; what stands between two lines of bars parts one from the next."""
    table, last = 0, 0
    for number, line in lines:
        if _RULE.fullmatch(line) and number == last + 1:
            last = number
        elif line.lstrip()[:1] in _BOX and not _RULE.fullmatch(line):
            table += number != last + 1
            last = number
            yield _barred(number, line)._replace(table=table)


def _names_a_step(text: str) -> bool:
    return re.search(r"\b(step|t)\b", text.lower().replace("_", " ")) is not None and "," in text


def _separator(header: str) -> str:
    """What the cells are parted by, here and in every line below."""
    return next((sign for sign in "|\t;" if sign in header), ",")


def _barred(number: int, text: str) -> Cells:
    bare = text.strip()
    bare = bare[1:] if bare[:1] in _BARS else bare
    bare = bare[:-1] if bare[-1:] in _BARS and bare[-2:] != r"\|" else bare
    cells = re.split(rf"(?<!\\)[{_BARS}]", bare)
    return Cells([cell.strip().replace(r"\|", "|") for cell in cells], Place(number))


def _is_latex(lines: list[tuple[int, str]]) -> bool:
    return any("&" in line and line.rstrip().endswith("\\\\") for _, line in lines)


def _latex_table(lines: list[tuple[int, str]]) -> Iterator[Cells]:
    # mathematics beside a table has rows of its own
    has_tables = any(_LATEX_BEGIN.search(line) for _, line in lines)
    is_inside, table = not has_tables, 0
    for number, line in lines:
        if _LATEX_BEGIN.search(line):
            is_inside, table = True, table + 1
        if not is_inside:
            continue
        is_inside = not (has_tables and _LATEX_END.search(line))
        # several rows may stand on a line, the first behind the beginning of the table
        for part in re.split(r"(?<=\\\\)(?!\[)", _LATEX_BEGIN.sub("", line)):
            match = _LATEX_ROW.fullmatch(part)
            if match and "&" in match[1]:
                bare = re.sub(r"\\(?:hline|toprule|midrule|bottomrule)", "", match[1])
                cells = [cell.strip() for cell in re.split(r"(?<!\\)&", bare)]
                yield Cells(cells, Place(number), table=table)
