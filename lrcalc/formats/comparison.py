"""The comparison of several schedules for people: as a table, in Markdown, in LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lrcalc.formats.latex import tabular
from lrcalc.formats.markdown import table as markdown_table
from lrcalc.formats.shown_working import latex_text
from lrcalc.formats.table import draw, filled, fits
from lrcalc.report.comparison import Comparison
from lrcalc.terminal.screen import Screen


def write_table(comparison: Comparison, screen: Screen) -> Iterator[str]:
    names = "\n".join(f"{number}  {line}" for number, line in enumerate(comparison.lines, 1))
    headings, rows = comparison.headings, comparison.rows()
    if fits(headings, rows, screen):
        yield draw(names, headings, rows, screen)
    else:
        rates = len(comparison.lines) + 1
        yield draw(names, headings[:rates], [row[:rates] for row in rows], screen)
        ratios = [row[:1] + row[rates:] for row in rows]
        yield draw("", headings[:1] + headings[rates:], ratios, screen)
    for sentence in comparison.sentences():
        yield f"{filled(sentence, screen)}\n"


def write_markdown(comparison: Comparison, screen: Screen) -> Iterator[str]:
    rows = comparison.rows()
    yield "".join(f"{number}. `{line}`\n" for number, line in enumerate(comparison.lines, 1)) + "\n"
    yield from markdown_table(comparison.headings, rows)
    for sentence in comparison.sentences():
        yield f"\n{sentence}\n"


def write_latex(comparison: Comparison, screen: Screen) -> Iterator[str]:
    rows = comparison.rows()
    yield "\\begin{enumerate}\n"
    for line in comparison.lines:
        # a dash in front of an option is two hyphens, not the long one that LaTeX makes of them
        option_text = latex_text(line).replace("--", "-{}-")
        yield f"\\item \\texttt{{{option_text}}}\n"
    yield "\\end{enumerate}\n"
    yield from tabular(comparison.headings, rows)
    for sentence in comparison.sentences():
        yield f"\n{latex_text(sentence)}\n"


def curves(comparison: Comparison, screen: Screen) -> str:
    """The curves over one another, with a legend."""
    from lrcalc.pictures.terminal import SAMPLES
    from lrcalc.pictures.terminal import draw as draw_curves

    return draw_curves(comparison.curves(SAMPLES), screen, comparison.lines, comparison.digits)


WRITE: dict[str, Callable[[Comparison, Screen], Iterator[str]]] = {
    "table": write_table,
    "markdown": write_markdown,
    "latex": write_latex,
}
