"""The curve as a picture for print, by matplotlib, written whole or not at all."""

from __future__ import annotations

import errno
import io
import logging
import os
import re
import stat
import tempfile
import textwrap
from typing import Any

from lrcalc.errors import ScheduleError
from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import list_text, number_text
from lrcalc.numbers.literal import LONGEST_PATH, shown
from lrcalc.pictures.curve import Curve
from lrcalc.schedule.formula import by_name, condition_text, definitions, phases, title

FORMATS = ("png", "svg", "pdf")
SAMPLES = 1000
INSTALL = "pip install matplotlib"
# Okabe and Ito's colours, which people who do not see red or green tell apart; the lines differ as well.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
WRONG = COLOURS[1]
SHADES = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7")
# One column of a paper, in inches, and what can be read at that width.
WIDTH, HEIGHT = 3.5, 2.8
FONT, SMALLEST = 8.0, 5.5
MOST_SHADED = 12
MOST_LINES = 4
LABEL_WIDTH = 58
# What mathtext does not know of LaTeX.
UNKNOWN = {r"\\le\b": r"\\leq", r"\\ge\b": r"\\geq", r"\\text\b": r"\\mathrm", r"\\frac\b": r"\\dfrac"}


def check_name(name: str) -> None:
    """Raise ScheduleError for a file whose name is not that of a picture, or where matplotlib is missing."""
    from importlib.util import find_spec

    if name.rpartition(".")[2].lower() not in FORMATS or "." not in name:
        raise ScheduleError(f"unknown picture type {shown(name, LONGEST_PATH)}; use .png, .svg or .pdf")
    if find_spec("matplotlib") is None:
        raise ScheduleError(f"pictures need matplotlib, which is not installed; {INSTALL}")


def save(curves: list[Curve], name: str, labels: list[str] | None = None, log_scale: bool = False) -> None:
    """Draw the curves into the file. Raises ScheduleError; what was there before is then as it was."""
    check_name(name)
    picture = _picture(curves, labels, log_scale, name.rpartition(".")[2].lower())
    beside = None
    try:
        target = os.path.realpath(name)
        _check(target)
        handle, beside = tempfile.mkstemp(".tmp", ".lrcalc-", os.path.dirname(target))
        with open(handle, "wb") as file:
            file.write(picture)
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
        beside = None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ScheduleError(f"{shown(name, LONGEST_PATH)} cannot be written: {reason}") from None
    finally:
        if beside is not None:
            os.unlink(beside)


def _check(path: str) -> None:
    """Raise OSError for what is no file, and for one that is not to be written: not by root either."""
    if not os.path.exists(path):
        return
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Is no file that can be replaced")
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _mode(path: str) -> int:
    """Who may read and write the file: those who might before, or else those who may any new file."""
    if os.path.exists(path):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _picture(curves: list[Curve], labels: list[str] | None, log_scale: bool, form: str) -> bytes:
    # that it has no place for its cache is nothing to the person
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        import matplotlib
    except ImportError as error:
        reason = f"matplotlib cannot be imported: {error}; {INSTALL}"
        raise ScheduleError(reason) from None

    # the signs of a formula as outlines, for an SVG has no fonts of its own; and the same bytes every time
    own: Any = {"font.size": FONT, "svg.hashsalt": "lrcalc", "svg.fonttype": "path", "pdf.fonttype": 42}
    no_date = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    about = {"Title": "; ".join(labels or [title(curve.policy) for curve in curves]), **no_date.get(form, {})}
    buffer = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(own)
        figure(curves, labels, log_scale).savefig(buffer, format=form, dpi=300, metadata=about)
    return buffer.getvalue()


