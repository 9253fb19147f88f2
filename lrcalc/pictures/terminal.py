"""The curve in the terminal, as the document draws it: the lines by plotille, the axes around them here."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from lrcalc.pictures.curve import ACCEPTED, BEYOND, NOT_ACCEPTED, Curve, named
from lrcalc.pictures.scale import Scale, scale_of
from lrcalc.terminal.screen import Screen

PIPED_WIDTH = 72
SAMPLES = 240
NARROWEST = 12
# The largest rate and its quarters lie on a row, with its name beside it.
ROWS, PARTS = 16, 4
# How often the sign of a curve stands on it where there are several.
SIGNS = 6
MOST_TICKS = 11
STEPS, RATE = "Steps", "Learning Rate"
COLOURS = ("blue", "red", "green", "magenta", "cyan", "yellow")
ASCII_LINES = ".*+x#%"
BLANK, FULL_COLUMNS = "\u2800", ("⡇", "⢸")
# Where an axis reaches that far, its steps are named with a power of ten.
LONG_AXIS = 10_000_000


class Lines(NamedTuple):
    """What the axes are made of."""

    up: str
    along: str
    corner: str
    tick: str
    mark: str
    wrong: str


UNICODE, ASCII = Lines("│", "─", "└", "┬", "●", "✗"), Lines("|", "-", "+", "+", "o", "x")


def draw(
    curves: list[Curve],
    screen: Screen,
    labels: list[str] | None = None,
    digits: int | None = None,
    log_scale: bool = False,
) -> str:
    """One curve or several over one another, with the steps asked marked; `labels` make a legend."""
    lines = ASCII if screen.ascii_only else UNICODE
    end, scale = max(curve.end for curve in curves), scale_of(curves, log_scale)
    rates = scale.names(PARTS, digits)
    margin = max(map(len, [*rates, RATE[: len(rates[0])]])) + 1
    columns = max(NARROWEST, (screen.width or PIPED_WIDTH) - margin - len(STEPS) - 3)
    rows = _rows(curves, screen, columns, end, scale, several=labels is not None)
    drawn = [f"{'':>{margin}}{RATE}" if margin + len(RATE) < columns else RATE]
    for index, row in enumerate(rows):
        part, rest = divmod(ROWS - index, ROWS // PARTS)
        drawn.append(f"{'' if rest else rates[part]:>{margin - 1}} {lines.up}{row}".rstrip())
    ticks = _ticks(end, columns)
    axis = "".join(lines.tick if column in ticks.values() else lines.along for column in range(columns + 1))
    drawn.append(f"{'':>{margin}}{lines.corner}{axis} {STEPS}")
    drawn.append(f"{'':>{margin + 1}}{_beside(ticks)}")
    drawn += _signs(curves[0], lines) if labels is None else []
    if labels is not None:
        drawn.append("")
        for index, label in enumerate(labels):
            sign = f" {ASCII_LINES[index % len(ASCII_LINES)]}" if screen.ascii_only else ""
            drawn.append(f"{index + 1}{sign}  {label}")
    return "\n".join(drawn) + "\n"


def _signs(curve: Curve, lines: Lines) -> list[str]:
    """What the signs of answers mean, below the drawing."""
    found = [f"{lines.mark} {ACCEPTED}"] if curve.marked else []
    found += [f"{lines.wrong} {NOT_ACCEPTED}"] if curve.wrong or curve.beyond else []
    beyond = [f"{lines.wrong} {BEYOND}: {named(curve.beyond)}"] if curve.beyond else []
    return ["", "   ".join(found), *beyond] if curve.has_answers and found else []


def _rows(
    curves: list[Curve], screen: Screen, columns: int, end: int, scale: Scale, several: bool
) -> list[str]:
    """The rows of the drawing, from the top."""
    import plotille

    lines = ASCII if screen.ascii_only else UNICODE
    canvases: list[Any] = []
    for index, curve in enumerate(curves):
        if screen.ascii_only or not canvases:
            # a row above the largest rate, a column behind the last step
            canvases.append(
                plotille.Canvas(columns + 1, ROWS + 1, xmax=(columns + 1) / columns, ymax=(ROWS + 1) / ROWS)
            )
        colour = COLOURS[index % len(COLOURS)] if screen.colour and not screen.ascii_only else None
        dots = [(step / end, scale.height(rate)) for step, rate in curve.points]
        for (x0, y0), (x1, y1) in pairwise(dots):
            canvases[-1].line(x0, y0, x1, y1, color=colour)
    for index, curve in enumerate(curves):
        every = max(1, len(curve.points) // SIGNS)
        # apart from one another, so that curves that run together show all their signs
        marked = curve.points[index * every // len(curves) :: every] if several else curve.marked
        sign = str(index + 1) if several else (ASCII if screen.ascii_only else UNICODE).mark
        for step, rate in marked:
            canvases[-1].point(step / end, scale.height(rate), marker=sign)
        for step, rate in (*curve.wrong, *curve.beyond):
            height = min(max(scale.height(max(rate, 0.0)), 0.0), 1.0)
            canvases[-1].point(step / end, height, marker=lines.wrong)
    drawings = [canvas.plot(linesep="\n").replace(BLANK, " ").split("\n") for canvas in canvases]
    return _in_ascii(drawings) if screen.ascii_only else drawings[0]


def _in_ascii(layers: list[list[str]]) -> list[str]:
    """Drawings over one another, the last at the top, each with its own sign; drops are upright lines."""
    rows = [[" "] * len(row) for row in layers[0]]
    for index, layer in enumerate(layers):
        padded = [row.ljust(len(rows[0])) for row in ["", *layer, ""]]
        for number, cells in enumerate(rows):
            for column, cell in enumerate(padded[number + 1]):
                beside = (padded[number][column], padded[number + 2][column])
                if cell in FULL_COLUMNS and set(beside) & set(FULL_COLUMNS) and len(layers) == 1:
                    cells[column] = ASCII.up
                elif cell != " ":
                    cells[column] = cell if cell.isascii() else ASCII_LINES[index % len(ASCII_LINES)]
    return ["".join(cells) for cells in rows]


def _ticks(end: int, columns: int) -> dict[str, int]:
    """The names of steps 1, 2 or 5 times a power of ten apart, and the columns they stand at."""
    power, name = 1, _step if end >= LONG_AXIS else str
    while True:
        for spacing in (power, 2 * power, 5 * power):
            steps = range(0, end + 1, spacing)
            if len(steps) > MOST_TICKS:
                continue
            # two dots a column: where the curve and the marks have the step
            names = {name(step): round(2 * columns * step / end) // 2 for step in steps}
            room = columns * spacing / end
            if max(map(len, names)) + 4 <= room or len(steps) < 3:
                return names
        power *= 10


def _step(step: int) -> str:
    """A step as the command line takes it: 2e12."""
    digits = str(step).rstrip("0")
    zeros = len(str(step)) - len(digits)
    if not digits:
        return "0"
    return f"{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{zeros + len(digits) - 1}"


def _beside(ticks: dict[str, int]) -> str:
    """The names of the steps, each under the middle of its tick where there is room."""
    line = ""
    for name, column in ticks.items():
        line = line.ljust(max(column - len(name) // 2, len(line) + 1 if line else 0)) + name
    return line
