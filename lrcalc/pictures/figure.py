"""The picture as matplotlib has it: a curve with its phases, or several with their labels."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from lrcalc.pictures.caption import FONT, GAP, caption
from lrcalc.pictures.curve import ACCEPTED, BEYOND, NOT_ACCEPTED, Curve, named

# Okabe and Ito's colours, which people who do not see red or green tell apart; the lines differ as well.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
WRONG = COLOURS[1]
SHADES = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#000000")
# Behind more phases than there are shades.
HATCHES = ("", "////", "....")
# One column of a paper, in inches.
WIDTH, HEIGHT = 3.5, 2.8
POINTS, DPI = 72, 300
MARGIN = 6
MOST_SHADED = 12
MOST_COLUMNS = 4
LABEL_WIDTH = 58


def figure(curves: list[Curve], labels: list[str] | None = None, log_scale: bool = False) -> Any:
    """The picture: a curve with its phases, or several with their labels.

    What stands above and below the curve does not make it lower: the picture grows.
    """
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, layout="constrained")
    axes = drawn.add_subplot()
    for index, curve in enumerate(curves):
        colour = COLOURS[index % len(COLOURS)]
        label = _wrapped(labels[index]) if labels else None
        dashes = DASHES[index % len(DASHES)]
        axes.plot(*zip(*curve.points), color=colour, linewidth=1.4, linestyle=dashes, label=label)
        _mark(axes, curve, colour)
    if labels is None:
        _shade(axes, curves[0])
    _set_axes(axes, curves, log_scale)
    for curve in curves:
        _point_beyond(axes, curve)
    below = _legend(drawn, axes, 1 if labels else MOST_COLUMNS)
    above = 0.0 if labels else _entitle(drawn, curves[0], HEIGHT * POINTS + below)
    drawn.set_figheight(HEIGHT + (above + below) / POINTS)
    return drawn


def _mark(axes: Any, curve: Curve, colour: str) -> None:
    """The steps asked, or the answers; those say what their signs mean."""
    names = (ACCEPTED, NOT_ACCEPTED) if curve.has_answers else (None, None)
    if curve.marked:
        axes.plot(
            *zip(*curve.marked), "o", color=colour, markersize=3.5, clip_on=False, zorder=3, label=names[0]
        )
    if curve.wrong:
        axes.plot(*zip(*curve.wrong), "x", color=WRONG, markersize=5, clip_on=False, zorder=4, label=names[1])


def _point_beyond(axes: Any, curve: Curve) -> None:
    """An arrow at the edge for each answer that lies beyond it, and below the picture what it is."""
    low, high = axes.get_ylim()
    lower = [(step, rate) for step, rate in curve.beyond if rate < low]
    higher = [(step, rate) for step, rate in curve.beyond if rate >= low]
    for edge, marker, found in ((high, "^", higher), (low, "v", lower)):
        if found:
            steps = [step for step, _ in found]
            label = f"{BEYOND}: {named(found)}".replace(" at t = ", "\u00a0at\u00a0t\u00a0=\u00a0")
            axes.plot(
                steps, [edge] * len(steps), marker, color=WRONG, markersize=5, clip_on=False, zorder=4,
                label=_wrapped(label),
            )  # fmt: skip


def _set_axes(axes: Any, curves: Sequence[Curve], log_scale: bool) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlabel("Step t (optimizer updates)")
    axes.set_ylabel("Learning rate η")
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


def _wrapped(label: str) -> str:
    """The line of a schedule, broken where a column of a paper ends; a dollar sign is no formula."""
    lines = textwrap.wrap(label, LABEL_WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines).replace("$", r"\$")


def _shade(axes: Any, curve: Curve) -> None:
    """A shade behind each phase, named once."""
    spans = [span for span in curve.spans if span.name]
    if not 1 < len(spans) <= MOST_SHADED:
        return
    # one phase goes on to the next; the last ends where the schedule does
    ends = [*(span.first for span in spans[1:]), spans[-1].last]
    shades: dict[str, tuple[str, str]] = {}
    for span, end in zip(spans, ends):
        if span.first == end:
            continue
        name = None if span.name in shades else _wrapped(span.name)
        number = len(shades)
        shade, hatch = shades.setdefault(
            span.name, (SHADES[number % len(SHADES)], HATCHES[number // len(SHADES)])
        )
        axes.axvspan(
            span.first, end, color=shade, alpha=0.2, linewidth=0, label=name, zorder=0, hatch=hatch or None
        )


def _legend(drawn: Any, axes: Any, most: int) -> float:
    """What has a name, below the curve, in as many columns as there is room for; its height in points."""
    handles, names = axes.get_legend_handles_labels()
    if not names:
        return 0.0
    make: Callable[[int], Any] = lambda columns: drawn.legend(  # noqa: E731
        handles, names, loc="outside lower center" if most > 1 else "outside lower left",
        fontsize=FONT - 1, frameon=False, ncols=columns, handlelength=2 if most > 1 else 3.5,
    )  # fmt: skip
    for columns in range(min(most, len(names)), 0, -1):
        legend = make(columns)
        box = legend.get_window_extent()
        if columns == 1 or box.width * POINTS / DPI <= WIDTH * POINTS - MARGIN:
            break
        legend.remove()
    return float(box.height * POINTS / DPI)


def _entitle(drawn: Any, curve: Curve, below: float) -> float:
    """Formula and parameters above the curve, which is so many points high; how much higher they make it."""
    found = caption(curve.policy, WIDTH * POINTS - 2 * MARGIN)
    height = below + found.height
    top = height - GAP * found.size
    for line, high in zip(found.lines, found.heights):
        drawn.text(0.5, top / height, line, fontsize=found.size, ha="center", va="top")
        top -= high + GAP * found.size
    drawn.get_layout_engine().set(rect=(0, 0, 1, below / height))
    return found.height