def figure(curves: list[Curve], labels: list[str] | None = None, log_scale: bool = False) -> Any:
    """The picture as matplotlib has it: a curve with its phases, or several with their labels."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    drawn = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = drawn.add_subplot()
    for index, curve in enumerate(curves):
        colour = COLOURS[index % len(COLOURS)]
        label = _wrapped(labels[index]) if labels else None
        dashes = DASHES[index % len(DASHES)]
        axes.plot(*zip(*curve.points), color=colour, linewidth=1.4, linestyle=dashes, label=label)
        if curve.marked:
            axes.plot(*zip(*curve.marked), "o", color=colour, markersize=3.5, clip_on=False, zorder=3)
        if curve.wrong:
            axes.plot(*zip(*curve.wrong), "x", color=WRONG, markersize=5, clip_on=False, zorder=4)
    # what stands above and below the curve does not make it lower
    if labels is None:
        below = _shade(drawn, axes, curves[0])
        more = 0.2 * below + _entitle(drawn, curves[0])
    else:
        drawn.legend(loc="outside lower left", fontsize=FONT - 1, frameon=False, handlelength=3.5)
        more = 0.14 * sum(_wrapped(label).count("\n") + 1 for label in labels)
    drawn.set_figheight(HEIGHT + more)
    axes.set_xlabel("Step t (optimizer updates)")
    axes.set_ylabel("Learning rate η (per update)")
    axes.set_xlim(0, max(curve.end for curve in curves))
    is_positive = any(rate > 0 for curve in curves for _, rate in curve.points)
    if log_scale and is_positive:
        axes.set_yscale("log", nonpositive="mask")
        axes.ticklabel_format(axis="x", scilimits=(-3, 5), useMathText=True)
    else:
        axes.set_ylim(bottom=0)
        axes.ticklabel_format(axis="both", scilimits=(-3, 5), useMathText=True)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    return drawn


def _wrapped(label: str) -> str:
    """The line of a schedule, broken where a column of a paper ends; a dollar sign is no formula."""
    lines = textwrap.wrap(label, LABEL_WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines).replace("$", r"\$")


def _shade(figure: Any, axes: Any, curve: Curve) -> bool:
    """A shade behind each phase, named once, below the curve; whether there are any."""
    spans = [span for span in curve.spans if span.name]
    if not 1 < len(spans) <= MOST_SHADED:
        return False
    # one phase goes on to the next; the last ends where the schedule does
    ends = [*(span.first for span in spans[1:]), spans[-1].last]
    shades: dict[str, str] = {}
    for span, end in zip(spans, ends):
        if span.first == end:
            continue
        name = None if span.name in shades else span.name
        shade = shades.setdefault(span.name, SHADES[len(shades) % len(SHADES)])
        axes.axvspan(span.first, end, color=shade, alpha=0.2, linewidth=0, label=name, zorder=0)
    columns = min(4, len(shades))
    figure.legend(loc="outside lower center", fontsize=FONT - 1, frameon=False, ncols=columns)
    return True


def _entitle(figure: Any, curve: Curve) -> float:
    """Formula and parameters above the curve, no wider than the picture; the height of all lines but one."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser

    parser, font = MathTextParser("path"), FontProperties(size=FONT)
    lines = [*_formula(curve), *_parameters(curve)]
    try:
        boxes = [parser.parse(line, 72, font) for line in lines]
    except ValueError:
        # a sign that mathtext does not know: better no formula than none to be read
        return 0.0
    if not boxes:
        return 0.0
    size = min(FONT, FONT * (WIDTH - 0.15) * 72 / max(box.width for box in boxes))
    # matplotlib counts the line spacing in heights of a letter, about 0.75 of the size: a fraction needs more
    highest = max(box.height for box in boxes) * size / FONT
    figure.suptitle(
        "\n".join(lines), fontsize=max(SMALLEST, size), linespacing=max(1.2, 1.35 * highest / size)
    )
    return float(highest * (len(lines) - 1) / 72)


def _parameters(curve: Curve) -> list[str]:
    """The numbers of the schedule, broken where a column of a paper ends."""
    policy = curve.policy
    items = [f"${item.latex}$ = {number_text(item.value)}" for item in policy.named_symbols().values()]
    items += [f"${item.latex}$ = ({list_text(item.values)})" for item in policy.named_lists().values()]
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) <= LABEL_WIDTH:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    return lines


def _formula(curve: Curve) -> list[str]:
    """The formula in mathtext, a line a phase, then what its names stand for; nothing where it is long."""
    lines, meanings = [], []
    for phase in phases(curve.policy):
        notation = LatexNotation(by_name(phase, LatexNotation()))
        text = f"{notation.rate_at('t')} = {notation.text(phase.quantities[-1])}"
        lines.append(text + (rf"\quad ({condition_text(phase, notation)})" if phase.condition else ""))
        meanings += definitions(phase, LatexNotation())
    lines += dict.fromkeys(meanings)
    for known, instead in UNKNOWN.items():
        lines = [re.sub(known, instead, line) for line in lines]
    return [f"${line}$" for line in lines] if len(lines) <= MOST_LINES else []
